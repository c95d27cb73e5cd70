"""Named variants, two versions side by side, and what it would take at one judgement."""

from __future__ import annotations

from html import escape
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Response
from pydantic import Field

from .answers import FULL
from .bench import Bench, Which
from .pages import Sent
from .progress import followed

__all__ = ["routes"]


class VariantAsked(Sent):
    """What to do with a name: give it to the case as it is, move to what has it, or drop it."""

    way: Literal["keep", "take", "drop"]
    name: Annotated[str, Field(max_length=1_000)]


def _chosen(old: str, new: str) -> str:
    """Which versions the words old and new stand for, by the names under which they were chosen."""
    words = {"saved": "as saved", "now": "as it is now"}
    names = [escape(words.get(one, one.partition(":")[2])) for one in (old, new)]
    return f'<p class="note">The old version is “{names[0]}”, the new one “{names[1]}”.</p>'


def routes(bench: Bench) -> APIRouter:
    """Variants, their comparison, and what it would take."""
    area, desk, answered = APIRouter(), bench.desk, bench.answered

    @area.post("/variant")
    def _(variant: VariantAsked) -> dict[str, Any]:
        {"keep": desk.keep, "take": desk.take, "drop": desk.drop}[variant.way](variant.name)
        return bench.state()

    @area.get("/slow/compare")
    def _(old: Which, new: Which) -> Response:
        return followed(
            answered,
            lambda: (
                _chosen(old, new) + answered.compared(bench.version(old).case, bench.version(new).case, FULL)
            ),
        )

    @area.get("/slow/takes")
    def _(place: Annotated[str, Field(max_length=2_000)], of: str) -> Response:
        return followed(answered, lambda: list(answered.what_it_takes(bench.at(of), place, FULL)))

    return area
