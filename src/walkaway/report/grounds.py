"""What every brief rests on, whether or not anything can be computed: ledger, documents, who said what."""

from __future__ import annotations

import os
from collections.abc import Iterable
from concurrent.futures import Future
from functools import cached_property
from pathlib import Path
from threading import Thread
from typing import Any

from ..case import Case, CaseFile, Cite
from ..errors import CiteError, Faults
from ..evidence import Documents, read_documents
from ..evidence.speech.model import has_parser
from .language.people import people
from .screens.case_documents import Sources, build_papers, conflict_data, gather_case, statement_data
from .screens.conflicting_accounts import build_conflicts
from .screens.ledger import ShownPassage, build_ledger, passages_of
from .screens.who_said_what import build_said, party_of

__all__ = ["Grounds", "grounds_of"]


class Grounds:
    """The parts of a brief that speak of the case and its documents alone."""

    documents: Documents
    folder: Path | None

    @property
    def case(self) -> Case:
        """The case."""
        raise NotImplementedError

    def summary(self, width: int = 100) -> list[str]:
        """The lines of :meth:`text`."""
        raise NotImplementedError

    def text(self, width: int = 100) -> str:
        """The summary for a terminal, plain text, under 40 lines."""
        return "\n".join(self.summary(width))

    def passages(self, cites: Iterable[Cite]) -> tuple[ShownPassage, ...]:
        """The passages of some cites."""
        return passages_of(cites, self.documents)

    # parts are made when they are first asked for, and kept
    people = cached_property(lambda self: people(self.case))
    ledger = cached_property(lambda self: build_ledger(self.case, self.documents))
    said = cached_property(lambda self: build_said(self.case, self.evidence))
    papers = cached_property(lambda self: build_papers(self.evidence))
    conflicts = cached_property(
        lambda self: build_conflicts(self.case, self.evidence, party_of(self.case, self.evidence))
    )

    @cached_property
    def _ahead(self) -> Future[Sources]:
        """The reading of the documents, on its way."""
        coming: Future[Sources] = Future()

        def read() -> None:
            try:
                coming.set_result(gather_case(self.case, self.folder, apart=True))
            except BaseException as error:
                coming.set_exception(error)

        Thread(target=read, daemon=True).start()
        return coming

    def read_ahead(self) -> None:
        """Begin to read the documents beside everything else, where there is a second core for it."""
        if self.documents and "evidence" not in self.__dict__ and (os.cpu_count() or 1) > 1 and has_parser():
            _ = self._ahead

    @cached_property
    def evidence(self) -> Sources:
        """What the documents say; empty without documents."""
        if "_ahead" in self.__dict__:
            return self._ahead.result()
        return gather_case(self.case, self.folder)

    def sources_data(self) -> dict[str, Any]:
        """Statements and proposed conflicts as plain data."""
        return {
            "statements": list(map(statement_data, self.evidence.statements)),
            "conflicts": list(map(conflict_data, self.evidence.conflicts)),
        }


def grounds_of(loaded: CaseFile | Case) -> tuple[Case, Documents, Path | None]:
    """A case with its documents and folder, where it came from a file."""
    if isinstance(loaded, Case):
        return loaded, Documents({}), None
    faults = Faults()
    documents = read_documents(loaded.folder, faults)
    faults.raise_if_any(CiteError)
    return loaded.case, documents, loaded.folder
