/** Writes docs/hindcast.md from the store of `commonwatt compare scenarios/hindcast/shrinkage.yaml`, whose path is the argument. */
import { writeFileSync } from "node:fs";
import type { StudyEpoch } from "../../analysis/replication/shrinkage/compare.ts";
import { page } from "../../analysis/replication/shrinkage/page.ts";
import { openReader } from "../../sim/host/reader.ts";
import { queryText } from "../../sim/host/report-data.ts";

const path = process.argv[2];
if (path === undefined) throw new RangeError("name the store: npx tsx test/support/write-hindcast.ts STORE");
const reader = await openReader(path);
try {
  const rows = await reader.rows(queryText("shrinkage"));
  writeFileSync(new URL("../../docs/hindcast.md", import.meta.url), page(rows as unknown as StudyEpoch[]));
} finally {
  await reader.close();
}
