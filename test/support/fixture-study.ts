/** A study of the fixture simulation, and, bundled (`fixture-bundle.ts`), a program that runs one: `<store> <workers> <changes as JSON>`. */
import { createHash } from "node:crypto";
import { fileURLToPath } from "node:url";
import { complain } from "../../sim/host/complain.ts";
import { completeStudy } from "../../sim/host/run-study.ts";
import { openStudy } from "../../sim/host/study.ts";
import type { ScenarioRecord } from "../../sim/host/study-record.ts";
import { type FixtureScenario, fixtureScenario } from "./fixture-run.ts";

export function fixtureStudy(changes: Partial<FixtureScenario> = {}): ScenarioRecord {
  const scenario = { ...fixtureScenario, ...changes };
  const { replications, epochTakesMs, ...content } = scenario;
  return {
    identity: createHash("sha256").update(JSON.stringify(content)).digest("hex"),
    name: scenario.name,
    question: scenario.question,
    warmup: scenario.warmup,
    replications,
    resolved: JSON.stringify({ ...content, replications, epochTakesMs }),
    sources: [{ path: "fixture.yaml", text: "name: fixture\n" }],
  };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [path, workers, changes] = process.argv.slice(2);
  try {
    const store = await openStudy(path!, fixtureStudy(JSON.parse(changes ?? "{}")));
    process.exitCode = await completeStudy(store, {
      workers: Number(workers),
      json: true,
      quiet: false,
      workerFile: new URL("./fixture.worker.js", import.meta.url),
    });
  } catch (error) {
    process.exitCode = complain(error, false);
  }
}
