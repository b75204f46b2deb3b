/** The page of strategies, coalitions and ways to change one's mind, made from their registries. */
import * as z from "zod";
import { coalitionKinds } from "./coalition/registry.ts";
import { operatorStrategies } from "./operator/registry.ts";
import { revisions } from "./revision/registry.ts";

interface Described {
  readonly id: string;
  readonly catalogue?: string;
  readonly summary: string;
  readonly source: readonly { readonly cite: string; readonly at: string }[];
  readonly params: unknown;
}

/** @param introduction  what is not made from the registries, in Markdown */
export function describeAgents(introduction: string): string {
  const strategies = (operatorStrategies as readonly (Described & { readonly pays: string })[]).map((one) =>
    section(one, one.pays),
  );
  const kinds = (coalitionKinds as readonly (Described & { readonly holds: string })[]).map((one) =>
    section(one, one.holds),
  );
  const rules = (revisions as readonly (Described & { readonly equation: string })[]).map((one) =>
    section(one, `\`${one.equation}\``),
  );
  const parts = [
    "## Strategies of operators",
    ...strategies,
    "## Coalitions",
    ...kinds,
    "## How an operator changes its mind",
    ...rules,
  ];
  return `${introduction.trim()}\n\n${parts.join("\n\n")}\n`;
}

function section({ id, catalogue, summary, source, params }: Described, more: string): string {
  const fields = z.toJSONSchema(params as z.ZodType, { io: "input" }).properties ?? {};
  const rows = Object.entries(fields).map(([name, field]) => {
    const { description = "", default: value } = field as { description?: string; default?: unknown };
    return `| \`${name}\` | ${description} | ${Array.isArray(value) ? value.join(" ") : String(value)} |`;
  });
  const table = rows.length === 0 ? [] : ["", "| parameter | meaning | default |", "| --- | --- | --- |", ...rows];
  const sources = source.map(({ cite, at }) => `${cite} — ${at}`).join("; ");
  const title = catalogue === undefined ? `### ${id}` : `### ${id} (${catalogue})`;
  return [title, "", `${summary} ${more}`, ...table, "", `Source: ${sources}`].join("\n");
}
