/**
 * What the model asks of an operator: what it does beside what it is paid for, and how it comes to change its mind. Strategies in
 * `sim/agents/operator` and `sim/agents/revision` answer; they change nothing themselves.
 */

/** All that a strategy may turn, with what an honest operator leaves it at. */
export const honestDials = {
  /** Index in the catalogue of behaviours, and the share of its requests that it treats so, 0…1. */
  behaviour: 0,
  substitution: 0,
  /** Share of the checks that it is given which it signs without reading, 0…1. */
  unchecked: 0,
  /** Share of others' honest answers that it rejects when it checks them, 0…1. */
  accused: 0,
  /** What it shows at the announced proof over what it has, ≥ 1, and what each card beyond costs it for an hour. [USD] */
  claimed: 1,
  claimUsd: 0,
  /** Share of its machines that it switches off, 0…1. */
  idle: 0,
  /** Accounts over which it spreads its machines, ≥ 1. */
  accounts: 1,
  /** Share of its unused capacity on which it buys from itself, 0…1. */
  washed: 0,
  /** Factor on what it asks for a token, > 0. */
  ask: 1,
  /** Part of what it gains by a vote that it pays for others' votes, 0…1. */
  bribe: 0,
  /** Goes to every vote: 1, or weighs the effort as others do: 0. */
  votes: 0,
  /** Customers that it appears as to makers of accelerators, ≥ 1. */
  shells: 1,
  /** As a validator it reports the consensus last published: 1, or what it saw: 0. */
  copies: 0,
  /** As a validator it reports nobody's work but that of its own and its coalition: 1. */
  favours: 0,
  /** What all this costs besides, an epoch; below 0 for what is saved. [USD] */
  costUsd: 0,
} as const;
export type Dial = keyof typeof honestDials;
export type Dials = Readonly<Record<Dial, number>>;
export const dialNames = Object.keys(honestDials) as Dial[];

/** What an operator goes by when it decides what it does in the next epoch: its own affairs and public data. */
export interface OperatorSight {
  /** Of the epoch to come. */
  readonly epoch: number;
  /** Epochs since it took up the strategy. */
  readonly tenure: number;
  /** Its share of the weight, 0…1, and of the votes. */
  readonly weightShare: number;
  readonly powerShare: number;
  /** Nodes that check a challenged request. */
  readonly checkers: number;
}

/** How an operator behaves. */
export interface OperatorRole {
  /** @returns dials that differ from honest ones */
  conduct(see: OperatorSight): Partial<Dials>;
}

/** A case in which an operator looks again at what it does. All arrays by option, in the order of the menu; pay in base units an epoch. */
export interface RevisionSight {
  readonly count: number;
  /** What it does now. */
  readonly current: number;
  /** What each option would have paid in the epoch past; NaN when the rule does not ask for forecasts. */
  readonly forecast: Float64Array;
  /** What it learned of each, a running mean of its own pay; NaN for what it never tried. */
  readonly learned: Float64Array;
  /** Of another operator, drawn evenly: what it does, and its pay and one's own for a unit of capacity. */
  readonly other: { readonly option: number; readonly pay: number; readonly own: number };
  /** Largest of the forecasts' sizes, or of the pays': what differences are measured in. */
  readonly scale: number;
  /** Reviews that it has made before. */
  readonly reviews: number;
}

/** How an operator changes its mind. */
export interface RevisionRole {
  /** Whether options are valued by asking the rules. Absent means no. */
  readonly foresees?: boolean;
  /** Weight of the newest pay in what is learned, 0…1; 0: nothing is learned. */
  readonly learning: number;
  /** @param draw  uniform draws of this review; @returns an option */
  choose(see: RevisionSight, draw: (n: number) => number): number;
}
