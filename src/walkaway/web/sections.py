"""Sections of the brief of the case as it now is: at once from few draws, or followed while they are made."""

from __future__ import annotations

from typing import Literal

from fastapi import APIRouter, Response
from fastapi.responses import HTMLResponse

from ..questions import TABLE
from ..report.page import section, verdict
from .bench import Bench
from .case_answers import FULL, QUICK
from .progress import followed

SECTIONS = ("opening", *(screen for line in TABLE.values() for screen in line.screens if screen != "answer"))
_AT_ONCE = ("opening", "picture", "deals")
_OWN_TITLES = {"table": "The table, option by option", "signed": "What was signed"}
_NOTHING = {
    "signed": "The record has no signature of a deal.",
    "remaining": "No offer is on record and nothing was signed: there is nothing to look back on. Offers are "
    "entered in the record.",
    "why": "Nothing is to be explained: the case records neither a failure nor evidence for one.",
    "path": "The case does not say how a deal would be carried out. What each step is worth while it is only "
    "partly done, and what a breach costs, is entered under path.",
    "otherwise": "The case does not say how the talks were held. Protocol, rounds and mandates are entered "
    "under process.",
    "aftermath": "The case does not say what the parties can do where there is no deal. Their options and "
    "wishes are entered under aftermath.",
}
"""What is said where a section has nothing to say."""


def titles() -> list[tuple[str, str]]:
    """The sections that are worked out when they are opened, with their titles."""
    titled = {screen: line.title for line in TABLE.values() for screen in line.screens} | _OWN_TITLES
    return [(name, titled[name]) for name in SECTIONS if name not in _AT_ONCE]


def routes(bench: Bench) -> APIRouter:
    """A section at once, or with its progress."""
    area = APIRouter()

    def made(name: str, digest: str, draws: int) -> str:
        text = section(bench.answered.brief(bench.at(digest), draws), name)
        return text if text.strip() else f'<p class="note">{_NOTHING[name]}</p>'

    @area.get("/verdict", response_class=HTMLResponse)
    def _(of: str) -> str:
        return verdict(bench.answered.standing(bench.at(of), QUICK))

    @area.get("/section/{name}", response_class=HTMLResponse)
    def _(name: Literal[SECTIONS], of: str, quick: bool = False) -> str:  # type: ignore[valid-type]
        return made(name, of, QUICK if quick else FULL)

    @area.get("/slow/section/{name}")
    def _(name: Literal[SECTIONS], of: str) -> Response:  # type: ignore[valid-type]
        return followed(bench.answered, lambda: made(name, of, FULL))

    return area
