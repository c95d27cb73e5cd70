"""Answers of the case on the desk: asked once for each state of it, given up when the case moves on."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from concurrent.futures import Future
from threading import Lock

from ..analysis.answers import analyse
from ..case import Case
from ..evidence import Documents
from ..options import SEED
from ..report.brief import Brief
from ..report.screens.ledger import Ledger, build_ledger

__all__ = ["Answered", "Overtaken"]

_KEPT = 24


class Overtaken(Exception):
    """The case was moved while an answer was worked out: nobody waits for it."""


class Answered:
    """Briefs by the digest of the case and the number of draws; the same state is never computed twice.

    ``current`` gives the digest of the case on the desk.
    """

    def __init__(self, documents: Documents, current: Callable[[], str], *, seed: int = SEED) -> None:
        self._documents, self._current, self._seed = documents, current, seed
        self._kept: OrderedDict[tuple[str, int], Future[Brief]] = OrderedDict()
        self._lock = Lock()
        self._last: Brief | None = None  # what the next one may have in common with
        self._ledgers: OrderedDict[str, Ledger] = OrderedDict()

    def ledger(self, case: Case) -> Ledger:
        """Every judgement of a case in words."""
        found = self._ledgers.get(case.digest) or build_ledger(case, self._documents)
        self._ledgers[case.digest] = found
        while len(self._ledgers) > _KEPT:
            self._ledgers.popitem(last=False)
        return found

    def brief(self, case: Case, draws: int) -> Brief:
        """The brief of a case, whose parts are made when they are asked for.

        Raises
        ------
        Overtaken
            If the case on the desk is another one by now; parts of the brief raise it too.
        """

        def going_on(step: str, share: float) -> None:
            if self._current() != case.digest:
                raise Overtaken

        key = (case.digest, draws)
        with self._lock:
            known = self._kept.get(key)
            coming = self._kept.setdefault(key, Future())
            self._kept.move_to_end(key)
            while len(self._kept) > _KEPT:
                self._kept.popitem(last=False)
        if known is None:
            try:
                like = None if self._last is None else self._last.answers
                answers = analyse(case, draws=draws, seed=self._seed, progress=going_on, like=like)
                self._last = Brief(answers=answers, documents=self._documents, progress=going_on)
                coming.set_result(self._last)
            except BaseException as error:
                with self._lock:
                    self._kept.pop(key, None)
                coming.set_exception(error)
                raise
        return coming.result()
