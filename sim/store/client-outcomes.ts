/** Outcomes of scenarios in which clients choose: see `outcomes.ts`. */
import type { Outcome } from "./outcomes.ts";

type Row = readonly [id: string, name: string, unit: string, better: Outcome["better"], meaning: string];

const table: readonly Row[] = [
  [
    "network-share",
    "network's share of spending",
    "1",
    undefined,
    "Part of what clients spend that goes to the network",
  ],
  ["cloud-price", "price of a cloud's hour", "USD/h", "lower", "List price of an H100-hour at clouds, by hours sold"],
  ["cloud-markup", "share of clouds' prices above cost", "1", "lower", "Lerner index of clouds, by revenue"],
  ["cloud-premium", "premium of clouds", "1", "lower", "Price of work at clouds over that at the network, less 1"],
  [
    "work-price",
    "price of an hour's work",
    "USD/h",
    "lower",
    "What an H100-hour's work costs clients, wherever they buy",
  ],
  [
    "seller-hhi",
    "concentration of sellers",
    "1",
    "lower",
    "Herfindahl–Hirschman index of sellers of compute by revenue; the network counts as one",
  ],
  [
    "consumer-surplus",
    "clients' surplus",
    "1",
    "higher",
    "Worth of having a choice of providers, over what clients would spend at the reference price",
  ],
  [
    "producer-surplus",
    "sellers' surplus",
    "1",
    undefined,
    "Revenue of clouds and hosts above the cost of what they sell, over what clients would spend",
  ],
  [
    "deadweight-loss",
    "deadweight loss of margins",
    "1",
    "lower",
    "What clients and sellers would gain together if clouds sold at cost, over what clients would spend",
  ],
  [
    "client-access",
    "clients who are served",
    "1",
    "higher",
    "Part of all clients, by budget, that buys compute anywhere and is served",
  ],
  [
    "least-access",
    "clients who are served in the worst places",
    "1",
    "higher",
    "The same in the place that a tenth of all places falls short of",
  ],
  [
    "domestic-work",
    "work done at home",
    "1",
    undefined,
    "Part of the work that clients buy that is done in their own country, by budget",
  ],
  [
    "token-price",
    "price of the token",
    "USD",
    undefined,
    "Price of a native token, averaged over epochs, where the scenario says what makes it",
  ],
  [
    "host-income",
    "income of hosts",
    "USD/day",
    "higher",
    "Rewards and fees of all hosts in a day at the token's price, where the scenario says what makes it",
  ],
];

export const clientOutcomes: readonly Outcome[] = table.map(([id, name, unit, better, meaning]) => ({
  id,
  name,
  unit,
  better,
  meaning,
}));
