"""What the program does before it works: arrays' memory stays with it, and numpy has one core."""

from __future__ import annotations

import platform
import subprocess
import sys

import pytest

_FAULTS = """
import resource
from walkaway import __main__ as program

def faults():
    before = resource.getrusage(resource.RUSAGE_SELF).ru_minflt
    for _ in range(3):
        [b"x" * (20 << 20) for _ in range(3)]
    return resource.getrusage(resource.RUSAGE_SELF).ru_minflt - before

program._keep_memory()
print(faults(), faults())
"""


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="what another library does is its own affair")
def test_memory_that_is_left_is_taken_again_without_a_fault() -> None:
    done = subprocess.run([sys.executable, "-c", _FAULTS], capture_output=True, text=True, check=True)
    first, again = map(int, done.stdout.split())
    assert again < first / 10


_CORES = """
import os
import sys
from walkaway.__main__ import main

told = []

def note(event, args):
    if event == "import" and args[0] == "numpy":
        told.append(os.environ.get("OPENBLAS_NUM_THREADS"))

sys.addaudithook(note)
sys.argv = ["walkaway", "brief", "thompson-employment"]
try:
    main()
finally:
    print(told[0])
"""


def test_each_process_of_a_brief_has_one_core_before_numpy_is_loaded() -> None:
    """Two processes work beside each other: a second thread of either would only wait, and cost a core."""
    done = subprocess.run([sys.executable, "-c", _CORES], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "1"
