/** `commonwatt explore <store>`: what the sampled worlds of a study tell about an outcome, and what a stand-in expects elsewhere. */
import { leavesOf } from "../../../analysis/study/discovery.ts";
import {
  askedOutcomes,
  type Explored,
  type ExploredTarget,
  explored,
  limitsOf,
  limitWords,
  plainExplored,
  type WhatIf,
  whatIf,
} from "../../../analysis/study/explored.ts";
import type { StudyRows } from "../../../analysis/study/rows.ts";
import { ranked } from "../../../analysis/study/sensitivity.ts";
import { significant } from "../../../reports/page/wording.ts";
import { convert, isTrouble, parseQuantity, parseUnit, sameDimension } from "../../scenario/units.ts";
import { placeOnAxis, type SampledAxis, type SampledWorlds } from "../../scenario/worlds.ts";
import { exitCodes, UsageError } from "../complain.ts";
import { openStore } from "../duckdb.ts";
import { studyRows } from "../study-data.ts";
import { storedStudy } from "../study-record.ts";
import { aligned, printJson, printLine } from "../terminal.ts";

export interface ExploreOptions {
  /** All that the study asks about when left out. */
  readonly outcome?: readonly string[];
  /** "path=value", as "demand.rate=30 request/s"; what is not named is in the middle of its range. */
  readonly at?: readonly string[];
  readonly json?: boolean;
}

/** @throws StoreError when there is no such store, UsageError when its study drew no worlds, or an outcome or a value is not of it */
export async function exploreCommand(path: string, options: ExploreOptions): Promise<number> {
  const { json = false, at = [] } = options;
  const store = await openStore(path, { access: "read" });
  const rows = await storedStudy(store)
    .then((study) => studyRows(store, study))
    .finally(() => store.close());
  if (rows.worlds === undefined)
    throw new UsageError(
      `${path} holds no sampled worlds — explore a study with sweep.sample, as scenarios/studies/worlds.yaml`,
    );
  const found = outcomesFor(rows, options.outcome, path).map((outcome) => {
    const one = explored(rows, outcome);
    if (one === undefined)
      throw new UsageError(`${path} has no whole world for ${outcome} yet — commonwatt resume ${path}`);
    return one;
  });
  const point = at.length === 0 ? undefined : pointOf(rows.worlds as SampledWorlds, at);
  if (json) {
    const answers = found.map((one) => (point === undefined ? undefined : whatIf(one, point)));
    printJson({
      ok: true,
      store: path,
      outcomes: found.map((one, i) => ({ ...plainExplored(one), whatIf: answers[i] ?? null })),
    });
    return exitCodes.fine;
  }
  for (const one of found) {
    printLine(`${one.outcome}, over ${one.table.whole.length} worlds by ${one.table.worlds.method}`);
    if (point !== undefined) tellWhatIf(whatIf(one, point), at);
    else {
      for (const target of one.targets) tellTarget(one, target);
      tellChoice(one);
    }
    printLine("");
  }
  return exitCodes.fine;
}

function outcomesFor(rows: StudyRows, asked: readonly string[] | undefined, path: string): readonly string[] {
  if (asked === undefined) return askedOutcomes(rows);
  const unknown = asked.find((id) => !rows.values.has(id));
  if (unknown === undefined) return asked;
  throw new UsageError(`${path} has no outcome "${unknown}" — one of: ${[...rows.values.keys()].join(", ")}`);
}

/** @returns in the unit cube */
function pointOf({ axes }: SampledWorlds, at: readonly string[]): number[] {
  const point = axes.map(() => 0.5);
  for (const text of at) {
    const [, path = "", written = ""] = /^([^=]+)=(.*)$/.exec(text) ?? [];
    const j = axes.findIndex((axis) => axis.path === path.trim());
    const axis = axes[j];
    if (axis === undefined)
      throw new UsageError(
        `--at ${text}: no such range — write path=value with one of: ${axes.map((one) => one.path).join(", ")}`,
      );
    const place = placeOnAxis(axis, valueIn(axis, written, text));
    if (!(place >= 0 && place <= 1))
      throw new UsageError(
        `--at ${text} lies outside ${axis.from} to ${axis.to} ${axis.unit}: a stand-in answers between the worlds only`,
      );
    point[j] = place;
  }
  return point;
}

function valueIn({ unit }: SampledAxis, written: string, text: string): number {
  const value = parseQuantity(written);
  if (isTrouble(value)) throw new UsageError(`--at ${text}: ${value.trouble}`);
  if (value.unit === undefined) return value.number;
  const wanted = unit === "" ? undefined : parseUnit(unit);
  if (wanted === undefined || isTrouble(wanted) || !sameDimension(wanted.dimension, value.unit.dimension))
    throw new UsageError(`--at ${text}: the range is in ${unit === "" ? "bare numbers" : unit}`);
  return convert(value.number, value.unit, wanted);
}

function tellWhatIf(answers: readonly WhatIf[], at: readonly string[]): void {
  printLine(`  at ${at.join(", ")}, all else in the middle of its range:`);
  if (answers.length === 0)
    printLine("  no stand-in: the outcome is the same in every world, or the worlds are too few");
  const lines = answers.map(({ level, against, mean, low, high, explained }) => [
    `  ${against === undefined ? level : `change by ${level}`}`,
    significant(mean, 4),
    `[${significant(low, 3)}, ${significant(high, 3)}]`,
    `explains ${Math.round(100 * Math.max(0, explained))} % of the variance at worlds left out`,
  ]);
  for (const line of aligned(lines)) printLine(line);
}

function tellTarget(one: Explored, { target, drivers, tree, box }: ExploredTarget): void {
  const { axes } = one.table.worlds;
  printLine(
    `  ${target.against === undefined ? `under ${target.level}` : `change by ${target.level} against ${target.against}`}`,
  );
  if ("because" in drivers) printLine(`    hangs on nothing that was told: ${drivers.because}`);
  else {
    const quality =
      drivers.explained === undefined
        ? ""
        : `; explains ${Math.round(100 * Math.max(0, drivers.explained))} % at worlds left out`;
    printLine(`    hangs on (${drivers.method}${quality}):`);
    const lines = ranked(drivers).map(({ path, weight, low, high, alone }) => [
      `      ${path}`,
      significant(weight, 3),
      Number.isNaN(low) ? "" : `[${significant(low, 2)}, ${significant(high, 2)}]`,
      `${drivers.method === "elementary effects" ? "with its sign" : "alone"} ${significant(alone, 3)}`,
    ]);
    for (const line of aligned(lines)) printLine(line);
  }
  for (const { low, high, count, mean } of tree === undefined ? [] : leavesOf(tree, axes))
    printLine(
      `    ${limitsOf(axes, low, high).map(limitWords).join(", ") || "everywhere"}: ${significant(mean, 3)} (${count} worlds)`,
    );
  const inside = box.box;
  const where =
    inside === undefined
      ? `in ${box.hits === 0 ? "none" : "all"} of them`
      : limitsOf(axes, inside.low, inside.high).length === 0
        ? `${box.hits} worlds, in no box of assumptions more densely than elsewhere`
        : `${box.hits} worlds; ${Math.round(100 * inside.coverage)} % of them, at ${Math.round(100 * inside.density)} % density, where ` +
          limitsOf(axes, inside.low, inside.high).map(limitWords).join(", ");
  printLine(`    ${box.event.words}: ${where}`);
}

function tellChoice({ choice, table }: Explored): void {
  if (choice === undefined) return;
  printLine("  choice over the worlds:");
  const lines = choice.judged.map(({ regretMax, regretMean, satisficing }, v) => [
    `    ${table.levels[v]}`,
    `largest regret ${significant(regretMax, 3)}`,
    `mean ${significant(regretMean, 3)}`,
    satisficing === undefined ? "" : `good enough in ${Math.round(100 * satisficing.share)} % of worlds`,
  ]);
  for (const line of aligned(lines)) printLine(line);
  const worth = ({ value, low, high }: { value: number; low: number; high: number }) =>
    `${significant(value, 3)} [${significant(low, 2)}, ${significant(high, 2)}]`;
  printLine(`    knowing the world before choosing is worth ${worth(choice.perfect)}`);
  for (const [j, one] of choice.partial.entries())
    if (one !== undefined) printLine(`    knowing ${table.worlds.axes[j]!.path} alone: ${worth(one)}`);
}
