"""The brief: one record made from a case, from which page, terminal summary and plain data are drawn.

The brief of a draft says what is known and what is still to be judged. Nothing judged, nothing claimed.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from ..analysis.answers import Answers, analyse
from ..analysis.bridges import find_bridges
from ..analysis.result import plain
from ..analysis.sensitivity.sensitivity import sensitivity
from ..case import Agreement, Case, CaseFile
from ..case.accounts import case_head
from ..case.unjudged import unjudged_of, unjudged_words
from ..evidence import Documents
from ..options import DRAWS, SEED, Progress
from .charts.canvas import Chart
from .charts.picture import draw_charts
from .charts.sample import take_sample, who_accepts
from .grounds import Grounds, grounds_of
from .language.phrases import sentence
from .screens.bottom_line import bottom_line
from .screens.deals import build_cards
from .screens.issue_table import build_table
from .screens.left_on_the_table import Remaining, build_left
from .screens.what_to_find_out import find_out
from .screens.what_was_signed import SignedDeal, build_signed, look_at_signed
from .screens.what_would_open_it import open_up
from .screens.why_no_deal import WhyNot, explain, weigh

__all__ = ["Brief", "DraftBrief", "draft_brief", "make_brief"]


@dataclass(frozen=True, eq=False)
class Brief(Grounds):
    """The brief of a case.

    Attributes
    ----------
    answers : Answers
    documents : Documents
        Of the case; empty where the case did not come from a folder with documents.
    folder : pathlib.Path or None
        Of the case; where its documents are read for statements when they are first asked for.

    Notes
    -----
    The parts are made when they are first asked for and kept. The same case, seed and number of draws give
    the same bytes.
    """

    answers: Answers
    documents: Documents
    folder: Path | None = None

    @property
    def case(self) -> Case:
        """The case."""
        return self.answers.case

    sample = cached_property(lambda self: take_sample(self.answers))
    bottom_line = cached_property(lambda self: bottom_line(self.answers, self.ledger))
    table = cached_property(lambda self: build_table(self.answers, self.sample.offers))
    cards = cached_property(lambda self: build_cards(self.answers))
    bridges = cached_property(lambda self: find_bridges(self.answers))
    opening = cached_property(lambda self: open_up(self.case, self.bridges))
    sensitivity = cached_property(lambda self: sensitivity(self.answers))
    findout = cached_property(lambda self: find_out(self.case, self.sensitivity))
    weighed = cached_property(lambda self: weigh(self.answers))
    diagnosis = property(lambda self: self.weighed[0])

    @cached_property
    def whynot(self) -> WhyNot | None:
        """Why there was no deal; None where nothing is to be explained."""
        found, untold = self.weighed
        if found is None:
            return WhyNot(untold=untold) if untold else None
        return explain(self.case, found, self.passages)

    @cached_property
    def signed(self) -> SignedDeal | None:
        """What was signed; None where the record does not end in a deal."""
        found = look_at_signed(self.answers)
        return None if found is None else build_signed(self.case, found)

    @cached_property
    def left(self) -> Remaining | None:
        """What the last offer on record, or the deal that was signed, left on the table."""
        signed = None if self.signed is None else self.signed.found
        return build_left(self.answers, self.sample.offers, signed)

    @cached_property
    def charts(self) -> tuple[Chart, ...]:
        """The pictures as Vega-Lite."""
        why = () if self.whynot is None else self.whynot.charts
        pictures = draw_charts(self.answers, self.sample)
        return (*pictures, *why, *self.opening.charts, *self.findout.charts)

    def html(self) -> str:
        """The whole page: one file that needs no network."""
        self.read_ahead()
        from .page import page

        return page(self)

    def summary(self, width: int = 100) -> list[str]:
        """The lines of :meth:`text`."""
        from .terminal.summary import summary

        return summary(self, width)

    def to_dict(self) -> dict[str, Any]:
        """Answers, bottom line, ledger, offers, statements and conflicts as plain data."""
        line, ledger = self.bottom_line, self.ledger
        entries = [
            {name: getattr(entry, name) for name in ("path", "kind", "what", "value", "note")}
            | {
                "cites": [f"{one.document}: {' '.join(one.words.split())}" for one in entry.passages],
                "assumed": entry.assumed,
            }
            for group in ledger.groups
            for entry in group.entries
        ]
        return self.answers.to_dict() | {
            "bottom_line": list(line.sentences),
            "deals": {"certain": line.certain, "possible": line.possible, "impossible": line.impossible},
            "offers": self._offers(),
            "signed": None if self.signed is None else self.signed.found.to_dict(),
            "last_offer": None if self.left is None else self.left.found.to_dict(),
            "diagnosis": None if self.diagnosis is None else self.diagnosis.to_dict(),
            "bridges": self.bridges.to_dict(),
            "find_out": list(self.findout.sentences),
            "ledger": {"total": ledger.total, "ungrounded": ledger.ungrounded, "entries": entries},
            **self.sources_data(),
        }

    def _offers(self) -> list[dict[str, Any]]:
        """The offers on record as the picture shows them, with who accepts each, central realisation."""
        space, found = self.answers.space, []
        for mark in self.sample.offers:
            accepts = who_accepts(self.answers, space.picks_of(mark.deal))[0].tolist()
            found.append(
                {
                    "by": mark.who,
                    "offer": mark.terms,
                    "open": list(mark.open),
                    "completed": mark.deal,
                    "value": dict(zip(self.case.parties, plain(mark.value), strict=True)),
                    "accepts": dict(zip(space.who, accepts, strict=True)),
                }
            )
        return found

    def _repr_html_(self) -> str:
        """A short summary with the picture, for notebooks."""
        from .page import card

        return card(self)


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

    def summary(self, width: int = 100) -> list[str]:
        """Lines for a terminal, fewer than 40."""
        from .terminal.summary import draft_summary

        return draft_summary(self, width)

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
            **self.sources_data(),
        }


def draft_brief(loaded: CaseFile | Case) -> DraftBrief | None:
    """The brief of a draft; None for a case in which all is judged that a deal rests on.

    Raises
    ------
    CiteError
        If a document of the case cannot be read.
    """
    case = loaded if isinstance(loaded, Case) else loaded.case
    return DraftBrief(*grounds_of(loaded)) if unjudged_of(case, case.everyone) else None


def make_brief(
    loaded: CaseFile | Case,
    *,
    draws: int = DRAWS,
    seed: int = SEED,
    rule: Agreement | None = None,
    progress: Progress | None = None,
) -> Brief:
    """Analyse a case and make its brief; a case with its file brings its documents.

    Raises
    ------
    CiteError
        If a document of the case cannot be read.
    NotJudgedError
        If judgements of those who are asked are still to be made.
    BudgetError
        If one cluster of linked issues is too large to go through.
    """
    case, documents, folder = grounds_of(loaded)
    answers = analyse(case, draws=draws, seed=seed, rule=rule, progress=progress)
    return Brief(answers=answers, documents=documents, folder=folder)
