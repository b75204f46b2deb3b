/**
 * Makes a fresh clone ready: installs the packages of the lock file when they are not there, then bundles.
 *
 * Runs before anything is installed, so it uses nothing but Node. When all is there it does nothing.
 */
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const root = resolve(dirname(fileURLToPath(import.meta.url)), "../..");
const lockFile = join(root, "package-lock.json");
/** What npm itself notes about the packages it has put there. */
const installedFile = join(root, "node_modules/.package-lock.json");
const stampFile = join(root, "node_modules/.commonwatt-lock");

const oldestNode = [20, 11];

function stop(message) {
  process.stderr.write(`commonwatt: ${message}\n`);
  process.exit(1);
}

/** Whether every package of the lock file is installed in its version; optional ones depend on the machine. */
function matchesInstalled(lock) {
  if (!existsSync(installedFile)) return false;
  const wanted = JSON.parse(lock).packages;
  const installed = JSON.parse(readFileSync(installedFile, "utf8")).packages;
  return Object.keys(wanted).every((path) => {
    const { version, optional, devOptional, link } = wanted[path];
    if (path === "" || optional || devOptional || link) return true;
    return installed[path]?.version === version;
  });
}

/** Exactly the versions of the lock file, on whatever platform. */
function install() {
  process.stderr.write("commonwatt: installing the packages of package-lock.json\n");
  const npm = process.env.npm_execpath;
  const quiet = ["ci", "--no-audit", "--no-fund", "--loglevel=error"];
  const result =
    npm !== undefined && /\.[cm]?js$/.test(npm)
      ? spawnSync(process.execPath, [npm, ...quiet], { cwd: root, stdio: ["ignore", 2, 2] })
      : spawnSync("npm", quiet, { cwd: root, stdio: ["ignore", 2, 2], shell: process.platform === "win32" });
  if (result.error !== undefined) stop(`npm cannot be started (${result.error.message}) — install Node.js with npm`);
  if (result.status !== 0) stop("npm ci failed, see above — is the network reachable? Then try again");
}

const [major, minor] = process.versions.node.split(".").map(Number);
if (major < oldestNode[0] || (major === oldestNode[0] && minor < oldestNode[1])) {
  stop(`this is Node ${process.versions.node}; it needs ${oldestNode.join(".")} or newer`);
}
const lock = readFileSync(lockFile, "utf8");
const digest = createHash("sha256").update(lock).digest("hex");
const stamped = existsSync(stampFile) ? readFileSync(stampFile, "utf8").trim() : "";
if (stamped !== digest) {
  if (!matchesInstalled(lock)) install();
  writeFileSync(stampFile, `${digest}\n`);
}
const { bundle, isFresh } = await import("./bundle.mjs");
if (!isFresh()) {
  try {
    await bundle();
  } catch (error) {
    stop(`the sources could not be bundled: ${error.message}`);
  }
}
