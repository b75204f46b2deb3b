/** The section `economy.money` of a scenario, from its units to those of the core. */
import type { Money, MoneyPlan } from "./model/money.ts";
import type { Scenario } from "./scenario/scenario.ts";

const secondsPerYear = 31_557_600; // Julian year

export function moneyOf({ economy, epochLength }: Scenario): Money | undefined {
  const { money } = economy;
  if (money === undefined) return undefined;
  return {
    plan: planOf(money),
    yearsPerEpoch: epochLength / secondsPerYear,
    fees: 0,
    supply: 0,
    trend: 0,
    circulating: Number.NaN,
    anchor: Number.NaN,
    worth: Number.NaN,
  };
}

function planOf(money: NonNullable<Scenario["economy"]["money"]>): MoneyPlan {
  switch (money.kind) {
    case "path":
      return { kind: "path", path: money.prices.map(({ at, price }) => ({ year: at, price })) };
    case "jumps":
      return { kind: "jumps", law: { jumps: money.perYear, ...money } };
    case "endogenous": {
      const { anchored, accrual, volatility, memory, adjustment } = money;
      return {
        kind: "endogenous",
        law: { ...money, accrual: anchored ? 1 : accrual },
        isAnchored: anchored,
        memory: memory / secondsPerYear,
        adjustment: adjustment / secondsPerYear,
        volatility,
      };
    }
  }
}

/** Price at the start: the path's, where there is one. */
export function firstTokenPrice({ economy, stake }: Scenario): number {
  return economy.money?.kind === "path" ? economy.money.prices[0].price : stake.tokenPrice;
}
