"""Named variants, two versions side by side, and what it would take at one judgement."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from fastapi import APIRouter, Response
from pydantic import Field

from ..report.compare_page import compare_section
from ..report.screens.what_changed import Called
from .bench import Bench, Which
from .case_answers import FULL
from .pages import Sent
from .progress import followed


class VariantAsked(Sent):
    """What to do with a name: give it to the case as it is, move to what has it, or drop it."""

    way: Literal["keep", "take", "drop"]
    name: Annotated[str, Field(max_length=1_000)]


_NAMES = {"saved": "the saved case", "now": "the case as it stands"}


def _called(which: str) -> str:
    """A version by the name under which it was chosen."""
    return _NAMES.get(which) or f"“{which.partition(':')[2]}”"


def routes(bench: Bench) -> APIRouter:
    """Variants, their comparison, and what it would take."""
    area, desk, answered = APIRouter(), bench.desk, bench.answered

    @area.post("/variant")
    def _(variant: VariantAsked) -> dict[str, Any]:
        {"keep": desk.keep, "take": desk.take, "drop": desk.drop}[variant.way](variant.name)
        return bench.state()

    @area.get("/slow/compare")
    def _(old: Which, new: Which) -> Response:
        called = Called(_called(old), _called(new))
        return followed(
            answered,
            lambda: compare_section(
                answered.compared(bench.version(old).case, bench.version(new).case, FULL), called
            ),
        )

    @area.get("/slow/takes")
    def _(place: Annotated[str, Field(max_length=2_000)], of: str) -> Response:
        return followed(answered, lambda: list(answered.what_it_takes(bench.at(of), place, FULL)))

    return area
