/** Families of random networks: links tied where links are, and what is left when nodes go. */
import * as z from "zod";
import { log1p } from "../../engine/math.ts";
import { giantShare, preferentialShare } from "../exact/size-laws.ts";
import { family } from "../family.ts";
import { measuredBy } from "../trials.ts";

type Draw = (n: number) => number;

interface Growing {
  readonly m: number;
  readonly nodes: number;
}

export const preferentialTies = family<Growing>({
  id: "BA",
  summary: "Each new node ties m links to others, drawn by the links that they have",
  params: z
    .strictObject({ m: z.int().min(1).max(100), nodes: z.int().min(10).max(1_000_000) })
    .refine(({ m, nodes }) => nodes > 2 * m, "nodes must be more than 2 m"),
  solve({ m }, metric) {
    const k = degreeAsked(metric);
    return k === null ? null : preferentialShare(k, m);
  },
  simulate({ m, nodes }, metric) {
    const k = degreeAsked(metric);
    if (k === null) return null;
    const links = linksOf(m, nodes);
    const degree = new Uint32Array(nodes);
    const plan = {
      sums: 2,
      size: nodes * m,
      trial(draw: Draw, sums: Float64Array) {
        tie({ m, nodes }, links, draw);
        degree.fill(0);
        for (const node of links) degree[node]++;
        for (let i = 0; i < nodes; i++) if (degree[i] === k) sums[1]++;
        sums[2] += nodes;
      },
    };
    return measuredBy(`degree ${k}`, plan, { over: 1, under: 2, precision: 0.006 });
  },
});

function degreeAsked(metric: string): number | null {
  const degree = /^share_of_nodes_degree_(\d+)$/.exec(metric)?.[1];
  return degree === undefined ? null : Number(degree);
}

/** Room for both ends of every link: those of the m + 1 first nodes, all tied to all, and m a node after. */
function linksOf(m: number, nodes: number): Uint32Array {
  return new Uint32Array(m * (m + 1) + 2 * m * (nodes - m - 1));
}

/** An end drawn at random belongs to a node with a chance in proportion to its links. */
function tie({ m, nodes }: Growing, ends: Uint32Array, draw: Draw): void {
  let [count, n] = [0, 0];
  for (let i = 0; i <= m; i++) {
    for (let j = 0; j < i; j++) {
      ends[count++] = i;
      ends[count++] = j;
    }
  }
  for (let node = m + 1; node < nodes; node++) {
    const before = count;
    for (let link = 0; link < m; link++) {
      let other = ends[Math.floor(draw(n++) * before)] as number;
      // The m links of a node go to m others.
      while (isTied(ends, before, count, other)) other = ends[Math.floor(draw(n++) * before)] as number;
      ends[count++] = node;
      ends[count++] = other;
    }
  }
}

function isTied(ends: Uint32Array, from: number, to: number, other: number): boolean {
  for (let at = from + 1; at < to; at += 2) if (ends[at] === other) return true;
  return false;
}

interface Random {
  readonly mean_degree: number;
  readonly nodes?: number | undefined;
  readonly random_removed: number;
}

export const randomRemoval = family<Random>({
  id: "PERCOL",
  summary: "Greatest connected part of a random network, also after nodes were removed at random",
  params: z
    .strictObject({
      mean_degree: z.number().positive().max(1000),
      nodes: z.int().min(10).max(2_000_000).optional(),
      random_removed: z.number().min(0).lt(1).default(0),
      graph: z.literal("Erdos-Renyi").optional(),
    })
    .refine(({ mean_degree: c, nodes }) => nodes === undefined || c < nodes - 1, "mean_degree must be below nodes − 1")
    .transform(({ graph: _, ...at }) => at),
  solve({ mean_degree: c, random_removed: removed }, metric) {
    const left = giantShare(c * (1 - removed));
    if (metric === "giant_component_share") return left;
    if (metric === "giant_component_share_of_original") return (1 - removed) * left;
    return metric === "critical_removed_fraction" ? Math.max(0, 1 - 1 / c) : null;
  },
  simulate({ mean_degree: c, nodes, random_removed: removed }, metric) {
    if (nodes === undefined) return null;
    const isOfAll = metric === "giant_component_share_of_original";
    if (!isOfAll && metric !== "giant_component_share") return null;
    const plan = {
      sums: 3,
      size: nodes + Math.round((c * nodes) / 2),
      trial(draw: Draw, sums: Float64Array) {
        const { greatest, present } = componentsLeft({ nodes, chance: c / (nodes - 1), removed }, draw);
        sums[1] += greatest;
        sums[2] += nodes;
        sums[3] += present;
      },
    };
    return measuredBy("removal", plan, { over: 1, under: isOfAll ? 2 : 3, precision: 0, within: 0.001 });
  },
});

interface Ties {
  readonly nodes: number;
  /** That two nodes are tied. */
  readonly chance: number;
  readonly removed: number;
}

/**
 * Ties pairs of nodes that are there, each with the same chance, and measures the greatest connected part.
 *
 * Pairs are gone through in order, by gaps to the next tied one (Batagelj and Brandes, Physical Review E 71, 2005).
 */
function componentsLeft({ nodes, chance, removed }: Ties, draw: Draw): { greatest: number; present: number } {
  const parent = Int32Array.from({ length: nodes }, (_, i) => (draw(i) < removed ? -1 : i));
  const perLog = 1 / log1p(-chance);
  let n = nodes;
  let [a, b] = [1, -1];
  for (;;) {
    b += 1 + Math.floor(log1p(-draw(n++)) * perLog);
    while (b >= a && a < nodes) b -= a++;
    if (a >= nodes) break;
    if (parent[a] >= 0 && parent[b] >= 0) parent[rootOf(parent, a)] = rootOf(parent, b);
  }
  const size = new Uint32Array(nodes);
  let [greatest, present] = [0, 0];
  for (let i = 0; i < nodes; i++) {
    if (parent[i] < 0) continue;
    present++;
    greatest = Math.max(greatest, ++size[rootOf(parent, i)]);
  }
  return { greatest, present };
}

/** Halves the path on its way up. */
function rootOf(parent: Int32Array, node: number): number {
  let at = node;
  while (parent[at] !== at) {
    parent[at] = parent[parent[at]];
    at = parent[at];
  }
  return at;
}
