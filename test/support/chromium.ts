/** Debian's Chromium, and how to start it so that it asks nobody anything. */
import { existsSync } from "node:fs";

export const chromiumPath = "/usr/bin/chromium";
export const hasChromium = existsSync(chromiumPath);
/** Said in the title of a test that cannot run without it. */
export const chromiumNote = hasChromium ? "" : ` — SKIPPED, missing ${chromiumPath}: apt-get install chromium`;

export const chromiumFlags = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];
