/** Families of trade and dependence: autarky, dearer trade, lost inputs, large firms, parties that are kept out. */
import * as z from "zod";
import { normalOf } from "../../engine/normal.ts";
import { pow } from "../../engine/pow.ts";
import { hhi } from "../../measures/hhi.ts";
import { autarkyLoss, inputCutLoss, realIncomeFactors } from "../exact/trade.ts";
import { family } from "../family.ts";
import { Unanswerable } from "../question.ts";
import { measuredBy, spreadBy, trialsAt } from "../trials.ts";

type Draw = (n: number) => number;
const share = z.number().min(0).max(1);
const positive = z.number().positive();

export const gainsFromTrade = family<{ readonly home_share: number; readonly trade_elasticity: number }>({
  id: "ACR",
  summary: "Real income lost without trade",
  params: z.strictObject({ home_share: z.number().gt(0).max(1), trade_elasticity: positive }),
  solve: ({ home_share, trade_elasticity }, metric) =>
    metric === "welfare_loss_from_autarky" ? autarkyLoss(home_share, trade_elasticity) : null,
  simulate: () => null,
});

interface Cut {
  readonly input_cost_share: number;
  readonly input_cut: number;
  readonly elasticity?: number | undefined;
}

export const inputCut = family<Cut>({
  id: "CESCUT",
  summary: "Output lost when part of an input is cut off",
  params: z.strictObject({ input_cost_share: share, input_cut: share, elasticity: z.number().min(0).optional() }),
  solve({ input_cost_share, input_cut, elasticity }, metric) {
    if (metric === "cobb_douglas_loss") return inputCutLoss(input_cost_share, 1, input_cut);
    if (metric === "hulten_first_order_loss") return input_cost_share * input_cut;
    if (metric !== "output_loss" || elasticity === undefined) return null;
    return inputCutLoss(input_cost_share, elasticity, input_cut);
  },
  simulate: () => null,
});

interface Trade {
  readonly shares_row_exporter: readonly (readonly number[])[];
  readonly incomes: readonly number[];
  readonly trade_elasticity: number;
  readonly shock: string;
}

export const dearerTrade = family<Trade>({
  id: "HATALG",
  summary: "Real incomes after trade became dearer, from shares and incomes before",
  params: z
    .strictObject({
      shares_row_exporter: z.array(z.array(share)).min(2),
      incomes: z.array(positive),
      trade_elasticity: positive,
      shock: z.string(),
    })
    .refine(
      ({ shares_row_exporter: rows, incomes }) =>
        rows.length === incomes.length && rows.every((row) => row.length === rows.length),
      "shares must be a square table with a row for each income",
    )
    .refine(
      ({ shares_row_exporter: rows }) =>
        rows.every((_, j) => Math.abs(rows.reduce((sum, row) => sum + (row[j] as number), 0) - 1) < 1e-6),
      "the shares that a country spends must sum to 1, column by column",
    ),
  solve({ shares_row_exporter: shares, incomes, trade_elasticity: tradeElasticity, shock }, metric) {
    if (metric !== "real_income_change_factors") return null;
    return realIncomeFactors({ shares, incomes, tradeElasticity }, costFactors(shock, incomes.length));
  },
  simulate: () => null,
});

const shocks = "bilateral cost between A and B up|down X%, cost from A to B up|down X%, all trade costs up|down X%";

/** Reads a shock in words; countries are numbered from 1. @throws Unanswerable when it is none of those known */
function costFactors(shock: string, count: number): number[][] {
  const read =
    /^(?:(bilateral cost between|cost from) (\d+) (?:and|to) (\d+)|all trade costs) (up|down) ([\d.]+)%$/.exec(shock);
  const unknown = () => new Unanswerable(`"shock" is ${JSON.stringify(shock)}, expected one of: ${shocks}`);
  if (read === null) throw unknown();
  const [, kind, a, b, way, percent] = read;
  const factor = 1 + (way === "up" ? 1 : -1) * (Number(percent) / 100);
  const [first, second] = [Number(a) - 1, Number(b) - 1];
  const isPair = kind !== undefined;
  if (!(factor > 0) || (isPair && !(first !== second && isCountry(first) && isCountry(second)))) throw unknown();
  const isDearer = (i: number, j: number) => {
    if (!isPair) return i !== j;
    return (i === first && j === second) || (kind !== "cost from" && i === second && j === first);
  };
  return Array.from({ length: count }, (_, i) =>
    Array.from({ length: count }, (_, j) => (isDearer(i, j) ? factor : 1)),
  );

  function isCountry(row: number): boolean {
    return row >= 0 && row < count;
  }
}

/** Shares of firms by rank: Zipf's law, or one less or more steep. */
const byRankText = /^1\/i(?:\^(\d+(?:\.\d+)?))?, i=1\.\.([1-9]\d{0,4})$/;

interface Granular {
  readonly shares: readonly number[];
  readonly firm_sd: number;
}

export const largeFirms = family<Granular>({
  id: "GRANULAR",
  summary: "How far an industry's output swings when each firm's swings by itself",
  params: z
    .strictObject({
      shares: z.union([
        z.array(z.number().min(0)).min(1).max(100_000),
        z.string().regex(byRankText, 'must be a list, or "1/i, i=1..N" or "1/i^z, i=1..N"'),
      ]),
      firm_sd: positive,
    })
    .transform(({ shares, firm_sd }) => ({ shares: typeof shares === "string" ? byRank(shares) : shares, firm_sd }))
    .refine(({ shares }) => shares.some((own) => own > 0), "shares must not all be 0"),
  solve: ({ shares, firm_sd }, metric) =>
    metric === "aggregate_sd" ? firm_sd * Math.sqrt(hhi(Float64Array.from(shares))) : null,
  simulate({ shares, firm_sd }, metric) {
    if (metric !== "aggregate_sd") return null;
    const total = shares.reduce((sum, own) => sum + own, 0);
    const plan = {
      sums: 2,
      size: shares.length,
      trial(draw: Draw, sums: Float64Array) {
        let swing = 0;
        for (let i = 0; i < shares.length; i++) swing += ((shares[i] as number) / total) * firm_sd * normalOf(draw(i));
        sums[1] += swing;
        sums[2] += swing * swing;
      },
    };
    const measure = { over: 1, squares: 2, under: trialsAt, scale: 1, precision: 0.004 };
    return spreadBy("swings", plan, { kind: "deviation", ...measure });
  },
});

function byRank(text: string): number[] {
  const [, exponent = "1", count] = byRankText.exec(text) ?? [];
  return Array.from({ length: Number(count) }, (_, i) => pow(i + 1, -Number(exponent)));
}

interface Exclusion {
  readonly censoring_share: number;
  readonly slot_seconds?: number | undefined;
}

export const exclusion = family<Exclusion>({
  id: "CENSOR",
  summary: "What a party waits that part of the block producers leave out",
  params: z.strictObject({ censoring_share: z.number().min(0).lt(1), slot_seconds: positive.optional() }),
  solve({ censoring_share: c, slot_seconds: slot }, metric) {
    if (metric === "mean_extra_wait_seconds" && slot !== undefined) return (slot * c) / (1 - c);
    const slots = slotsAsked(metric);
    return slots === null ? null : pow(c, slots);
  },
  simulate({ censoring_share: c, slot_seconds: slot }, metric) {
    const slots = slotsAsked(metric);
    const plan = {
      sums: 2,
      size: 1 / (1 - c),
      trial(draw: Draw, sums: Float64Array) {
        let passed = 0;
        while (draw(passed) < c) passed++;
        sums[1] += passed;
        if (slots !== null && passed >= slots) sums[2]++;
      },
    };
    if (metric === "mean_extra_wait_seconds" && slot !== undefined) {
      const measure = { over: 1, under: trialsAt, scale: slot, precision: 0.005 };
      return spreadBy("slots", plan, { kind: "ratio", ...measure });
    }
    if (slots === null) return null;
    return measuredBy(`slots ${slots}`, plan, { over: 2, under: trialsAt, precision: 0, within: 0.001, counts: true });
  },
});

function slotsAsked(metric: string): number | null {
  const slots = /^prob_not_included_within_([1-9]\d*)_slots?$/.exec(metric)?.[1];
  return slots === undefined ? null : Number(slots);
}
