"""Moves of judgements, and the way back and forth through them."""

from __future__ import annotations

from contextlib import suppress
from typing import Annotated, Any, Literal

from fastapi import APIRouter
from pydantic import Field

from ..report.page import verdict
from .bench import Bench
from .case_answers import QUICK
from .controls import FORMS, order_of, value_of
from .desk import Desk
from .pages import Sent
from .places import at_place

_SOON = 0.25
"""Seconds that the answer to a move waits for the verdict, to bring it along."""


class MoveAsked(Sent):
    """A judgement in a form, an order, a red line that counts or does not; without any of them, put back.

    Moves of one ``gesture`` are one step; ``seen`` is what the page shows: the text below, and the value.
    """

    place: Annotated[str, Field(max_length=2_000)]
    form: Literal["number", "range", "points"] | None = None
    numbers: dict[Literal["value", "low", "likely", "high"], float] = Field(default_factory=dict)
    order: Annotated[str, Field(max_length=20_000)] | None = None
    line: Annotated[int, Field(ge=0, lt=10_000)] | None = None
    on: bool = True
    gesture: Annotated[str, Field(max_length=80)] = ""
    seen: Annotated[str, Field(max_length=50_000)] = ""


class TurnAsked(Sent):
    """Which way to go in the history."""

    way: Literal["back", "again", "reset"]


def _value(desk: Desk, move: MoveAsked) -> Any:
    """What a move puts at its place."""
    before = at_place(desk.plain, move.place)
    if move.form is not None:
        missing = [name for name in FORMS[move.form] if name not in move.numbers]
        if missing:
            raise ValueError(missing[0])
        return value_of(move.form, {str(name): number for name, number in move.numbers.items()}, before)
    if move.line is not None:
        now = desk.now.values.get(move.place, before) or []
        lines = [line for line in before or [] if line in now]
        if not move.line < len(before or []):
            raise ValueError("line")
        asked = before[move.line]
        return [line for line in before if (move.on if line is asked else line in lines)]
    return None if move.order is None else order_of(move.order, before)


def routes(bench: Bench) -> APIRouter:
    """A move, and a turn."""
    area, desk = APIRouter(), bench.desk

    @area.post("/move")
    def _(move: MoveAsked) -> dict[str, Any]:
        case = desk.move({move.place: _value(desk, move)}, move.gesture, move.seen).case
        coming = bench.answered.ahead(case, QUICK)
        state = bench.state()
        with suppress(Exception):  # it takes longer, or there is none: who asks for it is told
            told = verdict(coming.result(_SOON))
            if state["digest"] == case.digest:
                state["verdict"] = told
        return state

    @area.post("/turn")
    def _(turn: TurnAsked) -> dict[str, Any]:
        if turn.way == "reset":
            desk.reset()
        else:
            (desk.back if turn.way == "back" else desk.again)()
        return bench.state()

    return area
