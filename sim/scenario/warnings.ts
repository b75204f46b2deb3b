/** What is allowed but most likely not meant: values that change nothing. */
import type { Loaded } from "./load.ts";
import type { Problem } from "./problem.ts";
import type { Scenario } from "./scenario.ts";
import { placeOf, valueAt } from "./tree.ts";

export function warnings({ scenario, tree }: Loaded): Problem[] {
  const { network, demand, outages, outputs, windows } = scenario;
  const found: Problem[] = [];
  const doubt = (path: readonly (string | number)[], message: string) => {
    if (valueAt(tree, path) !== undefined) found.push({ path: path.join("."), place: placeOf(tree, path), message });
  };
  outages.scripted.forEach(({ jurisdiction }, index) => {
    const share = network.jurisdictions?.[jurisdiction] ?? 0;
    if (share > 0 || network.hosts.some((host) => host.jurisdiction === jurisdiction)) return;
    doubt(
      ["outages", "scripted", index, "jurisdiction"],
      `nobody has nodes in ${jurisdiction}: this outage changes nothing`,
    );
  });
  scenario.economy.states?.acts.forEach(({ kind }, index) => {
    const reason = idleAct(kind, scenario);
    if (reason !== undefined)
      doubt(["economy", "states", "acts", index, "kind"], `${reason}: this act changes nothing`);
  });
  if (outages.perYear === 0) doubt(["outages", "length"], "there are no random outages: this length changes nothing");
  if (windows === 0) {
    const nothing = "with windows: 0 no request is simulated: this changes nothing";
    if (demand.trace !== undefined) doubt(["demand", "trace"], nothing);
    if (outputs.requestsFraction > 0) doubt(["outputs", "requestsFraction"], nothing);
  }
  for (const [id, card] of Object.entries(network.hardware ?? {})) {
    const isDrawn = Object.entries(card?.classes ?? {}).some(
      ([kind, weight]) => weight > 0 && (network.classes?.[kind as keyof typeof network.classes] ?? 0) > 0,
    );
    if (isDrawn || network.hosts.some(({ machines }) => machines.some(({ hardware }) => hardware === id))) continue;
    doubt(["network", "hardware", id], `no host has ${id}: neither a listed one nor one of the classes in the network`);
  }
  const idle = idleModel(scenario);
  if (idle !== undefined) doubt(["kernel", "model"], `${idle}: this model is not executed`);
  if (scenario.economy.money?.kind === "endogenous" && scenario.economy.demand === undefined) {
    const message =
      "fees in dollars rise with the price that they are to make, and without economy.demand no client answers to it";
    doubt(["economy", "money", "kind"], `${message}: it doubles or vanishes by chance`);
  }
  if (demand.rate === 0) doubt(["demand", "rate"], "a rate of 0: nobody asks for anything");
  return found;
}

/** Why a language model cannot matter in a scenario. */
function idleModel({ kernel, verification, windows }: Scenario): string | undefined {
  if (kernel.assumed) return "checks are assumed to tell the truth";
  if (verification.rule === "none") return "nothing is checked";
  return windows === 0 ? "with windows: 0 no request is simulated" : undefined;
}

/** Why an act of a state cannot matter in a scenario. */
function idleAct(kind: string, { economy, windows }: Scenario): string | undefined {
  const isBuying = economy.chips !== undefined || economy.clouds !== undefined;
  if (kind === "export-rule" && !isBuying) return "without economy.chips and economy.clouds nobody orders cards";
  if (kind === "cloud-exit" && economy.clouds === undefined) return "without economy.clouds there is none to leave";
  if (kind === "subsidy" && economy.operators === undefined)
    return "without economy.operators nobody reckons with costs";
  const isReckoning = [economy.operators, economy.clouds, economy.strategies].some((one) => one !== undefined);
  if (kind === "energy-shock" && !isReckoning)
    return "without economy.operators, clouds and strategies nobody reckons with the price of power";
  const isOfLinks = kind === "sanction" || kind === "cable-cut";
  const isChoosing = windows !== 0 || economy.demand !== undefined;
  return isOfLinks && !isChoosing ? "with windows: 0 and without economy.demand no client looks at links" : undefined;
}
