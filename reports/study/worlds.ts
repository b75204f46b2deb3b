/** What sampled worlds tell: which assumptions matter, what if, where a change turns round, what to choose, what knowing is worth. */
import { leavesOf } from "../../analysis/study/discovery.ts";
import {
  askedOutcomes,
  type Explored,
  type ExploredTarget,
  explored,
  limitsOf,
  limitWords,
} from "../../analysis/study/explored.ts";
import type { Absent, Figure } from "../page/figure.ts";
import { type Html, html } from "../page/html.ts";
import { scrolling } from "../page/table.ts";
import { counted, listed, percent, prose, sentenceCase, significant } from "../page/wording.ts";
import { drivers } from "./figures/drivers.ts";
import { whatIfCurves } from "./figures/what-if.ts";
import type { Found } from "./findings.ts";
import { outcomeOf, plain, shareWords, signed } from "./words.ts";

/** Outcomes looked into on the page; `commonwatt explore` has them all. */
const outcomesMost = 3;

export function exploredIn({ data: { rows } }: Found): Explored[] {
  return askedOutcomes(rows)
    .slice(0, outcomesMost)
    .flatMap((outcome) => explored(rows, outcome) ?? []);
}

/** @param block  a figure with its number */
export function worldsSection(found: Found, all: readonly Explored[], block: (figure: Figure | Absent) => Html): Html {
  const [first] = all;
  if (first === undefined) return html``;
  const { worlds, whole } = first.table;
  const spread =
    { morris: "walks", saltelli: "bases for Sobol's indices" }[worlds.method] ?? `points by ${worlds.method}`;
  return html`<section aria-labelledby="worlds-title"><h2 id="worlds-title">Under which assumptions?</h2>
<p>${counted(whole.length, "world")} were drawn as ${spread} from ${counted(worlds.axes.length, "range")}: ${listed(worlds.axes.map(rangeWords))}.
Every level met each of them. What follows is about these ranges: an assumption that hardly varies explains hardly anything.</p>
${all.map((one) => outcomeBlocks(found, one, block))}</section>`;
}

function rangeWords({ path, from, to, unit, scale }: Explored["table"]["worlds"]["axes"][number]): string {
  return `${path} from ${from} to ${to}${unit === "" ? "" : ` ${unit}`}${scale === "log" ? " (logarithms)" : ""}`;
}

function outcomeBlocks(found: Found, one: Explored, block: (figure: Figure | Absent) => Html): Html {
  const outcome = outcomeOf(found.data.rows, one.outcome);
  return html`<h3>${sentenceCase(outcome.name)}</h3>${block(drivers(found, one))}${block(whatIfCurves(found, one))}
${one.targets.map((target) => discovery(found, one, target))}${one.choice !== undefined && choice(found, one)}`;
}

export function targetName({ level, against }: ExploredTarget["target"]): string {
  return against === undefined ? `under “${level}”` : `changed by “${level}” against “${against}”`;
}

function discovery(found: Found, { table, outcome: id }: Explored, { target, tree, box }: ExploredTarget): Html {
  const { axes } = table.worlds;
  const outcome = outcomeOf(found.data.rows, id);
  const value = (x: number) => (target.against === undefined ? plain(x, outcome) : signed(x, outcome));
  const worlds = counted(table.whole.length, "world");
  const inside = box.box;
  const limits = inside === undefined ? [] : limitsOf(axes, inside.low, inside.high).map(limitWords);
  const where =
    inside === undefined
      ? `${sentenceCase(box.event.words)}: in ${box.hits === 0 ? "none" : "all"} of ${worlds}.`
      : prose`${sentenceCase(box.event.words)}: ${box.hits} of ${worlds}. ${
          limits.length === 0
            ? "No box of assumptions holds them more densely than the whole."
            : `The box ${limits.join(", ")} holds ${shareWords(inside.coverage)} of them, and ${shareWords(inside.density)} of its ${inside.points} worlds are such.`
        }`;
  const leaves = tree === undefined ? [] : leavesOf(tree, axes);
  const lines = leaves.map(
    ({
      low,
      high,
      count,
      mean,
    }) => html`<tr><th scope="row">${listed(limitsOf(axes, low, high).map(limitWords)) || "everywhere"}</th>
<td class="figures">${count}</td><td class="figures">${value(mean)}</td></tr>`,
  );
  const caption = `${sentenceCase(outcome.name)} ${targetName(target)}, by a few questions`;
  const table_ = html`<table><caption>${caption}; it explains ${shareWords(Math.max(0, tree?.explained ?? 0))} of the
variance at worlds it has not seen</caption><thead><tr><th scope="col">Where</th><th scope="col">Worlds</th><th scope="col">Mean</th></tr></thead>
<tbody>${lines}</tbody></table>`;
  return html`<p><b>${sentenceCase(outcome.name)} ${targetName(target)}.</b> ${where}</p>
${leaves.length > 1 && scrolling(caption, table_)}
${leaves.length === 1 && html`<p class="note">No question about one assumption tells the worlds apart better than their mean does.</p>`}`;
}

function choice(found: Found, { table, outcome: id, choice: over }: Explored): Html {
  const { judged, chosen, bestOnAverage, threshold, perfect, partial } = over!;
  const outcome = outcomeOf(found.data.rows, id);
  const head = ["Level", "Largest regret", "In 90% of worlds at most", "Mean regret", "Good enough", "Least regret in"];
  const lines = judged.map((one, v) => {
    const good = one.satisficing;
    const share =
      good === undefined
        ? "no bound stated"
        : prose`${shareWords(good.share)} of worlds (${shareWords(good.interval.low)} to ${shareWords(good.interval.high)})`;
    return html`<tr><th scope="row">${table.levels[v]!}</th>
${[one.regretMax, one.regretNinety, one.regretMean].map((regret) => html`<td class="figures">${plain(regret, outcome)}</td>`)}
<td>${share}</td><td class="figures">${percent(one.chosenShare, 0)}</td></tr>`;
  });
  const caption = `Regret of each level over the worlds, by ${outcome.name}`;
  const known = partial.flatMap((one, j) => (one === undefined ? [] : [{ path: table.worlds.axes[j]!.path, one }]));
  const worth = ({ value, low, high }: { value: number; low: number; high: number }) =>
    `${plain(value, outcome)} (95% interval ${significant(low, 3)} to ${significant(high, 3)})`;
  const best = [...known].sort((a, b) => b.one.value - a.one.value || (a.path < b.path ? -1 : 1))[0];
  const agree =
    chosen === bestOnAverage
      ? "It is also the best on average."
      : `On average “${table.levels[bestOnAverage]!}” is better.`;
  const good =
    threshold === undefined
      ? ""
      : ` Good enough means ${over!.better === "higher" ? "at least" : "at most"} ${plain(threshold, outcome)}.`;
  return html`<p><b>What to choose.</b> “${table.levels[chosen]!}” has the least largest regret. ${agree}${good}</p>
${scrolling(caption, html`<table><caption>${caption}</caption><thead><tr>${head.map((one) => html`<th scope="col">${one}</th>`)}</tr></thead><tbody>${lines}</tbody></table>`)}
<p class="note">Regret: what a level loses against the best one of that world. The last column counts resampled sets of worlds in which the level
has the least largest regret: how much the choice hangs on the worlds that were drawn.</p>
<p><b>What knowing is worth.</b> To know the world before choosing would gain ${worth(perfect)} on average${best === undefined ? "" : `; of single assumptions ${best.path} is worth most: ${worth(best.one)}`}.</p>`;
}
