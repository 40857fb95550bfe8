// Small numbers about many durations, the tables they are printed in, and what they were designed to be.

/** A figure beside what the design allows. */
export interface Budget {
  readonly what: string;
  readonly measured: number;
  readonly limit: number;
  readonly format: (value: number) => string;
}

/** The value below which `share` (0–1) of the sorted values lie. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

export const median = (values: readonly number[]): number => percentile(values, 0.5);

/** Milliseconds that `work` takes, whether or not it throws. */
export function timed(work: () => void): number {
  const start = performance.now();
  try {
    work();
  } catch {
    // Counted by whoever warms up.
  }
  return performance.now() - start;
}

export const milliseconds = (value: number): string => `${value.toFixed(value < 10 ? 2 : 0)} ms`;
export const megabytes = (bytes: number): string => `${(bytes / 1e6).toFixed(bytes < 10e6 ? 2 : 0)} MB`;
export const ratio = (value: number): string => `${value.toFixed(2)} ×`;

/** Prints rows as aligned columns under a heading; the first row names the columns. */
export function printTable(title: string, rows: readonly (readonly string[])[]): void {
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)));
  const line = (row: readonly string[]) =>
    row
      .map((cell, column) => (column === 0 ? cell.padEnd(widths[column]!) : cell.padStart(widths[column]!)))
      .join("  ");
  console.log(`\n${title}`);
  rows.forEach((row, index) => {
    console.log(`  ${line(row)}`);
    if (index === 0) console.log(`  ${widths.map((width) => "─".repeat(width)).join("  ")}`);
  });
}

export function printBudgets(budgets: readonly Budget[]): void {
  if (budgets.length === 0) return;
  printTable("Budgets", [
    ["", "measured", "allowed", ""],
    ...budgets.map(({ what, measured, limit, format }) => [
      what,
      format(measured),
      format(limit),
      measured <= limit ? "kept" : "MISSED",
    ]),
  ]);
}
