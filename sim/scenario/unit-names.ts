/** The units there are, their prefixes, and what people write instead. */

/** Exponents of the base units; a unit that cancels out is absent. */
export type Dimension = Readonly<Record<string, number>>;

export interface Named {
  readonly per: readonly [numerator: number, denominator: number];
  readonly dimension: Dimension;
  readonly prefixes: "none" | "decimal" | "binary";
}

/** Julian year of 365.25 days of 86 400 s (IAU Style Manual 1989, section 5.15). [s] */
const secondsPerYear = 31_557_600;
const bitsPerByte = 8;
const named = (value: number, dimension: Dimension, prefixes: Named["prefixes"] = "none"): Named => ({
  per: [value, 1],
  dimension,
  prefixes,
});
const second: Dimension = { s: 1 };

export const names: ReadonlyMap<string, Named> = new Map<string, Named>([
  ["1", named(1, {})],
  ["%", { per: [1, 100], dimension: {}, prefixes: "none" }],
  ["s", named(1, second, "decimal")],
  ["min", named(60, second)],
  ["h", named(3600, second)],
  ["day", named(86_400, second)],
  ["week", named(604_800, second)],
  ["year", named(secondsPerYear, second)],
  ["bit", named(1, { bit: 1 }, "binary")],
  ["B", named(bitsPerByte, { bit: 1 }, "binary")],
  ["J", named(1, { J: 1 }, "decimal")],
  ["W", named(1, { J: 1, s: -1 }, "decimal")],
  ["Wh", named(3600, { J: 1 }, "decimal")],
  ["USD", named(1, { USD: 1 }, "decimal")],
  ["GNK", named(1_000_000_000, { "base unit": 1 }, "decimal")],
  ["token", named(1, { token: 1 }, "decimal")],
  ["request", named(1, { request: 1 }, "decimal")],
  ["FLOP", named(1, { FLOP: 1 }, "decimal")],
  ["gpu", named(1, { gpu: 1 })],
  ["node", named(1, { node: 1 })],
  ["epoch", named(1, { epoch: 1 })],
]);

/** Other spellings that leave no doubt. */
export const spellings: ReadonlyMap<string, string> = new Map([
  ["hour", "h"],
  ["d", "day"],
  ...["hour", "day", "week", "year", "token", "request", "gpu", "node", "epoch", "bit"].map(
    (word): [string, string] => [`${word}s`, word === "hour" ? "h" : word],
  ),
]);

export const decimal: ReadonlyMap<string, readonly [number, number]> = new Map([
  ["n", [1, 1e9]],
  ["µ", [1, 1e6]],
  ["μ", [1, 1e6]],
  ["u", [1, 1e6]],
  ["m", [1, 1000]],
  ["k", [1000, 1]],
  ["M", [1e6, 1]],
  ["G", [1e9, 1]],
  ["T", [1e12, 1]],
  ["P", [1e15, 1]],
  ["E", [1e18, 1]],
]);
/** IEC 80000-13: 2¹⁰, 2²⁰, 2³⁰, 2⁴⁰. */
export const binary: ReadonlyMap<string, readonly [number, number]> = new Map([
  ["Ki", [1024, 1]],
  ["Mi", [1_048_576, 1]],
  ["Gi", [1_073_741_824, 1]],
  ["Ti", [1_099_511_627_776, 1]],
]);

/** Words that people write for a unit and that mean two things, with what to write. */
export const ambiguous: ReadonlyMap<string, string> = new Map([
  ["m", '"min" for minutes or "ms" for milliseconds'],
  ["month", '"day", "week" or "year": months differ in length'],
  ["months", '"day", "week" or "year": months differ in length'],
  ["KB", '"kB" for 1000 B or "KiB" for 1024 B'],
  ["bps", '"bit/s"'],
  ["kbps", '"kbit/s"'],
  ["Mbps", '"Mbit/s"'],
  ["Gbps", '"Gbit/s"'],
  ["percent", '"%"'],
  ["$", '"USD"'],
  ["sec", '"s"'],
  ["seconds", '"s"'],
  ["minutes", '"min"'],
  ["tok", '"token"'],
  ["req", '"request"'],
  ["rps", '"request/s"'],
]);

/** Names that a unit can be made of, with the prefixes in common use, for suggestions and the docs page. */
export function unitNames(): readonly string[] {
  const common = [
    "ms",
    "µs",
    "kB",
    "MB",
    "GB",
    "TB",
    "KiB",
    "MiB",
    "GiB",
    "kbit",
    "Mbit",
    "Gbit",
    "kW",
    "MW",
    "kWh",
    "MWh",
  ];
  return [...names.keys(), ...common, "nGNK", "kGNK", "MGNK", "ktoken", "Mtoken", "mUSD"].filter(
    (name) => name !== "1",
  );
}
