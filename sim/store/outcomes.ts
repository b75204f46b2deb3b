/**
 * Outcomes: one number a run, after warm-up, that variants are compared by. Each has a query of its own, `analysis/queries/outcomes/<id>.sql`,
 * which gives (run, value). A new one is a line here and that file.
 */
import { claimOutcomes } from "./claim-outcomes.ts";
import { clientOutcomes } from "./client-outcomes.ts";

export interface Outcome {
  readonly id: string;
  /** As a noun, for sentences. */
  readonly name: string;
  readonly unit: string;
  readonly meaning: string;
  /** Which way is better for clients and small operators; undefined where that is a matter of view. */
  readonly better: "higher" | "lower" | undefined;
}

const outcome = (id: string, name: string, unit: string, better: Outcome["better"], meaning: string): Outcome => ({
  id,
  name,
  unit,
  better,
  meaning,
});

/** Of scenarios with `economy.strategies`, and of control in those with coalitions. */
const strategyOutcomes: readonly Outcome[] = [
  outcome(
    "honest-share",
    "share of honest capacity",
    "1",
    "higher",
    "Capacity of operators who do what they are paid for, over all",
  ),
  outcome(
    "detection-delay",
    "delay until deceivers are found",
    "epoch",
    "lower",
    "From taking up a strategy to the first invalid account, over operators found out; others are left out",
  ),
  outcome(
    "found-out",
    "share of deceivers found out",
    "1",
    "higher",
    "Convicted over all operators that deceive, by epoch",
  ),
  outcome(
    "false-convictions",
    "share of honest operators convicted",
    "1",
    "lower",
    "Convicted over all honest operators, by epoch",
  ),
  outcome(
    "attack-gain",
    "gain of deceiving",
    "base unit/epoch",
    "lower",
    "Pay of an operator that deceives less that of an honest one of its capacity, costs taken off",
  ),
  outcome(
    "attack-cost",
    "cost of deceiving",
    "base unit/epoch",
    "higher",
    "Rent, fees to oneself, slashes and bought votes of one that deceives",
  ),
  ...(["weight", "votes", "reward"] as const).flatMap((of) => [
    outcome(
      `hhi-control-${of}`,
      `concentration of control of ${of}`,
      "1",
      "lower",
      `Herfindahl–Hirschman index of ${of} by who is in control`,
    ),
    outcome(
      `nakamoto-control-${of}`,
      `number of those in control of half of ${of}`,
      "1",
      "higher",
      `Fewest coalitions or operators in none that hold more than half of ${of}`,
    ),
  ]),
  outcome(
    "hidden-control",
    "concentration that accounts and coalitions hide",
    "1",
    "lower",
    "HHI of weight by who is in control less HHI by account",
  ),
];

export const outcomes: readonly Outcome[] = [
  outcome(
    "price",
    "price of a token",
    "base unit/token",
    "lower",
    "Price, averaged over markets and epochs by tokens served",
  ),
  outcome("served", "share of requests served", "1", "higher", "Finished requests over finished and missed ones"),
  outcome("utilization", "use of live capacity", "1", undefined, "Decode throughput used over live throughput"),
  outcome(
    "wait",
    "95 % quantile of the wait",
    "ms",
    "lower",
    "Time to first token, 95 % quantile by epoch and model, averaged by requests",
  ),
  outcome(
    "nakamoto-weight",
    "number of operators with half of the weight",
    "operator",
    "higher",
    "Fewest true owners who hold more than half of the protocol's weight",
  ),
  outcome(
    "nakamoto-power",
    "number of operators with half of the votes",
    "operator",
    "higher",
    "Fewest true owners who hold more than half of the votes",
  ),
  outcome(
    "nakamoto-reward",
    "number of operators with half of the rewards",
    "operator",
    "higher",
    "Fewest true owners who get more than half of the rewards",
  ),
  outcome(
    "hhi-reward",
    "concentration of rewards",
    "1",
    "lower",
    "Herfindahl–Hirschman index of rewards by true owner",
  ),
  outcome("hhi-power", "concentration of votes", "1", "lower", "Herfindahl–Hirschman index of votes by true owner"),
  outcome(
    "hhi-weight",
    "concentration of weight",
    "1",
    "lower",
    "Herfindahl–Hirschman index of the protocol's weight by true owner",
  ),
  outcome("gini-reward", "inequality of rewards", "1", "lower", "Gini coefficient of rewards over true owners"),
  outcome(
    "hidden-concentration",
    "concentration that accounts hide",
    "1",
    "lower",
    "HHI of weight by true owner less HHI by account: what splitting up hides",
  ),
  outcome("largest-vote", "largest share of votes", "1", "lower", "Votes of the largest true owner over all votes"),
  outcome(
    "size-advantage",
    "advantage of size",
    "1",
    "lower",
    "Slope of log reward per unit of capacity over log capacity, across ten groups of operators by size: 0 means that size does not pay",
  ),
  outcome(
    "fake-work",
    "share of fake work",
    "1",
    "lower",
    "Share of finished requests that were answered with other work than was paid for",
  ),
  outcome(
    "undetected",
    "undetected substitution",
    "1",
    "lower",
    "Share of finished requests that were answered with cheaper work and would pass a check",
  ),
  outcome(
    "cheat-pay",
    "pay of cheating",
    "1",
    "lower",
    "Rewards and fees a unit of capacity of operators who put other work in place of what is paid for, over those of honest ones",
  ),
  outcome(
    "false-rejection",
    "honest answers rejected",
    "1",
    "lower",
    "Rejected over checked answers of honest executors",
  ),
  outcome(
    "served-jurisdictions",
    "jurisdictions that are served",
    "1",
    "higher",
    "Share of the jurisdictions that ask in which at least 95 % of the sampled requests are served",
  ),
  outcome(
    "sovereign-access",
    "places with access at a fair price",
    "1",
    "higher",
    "Share of the jurisdictions that ask in which clients buy at up to 1.2 times the lowest price of the world",
  ),
  outcome(
    "price-over-cost",
    "price over marginal cost",
    "1",
    "lower",
    "Fees over the electricity that serving took: what a token costs on a machine that is there",
  ),
  outcome(
    "operator-margin",
    "margin of operators",
    "1",
    undefined,
    "Revenue less full cost of all operators, capital recovery included, over revenue",
  ),
  outcome("operator-cost", "full cost of operators", "USD/(kW·h)", "lower", "Full cost of an hour a kilowatt of draw"),
  outcome("entries", "entries of operators", "operator/epoch", undefined, "Operators who entered, an epoch"),
  outcome("exits", "exits of operators", "operator/epoch", undefined, "Operators who left or went bankrupt, an epoch"),
  outcome(
    "bankruptcies",
    "bankruptcies of operators",
    "operator/epoch",
    "lower",
    "Operators who could not pay, an epoch",
  ),
  outcome(
    "gibrat-slope",
    "growth by size",
    "1",
    "lower",
    "Slope of log growth over log capacity of operators who lasted from the end of warm-up to the end: 0 is Gibrat’s law, below it the small grow faster",
  ),
  outcome(
    "recentralization",
    "time to re-centralization",
    "epoch",
    "higher",
    "Epochs from the end of warm-up until the HHI of capacity by operator first passes 0.18; the length of the run where it does not (censored)",
  ),
  ...strategyOutcomes,
  ...clientOutcomes,
  ...claimOutcomes,
];

export const outcomeIds = outcomes.map(({ id }) => id);

/** @throws RangeError when there is none of that name */
export function outcomeNamed(id: string): Outcome {
  const found = outcomes.find((one) => one.id === id);
  if (found === undefined) throw new RangeError(`no outcome "${id}" — one of ${outcomeIds.join(", ")}`);
  return found;
}
