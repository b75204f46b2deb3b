/** One answer of the replication, for tests. */
import { answerAll } from "../../sim/replication/answer.ts";
import type { Answer, How } from "../../sim/replication/question.ts";
import { replicationFamilies } from "../../sim/replication/registry.ts";

const families = replicationFamilies(() => null);

/** @throws Error with the reason when there is no answer */
export function answer(family: string, params: Readonly<Record<string, unknown>>, metric: string, how: How): Answer {
  const { answered, unanswered } = answerAll([{ id: "asked", family, params, metric, how }], families, 11);
  const found = answered.get("asked");
  if (found === undefined) throw new Error(unanswered[0]?.reason);
  return found;
}
