/** The page of rules, made from the registry: summary, parameters with units and defaults, sources, laws kept and broken. */
import * as z from "zod";
import type { Slots } from "../model/slots.ts";
import { elsewhere } from "./elsewhere.ts";
import { type AnyMechanism, registry, slots } from "./registry.ts";

/** A law that the rule keeps, or the smallest case that breaks it. */
export interface KeptLaw {
  readonly law: string;
  readonly holds: boolean;
  readonly counterexample: string;
}

export const questions: Readonly<Record<keyof Slots, string>> = {
  routing: "Which node serves a request",
  verification: "Which finished requests other nodes check",
  verdict: "Which checked answers pass",
  admission: "Who may take part, and what an identity costs",
  weight: "How much an account counts",
  collateral: "What must be locked, and what misconduct costs",
  standing: "Reputation and status from what was seen",
  emission: "How much new money an epoch makes",
  reward: "Who gets the new money",
  delegation: "Whom holders without machines back, and what that account keeps",
  vesting: "What part of a payment is locked, and for how long",
  fees: "What becomes of a client's fee",
  price: "What a token costs in the next epoch",
  asks: "What each node asks for a token",
  trade: "Which card may stand where",
  power: "How many votes an account has",
  governance: "When a proposal passes",
};

/**
 * The page in Markdown.
 *
 * @param lawsOf  what was found about each rule's optional laws; tests find it, since it takes a search
 */
export function describeRules(lawsOf: (slot: keyof Slots, id: string) => readonly KeptLaw[]): string {
  const head =
    "# Rules\n\nWhat a scenario may choose, slot by slot. Made from the registry and the laws' tests; not edited by hand.\n";
  const parts = slots.map((slot) => {
    const rules = (registry[slot] as readonly AnyMechanism[]).map((rule) => describeRule(rule, lawsOf(slot, rule.id)));
    return `\n## ${slot}: ${questions[slot]}\n${rules.join("")}`;
  });
  const others = elsewhere.map(({ number, name, at }) => `- ${number}: ${name} — \`${at}\`\n`);
  const tail = `\n## Numbers of the catalogue that are no rule of a protocol\n\n${others.join("")}`;
  return `${head}${parts.join("")}${tail}`;
}

function describeRule(rule: AnyMechanism, laws: readonly KeptLaw[]): string {
  const { id, catalogue, summary, equation, source, params } = rule;
  const sources = source.map(({ cite, at }) => `- Source: ${cite} — ${at}`);
  const found = laws.map((it) => `- ${it.holds ? "Yes" : "No"}: ${it.law}${it.holds ? "" : ` (${it.counterexample})`}`);
  const name = catalogue === undefined ? id : `${id} (${catalogue})`;
  const formula = equation === undefined ? "" : `    ${equation}\n\n`;
  return `\n### ${name}\n\n${summary}\n\n${formula}${parameterTable(params)}${[...sources, ...found].join("\n")}\n`;
}

interface Field {
  readonly description?: string;
  readonly default?: unknown;
  readonly minimum?: number;
  readonly exclusiveMinimum?: number;
  readonly maximum?: number;
  readonly enum?: readonly string[];
}

export interface Parameter {
  readonly name: string;
  readonly meaning: string;
  readonly default: unknown;
  /** Range or labels, in words; "" when anything of its kind is. */
  readonly allowed: string;
}

export function parametersOf(params: z.ZodObject): readonly Parameter[] {
  const { properties = {} } = z.toJSONSchema(params, { io: "input" }) as { properties?: Record<string, Field> };
  return Object.entries(properties).map(([name, field]) => ({
    name,
    meaning: field.description ?? "",
    default: field.default,
    allowed: range(field),
  }));
}

function parameterTable(params: z.ZodObject): string {
  const rows = parametersOf(params).map(
    ({ name, meaning, allowed, ...field }) => `| \`${name}\` | ${meaning} | ${field.default} | ${allowed} |`,
  );
  if (rows.length === 0) return "";
  return `| parameter | meaning | default | allowed |\n| --- | --- | --- | --- |\n${rows.join("\n")}\n\n`;
}

function range({ minimum, exclusiveMinimum, maximum, enum: labels }: Field): string {
  if (labels !== undefined) return labels.join(", ");
  const least = minimum !== undefined ? `≥ ${minimum}` : exclusiveMinimum !== undefined ? `> ${exclusiveMinimum}` : "";
  const most = maximum !== undefined && maximum < Number.MAX_SAFE_INTEGER ? `≤ ${maximum}` : "";
  return [least, most].filter((part) => part !== "").join(" and ");
}
