/**
 * The reference network's rules by version: what each upgrade or vote changed of those numbers that the model knows.
 *
 * Source of every row: Gonka, inference-chain/app/upgrades (handler of that version), genesis/genesis.json, and
 * docs/network-updates.md, as read in September 2026. A version that changed nothing the model knows (v0.2.4 limits of
 * challenges, v0.2.8 distances of proofs) stands here all the same, so that it can be named.
 */

/** Parts of a scenario, by key; groups add to what the versions before said, and another `rule` replaces a slot. */
export type Change = Readonly<Record<string, unknown>>;

export interface Version {
  readonly id: string;
  /** When it came into force, as far as it was published. */
  readonly since: string;
  readonly change: Change;
}

const blockSeconds = 5.41;
const blocks = (count: number) => `${Math.round(count * blockSeconds * 1000) / 1000} s`;

/** From the first version to the last; each builds on those before it. */
export const versions = [
  {
    id: "genesis",
    since: "22 August 2025",
    change: {
      epochLength: blocks(17_280),
      network: { proofTime: blocks(60) },
      routing: { rule: "weighted-random" },
      emission: { rule: "exponential-decay" },
      vesting: { rule: "locked-share", lockedFraction: 1, epochs: 180 },
      // Whole units; the price was 0 until epoch 90, which the model cannot say: it starts at 100 here too.
      price: { rule: "utilization-band", updatesPerEpoch: 17_280 },
      verification: { rule: "reputation-and-traffic" },
      weight: {
        rule: "compute-proof",
        coefficients: {},
        otherCoefficient: 1,
        groupFraction: 0,
        groupHosts: 0,
        groupCap: 100,
        voteCap: 1,
        acceptFraction: 0.5,
        participation: "off",
        preservedFraction: 0.5,
        confirmations: 0,
        safetyFraction: 0,
      },
      collateral: { rule: "deposit-backed-part", startEpoch: 180, slashedTo: "burned" },
      standing: { rule: "downtime-and-sequential-test", missRate: 0.1, faultyRate: 0.2, threshold: 4 },
      reward: { rule: "proportional-to-weight", forfeits: "shared" },
      power: { rule: "guardian-boosted", multiple: 0.52, maturity: 2_000_000 },
    },
  },
  { id: "v0.2.4", since: "autumn 2025", change: {} },
  {
    id: "v0.2.5",
    since: "late 2025",
    change: { weight: { preservedFraction: 0.1, confirmations: 1 }, standing: { faultyRate: 0.1 } },
  },
  {
    id: "v0.2.6",
    since: "December 2025",
    change: { weight: { otherCoefficient: 2.5 }, standing: { missRate: 0.4 } },
  },
  {
    id: "v0.2.7",
    since: "January 2026",
    // Forfeits ceased to be shared between v0.2.7 and v0.2.9.
    change: { power: { maturity: 15_000_000 }, reward: { forfeits: "treasury" } },
  },
  { id: "v0.2.8", since: "January 2026", change: {} },
  {
    id: "v0.2.9",
    since: "February 2026",
    change: {
      // The epoch was shortened at a version that the sources do not name; the length is that of 2026.
      epochLength: blocks(15_391),
      price: { updatesPerEpoch: 15_391 },
      weight: { otherCoefficient: 0.262, acceptFraction: 0.6667 },
    },
  },
  {
    id: "v0.2.10",
    since: "February 2026",
    change: { network: { proofTime: blocks(35) }, weight: { otherCoefficient: 0.3593 } },
  },
  {
    id: "v0.2.11",
    since: "spring 2026",
    change: {
      // At most 100 sessions of 20,000 requests then; what they could not take went the old way on the chain, until v0.2.14.
      verification: { rule: "session-slots", escrowLeast: 0.05, escrowMost: 100 },
      weight: { safetyFraction: 50 / 15_391 },
      collateral: { slashedTo: "treasury" },
    },
  },
  {
    id: "v0.2.12",
    since: "May 2026",
    change: {
      weight: {
        // Kimi-K2.6 stands in the catalogue as Kimi K2.
        coefficients: { "qwen3-235b-a22b-fp8": 0.3593, "kimi-k2-fp8": 1.26 },
        initialModel: "qwen3-235b-a22b-fp8",
        groupFraction: 0.3,
        groupHosts: 3,
        groupCap: 0.75,
        voteCap: 0.3,
        participation: "weight",
        safetyFraction: 500 / 15_391,
      },
    },
  },
  {
    id: "v0.2.13",
    since: "June 2026",
    change: {
      verification: { escrowLeast: 5, escrowMost: 10 },
      weight: {
        coefficients: { "kimi-k2-fp8": 0.78, "minimax-m2.7-fp8": 0.3024 },
        // By expedited vote in May 2026.
        groupFraction: 0.1,
      },
      power: { multiple: 0.33334 },
    },
  },
  {
    id: "v0.2.14",
    since: "July 2026",
    // MiniMax is the base model since epoch 308, near this version.
    change: { weight: { participation: "reward", initialModel: "minimax-m2.7-fp8" } },
  },
  {
    id: "proposal-96",
    since: "August 2026",
    change: {
      weight: { coefficients: { "deepseek-v4-flash-fp4": 0.246, "glm-5.3-flash-fp8": 0.62 } },
      standing: { missRate: 0.1, faultyRate: 0.18, threshold: 40 },
    },
  },
  // Proposed for September 2026; whether it was executed is not known. Targets, difficulties and full bounds: dynamic-coeff-init.md.
  {
    id: "v0.2.16",
    since: "September 2026, not confirmed",
    change: {
      power: { rule: "trusted-weight" },
      reward: { challenges: 4 },
      weight: {
        steering: {
          "minimax-m2.7-fp8": { target: 0.3334, difficulty: 1, least: 0.3024, most: 0.3024 },
          "glm-5.3-flash-fp8": { target: 0.3333, difficulty: 2.66816901, least: 0.508468965517, most: 0.847197025352 },
          "deepseek-v4-flash-fp4": { target: 0.3333, difficulty: 1.54166667, least: 0.183272727272, most: 0.48951 },
        },
      },
    },
  },
] as const satisfies readonly Version[];

export const versionIds = versions.map(({ id }) => id) as [VersionId, ...VersionId[]];
export type VersionId = (typeof versions)[number]["id"];

/** Changes from the first version up to this one, in order. @throws RangeError when there is no such version */
export function changesUpTo(id: string): Change[] {
  const last = versions.findIndex((version) => version.id === id);
  if (last < 0) throw new RangeError(`no version ${id} — known: ${versionIds.join(", ")}`);
  return versions.slice(0, last + 1).map(({ change }) => change);
}
