/** Outcomes that claim studies turn on: see `outcomes.ts`. */
import { sizeWords } from "./buyer-sizes.ts";
import type { Outcome } from "./outcomes.ts";

type Row = readonly [id: string, name: string, unit: string, better: Outcome["better"], meaning: string];

const table: readonly Row[] = [
  [
    "chip-wait",
    "wait of small buyers for accelerators",
    "day",
    "lower",
    `Mean time from order to delivery of buyers who hold ${sizeWords.small} H100-equivalents, by what they received`,
  ],
  [
    "chip-wait-gap",
    "wait of small over the largest buyers",
    "1",
    "lower",
    `Time from order to delivery of what small buyers received, over that of the largest (${sizeWords.largest} H100-equivalents) in the same quarter`,
  ],
  [
    "chip-price-gap",
    "price of small over the largest buyers",
    "1",
    "lower",
    "What small buyers paid for accelerators over what the largest paid in the same quarter for those that they did not make themselves",
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
  [
    "host-profit",
    "profit of owners on an H100’s hour",
    "USD/h",
    undefined,
    "Revenue of the network's owners less full cost, capital recovery included, for as many hours as an H100 draws 0.7 kW",
  ],
  [
    "cost-pass-through",
    "part of a fall in cost that clouds pass on",
    "1",
    "higher",
    "Slope of a cloud's price over its cost in time: 1 passes a dollar of cost on as a dollar of price",
  ],
  [
    "access-during",
    "part of clients served in the countries hit",
    "1",
    "higher",
    "Part of clients, by budget, in the countries that an act of states touches, that buys and is served while it lasts",
  ],
  [
    "price-during",
    "price of an hour’s work in the countries hit",
    "USD/h",
    "lower",
    "What an H100-hour's work costs clients there while an act of states lasts, wherever they buy",
  ],
  [
    "network-lead",
    "network’s lead over the largest cloud",
    "1",
    undefined,
    "Part of spending at the network less that at the cloud that is chosen most: above 0 the network wins",
  ],
  [
    "chip-small-part",
    "small buyers’ part of all deliveries",
    "1",
    "higher",
    `Accelerators that buyers who hold ${sizeWords.small} H100-equivalents received, over all that were delivered`,
  ],
  [
    "size-return",
    "advantage of size in earnings over cost",
    "1",
    "lower",
    "Slope of log revenue a dollar of full cost over log draw of machines, across ten groups of operators by size: 0 means that size does not pay",
  ],
  [
    "top-five",
    "five largest owners’ part of capacity at the end",
    "1",
    "lower",
    "Capacity of the five largest true owners in the last epoch, over all",
  ],
  [
    "top-five-rise",
    "rise of the five largest owners’ part of capacity",
    "1",
    "lower",
    "Their part in the last epoch less that in the first; they need not be the same five",
  ],
  [
    "disputes-per-request",
    "rejected answers per honest request",
    "1",
    "lower",
    "Answers that a check rejected over finished requests that were honest work: what has to be settled",
  ],
  [
    "ballots",
    "votes cast on a proposal",
    "vote",
    undefined,
    "Votes that were counted, over proposals that came to a count: what a decision costs in attention",
  ],
];

export const claimOutcomes: readonly Outcome[] = table.map(([id, name, unit, better, meaning]) => ({
  id,
  name,
  unit,
  better,
  meaning,
}));
