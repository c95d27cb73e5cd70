"""The brief of a draft: what is known, and what is still to be judged. Nothing judged, nothing claimed."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from ..case import Case, CaseFile
from ..case.accounts import case_head
from ..case.unjudged import unjudged_of, unjudged_words
from ..evidence import Documents
from ..language import fold
from .grounds import Grounds, grounds_of
from .language.people import Person, people
from .language.phrases import count, one_line, sentence
from .screens.case_documents import statement_data

__all__ = ["DraftBrief", "draft_brief"]

_LINES = 38


def draft_brief(loaded: CaseFile | Case) -> DraftBrief | None:
    """The brief of a draft; None for a case in which all is judged that a deal rests on.

    Raises
    ------
    CiteError
        If a document of the case cannot be read.
    """
    case = loaded if isinstance(loaded, Case) else loaded.case
    if not unjudged_of(case, case.everyone):
        return None
    return DraftBrief(*grounds_of(loaded))


@dataclass(frozen=True, eq=False)
class DraftBrief(Grounds):
    """The brief of a case in which judgements are still to be made: no verdict, no deals, no probabilities.

    Attributes
    ----------
    draft : Case
    documents : Documents
    folder : pathlib.Path or None
    """

    draft: Case
    documents: Documents
    folder: Path | None = None

    @property
    def case(self) -> Case:
        """The case."""
        return self.draft

    @cached_property
    def _told(self) -> tuple[str, list[str]]:
        return unjudged_words(self.case, unjudged_of(self.case, self.case.everyone))

    @property
    def state(self) -> str:
        """How far the draft is, in a sentence."""
        return sentence(self._told[0])

    @property
    def missing(self) -> tuple[str, ...]:
        """What is still to be judged or named, in titles."""
        return tuple(self._told[1])

    @cached_property
    def people(self) -> tuple[Person, ...]:
        """Everyone who is asked, as the page names and colours them."""
        return tuple(people(self.case).values())

    def summary(self, width: int = 100) -> list[str]:
        """Lines for a terminal, fewer than 40."""
        width = max(40, width)
        head = [*fold(one_line(self.case.title), width)[:2], ""]
        head += [*fold(self.state, width), ""]
        lines = [line for item in self.missing for line in fold(item, width, "  - ", "    ")]
        room = _LINES - len(head) - 2
        more = len(lines) - room
        lines = lines if more <= 0 else [*lines[: room - 1], f"  and {more + 1} more lines"]
        read = count(len(self.evidence.reads), "document") if self.evidence.reads else ""
        said = count(len(self.evidence.statements), "statement")
        return [*head, *lines, *(["", sentence(f"{read} read: {said} found")] if read else [])]

    def text(self, width: int = 100) -> str:
        """The summary for a terminal, plain text."""
        return "\n".join(self.summary(width))

    def html(self) -> str:
        """The whole page: one file that needs no network."""
        from .page import draft_page

        return draft_page(self)

    def _repr_html_(self) -> str:
        """The page, for notebooks."""
        return self.html()

    def to_dict(self) -> dict[str, Any]:
        """The state of the draft and what its documents say, as plain data."""
        return {
            "case": case_head(self.case),
            "draft": {"state": self.state, "missing": list(self.missing)},
            "ledger": {"total": self.ledger.total, "ungrounded": self.ledger.ungrounded},
            "statements": [statement_data(statement) for statement in self.evidence.statements],
            "conflicts": [
                {"statements": list(conflict.statements), "type": conflict.type, "why": conflict.why}
                for conflict in self.evidence.conflicts
            ],
        }
