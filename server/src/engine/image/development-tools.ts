// Packages and files that are known to be for developing: test runners, linters, type checkers, watchers.

const python = new Set(
  `pytest tox nox coverage flake8 pylint black isort mypy ruff bandit pre-commit pre_commit autopep8 yapf pycodestyle pydocstyle
  pyflakes codecov coveralls ipdb pdbpp pyright pytype hypothesis factory-boy factory_boy faker nose nose2 mock responses freezegun
  moto locust sphinx watchdog-gevent django-debug-toolbar pip-audit safety vulture radon autoflake pyupgrade devpi-client
  ptvsd debugpy pudb memory-profiler`.split(/\s+/),
);
/** Part of running some programs, and of testing others. */
const pythonEither = new Set(
  "faker mock responses locust sphinx hypothesis debugpy ptvsd memory-profiler safety coverage".split(" "),
);

const node = new Set(
  `nodemon jest mocha chai sinon eslint prettier ts-node-dev tsx-watch vitest karma jasmine nyc c8 cypress husky lint-staged
  @playwright/test storybook standard xo ava tap supertest webpack-dev-server`.split(/\s+/),
);

/** Is a package of this name one that only developers want? */
export function isDevelopmentTool(ecosystem: "python" | "node", name: string): boolean {
  const lower = name.toLowerCase();
  if (ecosystem === "node")
    return node.has(lower) || /^(eslint-(plugin|config)-|@types\/|@testing-library\/)/.test(lower);
  if (pythonEither.has(lower)) return false;
  return python.has(lower) || /^(pytest|flake8|pylint|types)-/.test(lower);
}

/** `requirements-dev.txt`, `dev-requirements.txt`, `requirements/test.txt`: a file of packages for developing. */
export function isDevelopmentFile(name: string): boolean {
  return /^((requirements?|reqs?|constraints)[-_.])?(dev|devel|develop|development|tests?|testing|lint|linting|ci-?tests?|docs?)([-_.]requirements?)?\.(txt|in|pip)$/i.test(
    name,
  );
}
