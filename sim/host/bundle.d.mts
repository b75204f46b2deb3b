/** Whether `dist/` was made from the sources as they are now. */
export function isFresh(): boolean;
/** Bundles the command line, the workers and the core into `dist/`. */
export function bundle(): Promise<void>;
/** The repository's folder. */
export const root: string;
