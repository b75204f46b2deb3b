/**
 * Rules that make no sense in some scenarios: what each says that it needs of the rest of the file.
 *
 * A need is about sense, not about outcome: a rule that would run and decide nothing, or shut everybody out for ever,
 * is refused with the reason and the remedy.
 */
import type { Need } from "../mechanisms/mechanism.ts";
import { findRule, slots } from "../mechanisms/registry.ts";
import type { Misfit } from "./checks.ts";

/** A rule by name with its parameters. */
interface Chosen {
  readonly rule: string;
  /** What rules of power count: stake, or weight. */
  readonly of?: string;
  /** Of rules by which answers are challenged. [GNK] */
  readonly bond?: number;
}

export interface Needy {
  readonly stake?: {
    readonly total: number;
    readonly accountsFraction: number;
    readonly delegators: number;
    readonly liquidPerAccount: number;
    readonly tokenPrice: number;
    readonly spread: string;
  };
  readonly admission?: Chosen;
  readonly collateral?: Chosen & { readonly deposit?: number };
  readonly emission?: Chosen & { readonly perEpoch?: number; readonly initial?: number };
  readonly power?: Chosen;
  readonly reward?: Chosen;
  readonly delegation?: Chosen;
  readonly fees?: Chosen;
  readonly asks?: Chosen;
  readonly verification?: Chosen;
  readonly governance?: Chosen;
}

interface Condition {
  /** "" when the scenario has it, else what is wrong, for the message. */
  readonly lacks: (scenario: Needy, chosen: Chosen) => string;
  readonly remedy: string;
}

const accountsStake = ({ stake }: Needy) =>
  stake !== undefined && !(stake.total * stake.accountsFraction > 0) ? "no account holds stake" : "";
const stakeToCount = ({ stake }: Needy, { of = "stake" }: Chosen) =>
  stake !== undefined && of === "stake" && !(stake.total > 0) ? "nobody holds stake" : "";
const delegators = ({ stake }: Needy) =>
  stake !== undefined && !(stake.delegators > 0 && stake.total > 0) ? "there is nobody who could delegate" : "";
const supply = ({ stake }: Needy) =>
  stake !== undefined && !(stake.total > 0 || stake.liquidPerAccount > 0)
    ? "there is no money at the start that inflation could be a share of"
    : "";
const tokenPrice = ({ stake }: Needy) =>
  stake !== undefined && !(stake.tokenPrice > 0) ? "the token has no price" : "";
const bond = ({ collateral }: Needy, chosen: Chosen) =>
  collateral !== undefined && collateral.rule === "none" && chosen.bond === 0
    ? "there is no bond that a challenger could win a share of"
    : "";
const money = ({ stake, emission }: Needy) => {
  const isNoneMade = emission?.perEpoch === 0 || emission?.initial === 0;
  return stake !== undefined && isNoneMade && stake.liquidPerAccount === 0
    ? "no account ever has money to deposit"
    : "";
};

const conditions: Readonly<Record<Need, Condition>> = {
  "accounts-stake": { lacks: accountsStake, remedy: "give stake.total, and stake.accountsFraction above 0" },
  stake: { lacks: stakeToCount, remedy: "give stake.total" },
  delegators: { lacks: delegators, remedy: "give stake.total and stake.delegators" },
  supply: { lacks: supply, remedy: "give stake.total or stake.liquidPerAccount" },
  "token-price": { lacks: tokenPrice, remedy: "give stake.tokenPrice above 0" },
  bond: { lacks: bond, remedy: "give verification.bond above 0, or a collateral rule such as slash-per-fault" },
  money: { lacks: money, remedy: "give stake.liquidPerAccount, or an emission above 0" },
};

/** For the test that holds them against the registry. */
export const needNames = Object.keys(conditions);

export function needsMet(scenario: Needy): Misfit[] {
  return slots.flatMap((slot) => {
    const chosen = (scenario as Readonly<Partial<Record<string, Chosen>>>)[slot];
    const needed = chosen && findRule(slot, chosen.rule).needs;
    if (chosen === undefined || needed === undefined) return [];
    const { lacks, remedy } = conditions[needed];
    const reason = lacks(scenario, chosen);
    return reason === "" ? [] : [{ path: [slot, "rule"], message: `${chosen.rule}, but ${reason} — ${remedy}` }];
  });
}
