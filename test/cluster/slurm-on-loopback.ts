/** A Slurm of one node on loopback, for tests: Debian's packages, daemons of its own in a folder of its own, nothing of the system touched. */
import { type ChildProcess, execFileSync, spawn, spawnSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { chmodSync, chownSync, existsSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { availableParallelism, hostname } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

const programs = ["sbatch", "slurmctld", "slurmd", "munged"] as const;
const packages = ["slurm-client", "slurmctld", "slurmd", "munge"] as const;
/** Programs of the system lie there too. */
const path = `${process.env.PATH}:/usr/sbin:/sbin`;

export interface Slurm {
  /** For commands that talk to it. */
  readonly env: NodeJS.ProcessEnv;
  /** `kill -9`, and start again. */
  restartController(): Promise<void>;
  restartNode(): Promise<void>;
  stop(): void;
}

/** @throws Error saying what is missing, when it cannot be installed */
export function installSlurm(): void {
  const missing = () => programs.filter((name) => spawnSync("which", [name], { env: { PATH: path } }).status !== 0);
  if (missing().length === 0) return;
  if (process.getuid?.() !== 0)
    throw new Error(`${missing().join(", ")} missing — as root: apt-get install ${packages.join(" ")}`);
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  spawnSync("apt-get", ["update", "-qq"], { env, stdio: "ignore" });
  execFileSync("apt-get", ["install", "-y", "-qq", "--no-install-recommends", ...packages], { env, stdio: "ignore" });
  const still = missing();
  if (still.length > 0)
    throw new Error(`${still.join(", ")} still missing after apt-get install ${packages.join(" ")}`);
}

/** @param folder  empty; keeps configuration, state and logs */
export async function startSlurm(folder: string): Promise<Slurm> {
  const munge = join(folder, "munge");
  mkdirSync(join(folder, "state"), { recursive: true });
  mkdirSync(join(folder, "spool"), { recursive: true });
  mkdirSync(munge, { recursive: true });
  chmodSync(folder, 0o755);
  const socket = join(munge, "munge.socket");
  const stopMunge = startMunge(munge, socket);
  for (let tries = 0; tries < 50 && !existsSync(socket); tries++) await sleep(100);
  if (!existsSync(socket)) throw new Error(`munged did not start: see ${join(munge, "log-file")}`);
  const file = join(folder, "slurm.conf");
  writeFileSync(file, configuration(folder, socket));
  const env = { ...process.env, PATH: path, SLURM_CONF: file };
  const logs = { stdio: "ignore", env, detached: true } as const;
  const begin = {
    controller: () => spawn("slurmctld", ["-D", "-f", file], logs),
    node: () => spawn("slurmd", ["-D", "-f", file], logs),
  };
  const running: Record<keyof typeof begin, ChildProcess> = { controller: begin.controller(), node: begin.node() };
  const restart = async (which: keyof typeof begin) => {
    running[which].kill("SIGKILL");
    await sleep(500);
    running[which] = begin[which]();
    await idle(env);
  };
  const stop = () => {
    for (const daemon of Object.values(running)) daemon.kill("SIGKILL");
    stopMunge();
  };
  try {
    await idle(env);
  } catch (error) {
    stop();
    throw error;
  }
  return { env, restartController: () => restart("controller"), restartNode: () => restart("node"), stop };
}

/** Debian's munge refuses to run as root with a key of another user: it gets its own user. */
function startMunge(folder: string, socket: string): () => void {
  const [uid, gid] = ["-u", "-g"].map((flag) => Number(execFileSync("id", [flag, "munge"], { encoding: "utf8" })));
  const key = join(folder, "munge.key");
  writeFileSync(key, randomBytes(1024), { mode: 0o400 });
  for (const owned of [key, folder]) chownSync(owned, uid!, gid!);
  const files = ["log-file", "pid-file", "seed-file"].map((name) => `--${name}=${join(folder, name)}`);
  const words = [`--reuid=${uid}`, `--regid=${gid}`, "--clear-groups", "munged", "--foreground", "--force"];
  const daemon = spawn("setpriv", [...words, `--key-file=${key}`, `--socket=${socket}`, ...files], {
    stdio: "ignore",
    env: { ...process.env, PATH: path },
  });
  return () => {
    daemon.kill("SIGKILL");
    rmSync(socket, { force: true });
  };
}

function configuration(folder: string, socket: string): string {
  const host = hostname().split(".")[0];
  return `ClusterName=test
SlurmctldHost=${host}(127.0.0.1)
SlurmUser=root
AuthInfo=socket=${socket}
CommunicationParameters=NoCtldInAddrAny,NoInAddrAny
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
SelectType=select/cons_tres
SelectTypeParameters=CR_Core
JobAcctGatherType=jobacct_gather/none
AccountingStorageType=accounting_storage/none
ReturnToService=2
SchedulerParameters=sched_min_interval=0
SlurmctldPort=16817
SlurmdPort=16818
StateSaveLocation=${join(folder, "state")}
SlurmdSpoolDir=${join(folder, "spool")}
SlurmctldLogFile=${join(folder, "slurmctld.log")}
SlurmdLogFile=${join(folder, "slurmd.log")}
SlurmctldPidFile=${join(folder, "slurmctld.pid")}
SlurmdPidFile=${join(folder, "slurmd.pid")}
NodeName=${host} NodeAddr=127.0.0.1 CPUs=${availableParallelism()} RealMemory=1000 State=UNKNOWN
PartitionName=all Nodes=${host} Default=YES MaxTime=INFINITE State=UP
`;
}

/** Until the controller answers and the node takes jobs. */
async function idle(env: NodeJS.ProcessEnv): Promise<void> {
  let last = "";
  for (let tries = 0; tries < 120; tries++) {
    const { stdout, stderr } = spawnSync("sinfo", ["--noheader", "--format=%T"], { env, encoding: "utf8" });
    last = `${stdout}${stderr}`.trim();
    if (/^(idle|mixed|allocated)/.test(last)) return;
    await sleep(500);
  }
  throw new Error(`Slurm did not come up: sinfo says “${last}”`);
}
