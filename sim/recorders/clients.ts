/** Rows on clients who choose and on clouds. */
import { lernerIndex } from "../economics/client-choice.ts";
import { pow } from "../engine/pow.ts";
import { hhi } from "../measures/hhi.ts";
import { clientKindIds } from "../model/catalogue/client-kinds.ts";
import { jurisdictions } from "../model/catalogue/jurisdictions.ts";
import { paidAt } from "../model/client-choice.ts";
import { type Clients, cellOf, termsOf } from "../model/clients.ts";
import { phaseIn } from "../model/states.ts";
import { clientSurplus, surplusAt } from "../model/welfare.ts";
import type { World } from "../model/world.ts";
import type { RowBatch } from "../store/sink.ts";
import { rowsFrom } from "./rows.ts";

type Row = Record<string, number | string>;

const tables = ["clouds", "client_places", "client_kinds", "welfare"] as const;
const secondsPerHour = 3600;

/** Tables on clients and clouds when they are due, and at the run's end; empty where clients do not choose. */
export function clientRows(world: World, isLast: boolean): RowBatch[] {
  const { clients, clock } = world;
  if (clients === undefined) return isLast ? tables.map((name) => rowsFrom(name, [])) : [];
  if (!isLast && (clock.epoch + 1) % clients.settings.rowsEvery !== 0) return [];
  const growth = pow(world.settings.growthPerEpoch, clock.epoch);
  const rows: Record<(typeof tables)[number], Row[]> = {
    clouds: cloudRows(clients),
    client_places: placeRows(world, clients, growth),
    client_kinds: kindRows(world, clients, growth),
    welfare: [welfareRow(world, clients, growth)],
  };
  return tables.map((name) =>
    rowsFrom(
      name,
      rows[name].map((row) => ({ epoch: clock.epoch, ...row })),
    ),
  );
}

const noSums = { budget: 0, network: 0, cloud: 0, served: 0, work: 0, paid: 0, delay: 0, domestic: 0 };
type Sums = typeof noSums;

/** Adds a cell to the sums of a group. */
function addCell(world: World, clients: Clients, cell: { pair: number; kind: number; growth: number }, to: Sums): void {
  const { pair, kind, growth } = cell;
  const { settings, pairs, options, held, work, servedFrom, clouds, places } = clients;
  const { jurisdiction: place, market, work: wish } = pairs[pair];
  const budget = wish * settings.kinds[kind].share * growth * settings.reference;
  const row = cellOf(clients, pair, kind) * options;
  const terms = termsOf(clients, place, kind);
  const { served, missed } = world.markets.columns;
  const answered = served[market] + missed[market];
  to.budget += budget;
  for (let o = 0; o < options; o++) {
    if (held[row + o] === 0) continue;
    const there = servedFrom[terms + o];
    const kept = o === 0 ? (answered > 0 ? served[market] / answered : 1) : clouds.servedIn[(o - 1) * places + there];
    const { price } = paidAt(clients, { pair, kind, option: o, list: clouds.firms.columns.price });
    to[o === 0 ? "network" : "cloud"] += budget * held[row + o];
    to.served += budget * held[row + o] * kept;
    to.work += work[row + o];
    to.paid += work[row + o] * price;
    to.delay += work[row + o] * (o === 0 ? clients.roundTrip[place] : world.roundTrip[place * places + there]);
    to.domestic += work[row + o] * (o === 0 ? 1 - clients.abroad[place] : there === place ? 1 : 0);
  }
}

const boughtOf = ({ budget, network, cloud, served, work, paid, delay, domestic }: Sums) => ({
  budget,
  network_share: network / budget,
  cloud_share: cloud / budget,
  without_share: 1 - (network + cloud) / budget,
  served_share: served / budget,
  work,
  price: paid / work,
  round_trip: delay / work,
  domestic_fraction: domestic / work,
});

function placeRows(world: World, clients: Clients, growth: number): Row[] {
  const { pairs, settings } = clients;
  const { schedule, states } = world;
  return jurisdictions.flatMap((_, place): Row[] => {
    const sums = { ...noSums };
    pairs.forEach(({ jurisdiction }, pair) => {
      if (jurisdiction !== place) return;
      for (let kind = 0; kind < settings.kinds.length; kind++) addCell(world, clients, { pair, kind, growth }, sums);
    });
    if (sums.budget === 0) return [];
    const from = schedule.now - world.settings.epochLength;
    const phase = states === undefined ? 0 : phaseIn(states, place, from, schedule.now);
    const surplus = clientSurplus(clients, growth, (pair) => pairs[pair].jurisdiction === place);
    return [{ jurisdiction: place, phase, ...boughtOf(sums), surplus }];
  });
}

function kindRows(world: World, clients: Clients, growth: number): Row[] {
  return clients.settings.kinds.map(({ id }, kind) => {
    const sums = { ...noSums };
    for (let pair = 0; pair < clients.pairs.length; pair++) addCell(world, clients, { pair, kind, growth }, sums);
    return { kind: (clientKindIds as readonly string[]).indexOf(id), ...boughtOf(sums) };
  });
}

function cloudRows(clients: Clients): Row[] {
  const { columns } = clients.clouds.firms;
  const spent = networkRevenue(clients).revenue + sumOf(columns.revenue);
  return clients.clouds.settings.firms.map(({ name }, f) => ({
    cloud: name,
    price: columns.price[f],
    cost: columns.cost[f],
    lerner: lernerIndex(columns.price[f], columns.cost[f]),
    capacity: columns.capacity[f],
    wanted: columns.wanted[f],
    sold: columns.sold[f],
    revenue: columns.revenue[f],
    profit: columns.profit[f],
    earned: columns.earned[f],
    share: columns.revenue[f] / spent,
    reputation: columns.reputation[f],
  }));
}

function welfareRow(world: World, clients: Clients, growth: number): Row {
  const { price, cost, revenue, sold } = clients.clouds.firms.columns;
  const network = networkRevenue(clients);
  const clouds = sumOf(revenue);
  const hours = sumOf(sold);
  const costs = revenue.reduce((sum, usd, f) => sum + (usd * cost[f]) / price[f], 0);
  const power = networkCost(world, clients);
  const [now, atCost] = [price, cost].map((list) => {
    const found = surplusAt(clients, list, power, growth);
    return found.clients + found.clouds + found.network;
  });
  const workPrice = clouds / (hours * clients.settings.use);
  const networkPrice = network.revenue / network.work;
  return {
    budget: clients.budget,
    spent: clouds + network.revenue,
    network_share: network.revenue / (clouds + network.revenue),
    cloud_price: price.reduce((sum, usd, f) => sum + usd * sold[f], 0) / hours,
    cloud_work_price: workPrice,
    network_price: networkPrice,
    premium: workPrice / networkPrice - 1,
    lerner: (clouds - costs) / clouds,
    seller_hhi: hhi(Float64Array.of(network.revenue, ...revenue)),
    consumer_surplus: clientSurplus(clients, growth, () => true),
    cloud_surplus: clouds - costs,
    network_surplus: network.revenue - network.work * power,
    deadweight_loss: atCost - now,
    token_price: world.network.columns.tokenPrice[0],
  };
}

function networkRevenue(clients: Clients): { revenue: number; work: number } {
  const { pairs, settings, options, work, networkPrice } = clients;
  const sum = { revenue: 0, work: 0 };
  pairs.forEach(({ market }, pair) => {
    for (let kind = 0; kind < settings.kinds.length; kind++) {
      const bought = work[cellOf(clients, pair, kind) * options];
      sum.work += bought;
      sum.revenue += bought * networkPrice[market];
    }
  });
  return sum;
}

/** Power of an hour's work of an H100 on the network, at full use of the machines that are on. [USD/h] */
function networkCost({ nodes, states, catalogue, meanPrompt, meanOutput, segments }: World, clients: Clients): number {
  const { hardware: card, cards, jurisdiction, market, capacity, uptime } = nodes.columns;
  const tokensPerOutput = tokenRatio({ meanPrompt, meanOutput, segments });
  let [usd, work] = [0, 0];
  for (let host = 0; host < nodes.count; host++) {
    const { pue, electricityUsdPerKwh } = jurisdictions[jurisdiction[host]];
    const tariff = electricityUsdPerKwh * (states?.powerFactor[jurisdiction[host]] ?? 1);
    usd += ((catalogue.models[card[host]].powerW * cards[host] * pue) / 1000) * tariff * uptime[host];
    const tokens = capacity[host] * uptime[host] * secondsPerHour * tokensPerOutput;
    work += tokens / clients.tokensPerHour[market[host]];
  }
  return usd / work;
}

/** Prompt and output tokens over output tokens, by requests at the start. */
function tokenRatio({
  meanPrompt,
  meanOutput,
  segments,
}: Pick<World, "meanPrompt" | "meanOutput" | "segments">): number {
  let [all, output] = [0, 0];
  for (let s = 0; s < segments.count; s++) {
    const { rateBase, workload } = segments.columns;
    output += rateBase[s] * meanOutput[workload[s]];
    all += rateBase[s] * (meanOutput[workload[s]] + meanPrompt[workload[s]]);
  }
  return all / output;
}

const sumOf = (values: Float64Array): number => values.reduce((sum, one) => sum + one, 0);
