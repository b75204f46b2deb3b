"""The loads of test/bench/loads.ts in SimPy's public interface: simpy_loads.py hold|phold|mmc key=value …

hold and phold use callbacks on timeouts, the fastest style; mmc uses a process a customer and a Resource, the usual one.
"""

import json
import resource
import sys
import time
from array import array

import simpy

given = dict(word.split("=", 1) for word in sys.argv[2:])
pending, warm, events = (int(given[key]) for key in ("pending", "warm", "events"))
spans = array("d")
with open(given["table"], "rb") as file:
    spans.frombytes(file.read())
mask = len(spans) - 1
env = simpy.Environment()
at = 0


def next_span():
    global at
    span = spans[at & mask]
    at += 1
    return span


def report(seconds, clock):
    rss = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"events": events, "cpuSeconds": seconds, "clock": clock, "rssMiB": rss}))


def hold(wanders):
    visits = [0] * pending

    def again(row):
        def fired(_event):
            to = row
            if wanders:
                visits[row] += 1
                if at & 3 == 0:
                    to = (at * 0x9E3779B1 & 0xFFFFFFFF) % pending
            env.timeout(next_span()).callbacks.append(handlers[to])

        return fired

    handlers = [again(row) for row in range(pending)]
    for handler in handlers:
        env.timeout(next_span()).callbacks.append(handler)
    for _ in range(warm):
        env.step()
    before = time.process_time()
    for _ in range(events):
        env.step()
    report(time.process_time() - before, env.now)


def mmc():
    """Two counted events a customer, as in the other programs; SimPy itself fires more (requests, ends of processes)."""
    servers = simpy.Resource(env, capacity=pending)
    counted = waited = before = 0
    done = env.event()

    def count():
        nonlocal counted, before
        counted += 1
        if counted == warm:
            before = time.process_time()
        if counted == warm + events:
            done.succeed()

    def customer():
        nonlocal waited
        since = env.now
        with servers.request() as place:
            yield place
            if counted < warm + events:
                waited += env.now - since
            yield env.timeout(next_span())
        count()

    def source():
        gap = 0
        while True:
            env.process(customer())
            count()
            span = spans[(gap + 32768) & mask] // (0.9 * pending)
            gap += 1
            yield env.timeout(span)

    env.process(source())
    env.run(done)
    report(time.process_time() - before, waited)


if sys.argv[1] == "mmc":
    mmc()
else:
    hold(sys.argv[1] == "phold")
