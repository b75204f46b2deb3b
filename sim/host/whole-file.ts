/** Files that a reader finds whole or as they were. */
import { mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, resolve } from "node:path";

/**
 * Writes files that belong together: each to a draft beside its place, and all drafts are moved when the last is whole. A disk that
 * is full, or a kill, leaves what was there before.
 *
 * @throws Error of the file system; no draft is left then
 */
export function writeWhole(files: Readonly<Record<string, string | Uint8Array>>): void {
  const drafts = Object.entries(files).map(([path, content]) => ({ path, content, draft: `${path}.draft` }));
  try {
    for (const { path, content, draft } of drafts) {
      mkdirSync(dirname(resolve(path)), { recursive: true });
      writeFileSync(draft, content);
    }
    for (const { path, draft } of drafts) renameSync(draft, path);
  } finally {
    for (const { draft } of drafts) rmSync(draft, { force: true });
  }
}
