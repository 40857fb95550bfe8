// What a file's or folder's name tells of its weight: archives and programs are big, scripts and settings are not.
import { baseName } from "./paths";

const archive = /\.(tar(\.\w{1,4})?|t[gbx]z2?|tlz|tzst|zip|7z|rar|gz|bz2|xz|lzma|zst|deb|rpm|apk|whl|nupkg|gem|cpio)$/i;
const program =
  /\.(jar|war|ear|exe|dll|so(\.\d+)*|a|bin|run|appimage|iso|img|qcow2|vhd|wasm|node|pt|pth|onnx|safetensors|gguf|ggml|h5|pkl|npz|npy|tflite|weights|mmdb|sqlite3?|db|dump|parquet|mp4|mov|wav|ttf|otf)$/i;
const small =
  /\.(sh|bash|zsh|py|rb|pl|lua|js|mjs|cjs|ts|tsx|jsx|php|ps1|json5?|ya?ml|toml|ini|cfg|cnf|conf|config|properties|env|xml|html?|css|md|rst|txt|text|csv|tpl|tmpl|template|j2|erb|list|repo|key|asc|gpg|pem|crt|cert|cer|pub|sig|sum|sha\d+(sum)?|md5|patch|diff|service|socket|timer|rules|lock|mod|sum|gradle|kts?|java|go|rs|c|cc|cpp|h|hpp|proto|sql|ejs|vcl|cron|desktop|svg|ico|bazelrc|npmrc|bashrc|vimrc|profile|ldif|gitconfig|dockerignore|gitignore|example|sample|dist|default|pbtxt|plist|cmake|mk|am|ac|in|m4|spec|r|jl)$/i;
const smallNames =
  /^(\.[\w.-]+|license|licence|copying|notice|readme|changelog|makefile|dockerfile|gemfile|rakefile|procfile|pipfile|version|vagrantfile|jenkinsfile|caddyfile|crontab|hosts|passwd|group|sudoers|motd|supervisord|healthcheck|entry-?point|start|run|init|bootstrap|install|setup|configure|gradlew|mvnw|artisan|manage|wait-for(-it)?)$/i;
const smallFolders =
  /^(\.?config(ure|uration|s)?|conf(s|\.d)?|cfg|settings?|etc|scripts?|s?bin|entry-?points?(\.d)?|docker(-\w+|\.d)?|\.docker|hooks?|patch(es)?|certs?|certificates|ssl|tls|keys|secrets|gpg|cron(\.\w+|tabs?)?|init(\.d|-\w+)?|systemd|supervisor(d|\.d)?|services?(\.d)?|s6(-\w+)*|cont-\w+(\.d)?|nginx|apache2?|httpd|php(-fpm)?(\.d)?|conf\.\w+|sites-\w+|env(s|ironments?)?|requirements|prisma|tests?|tools|utils|helpers|templates?|sql|migrations|schemas?|protos?|root(fs)?|fs|files|overlay|profile(\.d)?|sudoers\.d|yum\.repos\.d|apt|sources\.list\.d|dotfiles|wrappers?|\.github|\.vscode|ansible|puppet|logstash|pipeline|dashboards?|provisioning|plugins\.d|limits\.d|rules|locales?|i18n|meta(data)?)$/i;

/** Packages that only bring a repository's address and key or a project's own Python modules, patches and texts. */
const smallArchive =
  /([-_.](release|repos?|keyring|prod|config|source|apt-source|repository)[-_.\d].*\.(deb|rpm|apk)$)|^(packages-microsoft-prod|erlang-solutions|luarocks)|^lib(?!cu|nccl|nv|torch|ssl|icu)[\w.+-]+_[^/]*\.deb$|-none-any\.whl$|(patch|diff|txt|asc|key|sig|md)\.\w+$/i;

/** `app.tar.gz`, `tool.deb`: something to unpack or install from. */
export function isArchiveName(path: string): boolean {
  return archive.test(path);
}

/** What ADD unpacks when the build context has it. */
export function isUnpackedByAdd(path: string): boolean {
  return /^(?!\w+:\/\/).*\.(tar(\.\w{1,4})?|t[gbx]z2?)$/i.test(path);
}

/** A file by its name, and one that is worth speaking of: an archive, a program, a model, a data set. */
export function isBigFileName(path: string): boolean {
  return (archive.test(path) || program.test(path)) && !smallArchive.test(baseName(path));
}

/** Known to be a text of some kilobytes, or a folder of such. */
export function isSmallName(path: string): boolean {
  const name = baseName(path.replace(/[?#].*$/, "").replace(/\/+$|\/[*.]*$/, ""));
  return small.test(name) || smallNames.test(name) || smallFolders.test(name) || smallArchive.test(name);
}

/** Scripts and settings, archives and programs: by its name no folder. */
export function isFileName(path: string): boolean {
  return archive.test(path) || program.test(path) || small.test(path);
}
