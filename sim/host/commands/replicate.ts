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
import { exitCodes, UsageError } from "../complain.ts";
import { printJson, printLine } from "../terminal.ts";

export interface ReplicateOptions {
  /** File of targets: a JSON list of { id, family, params, metric, how }; value and tol may be there or not. */
  readonly targets: string;
  /** File to write: id → { value, how, seed, n, se }, the last three for simulated answers. */
  readonly answers: string;
  /** Comma-separated families; all when absent. */
  readonly families?: string | undefined;
  /** Root of all random streams, a whole number ≥ 0; 1 when absent. */
  readonly seed?: number | undefined;
  /** Answers the first targets of each family only. */
  readonly quick?: boolean | undefined;
  /** Folder of the user's trace files. */
  readonly data?: string | undefined;
  /** Prints one JSON object in place of the table. */
  readonly json?: boolean | undefined;
}

/** Of each family, in the order of the file: a suite that takes some seconds. */
const quickPerFamily = 3;
const seedDefault = 1;

/**
 * Answers, writes the answers, prints the summary, and scores where the file carries values.
 *
 * @returns exit code 0: the answers are written, and what could not be answered is listed with its reason
 * @throws UsageError (exit code 2) when an option, the file of targets or the file of answers cannot be used
 */
export async function replicateCommand(options: ReplicateOptions): Promise<number> {
  const { questions, seed, written } = readInput(options);
  const answers = answerAll(
    questions,
    replicationFamilies(traceReader(options.data)),
    seed,
    showProgress(questions.length),
  );
  writeAnswers(options.answers, answers.answered);
  const asked = new Set(questions.map(({ id }) => id));
  const known = readKnownValues(written).filter(({ id }) => asked.has(id));
  const verdicts = known.map((value) => scoreAnswer(value, answers.answered.get(value.id)));
  if (options.json === true) {
    const { answered, unanswered } = answers;
    printJson({ ok: true, seed, answered: answered.size, unanswered, verdicts });
  } else {
    printLine(`seed ${seed}\n${replicationSummary(questions, answers, verdicts).join("\n")}`);
  }
  return exitCodes.fine;
}

/** Counts on one line of the terminal; silent elsewhere. */
function showProgress(total: number): () => void {
  let done = 0;
  return () => {
    done++;
    const end = done === total ? "\n" : "";
    if (process.stderr.isTTY) process.stderr.write(`\r${done} of ${total} answered${end}`);
  };
}

interface Input {
  readonly questions: Question[];
  readonly seed: number;
  readonly written: unknown;
}

function readInput(options: ReplicateOptions): Input {
  const { written, questions } = readTargets(options.targets);
  const names = options.families?.split(",").map((name) => name.trim());
  for (const name of names ?? []) {
    if (questions.some(({ family }) => family === name)) continue;
    throw new UsageError(`--families ${name}: no target of this family in ${options.targets}`);
  }
  const wanted = questions.filter(({ family }) => names === undefined || names.includes(family));
  const seed = options.seed ?? seedDefault;
  return { questions: options.quick === true ? firstOfEach(wanted) : wanted, seed, written };
}

function readTargets(path: string): { written: unknown; questions: Question[] } {
  try {
    const written: unknown = JSON.parse(readFileSync(path, "utf8"));
    return { written, questions: readQuestions(written) };
  } catch (error) {
    throw new UsageError(`--targets ${path}: ${(error as Error).message}`);
  }
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

function writeAnswers(path: string, answered: ReadonlyMap<string, Answer>): void {
  try {
    writeFileSync(path, `${JSON.stringify(Object.fromEntries(answered), null, 1)}\n`);
  } catch (error) {
    throw new UsageError(`--answers ${path}: ${(error as Error).message}`);
  }
}
