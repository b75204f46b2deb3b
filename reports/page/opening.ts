/** How files of a report begin, so that the program can tell them from files that it must not overwrite. */

/** Beginning of every page: the document's kind, and who made it. */
export const pageOpening =
  '<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="generator" content="CommonWatt report">';

/** Value of `generator` in every findings file, its first key. */
export const findingsGenerator = "CommonWatt findings";

/** Beginning of every findings file. */
export const findingsOpening = `{\n  "generator": "${findingsGenerator}",`;
