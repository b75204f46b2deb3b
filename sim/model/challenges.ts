/** Challenges of proofs: a stake that an account has shown less than it was credited with. */

export interface ChallengePlan {
  /** Challenges under way at once, at most. */
  readonly most: number;
  /** Stake over the target's gross pay, 0…1. */
  readonly stakeFraction: number;
  /** Share of its proof that a target must show over the epoch, tolerance included, 0…1. */
  readonly leastShown: number;
}

/** One challenge; it is judged at the end of the epoch after that in which it was opened. */
export interface Challenge {
  readonly number: number;
  readonly openedAt: number;
  /** Account rows. */
  readonly challenger: number;
  readonly target: number;
  /** Locked by the challenger, and the target's gross pay when it was opened. [base unit] */
  readonly stake: number;
  readonly gross: number;
}

/** How one ended. */
export interface JudgedChallenge extends Challenge {
  /** Share of its proof that the target showed over the epoch, 0…1. */
  readonly shown: number;
  readonly hasFailed: boolean;
  /** What it brought the challenger, or the target, beyond the stake given back. [base unit] */
  readonly won: number;
}

export interface Challenges {
  opened: number;
  readonly underWay: Challenge[];
  /** Of the epoch that has just ended. */
  readonly judged: JudgedChallenge[];
}

export function copyChallenges({ opened, underWay, judged }: Challenges): Challenges {
  return { opened, underWay: underWay.slice(), judged: judged.slice() };
}
