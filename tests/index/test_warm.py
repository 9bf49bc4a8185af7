"""Loops that are loaded beside the work."""

import subprocess
import sys


def run(code: str) -> None:
    subprocess.run([sys.executable, "-c", code], check=True, timeout=120)


def test_until_the_loops_are_ready_nothing_waits_for_them() -> None:
    run("""
import sys, numpy
from index import postings, warm
from index.lexical import Lexical
postings.LARGE = 1
built = postings.build_postings([["a"], ["b", "a"], ["c"], ["c"]])
lexical = Lexical.of([(built, numpy.array([False, False, False, True]))])
assert warm.loops() is None and built.large
before = lexical.top(["b"], 3), lexical.scores(["a", "c"])
warm.up()
after = lexical.top(["b"], 3), lexical.scores(["a", "c"])
assert warm.loops() is not None
assert all((one == other).all() for one, other in zip((*before[0], before[1]), (*after[0], after[1])))
""")


def test_a_process_may_end_while_they_are_being_loaded() -> None:
    run("from index import warm; warm.begin(); warm.begin()")
