/** Makes a folder with those above it. */
import { existsSync, mkdirSync } from "node:fs";
import { dirname } from "node:path";

/** Level by level: on Linux, Node 20's own recursion never returns for a folder under /proc. @throws the error of the system */
export function makeFolder(path: string): void {
  if (existsSync(path)) return;
  const parent = dirname(path);
  if (parent !== path) makeFolder(parent);
  if (!existsSync(path)) mkdirSync(path);
}
