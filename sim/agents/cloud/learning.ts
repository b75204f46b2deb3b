/**
 * A learner that knows neither demand nor the others' costs: a table of what each own price was worth, by own and rivals' mean price at the
 * review before.
 *
 *   Q(s, a) ← (1 − α) Q(s, a) + α (π + δ max_b Q(s', b)),   a random price with probability ε = e^{−β n}, else the best of the table
 *
 * The setting of Calvano and others with one state for the rivals' mean price, so that the table does not grow with their number. Profit π is
 * what its price would have earned at the demand of this review, over what its cost would be.
 */
import * as z from "zod";
import { exp, log } from "../../engine/math.ts";
import type { CloudCall } from "../../model/cloud-roles.ts";
import { cloudPolicy } from "./policy.ts";

const levels = 12;
const states = levels * levels;

/** Where in its memory: the table, then the state, the action, and the count of reviews. */
const at = {
  state: states * levels,
  action: states * levels + 1,
  count: states * levels + 2,
  size: states * levels + 3,
};

export default cloudPolicy({
  id: "learning",
  summary: "Tabular Q-learning over a grid of markups.",
  source: [
    {
      cite: "Calvano, Calzolari, Denicolò, Pastorello, Artificial Intelligence, Algorithmic Pricing, and Collusion, AER 110(10), 2020",
      at: "section II: Q-learning with greedy exploration that fades",
    },
  ],
  params: z.strictObject({
    least: z.number().min(1).max(10).default(1.05).describe("Lowest price over cost [1]"),
    most: z.number().gt(1).max(100).default(4).describe("Highest price over cost [1]"),
    rate: z.number().gt(0).max(1).default(0.15).describe("Learning rate α [0…1]"),
    discount: z.number().min(0).max(0.9999).default(0.95).describe("Discount δ of a review [0…1]"),
    fading: z.number().min(0).max(10).default(0.02).describe("Fall β of exploration [1/review]"),
  }),
  create: ({ least, most, rate, discount, fading }) => {
    const markup = (level: number) => least * exp((log(most / least) * level) / (levels - 1));
    const levelOf = (ratio: number) => {
      const level = Math.round((log(ratio / least) / log(most / least)) * (levels - 1));
      return Math.max(0, Math.min(levels - 1, level));
    };
    return {
      memory: at.size,
      settles: false,
      price(call) {
        const { view, cloud, memory, draw } = call;
        const state = stateOf(call, levelOf);
        const count = memory[at.count]++;
        if (count > 0) {
          const cell = memory[at.state] * levels + memory[at.action];
          const worth = profitNow(call) + discount * memory[bestOf(memory, state)];
          memory[cell] += rate * (worth - memory[cell]);
        }
        const explores = draw(0) < exp(-fading * count);
        const action = explores ? Math.floor(draw(1) * levels) : bestOf(memory, state) - state * levels;
        memory[at.state] = state;
        memory[at.action] = action;
        return markup(action) * view.cost[cloud];
      },
    };
  },
});

function stateOf({ view, cloud }: CloudCall, levelOf: (ratio: number) => number): number {
  let others = 0;
  for (let k = 0; k < view.count; k++) if (k !== cloud) others += view.price[k] / (view.count - 1);
  const cost = view.cost[cloud];
  return levelOf(view.price[cloud] / cost) * levels + levelOf((view.count > 1 ? others : cost) / cost);
}

/** In units of its cost, so that a table outlives the fall of costs. */
function profitNow({ view, cloud }: CloudCall): number {
  const cost = view.cost[cloud];
  return (view.price[cloud] / cost - 1) * Math.min(view.wanted[cloud], view.capacity[cloud]);
}

/** Position in the table of the best price in a state; the first of equals. */
function bestOf(memory: Float64Array, state: number): number {
  let best = state * levels;
  for (let cell = best + 1; cell < (state + 1) * levels; cell++) if (memory[cell] > memory[best]) best = cell;
  return best;
}
