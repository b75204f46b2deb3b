"""Trains the project's own language models from scratch: text, tokenizer, main model, smaller sibling, held-out loss, files.

usage: python3 -B train.py DATASETS OUT     (README.md beside this file says where DATASETS comes from)

Everything follows from `SEED`; a stop loses at most `SAVE_EVERY` steps, the same command goes on from there.
"""

import json
import os
import platform
import sys
import time

import pinned  # noqa: F401  first, since torch looks at what it sets when it is loaded

import torch
import torch.nn.functional as F

import byte_pairs
import corpus
import export
import llama
import optimiser
import prompts

SEED = 20251122
VOCABULARY = 512
CARD_PROMPTS = 8
TOKENS_A_STEP = 4096
SAVE_EVERY = 250
MUON_RATE, ADAM_RATE, WEIGHT_DECAY, WARM_UP, CLIP = 0.04, 0.012, 0.01, 60, 1.0

SHAPES = {
    "main": dict(vocabulary=VOCABULARY, layers=5, width=64, heads=4, kvHeads=2, hidden=192, contextMax=512),
    "sibling": dict(vocabulary=VOCABULARY, layers=2, width=64, heads=4, kvHeads=2, hidden=96, contextMax=512),
}
# Sequence lengths by share of the steps: short ones cost half as much a token, long ones teach the far positions.
LENGTHS = {"main": ((0.66, 128), (0.95, 256), (1.0, 512)), "sibling": ((0.66, 128), (1.0, 256))}
# Promised in the config: the rows of 512 came too late, at too low a rate, to teach what lies beyond (README.md of the models).
CONTEXT = 256
# The learning rate falls to 0 over the last `fall` steps, from a cosine towards a `horizon` that is not reached.
SCHEDULES = {"main": dict(steps=3000, horizon=4400, fall=1500), "sibling": dict(steps=600, horizon=900, fall=300)}
STEPS = {name: schedule["steps"] for name, schedule in SCHEDULES.items()}


def length_at(plan, done):
    return next(length for until, length in plan if done < until)


def starts_of(ids, tokenizer):
    """Positions where a sentence begins: after a full stop, or at the beginning of a document."""
    stops = {id for id, piece in tokenizer.pieces.items() if piece.endswith((b".", b"!", b"?"))} | {byte_pairs.BEGIN}
    return torch.tensor([i + 1 for i, id in enumerate(ids) if id in stops and i + 1 < len(ids)])


def encoded(documents, tokenizer):
    return [id for _, text in documents for id in [byte_pairs.BEGIN, *tokenizer.encode(text), byte_pairs.END]]


def batch(ids, starts, length, generator):
    """Rows of 1 + `length` tokens; half begin with a sentence, half anywhere; the first token says that a text begins."""
    rows = TOKENS_A_STEP // length
    sentences = starts[torch.randint(len(starts), (rows // 2,), generator=generator)]
    anywhere = torch.randint(len(ids) - length, (rows - rows // 2,), generator=generator)
    at = torch.cat([sentences, anywhere]).clamp(max=len(ids) - length)
    tokens = ids[at[:, None] + torch.arange(length)[None]]
    return torch.cat([torch.full((rows, 1), byte_pairs.BEGIN), tokens], 1)


def loss_of(model, tokens, teacher):
    """Cross-entropy against the text, or, for the sibling, half against it and half against the teacher's distribution."""
    logits = model(tokens[:, :-1]).flatten(0, 1)
    text = F.cross_entropy(logits, tokens[:, 1:].flatten())
    if teacher is None:
        return text
    with torch.no_grad():
        target = teacher(tokens[:, :-1]).flatten(0, 1).softmax(-1)
    return 0.5 * text + 0.5 * F.cross_entropy(logits, target)


def train(name, ids, starts, out, teacher, until=None):
    """One model; writes `name`.checkpoint now and then and goes on from it when it is there. `until` ends it after so many steps."""
    until = STEPS[name] if until is None else until
    torch.manual_seed(SEED)
    model = llama.Llama(SHAPES[name])
    generator = torch.Generator().manual_seed(SEED)
    tools = optimiser.optimisers(model, MUON_RATE, ADAM_RATE, WEIGHT_DECAY)
    highest = [[group["lr"] for group in tool.param_groups] for tool in tools]
    path, step, seconds = os.path.join(out, name + ".checkpoint"), 0, 0.0
    if os.path.exists(path):
        saved = torch.load(path)
        step, seconds = saved["step"], saved["seconds"]
        model.load_state_dict(saved["model"])
        generator.set_state(saved["generator"])
        for tool, state in zip(tools, saved["tools"]):
            tool.load_state_dict(state)
    began = time.process_time() - seconds
    while step < until:
        for tool, rates in zip(tools, highest):
            for group, lr in zip(tool.param_groups, rates):
                group["lr"] = lr * optimiser.rate(step, WARM_UP, **SCHEDULES[name])
        tokens = batch(ids, starts, length_at(LENGTHS[name], step / STEPS[name]), generator)
        loss = loss_of(model, tokens, teacher)
        if not bool(loss.isfinite()):
            raise SystemExit(f"{name}: loss {loss.item()} at step {step}; lower MUON_RATE")
        for tool in tools:
            tool.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), CLIP)
        for tool in tools:
            tool.step()
        step += 1
        if step % 50 == 0:
            print(f"{name} step {step} {time.process_time() - began:.0f} CPU-s loss {loss.item():.4f}", flush=True)
        if step % SAVE_EVERY == 0 or step == until:
            save(path, model, tools, generator, step, time.process_time() - began)
    return export.rounded(model), time.process_time() - began


def save(path, model, tools, generator, step, seconds):
    state = dict(step=step, seconds=seconds, model=model.state_dict(), generator=generator.get_state())
    torch.save(dict(state, tools=[tool.state_dict() for tool in tools]), path + ".new")
    os.replace(path + ".new", path)


@torch.no_grad()
def held_out_loss(model, documents, tokenizer, length=256):
    """Nats in all, tokens, bytes: every token of every document, in windows of `length` after a begin token."""
    nats, count = 0.0, 0
    for _, text in documents:
        ids = tokenizer.encode(text)
        for at in range(0, len(ids), length):
            row = torch.tensor([[byte_pairs.BEGIN, *ids[at : at + length]]])
            nats += F.cross_entropy(model(row[:, :-1])[0], row[0, 1:], reduction="sum").item()
            count += row.shape[1] - 1
    return nats, count, sum(len(text.encode()) for _, text in documents)


@torch.no_grad()
def loss_by_position(model, documents, tokenizer):
    """Nats a token at positions up to 64, 128, 256 and 512 of windows of 512: later ones have more to go by."""
    length, borders = 512, (0, 64, 128, 256, 512)
    losses = []
    for _, text in documents:
        ids = tokenizer.encode(text)
        for at in range(0, len(ids) - length + 1, length):
            row = torch.tensor([[byte_pairs.BEGIN, *ids[at : at + length]]])
            losses.append(F.cross_entropy(model(row[:, :-1])[0], row[0, 1:], reduction="none"))
    mean = torch.stack(losses).mean(0)
    return {f"{low}-{high}": mean[low:high].mean().item() for low, high in zip(borders, borders[1:])}


@torch.no_grad()
def prompt_loss(model, prompts, tokenizer):
    """What a test of the loaders computes again."""
    rows = [torch.tensor([[byte_pairs.BEGIN, *tokenizer.encode(prompt["text"])]]) for prompt in prompts]
    nats = sum(F.cross_entropy(model(row[:, :-1])[0], row[0, 1:], reduction="sum").item() for row in rows)
    return nats / sum(row.shape[1] - 1 for row in rows)


@torch.no_grad()
def sample(model, tokenizer, opening, count, seed):
    """Continues a text at temperature 1."""
    generator = torch.Generator().manual_seed(seed)
    ids = [byte_pairs.BEGIN, *tokenizer.encode(opening)]
    for _ in range(count):
        weights = model(torch.tensor([ids]))[0, -1].softmax(-1)
        ids.append(int(torch.multinomial(weights, 1, generator=generator)))
    return tokenizer.decode(ids)


def card(model, name, held_out, tokenizer, seconds, prompts):
    """What README.md of the models quotes."""
    figures = dict(parameters=sum(p.numel() for p in model.parameters()), steps=STEPS[name], cpuSeconds=round(seconds))
    for part in ("address", "moby-dick", ""):
        documents = [document for document in held_out if document[0].startswith(part)]
        nats, tokens, size = held_out_loss(model, documents, tokenizer)
        figures[part or "all"] = dict(natsPerToken=nats / tokens, natsPerByte=nats / size, tokens=tokens, bytes=size)
    figures["natsPerTokenByPosition"] = loss_by_position(model, held_out, tokenizer)
    figures["natsPerTokenOfFirstPrompts"] = prompt_loss(model, prompts[:CARD_PROMPTS], tokenizer)
    openings = ("It is my duty to inform the Congress that", "The captain looked at the sea, and")
    figures["samples"] = [sample(model, tokenizer, opening, 120, SEED) for opening in openings]
    return figures


def prepare(datasets, out):
    """Text, tokenizer and prompts; the latter two are written."""
    torch.set_num_threads(1)
    torch.use_deterministic_algorithms(True)
    os.makedirs(out, exist_ok=True)
    training, held_out = corpus.documents(datasets)
    pieces = byte_pairs.learn("\n\n".join(text for _, text in training), VOCABULARY)
    tokenizer = byte_pairs.Tokenizer(pieces)
    byte_pairs.write(os.path.join(out, "tokenizer.bin"), pieces, VOCABULARY)
    asked = prompts.write(os.path.join(out, "prompts.json"), held_out, SEED)
    flat = encoded(training, tokenizer)
    ids, starts = torch.tensor(flat), starts_of(flat, tokenizer)
    print(f"{sum(len(text) for _, text in training)} characters, {len(ids)} tokens, {len(starts)} sentences", flush=True)
    return held_out, tokenizer, asked, ids, starts


def main(datasets, out):
    held_out, tokenizer, asked, ids, starts = prepare(datasets, out)
    facts = dict(seed=SEED, python=platform.python_version(), torch=torch.__version__, models={})
    teacher = None
    for name in SHAPES:
        model, seconds = train(name, ids, starts, out, teacher)
        export.write_safetensors(os.path.join(out, name + ".safetensors"), export.named(model), {"format": "pt"})
        export.write_config(os.path.join(out, name + ".config.json"), dict(SHAPES[name], contextMax=CONTEXT))
        facts["models"][name] = card(model, name, held_out, tokenizer, seconds, asked)
        teacher = teacher or model
    files = ("tokenizer.bin", "prompts.json", "main.safetensors", "sibling.safetensors")
    facts["sha256"] = {file: export.sha256(os.path.join(out, file)) for file in files}
    with open(os.path.join(out, "card.json"), "w", encoding="utf8") as file:
        json.dump(facts, file, indent=2, ensure_ascii=False)
        file.write("\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
