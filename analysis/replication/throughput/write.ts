/** Writes docs/validation-throughput.md. */
import { writeFileSync } from "node:fs";
import { page } from "./table.ts";

writeFileSync(new URL("../../../docs/validation-throughput.md", import.meta.url), page());
