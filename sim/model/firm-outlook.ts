/**
 * What operators expect a machine to earn: what anybody can see that machines of its market earned, those of long ago forgotten.
 *
 *   reward a unit of proof = Σ reward / Σ proof · hours on,   fees a unit of capacity = Σ fees / Σ capacity · hours on
 *
 * What n epochs taught is their mean until there are enough of them, and a mean that forgets from then on:
 *
 *   mean += max(w, 1/n) · (seen − mean),   w = 1 − 2^(−1 / half-life)
 *
 * so that an odd first epoch is worth no more than any other (decreasing and constant gain: Evans and Honkapohja, Learning and Expectations in
 * Macroeconomics, 2001, chapters 1 to 3). The trend is the logarithm of the recent mean over a longer one, by the time that lies between
 * them; both are the same as long as the recent one forgets nothing, so that a short history shows no trend.
 */
import { log } from "../engine/math.ts";
import type { Finance } from "./finance.ts";
import { firstHolder, LineKind } from "./ledger.ts";
import type { World } from "./world.ts";

const baseUnitsPerToken = 1e9;
const microsPerHour = 3.6e9;
/** A trend of more than that is not believed. [1/year] */
const trendMost = 1;

export function learnOutlook(world: World, finance: Finance): void {
  const { nodes, present, markets, network, settings } = world;
  const { market, reward, fees, proof, capacity, uptime, cards } = nodes.columns;
  const by = () => new Float64Array(markets.count);
  const [paid, proven, earned, offered] = [by(), by(), by(), by()];
  for (let i = 0; i < present.count; i++) {
    const host = present.rows[i];
    if (cards[host] === 0) continue;
    const m = market[host];
    paid[m] += reward[host];
    earned[m] += fees[host];
    proven[m] += proof[host] * uptime[host];
    offered[m] += capacity[host] * uptime[host];
  }
  const usd = network.columns.tokenPrice[0] / baseUnitsPerToken;
  const hours = settings.epochLength / microsPerHour;
  const kept = keptOfFees(world);
  const { recentWeight, longerWeight } = finance.settings;
  const of = finance.outlook.columns;
  for (let m = 0; m < markets.count; m++) {
    if (!(offered[m] > 0)) continue;
    const byProof = proven[m] > 0 ? (paid[m] * usd) / (proven[m] * hours) : 0;
    const byCapacity = (earned[m] * usd * kept) / (offered[m] * hours);
    const both = (paid[m] * usd) / (offered[m] * hours) + byCapacity;
    const epochs = ++of.epochs[m];
    const mix = (column: Float64Array, now: number, weight: number) => {
      // A column that was not written yet is no number.
      column[m] = epochs === 1 ? now : column[m] + gainOf(epochs, weight) * (now - column[m]);
    };
    mix(of.reward, byProof, recentWeight);
    mix(of.fees, byCapacity, recentWeight);
    mix(of.recent, both, recentWeight);
    mix(of.longer, both, longerWeight);
  }
}

/** Weight of the newest of n observations in a mean that gives it at least so much, 0…1. */
export const gainOf = (n: number, least: number) => Math.max(least, 1 / n);

/** Part of the epoch's fees that came to accounts, minted money for it included, from the books. */
function keptOfFees({ accounts, ledger: { journal } }: World): number {
  let paid = 0;
  for (let a = 0; a < accounts.count; a++) paid += accounts.columns.fees[a];
  let kept = 0;
  for (let i = 0; i < journal.lines; i++) {
    const isFee = journal.kind[i] === LineKind.fee || journal.kind[i] === LineKind.emission;
    if (isFee && journal.to[i] >= firstHolder) kept += journal.amount[i];
  }
  return paid > 0 ? kept / paid : 0;
}

/** Rate at which a machine's revenue is expected to fall; negative: to rise. [1/year] */
export function declineOf({ outlook, settings }: Finance, market: number): number {
  const { recent, longer } = outlook.columns;
  if (!(recent[market] > 0) || !(longer[market] > 0)) return 0;
  const trend = log(longer[market] / recent[market]) / settings.trendYears;
  return settings.extrapolation * Math.max(-trendMost, Math.min(trendMost, trend));
}
