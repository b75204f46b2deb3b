import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Worker } from "node:worker_threads";
import { brotliDecompressSync } from "node:zlib";
import { afterAll, describe, expect, test } from "vitest";
import { openHostDevice } from "./open-adapter.ts";
import { cacheFolders, fileOfTar, swiftshaderArchive, unpacked, unpackedToFirst } from "./swiftshader.ts";

const folder = mkdtempSync(join(tmpdir(), "commonwatt-adapter-"));
afterAll(() => rmSync(folder, { recursive: true }));

const support = join(import.meta.dirname, "../../../test/support");
const worker = join(support, "adapter.worker.ts");

/** A tar archive of one file. */
function tarOf(name: string, contents: string): Buffer {
  const block = Buffer.alloc(512);
  block.write(name, 0);
  block.write(`${contents.length.toString(8).padStart(11, "0")}\0`, 124);
  block.write("0", 156);
  const padded = Buffer.alloc(512 * Math.ceil(contents.length / 512));
  padded.write(contents);
  return Buffer.concat([tarOf.before, block, padded, Buffer.alloc(1024)]);
}
/** Another file in front, whose length is no multiple of a block. */
tarOf.before = (() => {
  const block = Buffer.alloc(1024);
  block.write("other.so", 0);
  block.write("00000000005\0", 124);
  return block;
})();

describe("the archive of SwiftShader", () => {
  test("gives a file by its name", () => {
    expect(Buffer.from(fileOfTar(tarOf("bin/libvk.so", "driver"), "libvk.so")).toString()).toBe("driver");
  });

  test("without the file, or cut off, is called damaged", () => {
    expect(() => fileOfTar(tarOf("libvk.so", "driver"), "libgl.so")).toThrow("has no libgl.so — install the package");
    expect(() => fileOfTar(tarOf("libvk.so", "driver").subarray(0, 1540), "libvk.so")).toThrow("has no libvk.so");
  });

  test("is unpacked once, and by processes at the same time without harm", async () => {
    const archive = swiftshaderArchive() as string;
    const cache = join(folder, "cache");
    const library = unpacked(archive, cache);
    expect(unpacked(archive, cache)).toBe(library);
    expect(existsSync(library)).toBe(true);
    // One folder and no drafts.
    expect(readdirSync(cache).length).toBe(1);
  });

  test("goes to the first folder that can be written", () => {
    const file = join(folder, "file");
    writeFileSync(file, "");
    const archive = swiftshaderArchive() as string;
    const second = join(folder, "second");
    expect(unpackedToFirst(archive, [join(file, "below"), second])).toMatch(second);
    expect(() => unpackedToFirst(archive, [join(file, "below")])).toThrow(/cannot be unpacked .*below.*XDG_CACHE_HOME/);
  });

  test("is kept in the user's cache, or among the packages", () => {
    const archive = "/a/node_modules/@sparticuz/chromium/bin/swiftshader.tar.br";
    expect(cacheFolders(archive, { XDG_CACHE_HOME: "/somewhere" })).toEqual([
      "/somewhere/commonwatt/vulkan",
      "/a/node_modules/.cache/commonwatt/vulkan",
    ]);
    expect(cacheFolders(archive, { XDG_CACHE_HOME: "relative" })[0]).toMatch(/\.cache.commonwatt.vulkan$/);
  });
});

describe("the adapter", () => {
  test("that was asked for is never another one: SwiftShader is not the system's driver", async () => {
    const device = await openHostDevice("swiftshader");
    expect(device.facts).toMatchObject({ route: "swiftshader", isSoftware: true, architecture: "swiftshader" });
    await expect(openHostDevice("system")).rejects.toThrow(/SwiftShader took its place in this process/);
    device.close();
  });

  test("works in several worker threads at once, and they end", async () => {
    const outcomes = await Promise.all(
      [1, 2].map(async () => {
        const thread = new Worker(
          `import("tsx/esm/api").then(({ register }) => { register(); return import(${JSON.stringify(worker)}); })`,
          {
            eval: true,
          },
        );
        const [said] = await once(thread, "message");
        await thread.terminate();
        return said;
      }),
    );
    expect(outcomes).toEqual([1, 2].map(() => ({ route: "swiftshader", isRight: true })));
  });

  test("works without any environment, and the process ends by itself with the device open", async () => {
    const { code, out, err } = await said(worker, {});
    expect(err).toBe("");
    expect(JSON.parse(out)).toEqual({ route: "swiftshader", isRight: true });
    expect(code).toBe(0);
  });

  test("can be SwiftShader after the system's loader was opened, whose list of drivers stays what it was", async () => {
    const archive = swiftshaderArchive() as string;
    const [loader, list] = [join(folder, "loader"), join(folder, "drivers.json")];
    mkdirSync(loader);
    // The archive has a Vulkan loader too: it stands for the system's, and so does SwiftShader for the driver of a GPU.
    const tar = brotliDecompressSync(readFileSync(archive));
    writeFileSync(join(loader, "libvulkan.so.1"), fileOfTar(tar, "libvulkan.so.1"));
    const driver = { library_path: unpacked(archive, join(folder, "drivers")), api_version: "1.3.0" };
    writeFileSync(list, JSON.stringify({ file_format_version: "1.0.0", ICD: driver }));
    const { code, out } = await said(join(support, "both-adapters.ts"), {
      LD_LIBRARY_PATH: loader,
      VK_DRIVER_FILES: list,
      VK_ICD_FILENAMES: list,
    });
    const routes = ["system", "swiftshader", "swiftshader"];
    expect(JSON.parse(out)).toEqual({ routes, isRight: true, drivers: "/nowhere.json" });
    expect(code).toBe(0);
  });
});

/** Runs a script in a process with this environment and no more, and waits for its end. */
async function said(script: string, environment: Readonly<Record<string, string>>) {
  const child = spawn(process.execPath, ["--import", "tsx", script], {
    env: { HOME: folder, XDG_CACHE_HOME: join(folder, "cache"), ...environment },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const [out, err] = [child.stdout, child.stderr].map((stream) => {
    const parts: Buffer[] = [];
    stream.on("data", (part: Buffer) => parts.push(part));
    return parts;
  });
  const [code] = await once(child, "close");
  return { code, out: Buffer.concat(out).toString(), err: Buffer.concat(err).toString() };
}
