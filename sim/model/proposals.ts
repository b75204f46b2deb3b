/** Proposals to change the rules, and how those who may vote on them behave. */
import type { Slots } from "./slots.ts";
import type { Choices } from "./world.ts";

/** New values by address (`slot.parameter`, or `slot` for the rule itself). */
export type Change = Readonly<Record<string, unknown>>;

/** In the order of the store's labels. */
export const ProposalStatus = Object.freeze({
  voting: 0,
  waiting: 1,
  enacted: 2,
  rejected: 3,
  vetoed: 4,
  unfunded: 5,
  outdated: 6,
});

/** A proposal and what became of it. Counts are of the last count taken; epochs are −1 while they have not come. */
export interface Proposal {
  readonly number: number;
  readonly change: Change;
  readonly isScripted: boolean;
  /** Account row that proposed it. */
  readonly proposer: number;
  /** What the proposer stood to gain when it proposed. [base unit/epoch] */
  readonly gain: number;
  /** [base unit] */
  readonly deposit: number;
  readonly proposedAt: number;
  isExpedited: boolean;
  status: number;
  /** Epoch at whose end votes are counted, then that in which the change came into force. */
  countedAt: number;
  enactedAt: number;
  yes: number;
  no: number;
  veto: number;
  abstain: number;
  total: number;
  headsYes: number;
  headsNo: number;
  headsTotal: number;
}

export const VoteKind = Object.freeze({ yes: 0, no: 1, veto: 2, abstain: 3 });

/** One vote of this epoch's counts; kept until the epoch's rows are written. */
export interface Vote {
  readonly proposal: number;
  /** Who voted, and the delegator that voted past it; −1 when the account voted itself. */
  readonly account: number;
  readonly delegator: number;
  readonly kind: number;
  readonly power: number;
  /** What the voter stands to gain by the change. [base unit/epoch] */
  readonly gain: number;
}

/** A parameter that has changed in this epoch. */
export interface Enacted {
  readonly proposal: number;
  readonly change: Change;
}

export interface VotingPlan {
  readonly scripted: readonly ScriptedProposal[];
  /** Chance that an account votes whose stake in the outcome over `horizon` epochs equals `cost`. */
  readonly turnout: number;
  /** Exponent of stakes over cost in the odds of voting. */
  readonly slope: number;
  /** Effort of a vote, in money. [base unit] */
  readonly cost: number;
  /** Epochs over which a voter counts what a change brings. */
  readonly horizon: number;
  /** Share of those who may vote that votes whatever is at stake. */
  readonly duty: number;
  /** Loss of a voter over its income from which on it vetoes. */
  readonly vetoLoss: number;
  /** What all votes together are worth to who holds them, over an epoch's emission. */
  readonly powerValue: number;
  readonly interest: InterestPlan;
}

/** Proposals that arise because somebody gains. */
export interface InterestPlan {
  /** Epochs between looks at what might be changed; 0: never. */
  readonly every: number;
  /** Addresses that are tried; empty: all numbers of the slots that move money. */
  readonly addresses: readonly string[];
  /** A number is tried this share higher and lower. */
  readonly step: number;
  /** Least gain over its income for which an account proposes. */
  readonly gainLeast: number;
}

export interface ScriptedProposal {
  readonly at: number;
  readonly change: Change;
  readonly isExpedited: boolean;
  /** Account row; −1: whoever gains the most. */
  readonly by: number;
}

/** What the rules' registry knows and the model asks: which changes stand, and how rules would act under them. */
export interface Lawbook {
  /** @returns slots to fill anew, or undefined when a rule does not take the change */
  amend(choices: Choices, change: Change): Partial<Choices> | undefined;
  /** Rules of a changed protocol over copies of their memory, to be asked what they would do. */
  trial(world: object, change: Partial<Choices>): Slots;
  /** The rules in force over one copy of their memory, to be asked time and again: `reset` makes it what the run's is. */
  rehearsal(world: object): { readonly rules: Slots; reset(): void };
  /** Changes of one number each, as the plan says. */
  candidates(choices: Choices, plan: InterestPlan): readonly Change[];
}
