"""Make the approved pictures of the documentation: ``python scripts/pictures.py``. Needs Chromium.

Beside the pictures stands the form of what each shows, in ``docs/images/approved.json``. Where a page has got
another form since, a test says so: make the pictures again, look at each, and keep them with their forms.
With Pillow installed they are written with a palette, which makes them smaller.
"""

from __future__ import annotations

import hashlib
import json
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

import walkaway
from walkaway.report.debrief_page import debrief_page
from walkaway.report.pdf import browser

IMAGES = Path(__file__).parent.parent / "docs" / "images"
APPROVED = IMAGES / "approved.json"
BEST = "salary=56k, bonus=6pc, division=a, car=lux, start=aug-1, vacation=10d, moving=100pc, insurance=alba"
_FLAGS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--hide-scrollbars",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
    "--virtual-time-budget=8000",
)  # fmt: skip
_FORM = re.compile(r"<(h[1-4]|th|figcaption|dl|ul|table|figure|article)\b([^>]*)>([^<]*)")
_PAPER = "@page { margin: 0 } body { padding: 17mm 16mm } .contents, .contents ~ * { display: none }"


class Picture(NamedTuple):
    """One picture: its page, the section that it shows, how wide and high it is, and what is seen so."""

    page: Callable[[], str]
    anchor: str  # of the section's heading
    size: tuple[int, int]
    view: str  # paper, phone or screen


def _brief(name: str) -> Callable[[], str]:
    return lambda: walkaway.brief(name).html()


def _debrief() -> str:
    case = walkaway.load("new-recruit").case
    middle = (
        "salary=56k, bonus=6pc, division=c, car=rand, start=jul-1, vacation=20d, moving=80pc, insurance=abc"
    )
    signed = {"Team 1": BEST, "Team 2": middle, "Team 3": BEST.replace("56k", "60k"), "Team 4": None}
    return debrief_page(case, walkaway.debrief(case, signed))


PICTURES = {
    "first-side": Picture(_brief("hanoi-2019"), "the-answer", (794, 1123), "paper"),
    "phone": Picture(_brief("harbour"), "the-answer", (390, 900), "phone"),
    "debrief": Picture(_debrief, "the-groups", (900, 1020), "screen"),
    "chart": Picture(_brief("hanoi-2019"), "the-picture", (900, 860), "screen"),
}


def section(page: str, anchor: str) -> str:
    """The part of a page with this heading, up to the next part."""
    start = page.index(f'aria-labelledby="{anchor}"')
    ends = [
        found
        for mark in ('<section class="screen', "<nav ", "</main>")
        if (found := page.find(mark, start)) > 0
    ]
    return page[start : min(ends)]


def form(page: str, anchor: str) -> str:
    """What a part of a page is made of, as a short digest: headings, tables and figures.

    Numbers, names and how often a thing comes are left out, so that another answer is no other form.
    """
    part = re.sub(r"<(script|svg)\\b.*?</\\1>", "", section(page, anchor), flags=re.DOTALL)
    kinds = dict.fromkeys(
        (tag, *re.findall(r'class="([^"]*)"', attributes), text if tag in ("h3", "h4") else "")
        for tag, attributes, text in _FORM.findall(part)
    )
    return hashlib.sha256(json.dumps(sorted(kinds)).encode()).hexdigest()[:16]


def _shown(picture: Picture, page: str, folder: Path) -> Path:
    """A file that a browser shows as it is to be seen."""
    page = re.sub(r'<meta http-equiv="Content-Security-Policy"[^>]*>', "", page)
    hidden = f"main > :not([aria-labelledby={picture.anchor}]):not(.masthead)"
    extra = f"{hidden} {{ display: none }} .screen {{ margin: 0; border: 0 }}"
    if picture.view == "paper":
        page = page.replace("@media print", "@media all").replace("@media screen", "@media speech")
        extra = _PAPER
    if picture.view == "phone":
        extra = ""
    (folder / "page.html").write_text(page.replace("</style>", f"{extra}</style>", 1), encoding="utf-8")
    if picture.view != "phone":
        return folder / "page.html"
    wide, high = picture.size  # a window is never as narrow as a phone: a frame is
    frame = f"border: 0; border-radius: 28px; width: {wide}px; height: {high}px"
    outer = f'<body style="margin: 30px 55px; background: #c9ced2"><iframe src="page.html" style="{frame}">'
    (folder / "phone.html").write_text(outer, encoding="utf-8")
    return folder / "phone.html"


def take(picture: Picture, page: str, target: Path) -> None:
    """Make one picture."""
    wide, high = picture.size if picture.view != "phone" else (500, picture.size[1] + 60)
    with TemporaryDirectory(prefix="walkaway-") as folder:
        home = Path(folder)
        shown = _shown(picture, page, home)
        flags = [
            f"--user-data-dir={home / 'profile'}",
            f"--window-size={wide},{high}",
            f"--screenshot={target}",
        ]
        subprocess.run(
            [browser(), *_FLAGS, *flags, shown.as_uri()], capture_output=True, check=True, timeout=180
        )
    smaller(target)


def smaller(target: Path) -> None:
    """Write a picture with a palette, where Pillow is installed."""
    try:
        from PIL import Image
    except ImportError:
        return
    Image.open(target).convert("RGB").quantize(160, dither=Image.Dither.NONE).save(target, optimize=True)


def main() -> None:
    forms = {}
    for name, picture in PICTURES.items():
        if len(sys.argv) > 1 and name not in sys.argv[1:]:
            continue
        page = picture.page()
        target = IMAGES / f"{name}.png"
        take(picture, page, target)
        forms[name] = form(page, picture.anchor)
        print(f"{target.name}: {target.stat().st_size:,} bytes, form {forms[name]}")
    known = json.loads(APPROVED.read_text(encoding="utf-8")) if APPROVED.exists() else {}
    APPROVED.write_text(json.dumps(known | forms, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
