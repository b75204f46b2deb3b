import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { bundle, isFresh, quickScript } from "./bundle.mjs";
import { keepCompiled, loadScript } from "./compiled.mjs";

const folder = mkdtempSync(join(tmpdir(), "commonwatt-compiled-"));
const file = join(folder, "sum.cjs");
const form = `${file}.v8`;

/** In a process of its own: V8 compiles no text twice in one. */
function loaded(path: string, word: string): { readonly refused?: boolean; readonly said: unknown } {
  const program = `
    import { loadScript } from ${JSON.stringify(fileURLToPath(new URL("./compiled.mjs", import.meta.url)))};
    const { script, exports } = loadScript(${JSON.stringify(path)});
    console.log(JSON.stringify({ refused: script.cachedDataRejected, said: exports[${JSON.stringify(word)}]?.(2, 3) }));`;
  return JSON.parse(execFileSync(process.execPath, ["--input-type=module", "-e", program], { encoding: "utf8" }));
}

beforeAll(() => {
  writeFileSync(file, "exports.add = (a, b) => a + b;\nexports.main = async () => 0;\n");
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe("a script with its compiled form", () => {
  test("runs without a form", () => {
    expect(existsSync(form)).toBe(false);
    expect(loaded(file, "add")).toEqual({ said: 5 });
  });

  test("runs from its form", () => {
    keepCompiled(file, file, []);
    expect(loaded(file, "add")).toEqual({ refused: false, said: 5 });
  });

  test("runs the text when the form is damaged or cut", () => {
    const whole = readFileSync(form);
    for (const at of [0, 40, 60, 200, whole.length - 1]) {
      const damaged = Buffer.from(whole);
      damaged[at] = 255 - (damaged[at] as number);
      writeFileSync(form, damaged);
      expect(loaded(file, "add"), `byte ${at}`).toEqual({ said: 5 });
    }
    writeFileSync(form, whole.subarray(0, whole.length >> 1));
    expect(loaded(file, "add"), "half a form").toEqual({ said: 5 });
    writeFileSync(form, whole);
  });

  test("runs the text when the form is of another text", () => {
    writeFileSync(file, "exports.add = (a, b) => 10 * (a + b);\n");
    expect(loaded(file, "add")).toEqual({ refused: true, said: 50 });
  });

  test("is not kept when its work fails", () => {
    writeFileSync(file, "throw new Error('broken');\n");
    rmSync(form);
    expect(() => keepCompiled(file, file, [])).toThrow("Command failed");
    expect(existsSync(form)).toBe(false);
  });
});

test("the bundle's quick script is taken from its compiled form", async () => {
  if (!isFresh()) await bundle();
  expect(loaded(quickScript, "none")).toEqual({ refused: false });
  expect(loadScript(quickScript).exports.main).toBeTypeOf("function");
});
