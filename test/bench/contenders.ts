/** Who runs the loads: the engine, and the peers that this machine can build. */
import { execFileSync, spawnSync } from "node:child_process";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { buildSync } from "esbuild";
import type { Measured } from "./loads.ts";

export interface Contender {
  readonly name: string;
  /** Events in the time in which the engine fires one, at most: slow peers get shorter runs. */
  readonly speed: number;
  /** Loads it can run; for actors with a stack each, up to so many pending. */
  readonly loads: readonly string[];
  readonly pendingMax: number;
  /** How far its clock may be off, relative; more than 0 where it cannot stop at the very event or sums doubles. */
  slack(load: string): number;
  run(load: string, words: readonly string[]): Measured;
}

const here = fileURLToPath(new URL(".", import.meta.url));

/**
 * The engine, bundled once so that no run pays for loading TypeScript, and as the product is: constants become literals, which a
 * bundle otherwise turns into variables that are loaded at each use (hold of 1e3: a fifth faster).
 */
export function engine(folder: string): Contender {
  const outfile = join(folder, "loads.mjs");
  buildSync({
    entryPoints: [join(here, "loads.ts")],
    outfile,
    bundle: true,
    platform: "node",
    format: "esm",
    minifySyntax: true,
    logLevel: "error",
  });
  return contender("CommonWatt", "node", [outfile], {
    loads: ["hold", "cancel", "phold", "mmc", "farm", "calvano"],
  });
}

/** Builds what can be built; says what is missing and which package brings it. */
export function peers(folder: string, say: (line: string) => void): Contender[] {
  const found: Contender[] = [];
  const built = (source: string, flags: readonly string[]) => compile(folder, source, flags);
  const bound = built("bound.cpp", ["-march=native", "-ffp-contract=off"]);
  if (bound) found.push(contender("C++ priority_queue", bound, [], { loads: ["hold", "phold", "mmc", "farm"] }));
  else say("C++ skipped: no g++ here (apt-get install g++)");
  if (bound) found.push(contender("C++ twin", bound, [], { loads: ["calvano"] }));
  const ns3 = built("ns3_hold.cc", ["-std=c++17", "-lns3-core"]);
  if (ns3) {
    const named = (scheduler: string) =>
      contender(`ns-3 ${scheduler}`, ns3, [], { loads: ["hold"], speed: 0.3, extra: [`scheduler=${scheduler}`] });
    found.push(named("PriorityQueueScheduler"), named("MapScheduler"));
  } else say("ns-3 skipped: not installed (apt-get install libns3-dev)");
  const simgrid = built("simgrid_hold.cpp", ["-lsimgrid"]);
  if (simgrid)
    found.push(
      contender("SimGrid actors", simgrid, [], { loads: ["hold"], speed: 0.05, pendingMax: 10_000, slack: () => 1e-6 }),
    );
  else say("SimGrid skipped: not installed (apt-get install libsimgrid-dev)");
  if (spawnSync("/usr/bin/python3", ["-c", "import simpy"]).status === 0) {
    const options = {
      loads: ["hold", "phold", "mmc", "farm"],
      speed: 0.05,
      slack: (load: string) => (load === "mmc" ? 0.01 : 0),
    };
    found.push(contender("SimPy", "/usr/bin/python3", [join(here, "peers/simpy_loads.py")], options));
  } else say("SimPy skipped: not installed (apt-get install python3-simpy3)");
  return found;
}

interface Options {
  readonly loads: readonly string[];
  readonly speed?: number;
  readonly pendingMax?: number;
  readonly slack?: (load: string) => number;
  readonly extra?: readonly string[];
}

function contender(name: string, command: string, first: readonly string[], options: Options): Contender {
  const { loads, speed = 1, pendingMax = Number.POSITIVE_INFINITY, slack = () => 0, extra = [] } = options;
  return {
    name,
    speed,
    loads,
    pendingMax,
    slack,
    run(load, words) {
      const text = execFileSync(command, [...first, load, ...words, ...extra], {
        encoding: "utf8",
        stdio: ["ignore", "pipe", "inherit"],
      });
      return JSON.parse(text) as Measured;
    },
  };
}

function compile(folder: string, source: string, flags: readonly string[]): string | undefined {
  const binary = join(folder, source.replace(/\..*$/, ""));
  const { status } = spawnSync("g++", ["-O3", "-o", binary, join(here, "peers", source), ...flags], {
    stdio: "ignore",
  });
  return status === 0 ? binary : undefined;
}
