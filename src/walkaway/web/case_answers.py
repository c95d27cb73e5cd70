"""Answers of the case on the desk: asked once for each state of it, given up when the case moves on."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from pathlib import Path
from threading import Lock, Thread, local
from typing import TYPE_CHECKING, Any, TypeVar

from ..analysis.answers import Footing, analyse, stand
from ..analysis.compare.comparison import Comparison
from ..case import Case
from ..evidence import Documents
from ..options import SEED, Progress
from ..playing.tournament.plan import TournamentPlan
from ..questions import TABLE
from ..report.brief import Brief
from ..report.screens.ledger import Ledger, build_ledger
from ..report.screens.what_to_find_out import what_it_takes

if TYPE_CHECKING:
    from ..playing.tournament.standings import Standings

__all__ = ["FULL", "QUICK", "Answered", "Overtaken"]

QUICK, FULL = 100, 500
"""Draws of the first answer to a move, and of those that follow."""

T = TypeVar("T")
_KEPT = 16


class Overtaken(Exception):
    """The case was moved while an answer was worked out: nobody waits for it."""


class Answered:
    """What was answered, by the digest of the case and what was asked; nothing is worked out twice.

    ``current`` gives the digest of the case on the desk.
    """

    def __init__(self, documents: Documents, current: Callable[[], str], *, seed: int = SEED) -> None:
        self._documents, self._current, self._seed = documents, current, seed
        self._kept: OrderedDict[tuple[object, ...], Future[Any]] = OrderedDict()
        self._lock = Lock()
        self._last: Footing | None = None  # what the next one may have in common with
        self._ledgers: OrderedDict[str, Ledger] = OrderedDict()
        self._here = local()  # who is told how far the answer is that is worked out in this thread

    @contextmanager
    def listening(self, progress: Progress) -> Iterator[None]:
        """Tell somebody how far the answers are that this thread works out meanwhile."""
        self._here.tell = progress
        try:
            yield
        finally:
            del self._here.tell

    @property
    def documents(self) -> Documents:
        """The documents that answers rest on."""
        return self._documents

    def renew(self, documents: Documents) -> None:
        """Rest on other documents from now on; what was answered with those before is let go."""
        with self._lock:
            self._documents, self._last = documents, None
            self._kept.clear()
            self._ledgers.clear()

    def ledger(self, case: Case) -> Ledger:
        """Every judgement of a case in words."""
        found = self._ledgers.get(case.digest) or build_ledger(case, self._documents)
        self._ledgers[case.digest] = found
        while len(self._ledgers) > _KEPT:
            self._ledgers.popitem(last=False)
        return found

    def _going_on(self, digest: str) -> Progress:
        """What a question tells on its way: it is given up where the case on the desk is another by now."""

        def tell(step: str, share: float) -> None:
            if self._current() != digest:
                raise Overtaken
            self.tell(step, share)

        return tell

    def tell(self, step: str, share: float) -> None:
        """Tell who waits for this thread's answer how far it is; Overtaken where nobody does any more."""
        if (listener := getattr(self._here, "tell", None)) is not None:
            listener(step, share)

    def _once(self, key: tuple[object, ...], make: Callable[[], T]) -> T:
        """What was made for a key, or is being made; what failed is made again."""
        with self._lock:
            known = self._kept.get(key)
            coming = self._kept.setdefault(key, Future())
            self._kept.move_to_end(key)
            while len(self._kept) > _KEPT:
                self._kept.popitem(last=False)
        if known is None:
            try:
                coming.set_result(make())
            except BaseException as error:
                with self._lock:
                    self._kept.pop(key, None)
                coming.set_exception(error)
                raise
        found: T = coming.result()
        return found

    def standing(self, case: Case, draws: int) -> Footing:
        """Whether there is a deal and how likely one is: what is known first; as :meth:`brief`."""

        def make() -> Footing:
            going_on = self._going_on(case.digest)
            self._last = stand(case, draws=draws, seed=self._seed, progress=going_on, like=self._last)
            return self._last

        return self._once(("standing", case.digest, draws), make)

    def ahead(self, case: Case, draws: int) -> Future[Footing]:
        """Begin with :meth:`standing` before anybody asks; who asks then waits for this."""
        coming: Future[Footing] = Future()

        def run() -> None:
            try:
                coming.set_result(self.standing(case, draws))
            except Exception as error:  # who asks is told of it
                coming.set_exception(error)

        Thread(target=run, daemon=True).start()
        return coming

    def brief(self, case: Case, draws: int) -> Brief:
        """The brief of a case, whose parts are made when they are asked for.

        Raises
        ------
        Overtaken
            If the case on the desk is another one by now; parts of the brief raise it too.
        """
        going_on = self._going_on(case.digest)

        def make() -> Brief:
            like = self.standing(case, draws)
            answers = analyse(case, draws=draws, seed=self._seed, progress=going_on, like=like)
            return Brief(answers=answers, documents=self._documents, progress=going_on)

        return self._once((case.digest, draws), make)

    def whole(self, case: Case, draws: int, folder: Path | None) -> Brief:
        """The brief of any version, with what its documents say; it is finished wherever the desk moves."""

        def make() -> Brief:
            answers = analyse(case, draws=draws, seed=self._seed, progress=self.tell)
            return Brief(answers=answers, documents=self._documents, folder=folder, progress=self.tell)

        return self._once(("whole", case.digest, draws), make)

    def compared(self, old: Case, new: Case, draws: int) -> Comparison:
        """What each difference between two cases does; as :meth:`brief`."""

        def make() -> Comparison:
            going_on = self._going_on(self._current())
            found: Comparison = TABLE["compare"](old, new, draws=draws, seed=self._seed, progress=going_on)
            return found

        return self._once(("compare", old.digest, new.digest, draws), make)

    def what_it_takes(self, case: Case, place: str, draws: int) -> tuple[str, ...]:
        """At which value of one judgement the answer changes, in sentences; as :meth:`brief`.

        A UsageError where the judgement does not enter the zone.
        """

        def make() -> tuple[str, ...]:
            answers = self.brief(case, draws).answers
            going_on = self._going_on(case.digest)
            return what_it_takes(case, TABLE["sensitivity"](answers, judgements=[place], progress=going_on))

        return self._once(("takes", case.digest, place, draws), make)

    def tournament(self, case: Case, plan: TournamentPlan) -> Standings:
        """A tournament over a case, kept nowhere; as :meth:`brief`, and given up when nobody waits for it."""

        def make() -> Standings:
            from ..playing.tournament.in_memory import play_plan

            return play_plan(plan, progress=self._going_on(case.digest))

        asked = (plan.strategies, plan.rounds, plan.clock, plan.sessions, plan.seed)
        while True:
            try:
                return self._once(("tournament", case.digest, *asked), make)
            except Overtaken:  # also where the one who asked first stopped: whoever still waits goes on
                self._going_on(case.digest)("line-ups", 0)
