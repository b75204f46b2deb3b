/** The commands about studies: many runs, here or on other machines. */
import { type Command, Option } from "commander";
import { adapterChoices } from "./adapter/choices.ts";

type Add = (usage: string, description: string) => Command;
type Collect = (value: string, before?: readonly string[]) => readonly string[];
type SetOption = readonly [flags: string, description: string, parse: Collect];

export interface Kinds {
  readonly positive: (text: string) => number;
  readonly natural: (text: string) => number;
  readonly adapter: () => Option;
}

const recordsOption = [
  "--records <file>",
  "measured cells of the kernel tier (default: those that come with the program)",
] as const;

/** A model of the user's, which `measure` and runs take alike. */
export function addModel(command: Command): Command {
  return command
    .option("--model <file>", "a model of yours: a checkpoint of llama2.c (.bin), or .safetensors beside config.json")
    .option("--smaller <file>", "with --model: its cheap substitute, of the same tokenizer")
    .option("--tokenizer <file>", "with --model: tokenizer of both, as llama2.c writes it (.bin)")
    .option("--prompts <file>", "with --model: one prompt a line (default: the project's passages)");
}

export function addStudies(add: Add, set: SetOption, kinds: Kinds): void {
  const { positive } = kinds;
  for (const [usage, description] of [
    ["compare <study>", "run the variants of a study on the same shocks, and report what each changes"],
    ["sweep <study>", "the same for a study that sweeps values"],
  ] as const)
    addModel(add(usage, description))
      .option(...set)
      .option("--out <file>", "store to write (default: results/<study>.duckdb)")
      .option("--workers <n>", "worker threads", positive)
      .option("--replications <n>", "independent repetitions of every point, instead of the study's", positive)
      .option("--no-report", "leave the report out")
      .addOption(new Option("--on <engine>", "submit it as an array of tasks instead").choices(["slurm", "kubernetes"]))
      .option("--shards <n>", "tasks of the array (default: five minutes each)", positive)
      .option("--folder <folder>", "where plan, parts and scripts go, seen by every task (default: beside the store)")
      .option("--options <text>", "further options of sbatch, as '--partition=long --time=2:00:00'")
      .option("--image <name>", "container image with commonwatt, for kubernetes")
      .option("--claim <name>", "persistent volume claim that holds the folder, for kubernetes")
      .option("--no-submit", "write the scripts only")
      .option(...recordsOption)
      .addOption(new Option("--adapter <which>", "where checks are executed").choices(adapterChoices).default("best"))
      .option("--quiet", "no progress");
  const collect = set[2];
  add(
    "explore <store>",
    "what sampled worlds tell: which assumptions matter, what if, where it turns round, what to choose",
  )
    .option("--outcome <id>", "only this outcome; repeatable (default: those that the study asks about)", collect)
    .option("--at <path=value>", "what to expect there, as 'demand.rate=30 request/s'; repeatable", collect);
  add("claims", "run the claim studies, and build their pages, PDFs and the index")
    .option("--full", "all worlds, and replications until precise (default: the quick size)")
    .option("--only <list>", "just these, as c2,c9")
    .option("--studies <folder>", "claim studies to run (default: those that come with the program)")
    .option("--folder <folder>", "where stores and pages go (default: results/claims, or results/claims-full)")
    .option("--workers <n>", "worker threads", positive)
    .option("--no-pdf", "pages only")
    .option("--quiet", "no progress");
  addSlices(add, kinds);
  addAgain(add, kinds);
}

function addSlices(add: Add, { positive, adapter }: Kinds): void {
  add("worker", "run one slice of a frozen plan, as a task of an array")
    .requiredOption("--plan <file>", "frozen plan (required)")
    .option("--shard <i/n>", "slice i of n, from 0 (default: index of the array task)")
    .option("--runs <list>", "just these runs, as 3,7-9")
    .option("--to <folder>", "folder of parts (default: beside the plan)")
    .option("--workers <n>", "worker threads (default: 1)", positive)
    .option(...recordsOption)
    .addOption(adapter());
  add("merge", "put the parts of all slices into one store, and name what is missing")
    .requiredOption("--plan <file>", "frozen plan (required)")
    .option("--parts <folder>", "folder of parts (default: beside the plan)")
    .option("--out <file>", "store to write (default: beside the plan)")
    .addOption(
      new Option("--next <engine>", "submit another round when the study is not precise enough").choices(["slurm"]),
    )
    .option("--folder <folder>", "where the scripts of the rounds go, with --next")
    .option("--options <text>", "further options of sbatch, with --next")
    .option("--no-report", "leave the report out");
}

function addAgain(add: Add, { positive, natural, adapter }: Kinds): void {
  add("reproduce <store>", "run replications again and compare digests with the stored ones")
    .option("--only <run>", "just this run (default: all)", natural)
    .option("--workers <n>", "worker threads", positive)
    .option(...recordsOption)
    .addOption(adapter());
  add("trace <store>", "run one replication again and write down every event")
    .requiredOption("--only <run>", "the run (required)", natural)
    .requiredOption("--out <file>", "CSV to write (required)")
    .option(...recordsOption)
    .addOption(adapter());
}
