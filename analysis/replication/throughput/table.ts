/** The page docs/validation-throughput.md, as a function of the published rows and the roofline. */
import { predict } from "./predict.ts";
import { type Measurement, type Published, published, sources } from "./published.ts";

interface Checked extends Published {
  readonly predicted: number;
  /** Predicted over published, less 1. */
  readonly error: number;
}

export function checkedRows(): Checked[] {
  return published.map((row) => {
    const predicted = predict(row);
    return { ...row, predicted, error: predicted / row.value - 1 };
  });
}

/** Size of an error whichever way it goes: |log(predicted / published)|. */
export function sizeOf({ predicted, value }: Checked): number {
  return Math.abs(Math.log(predicted / value));
}

export function page(): string {
  const rows = checkedRows();
  const held = rows.filter((row) => row.use === "held-out");
  const fitted = rows.filter((row) => row.use === "calibration");
  const pairs = new Set(rows.map((row) => `${row.hardware} ${row.model}`));
  const cards = new Set(rows.map((row) => row.hardware));
  const worst = held.reduce((a, b) => (sizeOf(a) > sizeOf(b) ? a : b));
  return [
    "# Throughput of card and model: roofline against published figures",
    "",
    "Written by `npx tsx analysis/replication/throughput/write.ts`; a test fails when it is stale.",
    "",
    `${rows.length} published figures, ${pairs.size} pairs of card and model on ${cards.size} kinds of card. ` +
      `The efficiencies of \`sim/model/roofline.ts\` were fitted to ${fitted.length} of them; ` +
      `the other ${held.length} test it. ` +
      `Error is predicted over published, less 1; a median is of its size, |ln(predicted / published)|.`,
    "",
    "| rows | figures | median error | within 10 % | within 25 % |",
    "| --- | ---: | ---: | ---: | ---: |",
    summary("calibration", fitted),
    summary("held out", held),
    ...byGroup(held),
    "",
    `The largest held-out error is ${percent(worst.error)}: ${worst.hardware}, ${worst.model}, ` +
      `${worded(worst.measurement)}.`,
    "Mixtures of experts under full load are a weak spot: the model knows neither imbalance between experts nor the",
    "cost of sending tokens to them. llama.cpp of 2023 on server cards, and lmdeploy of 2023 at large batch on four",
    "cards, fall short of what the same cards did in other software: one set of efficiencies a kind of card cannot",
    "show that. No figure here tests server cards of AMD, Intel, Huawei, Google or Amazon: they are given NVIDIA's",
    "efficiencies, which is likely too much.",
    "",
    "| | card | cards | model | measured | published | predicted | error | source |",
    "| --- | --- | ---: | --- | --- | ---: | ---: | ---: | --- |",
    ...rows.map(line),
    "",
    "Sources:",
    "",
    ...Object.entries(sources).map(([key, cite]) => `- ${key}: ${cite}`),
    "",
  ].join("\n");
}

function byGroup(held: readonly Checked[]): string[] {
  const single = held.filter((row) => row.measurement.kind === "decode");
  const prompt = held.filter((row) => row.measurement.kind === "prefill" || row.measurement.kind === "first-token");
  const batch = held.filter((row) => row.measurement.kind === "static");
  const load = held.filter((row) => row.measurement.kind === "load");
  const experts = load.filter((row) => /-a\d+b/.test(row.model));
  return [
    summary("held out: decode of one request", single),
    summary("held out: prompt", prompt),
    summary("held out: fixed batch", batch),
    summary(
      "held out: full load, dense model",
      load.filter((row) => !experts.includes(row)),
    ),
    summary("held out: full load, mixture of experts", experts),
  ];
}

function summary(name: string, rows: readonly Checked[]): string {
  const sizes = rows.map(sizeOf).sort((a, b) => a - b);
  const half = sizes.length / 2;
  const median = sizes.length % 2 === 1 ? sizes[Math.floor(half)]! : (sizes[half - 1]! + sizes[half]!) / 2;
  const within = (limit: number) => rows.filter((row) => Math.abs(row.error) <= limit).length;
  return `| ${name} | ${rows.length} | ${(100 * median).toFixed(1)} % | ${within(0.1)} | ${within(0.25)} |`;
}

function line(row: Checked): string {
  const cells = [
    row.use === "calibration" ? "fitted" : "",
    row.hardware,
    row.cards,
    row.model,
    worded(row.measurement),
    rounded(row.value),
    rounded(row.predicted),
    percent(row.error),
    row.source,
  ];
  return `| ${cells.join(" | ")} |`;
}

function worded(measured: Measurement): string {
  switch (measured.kind) {
    case "decode":
      return `decode, batch ${measured.batch}, context ${measured.context} [token/s]`;
    case "prefill":
      return `prompt of ${measured.prompt} [token/s]`;
    case "first-token":
      return `first token after ${measured.prompt} [ms]`;
    case "static":
      return `batch of ${measured.batch}, ${measured.prompt} in, ${measured.output} out [token/s]`;
    case "load":
      return `full load, ${measured.prompt} in, ${measured.output} out [token/s]`;
  }
}

function percent(error: number): string {
  return `${error < 0 ? "−" : "+"}${Math.round(100 * Math.abs(error))} %`;
}

function rounded(value: number): string {
  return value < 100 ? value.toFixed(1) : value.toFixed(0);
}
