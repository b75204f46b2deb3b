import { expect, test } from "vitest";
import { buyerSizes, sizeBounds } from "../model/tables/chips.ts";
import { sizeWords } from "./buyer-sizes.ts";

test("each size has words, in order, and every bound stands in them", () => {
  expect(Object.keys(sizeWords)).toEqual([...buyerSizes]);
  expect(Object.values(sizeWords)).toEqual(["up to 1,700", "up to 49,901", "up to a million", "above a million"]);
  expect(sizeBounds).toEqual([1700, 49_901, 1e6]);
});
