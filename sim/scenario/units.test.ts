import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { unitNames } from "./unit-names.ts";
import {
  convert,
  isTrouble,
  parseQuantity,
  parseUnit,
  round15,
  showDimension,
  showNumber,
  showQuantity,
  type Unit,
} from "./units.ts";

const options = { seed: 20261122, numRuns: 500 };

function unit(text: string): Unit {
  const parsed = parseUnit(text);
  if (isTrouble(parsed)) throw new Error(parsed.trouble);
  return parsed;
}

function inUnit(text: string, target: string): number | string {
  const parsed = parseQuantity(text);
  if (isTrouble(parsed)) return parsed.trouble;
  return convert(parsed.number, parsed.unit ?? unit("1"), unit(target));
}

describe("a quantity counts the same whatever its unit", () => {
  test.each([
    ["250 ms", "s", 0.25],
    ["250ms", "s", 0.25],
    ["6e-2 USD/kWh", "USD/kWh", 0.06],
    ["60 USD/MWh", "USD/kWh", 0.06],
    ["0.12 USD/kWh", "USD/J", 0.12 / 3.6e6],
    ["120 MB/s", "bit/s", 960_000_000],
    ["1 GiB", "B", 1_073_741_824],
    ["40 %/year", "1/year", 0.4],
    ["40 %/year", "1/s", 0.4 / 31_557_600],
    ["2000 request/s", "request/h", 7_200_000],
    ["323_000 GNK", "nGNK", 323e12],
    ["5 nGNK/token", "GNK/Mtoken", 0.005],
    ["1 week", "day", 7],
    ["90 epochs", "epoch", 90],
    ["2 kW*h", "kWh", 2],
    ["2 kW h", "kWh", 2],
    ["2 kW·h", "kWh", 2],
    ["6 token/(s*gpu)", "token/s/gpu", 6],
    ["3 s^-1", "1/s", 3],
    ["3 s⁻²", "1/s^2", 3],
    ["4 (kB/s)^2", "B^2/s^2", 4e6],
    ["0.4 1/year", "%/year", 40],
    ["10%", "1", 0.1],
    ["-3 min", "s", -180],
    [".5 h", "min", 30],
    ["1e3 µs", "ms", 1],
    ["1e3 μs", "ms", 1],
  ])("%s in %s is %d", (text, target, value) => expect(inUnit(text, target)).toBe(round15(value)));
});

describe("what cannot be read is named, with the remedy", () => {
  test.each([
    ["fast", '"fast" does not start with a number'],
    ["", '"" does not start with a number'],
    ["1,000 s", '"1,000 s" is not a number as written here: write 323_000 or 0.5, with "_" and "."'],
    ["1 000 s", '"1 000 s" is not a number as written here: write 323_000 or 0.5, with "_" and "."'],
    ["1__0 s", '"1__0 s" is not a number as written here: write 323_000 or 0.5, with "_" and "."'],
    ["5 m", 'unknown unit "m": write "min" for minutes or "ms" for milliseconds'],
    ["5 KB", 'unknown unit "KB": write "kB" for 1000 B or "KiB" for 1024 B'],
    ["5 epch", 'unknown unit "epch" (did you mean "epoch"?)'],
    ["5 Gnk", 'unknown unit "Gnk" (did you mean "GNK"?)'],
    ["5 kepoch", 'unknown unit "kepoch" (did you mean "epoch"?)'],
    ["3 token/s*gpu", 'after "/" a product needs parentheses: "a/(b*c)"'],
    ["3 token/", "the unit stops short"],
    ["3 (s", 'a ")" is missing in the unit'],
    ["3 s)", '"s)" has a ")" too many'],
    ["3 s^0", "a unit's power must lie in 1…9 or −9…−1"],
    ["3 s^99", "a unit's power must lie in 1…9 or −9…−1"],
    ["1e999 s", '"1e999 s" is too large'],
  ])("%s", (text, message) => {
    const parsed = parseQuantity(text);
    expect(isTrouble(parsed) && parsed.trouble).toBe(message);
  });
});

const unitText = fc
  .array(fc.tuple(fc.constantFrom(...unitNames()), fc.constantFrom("", "^2", "^-1")), { minLength: 1, maxLength: 3 })
  .map((factors) => factors.map(([name, power]) => name + power).join("*"));

describe("laws of units", () => {
  test("any text is read or refused in words", () => {
    const text = fc.oneof(
      fc.string(),
      fc.string({ unit: "grapheme" }),
      fc.stringMatching(/^[\d._ +-]{0,6}[a-zA-Z/*^()%µ ]{0,12}$/),
    );
    fc.assert(
      fc.property(text, (written) => {
        const parsed = parseQuantity(written);
        if (isTrouble(parsed)) expect(parsed.trouble.length).toBeLessThan(200);
        else expect(Number.isFinite(parsed.number)).toBe(true);
      }),
      { ...options, numRuns: 3000 },
    );
  });

  test("what is shown reads back as the same value", () => {
    const value = fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e20, max: 1e20 });
    fc.assert(
      fc.property(value, unitText, (x, name) => {
        expect(inUnit(showQuantity(x, name), name)).toBe(round15(x));
      }),
      options,
    );
  });

  test("dividing by itself leaves a plain 1, and the inverse of the inverse is the unit", () => {
    fc.assert(
      fc.property(unitText, (name) => {
        const ratio = unit(`(${name})/(${name})`);
        expect(showDimension(ratio.dimension)).toBe("a plain number");
        expect(convert(1, ratio, unit("1"))).toBe(1);
        expect(convert(1, unit(`1/(1/(${name}))`), unit(name))).toBe(1);
      }),
      options,
    );
  });

  test("there and back through another unit of the dimension keeps 14 digits", () => {
    const time = fc.constantFrom("ns", "µs", "ms", "s", "min", "h", "day", "week", "year");
    fc.assert(
      fc.property(fc.double({ min: 1e-6, max: 1e6, noNaN: true }), time, time, (x, from, to) => {
        const back = convert(convert(x, unit(from), unit(to)), unit(to), unit(from));
        expect(Math.abs(back / x - 1)).toBeLessThan(1e-14);
      }),
      options,
    );
  });
});

test("numbers are shown with 15 digits and thousands apart", () => {
  expect([0.1 + 0.2, 323_000, 1234, -56_789.5, 1e21, 5e-7].map(showNumber)).toEqual([
    "0.3",
    "323_000",
    "1234",
    "-56789.5",
    "1e+21",
    "5e-7",
  ]);
});
