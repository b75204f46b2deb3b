/**
 * A fixed number of places; a new account burns a price that rises with the number of entrants and takes the place of
 * the weakest.
 *
 *   price ← clamp(price · (1 − α + α · (entrants + target) / (2 · target)), least, most), once an epoch
 *   entry: pay the price, take a free place or that of the lowest weight whose immunity is over
 *
 * The first accounts, in order of what they proved, fill the places for nothing. Later ones apply once a node of theirs
 * is live, in that order too; without a free place and with everyone immune they wait. An account that cannot pay is
 * turned away by the books and loses the place it was given. A member whose nodes are all gone stays until somebody
 * takes its place. Weight is that of the epoch before.
 */
import * as z from "zod";
import type { EpochView } from "../../model/view.ts";
import { mechanism } from "../mechanism.ts";

/** Base units in a token: 1 GNK = 10⁹ ngonka (Gonka, genesis/genesis.json). */
const baseUnitsPerToken = 1e9;
const tokens = () => z.number().min(0).max(9_000_000);

export default mechanism({
  slot: "admission",
  id: "registration-burn",
  catalogue: "R-48",
  summary: "A fixed number of places; entry burns an adaptive price and evicts the weakest member past its immunity.",
  equation:
    "price ← clamp(price · (1 − α + α (entrants + target) / 2 target), least, most);  evict argmin weight, not immune",
  source: [
    {
      cite: "Bittensor, subtensor (14bc6f9)",
      at: "256 places a subnet, 0.0005–100 TAO from 0.1, immunity 4,096 blocks of 12 s; adjustment by registrations over target",
    },
  ],
  params: z.strictObject({
    places: z.int().min(1).max(1_000_000).default(256).describe("Accounts that may take part [account]"),
    initial: tokens().default(0.1).describe("First price of entry [GNK]"),
    least: tokens().default(0.0005).describe("Lowest price of entry [GNK]"),
    most: tokens().default(100).describe("Highest price of entry [GNK]"),
    target: z
      .int()
      .min(1)
      .max(100_000)
      .default(2)
      .describe("Entrants in an epoch at which the price rests, assumed [account]"),
    smoothing: z.number().min(0).max(1).default(0.5).describe("Weight α of an epoch in the price, assumed [0…1]"),
    immunity: z.int().min(0).max(10_000).default(1).describe("Epochs in which a new member cannot be evicted [epoch]"),
  }),
  memory: {
    network: { price: "f64", asked: "f64" },
    account: { since: "f64", owed: "f64", isMember: "u8" },
  },
  create({ places, initial, least, most, target, smoothing, immunity }, { network, account: own }) {
    const membersOf = ({ accountCount }: EpochView): number => {
      let members = 0;
      for (let a = 0; a < accountCount; a++) members += own.isMember[a];
      return members;
    };
    /** @param at  epoch from which an entrant would have the place, counted from 1 */
    const weakestOf = (see: EpochView, at: number): number => {
      let weakest = -1;
      for (let a = 0; a < see.accountCount; a++) {
        if (own.isMember[a] !== 1 || at - own.since[a] <= immunity) continue;
        if (weakest < 0 || see.accounts.weight[a] < see.accounts.weight[weakest]) weakest = a;
      }
      return weakest;
    };
    const priceNow = () => Math.round(network.price[0] * baseUnitsPerToken);
    /** @returns accounts that came in */
    const letIn = (see: EpochView, asking: readonly number[], at: number, isFirst: boolean): number => {
      let members = membersOf(see);
      let entrants = 0;
      for (const a of asking) {
        if (members >= places) {
          const weakest = isFirst ? -1 : weakestOf(see, at);
          if (weakest < 0) break;
          own.isMember[weakest] = 0;
          members--;
        }
        own.isMember[a] = 1;
        own.owed[a] = isFirst ? 0 : priceNow();
        own.since[a] = at;
        members++;
        entrants++;
      }
      return entrants;
    };
    const settle = (see: EpochView): void => {
      const isFirst = network.asked[0] === 0;
      network.asked[0] = see.epoch + 1;
      if (isFirst) network.price[0] = initial;
      for (let a = 0; a < see.accountCount; a++) {
        if (see.accounts.isAdmitted[a] !== 1) own.isMember[a] = 0;
        own.owed[a] = 0;
      }
      const entrants = letIn(see, applicants(see, own.isMember), see.epoch + 1, isFirst);
      if (isFirst) return;
      const factor = 1 - smoothing + (smoothing * (entrants + target)) / (2 * target);
      network.price[0] = Math.min(most, Math.max(Math.min(least, most), network.price[0] * factor));
    };
    const answer = (see: EpochView, out: Uint8Array, charge: Float64Array): void => {
      for (let a = 0; a < see.accountCount; a++) {
        out[a] = own.isMember[a];
        charge[a] = own.isMember[a] * own.owed[a];
      }
    };
    return {
      admit(see, out, charge) {
        if (network.asked[0] !== see.epoch + 1) settle(see);
        answer(see, out, charge);
      },
      entryPrice: (see) => (membersOf(see) < places || weakestOf(see, see.epoch + 2) >= 0 ? priceNow() : Infinity),
      apply(see, asking, out, charge) {
        letIn(see, asking, see.epoch + 2, false);
        answer(see, out, charge);
      },
    };
  },
});

/** Accounts outside with a live node, the one that proved most first. */
function applicants({ accountCount, accounts: { liveNodes, proven } }: EpochView, isMember: Uint8Array): number[] {
  const rows: number[] = [];
  for (let a = 0; a < accountCount; a++) if (isMember[a] !== 1 && liveNodes[a] > 0) rows.push(a);
  return rows.sort((a, b) => proven[b] - proven[a] || a - b);
}
