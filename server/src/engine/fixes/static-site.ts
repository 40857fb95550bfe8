// Tells whether an image serves static files that a JavaScript build made, and where they are served from.
import { resolvePath } from "../image/paths";
import type { Command, Stage } from "../image/types";
import { startWords } from "./compiled-outputs";
import { startCommand } from "./start-command";

const webServers =
  /^(nginx|nginx-debug|httpd(-foreground)?|apache2(ctl)?|apachectl|caddy|lighttpd|serve|http-server|static-web-server|thttpd|darkhttpd)$/;
const webServerImages = /^(nginx|nginxinc\/nginx-unprivileged|httpd|caddy|bitnami\/nginx)$/;
/** Where JavaScript's build tools put what they make. */
const outputFolder = /(^|\/)(build|dist|out|public|www|_site|storybook-static)(\/[\w.-]+)?\/?$/;

/** A web server is what the image starts. */
export function servesFiles(target: Stage): boolean {
  const start = startCommand(target);
  const { root } = target;
  if (start.kind === "none") {
    return root.kind === "image" && webServerImages.test(root.reference.name);
  }
  if (start.kind !== "program") {
    return false;
  }
  const operand = start.words.slice(1).find((word) => !word.startsWith("-")) ?? "";
  const isThroughNpx = start.program === "npx" && webServers.test(operand);
  const isPython = /^python/.test(start.program) && /http\.server|SimpleHTTPServer/.test(start.words.join(" "));
  return webServers.test(start.program) || isThroughNpx || isPython;
}

/** `npm run build`, `yarn build:prod`, `ng build`, `npx vite build`. */
export function buildsSite({ program, arguments: words }: Command): boolean {
  const isBundler = bundlers.test(program);
  if (!isBundler && !runners.test(program)) {
    return false;
  }
  const isBuild = words.some(({ value = "" }) => /^(build|generate)([:-]\w+)*$/.test(value));
  return isBuild || /^(webpack|rollup)$/.test(program);
}

const bundlers = /^(ng|vite|vue-cli-service|react-scripts|gatsby|webpack|parcel|rollup|astro|hexo)$/;
const runners = /^(npm|yarn|pnpm|bun|npx)$/;

/** The folders that the start command names as what it serves: `build` of `serve -s build`. */
export function servedFolders(target: Stage): readonly string[] {
  return startWords(target)
    .filter((word) => outputFolder.test(word))
    .flatMap((word) => resolvePath(target.workdir, word) ?? []);
}
