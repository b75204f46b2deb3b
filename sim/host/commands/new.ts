/** `commonwatt new [name]`: a commented scenario to start from. */
import { existsSync, realpathSync, writeFileSync } from "node:fs";
import { basename, dirname, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { startingScenario } from "../../scenario/starting-scenario.ts";
import { exitCodes, UsageError } from "../complain.ts";
import { printJson, printLine } from "../terminal.ts";

/** @throws UsageError when the file exists, or cannot be written */
export async function newCommand(name = "scenario", { json = false }: { readonly json?: boolean }): Promise<number> {
  const path = /\.ya?ml$/.test(name) ? name : `${name}.yaml`;
  const title = basename(path).replace(/\.ya?ml$/, "");
  if (title === "") throw new UsageError(`"${name}" is no name for a file — try: commonwatt new my-network`);
  const folder = dirname(resolve(path));
  if (!existsSync(folder)) throw new UsageError(`there is no folder ${dirname(path)} — make it first`);
  const text = startingScenario({ title, schemaPath: schemaPathFrom(realpathSync(folder)) });
  try {
    writeFileSync(path, text, { flag: "wx" });
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === "EEXIST") throw new UsageError(`${path} exists and is left as it is — choose another name`);
    throw new UsageError(`cannot write ${path}: ${message.replace(/^\w+: /, "")} — choose another folder`);
  }
  if (json) printJson({ ok: true, scenario: path });
  else printLine(`${path} is written.\nNext: commonwatt validate ${path} && commonwatt run ${path} --report`);
  return exitCodes.fine;
}

/** Path of the JSON Schema as seen from a folder. */
function schemaPathFrom(folder: string): string {
  let root = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(resolve(root, "package.json")) && dirname(root) !== root) root = dirname(root);
  const path = relative(folder, resolve(root, "docs/scenario.schema.json")).replaceAll("\\", "/");
  return path.startsWith(".") ? path : `./${path}`;
}
