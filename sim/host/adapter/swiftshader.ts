/**
 * SwiftShader, a Vulkan driver that runs on the CPU, out of the optional package `@sparticuz/chromium` (x86-64 Linux).
 *
 * Dawn, the WebGPU of the package `webgpu`, opens "libvulkan.so.1" by name, and a name is found among libraries already loaded by
 * what they call themselves. SwiftShader offers the very entry point that Dawn asks a Vulkan loader for, so a copy that calls
 * itself libvulkan.so.1, loaded beforehand, is what Dawn gets: no root, no loader, no environment variable (which a
 * worker thread could not set), no restart.
 *
 * Where the system's loader is open already, since its drivers were tried in vain, the name means that one: then it is asked
 * to take SwiftShader for the one driver that there is.
 */
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { constants, homedir, tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { brotliDecompressSync } from "node:zlib";
import { DeviceError } from "../../fidelity/device-error.ts";

const archiveName = "bin/swiftshader.tar.br";
const driverName = "libvk_swiftshader.so";
const loaderName = "libvulkan.so.1";
/** Of glibc's dlfcn.h; Node does not list it. */
const keepLoaded = 0x1000;
/** A tar archive is made of blocks. [bytes]  POSIX.1-1988, ustar */
const blockBytes = 512;

/** The archive in node_modules; undefined when the optional package is not installed. */
export function swiftshaderArchive(): string | undefined {
  try {
    // The package exports no path but its entry, which lies some folders below its root.
    let folder = dirname(createRequire(import.meta.url).resolve("@sparticuz/chromium"));
    while (!existsSync(join(folder, archiveName))) {
      if (folder === dirname(folder)) return undefined;
      folder = dirname(folder);
    }
    return join(folder, archiveName);
  } catch {
    return undefined;
  }
}

/**
 * Does what asks Dawn for an adapter while "libvulkan.so.1" leads to SwiftShader.
 * @throws DeviceError when this machine cannot run it
 */
export async function withSwiftshader<T>(ask: () => Promise<T>): Promise<T> {
  if (process.platform !== "linux" || process.arch !== "x64") {
    const remedy = "it runs on x86-64 Linux; use the driver of the system here";
    throw new DeviceError("missing", `no SwiftShader for ${process.platform} on ${process.arch}`, remedy);
  }
  const archive = swiftshaderArchive();
  if (archive === undefined) {
    const remedy = "npm install --include=optional @sparticuz/chromium";
    throw new DeviceError("missing", "the optional package @sparticuz/chromium is not installed", remedy);
  }
  const { ownLoaded, systemLoaded } = loaders();
  if (ownLoaded && !systemLoaded) return await ask();
  // A user without a home, among packages that are not theirs: unpacked for this process alone. What is loaded outlives its file.
  const own = mkdtempSync(join(tmpdir(), "commonwatt-"));
  try {
    const library = unpackedToFirst(archive, [...cacheFolders(archive), join(own, "commonwatt", "vulkan")]);
    if (systemLoaded) return await throughSystemLoader(library, own, ask);
    preload(library);
    return await ask();
  } finally {
    rmSync(own, { recursive: true, force: true });
  }
}

/** Whether some thread of this process has loaded it: then the system's driver cannot be had any more. */
export function isSwiftshaderLoaded(): boolean {
  return loaders().ownLoaded;
}

/** Which libraries of this process call themselves libvulkan.so.1: SwiftShader, or the system's loader. */
function loaders(): { readonly ownLoaded: boolean; readonly systemLoaded: boolean } {
  if (process.platform !== "linux") return { ownLoaded: false, systemLoaded: false };
  const mark = `${join("commonwatt", "vulkan")}/`;
  const mapped = readFileSync("/proc/self/maps", "latin1")
    .split("\n")
    .filter((line) => line.includes(`/${loaderName}`));
  const own = mapped.filter((line) => line.includes(mark));
  return { ownLoaded: own.length > 0, systemLoaded: mapped.length > own.length };
}

/** Under these names Vulkan's loader finds what replaces the system's list of drivers, the older last (Khronos, LoaderDriverInterface). */
const driverLists = ["VK_DRIVER_FILES", "VK_ICD_FILENAMES"] as const;

/** The loader reads its list of drivers when an instance is made; afterwards, and in child processes, it is the system's again. */
async function throughSystemLoader<T>(library: string, folder: string, ask: () => Promise<T>): Promise<T> {
  const before = driverLists.map((name) => process.env[name]);
  const list = join(folder, "swiftshader.json");
  const driver = { library_path: library, api_version: "1.3.0" };
  writeFileSync(list, JSON.stringify({ file_format_version: "1.0.0", ICD: driver }));
  for (const name of driverLists) process.env[name] = list;
  try {
    return await ask();
  } finally {
    for (const [i, name] of driverLists.entries()) {
      if (before[i] === undefined) delete process.env[name];
      else process.env[name] = before[i];
    }
  }
}

/**
 * Where unpacked drivers may be kept: the user's cache, as the XDG base directory specification says, or among the installed
 * packages for users without a home. Not in a folder that all users share: another one could put a library there.
 */
export function cacheFolders(
  archive: string,
  environment: Readonly<Record<string, string | undefined>> = process.env,
): string[] {
  const packages = archive.slice(0, archive.lastIndexOf("node_modules") + "node_modules".length);
  return [cacheFolder(environment), join(packages, ".cache", "commonwatt")].map((folder) => join(folder, "vulkan"));
}

/** The project's part of the user's cache. */
export function cacheFolder(environment: Readonly<Record<string, string | undefined>> = process.env): string {
  const base = environment.XDG_CACHE_HOME?.startsWith("/") ? environment.XDG_CACHE_HOME : join(homedir(), ".cache");
  return join(base, "commonwatt");
}

/** Unpacks to the first folder that can be written. */
export function unpackedToFirst(archive: string, folders: readonly string[]): string {
  const problems: string[] = [];
  for (const folder of folders) {
    try {
      return unpacked(archive, folder);
    } catch (error) {
      if (error instanceof DeviceError) throw error;
      problems.push((error as Error).message);
    }
  }
  const remedy = "make one of the folders writable, or name another one in XDG_CACHE_HOME";
  throw new DeviceError("missing", `SwiftShader cannot be unpacked (${problems.join("; ")})`, remedy);
}

/**
 * Unpacks the driver once; processes that do so together do not meet.
 * @returns path of the renamed driver
 */
export function unpacked(archive: string, cache: string): string {
  const packed = readFileSync(archive);
  const key = createHash("sha256").update(packed).digest("hex").slice(0, 16);
  const folder = join(cache, key);
  const library = join(folder, loaderName);
  if (existsSync(library)) return library;
  const draft = join(cache, `${key}-${process.pid}-${performance.now()}`);
  mkdirSync(draft, { recursive: true });
  try {
    const driver = renamedLibrary(fileOfTar(brotliDecompressSync(packed), driverName));
    writeFileSync(join(draft, loaderName), driver, { mode: 0o755 });
    renameSync(draft, folder);
  } catch (error) {
    rmSync(draft, { recursive: true, force: true });
    // Another process may have been first: then its copy serves.
    if (!existsSync(library)) throw error;
  }
  return library;
}

/** @returns the contents of one file of an archive in ustar format */
export function fileOfTar(tar: Uint8Array, name: string): Uint8Array {
  const text = (at: number, length: number) => Buffer.from(tar.subarray(at, at + length)).toString("latin1");
  for (let at = 0; at + blockBytes <= tar.length; ) {
    const found = text(at, 100).replace(/\0.*$/s, "");
    const bytes = Number.parseInt(text(at + 124, 12), 8) || 0;
    const start = at + blockBytes;
    if (found.split("/").at(-1) === name && start + bytes <= tar.length) return tar.subarray(start, start + bytes);
    at = start + Math.ceil(bytes / blockBytes) * blockBytes;
  }
  throw damaged(`has no ${name}`);
}

/** The same library under the loader's name: its own stands once in the table of strings, and is longer. */
function renamedLibrary(library: Uint8Array): Uint8Array {
  const bytes = Buffer.from(library);
  const at = bytes.indexOf(`\0${driverName}\0`, 0, "latin1");
  if (at < 0 || bytes.indexOf(`\0${driverName}\0`, at + 1, "latin1") >= 0) throw damaged("does not name itself once");
  bytes.write(`${loaderName}\0`, at + 1, "latin1");
  return bytes;
}

function damaged(how: string): DeviceError {
  const remedy = "install the package again: npm ci";
  return new DeviceError("missing", `the SwiftShader in @sparticuz/chromium ${how}`, remedy);
}

/** Loads a library for good. Node takes it for an add-on and complains that it registers nothing: that is expected. */
export function preload(library: string): void {
  const { RTLD_NOW, RTLD_GLOBAL } = constants.dlopen;
  try {
    process.dlopen({ exports: {} }, library, RTLD_NOW | RTLD_GLOBAL | keepLoaded);
  } catch (error) {
    const { message } = error as Error;
    if (!message.includes("did not self-register")) {
      throw new DeviceError(
        "missing",
        `${library} cannot be loaded: ${message}`,
        "a C library of 2014 or newer is needed",
      );
    }
  }
}
