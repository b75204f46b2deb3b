/** `commonwatt replicate`: answers a file of published and closed-form results. */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { answerAll } from "../../replication/answer.ts";
import type { ReadTrace } from "../../replication/families/trace.ts";
import type { Answer, Question } from "../../replication/question.ts";
import { replicationFamilies } from "../../replication/registry.ts";
import { scoreAnswer } from "../../replication/score.ts";
import { replicationSummary } from "../../replication/summary.ts";
import { readKnownValues, readQuestions } from "../../replication/targets.ts";

export interface ReplicateOptions {
  /** File of targets: a JSON list of { id, family, params, metric, how }; value and tol may be there or not. */
  readonly targets: string;
  /** File to write: id → { value, how, seed, n, se }, the last three for simulated answers. */
  readonly answers: string;
  /** Comma-separated families; all when absent. */
  readonly families?: string | undefined;
  /** Root of all random streams, a whole number; 1 when absent. */
  readonly seed?: string | number | undefined;
  /** Answers the first targets of each family only. */
  readonly quick?: boolean | undefined;
  /** Folder of the user's trace files. */
  readonly data?: string | undefined;
}

/** Of each family, in the order of the file: a suite that takes some seconds. */
const quickPerFamily = 3;
const seedDefault = 1;
/** Seeds are whole, and exact as JSON numbers. */
const seedMax = Number.MAX_SAFE_INTEGER;

/**
 * Answers, writes the answers, prints the summary, and scores where the file carries values.
 *
 * @returns exit code: 0 when the answers were written, with whatever could not be answered listed by reason; 2 when the options or
 *   the file of targets cannot be used
 */
export async function replicateCommand(options: ReplicateOptions): Promise<number> {
  const read = readInput(options);
  if (typeof read === "string") {
    process.stderr.write(`${read}\n`);
    return 2;
  }
  const { questions, seed, written } = read;
  let done = 0;
  const answers = answerAll(questions, replicationFamilies(traceReader(options.data)), seed, () => {
    done++;
    if (process.stderr.isTTY) process.stderr.write(`\r${done} of ${questions.length} answered`);
  });
  if (process.stderr.isTTY) process.stderr.write("\n");
  const failure = writeAnswers(options.answers, answers.answered);
  if (failure !== null) {
    process.stderr.write(`${failure}\n`);
    return 2;
  }
  const asked = new Set(questions.map(({ id }) => id));
  const known = readKnownValues(written).filter(({ id }) => asked.has(id));
  const verdicts = known.map((value) => scoreAnswer(value, answers.answered.get(value.id)));
  process.stdout.write(`seed ${seed}\n${replicationSummary(questions, answers, verdicts).join("\n")}\n`);
  return 0;
}

interface Input {
  readonly questions: Question[];
  readonly seed: number;
  readonly written: unknown;
}

/** The input, or one line that says what is wrong with it. */
function readInput(options: ReplicateOptions): Input | string {
  const seed = Number(options.seed ?? seedDefault);
  if (!Number.isInteger(seed) || seed < 0 || seed > seedMax)
    return `--seed ${options.seed}: must be a whole number ≥ 0`;
  let written: unknown;
  let questions: Question[];
  try {
    written = JSON.parse(readFileSync(options.targets, "utf8"));
    questions = readQuestions(written);
  } catch (error) {
    return `--targets ${options.targets}: ${(error as Error).message}`;
  }
  const wanted = options.families?.split(",").map((name) => name.trim());
  for (const name of wanted ?? []) {
    if (!questions.some(({ family }) => family === name))
      return `--families ${name}: no target of this family in the file`;
  }
  if (wanted !== undefined) questions = questions.filter(({ family }) => wanted.includes(family));
  return { questions: options.quick === true ? firstOfEach(questions) : questions, seed, written };
}

function firstOfEach(questions: readonly Question[]): Question[] {
  const taken = new Map<string, number>();
  return questions.filter(({ family }) => {
    const count = (taken.get(family) ?? 0) + 1;
    taken.set(family, count);
    return count <= quickPerFamily;
  });
}

/** Beside the project, where a checkout of the reference data is looked for when no folder is given. */
const dataDefault = fileURLToPath(new URL("../../../../shared/data/workload", import.meta.url));

function traceReader(folder: string | undefined): ReadTrace {
  const from = folder ?? dataDefault;
  return (fileNames) => {
    const name = fileNames.find((each) => existsSync(join(from, each)));
    return name === undefined ? null : { name, text: readFileSync(join(from, name), "utf8") };
  };
}

function writeAnswers(path: string, answered: ReadonlyMap<string, Answer>): string | null {
  try {
    writeFileSync(path, `${JSON.stringify(Object.fromEntries(answered), null, 1)}\n`);
    return null;
  } catch (error) {
    return `--answers ${path}: ${(error as Error).message}`;
  }
}
