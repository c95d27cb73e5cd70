"""On a phone and on a desk no word runs out of the page, and none out of its picture."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tests.analysis.debrief.test_debrief import HARBOUR
from tests.report.helpers import brief_of, hanoi_page, two
from tests.report.test_browser import BROWSER, BROWSERS, opened

from walkaway import debrief, load
from walkaway.report.debrief_page import debrief_page

pytestmark = pytest.mark.skipif(
    BROWSER is None, reason=f"no browser found (looked for {', '.join(BROWSERS)})"
)
LONG = "A party whose name is so long that it has to be folded wherever it stands in this page"
MEASURE = """<script>addEventListener("load", function () { setTimeout(function () {
  var wide = document.documentElement.clientWidth, out = [], range = document.createRange(), node;
  var texts = document.createTreeWalker(document.querySelector("main"), NodeFilter.SHOW_TEXT);
  while ((node = texts.nextNode())) {
    var holder = node.parentElement, picture = holder.closest("svg");
    if (!node.textContent.trim() || holder.closest("script, .unseen, thead")) continue;
    var left = -1, right = wide + 1, frame = picture && picture.getBoundingClientRect();
    if (picture) { left = Math.max(left, frame.left - 1); right = Math.min(right, frame.right + 1); }
    range.selectNodeContents(node);
    Array.from(range.getClientRects()).forEach(function (box) {
      if (box.width && (box.left < left || box.right > right)) out.push(node.textContent.trim().slice(0, 80));
    });
  }
  var whole = document.documentElement.scrollWidth;
  parent.postMessage(JSON.stringify({wide: wide, whole: whole, out: out}), "*");
}, 1500); });</script></body>"""
FRAME = """<iframe src="inner.html" style="width: %dpx; height: 900px; border: 0"></iframe>
<script>addEventListener("message", function (told) {
  var seen = document.createElement("pre"); seen.id = "seen"; seen.textContent = told.data;
  document.body.appendChild(seen); });</script>"""


def measured(page: str, width: int, folder: Path) -> dict[str, Any]:
    """What a browser says of a page of this width, folded parts open: a frame may be as narrow as a phone."""
    loose = re.sub(r'<meta http-equiv="Content-Security-Policy"[^>]*>', "", page)
    loose = loose.replace('<details class="', '<details open class="')
    (folder / "inner.html").write_text(MEASURE.join(loose.rsplit("</body>", 1)), encoding="utf-8")
    dom, _ = opened(FRAME % width, folder)
    found = re.search(r'<pre id="seen">(.*?)</pre>', dom)
    assert found is not None
    told: dict[str, Any] = json.loads(html.unescape(found[1]))
    return told


PAGES: dict[str, Callable[[], str]] = {
    "hanoi-2019": hanoi_page,
    "debrief": lambda: debrief_page(load("harbour").case, debrief(load("harbour").case, HARBOUR)),
    "long names": lambda: brief_of(two(parties={"a": LONG, "b": LONG.upper()})).html(),
}


@pytest.mark.parametrize("width", [390, 1200])
@pytest.mark.parametrize("name", PAGES)
def test_no_word_runs_out_of_the_page(name: str, width: int, tmp_path: Path) -> None:
    told = measured(PAGES[name](), width, tmp_path)
    assert told == {"wide": width, "whole": width, "out": []}


def test_a_word_that_runs_out_is_seen(tmp_path: Path) -> None:
    told = measured('<body><main><p style="width: 500px">wide wide</p><b>x</b></main></body>', 390, tmp_path)
    assert told["wide"] == 390
    wide = '<body><main><p style="white-space: nowrap">' + "wide " * 40 + "</p></main></body>"
    assert measured(wide, 390, tmp_path)["out"]
