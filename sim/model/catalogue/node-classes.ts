/**
 * Kinds of host, from which a population is made.
 *
 * Sessions of gaming PCs: 1–2 to 20–22 h a day, prosumers 90–95 % on (Salad documentation, 2025).
 * Failures: 419 unplanned interruptions in 54 days on 16,384 H100 (Llama 3 report, 2024, section 3.3.4) = 2.0e-5 per
 * card-hour;
 * consumer cards three times that, a judgement. Card mixes, uplinks and Pareto exponents are judgements, all marked
 * low.
 */
import type { Confidence, NodeClass } from "./facts.ts";
import type { HardwareId } from "./hardware.ts";
import { idsOf } from "./rows.ts";

type Mix = Readonly<Partial<Record<HardwareId, number>>>;
type Host = Omit<NodeClass, "id" | "hardware"> & { readonly hardware: Mix };

/** 419 / (54 · 24 · 16,384). [1/h] */
const datacentreFailures = 419 / (54 * 24 * 16_384);
/** A home machine has no spares, filtered power or steady cooling: a judgement. */
const homeFailures = 3 * datacentreFailures;

const salad = "Salad documentation and blog (2025) for sessions; mixes and exponents: judgement";
const confidence: Confidence = "low";

// biome-ignore format: weights of a mix belong on one line
const table = [
  ["gaming-pc", {
    name: "Gaming PC", operatorType: "hobbyist", churn: "session", sessionHoursOn: 6, sessionHoursOff: 14,
    hardware: { rtx3060: 0.2, rtx3080: 0.12, rtx3090: 0.08, "rtx4060ti16": 0.1, "rtx4070ti-super": 0.12, rtx4080: 0.08,
    rtx4090: 0.12,
      "rtx5060ti16": 0.05, rtx5070ti: 0.04, rtx5080: 0.04, rtx5090: 0.03, rx7900xtx: 0.02 },
    cardsPerNode: { 1: 1 }, failuresPerCardHour: homeFailures, repairHours: 48,
    pueOverheadFactor: 0, electricityMarkup: 1.8, uplinkMbps: 50, nodesPerOperatorAlpha: 3, source: salad,
    confidence }],
  ["prosumer-rig", {
    name: "Prosumer rig", operatorType: "hobbyist", churn: "session", sessionHoursOn: 200, sessionHoursOff: 17,
    hardware: { rtx3090: 0.34, rtx3090ti: 0.05, rtx4090: 0.28, rtx5090: 0.1, rtxa6000: 0.06, rtx6000ada: 0.04,
    rtxpro6000: 0.03, "m2-ultra": 0.03,
      "m3-ultra": 0.04, "dgx-spark": 0.03 },
    cardsPerNode: { 1: 0.4, 2: 0.35, 4: 0.25 }, failuresPerCardHour: homeFailures, repairHours: 48,
    pueOverheadFactor: 0.3, electricityMarkup: 1.4, uplinkMbps: 200, nodesPerOperatorAlpha: 1.6, source: salad,
    confidence }],
  ["converted-miner", {
    name: "Converted miner", operatorType: "miner", churn: "session", sessionHoursOn: 300, sessionHoursOff: 16,
    hardware: { rtx3060: 0.15, rtx3080: 0.3, rtx3090: 0.3, rtx4090: 0.2, "v100-32": 0.05 },
    cardsPerNode: { 1: 0.2, 4: 0.5, 8: 0.3 }, failuresPerCardHour: homeFailures, repairHours: 24,
    pueOverheadFactor: 0.6, electricityMarkup: 0.7, uplinkMbps: 500, nodesPerOperatorAlpha: 1.4, source: "judgement",
    confidence }],
  ["small-datacentre", {
    name: "Small data centre", operatorType: "small-datacenter", churn: "failure", sessionHoursOn: 500,
    sessionHoursOff: 10,
    hardware: { t4: 0.08, a10: 0.12, a40: 0.06, l4: 0.12, l40: 0.06, l40s: 0.14, "v100-32": 0.06, "a100-40": 0.12,
    "a100-80": 0.16, "h100-pcie": 0.08 },
    cardsPerNode: { 1: 0.2, 2: 0.2, 4: 0.3, 8: 0.3 }, failuresPerCardHour: datacentreFailures, repairHours: 24,
    pueOverheadFactor: 1.6, electricityMarkup: 1.1, uplinkMbps: 1000, nodesPerOperatorAlpha: 1.3,
    source: "Llama 3 report for failures; mix: judgement", confidence }],
  ["neocloud", {
    name: "Neocloud", operatorType: "neocloud", churn: "failure", sessionHoursOn: 2000, sessionHoursOff: 10,
    hardware: { "a100-80": 0.18, l40s: 0.08, "h100-nvl": 0.04, h100: 0.4, h200: 0.16, b200: 0.06, mi300x: 0.06,
    mi325x: 0.02 },
    cardsPerNode: { 8: 1 }, failuresPerCardHour: datacentreFailures, repairHours: 12,
    pueOverheadFactor: 1.1, electricityMarkup: 1, uplinkMbps: 100_000, nodesPerOperatorAlpha: 1.1,
    source: "Llama 3 report for failures; mix: judgement", confidence }],
  ["hyperscaler", {
    name: "Hyperscaler", operatorType: "hyperscaler", churn: "failure", sessionHoursOn: 5000, sessionHoursOff: 5,
    hardware: { "a100-80": 0.14, h100: 0.38, h200: 0.2, b200: 0.12, gb200: 0.08, b300: 0.04, mi300x: 0.04 },
    cardsPerNode: { 8: 1 }, failuresPerCardHour: datacentreFailures, repairHours: 6,
    pueOverheadFactor: 0.7, electricityMarkup: 0.8, uplinkMbps: 400_000, nodesPerOperatorAlpha: 1.05,
    source: "Epoch AI, chip sales (2026) for the rough mix; Llama 3 report for failures", confidence }],
] as const satisfies readonly (readonly [string, Host])[];

export const classIds = idsOf(table);
export type ClassId = (typeof classIds)[number];

/** The catalogue, in index order. */
export const nodeClasses: readonly NodeClass[] = (table as readonly (readonly [string, Host])[]).map(([id, host]) => ({
  ...host,
  id,
  hardware: host.hardware as Readonly<Record<string, number>>,
}));
