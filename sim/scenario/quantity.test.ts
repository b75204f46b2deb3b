import { describe, expect, test } from "vitest";
import * as z from "zod";
import { count, quantity } from "./quantity.ts";

const time = quantity("s", { title: "a time", examples: ["250 ms"], min: 0.001, max: 3600 });
const power = quantity("USD/kWh", { title: "a price of energy", examples: ["0.12 USD/kWh"], min: 0, max: 2 });
const share = quantity("1", { title: "a share", examples: ["30 %"], min: 0, max: 1 });
const epochs = quantity("epoch", { title: "a whole number of epochs", examples: ["90 epoch"], min: 1, whole: true });
const nodes = count({ title: "a whole number of nodes", examples: ["5_000"], min: 1 });

test.each([
  [time, "250 ms", 0.25],
  [time, "1 min", 60],
  [power, "60 USD/MWh", 0.06],
  [share, 0.3, 0.3],
  [share, "30 %", 0.3],
  [share, "0.3", 0.3],
  [share, -0, 0],
  [epochs, "90 epoch", 90],
  [nodes, 5000, 5000],
  [nodes, "5_000", 5000],
])("case %# is read in the field's unit", (field, written, value) => expect(field.parse(written)).toBe(value));

describe("a complaint says what it is, what was expected, and what to write", () => {
  test.each([
    [time, 250, '250 needs a unit: write "250 ms"'],
    [time, "250", '250 needs a unit: write "250 ms"'],
    [time, "250 USD", '"250 USD" is an amount of money, expected a time (ms), such as "250 ms"'],
    [time, "2 h", '"2 h" is above the most allowed, 1 h'],
    [time, "0 s", '"0 s" is below the least allowed, 1 ms'],
    [time, "soon", '"soon" does not start with a number; expected a time (ms), such as "250 ms"'],
    [time, true, 'true or false where a number belongs; expected a time (ms), such as "250 ms"'],
    [time, ["1 s"], 'a list where a number belongs; expected a time (ms), such as "250 ms"'],
    [power, "9 USD/kWh", '"9 USD/kWh" is above the most allowed, 2 USD/kWh'],
    [power, "9 USD/h", '"9 USD/h" is in USD/s, expected a price of energy (USD/kWh), such as "0.12 USD/kWh"'],
    [share, 30, "30 is above the most allowed, 100 %"],
    [share, "3 s", '"3 s" is a time, expected a share, such as "30 %"'],
    [epochs, "2.5 epoch", '"2.5 epoch" is not whole; expected a whole number of epochs'],
    [nodes, 1e300, "1e+300 is too large to be exact"],
    [nodes, Number.POSITIVE_INFINITY, "Infinity is not a finite number"],
  ])("case %#", (field, written, message) => {
    expect(field.safeParse(written).error?.issues.map((issue) => issue.message)).toEqual([message]);
  });
});

test("a default stays a number in the field's unit, and absence is told from it", () => {
  const form = z.strictObject({ wait: time.default(30), must: time });
  expect(form.parse({ must: "1 s" })).toEqual({ wait: 30, must: 1 });
  expect(form.safeParse({}).error?.issues.map((issue) => issue.path)).toEqual([["must"]]);
});

test("a field whose unit or example cannot be read is a fault of the schema", () => {
  expect(() => quantity("parsec", { title: "a length", examples: ["1 s"] })).toThrow(/unknown unit/);
  expect(() => quantity("s", { title: "a time", examples: ["1 USD"] })).toThrow(/is not in a unit like s/);
});
