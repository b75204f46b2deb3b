/** A store for a study of one scenario, as the command line opens it. */
import { openStudy } from "../../sim/host/study.ts";
import { canonicalJson, scenarioIdentity } from "../../sim/scenario/identity.ts";
import type { Scenario } from "../../sim/scenario/scenario.ts";

export function openScenarioStudy(path: string, scenario: Scenario): ReturnType<typeof openStudy> {
  const { name, question, replications } = scenario;
  const identity = scenarioIdentity({ ...scenario, replications: 1 });
  return openStudy(path, {
    identity,
    name,
    question,
    warmup: 0,
    replications,
    resolved: canonicalJson(scenario),
    sources: [],
  });
}
