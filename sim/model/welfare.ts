/**
 * Surplus of clients and sellers in the long run: if all chose anew at given list prices of the clouds, the network at its price of now.
 *
 * Deadweight loss is what is gained in all when clouds sell at cost: W(cost) − W(now), W = clients' surplus + clouds' margin + network's margin.
 */
import { surplusOf, unitsAt } from "../economics/client-choice.ts";
import { type Choosing, choosingAt, paidAt } from "./client-choice.ts";
import { type Clients, cellOf } from "./clients.ts";

export interface Surplus {
  /** [USD/h] */
  readonly clients: number;
  readonly clouds: number;
  readonly network: number;
}

/** @param networkCost  of an hour's work on the network [USD/h]; @param growth  of demand since the start */
export function surplusAt(clients: Clients, list: Float64Array, networkCost: number, growth: number): Surplus {
  const { settings, pairs, options } = clients;
  const { reference, spending } = settings;
  const choosing: Choosing = choosingAt(clients, list);
  const sum = { clients: 0, clouds: 0, network: 0 };
  for (let pair = 0; pair < pairs.length; pair++) {
    for (let kind = 0; kind < settings.kinds.length; kind++) {
      const { share, sensitivity } = settings.kinds[kind];
      const worth = choosing.weigh(pair, kind);
      const wish = pairs[pair].work * share * growth;
      sum.clients += wish * reference * surplusOf(worth, sensitivity, spending);
      for (let o = 0; o < options; o++) {
        if (choosing.shares[o] === 0) continue;
        const { price, cost } = paidAt(clients, { pair, kind, option: o, list });
        const margin = wish * choosing.shares[o] * unitsAt(spending, price / reference);
        if (o === 0) sum.network += margin * (price - networkCost);
        else sum.clouds += margin * (price - cost);
      }
    }
  }
  return sum;
}

/** What clients' choice of now is worth to them. [USD/h] @param from, to  pairs */
export function clientSurplus(clients: Clients, growth: number, isMeant: (pair: number) => boolean): number {
  const { settings, pairs, worth } = clients;
  let sum = 0;
  for (let pair = 0; pair < pairs.length; pair++) {
    if (!isMeant(pair)) continue;
    settings.kinds.forEach(({ share, sensitivity }, kind) => {
      const money = pairs[pair].work * share * growth * settings.reference;
      sum += money * surplusOf(worth[cellOf(clients, pair, kind)], sensitivity, settings.spending);
    });
  }
  return sum;
}
