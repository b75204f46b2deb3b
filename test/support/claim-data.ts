/** A claim's page data of which the truth is known: treatment and counter-case as given, the placebo silent. */
import type { StudyRows } from "../../analysis/study/rows.ts";
import type { ClaimData } from "../../reports/claims/rows.ts";
import { claimRows, worldCount } from "./claim-rows.ts";

const claimStated: ClaimData["claim"] = {
  id: "C7",
  topic: "Known truth",
  article: "The treatment makes tokens dearer.",
  corrected: "It was said of another token.",
  headlines: {
    supported: "The treatment makes tokens dearer everywhere",
    conditional: "The treatment makes tokens dearer in some worlds",
    unsupported: "The treatment does not make tokens dearer",
    contradicted: "The treatment makes tokens cheaper",
  },
  path: "price",
  holders: "reward",
  passage: { direction: "above", threshold: 60, event: "the price passes 60" },
  assumptions: [
    { key: "demand.rate", name: "traffic", says: "How much is asked", basis: "published", source: "a trace" },
    {
      key: "demand.elasticity",
      name: "elasticity",
      says: "How demand reacts",
      basis: "published",
      source: "a paper",
    },
  ],
  indirect: [],
  rests: ["bitcoin pools", "folklore"],
  notShown: ["Whether it will be so."],
  worldsFull: 20,
  cpuMinutes: 1,
};

/** @param effect  on the price, by variant (0 is the baseline) and world */
export function claimDataOf(effect: (variant: number, world: number) => number): ClaimData {
  const rows = claimRows(effect);
  return {
    name: "C7 <Known> truth",
    question: "Does the page say what is so?",
    rows,
    plannedRuns: rows.runs.length,
    failedRuns: 0,
    provenance: {
      versions: [["CommonWatt", "0"]],
      contentDigest: "d16e57",
      seed: "7",
      identities: rows.points.map((_, p) => `identity-${p}`),
      records: [],
      commands: ["npx commonwatt compare known.yaml"],
      sources: [{ name: "known.yaml", text: "name: Known truth" }],
    },
    claim: claimStated,
    axes: [
      {
        key: "demand.rate",
        unit: "request/s",
        from: 0,
        to: worldCount - 1,
        range: { from: 0, to: worldCount },
        isLogarithmic: false,
        values: Array.from({ length: worldCount }, (_, w) => w),
      },
      {
        key: "demand.elasticity",
        unit: "",
        from: 0,
        to: 9,
        range: { from: 0, to: 10 },
        isLogarithmic: false,
        values: Array.from({ length: worldCount }, (_, w) => (w * 7) % worldCount),
      },
    ],
    warmup: 2,
    epochDays: 1,
    ...figureRows(rows),
    validation: [
      {
        part: "bitcoin pools",
        page: "docs/peer-networks.md",
        figures: [
          { figure: "Share of the largest pool", kind: "derived", published: "0.300", here: "0.303", error: "+1.0 %" },
        ],
      },
    ],
  };
}

function figureRows(rows: StudyRows) {
  const epochs = Array.from({ length: 6 }, (_, epoch) => epoch);
  const owners = ["hobbyist", "miner"];
  const variantOf = (point: number) => rows.points[point]![0]!;
  return {
    path: rows.runs.flatMap(({ run }, i) =>
      epochs.map((epoch) => ({ run, epoch, value: rows.values.get("price")![i]! + epoch })),
    ),
    holders: rows.runs.flatMap(({ run, point }) =>
      epochs.flatMap((epoch) =>
        ["account", "operator"].map((holder) => ({
          run,
          epoch,
          quantity: "reward",
          holder,
          hhi: (holder === "operator" ? 0.2 : 0.1) + variantOf(point) / 100,
          nakamoto: 3,
        })),
      ),
    ),
    lorenz: rows.runs.flatMap(({ run, point }) =>
      [0.1, 0.2 - variantOf(point) / 50, 0.7 + variantOf(point) / 50].map((share, i) => ({
        run,
        quantity: "reward",
        place: i + 1,
        holders: 3,
        share,
      })),
    ),
    flows: rows.runs.flatMap(({ run, point }) =>
      owners.map((owner, i) => ({ run, source: "new money", owner, amount: 10 + i + variantOf(point) })),
    ),
    places: rows.runs.flatMap(({ run }) => [
      { run, counted: "requests" as const, place: "DEU", name: "Germany", latitude: 51, longitude: 10, served: 0.99 },
      { run, counted: "requests" as const, place: "KEN", name: "Kenya", latitude: 0, longitude: 38, served: 0.5 },
      { run, counted: "requests" as const, place: "CHL", name: "Chile", latitude: -35, longitude: -71, served: 0.9 },
    ]),
  };
}
