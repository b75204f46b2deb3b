/** The page `docs/detection.md` and its figures, made from records: `npx tsx sim/host/detection/write.ts`. */
import { scoreMethods } from "../../fidelity/verdicts/methods.ts";
import { committedRecords, type LoadedRecords } from "../measuring/records-file.ts";
import { behavioursSection, costSection, profilesSection } from "./catalogues.ts";
import { lengthsSection, limitsSection, powerSection, separationSection } from "./errors.ts";
import { type RocFigure, rocFigures, titleOf } from "./roc-figure.ts";
import { honestSection, scoresSection } from "./scores.ts";
import { twoSampleSection } from "./two-sample.ts";
import { type View, viewOf } from "./view.ts";
import { percent } from "./words.ts";

export const figurePath = ({ method, tokens }: RocFigure) =>
  method === "similarity" ? `docs/detection-roc-${tokens}.svg` : `docs/detection-roc-${method}.svg`;

export function detectionPage(loaded: LoadedRecords): string {
  const view = viewOf(loaded);
  const figures = rocFigures.map((figure) => `![${titleOf(figure)}](${figurePath(figure).replace("docs/", "")})`);
  const parts = [
    introduction(view),
    "## Executor profiles",
    profilesSection(),
    "## Behaviours",
    behavioursSection(view),
    "## Honest noise",
    honestSection(view),
    "## Scores by behaviour",
    scoresSection(view),
    "## Errors at the methods' limits",
    limitsSection(view),
    "## What limits made for this model would do",
    separationSection(view),
    `${figures.join("\n\n")}

Detection against false rejection as the limit moves, one panel a behaviour; bands are exact 95 % intervals at each limit,
counting prompts as independent, not executions. Top-k similarity at 8 and at 100 tokens, then the other methods at 100. A behaviour without a panel has no score.`,
    "## Length of the answer",
    lengthsSection(view),
    "## Number of checks",
    powerSection(view),
    "## Two-sample test on bought answers",
    twoSampleSection(view),
    "## Cost of a check",
    costSection(view),
    "## Known holes",
    holes(),
  ];
  return `${parts.join("\n\n")}\n`;
}

function introduction({ records, sha256 }: View): string {
  const { header, executions } = records;
  const contents = new Set(executions.map(({ content }) => content)).size;
  return `# Detection: what was measured

<!-- Made by \`npx tsx sim/host/detection/write.ts\`; a test fails when it is stale. -->

Everything on this page is computed from \`${committedRecords}\` (SHA-256 \`${sha256.slice(0, 16)}…\`): ${executions.length} executions of
${contents} contents (prompt and seed), each validated by up to ${header.profiles.length} profiles. Model \`${header.model}\`, weights
\`${header.weights.slice(0, 16)}…\`, executed on **${header.adapter}**, answers of ${header.tokens} tokens at temperature ${header.temperature},
top ${header.topCount} alternatives; the smaller model has ${percent(header.smallerFraction)} of its parameters. Measure again, or elsewhere:
\`commonwatt measure --records FILE\`.

They belong to the kernels of hash \`${header.kernels.slice(0, 16)}…\` in the file's header: the text of every WGSL kernel that profiles and
behaviours compile, with their settings. Records of other kernels are not gone on with, nor mixed with
checks executed in a run; a run that executes none may draw from them, and says so. A test compiles the kernels anew and compares. All executions were measured with the kernels in the tree, the committed models and this adapter.

Read the structure, not the scale: a model of five layers gathers less rounding noise than one of eighty, and a flat distribution moves less
than a sharp one, so that the same limit means another thing for every model.`;
}

function holes(): string {
  return scoreMethods
    .map(({ name, source, holes: list }) => `**${name}** (${source}):\n${list.map((hole) => `- ${hole}`).join("\n")}`)
    .concat(
      "**two-sample test**:\n- sees text alone: formats that hardly change the text need thousands of requests\n- needs a trusted reference to sample from",
      "**refereed bisection**:\n- needs kernels that agree to the bit on all admitted hardware\n- two providers that collude agree\n- a second execution of every disputed kind of request",
      "**seeded sampling of a cut prompt**: our executor counts positions from where it begins to read, so that its draws shift; one that keeps count would be caught less often than the table says",
    )
    .join("\n\n");
}
