/**
 * Rules that make no sense in some scenarios, in one table: what each needs of the rest of the file.
 *
 * A need is about sense, not about outcome: a rule that would run and decide nothing, or shut everybody out for ever,
 * is refused with the reason and the remedy.
 */
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

interface Need {
  /** "" when the scenario has it, else what is wrong, for the message. */
  readonly lacks: (scenario: Needy, chosen: Chosen) => string;
  readonly remedy: string;
  /** Rules that have the need, as slot/id. */
  readonly of: readonly string[];
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

const needs: readonly Need[] = [
  {
    lacks: accountsStake,
    remedy: "give stake.total, and stake.accountsFraction above 0",
    of: ["admission/stake-per-card", "power/time-locked"],
  },
  {
    lacks: stakeToCount,
    remedy: "give stake.total",
    of: [
      "power/by-stake",
      "power/capped",
      "power/quadratic",
      "reward/proportional-to-stake",
      "reward/stake-with-equal-part",
      "reward/owner-work-stake",
      "reward/elected-by-stake",
      "reward/saturated-by-pledge",
      "reward/clipped-consensus",
      "reward/liquid-bonds",
      "reward/commit-reveal-reports",
      "reward/capped-stake-reports",
      "reward/stake-weighted-mean",
    ],
  },
  {
    lacks: delegators,
    remedy: "give stake.total and stake.delegators",
    of: [
      "delegation/free",
      "delegation/fee-escalation",
      "delegation/self-stake-ratio",
      "delegation/pledge-leverage",
      "delegation/minimum-margin",
      "delegation/saturation-avoiding",
      "delegation/default-target",
    ],
  },
  {
    lacks: supply,
    remedy: "give stake.total or stake.liquidPerAccount",
    of: ["emission/bonding-controller", "emission/bonding-controller-bounded"],
  },
  {
    lacks: tokenPrice,
    remedy: "give stake.tokenPrice above 0",
    of: ["fees/credit-burn-mint", "asks/cost-plus"],
  },
  {
    lacks: bond,
    remedy: "give verification.bond above 0, or a collateral rule such as slash-per-fault",
    of: ["verification/challenged-when-it-pays"],
  },
  {
    lacks: money,
    remedy: "give stake.liquidPerAccount, or an emission above 0",
    of: [
      "collateral/slash-per-fault",
      "collateral/reward-linked-pledge",
      "collateral/correlated-slash",
      "collateral/deposit-backed-part",
    ],
  },
];

/** Rules that the table names, as slot/id; a test holds them against the registry. */
export const needyRules: readonly string[] = needs.flatMap(({ of }) => of);

export function needsMet(scenario: Needy): Misfit[] {
  return needs.flatMap(({ lacks, remedy, of }) => {
    return of.flatMap((name) => {
      const [slot, id] = name.split("/") as [keyof Needy, string];
      const chosen = scenario[slot] as Chosen | undefined;
      const reason = chosen?.rule === id ? lacks(scenario, chosen) : "";
      return reason === "" ? [] : [{ path: [slot, "rule"], message: `${id}, but ${reason} — ${remedy}` }];
    });
  });
}
