// One row per package manager: effects, rules, fixes and pricing all read this table. Adding a manager is adding a row.

export type PackageManagerId = "apt" | "apk" | "pip" | "uv" | "npm" | "go" | "cargo";
