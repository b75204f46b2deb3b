/**
 * Who may import whom, as docs/design.md says in prose. Prefixes are paths without ".ts"; a prefix that ends in "/"
 * means the folder. The first layer whose `at` fits a file is its layer.
 */
export interface Layer {
  readonly at: string;
  /** Modules of this repository. */
  readonly may: readonly string[];
  /** Packages, and "node:" for Node's own. */
  readonly packages: readonly string[];
  /** Modules that `may` would allow but which stay closed. */
  readonly never?: readonly string[];
}

const engineForRules = ["sim/engine/units", "sim/engine/columns", "sim/engine/math", "sim/engine/pow"];
const slotsAndViews = ["sim/model/slots", "sim/model/view", "sim/model/tables/", "sim/model/catalogue/"];

export const layers: readonly Layer[] = [
  { at: "sim/engine/", may: ["sim/engine/"], packages: ["seedrandom"] },
  { at: "sim/model/", may: ["sim/engine/", "sim/model/", "sim/economics/"], packages: [] },
  { at: "sim/measures/", may: [...engineForRules, "sim/engine/gamma", "sim/measures/"], packages: [] },
  { at: "sim/economics/", may: [...engineForRules, "sim/economics/", "sim/measures/"], packages: [] },
  {
    at: "sim/mechanisms/registry",
    may: ["sim/mechanisms/", "sim/model/slots", "sim/engine/columns"],
    packages: ["zod"],
  },
  { at: "sim/mechanisms/addresses", may: ["sim/mechanisms/registry", "sim/model/slots"], packages: ["zod"] },
  { at: "sim/mechanisms/memory", may: ["sim/mechanisms/mechanism", "sim/engine/columns"], packages: [] },
  { at: "sim/mechanisms/describe", may: ["sim/mechanisms/", "sim/model/slots"], packages: ["zod"] },
  {
    at: "sim/mechanisms/asks/",
    may: ["sim/mechanisms/mechanism", ...slotsAndViews, ...engineForRules, "sim/measures/", "sim/economics/sellers/"],
    packages: ["zod"],
  },
  {
    at: "sim/mechanisms/",
    may: ["sim/mechanisms/mechanism", ...slotsAndViews, ...engineForRules, "sim/measures/"],
    packages: ["zod"],
  },
  {
    at: "sim/agents/vendor/",
    may: ["sim/agents/vendor/", "sim/model/vendor-roles", ...slotsAndViews, ...engineForRules, "sim/economics/"],
    packages: ["zod"],
  },
  {
    at: "sim/agents/cloud/",
    may: ["sim/agents/cloud/", "sim/model/cloud-roles", ...engineForRules, "sim/economics/"],
    packages: ["zod"],
  },
  {
    at: "sim/agents/",
    may: ["sim/agents/", "sim/model/operator-roles", "sim/model/coalition-roles", ...slotsAndViews, ...engineForRules],
    packages: ["zod"],
  },
  { at: "sim/probes/", may: ["sim/probes/", "sim/model/view", "sim/measures/", "sim/store/tables"], packages: [] },
  {
    at: "sim/scenario/",
    may: [
      "sim/scenario/",
      "sim/mechanisms/registry",
      "sim/mechanisms/mechanism",
      "sim/mechanisms/history/",
      "sim/mechanisms/addresses",
      "sim/agents/vendor/registry",
      "sim/agents/operator/registry",
      "sim/agents/revision/registry",
      "sim/agents/coalition/registry",
      "sim/agents/cloud/registry",
      "sim/model/catalogue/",
      "sim/model/slots",
      "sim/engine/math",
      "sim/engine/rng",
      "sim/engine/sha256",
      "sim/store/buyer-sizes",
      "sim/store/outcomes",
      "sim/store/paths",
    ],
    packages: ["zod", "yaml", "fastest-levenshtein"],
  },
  {
    at: "sim/store/",
    may: ["sim/store/", "sim/engine/columns", "sim/model/catalogue/", "sim/model/tables/"],
    packages: [],
  },
  {
    at: "sim/recorders/",
    may: [
      "sim/recorders/",
      "sim/engine/",
      "sim/economics/",
      "sim/model/",
      "sim/measures/",
      "sim/probes/",
      "sim/store/",
      "sim/scenario/scenario",
      "sim/mechanisms/addresses",
      "sim/protocol",
    ],
    packages: [],
  },
  {
    at: "sim/replication/",
    may: ["sim/replication/", "sim/engine/", "sim/model/", "sim/measures/", "sim/economics/", "sim/mechanisms/"],
    packages: ["zod"],
  },
  {
    at: "sim/fidelity/",
    may: ["sim/fidelity/", "sim/engine/", "sim/measures/", "sim/model/"],
    never: ["sim/engine/schedule", "sim/engine/queue"],
    packages: [],
  },
  { at: "sim/host/", may: ["sim/", "analysis/", "reports/", "package", "dist/"], packages: ["*", "node:"] },
  { at: "sim/", may: ["sim/"], never: ["sim/host/", "sim/fidelity/"], packages: [] },
  {
    at: "analysis/replication/",
    may: ["analysis/", "sim/engine/", "sim/model/", "sim/measures/", "sim/economics/", "sim/replication/"],
    packages: ["simple-statistics", "node:"],
  },
  {
    at: "analysis/stats/",
    may: ["analysis/stats/", "sim/measures/"],
    packages: ["simple-statistics", "jstat", "ml-matrix", "seedrandom"],
  },
  {
    at: "analysis/",
    may: ["analysis/", "sim/measures/", "sim/run", "sim/store/tables", "sim/store/outcomes"],
    packages: ["simple-statistics"],
  },
  {
    at: "reports/",
    may: [
      "reports/",
      "analysis/",
      "sim/measures/",
      "sim/store/buyer-sizes",
      "sim/store/tables",
      "sim/store/outcomes",
      "sim/store/paths",
    ],
    packages: ["@observablehq/plot", "linkedom", "d3-sankey", "topojson-client", "world-atlas"],
  },
  {
    at: "notebooks/rules/",
    may: ["sim/mechanisms/mechanism", ...slotsAndViews, ...engineForRules, "sim/measures/"],
    packages: ["zod"],
  },
  {
    at: "notebooks/build/",
    may: ["notebooks/build/"],
    packages: ["vite", "@observablehq/notebook-kit", "@duckdb/node-api", "node:"],
  },
  {
    at: "notebooks/",
    may: ["notebooks/", "analysis/", "reports/", "sim/measures/", "sim/store/outcomes"],
    packages: ["@observablehq/plot"],
  },
];

export interface Import {
  readonly from: string;
  /** A path from the repository's root without ".ts", or a package's name. */
  readonly what: string;
  readonly isPackage: boolean;
}

/** What a file imports, by whatever form: import, export … from, import(…). */
export function importsOf(path: string, text: string): Import[] {
  const pattern =
    /^(?:import|export)\b[^;"']*?from\s*["']([^"']+)["']|^import\s*["']([^"']+)["']|\bimport\(\s*["']([^"']+)["']/gm;
  return [...text.matchAll(pattern)].map(([, a, b, c]) => {
    const name = (a ?? b ?? c) as string;
    return name.startsWith(".")
      ? { from: path, what: resolved(path, name), isPackage: false }
      : { from: path, what: name, isPackage: true };
  });
}

/** Why the import breaks the layers, or undefined when it does not. */
export function complaint({ from, what, isPackage }: Import): string | undefined {
  const layer = layers.find(({ at }) => isUnder(withoutSuffix(from), at));
  if (layer === undefined) return undefined;
  const isAllowed = isPackage ? allowsPackage(layer, what) : allowsModule(layer, what);
  if (isAllowed) return undefined;
  const allowed = isPackage ? layer.packages : layer.may;
  return `${from} imports ${what} — ${layer.at} may import: ${allowed.join(", ") || "none"}`;
}

function allowsPackage({ packages }: Layer, name: string): boolean {
  if (name.startsWith("node:")) return packages.includes("node:");
  return packages.includes("*") || packages.some((allowed) => name === allowed || name.startsWith(`${allowed}/`));
}

function allowsModule({ may, never }: Layer, module: string): boolean {
  const fits = (prefix: string) => isUnder(module, prefix);
  return may.some(fits) && !(never ?? []).some(fits);
}

function isUnder(module: string, prefix: string): boolean {
  return prefix.endsWith("/") ? module.startsWith(prefix) : module === prefix;
}

function resolved(path: string, name: string): string {
  const parts = path.split("/").slice(0, -1);
  for (const part of name.split("/")) {
    if (part === "..") parts.pop();
    else if (part !== ".") parts.push(part);
  }
  return withoutSuffix(parts.join("/"));
}

function withoutSuffix(path: string): string {
  return path.replace(/\.(ts|mjs|js|json)$/, "");
}
