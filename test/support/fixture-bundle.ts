/** The fixture's program and worker, bundled: joined code starts in a tenth of the time that its sources take through `tsx`. */
import { rmSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { build } from "esbuild";
import { bundle, forNode, isFresh, root } from "../../sim/host/bundle.mjs";

// The bundled host reads the names of the code there.
if (!isFresh()) await bundle();

// Below the project, so that native packages are found; of this process alone.
const folder = join(root, ".cache", `fixture-${process.pid}`);
process.on("exit", () => rmSync(folder, { recursive: true, force: true }));
const source = (name: string) => fileURLToPath(new URL(name, import.meta.url));
const entryPoints = { "fixture-study": source("./fixture-study.ts"), "fixture.worker": source("./fixture.worker.ts") };
await build(forNode(entryPoints, folder));

export const fixtureProgram = join(folder, "fixture-study.js");
export const fixtureWorker = pathToFileURL(join(folder, "fixture.worker.js"));
