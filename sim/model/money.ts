/** What makes the native token's price, as the world holds it; `processes/token.ts` says how it moves. */
import type { DatedPrice, JumpDiffusion, TokenWorth } from "../economics/token-value.ts";

export type MoneyPlan =
  | { readonly kind: "path"; readonly path: readonly DatedPrice[] }
  | { readonly kind: "jumps"; readonly law: JumpDiffusion }
  | {
      readonly kind: "endogenous";
      readonly law: TokenWorth;
      /** Whether the accrual is what makes the first epoch's worth the price at the start. */
      readonly isAnchored: boolean;
      /** Mean times over which fees, supply and trend are seen, and of the way to what the token is worth. [year] */
      readonly memory: number;
      readonly adjustment: number;
      /** Noise on top. [1/√year] */
      readonly volatility: number;
    };

export interface Money {
  readonly plan: MoneyPlan;
  readonly yearsPerEpoch: number;
  /** Means over the memory, of an endogenous price. [USD/year, 1/year, 1/year] */
  fees: number;
  supply: number;
  trend: number;
  /** Tokens that circulated as the epoch before ended; NaN at first. */
  circulating: number;
  /** Factor on the accrual by which the first worth is the first price; 1 where it is not anchored, NaN until then. */
  anchor: number;
  /** Of the epoch that has just ended. [USD] */
  worth: number;
}

export const copyMoney = (money: Money): Money => ({ ...money });

/** In a fixed order; for the digest. */
export const moneyNumbers = ({ fees, supply, trend, circulating, anchor, worth }: Money): number[] => [
  fees,
  supply,
  trend,
  circulating,
  anchor,
  worth,
];
