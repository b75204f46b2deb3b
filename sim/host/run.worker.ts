/** The thread in which replications run. */
import { run } from "../run.ts";
import { runWithKernel } from "./kernel-tier.ts";
import { loadRecords } from "./measuring/records-file.ts";
import { setV8Flags } from "./v8-flags.ts";
import { servingRuns } from "./worker-loop.ts";

setV8Flags();

export default servingRuns((spec, sink, onEpoch, kernel, execute) =>
  kernel === undefined
    ? run(spec, sink, onEpoch)
    : runWithKernel(spec, sink, onEpoch, { cells: loadRecords(kernel.records).cells, execute }),
);
