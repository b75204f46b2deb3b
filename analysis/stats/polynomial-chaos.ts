/**
 * An outcome as a polynomial of independent parameters, uniform on the unit cube: a stand-in whose variance divides exactly among the
 * parameters (Sudret 2008, Reliability Engineering and System Safety 93(7)), so that indices come from few runs where the outcome is smooth.
 *
 * Orthonormal Legendre polynomials up to a total degree, least squares, the degree with the least error at points left out.
 */
import { Matrix, QrDecomposition } from "ml-matrix";

export interface PolynomialChaos {
  readonly degree: number;
  readonly terms: number;
  /** Share of variance by parameter alone, and with all its interactions. */
  readonly first: readonly number[];
  readonly total: readonly number[];
  /** Root mean square error at a point left out [unit of the outcome], and 1 − its square over the variance. */
  readonly leaveOneOut: { readonly error: number; readonly explained: number };
  /** @param point  in the unit cube */
  predict(point: readonly number[]): number;
}

/** Points for each coefficient: least squares with fewer follows the noise (Hosder and others 2007 advise 2). */
const pointsPerTerm = 1.5;

/**
 * @param points     n × dimensions, in the unit cube, as good as independent and uniform
 * @param degreeMax  of a term over all parameters; smaller where the points do not suffice
 * @throws RangeError on unlike lengths, an outcome that is not finite, or too few points for a straight line
 */
export function polynomialChaos(
  points: readonly (readonly number[])[],
  outcomes: readonly number[],
  degreeMax: number,
): PolynomialChaos {
  const dimensions = points[0]?.length ?? 0;
  if (points.length !== outcomes.length) throw new RangeError(`${points.length} points, ${outcomes.length} outcomes`);
  const strange = outcomes.findIndex((y) => !Number.isFinite(y));
  if (strange >= 0) throw new RangeError(`outcome ${strange} is ${outcomes[strange]}`);
  let best: PolynomialChaos | undefined;
  for (let degree = 1; degree <= degreeMax; degree++) {
    const terms = termsUpTo(degree, dimensions);
    if (points.length < pointsPerTerm * terms.length) break;
    const found = fitted(points, outcomes, terms, degree);
    if (found && !(best && best.leaveOneOut.error <= found.leaveOneOut.error)) best = found;
  }
  if (!best) throw new RangeError(`${points.length} points are too few, or too alike, for ${dimensions} dimensions`);
  return best;
}

/** Exponents by axis of all terms of at most that degree; the constant first. */
function termsUpTo(degree: number, dimensions: number): number[][] {
  if (dimensions === 0) return [[]];
  return termsUpTo(degree, dimensions - 1).flatMap((rest) => {
    const left = degree - rest.reduce((total, power) => total + power, 0);
    return Array.from({ length: left + 1 }, (_, power) => [...rest, power]);
  });
}

/** Undefined where the points do not tell the terms apart. */
function fitted(
  points: readonly (readonly number[])[],
  outcomes: readonly number[],
  terms: readonly (readonly number[])[],
  degree: number,
): PolynomialChaos | undefined {
  const values = (point: readonly number[]) => {
    const axes = point.map((x) => legendre(x, degree));
    return terms.map((term) => term.reduce((all, power, j) => all * axes[j][power], 1));
  };
  const design = points.map(values);
  const qr = new QrDecomposition(new Matrix(design));
  if (!qr.isFullRank()) return undefined;
  const coefficients = qr.solve(Matrix.columnVector([...outcomes])).to1DArray();
  const at = (row: readonly number[]) => row.reduce((all, value, t) => all + value * coefficients[t], 0);
  const leverage = qr.orthogonalMatrix.to2DArray().map((row) => row.reduce((all, q) => all + q * q, 0));
  const squares = design.reduce((all, row, i) => all + ((outcomes[i] - at(row)) / (1 - leverage[i])) ** 2, 0);
  const mean = outcomes.reduce((all, y) => all + y, 0) / outcomes.length;
  const around = outcomes.reduce((all, y) => all + (y - mean) ** 2, 0);
  return {
    degree,
    terms: terms.length,
    ...shares(terms, coefficients),
    leaveOneOut: { error: Math.sqrt(squares / outcomes.length), explained: 1 - squares / around },
    predict: (point) => at(values(point)),
  };
}

function shares(terms: readonly (readonly number[])[], coefficients: readonly number[]) {
  const first = terms[0].map(() => 0);
  const total = terms[0].map(() => 0);
  let variance = 0;
  for (const [t, term] of terms.entries()) {
    const involved = term.flatMap((power, j) => (power > 0 ? [j] : []));
    if (involved.length === 0) continue;
    const part = coefficients[t] * coefficients[t];
    variance += part;
    if (involved.length === 1) first[involved[0]] += part;
    for (const j of involved) total[j] += part;
  }
  return { first: first.map((part) => part / variance), total: total.map((part) => part / variance) };
}

/** Legendre's polynomials on 0…1 with mean square 1, degrees 0 to `degree`; recurrence of DLMF 18.9.1. */
function legendre(x: number, degree: number): number[] {
  const z = 2 * x - 1;
  const plain = [1, z];
  for (let d = 1; d < degree; d++) plain.push(((2 * d + 1) * z * plain[d] - d * plain[d - 1]) / (d + 1));
  return plain.slice(0, degree + 1).map((value, d) => value * Math.sqrt(2 * d + 1));
}
