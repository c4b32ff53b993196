"""How long the stages of a plan take on so many threads, by a model that shares no code with the program's own.

usage: python3 simulate.py PLAN.json THREADS

Work flows: whenever a stage ends the threads are shared anew, one each to the stages that can run, those with the longest way to the end
first, and the rest to these in turn up to the threads that they can use. A stage on t threads is t^0.8 times as fast as on one
(`plan` counts alike). `plan` itself gives a stage its threads once, when it begins.
"""
import json
import sys


def simulate(stages, threads):
    work = {s["name"]: s["seconds"] for s in stages}
    width = {s["name"]: s["threads"] for s in stages}
    inputs = {s["name"]: [i for i in s["inputs"] if i in work] for s in stages}
    users = {name: [] for name in work}
    for name, names in inputs.items():
        for one in names:
            users[one].append(name)
    way = {}

    def way_of(name):
        if name not in way:
            way[name] = work[name] + max((way_of(user) for user in users[name]), default=0)
        return way[name]

    left, missing, now = dict(work), {name: len(set(names)) for name, names in inputs.items()}, 0.0
    while left:
        ready = sorted((n for n in left if missing[n] == 0), key=way_of, reverse=True)[:threads]
        given, free = {name: 1 for name in ready}, threads - len(ready)
        for name in ready:
            more = min(width[name] - 1, free)
            given[name], free = given[name] + more, free - more
        speed = {name: given[name] ** 0.8 for name in ready}
        step = min(left[name] / speed[name] for name in ready)
        now += step
        for name in ready:
            left[name] -= step * speed[name]
            if left[name] <= 1e-9 * max(work[name], 1):
                del left[name]
                for user in set(users[name]):
                    missing[user] -= 1
    return now


if __name__ == "__main__":
    with open(sys.argv[1]) as file:
        plan = json.load(file)
    print(simulate([s for s in plan["stages"] if s["state"] != "done"], int(sys.argv[2])))
