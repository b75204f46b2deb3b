/**
 * What export rules ask of a card: its processing performance, the area of its dies, and how fast it talks to others.
 *
 * Die areas are those of all dies made at 16 nm or below. Chip-to-chip rates count both directions; where the catalogue
 * of hardware states the slower slot of a card that takes a bridge, the bridge stands here, since the rule asks for the
 * most.
 */
import type { Confidence } from "./facts.ts";
import { type HardwareId, hardware } from "./hardware.ts";

export interface ExportFacts {
  /** Largest over number formats of TFLOP/s × bits. [TPP] */
  readonly tpp: number;
  /** [mm²] NaN where it is not known. */
  readonly dieArea: number;
  /** Both directions together. [GB/s] */
  readonly chipToChipGbs: number;
  /** Designed or marketed for data centres. */
  readonly isDatacentre: boolean;
  /** Made under US export rules; cards of other makers are out of their reach. */
  readonly isSubject: boolean;
  readonly source: string;
  readonly confidence: Confidence;
}

const hopper =
  "die area: NVIDIA's Hopper architecture paper, as TechPowerUp reported it in 2022 (GH100 814, GA100 826 mm²)";
const ada = "die area: AD102 608.4, AD103 378.6, AD104 294.5 mm² (NVIDIA to AnandTech, September 2022)";
const ampere = "die area: GA102 628 mm² (TechPowerUp, September 2022)";
const database = "die area: TechPowerUp GPU database, read 2026 by hand, not checked again";
const announced = "die area: vendor's launch material (two dies at the reticle limit of about 800 mm²)";
const estimate = "die area: trade press estimate, not checked";
const unknown = "die area: not published; no rule here turns on it at this performance";

/**
 * By card: area [mm²], and the chip-to-chip rate [GB/s] where a bridge or a count of links differs from the
 * catalogue's.
 */
// biome-ignore format: a table reads by its columns
const table: Readonly<Record<HardwareId, readonly [area: number, source: string, confidence: Confidence, bridge?: number]>> = {
  rtx3060: [276, database, "medium"],
  rtx3080: [628, ampere, "high"],
  rtx3090: [628, ampere, "high"],
  rtx3090ti: [628, ampere, "high"],
  rtx4060ti16: [188, database, "medium"],
  "rtx4070ti-super": [378.6, ada, "high"],
  rtx4080: [378.6, ada, "high"],
  rtx4090: [608.4, ada, "high"],
  rtx5060ti16: [181, database, "medium"],
  rtx5070ti: [378, database, "medium"],
  rtx5080: [378, database, "medium"],
  rtx5090: [750, database, "medium"],
  rx7900xtx: [529, database, "medium"],
  "m2-ultra": [Number.NaN, unknown, "low"],
  "m3-ultra": [Number.NaN, unknown, "low"],
  "dgx-spark": [Number.NaN, unknown, "low"],
  rtxa6000: [628, ampere, "high"],
  rtx6000ada: [608.4, ada, "high"],
  rtxpro6000: [750, database, "medium"],
  t4: [545, database, "medium"],
  "v100-32": [815, database, "medium"],
  a10: [628, ampere, "high"],
  a40: [628, ampere, "high"],
  "a100-40": [826, hopper, "high"],
  "a100-80": [826, hopper, "high"],
  l4: [294.5, ada, "high"],
  l40: [608.4, ada, "high"],
  l40s: [608.4, ada, "high"],
  h20: [814, hopper, "high"],
  "h100-pcie": [814, hopper, "high", 600],
  "h100-nvl": [814, hopper, "high", 600],
  h100: [814, hopper, "high"],
  h200: [814, hopper, "high"],
  "h200-nvl": [814, hopper, "high", 900],
  gaudi2: [826, estimate, "low"],
  b200: [1600, announced, "medium"],
  gb200: [1600, announced, "medium"],
  b300: [1600, announced, "medium"],
  mi250x: [1448, database, "medium", 800],
  mi300x: [2400, estimate, "low"],
  mi325x: [2400, estimate, "low"],
  mi355x: [2400, estimate, "low"],
  gaudi3: [Number.NaN, unknown, "low"],
  ascend910b: [665, estimate, "low"],
  ascend910c: [1330, estimate, "low"],
  "tpu-v5e": [325, estimate, "low"],
  "tpu-v6e": [Number.NaN, unknown, "low"],
  trainium2: [Number.NaN, unknown, "low"],
};

/** Makers outside the reach of US rules for what they make themselves. */
const beyondReach = new Set(["Huawei"]);

/** In the index order of the hardware catalogue. */
export const exportFacts: readonly ExportFacts[] = hardware.map((card) => {
  const [dieArea, source, confidence, bridge] = table[card.id as HardwareId];
  const formats = [card.bf16Tflops * 16, card.fp8Tflops * 8, card.int8Tops * 8, card.fp4Tflops * 4];
  return {
    tpp: Math.max(...formats.filter((tpp) => tpp > 0)),
    dieArea,
    chipToChipGbs: bridge ?? 2 * card.linkGbs,
    isDatacentre: card.class === "datacenter",
    isSubject: !beyondReach.has(card.vendor),
    source,
    confidence,
  };
});
