// The `explain` command: a Dockerfile, each line with its cost.
import { explainFile } from "../engine/index";
import type { Adapters } from "./adapters";
import { openDocument } from "./open-document";
import { readDockerfile, readStandardInput } from "./read-dockerfile";
import { printable, type Terminal } from "./terminal";
