import { expect, test } from "vitest";
import { freshRule } from "../../../test/conformance/rules-under-test.ts";
import { anyNetwork, later } from "../../../test/support/small-network.ts";
import bondingController from "./bonding-controller.ts";
import bounded from "./bonding-controller-bounded.ts";

/** Inflation of each epoch [10⁻⁹] over a supply of 10¹⁵ base units, when so much of it is bonded. */
function path(rule: typeof bondingController | typeof bounded, params: object, bonded: readonly number[]): number[] {
  const made = freshRule("emission", { rule: rule.id, ...rule.params.parse(params) });
  return bonded.map(
    (share, epoch) =>
      made.perEpoch(epoch, later(anyNetwork, epoch, { issued: 1e15, burned: 0, bonded: share * 1e15 })) / 1e6,
  );
}

test.each([
  ["starts where it is told", [0.1], [218_500]],
  ["rises while too little is bonded", [0.1, 0.4, 0.4], [218_500, 219_000, 219_500]],
  ["falls at the target and above", [0.1, 0.5, 0.6], [218_500, 218_000, 217_500]],
] as const)("%s", (_, bonded, want) => {
  expect(path(bondingController, {}, bonded)).toEqual(want);
});

test("never falls below nothing", () => {
  expect(path(bondingController, { initial: 700 }, [1, 1, 1])).toEqual([700, 200, 0]);
});

test("asked twice in an epoch it moves once", () => {
  const rule = freshRule("emission", { rule: "bonding-controller", ...bondingController.params.parse({}) });
  const see = (epoch: number) => later(anyNetwork, epoch, { bonded: 0 });
  rule.perEpoch(0, see(0));
  expect(rule.perEpoch(1, see(1))).toBe(rule.perEpoch(1, see(1)));
});

test("other parameters show at once, in an epoch in which it was asked already", () => {
  const made = (params: object, own: Parameters<typeof bondingController.create>[1]) =>
    bondingController.create(bondingController.params.parse(params), own);
  const own = { network: { inflation: cell(), before: cell(), begun: cell(), asked: cell() } };
  const see = (epoch: number) => later(anyNetwork, epoch, { issued: 1e15, burned: 0, bonded: 0 });
  made({}, own).perEpoch(0, see(0));
  expect(made({}, own).perEpoch(1, see(1))).toBe(219_000e6);
  expect(made({ step: 40_000 }, own).perEpoch(1, see(1))).toBe(258_500e6);
  expect(made({ target: 0 }, own).perEpoch(1, see(1))).toBe(218_000e6);
});
const cell = () => new Float64Array(1);

test("under a target that is out of reach it ratchets for ever, or to the ceiling", () => {
  const stuck = Array.from({ length: 600 }, () => 0.45);
  expect(path(bondingController, {}, stuck).at(-1)).toBe(218_500 + 599 * 500);
  expect(path(bounded, {}, stuck).at(-1)).toBe(750_000);
  expect(
    path(
      bounded,
      { initial: 60_000 },
      Array.from({ length: 20 }, () => 0.9),
    ).at(-1),
  ).toBe(50_000);
});
