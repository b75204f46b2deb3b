/** Writes `docs/detection.md` and its figures from the committed records: `npx tsx sim/host/detection/write.ts`. */
import { writeFileSync } from "node:fs";
import { committedRecordsPath, loadRecords } from "../measuring/records-file.ts";
import { packageFile } from "../package-root.ts";
import { detectionPage, figurePath } from "./page.ts";
import { rocFigure, rocFigures } from "./roc-figure.ts";
import { viewOf } from "./view.ts";

const loaded = loadRecords(committedRecordsPath());
writeFileSync(packageFile("docs/detection.md"), detectionPage(loaded));
for (const figure of rocFigures) {
  writeFileSync(packageFile(figurePath(figure)), rocFigure(viewOf(loaded), figure));
}
