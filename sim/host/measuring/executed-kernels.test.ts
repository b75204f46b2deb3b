/** Records that come with the program can be gone on with: their header names what the tree executes. */
import { expect, test } from "vitest";
import { executedKernels } from "./executed-kernels.ts";
import { headerOf, ownMaterial } from "./own-material.ts";
import { committedRecordsPath, loadRecords } from "./records-file.ts";

test("the header of the committed records is that of a measurement with the tree's kernels, profiles and behaviours", () => {
  const { header } = loadRecords(committedRecordsPath()).records;
  expect(headerOf(ownMaterial(), header.adapter, executedKernels())).toEqual(header);
});
