/**
 * An account that has too much must raise its fee until it has less.
 *
 *   tᵢ ← min(1, tᵢ + step) while xᵢ / Σ x > share, else max(t₀, tᵢ − step)
 *
 * The account keeps the higher fee, so that its delegators lose by staying: size is taxed in favour of the large. The fee falls
 * back as it rose, which the proposal leaves open.
 */
import * as z from "zod";
import { chooseByAttraction } from "../../measures/attraction.ts";
import { mechanism } from "../mechanism.ts";

export default mechanism({
  slot: "delegation",
  id: "fee-escalation",
  catalogue: "R-27",
  summary: "An account above a share of all stake raises its fee by a step each epoch until it is below.",
  equation: "tᵢ ← min(1, tᵢ + step) while xᵢ / Σ x > share, else max(t₀, tᵢ − step)",
  needs: "delegators",
  source: [{ cite: "Buterin, on Lido's share of staked ether, 2022", at: "raise fees above 15 %; step assumed" }],
  params: z.strictObject({
    take: z.number().min(0).max(1).default(0.1).describe("Fee t₀ to start from [0…1]"),
    share: z.number().gt(0).max(1).default(0.15).describe("Share of all stake above which the fee rises [0…1]"),
    step: z.number().min(0).max(1).default(0.01).describe("Rise of the fee in one epoch; assumed [0…1]"),
    yieldExponent: z.number().min(0).max(50).default(1).describe("How sharply yields are compared; assumed [1]"),
    sizeExponent: z.number().min(0).max(5).default(0.5).describe("How much a known name draws; assumed [1]"),
    reviewFraction: z.number().min(0).max(1).default(0.05).describe("Holders who look again each epoch; assumed [0…1]"),
  }),
  memory: {
    account: {
      /** Fee above t₀. [0…1] */
      raised: "f64",
    },
  },
  create({ take, share, step, ...by }, { account: { raised } }) {
    const fee = (a: number) => Math.min(1, take + raised[a]);
    return {
      choose(see, out, draw) {
        const { accountCount, accounts } = see;
        let total = 0;
        for (let a = 0; a < accountCount; a++) total += accounts.stake[a] + accounts.delegated[a];
        for (let a = 0; a < accountCount; a++) {
          const isAbove = accounts.stake[a] + accounts.delegated[a] > share * total;
          raised[a] = isAbove ? Math.min(1 - take, raised[a] + step) : Math.max(0, raised[a] - step);
        }
        chooseByAttraction(see, by, { commission: fee, takesMore: () => true }, out, draw);
      },
      limit: () => Number.POSITIVE_INFINITY,
      commission: (_see, account) => fee(account),
    };
  },
});
