import type { Script } from "node:vm";

/** Runs a script of the CommonJS kind, from its compiled form where V8 takes it. */
export function loadScript(
  file: string,
  name?: string,
): { readonly script: Script; readonly exports: Record<string, unknown> };
/** Writes the compiled form of a script whose `main` takes these words. */
export function keepCompiled(file: string, name: string, words: readonly string[]): void;
