/**
 * What a run is made of is laid out in memory as in the runs before it on the same thread: V8 compiles for the layouts that it has seen, and
 * from the fifth of one kind on looks each field up by name. A literal that begins with a spread and then adds keys is laid out
 * anew each time from the tenth on (V8 11.3; docs/performance.md, "Many replications").
 */
import { setFlagsFromString } from "node:v8";
import { runInThisContext } from "node:vm";
import { expect, test } from "vitest";
import { build } from "../../sim/build.ts";
import { loadScenarioFile } from "../../sim/host/scenario-file.ts";
import { noOutput } from "../support/small-world.ts";

setFlagsFromString("--allow-natives-syntax");
const isLaidOutAs = runInThisContext("(a, b) => %HaveSameMap(a, b)") as (a: object, b: object) => boolean;

/** Ways to what is laid out otherwise, as deep as code that is called often looks. */
function laidOutOtherwise(one: object, other: object, path = "world", deep = 4): string[] {
  if (one === other || ArrayBuffer.isView(one)) return [];
  // A list has one of a few layouts, by what it holds.
  const found = Array.isArray(one) || isLaidOutAs(one, other) ? [] : [path];
  if (deep === 0) return found;
  const [a, b] = [one, other] as Record<string, unknown>[];
  // Lists hold things of one kind.
  const keys = Array.isArray(one) ? Object.keys(one).slice(0, 1) : Object.keys(one);
  for (const key of keys) {
    const [x, y] = [a[key], b[key]];
    if (typeof x === "object" && typeof y === "object" && x !== null && y !== null)
      found.push(...laidOutOtherwise(x, y, `${path}.${key}`, deep - 1));
  }
  return found;
}

/** Enough that V8 has gone over from seeing to having seen: it changes its mind at the tenth. */
const runs = 14;

test.each(["baseline", "strategies/sybil", "strategies/cartel", "claims/market", "economy/growth"])(
  "%s: run after run is laid out alike",
  (name) => {
    const { scenario } = loadScenarioFile(`scenarios/${name}.yaml`, ["kernel.share=0"]);
    const worlds = Array.from({ length: runs }, (_, replication) => build({ scenario, replication }, noOutput));
    for (let i = runs - 2; i < runs; i++) expect(laidOutOtherwise(worlds[i], worlds[i - 1])).toEqual([]);
  },
);

const parts = { name: "x", count: 0 };
const last = (made: readonly object[]) => laidOutOtherwise(made[runs - 1], made[runs - 2]);

test("a literal that begins with a key of its own has one layout", () => {
  expect(last(Array.from({ length: runs }, (_, i) => ({ more: i, ...parts })))).toEqual([]);
});

test.skipIf(!process.versions.v8.startsWith("11.3."))("one that grows after a spread is found (needs V8 11.3)", () => {
  expect(last(Array.from({ length: runs }, (_, i) => ({ ...parts, more: i })))).toEqual(["world"]);
});
