/**
 * Which published figures the parts of the model reproduce: read from the pages that tests write (docs/peer-networks.md and others), so
 * that what a claim's page says of them cannot differ from what the tests found.
 */
import type { Validation, ValidationFigure } from "./rows.ts";

interface Part {
  readonly part: string;
  /** Below docs/ */
  readonly page: string;
  readonly figures: (tables: readonly Table[]) => readonly ValidationFigure[];
}

type Table = readonly (readonly string[])[];

const peers = (part: string, preset: string): Part => ({
  part,
  page: "peer-networks.md",
  figures: ([table = []]) =>
    table
      .filter(([name]) => name === preset)
      .map(([, figure, kind, published, here, error]) => ({
        figure: figure!,
        kind: kind!,
        published: published!,
        here: here!,
        error: error!,
      })),
});

const parts: readonly Part[] = [
  peers("bitcoin pools", "bitcoin-pools"),
  peers("livepeer", "livepeer"),
  peers("cardano", "cardano"),
  peers("bittensor", "bittensor"),
  peers("akash", "akash"),
  peers("ethereum staking", "ethereum-staking-liquid"),
  {
    part: "reference network",
    page: "reference-network.md",
    figures: ([table = []]) =>
      table.map(([figure, stated, , cards, error]) => ({
        figure: figure!,
        kind: "derived, from cards alone",
        published: stated!,
        here: cards!,
        error: error!,
      })),
  },
  {
    part: "throughput of cards",
    page: "validation-throughput.md",
    figures: ([table = []]) =>
      table.map(([rows, count, median, , within]) => ({
        figure: `Throughput of card and model, ${rows!}: figures within 25 %`,
        kind: rows === "calibration" ? "fitted" : "derived",
        published: count!,
        here: within!,
        error: `median ${median!}`,
      })),
  },
  { part: "cost of a card's hour", page: "economy.md", figures: costFigures },
];

/** Places of the published ladder that are shown, and the column of each figure. */
const ladder = {
  places: ["United States", "Germany", "Japan"],
  columns: ["siting model", "full cost, three years", "full cost, five years"],
};

function costFigures([table = []]: readonly Table[]): ValidationFigure[] {
  const published = table.find(([place]) => place === "published") ?? [];
  return ladder.places.flatMap((place) => {
    const row = table.find(([name]) => name === place);
    if (row === undefined) return [];
    return ladder.columns.map((column, i) => {
      const [range, here] = [published[i + 1]!, row[i + 1]!];
      return {
        figure: `An hour of an H100 in ${place === "United States" ? "the United States" : place}, ${column} (USD)`,
        kind: "derived",
        published: range,
        here,
        error: outside(range, Number(here)),
      };
    });
  });
}

/** Distance to the nearer end of "1.41–1.62", over it. */
function outside(range: string, value: number): string {
  const [low, high] = range.split("–").map(Number) as [number, number];
  const miss = value < low ? value / low - 1 : value > high ? value / high - 1 : 0;
  return miss === 0 ? "within" : `${miss > 0 ? "+" : ""}${(100 * miss).toFixed(1)} %`;
}

export const validatedParts = parts.map(({ part }) => part);

/** @param pageOf  text of a page below docs/; undefined when it is not there */
export function validations(rests: readonly string[], pageOf: (name: string) => string | undefined): Validation[] {
  return rests.flatMap((rest) => {
    const found = parts.find(({ part }) => part === rest);
    const text = found === undefined ? undefined : pageOf(found.page);
    if (found === undefined || text === undefined) return [];
    const figures = found.figures(tablesOf(text)).map(asPrinted);
    return figures.length === 0 ? [] : [{ part: rest, page: `docs/${found.page}`, figures }];
  });
}

/** With a true minus, as all other numbers of a page. */
function asPrinted(row: ValidationFigure): ValidationFigure {
  return { ...row, error: row.error.replace(/^-/, "−") };
}

/** Cells of every table of a Markdown page, heads left out. */
export function tablesOf(text: string): Table[] {
  const tables: string[][][] = [];
  let isInside = false;
  for (const line of text.split("\n")) {
    const isRow = line.startsWith("|");
    if (isRow && !isInside) tables.push([]);
    if (isRow) tables.at(-1)!.push(cellsOf(line));
    isInside = isRow;
  }
  // The first line of a table is its head, the second a rule of dashes.
  return tables.map((rows) => rows.slice(2));
}

function cellsOf(line: string): string[] {
  return line
    .slice(1, line.lastIndexOf("|"))
    .split("|")
    .map((cell) => cell.trim());
}
