/** Which measured cells a scenario may draw from, and which of them are missing or too thin for the precision that it states. */
import { clopperPearson, halfWidth } from "../measures/clopper-pearson.ts";
import { createRule } from "../mechanisms/registry.ts";
import { type BehaviourId, behaviours, honest } from "../model/catalogue/behaviours.ts";
import { cardIds } from "../model/catalogue/ids.ts";
import { catalogueWith } from "../model/catalogue/own-hardware.ts";
import type { MeasuredCells, Scores } from "../model/ports.ts";
import type { Scenario } from "../scenario/scenario.ts";

export interface NeededCells {
  /** Indices into the profiles of the cells. */
  readonly profiles: readonly number[];
  /** Indices into the catalogue of behaviours. */
  readonly behaviours: readonly number[];
}

export interface LackingCell {
  readonly executor: number;
  readonly validator: number;
  readonly behaviour: number;
  /** Recorded executions; 0 when the cell was not measured. */
  readonly executions: number;
  /** Half-width of the 95 % interval of its rejected share. */
  readonly halfWidth: number;
}

/** Whether checks of this scenario come to a verdict by measurement. */
export function needsCells({ verification, kernel, windows }: Scenario): boolean {
  return verification.rule !== "none" && !kernel.assumed && windows !== 0;
}

/** Every card that a listed host has or a class of host may have, whether or not a draw puts it there. */
export function neededCells(scenario: Scenario, cells: MeasuredCells): NeededCells {
  const { hardware = {}, hosts, nodes, classes = {} } = scenario.network;
  const catalogue = catalogueWith(hardware);
  const weights = (nodes > 0 ? classes : {}) as Readonly<Record<string, number | undefined>>;
  const shares = scenario.behaviours.shares as Readonly<Partial<Record<BehaviourId, number>>>;
  const drawn = catalogue.classes.flatMap(({ id }, c) => ((weights[id] ?? 0) > 0 ? catalogue.mixes[c] : []));
  const listed = hosts.flatMap(({ machines }) => machines.map((machine) => cardIds.indexOf(machine.hardware)));
  const cards = [...drawn, ...listed].map((card) => catalogue.like[card]);
  const profiles = [...new Set(cards.map((card) => cells.profileOf(card)))].sort((a, b) => a - b);
  const present = behaviours.flatMap(({ id }, index) =>
    index === honest || (shares[id as BehaviourId] ?? 0) > 0 ? [index] : [],
  );
  return { profiles, behaviours: present };
}

/** What the scenario's own verdict rule rejects: another rule needs other cells to be known more exactly. */
export function rejectedBy({ verdict }: Scenario): (scores: Scores) => boolean {
  const rule = createRule("verdict", verdict, {});
  return (scores) => rule.severity(scores) > 1;
}

/** @returns the cells that must be measured before the scenario can run, the widest first */
export function lackingCells(scenario: Scenario, cells: MeasuredCells, needed: NeededCells): LackingCell[] {
  const rejects = rejectedBy(scenario);
  const { precision } = scenario.kernel;
  const confidence = 0.95;
  const found: LackingCell[] = [];
  for (const behaviour of needed.behaviours) {
    for (const executor of needed.profiles) {
      for (const validator of needed.profiles) {
        const cell = cells.cellOf(executor, validator, behaviour);
        const executions = cells.cells[cell]?.executions ?? 0;
        let rejected = 0;
        for (let k = 0; k < executions; k++) {
          if (rejects(cells.scores(cell, k, cells.tokensMax))) rejected++;
        }
        const width = halfWidth(clopperPearson(rejected, executions, confidence));
        if (width > precision) found.push({ executor, validator, behaviour, executions, halfWidth: width });
      }
    }
  }
  return found.sort((a, b) => b.halfWidth - a.halfWidth);
}
