/** scenarios/states: no act of any file is idle, and acts on costs and clouds do what their file asks, against the same run without them. */
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { loadScenarioFile } from "../../sim/host/scenario-file.ts";
import { jurisdictions } from "../../sim/model/catalogue/jurisdictions.ts";
import { run } from "../../sim/run.ts";
import { warnings } from "../../sim/scenario/warnings.ts";
import { keepingSink } from "../support/small-world.ts";

const folder = "scenarios/states";
const files = readdirSync(folder).filter((file) => file.endsWith(".yaml"));

test.each(files)("%s: every act can matter there", (file) => {
  const messages = warnings(loadScenarioFile(join(folder, file), [])).map(({ message }) => message);
  expect(messages.filter((message) => message.includes("this act changes nothing"))).toEqual([]);
});

/** Epochs of the act that every run below reaches. */
const during = [16, 40] as const;
/** Mean of a column over the act, of a table with a row an epoch, or of one country's rows. With and without the act. */
function means(file: string, table: string, columns: readonly string[], country?: string): number[][] {
  const where = jurisdictions.findIndex(({ id }) => id === country);
  return [[], ["economy.states.acts=[]"]].map((sets) => {
    const short = ["windows=0", `horizon=${during[1]} epoch`, "outputs.operatorsEvery=0"];
    const { scenario } = loadScenarioFile(join(folder, file), [...short, ...sets]);
    const sink = keepingSink();
    run({ scenario, replication: 0 }, sink);
    const epochs = sink.column(table, "epoch").map(Number);
    const places = country === undefined ? undefined : sink.column(table, "jurisdiction").map(Number);
    const rows = epochs.flatMap((epoch, i) =>
      epoch >= during[0] && (places === undefined || places[i] === where) ? [i] : [],
    );
    return columns.map((name) => {
      const values = sink.column(table, name);
      return rows.reduce((sum, i) => sum + Number(values[i]), 0) / rows.length;
    });
  });
}

test("cloud-exit.yaml: Brazil's clients have no cloud, more of them are at the network, and fewer are served", () => {
  const [left, peace] = means(
    "cloud-exit.yaml",
    "client_places",
    ["cloud_share", "network_share", "served_share"],
    "BRA",
  );
  expect(left?.[0]).toBe(0);
  expect(peace?.[0]).toBeGreaterThan(0.5);
  expect(left?.[1]).toBeGreaterThan(1.5 * (peace?.[1] as number));
  expect(left?.[2]).toBeLessThan(0.8 * (peace?.[2] as number));
});

test("energy-shock.yaml: hosts pay for power dearly, and clouds in Germany serve fewer", () => {
  const [dear, peace] = means("energy-shock.yaml", "industry", ["power", "margin"]);
  expect(dear?.[0]).toBeGreaterThan(1.3 * (peace?.[0] as number));
  expect(dear?.[1]).toBeLessThan(peace?.[1] as number);
  const [hit, spared] = means("energy-shock.yaml", "client_places", ["served_share"], "DEU");
  expect(hit?.[0]).toBeLessThan((spared?.[0] as number) - 0.01);
});

test("subsidy.yaml: hosts pay less of what they cost", () => {
  const [aided, peace] = means("subsidy.yaml", "industry", ["power", "site", "staff"]);
  for (const k of [0, 1, 2]) expect(aided?.[k]).toBeLessThan(peace?.[k] as number);
});
