/**
 * Bonds follow the reports pair by pair, the faster the further a report departs from the consensus.
 *
 *   Bᵢⱼ ← αᵢⱼ W̄ᵢⱼ + (1 − αᵢⱼ) Bᵢⱼ,   αᵢⱼ = a₀ + (a₁ − a₀) / (1 + e^(−s (dᵢⱼ − ½)))
 *   dᵢⱼ = clamp(W̄ᵢⱼ − Cⱼ) when W̄ᵢⱼ ≥ Bᵢⱼ, else clamp(Bᵢⱼ − W̄ᵢⱼ), in 0…1, C the consensus
 *   Dᵢ ∝ Sᵢ · Σⱼ (Bᵢⱼ / Σₖ Bₖⱼ) Iⱼ,   pay ∝ ξ D + (1 − ξ) I
 *
 * Bonds of a validator do not depend on its stake here, so that a small validator that finds a worker early is paid as well as a
 * large one for its stake.
 */
import * as z from "zod";
import { exp } from "../../engine/math.ts";
import { clearInactive, ofActive } from "../../measures/active.ts";
import { apportion } from "../../measures/apportion.ts";
import { clipReports, consensusOf, incentivesOf, makeReports, placesOf, scaleToOne } from "../../measures/consensus.ts";
import { mechanism } from "../mechanism.ts";

const placesMost = 64;
/** Bonds of the validator at each place with each account. */
const bonds = Object.fromEntries(Array.from({ length: placesMost }, (_, k) => [`bond${k}`, "f64" as const]));

export default mechanism({
  slot: "reward",
  id: "liquid-bonds",
  catalogue: "R-02",
  summary: "Reports cut at the consensus pay workers; bonds that move pair by pair, times stake, pay validators.",
  equation: "B ← αW̄ + (1 − α)B by pair, D ∝ S·(B / ΣB)·I, pay ∝ ξD + (1 − ξ)I",
  needs: "stake",
  source: [
    { cite: "Opentensor, subtensor, 2026", at: "docs/consensus.md, pallets/subtensor/src/epoch/run_epoch.rs" },
    { cite: "Opentensor documentation, 2025", at: "Yuma Consensus 3 and liquid alpha: 0.7, 0.9, steepness 10" },
  ],
  params: z.strictObject({
    kappa: z.number().gt(0).max(1).default(0.5).describe("Share κ of the stake that makes the consensus [0…1]"),
    alphaLow: z.number().gt(0).max(1).default(0.7).describe("Slowest bond a₀ [0…1]"),
    alphaHigh: z.number().gt(0).max(1).default(0.9).describe("Fastest bond a₁ [0…1]"),
    steepness: z.number().min(0).max(1000).default(10).describe("Steepness s between them [1]"),
    permits: z.int().min(1).max(64).default(64).describe("Accounts of most stake that validate [1]"),
    noise: z.number().min(0).max(1).default(0.1).describe("Error of a validator's view over the truth; assumed [0…1]"),
    copyFraction: z.number().min(0).max(1).default(0).describe("Share of validators that copy; assumed [0…1]"),
    validatorFraction: z.number().min(0).max(1).default(0.5).describe("Part ξ of the emission for validators [0…1]"),
  }),
  memory: {
    account: {
      /** Place of a validator + 1; 0 for others. */
      place: "u32",
      /** Consensus last published, which copiers report. */
      published: "f64",
      ...bonds,
    },
  },
  create({ kappa, alphaLow, alphaHigh, steepness, validatorFraction, ...plan }, { account }) {
    const columns = account as unknown as Readonly<Record<string, Float64Array>>;
    const bondsAt = (place: number) => columns[`bond${place}`] as Float64Array;
    const speed = (distance: number) =>
      alphaLow + (alphaHigh - alphaLow) / (1 + exp(-steepness * (Math.min(1, Math.max(0, distance)) - 1 / 2)));
    return {
      allocate({ accountCount, reports: habits, accounts: { stake, delegated, work, status } }, emission, out, draw) {
        const held = ofActive(status, accountCount, (a) => stake[a] + delegated[a]);
        const seen = ofActive(status, accountCount, (a) => work[a]);
        const reports = makeReports(held, seen, account.published, { ...plan, count: accountCount, habits }, draw);
        const consensus = consensusOf(reports, kappa);
        clipReports(reports, consensus);
        const incentives = incentivesOf(reports);
        const places = placesOf(reports.validators, account.place, (place) => bondsAt(place).fill(0));
        const bonded = new Float64Array(accountCount);
        places.forEach((place, i) => {
          const bond = bondsAt(place);
          for (let j = 0; j < accountCount; j++) {
            const weight = reports.weights[i * accountCount + j];
            const alpha = speed(weight >= bond[j] ? weight - consensus[j] : bond[j] - weight);
            bond[j] = alpha * weight + (1 - alpha) * bond[j];
            bonded[j] += bond[j];
          }
        });
        const dividends = new Float64Array(accountCount);
        places.forEach((place, i) => {
          const bond = bondsAt(place);
          let sum = 0;
          for (let j = 0; j < accountCount; j++) if (bonded[j] > 0) sum += (bond[j] / bonded[j]) * incentives[j];
          dividends[reports.validators[i] as number] = sum * reports.stake[i];
        });
        scaleToOne(dividends);
        for (let a = 0; a < accountCount; a++) {
          out[a] = validatorFraction * dividends[a] + (1 - validatorFraction) * (incentives[a] ?? 0);
        }
        account.published.set(consensus);
        clearInactive(out, status, accountCount);
        apportion(emission, out, accountCount);
      },
    };
  },
});
