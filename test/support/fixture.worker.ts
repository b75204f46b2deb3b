/** Worker threads that run the fixture instead of the model. */
import { servingRuns } from "../../sim/host/worker-loop.ts";
import { fixtureRun } from "./fixture-run.ts";

export default servingRuns(fixtureRun);
