/**
 * What each account and delegator would get from this epoch's columns under other rules: admission, weight, collateral, standing,
 * fees, reward and the delegators' part are asked again, in the order of the epoch, over copies of the columns.
 *
 *   payoffᵢ = fees kept, at the next price + own part of the reward − charge of admission − what is slashed
 *
 * An account without a place that would ask for one pays for it over the time for which the choice is made. Nothing else that takes
 * longer is foreseen: machines, demand and delegations stay as they are, and a locked payment counts like a free
 * one. Two payoffs are compared only with each other, both from the same columns; the run's own rules and books are not touched.
 */
import { copyTable, type Table } from "../engine/columns.ts";
import { sharedWithDelegators } from "./delegated.ts";
import { depositLost } from "./deposits.ts";
import { drawsOf } from "./draws.ts";
import type { Draw, Slots } from "./slots.ts";
import { type AccountSpec, AccountStatus } from "./tables/accounts.ts";
import type { DelegatorSpec } from "./tables/delegators.ts";
import type { EpochView } from "./view.ts";
import type { World } from "./world.ts";

type Draws = (slot: keyof Slots) => Draw;

/** By row. [base unit/epoch] */
export interface Payoffs {
  readonly accounts: Float64Array;
  readonly delegators: Float64Array;
}

/**
 * @param rules  over memory of their own, which they may write
 * @param entry  of accounts that would ask for a place
 */
export function payoffsUnder(world: World, rules: Slots, entry?: Entry): Payoffs {
  const accounts = copyTable(world.accounts);
  const delegators = copyTable(world.delegators);
  const see = { ...world.view, accounts: accounts.columns, delegators: delegators.columns };
  const asked = Array.from({ length: accounts.count }, (_, a) => a);
  // Machine by machine, those of all accounts.
  const fees: FeesPaid = {
    addFees(paid, dearer, kept) {
      const { account, market, fees } = world.nodes.columns;
      for (let host = 0; host < world.nodes.count; host++)
        paid[account[host]] += fees[host] * dearer[market[host]] * kept;
    },
  };
  const draws = (slot: keyof Slots) => drawsOf(world, slot);
  const prices = world.markets.columns.price;
  return payoffsOver({ see, accounts, delegators, prices, fees, asked, ...(entry && { entry }) }, rules, draws);
}

export interface FeesPaid {
  /** Adds to accounts `to` what each keeps of its fees: `kept` of them, at prices so many times those of its markets. */
  addFees(paid: Float64Array, dearer: Float64Array, kept: number, to: readonly number[]): void;
}

/** Columns that rules may look at, of which accounts and delegators are written over. */
export interface Trial {
  readonly see: EpochView;
  readonly accounts: Table<AccountSpec>;
  readonly delegators: Table<DelegatorSpec>;
  /** By market. [base unit/token] */
  readonly prices: ArrayLike<number>;
  readonly fees: FeesPaid;
  /** Accounts whose payoffs are asked for, each once; those of the others mean nothing. */
  readonly asked: readonly number[];
  /** Absent: who has no place gets none. */
  readonly entry?: Entry;
  /** Absent: made. What is returned lies in it. */
  readonly room?: PayoffRoom;
}

/** Columns by account to work in, whatever they hold. */
export interface PayoffRoom {
  readonly paid: Float64Array;
  readonly charge: Float64Array;
  readonly isAsked: Uint8Array;
}

export function createPayoffRoom(accounts: number): PayoffRoom {
  return { paid: new Float64Array(accounts), charge: new Float64Array(accounts), isAsked: new Uint8Array(accounts) };
}

/** Accounts that would ask for a place if they have none. */
export interface Entry {
  readonly accounts: readonly number[];
  /** What each holds to pay for it with. [base unit] */
  holds(account: number): number;
  /** Over which what a place costs is spread. */
  readonly epochs: number;
}

/** As `payoffsUnder`, over tables that the caller gives away. */
export function payoffsOver(
  { see, accounts, delegators, prices, fees, asked, entry, room = createPayoffRoom(accounts.count) }: Trial,
  rules: Slots,
  draws: Draws,
): Payoffs {
  const { paid } = room;
  paid.fill(0);
  limitDelegations(see, rules, accounts.columns.delegated, delegators.columns.account);
  admit(see, rules, room, asked, entry);
  judge(see, rules, room, asked, draws);
  // Fees of the requests of this epoch at the price that the rule would ask in the next.
  const dearer = new Float64Array(see.marketCount);
  for (let m = 0; m < see.marketCount; m++) dearer[m] = rules.price.next(see, m) / prices[m];
  const { hostFraction, mintedFraction } = rules.fees.split(see);
  fees.addFees(paid, dearer, hostFraction + mintedFraction, asked);
  const emission = rules.emission.perEpoch(see.epoch, see);
  const { reward } = accounts.columns;
  rules.reward.allocate(see, emission, reward, draws("reward"));
  const toDelegators = new Float64Array(delegators.count);
  const shared = delegators.count > 0 ? sharedWithDelegators(see, rules.delegation) : reward;
  for (let d = 0; d < delegators.count; d++) {
    const a = delegators.columns.account[d];
    if (a < 0 || accounts.columns.delegated[a] === 0) continue;
    toDelegators[d] = (shared[a] * delegators.columns.stake[d]) / accounts.columns.delegated[a];
    reward[a] -= toDelegators[d];
  }
  for (const a of asked) paid[a] += reward[a];
  return { accounts: paid, delegators: toDelegators };
}

/** Columns of the copy that are written here; the view has them without a pen. */
type Pen = { readonly [K in "weight" | "rewardWeight" | "confirmed" | "reputation"]: Float64Array } & {
  readonly [K in "isAdmitted" | "status"]: Uint8Array;
};

/** Delegations that a limit would turn away back nobody. */
function limitDelegations(see: EpochView, rules: Slots, delegated: Float64Array, account: Int32Array): void {
  delegated.fill(0, 0, see.accountCount);
  for (let d = 0; d < see.delegatorCount; d++) {
    const a = account[d];
    if (a < 0) continue;
    if (delegated[a] + see.delegators.stake[d] > rules.delegation.limit(see, a)) account[d] = -1;
    else delegated[a] += see.delegators.stake[d];
  }
}

/** Who is in, with those who would ask for a place, and what it costs them. */
function admit(
  see: EpochView,
  { admission }: Slots,
  { paid, charge }: PayoffRoom,
  asked: readonly number[],
  entry: Entry | undefined,
): void {
  const { isAdmitted } = see.accounts as unknown as Pen;
  charge.fill(0);
  admission.admit(see, isAdmitted, charge);
  const asking = entry?.accounts.filter((a) => isAdmitted[a] !== 1 && see.accounts.liveNodes[a] > 0) ?? [];
  if (entry !== undefined && asking.length > 0) {
    admission.apply?.(see, asking, isAdmitted, charge);
    for (const a of asking) {
      // As in the books: the place is lost again, and so is that of whoever made room.
      if (charge[a] > entry.holds(a)) isAdmitted[a] = 0;
      charge[a] /= entry.epochs;
    }
  }
  for (const a of asked) if (isAdmitted[a] === 1) paid[a] -= charge[a];
}

function judge(
  see: EpochView,
  rules: Slots,
  { paid, isAsked }: PayoffRoom,
  asked: readonly number[],
  draws: Draws,
): void {
  const { isAdmitted, weight, rewardWeight, confirmed, status, reputation } = see.accounts as unknown as Pen;
  confirmed.fill(1, 0, see.accountCount);
  rules.weight.assign(see, weight, draws("weight"));
  for (let a = 0; a < see.accountCount; a++) weight[a] = rules.collateral.counted(see, a);
  rules.weight.limit?.(see, weight);
  rules.weight.confirm?.(see, confirmed, draws("weight"));
  rewardWeight.set(weight.subarray(0, see.accountCount));
  rules.weight.reward?.(see, rewardWeight);
  rules.standing.judge(see, status, reputation);
  isAsked.fill(0);
  for (const a of asked) isAsked[a] = 1;
  for (let a = 0; a < see.accountCount; a++) {
    if (isAdmitted[a] !== 1) status[a] = AccountStatus.inactive;
    if (isAsked[a] === 1) paid[a] -= see.accounts.collateral[a] * depositLost(rules, see, a);
  }
}
