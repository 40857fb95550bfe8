// Caches and development dependencies of the managers of Node, Ruby and PHP.
// biome-ignore-all lint/suspicious/noTemplateCurlyInString: they are the shell's variables.
import { describe, expect, test } from "vitest";
import { model, show } from "./model";

const caches = (text: string) =>
  model(text)
    .shippedEffects("cache")
    .map(({ cache, paths }) => `${cache} ${paths?.join(" ")}`);

const node = (shell: string, before = "") => caches(`FROM node:22\nWORKDIR /app\n${before}RUN ${shell}\n`);
const ruby = (shell: string, before = "") => caches(`FROM ruby:3.3\nWORKDIR /app\n${before}RUN ${shell}\n`);
const php = (shell: string, before = "", base = "php:8.3-fpm") =>
  caches(`FROM ${base}\nWORKDIR /app\n${before}RUN ${shell}\n`);

describe("Yarn", () => {
  test.each([
    ["yarn", "", "yarn /usr/local/share/.cache/yarn"],
    ["yarn install --frozen-lockfile", "", "yarn /usr/local/share/.cache/yarn"],
    ["yarn global add serve", "", "yarn /usr/local/share/.cache/yarn"],
    ["yarn --cwd web install", "USER node\n", "yarn /home/node/.cache/yarn"],
    ["yarn install", "ENV YARN_CACHE_FOLDER=/c\n", "yarn /c"],
    ["yarn install --cache-folder /c", "", "yarn /c"],
    ["yarn config set cache-folder /c && yarn install", "", "yarn /c"],
    ["yarn install", "RUN yarn config set cache-folder /c\n", "yarn /c"],
    ["yarn install", "RUN yarn set version 1.22.19\n", "yarn /usr/local/share/.cache/yarn"],
    [
      "yarn install",
      "RUN corepack enable && corepack prepare yarn@4.1.0 --activate\nENV YARN_NODE_LINKER=node-modules\n",
      "yarn-berry /root/.yarn/berry/cache",
    ],
  ])("leaves its cache: %s %s", (shell, before, expected) => expect(node(shell, before)).toEqual([expected]));

  test.each([
    ["yarn install && yarn cache clean"],
    ["yarn install && yarn cache clean --force"],
    ["yarn install && rm -rf /usr/local/share/.cache"],
    ["yarn install && rm -rf $(yarn cache dir) /usr/local/share/.cache/yarn"],
    ["--mount=type=cache,target=/usr/local/share/.cache yarn install"],
    ["yarn install --cache-folder /tmp/c && rm -rf /tmp/c"],
    ["yarn --version"],
    ["yarn build"],
    ["yarn run build"],
    ["yarn cache clean"],
  ])("leaves none: %s", (shell) => expect(node(shell)).toEqual([]));

  test.each([
    ["RUN yarn set version berry\n", "yarn install"],
    ["COPY .yarnrc.yml package.json yarn.lock ./\n", "yarn install"],
    ["COPY .yarn ./.yarn\n", "yarn install"],
    ["COPY .yarn/releases ./.yarn/releases\n", "yarn"],
    ["", "yarn install --immutable"],
    ["", "yarn workspaces focus --production"],
    ["RUN corepack prepare yarn@stable --activate\n", "yarn"],
    ["RUN corepack enable\n", "yarn install"],
  ])("of Plug'n'Play is the dependency tree: %s%s", (before, shell) => expect(node(shell, before)).toEqual([]));
});

describe("pnpm, Bun and npm", () => {
  test.each([
    ["pnpm install --frozen-lockfile", "", "pnpm /root/.local/share/pnpm/store"],
    ["pnpm i", "ENV PNPM_HOME=/pnpm\n", "pnpm /pnpm/store"],
    ["pnpm fetch --prod", "", "pnpm /root/.local/share/pnpm/store"],
    ["pnpm --filter=api --prod deploy /prod", "", "pnpm /root/.local/share/pnpm/store"],
    ["pnpm config set store-dir /s && pnpm install", "", "pnpm /s"],
    ["pnpm install --store-dir=/s", "", "pnpm /s"],
    ["bun install", "", "bun /root/.bun/install/cache"],
    ["bun install", "ENV BUN_INSTALL_CACHE_DIR=/c\n", "bun /c"],
    ["npm ci", "RUN npm config set cache /c --global\n", "npm /c"],
    ["npm ci", "ENV npm_config_cache=/tmp/npm\n", "npm /tmp/npm"],
  ])("leave their caches: %s %s", (shell, before, expected) => expect(node(shell, before)).toEqual([expected]));

  test.each([
    ["pnpm install && pnpm store prune", ""],
    ["pnpm install && rm -rf ~/.local/share/pnpm/store", ""],
    ["pnpm install && rm -rf /root/.local/share/pnpm", ""],
    ["--mount=type=cache,id=pnpm,target=/pnpm/store pnpm install", "ENV PNPM_HOME=/pnpm\n"],
    ["pnpm run build", ""],
    ["bun install && rm -rf ~/.bun/install/cache", ""],
    ["bun install && bun pm cache rm", ""],
    ["npm ci && rm -rf /tmp/npm", "ENV npm_config_cache=/tmp/npm\n"],
  ])("leave none: %s", (shell, before) => expect(node(shell, before)).toEqual([]));
});

describe("RubyGems and Bundler", () => {
  test.each([
    ["gem install rails", "", "gem /usr/local/bundle/cache/*.gem"],
    ["bundle install", "", "bundler /usr/local/bundle/cache/*.gem"],
    ["bundle", "", "bundler /usr/local/bundle/cache/*.gem"],
    ["gem install bundler && bundle install --jobs 4", "", "bundler /usr/local/bundle/cache/*.gem"],
    ["bundle install", "ENV BUNDLE_PATH=/gems\n", "bundler /gems/ruby/*/cache/*.gem"],
    ["bundle install --path vendor/bundle", "", "bundler /app/vendor/bundle/ruby/*/cache/*.gem"],
    ["bundle install", "ENV BUNDLE_DEPLOYMENT=1\n", "bundler /app/vendor/bundle/ruby/*/cache/*.gem"],
    ["bundle config set --local path /gems && bundle install", "", "bundler /gems/ruby/*/cache/*.gem"],
    [
      "bundle config set --local deployment true && bundle install",
      "",
      "bundler /app/vendor/bundle/ruby/*/cache/*.gem",
    ],
  ])("leave gem files: %s %s", (shell, before, expected) => expect(ruby(shell, before)).toEqual([expected]));

  test.each([
    ["gem install bundler", ""],
    ["bundle install && rm -rf /usr/local/bundle/cache/*.gem", ""],
    ["bundle install && rm -rf /usr/local/bundle/cache/*", ""],
    ["bundle install && rm -rf /usr/local/bundle/cache", ""],
    ["bundle install && rm -rf $GEM_HOME/cache/*.gem", ""],
    ['bundle install && rm -rf "${BUNDLE_PATH}"/ruby/*/cache', "ENV BUNDLE_PATH=/usr/local/bundle\n"],
    ["bundle install && rm -rf vendor/bundle/ruby/3.3.0/cache", "ENV BUNDLE_DEPLOYMENT=1\n"],
    ["bundle install && find /usr/local/bundle -name '*.gem' -delete", ""],
    ["--mount=type=cache,target=/usr/local/bundle/cache bundle install", ""],
    ["bundle --version", ""],
  ])("leave none: %s", (shell, before) => expect(ruby(shell, before)).toEqual([]));
});

describe("Composer and PECL", () => {
  test("leave their caches", () => {
    expect(php("composer install")).toEqual(["composer /root/.composer/cache"]);
    expect(php("composer install", "ENV COMPOSER_HOME=/c\n")).toEqual(["composer /c/cache"]);
    expect(php("composer install", "ENV COMPOSER_CACHE_DIR=/c\n")).toEqual(["composer /c"]);
    expect(php("composer install", "", "composer:2")).toEqual(["composer /tmp/cache"]);
    expect(php("pecl install redis")).toEqual(["pecl /tmp/pear"]);
  });

  test.each([
    ["composer install --no-cache"],
    ["composer install && composer clear-cache"],
    ["composer install && composer clearcache"],
    ["composer install && rm -rf ~/.composer"],
    ["--mount=type=cache,target=/root/.composer composer install"],
    ["COMPOSER_CACHE_DIR=/dev/null composer install"],
    ["composer dump-autoload"],
    ["pecl install redis && rm -rf /tmp/pear"],
    ["pecl install redis && rm -rf /tmp/*"],
  ])("leave none: %s", (shell) => expect(php(shell)).toEqual([]));

  test("extensions are installed, and package lists are still those of the same RUN", () => {
    const image = model("FROM php:8.3\nRUN apt-get update && docker-php-ext-install -j4 gd zip\n");
    expect(show(image)).toEqual(["apt-lists", "pecl: gd zip"]);
    expect(image.instructions[1]!.opaque).toBe(false);
  });

  test("PHP's sources stay until they are deleted", () => {
    expect(show(model("FROM php:8.3\nRUN docker-php-source extract\n"))).toEqual(["archive-contents /usr/src/php"]);
    expect(show(model("FROM php:8.3\nRUN docker-php-source extract && docker-php-source delete\n"))).toEqual([]);
  });
});

describe("development dependencies", () => {
  const development = (text: string) =>
    model(text)
      .shippedEffects("install")
      .filter((effect) => effect.development)
      .map(({ manager, paths }) => `${manager} ${paths?.[0]}`);
  const afterRun = (base: string, shell: string, before = "") =>
    development(`FROM ${base}\nWORKDIR /app\n${before}RUN ${shell}\n`);

  test.each([
    ["yarn install --frozen-lockfile", "yarn /app/node_modules"],
    ["yarn", "yarn /app/node_modules"],
    ["yarn --cwd web", "yarn /app/web/node_modules"],
    ["NODE_ENV=production yarn install --production=false", "yarn /app/node_modules"],
    ["pnpm install", "pnpm /app/node_modules"],
    ["pnpm --filter web deploy /out", "pnpm /out/node_modules"],
    ["bun install", "bun /app/node_modules"],
    ["npm update", "npm /app/node_modules"],
  ])("come along: %s", (shell, expected) => expect(afterRun("node:22", shell)).toEqual([expected]));

  test.each([
    ["yarn install --production", ""],
    ["yarn --prod", ""],
    ["yarn add express", ""],
    ["yarn global add serve", ""],
    ["yarn install", "ENV NODE_ENV=production\n"],
    ["yarn install", "ARG NODE_ENV=production\nENV NODE_ENV=$NODE_ENV\n"],
    ["yarn install && yarn install --production --ignore-scripts --prefer-offline", ""],
    ["yarn workspaces focus --production", ""],
    ["yarn install --immutable", ""],
    ["pnpm install --prod", ""],
    ["pnpm install -P", ""],
    ["pnpm install && pnpm prune --prod", ""],
    ["pnpm --filter web deploy --prod /out", ""],
    ["bun install --production", ""],
    ["npm config set production true && npm install", ""],
    ["npm install", "RUN npm config set omit dev\n"],
    ["npm ci && rm -rf node_modules", ""],
    ["npm ci && npm ci --omit=dev", ""],
  ])("are left out: %s %s", (shell, before) => expect(afterRun("node:22", shell, before)).toEqual([]));

  test.each([
    ["bundle install", "", true],
    ["bundle install --without development test", "", false],
    ["bundle install", "ENV BUNDLE_WITHOUT=development:test\n", false],
    ["bundle config set --local without 'development test' && bundle install", "", false],
    ["bundle install", "RUN bundle config without development test\n", false],
    ["bundle install", "ENV BUNDLE_DEPLOYMENT=1 RAILS_ENV=production\n", true],
  ])("of Bundler: %s %s", (shell, before, expected) =>
    expect(afterRun("ruby:3.3", shell, before).length > 0).toBe(expected),
  );

  test.each([
    ["composer install", "", true],
    ["composer install --no-dev", "", false],
    ["composer install", "ENV COMPOSER_NO_DEV=1\n", false],
    ["composer require laravel/laravel", "", false],
    ["composer install && composer install --no-dev --optimize-autoloader", "", false],
  ])("of Composer: %s %s", (shell, before, expected) =>
    expect(afterRun("php:8.3", shell, before).length > 0).toBe(expected),
  );

  test("a stage that pruned them hands none on", () => {
    const copied = (steps: string) =>
      development(
        `FROM node:22 AS build\nWORKDIR /app\nRUN npm ci\n${steps}FROM node:22-slim\nCOPY --from=build /app /app\n`,
      );
    expect(copied("")).toEqual(["npm /app/node_modules"]);
    expect(copied("RUN npm run build\nRUN npm prune --omit=dev\n")).toEqual([]);
    expect(copied("RUN npm ci --omit=dev\n")).toEqual([]);
    expect(copied("RUN rm -rf node_modules\n")).toEqual([]);
    expect(copied("RUN npm prune\n")).toEqual(["npm /app/node_modules"]);
  });

  test("a second install of the same manifest brings them no second time", () => {
    expect(development("FROM node:22\nWORKDIR /app\nRUN npm ci\nRUN npm ci\n")).toEqual(["npm /app/node_modules"]);
  });

  test("are told by the names of packages and files", () => {
    const named = (shell: string) =>
      model(`FROM python:3.12\nWORKDIR /app\nRUN ${shell}\n`)
        .shippedEffects("install")
        .map(
          ({ development, packages, manifests }) =>
            `${development ? "dev" : "run"}: ${[...packages.map(({ name }) => name), ...manifests].join(" ")}`,
        );
    expect(named("pip install flask pytest black")).toEqual(["run: flask", "dev: pytest black"]);
    expect(named("pip install -r requirements.txt -r requirements-dev.txt")).toEqual([
      "run: /app/requirements.txt",
      "dev: /app/requirements-dev.txt",
    ]);
    expect(named("pip install -r requirements/test.txt")).toEqual(["dev: /app/requirements/test.txt"]);
    expect(named("pip install -e .[dev]")).toEqual(["run: /app", "dev: "]);
    expect(named("pip install gunicorn")).toEqual(["run: gunicorn"]);
  });
});
