/** From the units of scenario files to those of the core. */
import { exp, log } from "./engine/math.ts";
import type { Burst, LanguageModel } from "./model/catalogue/facts.ts";
import { cardIds } from "./model/catalogue/ids.ts";
import { jurisdictions } from "./model/catalogue/jurisdictions.ts";
import { languageModels } from "./model/catalogue/language-models.ts";
import { nodeClasses } from "./model/catalogue/node-classes.ts";
import { workloads } from "./model/catalogue/workloads.ts";
import type { StakePlan } from "./model/genesis.ts";
import { tabulate } from "./model/lengths.ts";
import { type ListedHost, listedStakes } from "./model/listed-hosts.ts";
import type { VotingPlan } from "./model/proposals.ts";
import type { LengthMix } from "./model/roofline.ts";
import type { Settings, WindowPlan } from "./model/world.ts";
import { choicesOf } from "./protocol.ts";
import { plainChange } from "./scenario/changes.ts";
import type { Scenario } from "./scenario/scenario.ts";

const microsPerSecond = 1e6;
const microsPerHour = 3.6e9;
const secondsPerYear = 31_557_600; // Julian year

export function settingsOf(scenario: Scenario): Settings {
  const { demand, outages, kernel } = scenario;
  const epochLength = Math.floor(scenario.epochLength * microsPerSecond);
  return {
    epochs: scenario.horizon,
    epochLength,
    windows: windowPlan(scenario, epochLength),
    growthPerEpoch: exp((log(1 + demand.growth) * scenario.epochLength) / secondsPerYear),
    elasticity: demand.elasticity,
    patience: demand.patience * microsPerSecond,
    outagesPerYear: outages.perYear,
    outageLength: outages.length * microsPerHour,
    scriptedOutages: outages.scripted.map((outage) => ({
      jurisdiction: jurisdictions.findIndex((one) => one.id === outage.jurisdiction),
      at: Math.floor(outage.at * epochLength),
      length: Math.floor(outage.length * microsPerHour),
    })),
    requestsFraction: scenario.outputs.requestsFraction,
    kernel: {
      share: kernel.share,
      verdictDelay: Math.floor(kernel.verdictDelay * microsPerSecond),
      isAssumed: kernel.assumed,
    },
    voting: votingPlan(scenario),
    tokenVolatility: scenario.stake.tokenVolatility * Math.sqrt(scenario.epochLength / secondsPerYear),
  };
}

const baseUnitsPerToken = 1e9;

/** Scripted changes with plain numbers; each is read as if those before it were in force. */
function votingPlan(scenario: Scenario): VotingPlan {
  let choices = choicesOf(scenario);
  const written = scenario.proposals.map((proposal, index) => ({ ...proposal, index }));
  const scripted = written
    .sort((a, b) => a.at - b.at || a.index - b.index)
    .map(({ at, change, expedited, by }) => {
      const plain = plainChange(choices, change);
      choices = plain.after as typeof choices;
      return { at, change: plain.change, isExpedited: expedited, by: by ?? -1 };
    });
  return { scripted, ...scenario.voting, cost: scenario.voting.cost * baseUnitsPerToken };
}

export function stakePlanOf({ stake, network }: Scenario): StakePlan {
  const hosts = network.hosts.map(({ account, stake: tokens }) => ({ account, stake: baseUnits(tokens) }));
  return {
    total: Math.floor(stake.total * baseUnitsPerToken),
    accountsFraction: stake.accountsFraction,
    spread: stake.spread,
    listed: stake.spread === "as-listed" ? listedStakes(hosts) : [],
    exponent: stake.exponent,
    liquidPerAccount: Math.floor(stake.liquidPerAccount * baseUnitsPerToken),
  };
}

/** Tokens that a host lists, to the nearest base unit. */
function baseUnits(tokens = 0): number {
  return Math.round(tokens * baseUnitsPerToken);
}

function windowPlan({ windows }: Scenario, epochLength: number): WindowPlan {
  if (windows === 0) return { count: 0, length: 0, warmup: 0, firstWarmup: 0, isWhole: false };
  if (windows === 1) return { count: 1, length: epochLength, warmup: 0, firstWarmup: 0, isWhole: true };
  return {
    count: windows.perEpoch,
    length: Math.floor(windows.length * microsPerSecond),
    warmup: Math.floor(windows.warmup * microsPerSecond),
    firstWarmup: Math.floor(windows.firstWarmup * microsPerSecond),
    isWhole: false,
  };
}

/** What demand is made of; arrays by workload, jurisdiction or market in catalogue order. */
export interface Demand {
  readonly models: readonly LanguageModel[];
  readonly modelWeights: readonly number[];
  /** Share of requests by market, when the scenario says it. */
  readonly marketShares: number[] | undefined;
  readonly jurisdictions: readonly number[];
  readonly workloads: readonly number[];
  readonly meanPrompt: readonly number[];
  readonly meanOutput: readonly number[];
  /** Of all requests together. */
  readonly lengths: LengthMix;
  readonly bursts: readonly Burst[];
}

export function demandOf(scenario: Scenario): Demand {
  const { models = {}, hosts } = scenario.network;
  const served = new Set<string>(hosts.map((host) => host.model));
  const asked = languageModels.filter((model) => (models[model.id] ?? 0) > 0 || served.has(model.id));
  const shares = normalised(workloads, scenario.demand.workloads);
  return {
    models: asked,
    modelWeights: asked.map((model) => models[model.id] ?? 0),
    marketShares: undefined,
    jurisdictions: jurisdictions.map((one) => one.demandShare),
    workloads: shares,
    meanPrompt: workloads.map((workload) => meanOf(tabulate(workload.prompt))),
    meanOutput: workloads.map((workload) => meanOf(tabulate(workload.output))),
    lengths: mixOf(shares),
    bursts: workloads.map((workload) => scaledBurst(workload.burst, scenario.demand.burstiness)),
  };
}

/** Hosts that the scenario lists, by index and row. */
export function listedHosts({ network }: Scenario, { models }: Demand): ListedHost[] {
  return network.hosts.map((host) => ({
    account: host.account,
    operator: host.operator ?? host.account,
    jurisdiction: jurisdictions.findIndex((one) => one.id === host.jurisdiction),
    class: nodeClasses.findIndex((one) => one.id === host.class),
    market: models.findIndex((model) => model.id === host.model),
    proof: network.proofFrom === "published" ? host.proof : undefined,
    stake: baseUnits(host.stake),
    heldFraction: host.heldFraction,
    availability: host.availability,
    machines: host.machines.map(({ hardware: card, cards, count }) => ({
      hardware: cardIds.indexOf(card),
      cards,
      count,
    })),
  }));
}

/** Weights of a catalogue's rows by their id, scaled to sum to 1; a row that is not named gets 0. */
export function normalised(
  catalogue: readonly { readonly id: string }[],
  weights: Readonly<Partial<Record<string, number>>>,
): number[] {
  const found = catalogue.map((row) => weights[row.id] ?? 0);
  const sum = found.reduce((total, weight) => total + weight, 0);
  if (!(sum > 0))
    throw new RangeError(`weights sum to ${sum} — give at least one of ${catalogue.map((row) => row.id).join(", ")}`);
  return found.map((weight) => weight / sum);
}

/** Lengths of the requests of all workloads together. Within a workload the two lengths are taken as independent. */
function mixOf(shares: readonly number[]): LengthMix {
  let [promptMean, outputMean, promptOutput, outputSquare] = [0, 0, 0, 0];
  workloads.forEach(({ prompt, output }, w) => {
    const p = meanOf(tabulate(prompt));
    const table = tabulate(output);
    const o = meanOf(table);
    promptMean += shares[w] * p;
    outputMean += shares[w] * o;
    promptOutput += shares[w] * p * o;
    outputSquare += shares[w] * meanOf(table.map((length) => length * length));
  });
  return {
    promptMean,
    outputMean,
    heldMean: (promptOutput + outputSquare) / outputMean,
    contextMean: (promptOutput + outputSquare / 2) / outputMean,
  };
}

/** The mean of a law from its quantiles, by the trapezoid rule. [token] */
function meanOf(table: Float64Array): number {
  let sum = 0;
  for (let i = 0; i + 1 < table.length; i++) sum += (table[i] + table[i + 1]) / 2;
  return sum / (table.length - 1);
}

/**
 * The variance of a two-state rate is f·(1 − f)·(burst − calm)², so a factor on it is its square root on both distances from the mean.
 * A calm state cannot fall below 0: then all requests come in bursts.
 */
function scaledBurst(burst: Burst, factor: number): Burst {
  const distance = Math.sqrt(factor);
  const calmRate = 1 - distance * (1 - burst.calmRate);
  if (calmRate >= 0) return { ...burst, calmRate, burstRate: 1 + distance * (burst.burstRate - 1) };
  return { ...burst, calmRate: 0, burstRate: 1 / burst.burstFraction };
}
