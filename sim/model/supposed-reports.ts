/** How accounts would report each other, had some operators behaved otherwise. */
import type { Supposed } from "./foresight.ts";
import type { Strategies } from "./strategies.ts";
import type { TrialTables } from "./trial-tables.ts";
import type { World } from "./world.ts";

interface Trying {
  readonly world: World;
  readonly strategies: Strategies;
  readonly trial: TrialTables;
}

/** How accounts would report; undefined: as they do. */
export function reportsUnder({ world, strategies, trial }: Trying, supposed: readonly Supposed[]) {
  const { conducts } = strategies;
  const isSame = ({ operator, dials }: Supposed) =>
    dials.favours === 0 &&
    conducts.columns.favours[operator] === 0 &&
    dials.copies === conducts.columns.copies[operator];
  if (world.view.reports === strategies.reports && supposed.every(isSame)) return undefined;
  const [copies, favours] = [strategies.reports.copies.slice(), strategies.reports.favours.slice()];
  // Those who are supposed to report each other alone are one circle.
  const circle = strategies.reports.circle.slice();
  const favouring = supposed.filter(({ dials }) => dials.favours === 1).map(({ operator }) => operator);
  const circleOf = (operator: number) => strategies.reports.circle[trial.accountsOf[operator][0]];
  const circles = favouring.map(circleOf);
  for (const operator of favouring) for (const a of trial.accountsOf[operator]) circle[a] = favouring[0];
  // Who would not report as they do is out of it, and they do not report its work.
  for (const { operator, dials } of supposed)
    if (dials.favours === 0 && circles.includes(circleOf(operator)))
      for (const a of trial.accountsOf[operator]) circle[a] = operator;
  for (const { operator, dials } of supposed) {
    for (const a of trial.accountsOf[operator]) {
      copies[a] = dials.copies;
      favours[a] = dials.favours;
    }
  }
  return { copies, favours, circle };
}
