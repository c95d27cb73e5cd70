"""Small cases for the tests of the brief, one of each kind."""

from __future__ import annotations

import re
from functools import lru_cache
from html.parser import HTMLParser
from typing import Any

from tests.strategies import build

from walkaway import load
from walkaway.case import Case
from walkaway.report.brief import Brief, make_brief

VOID = frozenset({"meta", "br", "hr", "img", "input", "link", "col", "wbr"})
SVG_EMPTY = frozenset({"rect", "line", "path", "circle"})


@lru_cache
def hanoi() -> Brief:
    """The brief of the flagship case; made once for all tests that look at it."""
    return make_brief(load("hanoi-2019"), draws=400)


@lru_cache
def hanoi_page() -> str:
    """Its page."""
    return hanoi().html()


def two(**changes: Any) -> Case:
    """Two parties, two issues; every change replaces a part of the case."""
    data: dict[str, Any] = {
        "case": 1,
        "title": "A small case",
        "parties": {"a": "Ann", "b": "Bob"},
        "issues": {
            "price": {"title": "Price", "options": {"low": "Low", "mid": "Middle", "high": "High"}},
            "date": {"title": "Date", "options": {"soon": "Soon", "late": "Late"}},
        },
        "preferences": {
            "a": {
                "walk_away": 5,
                "scores": {"price": {"low": 9, "mid": 5, "high": 0}, "date": {"soon": 3, "late": 0}},
            },
            "b": {
                "walk_away": 5,
                "scores": {"price": {"low": 0, "mid": 5, "high": 9}, "date": {"soon": 0, "late": 3}},
            },
        },
    }
    return build(data | changes)


def preference(walk_away: Any, *, price: Any, date: Any) -> dict[str, Any]:
    """One party's preference; scores in the order of the options."""
    return {
        "walk_away": walk_away,
        "scores": {
            "price": dict(zip(("low", "mid", "high"), price, strict=True)),
            "date": dict(zip(("soon", "late"), date, strict=True)),
        },
    }


def brief_of(case: Case, **options: Any) -> Brief:
    """A brief with few draws."""
    return make_brief(case, **({"draws": 400} | options))


def said(case: Case, **options: Any) -> list[str]:
    """The bottom line of a case."""
    return list(brief_of(case, **options).bottom_line.sentences)


class Page(HTMLParser):
    """Reads a page: are all elements closed, which attributes and texts are there."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.faults: list[str] = []
        self.attributes: list[tuple[str, str, str | None]] = []
        self.blocks: dict[str, list[str]] = {"script": [], "style": []}
        self.words: list[str] = []
        self.headings: list[int] = []
        self.feed(text)
        self.close()
        self.faults += [f"not closed: {tag}" for tag in self.open]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.attributes += [(tag, name, value) for name, value in attrs]
        if tag not in VOID:
            self.open.append(tag)
        if tag in ("script", "style"):
            kind = "json" if dict(attrs).get("type") == "application/json" else tag
            self.blocks.setdefault(kind, []).append("")
            self.kind = kind
        if tag in ("h1", "h2", "h3", "h4"):
            self.headings.append(int(tag[1]))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.attributes += [(tag, name, value) for name, value in attrs]

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open[-1] != tag:
            self.faults.append(f"</{tag}> closes {self.open[-1:]} at {self.getpos()}")
        else:
            self.open.pop()

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] in ("script", "style"):
            self.blocks[self.kind][-1] += data
        else:
            self.words.append(data)

    @property
    def text(self) -> str:
        """All words outside scripts and styles."""
        return " ".join(" ".join(self.words).split())


def large(walk_away: Any) -> Case:
    """Thirty issues of ten options: 10^30 combinations."""
    issues = {
        f"i{k}": {"title": f"Issue {k}", "options": {f"o{j}": f"Option {j}" for j in range(10)}}
        for k in range(30)
    }
    up = {f"i{k}": {f"o{j}": j * (k + 1) for j in range(10)} for k in range(30)}
    down = {f"i{k}": {f"o{j}": (9 - j) * (30 - k) for j in range(10)} for k in range(30)}
    return two(
        issues=issues,
        preferences={
            "a": {"walk_away": walk_away, "scores": up},
            "b": {"walk_away": walk_away, "scores": down},
        },
    )


def section_of(html: str, anchor: str) -> str:
    """The words of one section, by the anchor of its heading; empty where there is none."""
    found = re.search(rf'<h2 id="{anchor}">.*?(?=<h2 |</main>)', html, re.DOTALL)
    return Page(found[0]).text if found else ""
