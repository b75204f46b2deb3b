/** Formulas of repeated games: when a cartel holds, how long a price war has to be, what a boom lets sellers ask. */

/** Profits of a firm in one period. [money] */
export interface CartelStage {
  /** Best reply to a cartel that keeps to its price. */
  readonly deviation: number;
  readonly collusion: number;
  /** In all periods after a deviation. */
  readonly punishment: number;
}

/**
 * Least discount factor at which nobody leaves a cartel that ends for good when somebody does.
 *
 *   π_C / (1 − δ) ≥ π_D + δ π_P / (1 − δ)  ⇔  δ ≥ (π_D − π_C) / (π_D − π_P)
 *
 * @see Friedman, A non-cooperative equilibrium for supergames, Review of Economic Studies 38(1), 1971
 */
export function criticalDiscount({ deviation, collusion, punishment }: CartelStage): number {
  return (deviation - collusion) / (deviation - punishment);
}
