/** The table of docs/strategies.md that says in which tests each behaviour pays and in which it does not: complete, and of tests that exist. */
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { coalitionKinds } from "../../sim/agents/coalition/registry.ts";
import { operatorStrategies } from "../../sim/agents/operator/registry.ts";
import { readSource, repositoryFiles } from "../support/source-files.ts";

const page = readFileSync(new URL("../../docs/strategies.md", import.meta.url), "utf8");
const section = page.split("\n## ").find((part) => part.startsWith("Where each pays")) ?? "";
const rows = section
  .split("\n")
  .filter((line) => line.startsWith("| "))
  .slice(2)
  .map((line) => line.slice(2, -2).split(" | ") as [string, string, string]);
const paths = repositoryFiles().filter((path) => path.endsWith(".test.ts"));

/** What is wrong with a reference `file › group › title`, or nothing. */
function complaintOf(reference: string): string | undefined {
  const [file, ...titles] = reference.split(" › ");
  const found = paths.filter((path) => path.endsWith(`/${file.replaceAll("`", "")}`));
  if (found.length !== 1) return `${reference}: ${found.length} files of that name`;
  const { text } = readSource(found[0]);
  const title = titles.at(-1) as string;
  const group = titles.length === 2 ? titles[0] : undefined;
  const part = group === undefined ? text : partOf(text, group);
  if (part === undefined) return `${reference}: no group "${group}"`;
  return part.includes(`test("${title}", `) ? undefined : `${reference}: no test "${title}"`;
}

/** Text of a group, up to the next one; of a case of a table, the group that is made of each of them. */
function partOf(text: string, group: string): string | undefined {
  const groups = text.split(/^(?=describe)/m).slice(1);
  const isCase = new RegExp(`^ {2}"?${group}"?: \\{$`, "m").test(text);
  return groups.find(
    (part) => part.startsWith(`describe("${group}", `) || (isCase && part.startsWith("describe.each(Object.entries(")),
  );
}

describe("the table of behaviours", () => {
  test("has a row for every strategy and every kind of coalition", () => {
    const named = rows.map(([name]) => name.replace(/ \(.*\)$/, ""));
    const registered = [...operatorStrategies, ...coalitionKinds].map(({ id }) => id as string);
    expect(new Set(named).size).toBe(named.length);
    expect(named.filter((name) => !name.includes(" ")).sort()).toEqual(registered.sort());
  });

  test("has all agents of the catalogue, under the number that the registry gives them", () => {
    const numbers = rows.map(([name]) => name.match(/A\d+/g) ?? []);
    const agents = Array.from({ length: 16 }, (_, k) => `A${k + 1}`);
    expect([...new Set(numbers.flat())].sort()).toEqual(agents.sort());
    for (const one of [...operatorStrategies, ...coalitionKinds]) {
      const { catalogue = "" } = one as { readonly catalogue?: string };
      const row = rows.find(([name]) => name === one.id || name.startsWith(`${one.id} (`)) as [string, string, string];
      expect(row[0]).toBe(catalogue === "" ? one.id : `${one.id} (${catalogue})`);
    }
  });

  test.each(rows)("%s: the tests that it names exist", (_, pays, not) => {
    const named = [pays, not].map((cell) => cell.split("<br>").filter((one) => one !== ""));
    expect(named.every((cell) => cell.length > 0)).toBe(true);
    expect(named.flat().map(complaintOf)).toEqual(named.flat().map(() => undefined));
  });

  test("a reference to what is not there is found out", () => {
    expect(complaintOf("`nowhere.test.ts` › x")).toContain("0 files");
    expect(complaintOf("`pays.test.ts` › nobody › pays")).toContain("no group");
    expect(complaintOf("`pays.test.ts` › accuser › sometimes pays")).toContain("no test");
    expect(complaintOf("`votes.test.ts` › incumbent › does not where losers hold the votes")).toContain("no test");
  });
});
