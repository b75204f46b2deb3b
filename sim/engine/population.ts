/**
 * How many there are, and how long they stay, counted exactly, so that Little's law can be checked to the microsecond:
 *
 *   ∫ N dt = Σ sojourns of those who left + Σ ages of those present.
 *
 * The two sides are counted apart. Both are whole numbers of µs that outgrow 2⁵³ in a long run, so each is two doubles.
 */
import type { Digest } from "./digest.ts";
import { InvariantError, invariant } from "./invariant.ts";
import type { Span, Time } from "./units.ts";

export interface Population {
  /** Present now. */
  readonly count: number;
  /** ∫ N dt since the start; rounded above 2⁵³. [µs] */
  readonly area: number;
  /** Σ sojourns of those who left; rounded above 2⁵³. [µs] */
  readonly sojourns: number;
  readonly left: number;
  enter(now: Time): void;
  /** @param since  when it entered */
  leave(now: Time, since: Time): void;
  /** Moves the clock past a span in which nobody stays: the `since` of all present moves with it. */
  skip(span: Span): void;
  /**
   * @param present  when each of those present entered
   * @throws InvariantError when Little's law does not hold exactly
   */
  check(now: Time, present: Iterable<number>): void;
  digestInto(digest: Digest): void;
  fork(): Population;
}

/** @param name  of what is counted, said in errors, such as `requests of market 3` */
export function createPopulation(name: string, now: Time): Population {
  const state = new Float64Array(stateLength);
  state[lastAt] = now;
  return new ExactPopulation(name, state);
}

/** Totals are carry · 2⁵² + rest. */
const carryUnit = 0x10000000000000;
/** A product is taken whole below 2⁵³, else in parts of 2²⁶. */
const partUnit = 0x4000000;
// Layout of the state.
const countAt = 0;
const lastAt = 1;
const leftAt = 2;
const areaAt = 3;
const sojournAt = 5;
const stateLength = 7;

class ExactPopulation implements Population {
  private readonly name: string;
  private readonly state: Float64Array;

  constructor(name: string, state: Float64Array) {
    this.name = name;
    this.state = state;
  }

  get count(): number {
    return this.state[countAt];
  }

  get area(): number {
    return this.state[areaAt] + this.state[areaAt + 1] * carryUnit;
  }

  get sojourns(): number {
    return this.state[sojournAt] + this.state[sojournAt + 1] * carryUnit;
  }

  get left(): number {
    return this.state[leftAt];
  }

  enter(now: Time): void {
    this.advance(now);
    this.state[countAt]++;
  }

  leave(now: Time, since: Time): void {
    this.advance(now);
    this.state[countAt]--;
    this.state[leftAt]++;
    addTo(this.state, sojournAt, now - since);
  }

  skip(span: Span): void {
    this.state[lastAt] += span;
  }

  check(now: Time, present: Iterable<number>): void {
    this.advance(now);
    const stays = this.state.slice(sojournAt, sojournAt + 2);
    let counted = 0;
    for (const since of present) {
      addTo(stays, 0, now - since);
      counted++;
    }
    const { state, name } = this;
    invariant(counted === this.count, () => `${name}: ${this.count} counted in, ${counted} found at ${now} µs`);
    invariant(stays[0] === state[areaAt] && stays[1] === state[areaAt + 1], () => {
      const found = stays[0] + stays[1] * carryUnit;
      return `Little's law of ${name} at ${now} µs: ∫ N dt = ${this.area} µs, sojourns and ages add to ${found} µs`;
    });
  }

  digestInto(digest: Digest): void {
    for (let i = 0; i < stateLength; i++) digest.number(this.state[i]);
  }

  fork(): Population {
    return new ExactPopulation(this.name, this.state.slice());
  }

  /** Apart from `advance`, which is called at every event: a message made ready there would be made each time. */
  private refuse(now: Time): never {
    throw new InvariantError(`${this.name}: time runs back from ${this.state[lastAt]} to ${now} µs`);
  }

  private advance(now: Time): void {
    const { state } = this;
    const span = now - state[lastAt];
    if (span === 0) return;
    if (!(span > 0)) this.refuse(now);
    state[lastAt] = now;
    const count = state[countAt];
    if (count * span < carryUnit) addTo(state, areaAt, count * span);
    else addProduct(state, areaAt, count, span);
  }
}

/** Adds a whole number below 2⁵² to a total. */
function addTo(total: Float64Array, at: number, amount: number): void {
  const rest = total[at] + amount;
  if (rest < carryUnit) total[at] = rest;
  else {
    total[at] = rest - carryUnit;
    total[at + 1]++;
  }
}

/** Adds count · span, exact for counts below 2²⁶ and spans below 2⁵². */
function addProduct(total: Float64Array, at: number, count: number, span: number): void {
  const upper = Math.floor(span / partUnit);
  const product = count * upper; // in units of 2²⁶
  const carried = Math.floor(product / partUnit);
  total[at + 1] += carried;
  addTo(total, at, (product - carried * partUnit) * partUnit);
  addTo(total, at, count * (span - upper * partUnit));
}
