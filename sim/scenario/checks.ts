/** What no field can say alone: how the values of a scenario must fit together. */
import { proposalsFit, type Voted } from "./changes.ts";
import { entrantsFit, type WithChips } from "./chip-checks.ts";
import { type ClientParts, clientsFit, tokenPriceFits } from "./client-checks.ts";
import { ownCardsFit, type WithCards } from "./own-card-checks.ts";
import { type Needy, needsMet } from "./rule-needs.ts";
import { strategiesFit } from "./strategy-checks.ts";
import { switchingFits } from "./switching.ts";
import { showNumber } from "./units.ts";

export interface Misfit {
  /** The key that is easiest to put right. */
  readonly path: (string | number)[];
  readonly message: string;
}

type Shares = Readonly<Partial<Record<string, number>>>;

/** Parts that the checks read; a part that is itself in error is left out, and the checks that need it with it. */
export interface Checkable extends Pick<Voted, "proposals">, Omit<Needy, "emission" | "verification"> {
  readonly horizon?: number;
  readonly warmup?: number;
  readonly epochLength?: number;
  readonly network?: {
    readonly nodes: number;
    readonly operators: number;
    readonly classes?: Shares | undefined;
    readonly jurisdictions?: Shares | undefined;
    readonly models?: Shares | undefined;
    readonly switching?: object | undefined;
    readonly hosts: readonly { readonly stake?: number | undefined; readonly model?: string }[];
  };
  readonly demand?: { readonly rate: number; readonly trace?: string | undefined };
  readonly emission?: { readonly rule: string; readonly perEpoch?: number; readonly initial?: number };
  readonly windows?:
    | number
    | { readonly perEpoch: number; readonly length: number; readonly warmup: number; readonly firstWarmup: number };
  readonly behaviours?: { readonly shares: Readonly<Partial<Record<string, number>>> };
  readonly kernel?: { readonly share: number; readonly assumed: boolean };
  readonly verification?: { readonly rule: string };
  readonly outages?: { readonly scripted: readonly { readonly at: number }[] };
  readonly economy?:
    | { readonly states?: { readonly acts: readonly { readonly at: number; readonly kind: string }[] } | undefined }
    | undefined;
}

export function crossChecks(scenario: Checkable): Misfit[] {
  return [
    warmupFits,
    timeFits,
    moneyFits,
    networkIsNamed,
    listedStakeFits,
    operatorsFit,
    traceFits,
    windowsFit,
    outagesFit,
    actsFit,
    behavioursFit,
    kernelFits,
    (parts: Checkable) => strategiesFit(parts as Parameters<typeof strategiesFit>[0]),
    needsMet,
    switchingFits,
    (parts: Checkable) => ownCardsFit(parts as WithCards),
    (parts: Checkable) => proposalsFit(parts as Voted),
    (parts: Checkable) => clientsFit(parts as ClientParts),
    (parts: Checkable) => entrantsFit(parts as WithChips),
    (parts: Checkable) => tokenPriceFits(parts as ClientParts),
  ].flatMap((check) => check(scenario));
}

function warmupFits({ horizon, warmup }: Checkable): Misfit[] {
  if (horizon === undefined || warmup === undefined || warmup < horizon) return [];
  const message = `a warm-up of ${warmup} epoch leaves nothing of a horizon of ${horizon} epoch`;
  return [{ path: ["warmup"], message: `${message} — shorten it, or lengthen the horizon` }];
}

/** The clock counts whole microseconds in a double. */
const microsMost = Number.MAX_SAFE_INTEGER;
const microsPerSecond = 1e6;

function timeFits({ horizon, epochLength }: Checkable): Misfit[] {
  if (horizon === undefined || epochLength === undefined) return [];
  if (horizon * epochLength * microsPerSecond <= microsMost) return [];
  const most = Math.floor(microsMost / microsPerSecond / epochLength);
  const message = `${showNumber(horizon)} epoch are longer than the 285 years that a run can count in µs`;
  return [{ path: ["horizon"], message: `${message} — have at most ${showNumber(most)}, or shorter epochs` }];
}

/** Balances are 64-bit whole numbers of base units. */
const moneyMost = 9.2e18;
const baseUnitsPerToken = 1e9;

function moneyFits({ horizon, emission }: Checkable): Misfit[] {
  if (horizon === undefined || emission?.rule !== "flat" || emission.perEpoch === undefined) return [];
  if (emission.perEpoch * baseUnitsPerToken * horizon <= moneyMost) return [];
  const whole = `${showNumber(emission.perEpoch)} GNK in each of ${showNumber(horizon)} epochs`;
  const message = `${whole} are more than the 9.2e18 base units that an account can hold`;
  return [{ path: ["emission", "perEpoch"], message: `${message} — make less an epoch, or shorten the horizon` }];
}

function traceFits({ demand }: Checkable): Misfit[] {
  if (demand === undefined || demand.trace === undefined || demand.rate > 0) return [];
  const message = "a rate of 0 leaves nothing of the trace that demand.trace names";
  return [{ path: ["demand", "rate"], message: `${message} — give a rate above 0, or remove the trace` }];
}

/** What drawing hosts needs. */
export const neededToDraw = ["nodes", "operators", "classes", "jurisdictions", "models"] as const;

/**
 * Keys of `network` that are missing: all that drawing hosts needs, unless hosts are listed and none are to be drawn.
 *
 * @param network  as written or as parsed, so that a fault elsewhere does not hide what is missing
 */
export function missingOfNetwork(network: Readonly<Record<string, unknown>>): string[] {
  const isGiven = (key: string) => network[key] !== undefined && network[key] !== 0;
  if (Array.isArray(network.hosts) && network.hosts.length > 0 && !isGiven("nodes")) return [];
  return neededToDraw.filter((key) => !isGiven(key));
}

function networkIsNamed({ network }: Checkable): Misfit[] {
  if (network === undefined) return [];
  const message = "is missing — give it, or list every host in network.hosts";
  return missingOfNetwork({ ...network }).map((key) => ({ path: ["network", key], message }));
}

/** A sum of decimals may miss the total by rounding. [GNK] */
const sumSlack = 1e-6;

/** What hosts list and what the section `stake` says of it. */
function listedStakeFits({ network, stake }: Checkable): Misfit[] {
  if (network === undefined || stake === undefined) return [];
  const stakes = network.hosts.flatMap((host) => host.stake ?? []);
  const misfit = (key: string, message: string): Misfit[] => [{ path: ["stake", key], message }];
  if (stake.spread !== "as-listed") {
    if (stakes.length === 0) return [];
    return misfit("spread", `${stake.spread}, but hosts list stake — write "spread: as-listed", or remove their stake`);
  }
  if (stakes.length === 0)
    return misfit("spread", "as-listed, but no host lists stake — give hosts some, or spread it");
  if (stake.accountsFraction !== 1) {
    return misfit("accountsFraction", "says nothing beside listed stake — remove it; delegators hold the rest");
  }
  const listed = stakes.reduce((sum, tokens) => sum + tokens, 0);
  if (stake.total < listed - sumSlack) {
    const message = `is below the ${showNumber(listed)} GNK that hosts list`;
    return misfit("total", `${message} — give what all hold together`);
  }
  if (stake.delegators > 0 || stake.total <= listed + sumSlack) return [];
  const message = `${showNumber(stake.total)} GNK, but hosts list ${showNumber(listed)} and there are no delegators`;
  return misfit("total", `${message} — give their sum, or delegators who hold the rest`);
}

function operatorsFit({ network }: Checkable): Misfit[] {
  if (network === undefined || network.nodes === 0 || network.operators === 0) return [];
  const classes = Object.values(network.classes ?? {}).filter((share) => (share ?? 0) > 0).length;
  if (network.operators < classes) {
    const message = `${showNumber(network.operators)} operators for ${classes} classes of host`;
    const remedy = `each class needs one: have at least ${classes}, or fewer classes`;
    return [{ path: ["network", "operators"], message: `${message} — ${remedy}` }];
  }
  if (network.operators <= network.nodes) return [];
  const [operators, nodes] = [showNumber(network.operators), showNumber(network.nodes)];
  const message = `${operators} operators cannot share ${nodes} nodes`;
  return [
    { path: ["network", "operators"], message: `${message} — each owns at least one: have fewer, or more nodes` },
  ];
}

function windowsFit({ windows, epochLength }: Checkable): Misfit[] {
  if (windows === undefined || epochLength === undefined || typeof windows === "number") return [];
  const { perEpoch, length, warmup, firstWarmup } = windows;
  const slot = epochLength / perEpoch;
  const misfit = (need: number, what: string): Misfit[] => {
    const room = `${perEpoch} in an epoch leave ${showNumber(slot)} s for each`;
    const remedy = 'have fewer or shorter ones, or write "windows: 1"';
    return [{ path: ["windows"], message: `${what} takes ${showNumber(need)} s, but ${room} — ${remedy}` }];
  };
  if (length + warmup > slot) return misfit(length + warmup, "a window with its warm-up");
  if (length + firstWarmup > slot) return misfit(length + firstWarmup, "the first window with its firstWarmup");
  return [];
}

function outagesFit({ outages, horizon }: Checkable): Misfit[] {
  if (outages === undefined || horizon === undefined) return [];
  return outages.scripted.flatMap(({ at }, index) => {
    const message = `an outage at ${showNumber(at)} epoch starts after the run's end at ${horizon} epoch`;
    const remedy = "start it sooner, or lengthen the horizon";
    return at < horizon ? [] : [{ path: ["outages", "scripted", index, "at"], message: `${message} — ${remedy}` }];
  });
}

function actsFit({ economy, horizon }: Checkable): Misfit[] {
  if (horizon === undefined) return [];
  return (economy?.states?.acts ?? []).flatMap(({ at, kind }, index) => {
    const message = `the ${kind} at ${showNumber(at)} epoch begins after the run's end at ${horizon} epoch`;
    const path = ["economy", "states", "acts", index, "at"];
    return at < horizon ? [] : [{ path, message: `${message} — let it begin sooner, or lengthen the horizon` }];
  });
}

function behavioursFit({ behaviours }: Checkable): Misfit[] {
  const total = Object.values(behaviours?.shares ?? {}).reduce((sum: number, share) => sum + (share ?? 0), 0);
  if (total <= 1) return [];
  const message = `shares of ${showNumber(total * 100)} % in all leave less than nobody honest`;
  return [{ path: ["behaviours", "shares"], message: `${message} — bring their sum to 100 % or below` }];
}

function kernelFits({ kernel, verification }: Checkable): Misfit[] {
  if (kernel === undefined || !(kernel.share > 0)) return [];
  const misfit = (message: string): Misfit[] => [{ path: ["kernel", "share"], message }];
  if (kernel.assumed)
    return misfit("checks that are assumed cannot be executed — set the share to 0, or assumed to false");
  if (verification?.rule === "none") {
    return misfit(
      'nothing is checked under "verification: { rule: none }" — choose a rule that checks, or set the share to 0',
    );
  }
  return [];
}
