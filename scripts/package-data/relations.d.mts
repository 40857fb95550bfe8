/** What `encodeRelease` takes. */
export interface ReadPackages {
  readonly packages: ReadonlyMap<string, unknown>;
}

export function readPackages(records: readonly Readonly<Record<string, string | undefined>>[]): ReadPackages;
