"""Trains the first steps of the main model twice from nothing and compares the bytes; compares tokenizer and prompts with those committed.

usage: python3 -B repeat.py DATASETS OUT [STEPS]     (60 steps take a CPU minute each time)

Ends with 1 when anything differs. README.md beside this file quotes the digest of the weights after 60 steps.
"""

import json
import os
import sys

import pinned  # noqa: F401  first, since torch looks at what it sets when it is loaded

import export
import train

MODELS = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "models")


def main(datasets, out, steps="60"):
    _, _, _, ids, starts = train.prepare(datasets, out)
    with open(os.path.join(MODELS, "card.json"), encoding="utf8") as file:
        committed = json.load(file)["sha256"]
    is_same = True
    for name in ("tokenizer.bin", "prompts.json"):
        found = export.sha256(os.path.join(out, name))
        is_same &= found == committed[name]
        print(f"{name} {found} {'as committed' if found == committed[name] else 'committed: ' + committed[name]}")
    digests = []
    for turn in ("first", "second"):
        folder = os.path.join(out, turn)
        os.makedirs(folder)
        model, seconds = train.train("main", ids, starts, folder, None, until=int(steps))
        path = os.path.join(folder, "main.safetensors")
        export.write_safetensors(path, export.named(model), {"format": "pt"})
        digests.append(export.sha256(path))
        print(f"{turn} time, {steps} steps, {seconds:.0f} CPU-s: {digests[-1]}", flush=True)
    is_same &= digests[0] == digests[1]
    print("all the same" if is_same else "NOT the same")
    return 0 if is_same else 1


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
