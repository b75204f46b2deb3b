/** Marks beside the batches, and loads that the router keeps, say what the records do, at any instant of a run in which nodes come and go. */
import { expect, test } from "vitest";
import { fieldOf } from "../../sim/engine/packed.ts";
import { Status } from "../../sim/model/tables/nodes.ts";
import { Turned } from "../../sim/model/tables/serving.ts";
import type { World } from "../../sim/model/world.ts";
import { runTo, smallWorld } from "../support/small-world.ts";

const sums = ["busyTime", "outputTokens", "tokens", "served", "missed", "fees"] as const;

function marksOf({ serving, nodes, router }: World, host: number) {
  const isLive = nodes.columns.status[host] === Status.live;
  const wasLive = serving.wasLive[host] === 1;
  return {
    isBusy: serving.isBusy[host] === 1,
    hasWork: !Number.isNaN(fieldOf(serving, "busySince", host)),
    // A node that is not marked has neither work nor sums.
    isLeftOut: serving.isUsed[host] === 0 && sums.some((name) => fieldOf(serving, name, host) !== 0),
    isTurned: serving.turned[host] !== Turned.no,
    isOther: isLive !== wasLive,
    saysWasLive: serving.turned[host] === Turned.wasLive,
    wasLive,
    load: router.load(host),
    outstanding: fieldOf(serving, "outstanding", host),
  };
}

test("marks repeat the records", () => {
  const world = smallWorld({ horizon: "4 epoch", outages: { perYear: 200, length: "1 h", scripted: [] } });
  const seen = { busy: 0, used: 0, turned: 0, back: 0 };
  for (let second = 61; second < 4 * 7200; second += 97) {
    runTo(world, second);
    for (let host = 0; host < world.nodes.count; host++) {
      const marks = marksOf(world, host);
      expect(marks.isBusy).toBe(marks.hasWork);
      expect(marks.isLeftOut).toBe(false);
      expect(marks.load).toBe(marks.outstanding / world.nodes.columns.places[host]);
      if (!marks.isTurned) expect(marks.isOther).toBe(false);
      else expect(marks.saysWasLive).toBe(marks.wasLive);
      if (marks.isBusy) seen.busy++;
      if (world.serving.isUsed[host] === 1) seen.used++;
      if (marks.isTurned) seen.turned++;
      if (marks.isTurned && !marks.isOther) seen.back++;
    }
  }
  // Each mark was met, and not everywhere.
  const all = Math.ceil((4 * 7200 - 61) / 97) * world.nodes.count;
  for (const count of Object.values(seen)) {
    expect(count).toBeGreaterThan(0);
    expect(count).toBeLessThan(all);
  }
});
