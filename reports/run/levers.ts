/** The assumptions: every value of the resolved scenario, in words and with its unit. None is left out. */
import { type Html, html } from "../page/html.ts";
import { percent, sentenceCase, significant, spelled } from "../page/wording.ts";
import { type Names, named, type ReportData } from "./rows.ts";

export interface Lever {
  readonly path: string;
  readonly group: string;
  readonly words: string;
  readonly value: string;
}

type Shown = (value: number) => string;
const plain: Shown = (value) => significant(value, 6);
const share: Shown = (value) => percent(value, value * 100 === Math.round(value * 100) ? 0 : 1);
const unit =
  (name: string): Shown =>
  (value) =>
    `${plain(value)} ${value === 1 ? name.replace(/^([a-z]+)s\b/, "$1") : name}`;
const hours: Shown = (seconds) => `${plain(seconds / 3600)} h`;

/**
 * Path in the scenario → words and unit. Paths that are not here keep their name, spelled out, and the value as it
 * is.
 */
const known: Readonly<Record<string, readonly [words: string, show: Shown]>> = {
  horizon: ["Length of a run", unit("epochs")],
  warmup: ["Start of each run that averages leave out", unit("epochs")],
  epochLength: ["Length of an epoch", hours],
  "routing.d": ["Routing: nodes sampled for each request, of which the least loaded is taken", unit("nodes")],
  seed: ["Root of all random numbers", String],
  replications: ["Independent runs asked for", plain],
  "network.nodes": ["Machines (nodes)", plain],
  "network.operators": ["Operators (owners)", plain],
  "network.accountsPerOperator": ["Accounts that an operator shows to the protocol, on average", plain],
  "network.memoryReserve": ["Accelerator memory kept free", share],
  "network.batchMax": ["Most requests served by one machine at once", plain],
  "demand.rate": ["Requests to the whole network at the start, averaged over a day", unit("requests a second")],
  "demand.segments": ["Client segments", plain],
  "demand.growth": ["Growth of demand at a constant price, a year", share],
  "demand.elasticity": ["Price elasticity: % fewer requests for each % of price", plain],
  "demand.patience": ["How long a client waits for service to begin, on average", unit("s")],
  "demand.burstiness": ["Burstiness of arrivals, 1 = as in the traces, 0 = Poisson", plain],
  "demand.trace": ["Trace file that replaces the fitted arrivals", plain],
  windows: ["Share of the time simulated request by request", share],
  "windows.perEpoch": ["Windows simulated request by request, in each epoch", plain],
  "windows.length": ["Length of a window", unit("s")],
  "windows.warmup": ["Start of a window that is thrown away", unit("s")],
  "windows.firstWarmup": ["Start of the first window that is thrown away: the network starts empty", unit("s")],
  "outages.perYear": ["Regional outages in a jurisdiction and year, on average", plain],
  "outages.length": ["Mean length of a regional outage", unit("h")],
  "behaviours.of": ["Operators who substitute: what their shares are of", plain],
  "behaviours.requests": ["Share of its requests for which such an operator substitutes", share],
  "kernel.share": ["Share of checks that are really executed during the run", (value) => percent(value, 2)],
  "kernel.model.weights": ["Language model that is executed: weights", plain],
  "kernel.model.smaller": ["Language model that is executed: its cheap substitute", plain],
  "kernel.model.tokenizer": ["Language model that is executed: tokenizer of both", plain],
  "kernel.model.prompts": ["Language model that is executed: prompts", plain],
  "kernel.verdictDelay": ["Time from the end of a check to its verdict", unit("s")],
  "kernel.precision": ["Widest ± of the rejected share of a measured cell", share],
  "outputs.nodesEvery": ["Epochs between stored states of each node (0: last only)", plain],
  "outputs.operatorsEvery": ["Epochs between stored states of each operator (0: last only)", plain],
  "outputs.requestsFraction": ["Share of simulated requests kept as rows", (value) => percent(value, 2)],
};

const groups: Readonly<Record<string, string>> = {
  network: "Who is there",
  demand: "Who asks",
  windows: "What is measured",
  outputs: "What is measured",
  routing: "Rules",
  emission: "Rules",
  reward: "Rules",
  price: "Rules",
  verification: "Rules",
  verdict: "Rules",
  behaviours: "Who is there",
  kernel: "What is measured",
  outages: "What goes wrong",
};
const groupOrder = ["The experiment", "Who is there", "Who asks", "Rules", "What goes wrong", "What is measured"];
const slots = ["routing", "price", "emission", "reward", "verification", "verdict"];
/** Mixes whose weights are shown as shares of their sum, on one line. */
const mixes: Readonly<Record<string, readonly [words: string, names: keyof Names]>> = {
  "network.classes": ["Machines by kind of host", "class"],
  "network.jurisdictions": ["Operators by jurisdiction", "jurisdiction"],
  "network.models": ["Language models served, by machines", "model"],
  "demand.workloads": ["Requests by kind of use", "workload"],
};
/** Said elsewhere on the page. */
const elsewhere = new Set(["name", "question"]);

export function levers(data: ReportData): Lever[] {
  const found: Lever[] = [];
  walk(data, "", data.scenario.resolved, found);
  return found.sort((a, b) => rank(a) - rank(b));
}

/** Stored scenarios have their keys in alphabetical order; shown are groups, words and rules in the order below. */
function rank({ path, group }: Lever): number {
  const slot = slots.indexOf(path.split(".")[0]!);
  const order = [...Object.keys(known), ...Object.keys(mixes)];
  const within = slot >= 0 ? 2 * slot + (path.endsWith(".rule") ? 0 : 1) : order.indexOf(path) + 1 || order.length + 1;
  return 1000 * groupOrder.indexOf(group) + within;
}

function walk(data: ReportData, path: string, value: unknown, found: Lever[]): void {
  if (elsewhere.has(path) || value === undefined || value === null) return;
  const group = groups[path.split(".")[0]!] ?? "The experiment";
  if (path in mixes) {
    const [words, names] = mixes[path]!;
    found.push({ path, group, words, value: mixWords(data.names[names], value as Record<string, number>) });
  } else if (Array.isArray(value)) {
    const words =
      path === "outages.scripted" ? "Outages at given times" : sentenceCase(spelled(path.replace(".", ", ")));
    found.push({
      path,
      group,
      words,
      value: value.length === 0 ? "none" : value.map((item) => itemWords(data, item)).join("; "),
    });
  } else if (typeof value === "object") {
    for (const key of Object.keys(value)) {
      walk(data, path === "" ? key : `${path}.${key}`, (value as Record<string, unknown>)[key], found);
    }
  } else found.push({ path, group, ...leaf(data, path, value as string | number | boolean) });
}

function leaf(
  { scenario }: ReportData,
  path: string,
  value: string | number | boolean,
): { words: string; value: string } {
  if (path.endsWith(".rule")) {
    const summary = scenario.meanings.get(path);
    return {
      words: pathWords(path),
      value: summary === undefined ? String(value) : `${spelled(String(value))}: ${summary}`,
    };
  }
  const [words, show] = known[path] ?? described(path, scenario.meanings.get(path));
  if (typeof value === "number") return { words, value: show(value) };
  const choice = typeof value === "string" && choiceWords(scenario.meanings.get(path), value);
  if (choice) return { words: pathWords(path), value: choice };
  if (typeof value === "string") return { words, value: fileWords(value) ?? value };
  return { words, value: value ? "yes" : "no" };
}

/** A file that a scenario names stands there with its folder and its content: the one is of this machine alone. */
function fileWords(value: string): string | undefined {
  const found = /([^/\\]+)#sha256:([0-9a-f]{64})$/.exec(value);
  return found === null ? undefined : `${found[1]}, SHA-256 ${found[2]!.slice(0, 12)}…`;
}

/**
 * A description ends in its unit, in brackets: "New money of each epoch [GNK]". Pure numbers, "[1]" and ranges have
 * none.
 */
function described(path: string, description: string | undefined): readonly [words: string, show: Shown] {
  if (description === undefined) return [pathWords(path), plain];
  const [, words, name] = description.match(/^(.*?)(?: \[([^\]]*)\])?$/)!;
  const slot = path.split(".")[0]!;
  const rest = `${words!.charAt(0).toLowerCase()}${words!.slice(1)}`;
  return [rest.startsWith(`${slot} `) ? words! : `${sentenceCase(slot)}: ${rest}`, shownIn(name)];
}

/** "0…1" is a share, "1/epoch" a count for each epoch, "1" a pure number. */
function shownIn(name: string | undefined): Shown {
  if (name?.startsWith("0…")) return (value) => `${plain(100 * value)}%`;
  if (name?.startsWith("1/")) return (value) => `${plain(value)} an ${name.slice(2)}`;
  return name === undefined || name === "1" || name.includes("…") ? plain : unit(name);
}

/** The chosen one of "down: whole base units; none: exact": "none: exact". */
function choiceWords(description: string | undefined, value: string): string | undefined {
  return description?.split("; ").find((choice) => choice.startsWith(`${value}: `));
}

/** "price.low" → "Price: low"; the name of a rule is "Price rule". */
function pathWords(path: string): string {
  const [first, ...rest] = path.split(".");
  if (rest.length === 1 && rest[0] === "rule") return `${sentenceCase(spelled(first!))} rule`;
  return sentenceCase([first!, ...rest].map(spelled).join(": "));
}

function mixWords(names: ReadonlyMap<string, string>, weights: Readonly<Record<string, number>>): string {
  const total = Object.values(weights).reduce((sum, weight) => sum + weight, 0);
  const parts = Object.entries(weights).sort(([a, v], [b, w]) => w - v || (a < b ? -1 : 1));
  return parts.map(([id, weight]) => `${named(names, id)} ${percent(weight / total).replace(".0%", "%")}`).join(", ");
}

function itemWords({ names }: ReportData, item: unknown): string {
  const outage = item as { jurisdiction?: string; at?: number; length?: number } | null;
  if (outage?.jurisdiction !== undefined && outage.at !== undefined && outage.length !== undefined) {
    const place = named(names.jurisdiction, outage.jurisdiction);
    return `${place} from epoch ${plain(outage.at)} for ${plain(outage.length)} h`;
  }
  if (typeof item !== "object" || item === null) return String(item);
  return Object.entries(item)
    .map(([key, value]) => `${spelled(key)} ${value}`)
    .join(", ");
}

export function leversBlock(data: ReportData): Html {
  const all = levers(data);
  const names = [...new Set(all.map(({ group }) => group))];
  return html`<section aria-labelledby="assumptions-title"><h2 id="assumptions-title">Assumptions</h2>
<p>Every value that the scenario sets, in the model's units. Change one and the results may change.</p>
<table class="assumptions"><thead><tr><th scope="col">Assumption</th><th scope="col">Value</th></tr></thead>${names.map(
    (group) =>
      html`<tbody><tr><th class="group" colspan="2" scope="rowgroup">${group}</th></tr>${all
        .filter((lever) => lever.group === group)
        .map(({ words, value }) => html`<tr><th scope="row">${words}</th><td>${value}</td></tr>`)}</tbody>`,
  )}</table></section>`;
}
