/** A disk that is soon full. */
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import { testFolder } from "./store-paths.ts";

/** A file system of so many MiB, gone with the test; undefined where the system does not let us. */
export function smallDisk(megabytes: number): string | undefined {
  if (!existsSync("/proc/mounts")) return undefined;
  const disk = join(testFolder(), "disk");
  mkdirSync(disk);
  try {
    execFileSync("mount", ["-t", "tmpfs", "-o", `size=${megabytes}m`, "tmpfs", disk], { stdio: "pipe" });
  } catch {
    return undefined;
  }
  if (!readFileSync("/proc/mounts", "utf8").includes(disk)) return undefined;
  onTestFinished(() => void execFileSync("umount", ["-l", disk]));
  return disk;
}
