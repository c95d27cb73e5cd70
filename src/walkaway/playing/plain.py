"""Strategies of one's own, in plain Python, one session at a time, each in a process of its own.

A class in a file is named ``mine.py:Mine``. It has a method ``offer(view)``, which gives a deal (issue →
option), or None to refuse, and may have ``accepts(view, deal)`` and ``leaves(view)``. Its view is sent to
that process as data: the deals and their worth to it, its walk-away, the clock, and what was said. Nothing
else of the program is there to be found: no other seat's values, no case, no frame that leads to them. Where
not all deals are listed it has those of its own list, and any other once somebody puts it on the table: which
are on another's list follows from what that one wants.
"""

from __future__ import annotations

import json
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from typing import Any, ClassVar, Self

import numpy as np

from ..errors import UsageError, nearest
from ..space import Bools
from .strategy import Contract, Strategy
from .valuation import NONE, Numbers
from .view import View

_PROCESS = Path(__file__).with_name("seat_process.py")
_NEVER = -1e300
"""What a deal that it never accepts is worth, where infinity cannot be said."""


class OwnStrategy(Strategy):
    """A class of the user's, asked in a process of its own."""

    names: ClassVar[dict[str, dict[str, float]]] = {}
    citation: ClassVar[str] = "the user's own"
    contract: ClassVar[Contract] = Contract(deterministic=False)

    def __init__(self, place: str) -> None:
        super().__init__()
        self.place = place
        self.child: subprocess.Popen[str] | None = None
        self.left: Bools | None = None
        self.told = 0  # how much of what was said its process knows

    def clone(self) -> Self:
        """One that begins anew; what the other has learnt stays in its process."""
        other = type(self)(self.place)
        other.acceptance = self.acceptance
        return other

    def close(self) -> None:
        """End its process."""
        child, self.child = self.child, None
        if child is None:
            return
        for pipe in (child.stdin, child.stdout):
            if pipe is not None:
                with suppress(OSError):
                    pipe.close()
        child.wait()

    def _begin(self, view: View) -> None:
        own = view.own
        path, _, name = self.place.rpartition(":")
        if not Path(path).is_file():
            raise UsageError.of(
                self.place, "a file that is there, then : and a class in it", path="strategies"
            )
        file = str(Path(path).resolve())  # by which Python opens it there, so that its guard knows it
        self.child = subprocess.Popen(  # noqa: S603 - it is what the user asked for
            [sys.executable, "-I", "-B", str(_PROCESS), file, name],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8",
        )  # fmt: skip
        self.state = {"sessions": np.arange(len(view))}
        self.listed = own.open if not (own.open | own.barred).all() else np.ones(len(own.picks), bool)
        every = np.flatnonzero(self.listed)
        deals = [self._named(view, number) for number in every.tolist()]
        values = np.stack([own.of(every, np.full(len(every), row)) for row in range(len(own.values))])
        told = {"deals": deals, "walk_away": own.walk_away.tolist(), "seats": view.seats}
        self._send(told | {"values": np.where(np.isfinite(values), values, _NEVER).tolist()})
        begun = self._answer()
        if "classes" in begun:
            self.close()
            hint = nearest(name, tuple(begun["classes"]))
            raise UsageError.of(
                f"{self.place}, which has no class {name}",
                "a class with offer(view)",
                path="strategies",
                hint=hint,
            )
        self.numbers = {_key(deal): number for number, deal in zip(every.tolist(), deals, strict=True)}

    @staticmethod
    def _named(view: View, number: int) -> dict[str, str]:
        chosen = zip(view.own.issues, view.own.options, view.own.picks[number].tolist(), strict=True)
        return {issue: options[pick] for issue, options, pick in chosen}

    def _send(self, told: dict[str, Any]) -> None:
        assert self.child is not None
        assert self.child.stdin is not None
        try:
            self.child.stdin.write(json.dumps(told) + "\n")
            self.child.stdin.flush()
        except BrokenPipeError:
            raise self._failed() from None

    def _failed(self) -> UsageError:
        self.close()
        right = "a class with offer(view); what went wrong stands above"
        return UsageError.of(f"{self.place}, which ended by itself", right, path="strategies")

    def offer(self, view: View) -> Numbers:
        """Ask it in every session; remember whether it accepts and whether it leaves."""
        if self.child is None:
            self._begin(view)
        offers = np.full(len(view), NONE, np.intp)
        self.yes, self.left = np.zeros(len(view), bool), np.zeros(len(view), bool)
        for place, session in enumerate(self.state["sessions"].tolist()):
            answer = self._ask(view, place, session)
            deal = answer["offer"]
            if deal is not None:
                offers[place] = self._number(deal)
            self.yes[place], self.left[place] = answer["accepts"], answer["leaves"]
        self.told = len(view.heard)
        worse = view.worth(offers) < view.walk_away  # a promise of every strategy is kept for it
        return np.where(worse, NONE, offers)

    def _number(self, deal: Any) -> int:
        chosen = isinstance(deal, dict) and all(isinstance(option, str) for option in deal.values())
        number = self.numbers.get(_key(deal)) if chosen else None
        if number is None:
            raise UsageError.of(
                f"{self.place}, which offers {deal}", "a deal: issue → option", path="strategies"
            )
        return number

    def _ask(self, view: View, place: int, session: int) -> dict[str, Any]:
        many = len(view)
        table = int(np.broadcast_to(view.standing, many)[place])
        text = -1 if view.text is None else int(view.text[place])
        put = [(said.seat, int(np.broadcast_to(said.deals, many)[place])) for said in view.heard[self.told :]]
        heard = [[seat, None if deal < 0 else self._named(view, deal)] for seat, deal in put]
        shown = {deal for deal in (table, text, *(deal for _, deal in put)) if deal >= 0}
        strange = [deal for deal in sorted(shown) if not self.listed[deal]]
        self.numbers |= {_key(self._named(view, deal)): deal for deal in strange}
        worth = view.own.of(np.array(strange, np.intp), np.full(len(strange), view.rows[place]))
        worth = np.where(np.isfinite(worth), worth, _NEVER).tolist()
        self._send({
            "session": session, "seat": view.seat, "number": view.number, "rounds": view.rounds,
            "time": view.time, "row": int(view.rows[place]), "heard": heard,
            "seed": int(view.keys[place]), "table": None if table < 0 else self._named(view, table),
            "text": None if text < 0 else self._named(view, text),
            "strange": [[self._named(view, deal), own] for deal, own in zip(strange, worth, strict=True)],
        })  # fmt: skip
        return self._answer()

    def _answer(self) -> dict[str, Any]:
        assert self.child is not None
        assert self.child.stdout is not None
        line = self.child.stdout.readline()
        if not line:
            raise self._failed()
        try:
            answer: dict[str, Any] = json.loads(line)
        except ValueError:  # it wrote where answers go
            raise self._failed() from None
        return answer

    def accepts(self, view: View, planned: Numbers) -> Bools:
        """What it said when it was asked for its offer."""
        return self.yes

    def leaves(self, view: View) -> Bools | None:
        """The same."""
        return self.left


def _key(deal: dict[str, str]) -> tuple[tuple[str, str], ...]:
    """A deal, whatever the order of its issues."""
    return tuple(sorted(deal.items()))
