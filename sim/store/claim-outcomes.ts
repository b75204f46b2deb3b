/** Outcomes that claim studies turn on: see `outcomes.ts`. */
import type { Outcome } from "./outcomes.ts";

type Row = readonly [id: string, name: string, unit: string, better: Outcome["better"], meaning: string];

const table: readonly Row[] = [
  [
    "chip-wait",
    "wait of small buyers for accelerators",
    "day",
    "lower",
    "Mean time from order to delivery of buyers who hold up to 1,700 H100-equivalents, by what they received",
  ],
  [
    "chip-wait-gap",
    "wait of small over the largest buyers",
    "1",
    "lower",
    "Mean time from order to delivery of small buyers over that of the largest (above a million H100-equivalents)",
  ],
  [
    "chip-price-gap",
    "price of small over the largest buyers",
    "1",
    "lower",
    "Mean price that small buyers paid for accelerators over that of the largest",
  ],
  [
    "chip-supply",
    "orders of small buyers that are delivered",
    "1",
    "higher",
    "What small buyers received over what they ordered",
  ],
  [
    "compute-cost-fall",
    "fall in the cost of making compute",
    "1",
    "higher",
    "Least unit cost of an H100-equivalent among makers in the first quarter over that in the last: 2 is half the cost",
  ],
  [
    "newcomer-share",
    "newcomers' share of accelerators made",
    "1",
    undefined,
    "Output of makers who were not selling in the first quarter, over all output of the last",
  ],
  [
    "maker-hhi",
    "concentration of makers",
    "1",
    "lower",
    "Herfindahl–Hirschman index of accelerators made in the last quarter, by maker",
  ],
  [
    "checks-per-request",
    "checks per honest request",
    "1",
    "lower",
    "Checks over finished requests that were honest work: what trust costs in further executions",
  ],
  [
    "useful-work",
    "honest work done",
    "1",
    "higher",
    "Share of all requests that was served, and served with the work that was paid for",
  ],
];

export const claimOutcomes: readonly Outcome[] = table.map(([id, name, unit, better, meaning]) => ({
  id,
  name,
  unit,
  better,
  meaning,
}));
