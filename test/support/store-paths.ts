/** Folders for stores under test, and a scenario record to make one with. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import type { ScenarioRecord } from "../../sim/host/study-record.ts";

/** A folder that is removed with the test. */
export function testFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "commonwatt-test-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

export const fixtureRecord: ScenarioRecord = {
  identity: "0".repeat(64),
  name: "fixture",
  question: "Isn't it whole?",
  warmup: 1,
  replications: 4,
  resolved: '{"name":"fixture"}',
  sources: [{ path: "fixture.yaml", text: "name: fixture\n" }],
};
