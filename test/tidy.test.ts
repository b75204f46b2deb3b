/** House style that a machine can count. Limits and reasons are in docs/design.md. */
import { describe, expect, test } from "vitest";
import { functionsOf } from "./support/functions.ts";
import { codeOf, readSource, repositoryFiles, type SourceFile, sizeOf } from "./support/source-files.ts";
import { wrapComments } from "./support/wrap-comments.ts";

/** Code is formatted to 120 characters; test/support/wrap-comments.ts wraps comments to it. */
const limits = { fileLines: 300, functionLines: 70, lineLength: 145, parameters: 5, fileBytes: 5 * 1024 * 1024 };

/** Known breaches, each with its reason; one that is no longer needed fails the test. */
const debts: Readonly<Record<string, string>> = {
  "sim/model/router.ts: createRouter is long": "one closure over the pools; every verb is a few lines",
  "sim/model/processes/arrival.ts: describe takes many": "hot path: an object for each request would be garbage",
};

const paths = repositoryFiles();
const code = paths.filter((path) => /\.(ts|mjs)$/.test(path)).map(readSource);
const text = paths.filter((path) => /\.(ts|mjs|md|yaml|yml|json|sql|css|html|sh)$/.test(path)).map(readSource);

/** Names that say nothing of what is inside. */
const emptyNames = /^(utils?|common|helpers?|misc|shared|types|index|constants|lib)\.(ts|mjs|js)$/;

/** A line with so many characters in quotes, or with a template, is prose. */
const proseLeast = 30;
const count = (line: string) => line.replaceAll(" ", "").length;

/** Prose in quotes is as long as it is; the code around it and the comments are counted. */
function tooLong({ path, text: source }: SourceFile): string[] {
  const lines = source.trimEnd().split("\n");
  const withoutText = codeOf(source).split("\n");
  const found = lines.length > limits.fileLines ? [`${path}: file is long`] : [];
  for (const [i, line] of lines.entries()) {
    const isComment = /^\s*(\*|\/\*|\/\/)/.test(line);
    const quoted = count(line) - count(withoutText[i]);
    const isProse = !isComment && (quoted >= proseLeast || line.includes("`"));
    const length = isProse ? 0 : [...line].length;
    if (length > limits.lineLength) found.push(`${path}:${i + 1}: ${length} characters`);
  }
  return found;
}

/** Breaches by name: "path: function is long" or "path: function takes many". */
function tooBig({ path, text: source }: SourceFile): string[] {
  return functionsOf(source).flatMap(({ name, lines, parameters }) => [
    ...(lines > limits.functionLines ? [`${path}: ${name || "function"} is long`] : []),
    ...(parameters > limits.parameters ? [`${path}: ${name || "function"} takes many`] : []),
  ]);
}

/** Assembled from halves, so that this file does not hold what it looks for. */
const unwanted: readonly (readonly [RegExp, string])[] = [
  [new RegExp(`\\b(TO${"DO"}|FIX${"ME"}|XX${"X"})\\b(?!.*#\\d+)`), "a task without an issue number"],
  [new RegExp(`(^|[\\s"'\`(=:])/(wo${"rk"}|ro${"ot"}|ho${"me"}|tm${"p"})/[\\w.-]`), "an absolute path of one machine"],
  [
    new RegExp(`"resol${"ved"}":|regis${"try"}\\.np${"m"}|npm\\.p${"kg"}|artifac${"tory"}|verdac${"cio"}`, "i"),
    "a package host",
  ],
  [new RegExp(`\\b(describe|test|it)\\.(on${"ly"}|to${"do"})\\b`), "a test that hides others or is empty"],
  [new RegExp(`\\b(describe|test|it)\\.sk${"ip"}\\(`), "a skipped test: skipIf with the reason in its name"],
];

function wordsIn({ path, text: source }: SourceFile): string[] {
  return source
    .split("\n")
    .flatMap((line, i) =>
      unwanted
        .filter(([pattern]) => pattern.test(line))
        .map(([, why]) => `${path}:${i + 1}: ${why}: ${line.trim().slice(0, 60)}`),
    );
}

/** A conditional skip says in its name what is missing. */
function silentSkips({ path, text: source }: SourceFile): string[] {
  const pattern = /\.skipIf\((?:[^()]|\([^()]*\))*\)\s*\(\s*(["'`])(.*?)\1/g;
  return [...source.matchAll(pattern)]
    .filter(([, , name]) => !/needs|missing|\$\{title\}/.test(name))
    .map(([, , name]) => `${path}: "${name}" is skipped without saying what it needs`);
}

describe("the tree", () => {
  test("there is something to look at", () => {
    expect(code.length).toBeGreaterThan(80);
    expect(code.flatMap(({ text: source }) => functionsOf(source)).length).toBeGreaterThan(300);
  });
  test("files have at most 300 lines, but for the debts named above, and lines are short", () => {
    const owed = Object.keys(debts).filter((debt) => debt.endsWith("file is long"));
    expect(code.flatMap(tooLong).sort()).toEqual(owed.sort());
  });
  test("functions have at most 70 lines and 5 parameters, but for the debts named above", () => {
    const owed = Object.keys(debts).filter((debt) => !debt.endsWith("file is long"));
    expect(code.flatMap(tooBig).sort()).toEqual(owed.sort());
  });
  test("file names say what is inside", () => {
    expect(paths.filter((path) => emptyNames.test(path.split("/").at(-1) ?? ""))).toEqual([]);
  });
  test("no file is larger than 5 MB", () =>
    expect(paths.filter((path) => sizeOf(path) > limits.fileBytes)).toEqual([]));
  test("the text is about the project and about no one machine", () => expect(text.flatMap(wordsIn)).toEqual([]));
  test("a skipped test says what it needs", () => expect(code.flatMap(silentSkips)).toEqual([]));
});

describe("the test itself", () => {
  const file = (source: string) => ({ path: "a.ts", text: source });

  test("counts lines of files and characters of lines", () => {
    expect(tooLong(file("x\n".repeat(300)))).toEqual([]);
    expect(tooLong(file("x\n".repeat(301)))).toEqual(["a.ts: file is long"]);
    expect(tooLong(file(`// ${"é".repeat(142)}\n// ${"é".repeat(143)}`))).toEqual(["a.ts:2: 146 characters"]);
  });

  test.each([
    ["function f(a: number, b: string): void {\n  g();\n}", "f", 3, 2],
    ["export const f = (a: { b: number; c: number }, [d, e]: X) => {\n};", "f", 2, 2],
    ["const o = {\n  m(a: Map<string, number>) {\n    return a;\n  },\n};", "m", 3, 1],
    ["function f<T>(\n  a: T,\n  b: (x: number, y: number) => void,\n): { c: T } {\n}", "f", 5, 2],
    ["function f() { return '}'; } // }\n", "f", 1, 0],
  ] as const)("finds the function in %s", (source, name, lines, parameters) => {
    expect(functionsOf(source)[0]).toMatchObject({ name, lines, parameters });
  });

  test("complains of long functions and long parameter lists", () => {
    expect(tooBig(file(`function f() {\n${"g();\n".repeat(69)}}`))).toEqual(["a.ts: f is long"]);
    expect(tooBig(file("function f(a, b, c, d, e, g) {}"))).toEqual(["a.ts: f takes many"]);
  });

  test.each([
    [`// TO${"DO"} later`, true],
    [`// TO${"DO"} #12 later`, false],
    [`const at = "/ho${"me"}/me/data";`, true],
    ['const at = "../shared/data";', false],
    [`test.on${"ly"}("x", f);`, true],
    [`"resol${"ved"}": "https://x"`, true],
  ])("%s", (source, isWrong) => {
    expect(wordsIn(file(source)).length > 0).toBe(isWrong);
  });

  test("a skip without a reason is found, one with a reason is not", () => {
    expect(silentSkips(file(`describe.sk${"ipIf"}(!existsSync(x))("figures", f);`)).length).toBe(1);
    expect(silentSkips(file('describe.skipIf(!existsSync(x))("figures (needs ../data)", f);'))).toEqual([]);
  });

  test("comments wrap at 120 characters, into the line that follows in the same paragraph", () => {
    const long = `${"four ".repeat(24)}end`;
    const wrapped = wrapComments(` * ${long}\n * goes on.\n *   equation`).split("\n");
    expect(wrapped.map((line) => line.length)).toEqual([117, 20, 13]);
    expect(wrapped[1]).toBe(" * four end goes on.");
    expect(wrapComments(`  /** ${long} */`).split("\n").length).toBe(4);
    expect(wrapComments(`const text = "${long}";`)).toBe(`const text = "${long}";`);
  });
});
