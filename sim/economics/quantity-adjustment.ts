/**
 * Two firms that change their output at a cost: the linear Markov-perfect equilibrium.
 *
 *   x = (1, q₁, q₂),  qᵢ′ = qᵢ + uᵢ,  payoff qᵢ (a₀ − a₁ (q₁ + q₂)) − γ uᵢ²,  discount β;   uᵢ = −Fᵢ x
 *
 * Each firm's Riccati equation takes the other's rule as given; both are iterated together.
 *
 * @see Judd, Cournot versus Bertrand: a dynamic resolution, 1990; Sargent, Stachurski, QuantEcon lectures, Markov perfect equilibrium
 */

export interface AdjustmentGame {
  readonly a0: number;
  readonly a1: number;
  /** β, 0…1. */
  readonly discount: number;
  /** γ > 0. */
  readonly cost: number;
}

type Matrix = readonly (readonly number[])[];
const size = 3;
const axis = [0, 1, 2] as const;

function times(matrix: Matrix, vector: readonly number[]): number[] {
  return matrix.map((row) => row.reduce((sum, x, j) => sum + x * vector[j], 0));
}

/** Rounds after which an equilibrium is given up. */
const roundsMax = 200_000;

/**
 * F₁ of firm 1; F₂ is the same with the outputs exchanged.
 *
 * @throws RangeError when the rules do not settle
 */
export function adjustmentRule({ a0, a1, discount, cost }: AdjustmentGame): number[] {
  // Costs to be minimised, state (1, own, other); the game is symmetric, so that one firm's equation stands for both.
  const stage: Matrix = [
    [0, -a0 / 2, 0],
    [-a0 / 2, a1, a1 / 2],
    [0, a1 / 2, 0],
  ];
  let value: Matrix = axis.map(() => [0, 0, 0]);
  let rule: readonly number[] = [0, 0, 0];
  for (let round = 0; round < roundsMax; round++) {
    const next = replyRule(value, discount, cost);
    value = riccati(value, stage, next, { discount, cost });
    if (next.every((f, j) => Math.abs(f - rule[j]) <= 1e-15 * Math.max(1, Math.abs(f))) && round > size) return next;
    rule = next;
  }
  throw new RangeError(`no rule of adjustment found in ${roundsMax} rounds`);
}

/** F with F = h (I − e_other F̃), F̃ the rule of the other: F with own and other exchanged. */
function replyRule(value: Matrix, discount: number, cost: number): number[] {
  const weight = discount / (discount * value[1][1] + cost);
  const h = value[1].map((x) => x * weight);
  // f₀ = h₀ − h₂ f₀; f₁ = h₁ − h₂ f₂; f₂ = h₂ − h₂ f₁
  const f0 = h[0] / (1 + h[2]);
  const f1 = (h[1] - h[2] * h[2]) / (1 - h[2] * h[2]);
  return [f0, f1, h[2] * (1 - f1)];
}

function riccati(
  value: Matrix,
  stage: Matrix,
  [f0, f1, f2]: readonly number[],
  { discount, cost }: Pick<AdjustmentGame, "discount" | "cost">,
): Matrix {
  // What becomes of the state when only the other moves.
  const moved: Matrix = [
    [1, 0, 0],
    [0, 1, 0],
    [-f0, -f2, 1 - f1],
  ];
  const columns = axis.map((j) => axis.map((i) => moved[i][j]));
  const pushed = columns.map((column) => times(value, column));
  const own = pushed.map((column) => column[1]);
  const weight = discount / (discount * value[1][1] + cost);
  return axis.map((i) =>
    axis.map((j) => {
      const carried = columns[i].reduce((sum, x, k) => sum + x * pushed[j][k], 0);
      return stage[i][j] + discount * (carried - weight * own[i] * own[j]);
    }),
  );
}
