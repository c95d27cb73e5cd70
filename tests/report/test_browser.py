"""The page in a real browser: the charts wake up, nothing breaks the policy, tooltips are text."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest
from tests.report.helpers import hanoi, hanoi_page
from tests.report.test_page import evil
from tests.report.test_style import STYLE

from walkaway import load
from walkaway.report.brief import make_brief
from walkaway.report.page import side_page

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "chrome")
BROWSER = next((path for name in BROWSERS if (path := shutil.which(name))), None)
FLAGS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync", "--hide-scrollbars",
    "--enable-logging=stderr", "--virtual-time-budget=8000", "--dump-dom",
)  # fmt: skip

pytestmark = pytest.mark.skipif(
    BROWSER is None, reason=f"no browser found (looked for {', '.join(BROWSERS)})"
)


def opened(text: str, folder: Path, *, width: int = 1280) -> tuple[str, str]:
    """The document after its scripts ran, and what the browser logged."""
    assert BROWSER is not None
    path = folder / "page.html"
    path.write_text(text, encoding="utf-8")
    done = subprocess.run(
        [BROWSER, *FLAGS, f"--window-size={width},1200", f"--user-data-dir={folder}/profile", path.as_uri()],
        capture_output=True, text=True, timeout=600, check=False,
    )  # fmt: skip
    return done.stdout, done.stderr


@pytest.mark.parametrize("name", ["hanoi-2019", "harbour"])
def test_charts_wake_up_under_the_policy(name: str, tmp_path: Path) -> None:
    brief = hanoi() if name == "hanoi-2019" else make_brief(load(name))
    dom, log = opened(hanoi_page() if name == "hanoi-2019" else brief.html(), tmp_path)
    charts = sum(chart.size == "wide" for chart in brief.charts)
    assert charts >= 2
    assert len(re.findall(r'class="box wide awake"', dom)) == charts
    assert len(re.findall(r'class="live vega-embed"[^>]*>\s*<svg', dom)) == charts
    assert "Content Security Policy" not in log
    assert "CONSOLE" not in log


def test_tooltips_are_text(tmp_path: Path) -> None:
    text = make_brief(evil(tmp_path / "case"), draws=50).html()
    hover = """<script>setTimeout(function () {
      var marks = Array.from(document.querySelectorAll(".live .mark-symbol path"));
      marks.forEach(function (mark, place) { setTimeout(function () {
        var box = mark.getBoundingClientRect();
        ["pointerover", "pointermove", "mousemove"].forEach(function (kind) {
          mark.dispatchEvent(new MouseEvent(kind, {bubbles: true, clientX: box.x + 3, clientY: box.y + 3}));
        });
        setTimeout(function () {
          var tip = document.getElementById("vg-tooltip-element"), seen = document.createElement("pre");
          seen.className = "seen";
          seen.textContent = tip ? tip.children.length + " " + tip.textContent : "";
          document.body.appendChild(seen);
          document.title = window.broken ? "broken" : "whole";
        }, 50);
      }, 100 * place); });
    }, 2000);</script></body>"""
    loose = re.sub(r'<meta http-equiv="Content-Security-Policy"[^>]*>', "", text).replace(
        "alert(", "window.broken=("
    )
    dom, log = opened(hover.join(loose.rsplit("</body>", 1)), tmp_path)
    assert "<title>whole</title>" in dom
    tips = re.findall(r'<pre class="seen">(\d+) ([^<]*)', dom)
    assert tips
    assert all(children == "0" for children, _ in tips)
    assert any("window.broken" in words for _, words in tips)
    assert "Uncaught" not in log


@pytest.mark.parametrize(("width", "beside"), [(500, False), (1200, True)])
def test_the_deal_stands_beside_the_rest_only_where_there_is_room(
    width: int, beside: bool, tmp_path: Path
) -> None:
    """On a phone each part of the first side is as wide as the page; else the deal takes less than half."""
    script = """<script>document.title = ["deal", "rests"].map(function (name) {
      var part = document.querySelector("." + (name === "deal" ? "the-deal" : name));
      return Math.round(100 * part.offsetWidth / document.querySelector(".columns").offsetWidth);
    }).join(" ");</script></body>"""
    page = re.sub(r'<meta http-equiv="Content-Security-Policy"[^>]*>', "", side_page(hanoi()))
    title = re.search(
        "<title>([^<]*)</title>", opened(page.replace("</body>", script), tmp_path, width=width)[0]
    )
    assert title is not None
    parts = list(map(int, title[1].split()))
    assert all(part < 50 for part in parts) if beside else parts == [100, 100]


FEDERATION, STEAMER = "Federation of the Upper River Provinces", "Donaudampfschifffahrtsgesellschaftsrates"


@pytest.mark.parametrize(("name", "parties"), [(FEDERATION, 2), (FEDERATION, 6), (STEAMER, 3)])
def test_no_table_is_wider_than_the_paper(name: str, parties: int, tmp_path: Path) -> None:
    """A browser shrinks every printed page to the widest table: long names are put on several lines."""
    named = f'<th class="figure"><span class="name">{name}</span></th>' * parties
    solved = f"<th>Egalitarian</th>{'<td class=figure>54.5</td>' * parties}<td class=reached>Tax: up</td>"
    heads = f"<th>Phase</th><th>Who does what</th>{f'<th class=figure>{FEDERATION}</th>' * 4}"
    rung = f"<td>1</td><td>Pays</td>{'<td class=figure>−15 to 45</td>' * 4}"
    tables = (
        f"<table class='plain solutions'><thead><tr><th>Rule</th>{named}<th>By</th></tr></thead>"
        f"<tbody><tr>{solved}</tr></tbody></table><table class='plain ladder'><thead><tr>{heads}"
        f"<th class=figure>At risk</th></tr></thead><tbody><tr>{rung}<td class=figure>{FEDERATION} 27.8<br>"
        f"{FEDERATION} 0</td></tr></tbody></table>"
    )
    style = STYLE.read_text(encoding="utf-8").replace("@media print", "@media all")
    script = """<script>document.title = Array.from(document.querySelectorAll("table")).map(function (one) {
      return Math.round(one.getBoundingClientRect().right - one.parentNode.getBoundingClientRect().right);
    }).join(" ");</script>"""
    page = f"<style>{style} main {{ width: 178mm; }}</style><main>{tables}</main>{script}"
    over = re.search("<title>([^<]*)</title>", opened(page, tmp_path)[0])
    assert over is not None
    assert max(map(int, over[1].split())) <= 1, over[1]
