/** The hindcast's page prints what the scenario makes: its replication 0, run again. */
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { lastEpoch } from "../../analysis/replication/shrinkage/compare.ts";
import { readText } from "../../sim/host/scenario-file.ts";
import { run } from "../../sim/run.ts";
import { loadStudy, type StudyPoint } from "../../sim/scenario/study.ts";
import { concentrationBy, concentrationOf } from "../../sim/store/tables.ts";
import { keepingSink } from "../support/small-world.ts";

const { points, factors } = loadStudy({ path: "scenarios/hindcast/shrinkage.yaml", sets: [], readText });
const pointOf = (variant: string) =>
  points[factors[0]?.levels.findIndex(({ name }) => name === variant) ?? -1] as StudyPoint;

test.each([["rules of February"], ["rules and model of July"]])(
  "%s change rules, and nothing that the study chose",
  (variant) => {
    const chosen = ({ scenario: { epochLength, vesting, collateral, power, emission } }: StudyPoint) => {
      const { startEpoch } = collateral as { startEpoch?: number };
      return { epochLength, vesting, startEpoch, power, emission };
    };
    expect(chosen(pointOf(variant))).toEqual(chosen(pointOf("as given")));
    expect(pointOf(variant).scenario.verification).not.toEqual(pointOf("as given").scenario.verification);
  },
);

test("replication 0 of docs/hindcast.md", () => {
  const sink = keepingSink();
  run({ scenario: (points[0] as StudyPoint).scenario, replication: 0 }, sink);
  const column = (name: string) => sink.column("concentration", name).map(Number);
  const [epoch, of, by, holders, hhi] = ["epoch", "of", "by", "holders", "hhi"].map(column) as [
    number[],
    number[],
    number[],
    number[],
    number[],
  ];
  const row = epoch.findIndex(
    (at, i) =>
      at === lastEpoch && of[i] === concentrationOf.indexOf("weight") && by[i] === concentrationBy.indexOf("account"),
  );
  const machines = sink.column("industry", "machines")[lastEpoch];
  const page = readFileSync("docs/hindcast.md", "utf8");
  expect(page).toContain(
    `Replication 0 has ${holders[row]} hosts, ${machines} servers and an HHI of ${hhi[row]?.toFixed(6)} on 23 September.`,
  );
}, 120_000);
