// Which Python console scripts a stage starts by name: they lie beside the interpreter, not in site-packages.
import type { Instruction, Stage } from "../image/types";
import { lastOf, startCommand, wordsOf } from "./start-command";

/** Programs that Python packages install under a name that the package or one of its dependencies has. */
const knownScripts = new Set(
  `uvicorn gunicorn hypercorn daphne granian waitress-serve uwsgi celery flower rq rqworker dramatiq huey_consumer arq
  flask fastapi django-admin alembic streamlit gradio chainlit litellm jupyter jupyter-lab jupyter-notebook mlflow
  bentoml ray vllm torchrun accelerate airflow dagster dagit prefect superset sanic litestar aerich supervisord
  pytest ansible-playbook scrapy dvc mkdocs twine black ruff`.split(/\s+/),
);

/** Names that the stage's CMD, ENTRYPOINT, HEALTHCHECK and own RUNs start; `packages` are the requested ones, lower case. */
export function consoleScriptsOf(stage: Stage, packages: ReadonlySet<string>): readonly string[] {
  const names = new Set<string>();
  const start = startCommand(stage);
  if (start.kind === "program" && !start.words[0]?.includes("/")) {
    names.add(start.program);
  }
  for (const word of [...wordsOf(lastOf(stage, "ENTRYPOINT")), ...wordsOf(lastOf(stage, "CMD"))]) {
    for (const command of /\s/.test(word) ? word.split(/&&|\|\||[;|]/) : []) {
      names.add(
        command
          .trim()
          .replace(/^exec\s+/, "")
          .split(/\s+/)[0] ?? "",
      );
    }
  }
  const health = healthProgram(lastOf(stage, "HEALTHCHECK"));
  if (health !== undefined) {
    names.add(health);
  }
  for (const { commands } of stage.instructions) {
    for (const { program } of commands) {
      names.add(program);
    }
  }
  return [...names].filter((name) => knownScripts.has(name) || packages.has(name.toLowerCase())).sort();
}

/** Does it start a script of its own, which may start anything? */
export function startsScript(stage: Stage): boolean {
  const start = startCommand(stage);
  return (
    start.kind === "none" ||
    (start.kind === "program" && !/^(python|pypy)[\d.]*$/.test(start.program) && !knownScripts.has(start.program))
  );
}

function healthProgram(instruction: Instruction | undefined): string | undefined {
  const words = wordsOf(instruction);
  return words[0] === "CMD" ? words[1]?.split(/\s+/)[0] : undefined;
}
