import { expect, test } from "vitest";
import { complaintsOf, loadTexts, scenarioText } from "../../test/support/scenario-text.ts";
import { scenarioIdentity } from "./identity.ts";

const card = `name: Mine
like: rtx4090
bf16: 150 TFLOP/s
memory: 24 GB
bandwidth: 1 TB/s
power: 400 W
price: 1500 USD
classes: { gaming-pc: 0.3 }
source: measured
`;
const child = "extends: base.yaml\nnetwork: { hardware: { own-1: cards/mine.yaml } }\n";
const files = { "x/a.yaml": child, "x/base.yaml": scenarioText, "x/cards/mine.yaml": card };

test("a card's file is found beside the file that names it, and its values are the scenario's", () => {
  const { scenario } = loadTexts(files, ["network.hardware.own-1.power=300 W"]);
  expect(scenario.network.hardware?.["own-1"]).toMatchObject({ name: "Mine", bandwidth: 1000, power: 300, link: 16 });
});

test("the card enters the scenario's identity by its content, not by its name", () => {
  const identity = (changed: Readonly<Record<string, string>>) => scenarioIdentity(loadTexts(changed).scenario);
  const inline = {
    ...files,
    "x/a.yaml": `extends: base.yaml\nnetwork:\n  hardware:\n    own-1:\n${card.replace(/^/gm, "      ")}`,
  };
  expect(identity(inline)).toBe(identity(files));
  expect(identity({ ...files, "x/cards/mine.yaml": card.replace("150", "151") })).not.toBe(identity(files));
});

test.each([
  ["no file", child.replace("mine", "yours"), card, /x\/a\.yaml:2:\d+ +x\/cards\/yours\.yaml cannot be read/],
  ["an empty file", child, "# nothing\n", /x\/cards\/mine\.yaml holds no card/],
  [
    "a wrong unit",
    child,
    card.replace("400 W", "400 GB"),
    /x\/cards\/mine\.yaml:6:8 +"400 GB" is in bit, expected a power/,
  ],
  ["an unknown card", child, card.replace("rtx4090", "rtx4091"), /x\/cards\/mine\.yaml:2:7 .*rtx4090/],
  ["a missing field", child, card.replace("memory: 24 GB\n", ""), /memory/],
  ["a gap", child.replace("own-1", "own-2"), card, /own-1 comes before it and is not described — call it own-1/],
])("%s is told with file and line", (_, scenario, text, complaint) => {
  const changed = { ...files, "x/a.yaml": scenario, "x/cards/mine.yaml": text };
  expect(complaintsOf(changed)).toMatch(complaint);
});

test("hosts of a card that is described nowhere are refused, and makers of the chip market have none", () => {
  const hosts =
    "hosts: [{ account: a, jurisdiction: DEU, model: llama-3.1-8b, machines: [{ hardware: own-2, cards: 1 }] }]";
  const text = `extends: base.yaml\nnetwork: { hardware: { own-1: cards/mine.yaml }, ${hosts} }\neconomy: { chips: {} }\n`;
  const found = complaintsOf({ ...files, "x/a.yaml": text });
  expect(found).toContain("own-2 is described nowhere — describe it under network.hardware.own-2");
  expect(found).toContain("economy.chips sells published cards only");
});
