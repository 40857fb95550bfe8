// What was thrown, in words: JavaScript lets anything be thrown.

/** An error's own message; of anything else, its text. */
export function messageOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown);
}
