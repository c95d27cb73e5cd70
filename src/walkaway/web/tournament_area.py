"""A tournament over the case as it now is: strategies chosen, played in memory, ranked; kept if asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, Literal

from fastapi import APIRouter, Response
from pydantic import Field

from ..case import Case
from ..errors import Fault, Faults, UsageError, quoted
from ..playing.strategy import strategies as known
from ..playing.tournament.plan import TournamentPlan
from ..playing.tournament.reading_plan import plan_of
from ..printing import json_text
from .bench import Bench
from .progress import followed

if TYPE_CHECKING:
    from ..playing.tournament.standings import Standings

__all__ = ["MOST_SESSIONS", "MOST_STRATEGIES", "offered", "routes"]

MOST_STRATEGIES, MOST_ROUNDS, MOST_SESSIONS = 24, 1_000, 20_000
"""Most that one tournament on the workbench plays: strategies, rounds, sessions in all."""
Typed = Annotated[str, Field(max_length=100)]
Names = Annotated[str, Field(max_length=4_000)]


def offered(case: Case) -> list[dict[str, Any]]:
    """Strategies that can sit at the table of a case, each with what it takes."""
    several = len(case.parties) > 2
    return [
        {
            "name": name,
            "takes": [
                {"name": key, "like": f"{kind.names[name].get(key, one.default):g}", "help": one.help}
                for key, one in kind.parameters.items()
            ],
        }
        for name, kind in known().items()
        if not (several and kind.contract.two_parties)
    ]


def _whole(text: str) -> int | str:
    """A whole number as it was typed; anything else stays text, and is refused where it is read."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 16 else text


def _plan(case: Case, names: str, numbers: dict[str, str], clock: str) -> TournamentPlan:
    """What was asked for, within what the workbench plays; all that is wrong in one UsageError."""
    faults, chosen = Faults(), [name.strip() for name in names.split(",") if name.strip()]
    for name in chosen:
        if ".py" in name:
            right = "one that comes with Walkaway; your own play at the command line alone"
            faults.add(Fault(path="strategies", found=quoted(name), expected=right))
    if len(chosen) > MOST_STRATEGIES:
        right = f"{MOST_STRATEGIES} at most; walkaway tournament takes more"
        faults.add(Fault(path="strategies", found=f"{len(chosen)} strategies", expected=right))
    faults.raise_if_any(UsageError)
    typed = {name: _whole(text) for name, text in numbers.items()}
    most = (MOST_ROUNDS, MOST_SESSIONS)
    plan = plan_of(faults, {case.title: case}, chosen or None, typed, clock=clock, most=most)
    many = len(plan.units)
    if many * plan.sessions > MOST_SESSIONS:
        right = f"{MOST_SESSIONS // many:,} at most, so that it is {MOST_SESSIONS:,} in all"
        told = f"{plan.sessions:,} of each of {many:,} line-ups"
        raise UsageError.of(told, right, "walkaway tournament plays more", path="sessions")
    return plan


def routes(bench: Bench) -> APIRouter:
    """A tournament with its progress, and what can be kept of it."""
    area, answered = APIRouter(), bench.answered

    def found(of: str, names: str, clock: str, **numbers: str) -> Standings:
        case = bench.at(of)
        return answered.tournament(case, _plan(case, names, numbers, clock))

    @area.get("/slow/tournament")
    def _(
        of: Typed, strategies: Names, rounds: Typed, clock: Typed, sessions: Typed, seed: Typed
    ) -> Response:
        def shown() -> str:
            made = found(of, strategies, clock, rounds=rounds, sessions=sessions, seed=seed)
            from ..report.tournament_page import tournament_section  # which takes the extra

            return tournament_section(made)

        return followed(answered, shown)

    @area.get("/tournament/{form}")
    def _(
        form: Literal["page", "json"], of: Typed, strategies: Names, rounds: Typed, clock: Typed,
        sessions: Typed, seed: Typed,
    ) -> Response:  # fmt: skip
        made = found(of, strategies, clock, rounds=rounds, sessions=sessions, seed=seed)
        from ..report.tournament_page import tournament_page

        text, kind, end = (
            (tournament_page(made), "text/html", "html")
            if form == "page"
            else (json_text(made.to_dict()) + "\n", "application/json", "json")
        )
        headers = {"content-disposition": f'attachment; filename="tournament.{end}"'}
        return Response(text, media_type=kind, headers=headers)

    return area
