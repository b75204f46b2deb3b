/** The learner against a rival of fixed price under logit demand: where it comes near the best price, and where it pays for what it tries. */
import { expect, test } from "vitest";
import { exp } from "../../engine/math.ts";
import { createRng } from "../../engine/rng.ts";
import type { CloudView } from "../../model/cloud-roles.ts";
import { ownBestPrice } from "./best-price.ts";
import learning from "./learning.ts";

/** Two clouds of cost 1, the second always at 1.6; μ = 1/4, a = 2, outside 0. */
function market(): CloudView {
  const price = Float64Array.of(1, 1.6);
  return {
    count: 2,
    year: 0,
    span: 1,
    price,
    cost: Float64Array.of(1, 1),
    capacity: Float64Array.of(1e9, 1e9),
    wanted: new Float64Array(2),
    earned: new Float64Array(2),
    networkShare: 0,
    demandAt(cloud, prices) {
      const weights = [...prices].map((p) => exp((2 - p) / 0.25));
      return (weights[cloud] as number) / (1 + weights.reduce((sum, w) => sum + w, 0));
    },
  };
}

/** Mean profit of so many reviews after so many others. */
function played(from: number, count: number, params: object): number {
  const view = market();
  const policy = learning.create(learning.params.parse({ most: 2.5, fading: 0.002, ...params }));
  const memory = new Float64Array(policy.memory as number);
  const stream = createRng("learner").stream("clouds");
  let sum = 0;
  for (let review = 0; review < from + count; review++) {
    view.price[0] = policy.price({ view, cloud: 0, memory, draw: (i) => stream.uniform(0, 8 * review + i) });
    view.wanted[0] = view.demandAt(0, view.price);
    if (review >= from) sum += (view.price[0] - 1) * (view.wanted[0] as number);
  }
  return sum / count;
}

const view = market();
view.price[0] = ownBestPrice(view, 0, 20);
const best = (view.price[0] - 1) * view.demandAt(0, view.price);

test("in a market that stands still it ends within a tenth of the best", () => {
  expect(best).toBeGreaterThan(0.2);
  expect(played(8000, 200, {})).toBeGreaterThan(0.9 * best);
});

test("in a short life it pays for what it tries", () => {
  expect(played(0, 100, {})).toBeLessThan(0.8 * best);
});

test("who never explores stays where it began", () => {
  expect(played(1000, 10, { fading: 10 })).toBeLessThan(0.5 * best);
});
