/** What a schema objects to in a target, in one line for the writer of the file. */
import type * as z from "zod";

/** @param written  what was read, to say what stands there */
export function objections(error: z.core.$ZodError, written: unknown): string {
  return error.issues.map((issue) => objection(issue, written)).join("; ");
}

function objection(issue: z.core.$ZodIssue, written: unknown): string {
  const name = issue.path.map(String).join(".");
  const value = issue.path.reduce<unknown>(
    (at, key) => (at as Record<PropertyKey, unknown> | undefined)?.[key],
    written,
  );
  if (value === undefined && name !== "") return `"${name}" is missing`;
  const where = name === "" ? "" : `"${name}" `;
  const shown = JSON.stringify(value) ?? "nothing";
  // The schema's own words, where it has some, say more than a limit.
  if (!/^(Too|Invalid|Unrecognized)\b/.test(issue.message)) return `${where}is ${shown}: ${issue.message}`;
  switch (issue.code) {
    case "invalid_type":
      return `${where}is ${shown}, expected ${kinds[issue.expected] ?? issue.expected}`;
    case "invalid_value":
      return `${where}is ${shown}, expected one of ${issue.values.map(String).join(", ")}`;
    case "too_small":
      if (issue.origin === "string") return `${where}is empty`;
      return `${where}is ${shown}, allowed: ${issue.inclusive === false ? "above" : "at least"} ${issue.minimum}`;
    case "too_big":
      return `${where}is ${shown}, allowed: ${issue.inclusive === false ? "below" : "at most"} ${issue.maximum}`;
    case "unrecognized_keys":
      return `unknown ${issue.keys.map((key) => `"${key}"`).join(", ")}`;
    default:
      return `${where}is ${shown}: ${issue.message}`;
  }
}

const kinds: Readonly<Record<string, string>> = {
  object: "a group { … }",
  record: "a group { … }",
  array: "a list [ … ]",
  string: "text",
  int: "a whole number",
  number: "a number",
};
