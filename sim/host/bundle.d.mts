import type { BuildOptions } from "esbuild";

/** Whether `dist/` was made from the sources as they are now. */
export function isFresh(): boolean;
/** Bundles the command line, the workers and the core into `dist/`. */
export function bundle(): Promise<void>;
/** The repository's folder. */
export const root: string;
/** What names the sources as they are now; `dist/` is left alone. */
export function codeNow(): Promise<{ readonly model: string; readonly program: string }>;
/** Options of esbuild for programs and workers of Node. @param entryPoints  file by name, without ending */
export function forNode(entryPoints: Readonly<Record<string, string>>, folder: string): BuildOptions;
/** The command line as one script, which `bundle` writes with its compiled form. */
export const quickScript: string;
