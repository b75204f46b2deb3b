/**
 * Every owner learns by tabular Q-learning which of sixteen prices to ask in a market; what it learns from decides where prices end.
 *
 *   Q(s, a) ← Q(s, a) + α (xᵢ + δ max Q(s′, ·) − Q(s, a)),   xᵢ = Σ (fees − c · work) of i's nodes / Σ work of the market
 *   ask = argmax Q(s, ·), or any step with probability ε e^{−βt}
 *
 * The step and the tables are those that replicate published experiments (`sim/economics/sellers`). With `own` an owner updates the
 * price that it asked; starting values above all profits make it try every price, and one that brought nothing once is given up.
 * With `all` it updates every price by what it would have brought, had the cheapest sold everything: undercutting pays, and is
 * learned. With memory the state is the step of the lowest rival ask of the epoch before. All nodes of an owner in a market ask the same.
 * Owners beyond the share `sellers` ask their cost.
 */
import * as z from "zod";
import { type Bids, learnerRows, lowestRivals, profitPerUnit } from "../../economics/sellers/asking.ts";
import { lowestPriceProfit } from "../../economics/sellers/outcome-learners.ts";
import { type QValues, rank, reinforce } from "../../economics/sellers/q-values.ts";
import { exp } from "../../engine/math.ts";
import { pricePerTokenMax } from "../../model/slots.ts";
import { mechanism, learningSteps as steps } from "../mechanism.ts";

const price = () => z.number().positive().max(pricePerTokenMax);
const share = () => z.number().min(0).max(1);

export default mechanism({
  slot: "asks",
  id: "q-learning",
  summary: "Every owner learns by Q-learning which of sixteen prices to ask in a market.",
  equation: "Q(s, a) ← Q + α (x + δ max Q(s′, ·) − Q);  ask = argmax Q(s, ·)",
  source: [
    {
      cite: "Calvano, Calzolari, Denicolò, Pastorello, American Economic Review 110(10), 2020",
      at: "section 2: Q-learning with the rivals' last prices as state",
    },
    {
      cite: "Asker, Fershtman, Pakes, Artificial intelligence and pricing, NBER 28535, 2021",
      at: "asynchronous and synchronous updating; starting values above all profits",
    },
  ],
  params: z.strictObject({
    lowest: price().default(10).describe("Lowest of the sixteen prices [base unit/token]"),
    highest: price().default(160).describe("Highest of them; not below the lowest [base unit/token]"),
    cost: z
      .number()
      .min(0)
      .max(pricePerTokenMax)
      .default(10)
      .describe("Cost c that owners reckon with [base unit/token]"),
    rate: z.number().gt(0).max(1).default(0.1).describe("Learning rate α [0…1]"),
    discount: z.number().min(0).max(0.999).default(0).describe("Weight δ of the epochs to come [0…1]"),
    exploration: share().default(0).describe("Chance ε to try any price in the first epoch [0…1]"),
    decay: z.number().min(0).max(1).default(0.001).describe("Rate β at which exploration falls [1/epoch]"),
    optimism: z
      .number()
      .min(-10)
      .max(10)
      .default(1.25)
      .describe("Starting values are drawn from this to twice this times the greatest margin [1]"),
    learnsFrom: z
      .enum(["own", "all"])
      .default("own")
      .describe("own: the price it asked; all: what every price would bring"),
    memory: z
      .enum(["none", "rivals"])
      .default("none")
      .describe("rivals: the state is the lowest rival ask; none: one state"),
    sellers: share().default(1).describe("Share of owners that learn, by row; the others ask their cost [0…1]"),
  }),
  memory: {
    network: { learnedAt: "f64" },
    node: { step: "u32", state: "u32", hasBegun: "u8" },
    nodeState: { best: "u32", most: "f64", second: "f64" },
    nodeAction: { value: "f64" },
  },
  create(params, own) {
    const { lowest, cost, rate, discount, learnsFrom } = params;
    const highest = Math.max(lowest, params.highest);
    const priceOf = (step: number) => lowest + (step * (highest - lowest)) / (steps - 1);
    const { best, most, second } = own.nodeState;
    const table: QValues = { values: own.nodeAction.value, best, most, second, actions: steps };
    const at = { row: 0, action: 0 };
    const stateOf = (rival: number) => {
      if (params.memory === "none" || !(highest > lowest)) return 0;
      const step = Math.round(((rival - lowest) / (highest - lowest)) * (steps - 1));
      return Math.min(steps - 1, Math.max(0, step));
    };
    const start = (i: number, draw: (row: number, n: number) => number) => {
      const margin = params.optimism * Math.max(0, highest - cost);
      for (let cell = 0; cell < steps * steps; cell++)
        table.values[i * steps * steps + cell] = margin * (1 + draw(i, steps + cell));
      for (let state = 0; state < steps; state++) rank(table, i * steps + state, null);
      own.node.hasBegun[i] = 1;
    };
    const learn = (i: number, profit: number, rival: { ask: number; count: number; state: number }) => {
      at.row = i * steps + own.node.state[i];
      const future = discount * table.most[i * steps + rival.state];
      if (learnsFrom === "own") {
        at.action = own.node.step[i];
        if (!Number.isNaN(profit)) reinforce(table, at, profit + future, rate, null);
        return;
      }
      for (at.action = 0; at.action < steps; at.action++) {
        const earned = lowestPriceProfit(priceOf(at.action), cost, rival.ask, rival.count);
        reinforce(table, at, earned + future, rate, null);
      }
    };
    const revise = (see: Bids & { epoch: number }, learners: Uint32Array, draw: (row: number, n: number) => number) => {
      const rivals = lowestRivals(see);
      const profits = profitPerUnit(see, learners, cost);
      const tries = params.exploration * exp(-params.decay * see.epoch);
      for (let i = 0; i < see.nodeCount; i++) {
        if (learners[i] !== i) continue;
        const state = stateOf(rivals.asks[i]);
        if (own.node.hasBegun[i] === 0) start(i, draw);
        else learn(i, profits[i], { ask: rivals.asks[i], count: rivals.counts[i], state });
        own.node.state[i] = state;
        const isTrying = tries > 0 && draw(i, 0) < tries;
        own.node.step[i] = isTrying ? Math.floor(draw(i, 1) * steps) : table.best[i * steps + state];
      }
      own.network.learnedAt[0] = see.epoch + 1;
    };
    return {
      ask(see, out, draw) {
        const rows = learnerRows(see);
        // Once an epoch, however often it is asked.
        if (own.network.learnedAt[0] !== see.epoch + 1) revise(see, rows, draw);
        const learners = params.sellers * see.operatorCount;
        for (let i = 0; i < see.nodeCount; i++)
          out[i] = see.nodes.operator[i] < learners ? priceOf(own.node.step[rows[i]]) : Math.max(lowest, cost);
      },
    };
  },
});
