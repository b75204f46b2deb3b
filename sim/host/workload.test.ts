import { describe, expect, test } from "vitest";
import { changed, loadText, scenarioText } from "../../test/support/scenario-text.ts";
import { countsOf } from "./workload.ts";

describe("counts", () => {
  test("windows hold a known share of the time", () => {
    const counts = countsOf(loadText(changed("growth: 40 %/year", "growth: 0 %/year")).scenario);
    // 40 epochs of 3 windows of 10 s + 5 s; the first warm-up is 60 s instead of 5 s.
    expect(counts).toMatchObject({ runs: 3, epochs: 40, windows: 120, simulatedSeconds: 40 * 45 + 55 });
    expect(counts.requests).toBe(40 * 21_600 * 120);
    expect(counts.simulatedRequests).toBe((40 * 45 + 55) * 120);
  });
  test("windows: 1 simulates everything, 0 nothing, and growth compounds", () => {
    const windows = /windows: .*/;
    const all = countsOf(loadText(scenarioText.replace(windows, "windows: 1")).scenario);
    expect(all.simulatedRequests).toBe(all.requests);
    expect(countsOf(loadText(scenarioText.replace(windows, "windows: 0")).scenario).simulatedRequests).toBe(0);
    const years = ["horizon=2 epoch", "warmup=0 epoch", "epochLength=1 year", "outages.scripted=[]"];
    const { requests } = countsOf(loadText(scenarioText, years).scenario);
    expect(requests).toBe(Math.round(120 * 31_557_600 * 2.4));
  });
});
