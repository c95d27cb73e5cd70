"""The workbench in a browser, by hand: ``python -m benchmarks.workbench [case] [moves]``.

Sliders of a case are moved one after the other, each as soon as the verdict of the one before is shown. Prints
milliseconds from the slider to the verdict on the page, what of them the server's processor took, and the
memory of the server on the way. Needs Playwright and Chromium, and a machine that does nothing else.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any

from playwright.sync_api import sync_playwright

import walkaway
from benchmarks.harness import environment

FLAGS = ("--no-sandbox", "--disable-gpu", "--disable-background-networking")
SLIDE = """place => {
  const sliders = document.querySelectorAll('.control[data-kind=judgement] input[type=range]');
  const one = sliders[place % Math.min(sliders.length, %d)];
  const step = Number(one.step) * (1 + place % 5) * (place % 2 ? 1 : -1);
  one.value = Number(one.value) + (Number(one.value) + step < Number(one.min) ? -step : step);
  delete document.body.dataset.took;
  one.dispatchEvent(new Event('input', {bubbles: true}));
}"""


def memory(process: int) -> float:
    """Megabytes that a process holds."""
    status = Path(f"/proc/{process}/status").read_text(encoding="utf-8")
    return int(status.split("VmRSS:")[1].split()[0]) / 1024


def worked(process: int) -> float:
    """Seconds of processor that a process has had."""
    parts = Path(f"/proc/{process}/stat").read_text(encoding="utf-8").rsplit(")", 1)[1].split()
    return (int(parts[11]) + int(parts[12])) / os.sysconf("SC_CLK_TCK")


def moved(page: Any, place: int, sliders: int) -> float | None:
    """Move a slider and wait for the verdict; None where the case did not change, or refused."""
    page.evaluate(SLIDE.replace("%d", str(sliders)), place)
    for _ in range(400):
        if (took := page.evaluate("document.body.dataset.took")) is not None:
            return float(took)
        page.wait_for_timeout(10)
    return None


def main(name: str = "hanoi-2019", moves: int = 100, sliders: int = 40) -> None:
    """Serve a copy of a case, move its sliders, print what it took."""
    with TemporaryDirectory(prefix="walkaway-") as folder, sync_playwright() as driver:
        case = shutil.copytree(walkaway.cases()[name].parent, Path(folder) / name)
        command = [sys.executable, "-m", "walkaway", "open", str(case), "--no-browser", "--json"]
        with subprocess.Popen(command, env=environment(), stdout=subprocess.PIPE, text=True) as server:
            assert server.stdout is not None
            told = ""
            while not told.rstrip().endswith("}"):
                told += server.stdout.readline()
            chromium = shutil.which("chromium") or shutil.which("google-chrome")
            page = driver.chromium.launch(executable_path=chromium, args=list(FLAGS)).new_page()
            page.goto(json.loads(told)["address"])
            page.wait_for_selector("[data-section=deals][aria-busy=false]", timeout=120_000)
            took, held, before = [], [], worked(server.pid)
            for place in range(moves):
                took.append(moved(page, place, sliders))
                if server.poll() is not None:
                    raise SystemExit(f"the server ended with {server.returncode}")
                if place % max(1, moves // 10) == 0:
                    held.append(memory(server.pid))
            known = sorted(one for one in took if one is not None)
            print(f"{name}: {len(known)} of {moves} moves with a verdict")
            print(f"median {median(known):.0f} ms, 95 % below {known[int(0.95 * len(known))]:.0f} ms")
            print(f"processor of the server, ms a move: {1000 * (worked(server.pid) - before) / moves:.0f}")
            print("server, MB:", ", ".join(f"{one:.0f}" for one in [*held, memory(server.pid)]))
            server.terminate()


if __name__ == "__main__":
    name, *counts = sys.argv[1:] or ["hanoi-2019"]
    main(name, *map(int, counts))
