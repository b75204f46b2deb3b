/** One machine, had its operator behaved otherwise in the epoch past: what it would have served, proven and drawn. */
import { pow } from "../engine/pow.ts";
import { lawAt, lawUnder, throughputOf } from "./cheap-work.ts";
import { factorsFor } from "./law-memo.ts";
import type { Outlook } from "./market-outlook.ts";
import type { Dials } from "./operator-roles.ts";
import { rejectionOf } from "./rejection.ts";
import { runningCost } from "./running-cost.ts";
import type { Strategies } from "./strategies.ts";
import type { World } from "./world.ts";

export interface Machine {
  /** Tokens for clients that it would draw if its market had no limit, and tokens for itself. */
  readonly work: number;
  readonly washed: number;
  readonly uptime: number;
  /** [token/s] */
  readonly capacity: number;
  /** Factors on proof and ask. */
  readonly claim: number;
  readonly ask: number;
  /** Power, and the rent of what it claims. [USD/epoch] */
  readonly usd: number;
}

export interface Supposition {
  readonly dials: Dials;
  readonly isOff: boolean;
}

const microsPerHour = 3.6e9;

export function machineAs(
  world: World,
  strategies: Strategies,
  outlook: Outlook,
  host: number,
  { dials, isOff }: Supposition,
): Machine {
  const { columns } = world.nodes;
  const mine = strategies.nodes.columns;
  const m = columns.market[host];
  const hours = world.settings.epochLength / microsPerHour;
  const capacity = columns.capacity[host] * speedup(world, strategies, outlook, host, dials);
  const natural = columns.upMean[host] / (columns.upMean[host] + columns.downMean[host]);
  const wasOff = mine.isIdle[host] === 1;
  const uptime = isOff ? 0 : wasOff ? natural : columns.uptime[host];
  const reading = checkLoad(world, outlook, host);
  const now = strategies.conducts.columns;
  const owner = columns.operator[host];
  const effective = capacity / (1 + reading * (1 - dials.unchecked));
  const before = columns.capacity[host] / (1 + reading * (1 - now.unchecked[owner]));
  const drawn = wasOff
    ? (outlook.work[m] * before * natural) / Math.max(1e-300, outlook.capacity[m])
    : columns.work[host] / (1 + washedBefore(world, strategies, host));
  const ask = dials.ask / now.ask[owner];
  const work = isOff
    ? 0
    : drawn * pow(effective / before, outlook.sizeResponse) * pow(ask, -strategies.settings.askResponse);
  const perOutput = (outlook.prompt + outlook.answer) / outlook.answer;
  const whole = effective * uptime * hours * 3600 * perOutput;
  const load = whole > 0 ? Math.min(1, (work / whole) * (1 + reading * (1 - dials.unchecked))) : 0;
  const washed = dials.washed * Math.max(0, 1 - load) * whole;
  const used = load + dials.washed * Math.max(0, 1 - load);
  const claim = dials.claimed / mine.claimed[host];
  const rent = (dials.claimed - 1) * columns.cards[host] * dials.claimUsd * proofHours(world, hours);
  const power = uptime * hours * runningCost(world, host, strategies.settings.idlePower, used);
  return { work, washed, uptime, capacity, claim, ask, usd: power + rent };
}

/** Share of this machine's checks that would reject. */
export function behaviourAt(
  world: World,
  strategies: Strategies,
  { validators }: Outlook,
  host: number,
  dials: Dials,
): number {
  return rejectionOf(world, strategies, host, dials, validators);
}

/** Throughput under these dials over that under what it does now. */
function speedup(
  world: World,
  { nodes: mine, laws }: Strategies,
  { prompt, answer }: Outlook,
  host: number,
  dials: Dials,
): number {
  const before = { behaviour: mine.columns.behaviour[host], share: mine.columns.substitution[host] };
  if (before.behaviour === dials.behaviour && before.share === dials.substitution) return 1;
  const { columns } = world.nodes;
  const mean = { prompt, answer };
  const old = factorsFor(laws, world, host, before, mean);
  const now = factorsFor(laws, world, host, { behaviour: dials.behaviour, share: dials.substitution }, mean);
  const batch = Math.min(columns.places[host], columns.batchMax[host]);
  const law = lawAt(columns, host);
  return throughputOf(lawUnder(law, old, now), batch, mean) / throughputOf(law, batch, mean);
}

/**
 * Time that reading checks takes over that of serving: a prefill of prompt and answer for each request checked, which all machines of the
 * market share evenly.
 */
function checkLoad(world: World, outlook: Outlook, host: number): number {
  const { verification } = world.rules;
  const { columns } = world.nodes;
  const fraction =
    verification.checkFraction(world.view, host) * (verification.checkers ?? 1) * (verification.effort ?? 1);
  if (!(fraction > 0)) return 0;
  const prefill = (outlook.prompt + outlook.answer) * columns.prefillPerToken[host];
  const whole = (outlook.answer / columns.capacity[host]) * 1e6;
  return (fraction * prefill) / whole;
}

/** Tokens that it bought from itself over those of clients. */
function washedBefore({ nodes, markets }: World, { conducts, nodes: mine }: Strategies, host: number): number {
  const owner = nodes.columns.operator[host];
  if (!(conducts.columns.washed[owner] > 0) || mine.columns.isIdle[host] === 1) return 0;
  const price = markets.columns.price[nodes.columns.market[host]];
  const tokens = conducts.columns.washedTokens[owner];
  const own = conducts.columns.ownTokens[owner];
  return price > 0 && own > tokens ? tokens / (own - tokens) : 0;
}

/** Hours of an epoch in which proofs are made when announced. [h] Proofs are once an epoch. */
function proofHours(world: World, hours: number): number {
  return Math.min(hours, world.strategies?.settings.proofHours ?? 0);
}
