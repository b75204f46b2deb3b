/** `commonwatt replicate`: answers a file of published and closed-form results. */
import { existsSync, readFileSync, realpathSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { answerAll, type Unanswered } from "../../replication/answer.ts";
import type { ReadTrace } from "../../replication/families/trace.ts";
import type { Answer, Question } from "../../replication/question.ts";
import { replicationFamilies } from "../../replication/registry.ts";
import { scoreAnswer } from "../../replication/score.ts";
import { replicationSummary } from "../../replication/summary.ts";
import { type Asked, readKnownValues, readQuestions } from "../../replication/targets.ts";
import { exitCodes, UsageError } from "../complain.ts";
import { packageFile } from "../package-root.ts";
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
  assertOursToWrite(options);
  const { questions, unread, seed, written } = readInput(options);
  const { answered, unanswered } = answerAll(
    questions,
    replicationFamilies(traceReader(options.data)),
    seed,
    showProgress(questions.length),
  );
  const answers = { answered, unanswered: [...unread, ...unanswered] };
  writeAnswers(options.answers, answered);
  const asked = new Set(questions.map(({ id }) => id));
  const known = readKnownValues(written).filter(({ id }) => asked.has(id));
  const verdicts = known.map((value) => scoreAnswer(value, answered.get(value.id)));
  if (options.json === true) {
    printJson({ ok: true, seed, answered: answered.size, unanswered: answers.unanswered, verdicts });
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

/** @throws UsageError when the file to write is the file of targets, or a file that this command did not write */
function assertOursToWrite({ targets, answers }: ReplicateOptions): void {
  if (!existsSync(answers)) return;
  if (existsSync(targets) && realpathSync(answers) === realpathSync(targets)) {
    throw new UsageError(`--answers ${answers} is the file of targets itself — name another file for the answers`);
  }
  if (statSync(answers).isFile() && !holdsAnswers(readFileSync(answers, "utf8"))) {
    throw new UsageError(`--answers ${answers} exists and holds no answers: it is left as it is — name another file`);
  }
}

/** A file of answers as this command writes it: id → { value, how, … }; an empty file holds nothing to lose. */
function holdsAnswers(text: string): boolean {
  if (text.trim() === "") return true;
  try {
    const written: unknown = JSON.parse(text);
    if (typeof written !== "object" || written === null || Array.isArray(written)) return false;
    return Object.values(written).every(
      (answer: { value?: unknown; how?: unknown } | null) =>
        (typeof answer?.value === "number" || Array.isArray(answer?.value)) &&
        (answer.how === "solve" || answer.how === "simulate"),
    );
  } catch {
    return false;
  }
}

interface Input {
  readonly questions: Question[];
  readonly unread: readonly Unanswered[];
  readonly seed: number;
  readonly written: unknown;
}

function readInput(options: ReplicateOptions): Input {
  const { written, questions, unread } = readTargets(options.targets);
  const names = options.families?.split(",").map((name) => name.trim());
  for (const name of names ?? []) {
    if ([...questions, ...unread].some(({ family }) => family === name)) continue;
    throw new UsageError(`--families ${name}: no target of this family in ${options.targets}`);
  }
  const isWanted = ({ family }: { readonly family: string }) => names === undefined || names.includes(family);
  const wanted = questions.filter(isWanted);
  const seed = options.seed ?? seedDefault;
  const asked = options.quick === true ? firstOfEach(wanted) : wanted;
  return { questions: asked, unread: unread.filter(isWanted), seed, written };
}

function readTargets(path: string): Asked & { readonly written: unknown } {
  try {
    const written: unknown = JSON.parse(readFileSync(path, "utf8"));
    return { written, ...readQuestions(written) };
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
const dataDefault = packageFile("../shared/data/workload");

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
