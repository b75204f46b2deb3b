import { expect, test } from "vitest";
import { pointsTogether, worldPoints, worldSetIds } from "./designs.ts";

test.each(worldSetIds)("%s gives as many points as were asked for, in the cube", (id) => {
  const points = worldPoints(id, 4 * pointsTogether(id, 3), 3, "designs") as number[][];
  expect(points).toHaveLength(4 * pointsTogether(id, 3));
  expect(points.every((row) => row.length === 3 && row.every((u) => u >= 0 && u <= 1))).toBe(true);
  expect(worldPoints(id, 4 * pointsTogether(id, 3), 3, "designs")).toEqual(points);
});

test.each([
  ["morris", 10, 3, /do not divide into walks of 4/, /points: 12, that is 3 walks for 3 ranges/],
  ["saltelli", 12, 3, /do not divide into bases of 5/, /points: 15, that is 3 bases/],
  ["morris", 8, 3, /3 or more/, /points: 12/],
  ["saltelli", 3 * 26, 24, /dimensions/, /no such limit/],
] as const)(
  "%s with %d points for %d ranges is refused with a number that would do",
  (id, points, axes, why, remedy) => {
    expect(worldPoints(id, points, axes, "designs")).toMatchObject({
      trouble: expect.stringMatching(why),
      remedy: expect.stringMatching(remedy),
    });
  },
);
