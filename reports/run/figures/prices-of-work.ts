/** What does an hour's work cost at clouds and at the network, and where do clients spend? */
import { clipped, type Estimate, estimate } from "../../../analysis/stats/estimate.ts";
import type { Figure } from "../../page/figure.ts";
import { alike, intervalWords, percent, prose } from "../../page/wording.ts";
import type { WorkPriceRow } from "../economy-rows.ts";
import { bandWords, lineOf, runCount } from "../measures.ts";
import type { ReportData } from "../rows.ts";
import { overTime, overTimeKeys, type Series } from "./over-time.ts";

const sellers = [
  { id: "cloudPrice", column: "cloud_price", label: "clouds, by work done", style: 1 },
  { id: "networkPrice", column: "network_price", label: "network", style: 2 },
] as const;

/** Left out of the page where clients do not choose between clouds and the network, or one of them never sells. */
export function pricesOfWork(data: ReportData): Figure | undefined {
  const { warmup } = data.scenario;
  const rows = data.rows["prices-of-work-by-epoch"];
  const settled = rows.filter(({ epoch }) => epoch >= warmup);
  const found = sellers.map((seller) => ({ ...seller, points: pointsOf(rows, seller.column) }));
  if (found.some(({ points }) => !points.some(({ epoch }) => epoch >= warmup))) return undefined;
  const priced = found.map(({ points, ...seller }) => ({
    ...seller,
    price: estimate(
      points.filter(({ epoch }) => epoch >= warmup),
      "USD/h",
    ),
    band: lineOf(points),
  }));
  const share = clipped(
    estimate(
      settled.map(({ run, epoch, network_share: value }) => ({ run, epoch, value, weight: 1 })),
      "share of spending",
    ),
    0,
    1,
  );
  const series: Series[] = priced.map(({ label, band, style }) => ({ label, band, style }));
  const [cloud, network] = priced.map(({ price }) => price) as [Estimate, Estimate];
  const format = alike([cloud.mean, network.mean]);
  return {
    id: "prices-of-work",
    finding: prose`Clients spent ${percent(share.mean)} of their money at the network; an hour's work cost
      ${format(network.mean)} USD there and ${format(cloud.mean)} USD at clouds`,
    shows: "Price of an hour's work of an H100, in USD, at clouds and at the network.",
    note: prose`${bandWords(priced[0]!.band.kind, runCount(data))} Averages after warm-up: clouds
      ${intervalWords(cloud, format)}; network ${intervalWords(network, format)}; network's share of spending
      ${intervalWords(share, percent)}.`,
    alt: `Two lines. Clouds average ${format(cloud.mean)} USD, the network ${format(network.mean)} USD.`,
    legend: overTimeKeys(series, data.scenario),
    plots: (size) => [
      overTime({ series, scenario: data.scenario, label: "USD for an hour's work", factor: 1, from: "zero" }, size),
    ],
    columns: [
      { name: "seller", heading: "Seller" },
      { name: "epoch", heading: "Epoch" },
      { name: "mean", heading: "Price [USD/h]" },
      { name: "low", heading: "Band, low [USD/h]" },
      { name: "high", heading: "Band, high [USD/h]" },
    ],
    rows: priced.flatMap(({ label, band: { points } }) =>
      points.map(({ epoch, mean, low, high }) => ({ seller: label, epoch, mean, low, high })),
    ),
    estimates: { networkSpending: share, ...Object.fromEntries(priced.map(({ id, price }) => [id, price])) },
  };
}

function pointsOf(rows: readonly WorkPriceRow[], column: "cloud_price" | "network_price") {
  return rows.flatMap(({ run, epoch, [column]: value }) => (value === null ? [] : [{ run, epoch, value, weight: 1 }]));
}
