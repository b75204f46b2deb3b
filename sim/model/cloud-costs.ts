/** What an hour of an H100-equivalent costs a cloud in a country. */
import { hourCost } from "../economics/operating-cost.ts";
import { buildingCosts } from "./catalogue/building-costs.ts";
import { jurisdictions } from "./catalogue/jurisdictions.ts";
import type { CloudSettings } from "./clouds.ts";

/** Lokshin, siting model. [year] */
const buildingLife = 15;
/** Draw without load over that at full load: a judgement, after DGX H100 servers. */
const idleFraction = 0.2;

/** @returns cost of an hour sold, when the part `use` of all hours is [USD/h] */
export function cloudHourCost(
  { cost, use }: Pick<CloudSettings, "cost" | "use">,
  { card, there, factor }: { readonly card: number; readonly there: number; readonly factor: number },
): number {
  const { pue, electricityUsdPerKwh } = jurisdictions[there];
  const terms = {
    watts: cost.watts,
    idleFraction,
    pue,
    powerPrice: electricityUsdPerKwh * factor,
    price: card,
    resale: 0,
    life: cost.life,
    capitalRate: cost.capitalRate,
    building: buildingCosts[there],
    buildingLife,
    staff: cost.staff,
    network: cost.network,
  };
  return hourCost(terms, use).total / use;
}
