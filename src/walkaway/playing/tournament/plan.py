"""What is played in a tournament: its units, each of which depends on nothing but what stands here.

A unit is a line-up of strategies over one case: one strategy in one seat, another in all other seats. Its
seed comes from the tournament's seed, the case and the line-up, so that a strategy or case more changes no
other unit, and units can be played anywhere, in any order.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from ..._version import __version__
from ...case import Case
from ...case.read import read_case_text
from ...case.write import to_yaml


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """Sessions of one line-up over one case."""

    case: str  # by its name in the plan
    lineup: tuple[str, ...]  # a strategy for each seat
    seed: int
    key: str  # of the file that holds its sessions


@dataclass(frozen=True, eq=False)
class TournamentPlan:
    """Cases by name, strategies by the names under which they are made, and how they meet."""

    cases: Mapping[str, Case] = field(repr=False)
    strategies: tuple[str, ...]
    rounds: int
    clock: str
    sessions: int
    seed: int

    @cached_property
    def units(self) -> tuple[Unit, ...]:
        """Every unit, in the order of cases, strategies and seats."""
        return tuple(self._units())

    def _units(self) -> Iterator[Unit]:
        for name, case in self.cases.items():
            seats = len(case.parties)
            lineups = dict.fromkeys(
                tuple(one if place == seat else other for place in range(seats))
                for one in self.strategies for other in self.strategies for seat in range(seats)
            )  # fmt: skip
            for lineup in lineups:
                text = json.dumps([case.digest, lineup, self.rounds, self.clock, self.sessions, self.seed])
                digest = hashlib.sha256(text.encode()).hexdigest()
                yield Unit(case=name, lineup=lineup, seed=int(digest[:15], 16), key=digest[:24])

    def to_dict(self) -> dict[str, Any]:
        """Plain data that holds all of it, the cases too."""
        return {
            "tournament": 3, "version": __version__, "strategies": list(self.strategies),
            "rounds": self.rounds, "clock": self.clock, "sessions": self.sessions, "seed": self.seed,
            "cases": {
                name: {"digest": case.digest, "text": to_yaml(case)} for name, case in self.cases.items()
            },
        }  # fmt: skip

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> TournamentPlan:
        """Read what :meth:`to_dict` gave."""
        cases = {name: read_case_text(one["text"], f"{name}.yaml") for name, one in data["cases"].items()}
        numbers = (data[name] for name in ("rounds", "clock", "sessions", "seed"))
        return cls(cases, tuple(data["strategies"]), *numbers)
