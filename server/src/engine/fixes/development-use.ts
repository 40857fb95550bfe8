// Tells whether a command uses development dependencies: test runners, watchers, bundlers, scripts of a package.json.
import { baseName } from "../image/paths";
import type { NodeProject } from "../node-project";

/** "tool": it uses one; "script": a script that cannot be read; "free": certainly none; "unknown": nobody can tell. */
export type Use = "free" | "unknown" | "script" | "tool";

const order: readonly Use[] = ["free", "unknown", "script", "tool"];

export const worstUse = (uses: readonly Use[]): Use =>
  uses.reduce((worst, use) => (order.indexOf(use) > order.indexOf(worst) ? use : worst), "free");

const words = (text: string): ReadonlySet<string> => new Set(text.trim().split(/\s+/));

/** Programs that are there for developing, whatever their arguments. */
const tools = words(`
  nodemon ts-node ts-node-dev tsnd tsc tsup esbuild swc babel babel-node vite vitest webpack webpack-dev-server webpack-cli rollup parcel
  gulp grunt jest mocha karma cypress playwright ava tap nyc c8 eslint prettier tslint xo standard storybook start-storybook
  build-storybook react-scripts react-app-rewired craco vue-cli-service ng nx turbo lerna live-server browser-sync husky
  lint-staged pytest py.test tox nox coverage black flake8 mypy pylint isort rspec rubocop guard cucumber phpunit phpstan
  php-cs-fixer pest codecept
`);

/** Frameworks whose first argument says whether they develop, build or serve. */
const frameworks =
  /^(next|nuxt|nuxi|astro|fastapi|remix|gatsby|vuepress|vitepress|expo|nest|strapi|docusaurus|eleventy|hexo|keystone|medusa|redwood|rw|wasp|tsx)$/;
const developing = /^(dev|develop|development|build|test|lint|watch|generate|export|check|--watch|-w)$/;

const harmless = words(`
  : true false echo printf cd test [ [[ set export exit mkdir chmod chown chgrp cp mv ln rm touch cat ls sleep addgroup adduser
  groupadd useradd usermod apk apt apt-get curl wget tini dumb-init sed grep find which id whoami date nginx httpd apachectl
  apache2-foreground php-fpm
`);

const scriptOfDevelopers =
  /(^|[:_.-])(dev|develop|development|watch|tests?|lint|debug|storybook|e2e|serve|coverage|hot|local)([:_.-]|$)/i;

const wrappers =
  /^(exec|env|tini|dumb-init|cross-env|cross-env-shell|dotenv|dotenvx|nohup|time|su-exec|gosu|sudo|pm2-runtime|pm2)$/;

/** What a command line uses; `project` is the workspace's package.json where it runs. */
export function useOf(line: readonly string[], project: NodeProject | undefined, depth = 0): Use {
  let at = 0;
  while (
    at < line.length &&
    (wrappers.test(baseName(line[at]!)) || /^\w+=/.test(line[at]!) || (at > 0 && /^-/.test(line[at]!)))
  )
    at++;
  const [first, ...rest] = line.slice(at);
  if (first === undefined) return "free";
  const program = baseName(first);
  if (/^(npm|yarn|pnpm|bun)$/.test(program)) return useOfManager(program, rest, project, depth);
  if (/^(npx|bunx|pnpx)$/.test(program))
    return worstUse([
      "unknown",
      useOf(
        rest.filter((word) => !word.startsWith("-")),
        project,
        depth,
      ),
    ]);
  if (/^(node|nodejs)$/.test(program)) return useOfNode(rest, project);
  if (/^python[\d.]*$/.test(program) && rest[0] === "-m") return useOf(rest.slice(1), project, depth);
  if (/^python[\d.]*$/.test(program)) return rest.some((word) => /^(test|runserver)$/.test(word)) ? "tool" : "unknown";
  if (
    (program === "bundle" && rest[0] === "exec") ||
    (/^(uv|poetry|pdm|pipenv|hatch)$/.test(program) && rest[0] === "run")
  )
    return worstUse([
      "unknown",
      useOf(
        rest.slice(1).filter((word) => !word.startsWith("--")),
        project,
        depth,
      ),
    ]);
  if (program === "php") return rest[0] === "artisan" && rest[1] === "serve" ? "tool" : "unknown";
  if (rest.includes("--reload")) return "tool";
  if (isTool(program, rest, project)) return "tool";
  return harmless.has(program) || project?.dependencies.includes(program) ? "free" : "unknown";
}

function isTool(program: string, rest: readonly string[], project: NodeProject | undefined): boolean {
  if (project?.dependencies.includes(program) && !frameworks.test(program)) return false;
  if (project?.devDependencies.includes(program)) return true;
  // TypeScript's compiler has another name than its package.
  return tools.has(program) || (frameworks.test(program) && developing.test(rest[0] ?? ""));
}

/** `node server.js`, with what `-r`, `--import` and `--loader` load. */
function useOfNode(rest: readonly string[], project: NodeProject | undefined): Use {
  for (const [index, word] of rest.entries()) {
    if (word === "--watch" || word === "--test") return "tool";
    const loads = /^(?:-r|--require|--import|--loader|--experimental-loader)(?:=(.*))?$/.exec(word);
    const module = loads ? (loads[1] ?? rest[index + 1] ?? "") : /node_modules\/(?:\.bin\/)?(.+)$/.exec(word)?.[1];
    if (module === undefined || /^[./]/.test(module)) continue;
    const name = module.startsWith("@") ? module.split("/").slice(0, 2).join("/") : module.split("/")[0]!;
    if (project?.dependencies.includes(name)) continue;
    if (project?.devDependencies.includes(name) || tools.has(name) || name === "tsx" || /^@(babel|swc)[/-]/.test(name))
      return "tool";
    return "unknown";
  }
  return "free";
}

/** Verbs that run nothing of the project's own but its installation scripts. */
const quietVerbs =
  /^(i|ci|install|add|cache|config|set|prune|audit|version|-v|--version|fetch|store|pm|global|deploy|ls|list|why|dedupe|link|login|help|remove|rm|uninstall|update|up|upgrade|pack|init|root|bin|info|view)$/;

function useOfManager(program: string, rest: readonly string[], project: NodeProject | undefined, depth: number): Use {
  const operands = rest.filter((word) => !word.startsWith("-"));
  const [verb = "", next = ""] = operands;
  if (/^(exec|dlx|x|node)$/.test(verb)) return worstUse(["unknown", useOf(operands.slice(1), project, depth)]);
  if (verb === "" || quietVerbs.test(verb) || (program === "yarn" && verb === "workspaces")) return "free";
  if (program === "bun" && /\.[cm]?[jt]sx?$/.test(verb)) return "free";
  if (program === "bun" && verb === "build") return "free";
  const name = /^(run|run-script)$/.test(verb) ? next : verb === "t" ? "test" : verb;
  return useOfScript(name, project, depth);
}

/** Scripts call scripts; more than this nobody means. */
const deepest = 6;

function useOfScript(name: string, project: NodeProject | undefined, depth: number): Use {
  const text = project?.scripts[name];
  if (project === undefined || text === undefined) {
    if (scriptOfDevelopers.test(name)) return "tool";
    return project !== undefined && tools.has(name) ? "tool" : "script";
  }
  if (depth >= deepest) return "unknown";
  const texts = [project.scripts[`pre${name}`], text, project.scripts[`post${name}`]];
  return worstUse(texts.map((one) => (one === undefined ? "free" : useOfText(one, project, depth + 1))));
}

/** A script's text: simple commands only, everything else is unknown. */
export function useOfText(text: string, project: NodeProject | undefined, depth = 0): Use {
  const lines = text.split(/&&|\|\||;|\||\n/).map((line) => line.trim());
  const uses = lines
    .filter((line) => line !== "")
    .map((line) =>
      useOf(
        line.split(/\s+/).map((word) => word.replace(/^["']|["']$/g, "")),
        project,
        depth,
      ),
    );
  return worstUse(/[`$(){}<>]/.test(text) ? ["unknown", ...uses] : uses);
}
