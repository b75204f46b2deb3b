/**
 * The language model that `kernel.model` names: its files are found beside the file that names them, read, and known by their content.
 *
 * In a resolved scenario each stands as `path#sha256:…`, so that a study resumed later finds them, and finds out when one has changed.
 */
import { createHash } from "node:crypto";
import { dirname, resolve } from "node:path";
import type { Material } from "../fidelity/measure/material.ts";
import { WeightsError } from "../fidelity/weights/weights-error.ts";
import type { KernelModel } from "../scenario/kernel.ts";
import type { Loaded } from "../scenario/load.ts";
import { ScenarioError } from "../scenario/problem.ts";
import type { Scenario } from "../scenario/scenario.ts";
import { placeOf, type Tree } from "../scenario/tree.ts";
import {
  type ModelFiles,
  modelDigest,
  readUserModel,
  type UserModel,
  withFineTune,
} from "./measuring/user-material.ts";
import { configBeside, fileAt } from "./model-files.ts";

const mark = "#sha256:";
const keys = ["weights", "smaller", "tokenizer", "prompts"] as const;
type Key = (typeof keys)[number];
type Digests = Readonly<Partial<Record<Key, string>>>;

/** Digests by the paths of a model's files: the points of a study name the same ones. */
export type KnownModels = Map<string, Digests>;

/**
 * The scenario with the files of its model found and checked; without a model, the scenario as it is.
 *
 * @param known  of the points before
 * @throws ScenarioError at the key of the file that cannot be used
 */
export function withModelFiles({ scenario, tree }: Loaded, known: KnownModels = new Map()): Scenario {
  const { model } = scenario.kernel;
  if (model === undefined) return scenario;
  const paths = eachFile(model, (key, name) => pathOf(tree, key, name));
  const name = JSON.stringify(paths);
  const digests = known.get(name) ?? digestsAt(paths, tree);
  known.set(name, digests);
  const marked = eachFile(paths, (key, path) => `${path}${mark}${digests[key]}`);
  return { ...scenario, kernel: { ...scenario.kernel, model: marked } };
}

/** The same scenario wherever the files lie: for its identity. */
export function withModelContent(scenario: Scenario): Scenario {
  const { model } = scenario.kernel;
  if (model === undefined) return scenario;
  const content = eachFile(model, (_, name) => name.slice(name.lastIndexOf(mark) + 1));
  return { ...scenario, kernel: { ...scenario.kernel, model: content } };
}

/**
 * What is executed for a resolved scenario that names a model.
 *
 * @throws WeightsError when a file has changed since the study began, or is gone
 */
export function materialOfModel(model: KernelModel): Material {
  const paths = modelPaths(model);
  const user = readUserModel(filesOf(paths), 0);
  const digests = digestsOf(paths, user);
  for (const key of keys) {
    const wanted = model[key]?.slice(model[key].lastIndexOf(mark) + mark.length);
    if (wanted === digests[key]) continue;
    const expected = `the file that the study began with (${wanted?.slice(0, 12)}…)`;
    const remedy = "put that one back, or begin a new study";
    throw new WeightsError(paths[key] as string, expected, `another (${digests[key]?.slice(0, 12)}…)`, remedy);
  }
  return withFineTune(user);
}

/** Where the files of a resolved scenario's model lie. */
export function modelPaths(model: KernelModel): KernelModel {
  return eachFile(model, (_, name) => name.slice(0, name.lastIndexOf(mark)));
}

function digestsAt(paths: KernelModel, tree: Tree): Digests {
  let read: Key = "weights";
  try {
    const user = readUserModel(filesOf(paths), 0, (file) => {
      read = file === "model" ? "weights" : file;
    });
    return digestsOf(paths, user);
  } catch (error) {
    if (!(error instanceof WeightsError)) throw error;
    // What was read last, unless it is another one that does not fit it.
    const key = [read, ...keys].find((one) => isOf(error.file, paths[one])) ?? read;
    const place = placeOf(tree, ["kernel", "model", key]);
    throw new ScenarioError([{ path: `kernel.model.${key}`, place, message: error.message }]);
  }
}

function isOf(file: string, path: string | undefined): boolean {
  return path !== undefined && (file === path || file === `${path}.sha256` || file === configBeside(path));
}

function digestsOf(paths: KernelModel, { agreed, smaller }: UserModel): Digests {
  const { tokenizer, prompts } = paths;
  return {
    weights: modelDigest(agreed, paths.weights),
    smaller: smaller.sha256,
    tokenizer: sha256(tokenizer),
    ...(prompts === undefined ? {} : { prompts: sha256(prompts) }),
  };
}

function filesOf({ weights, ...others }: KernelModel): ModelFiles {
  return { model: weights, ...others };
}

function eachFile(model: KernelModel, change: (key: Key, name: string) => string): KernelModel {
  const { prompts } = model;
  const named = (key: Exclude<Key, "prompts">) => change(key, model[key]);
  return {
    weights: named("weights"),
    smaller: named("smaller"),
    tokenizer: named("tokenizer"),
    ...(prompts === undefined ? {} : { prompts: change("prompts", prompts) }),
  };
}

/** Beside the file that names it; an argument of the command line names one from where it is given. */
function pathOf(tree: Tree, key: Key, name: string): string {
  const { label } = placeOf(tree, ["kernel", "model", key]).source;
  return resolve(label.startsWith("--") ? "." : dirname(label), name);
}

function sha256(path: string): string {
  return createHash("sha256").update(fileAt(path).bytes).digest("hex");
}
