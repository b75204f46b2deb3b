/**
 * Reports above the consensus are cut; validators are paid by bonds to workers that they reported early and rightly.
 *
 *   Iⱼ ∝ Σᵢ Sᵢ W̄ᵢⱼ,   W̄ cut at what κ of the stake reports
 *   ΔBᵢⱼ = Sᵢ W̄ᵢⱼ / Σₖ Sₖ W̄ₖⱼ,   B ← α ΔB + (1 − α) B,   Dᵢ ∝ Σⱼ Bᵢⱼ Iⱼ
 *   payᵢ ∝ ξ · Dᵢ + (1 − ξ) · Iᵢ
 *
 * A minority of the stake cannot lift a worker above what the majority sees of it; κ of the stake together can do what it likes.
 */
import * as z from "zod";
import { clearInactive, ofActive } from "../../measures/active.ts";
import { apportion } from "../../measures/apportion.ts";
import { clipReports, consensusOf, incentivesOf, makeReports, placesOf, scaleToOne } from "../../measures/consensus.ts";
import { mechanism } from "../mechanism.ts";

const placesMost = 64;
/** Bonds of the validator at each place with each account. */
const bonds = Object.fromEntries(Array.from({ length: placesMost }, (_, k) => [`bond${k}`, "f64" as const]));

export default mechanism({
  slot: "reward",
  id: "clipped-consensus",
  catalogue: "R-01",
  summary: "Workers are paid by validators' reports cut at the stake-weighted median, validators by averaged bonds.",
  equation: "I ∝ S·min(W, Wκ), B ← αΔB + (1 − α)B, D ∝ B·I, pay ∝ ξD + (1 − ξ)I",
  needs: "stake",
  source: [{ cite: "Opentensor, subtensor, 2026", at: "docs/consensus.md, pallets/subtensor/src/epoch/run_epoch.rs" }],
  params: z.strictObject({
    kappa: z.number().gt(0).max(1).default(0.5).describe("Share κ of the stake that makes the consensus [0…1]"),
    bondFraction: z.number().gt(0).max(1).default(0.1).describe("Part α of the bonds that is new each epoch [0…1]"),
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
  create({ kappa, bondFraction, validatorFraction, ...plan }, { account }) {
    const columns = account as unknown as Readonly<Record<string, Float64Array>>;
    const bondsAt = (place: number) => columns[`bond${place}`] as Float64Array;
    return {
      allocate({ accountCount, reports: habits, accounts: { stake, delegated, work, status } }, emission, out, draw) {
        const held = ofActive(status, accountCount, (a) => stake[a] + delegated[a]);
        const seen = ofActive(status, accountCount, (a) => work[a]);
        const reports = makeReports(held, seen, account.published, { ...plan, count: accountCount, habits }, draw);
        const consensus = consensusOf(reports, kappa);
        clipReports(reports, consensus);
        const incentives = incentivesOf(reports);
        const dividends = new Float64Array(accountCount);
        const column = columnSums(reports.stake, reports.weights, accountCount);
        const places = placesOf(reports.validators, account.place, (place) => bondsAt(place).fill(0));
        reports.validators.forEach((validator, i) => {
          const bond = bondsAt(places[i] as number);
          for (let j = 0; j < accountCount; j++) {
            const part = column[j] > 0 ? (reports.stake[i] * reports.weights[i * accountCount + j]) / column[j] : 0;
            bond[j] = bondFraction * part + (1 - bondFraction) * bond[j];
            dividends[validator] += bond[j] * (incentives[j] ?? 0);
          }
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

/** Stake-weighted sum of the reports on each account. */
function columnSums(stake: Float64Array, weights: Float64Array, count: number): Float64Array {
  const sums = new Float64Array(count);
  for (let i = 0; i < stake.length; i++) {
    for (let j = 0; j < count; j++) sums[j] += stake[i] * weights[i * count + j];
  }
  return sums;
}
