// Reads TOML documents, and what is in them without trusting its shape.
import { parse } from "smol-toml";
import { messageOf } from "../../engine/index";

export type Table = Readonly<Record<string, unknown>>;

/** A TOML document. Throws a sentence that names the file where it cannot be read. */
export function parseToml(file: string, text: string): Table {
  try {
    return parse(text) as Table;
  } catch (error) {
    throw new Error(`${file} is no valid TOML: ${messageOf(error).split("\n")[0]}`);
  }
}

/** The value as a table; an empty one where it is something else. */
export function tableOf(value: unknown): Table {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Table) : {};
}

/** The tables of an array. */
export function tablesOf(value: unknown): readonly Table[] {
  return Array.isArray(value) ? value.map(tableOf) : [];
}

/** The texts of an array. */
export function textsOf(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((one): one is string => typeof one === "string") : [];
}

/** The value where it is a text. */
export function textOf(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}
