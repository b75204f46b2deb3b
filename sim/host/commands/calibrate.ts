/** `commonwatt calibrate`: measures the local adapter and writes it as a card that scenarios may name. */
import { writeFileSync } from "node:fs";
import { performance } from "node:perf_hooks";
import { stringify } from "yaml";
import { calibrate } from "../../fidelity/calibrate.ts";
import { checkDevice } from "../../fidelity/check-device.ts";
import { likeOf, type MeasuredCard, measuredCard } from "../../fidelity/measured-card.ts";
import { ownCard } from "../../scenario/own-cards.ts";
import type { AdapterChoice } from "../adapter/choices.ts";
import { openHostDevice } from "../adapter/open-adapter.ts";
import { exitCodes, UsageError } from "../complain.ts";
import { printJson, printLine } from "../terminal.ts";
import { wrongResults } from "./doctor.ts";

export interface CalibrateOptions {
  readonly out: string;
  readonly memory: string;
  readonly power: string;
  readonly price: string;
  readonly like?: string;
  readonly adapter: AdapterChoice;
  readonly json?: boolean;
}

/**
 * @throws DeviceError when there is no adapter, or when it computes wrongly
 * @throws UsageError when what was given by hand makes no card, or the file exists
 */
export async function calibrateCommand({ out, adapter, json = false, ...given }: CalibrateOptions): Promise<number> {
  const date = new Date().toISOString().slice(0, 10);
  assertGiven(given);
  const device = await openHostDevice(adapter);
  try {
    const check = await checkDevice(device);
    if (!check.isRight) throw wrongResults(device.facts, check);
    const calibration = await calibrate(device, () => performance.now() / 1000);
    const like = given.like ?? likeOf(device.facts);
    const card = measuredCard(device.facts, calibration, { ...given, like, date });
    write(out, card);
    if (json) printJson({ ok: true, path: out, card, calibration });
    else
      printLine(
        `${out} is written.\nName it in a scenario: network: { hardware: { own-1: ${out} } }, and own-1 in network.hosts`,
      );
    return exitCodes.fine;
  } finally {
    device.close();
  }
}

/** Asked before anything is measured: a typing error should not cost a minute. */
function assertGiven(given: Pick<CalibrateOptions, "memory" | "power" | "price" | "like">): void {
  for (const key of ["memory", "power", "price", "like"] as const) {
    const value = given[key];
    if (value === undefined) continue;
    const result = ownCard.shape[key].safeParse(value);
    if (!result.success) throw new UsageError(`--${key} ${value}: ${result.error.issues[0]?.message}`);
  }
}

function write(path: string, card: MeasuredCard): void {
  ownCard.parse(card);
  const head = '# A card as commonwatt calibrate measured it: see docs/kernels.md, "Your own card in a scenario".\n';
  try {
    writeFileSync(path, head + stringify(card, { lineWidth: 0 }), { flag: "wx" });
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === "EEXIST") throw new UsageError(`${path} exists and is left as it is — choose another name`);
    throw new UsageError(`cannot write ${path}: ${message.replace(/^\w+: /, "")} — choose another folder`);
  }
}
