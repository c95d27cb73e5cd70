"""What every area of the workbench shares: one case on the desk, its answers, and where it stands."""

from __future__ import annotations

from collections.abc import Callable, Container
from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Any

from pydantic import Field

from ..case import Case
from ..case.titles import label_of
from ..evidence import Documents
from ..language import listed
from ..report.brief import grounds_of
from ..report.screens.ledger import Ledger, build_ledger
from .case_answers import Answered, Overtaken
from .controls import Panel, changes, panels
from .desk import BEFORE, Desk
from .desk_versions import Version
from .papers import Papers

Which = Annotated[str, Field(pattern="^(saved|now|variant:.*)$", max_length=200)]
"""A version by its word, as :meth:`Bench.version` reads it."""
_NO_DOCUMENTS = Documents({})


class Bench:
    """One case and its answers."""

    def __init__(
        self, desk: Desk, folder: Path = Path(), go_on: Callable[[Desk], None] = lambda _: None
    ) -> None:
        self.desk = desk
        self.folder = folder  # where copies are made, each in a folder of its own
        self.go_on = go_on  # shows another case from now on
        self._start = self._in_words(desk.file.case)
        self.answered = Answered(grounds_of(desk.file)[1], lambda: desk.now.case.digest)
        self.papers = Papers(desk, self.answered)

    def panels(self) -> list[Panel]:
        """The controls of the case as it now is."""
        case = self.desk.now.case
        ledger = self.answered.ledger(case)
        return list(panels(case, self.desk.now.start, ledger, frozenset(self.desk.now.values)))

    @staticmethod
    def _in_words(case: Case, only: Container[str] | None = None) -> tuple[Case, Ledger]:
        """A case with its judgements in words, without the passages that they rest on."""
        return case, build_ledger(case, _NO_DOCUMENTS, only)

    def state(self) -> dict[str, Any]:
        """Where the desk stands."""
        (back, again), version = self.desk.steps, self.desk.now
        if (base := self._start)[0] is not version.start:
            base = self._start = self._in_words(version.start)
        now = self._in_words(version.case, version.values)
        moved = [asdict(one) for one in changes(base, now, frozenset(version.values))]
        written = version.written.told if version.written is not None else ()
        variants = [{"name": name, "places": one.places} for name, one in self.desk.variants.items()]
        return {
            "digest": now[0].digest, "back": back, "again": again, "changes": moved, "written": written,
            "variants": variants, "below": self.desk.below, "moved": self.desk.moved,
            "outside": self.desk.outside,
        }  # fmt: skip

    def moved_words(self) -> list[str]:
        """What was moved since the last that was written, in words."""
        moved = self.state()["changes"]
        return [f"{one['who']}, {one['what']}: {one['before']} → {one['after']}" for one in moved]

    def take_up(self) -> None:
        """Take up the file as it now is; what becomes of the moves is told on the page."""
        before = self.desk.now
        gone = self.desk.take_up()
        self.answered.renew(grounds_of(self.desk.file)[1])
        told = ["the file as it now is, with your moves over it"]
        if gone:
            told.append(
                f"not over it, as it does not fit: {listed(label_of(before.case, one) for one in gone)}"
            )
        if gone or before.written is not None:
            told.append(f"all as it was before is the variant “{BEFORE}”")
        self.desk.notes.extend(told)

    def version(self, text: str) -> Version:
        """The case as it was saved, as it now is, or as a variant that is named after a colon."""
        kind, _, name = text.partition(":")
        if kind == "variant":
            return self.desk.variant(name)
        return Version(self.desk.file.case, {}) if kind == "saved" else self.desk.now

    def at(self, digest: str) -> Case:
        """The case as it now is, if that is what was asked for; else Overtaken."""
        case = self.desk.now.case
        if case.digest != digest:
            raise Overtaken
        return case
