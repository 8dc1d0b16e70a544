"""A small program on the interpreter that runs it: run it with several to compare them.

Run: python3.9 docs/evidence/python_versions.py, python3.13 docs/evidence/python_versions.py …

Last figures, November 2026, two shared cores, interpreters built by pyenv, two runs:
  CPython 3.9.18: 12 and 24 ms
  CPython 3.10.13: 10 and 24 ms
  CPython 3.11.7: 8 and 12 ms
  CPython 3.12.1: 9 and 13 ms
  CPython 3.13.0: 13 and 11 ms
"""

from python_timing import best, heading


class Town:
    def __init__(self, name, people):
        self.name = name
        self.people = people

    def is_large(self):
        return self.people % 7 > 3


def work():
    towns = [Town("town %d" % number, number) for number in range(20000)]
    counts = {}
    for town in towns:
        if town.is_large():
            counts[town.name[-1]] = counts.get(town.name[-1], 0) + town.people
    return sorted(counts.items())


if __name__ == "__main__":
    heading()
    print("%.1f ms" % (best(work) * 1e3))
