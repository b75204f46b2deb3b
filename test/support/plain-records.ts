/**
 * Records made at test time: a small random language model, really executed by the plain pass of `sim/fidelity/plain`. The figures belong
 * to that model and to nothing else; what is tested is that a run finds what they predict.
 */
import { writeFileSync } from "node:fs";
import { createRng } from "../../sim/engine/rng.ts";
import { fineTuned } from "../../sim/fidelity/behaviours/fine-tune.ts";
import { tokensMax } from "../../sim/fidelity/cells/lengths.ts";
import type { RecordsHeader } from "../../sim/fidelity/cells/records.ts";
import { recordsFormat, recordsVersion } from "../../sim/fidelity/cells/records.ts";
import { recordsText } from "../../sim/fidelity/cells/write-records.ts";
import type { OpenRunner } from "../../sim/fidelity/language-model.ts";
import { agreedTemperature, type Material, topCount } from "../../sim/fidelity/measure/material.ts";
import { type Bench, measureExecutions } from "../../sim/fidelity/measure/measure.ts";
import { createRunners } from "../../sim/fidelity/measure/runners.ts";
import { openPlainRunner } from "../../sim/fidelity/plain/plain-runner.ts";
import { smallLanguageModel } from "./small-language-model.ts";

const promptCount = 12;
const promptTokens = 8;
const executionsPerCell = 24;
const batch = 8;
/** Those that plain code can execute and that cards of small data centres have. */
const profiles = ["bf16-flash", "bf16-split", "f16"];
const behaviours = ["honest", "int4"];

/** The small model with everything that an execution needs, on plain code or what else opens runners. */
export function plainBench(open: OpenRunner = openPlainRunner): Bench {
  const material = smallMaterial();
  return { material, runners: createRunners(material, open), header: headerOf(material) };
}

/** Measures every cell and writes the file. */
export async function writePlainRecords(path: string): Promise<void> {
  const bench = plainBench();
  const all = profiles.map((_, index) => index);
  const executions = [];
  for (const executor of all) {
    for (const behaviour of behaviours.keys()) {
      for (let first = 0; first < executionsPerCell; first += batch) {
        const contents = Array.from({ length: batch }, (_, i) => first + i);
        executions.push(
          ...(await measureExecutions(bench, { kind: "executions", executor, behaviour, contents }, all)),
        );
      }
    }
  }
  writeFileSync(path, recordsText({ header: bench.header, executions, samples: [] }));
}

function smallMaterial(): Material {
  const contextMax = promptTokens + tokensMax + 1;
  const agreed = { ...smallLanguageModel({ layers: 2, contextMax }), sha256: "5ma11" };
  const smaller = { ...smallLanguageModel({ layers: 1, contextMax }), sha256: "5ma11e7" };
  const stream = createRng("plain records").stream("prompts");
  const firstPiece = 3;
  const prompts = Array.from({ length: promptCount }, (_, prompt) =>
    Uint32Array.from({ length: promptTokens }, (_, i) =>
      i === 0 ? 1 : firstPiece + Math.floor(stream.uniform(prompt, i) * (agreed.config.vocabulary - firstPiece)),
    ),
  );
  return { agreed, smaller, fineTuned: fineTuned(agreed), prompts, endPiece: 2, firstPiece };
}

function headerOf({ agreed, smaller, prompts }: Material): RecordsHeader {
  return {
    format: recordsFormat,
    version: recordsVersion,
    model: agreed.name,
    weights: agreed.sha256,
    smallerWeights: smaller.sha256,
    promptsSha256: "made by test/support/plain-records.ts",
    kernels: "plain",
    adapter: "plain code",
    prompts: prompts.length,
    tokens: tokensMax,
    sampleTokens: 4,
    topCount,
    temperature: agreedTemperature,
    smallerFraction: 0.5,
    profiles,
    behaviours,
  };
}
