/** The thread in which replications run. */
import { run } from "../run.ts";
import { servingRuns } from "./worker-loop.ts";

export default servingRuns(run);
