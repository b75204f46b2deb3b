/** Factors on service laws that were asked for before: machines that are alike and do the same have one. */
import { type LawFactors, lawFactors, type MeanRequest } from "./cheap-work.ts";
import { findServer } from "./find-server.ts";
import type { World } from "./world.ts";

/** Not state: what it holds follows from the scenario and the mean request, and is found again when that is another. */
export interface LawMemo {
  prompt: number;
  answer: number;
  /** Machine and behaviour → share of requests so treated → factors. */
  readonly known: Map<number, Map<number, LawFactors>>;
}

export function createLawMemo(): LawMemo {
  return { prompt: Number.NaN, answer: Number.NaN, known: new Map() };
}

/** Rows of a catalogue, cards, markets and behaviours are counted in bytes. */
const byte = 256;

/** What a machine does, and for which share of its requests. */
interface Work {
  readonly behaviour: number;
  readonly share: number;
}

/** As `lawFactors`, of the machine behind a row of `nodes`. */
export function factorsFor(
  memo: LawMemo,
  world: Pick<World, "nodes" | "models" | "catalogue">,
  host: number,
  { behaviour, share }: Work,
  mean: MeanRequest,
): LawFactors {
  if (memo.prompt !== mean.prompt || memo.answer !== mean.answer) {
    memo.known.clear();
    memo.prompt = mean.prompt;
    memo.answer = mean.answer;
  }
  const { hardware, cards, market } = world.nodes.columns;
  const key = ((hardware[host] * byte + cards[host]) * byte + market[host]) * byte + behaviour;
  let byShare = memo.known.get(key);
  if (byShare === undefined) {
    byShare = new Map();
    memo.known.set(key, byShare);
  }
  let found = byShare.get(share);
  if (found === undefined) {
    found = lawFactors(findServer(world, host), behaviour, share, mean);
    byShare.set(share, found);
  }
  return found;
}
