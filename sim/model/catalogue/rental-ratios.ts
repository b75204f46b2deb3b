/**
 * What an hour of a card is let for, over that of an H100 SXM, on a rental market.
 *
 * Source: Vast.ai and Lium as SkyPilot's catalogue v8 had them in June 2026, on demand. Vast.ai: H100 1.87, H200 2.40, B200 4.70, A100 80 GB
 * 0.81, L40S 0.60, RTX 5090 0.47, RTX 4090 0.37, RTX 3090 0.165 USD. B300: Lium, 7.90 against 2.24 for an H100. H100 PCIe: Hyperstack
 * 1.90 against 2.40. Cards that neither lists are let at the ratio of their list prices, a judgement.
 */
import { hardware } from "./hardware.ts";
import type { HardwareId } from "./ids.ts";
import { type Product, products } from "./products.ts";

const vastH100 = 1.87;
const listed: Readonly<Partial<Record<HardwareId, number>>> = {
  h100: 1,
  "h100-pcie": 1.9 / 2.4,
  h200: 2.4 / vastH100,
  b200: 4.7 / vastH100,
  b300: 7.9 / 2.24,
  "a100-80": 0.81 / vastH100,
  l40s: 0.6 / vastH100,
  rtx5090: 0.47 / vastH100,
  rtx4090: 0.37 / vastH100,
  rtx3090: 0.165 / vastH100,
};

const h100Usd = products[hardware.findIndex(({ id }) => id === "h100")].usd;

const byPrice = ({ usd, h100e }: Product) => (usd > 0 ? usd / h100Usd : h100e);

/** By index of the published cards. A card without a list price is let by the compute that it has. */
const published: readonly number[] = hardware.map(({ id }, h) => listed[id as HardwareId] ?? byPrice(products[h]));

/** @param all  products of the scenario, its own cards after the published ones */
export function rentalRatio(card: number, all: readonly Product[]): number {
  return card < published.length ? published[card] : byPrice(all[card]);
}
