/** The sections `economy.demand` and `economy.clouds` of a scenario, from their units to those of the core. */
import { createCloudPricing } from "./agents/cloud/registry.ts";
import { createTable, type Table } from "./engine/columns.ts";
import type { Rng } from "./engine/rng.ts";
import { type ClientKind, clientKinds } from "./model/catalogue/client-kinds.ts";
import { cloudFirms } from "./model/catalogue/cloud-firms.ts";
import { hardware } from "./model/catalogue/hardware.ts";
import { jurisdictions } from "./model/catalogue/jurisdictions.ts";
import { rowOf } from "./model/catalogue/rows.ts";
import type { ClientSettings, Clients, Pair } from "./model/clients.ts";
import type { CloudPlan, Clouds } from "./model/clouds.ts";
import { fits, mixedCapacity, servingDefaults } from "./model/roofline.ts";
import { cloudSpec } from "./model/tables/clouds.ts";
import type { SegmentSpec } from "./model/tables/segments.ts";
import type { Scenario } from "./scenario/scenario.ts";
import type { Demand } from "./settings.ts";
import { normalised } from "./settings.ts";

type DemandSide = NonNullable<Scenario["economy"]["demand"]>;
type CloudSide = NonNullable<Scenario["economy"]["clouds"]>;
type Firm = CloudSide["firms"][number];

const secondsPerYear = 31_557_600; // Julian year
const secondsPerHour = 3600;
const places = jurisdictions.length;

/** @param tables  segments filled */
export function clientsOf(
  scenario: Scenario,
  demand: Demand,
  { segments }: { readonly segments: Table<SegmentSpec> },
  rng: Rng,
): Clients | undefined {
  const { demand: side, clouds } = scenario.economy;
  if (side === undefined) return undefined;
  const settings = settingsOf(side, scenario.epochLength);
  const tokensPerHour = Float64Array.from(demand.models, (_, m) => hourOfTokens(demand, m));
  const { pairs, pairOf } = pairsOf(segments, demand, tokensPerHour);
  const firms = clouds?.firms ?? [];
  const options = 1 + firms.length;
  const cells = pairs.length * settings.kinds.length;
  const terms = places * settings.kinds.length * options;
  return {
    settings,
    pairs,
    pairOf,
    tokensPerHour,
    options,
    places,
    clouds: cloudsOf(clouds, scenario.epochLength, rng),
    held: new Float64Array(cells * options),
    reputation: new Float64Array(demand.models.length).fill(1),
    friction: new Float64Array(terms),
    servedFrom: new Int16Array(terms),
    isDark: new Uint8Array(places),
    roundTrip: new Float64Array(places),
    abroad: new Float64Array(places),
    networkPrice: new Float64Array(demand.models.length),
    work: new Float64Array(cells * options),
    factor: new Float64Array(pairs.length),
    worth: new Float64Array(cells),
    budget: 0,
  };
}

function settingsOf(side: DemandSide, epochSeconds: number): ClientSettings {
  const { spending, nesting, reference, use, networkForeign, networkAppeal, start } = side;
  return {
    spending,
    nesting,
    reference,
    use,
    networkForeign,
    networkAppeal,
    start,
    kinds: kindsOf(side),
    memory: side.memory / secondsPerYear,
    yearsPerEpoch: epochSeconds / secondsPerYear,
    rowsEvery: Math.max(1, Math.round(side.rowsEvery / epochSeconds)),
  };
}

/** The catalogue's kinds with what the scenario changes of them; kinds without a share are left out. */
function kindsOf({ shares, kinds }: DemandSide): ClientKind[] {
  const parts = shares === undefined ? clientKinds.map(({ share }) => share) : normalised(clientKinds, shares);
  return clientKinds.flatMap((kind, k) => {
    if (parts[k] === 0) return [];
    const { ceiling, ...change } =
      (kinds as Partial<Record<string, NonNullable<DemandSide["kinds"]["lab"]>>>)[kind.id] ?? {};
    const given = Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined));
    return [{ ...kind, ...given, ceilingMs: ceiling ?? kind.ceilingMs, share: parts[k] as number }];
  });
}

/** Prompt and output tokens that the fewest H100s that hold a model serve in an hour, for each of them. [token/h] */
function hourOfTokens({ models, lengths }: Demand, market: number): number {
  const card = rowOf(hardware, "h100");
  const cards = [1, 2, 4, 8, 16, 32].find((count) =>
    fits({ hardware: card, cards: count, model: models[market], settings: servingDefaults }),
  );
  if (cards === undefined) throw new RangeError(`${models[market].id} does not fit 32 H100`);
  const output = mixedCapacity({ hardware: card, cards, model: models[market], settings: servingDefaults }, lengths);
  return (output * secondsPerHour * (1 + lengths.promptMean / lengths.outputMean)) / cards;
}

/** Clients of one place who want one model, and the work that their requests are. */
function pairsOf(segments: Table<SegmentSpec>, demand: Demand, tokensPerHour: Float64Array) {
  const { jurisdiction, market, workload, rateBase } = segments.columns;
  const pairs: { -readonly [K in keyof Pair]: Pair[K] }[] = [];
  const pairOf = new Uint16Array(segments.count);
  for (let s = 0; s < segments.count; s++) {
    let pair = pairs.findIndex((one) => one.jurisdiction === jurisdiction[s] && one.market === market[s]);
    if (pair < 0) pair = pairs.push({ jurisdiction: jurisdiction[s], market: market[s], work: 0 }) - 1;
    pairOf[s] = pair;
    const tokens = demand.meanPrompt[workload[s]] + demand.meanOutput[workload[s]];
    pairs[pair].work += (rateBase[s] * secondsPerHour * tokens) / tokensPerHour[market[s]];
  }
  return { pairs, pairOf };
}

function cloudsOf(side: CloudSide | undefined, epochSeconds: number, rng: Rng): Clouds {
  const firms = side?.firms ?? [];
  const table = createTable("clouds", cloudSpec, firms.length);
  table.count = firms.length;
  for (const column of Object.values(table.columns)) column.fill(0);
  table.columns.reputation.fill(1);
  const size = firms.length * places;
  const isThere = new Uint8Array(size);
  const capacityIn = new Float64Array(size);
  firms.forEach((firm, f) => {
    regionsOf(firm, side?.homeFraction ?? 1).forEach((part, there) => {
      isThere[f * places + there] = part > 0 ? 1 : 0;
      capacityIn[f * places + there] = part * (firm.capacity ?? 1);
    });
  });
  const plans = firms.map(planOf);
  return {
    settings: cloudSettings(side, plans, epochSeconds),
    firms: table,
    capacityIn,
    wantedIn: new Float64Array(size),
    servedIn: new Float64Array(size).fill(1),
    costIn: new Float64Array(size),
    isThere,
    memory: plans.map(({ pricing }) => new Float64Array(pricing.memory ?? 0)),
    reviews: 0,
    stream: rng.stream("clouds"),
  };
}

function cloudSettings(side: CloudSide | undefined, firms: CloudPlan[], epochSeconds: number): Clouds["settings"] {
  // Without clouds there is nothing to review, and nothing that costs anything.
  const none = { card: 0, cardFall: 0, life: 1, capitalRate: 0, watts: 0, network: 0, staff: 0 };
  if (side === undefined) return { firms, reviewEvery: 1, use: 1, cost: none, lead: 1, growthMost: 0, retired: 0 };
  const { use, cost, lead, growthMost, retired } = side;
  const reviewEvery = Math.max(1, Math.round(side.reviewEvery / epochSeconds));
  return { firms, reviewEvery, use, cost, lead, growthMost, retired };
}

function planOf({ name, pricing, appeal, costRatio, capacity }: Firm): CloudPlan {
  return { name, pricing: createCloudPricing(pricing), appeal, costRatio, isSized: capacity !== undefined };
}

/** Part of capacity by jurisdiction. */
function regionsOf({ name, regions }: Firm, homeFraction: number): number[] {
  if (regions !== undefined) return normalised(jurisdictions, regions);
  const { home, abroad } = rowOf(cloudFirms, name);
  const parts = jurisdictions.map(({ id, demandShare }) => (abroad.includes(id) ? demandShare : 0));
  const all = parts.reduce((sum, part) => sum + part, 0);
  return jurisdictions.map(({ id }, j) => (id === home ? homeFraction : (parts[j] / all) * (1 - homeFraction)));
}
