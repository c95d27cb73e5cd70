"""The brief: one record made from a case, from which page, terminal summary and plain data are drawn."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from ..analysis.answers import Answers, analyse
from ..analysis.bridges import Bridges, find_bridges
from ..analysis.result import plain
from ..analysis.sensitivity.sensitivity import Sensitivity, sensitivity
from ..analysis.why.diagnosis import Diagnosis
from ..case import Agreement, Case, CaseFile
from ..evidence import Documents
from ..options import DRAWS, SEED, Progress
from .charts.canvas import Chart
from .charts.sample import Sample, take_sample
from .charts.two_parties import draw_charts
from .grounds import Grounds, grounds_of
from .screens.bottom_line import BottomLine, bottom_line
from .screens.case_documents import statement_data
from .screens.deals import Card, Division, Ratified, Solved, build_cards, divided, ratified, solved
from .screens.issue_table import IssueTable, build_table
from .screens.ledger import passages_of
from .screens.left_on_the_table import Remaining, build_left
from .screens.standing import standing_of
from .screens.what_to_find_out import FindOut, find_out
from .screens.what_was_signed import SignedDeal, build_signed, look_at_signed
from .screens.what_would_open_it import Opening, open_up
from .screens.why_no_deal import WhyNot, explain, weigh

__all__ = ["Brief", "make_brief"]


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

    @cached_property
    def bottom_line(self) -> BottomLine:
        """Verdict, reason, best deal and ground in plain sentences."""
        return bottom_line(self.answers, self.ledger, standing_of(self.answers))

    @cached_property
    def table(self) -> IssueTable:
        """Issues, options and what everyone makes of them."""
        return build_table(self.answers, lambda cites: passages_of(cites, self.documents), self.sample.offers)

    @cached_property
    def cards(self) -> tuple[Card, ...]:
        """The deals they might sign."""
        return build_cards(self.answers)

    @cached_property
    def sample(self) -> Sample:
        """What the picture shows."""
        return take_sample(self.answers)

    @cached_property
    def charts(self) -> tuple[Chart, ...]:
        """The pictures as Vega-Lite."""
        why = () if self.whynot is None else self.whynot.charts
        pictures = draw_charts(self.answers, self.sample)
        return (*pictures, *why, *self.opening.charts, *self.findout.charts)

    @cached_property
    def _weighed(self) -> tuple[Diagnosis | None, str]:
        return weigh(self.answers)

    @property
    def diagnosis(self) -> Diagnosis | None:
        """Why there was no deal; None where nothing is to be explained or it would take too long."""
        return self._weighed[0]

    @cached_property
    def whynot(self) -> WhyNot | None:
        """The diagnosis in words and a picture; None where nothing is to be explained."""
        found, untold = self._weighed
        if found is None:
            return WhyNot(untold=untold) if untold else None
        people = tuple(self.table.people)
        return explain(
            self.case, found, people=people, passages=lambda cites: passages_of(cites, self.documents)
        )

    @cached_property
    def signed(self) -> SignedDeal | None:
        """What was signed; None where the record does not end in a deal."""
        found = look_at_signed(self.answers)
        return None if found is None else build_signed(self.case, found)

    @cached_property
    def bridges(self) -> Bridges:
        """The smallest changes that would open a zone."""
        return find_bridges(self.answers)

    @cached_property
    def opening(self) -> Opening:
        """What would have opened it, in words and a picture."""
        return open_up(self.case, self.bridges)

    @cached_property
    def sensitivity(self) -> Sensitivity:
        """Which judgement matters."""
        return sensitivity(self.answers)

    @cached_property
    def findout(self) -> FindOut:
        """What to find out first."""
        return find_out(self.case, self.sensitivity)

    @cached_property
    def left(self) -> Remaining | None:
        """What the last offer on record, or the deal that was signed, left on the table."""
        signed = None if self.signed is None else self.signed.found
        return build_left(self.answers, self.sample.offers, signed)

    @property
    def solutions(self) -> tuple[Solved, ...]:
        """The bargaining solutions in words."""
        return solved(self.answers)

    @property
    def division(self) -> Division | None:
        """Adjusted Winner, where it applies."""
        return divided(self.answers)

    @property
    def ratification(self) -> tuple[Ratified, ...]:
        """The zone with and without ratifiers; empty where there are none."""
        return ratified(self.answers)

    def html(self) -> str:
        """The whole page: one file that needs no network."""
        self.read_ahead()
        from .page import page

        return page(self)

    def text(self, width: int = 100) -> str:
        """The summary for a terminal, plain text, under 40 lines."""
        from .terminal.summary import summary

        return "\n".join(summary(self, width))

    def summary(self, width: int = 100) -> list[str]:
        """The lines of :meth:`text`."""
        from .terminal.summary import summary

        return summary(self, width)

    def to_dict(self) -> dict[str, Any]:
        """Answers, bottom line, ledger, offers, statements and conflicts as plain data."""
        case, accepts = self.case, self._offers()
        entries = [
            {
                "path": entry.path,
                "kind": entry.kind,
                "what": entry.what,
                "value": entry.value,
                "note": entry.note,
                "cites": [
                    f"{passage.document}: {' '.join(passage.words.split())}" for passage in entry.passages
                ],
                "assumed": entry.assumed,
            }
            for group in self.ledger.groups
            for entry in group.entries
        ]
        line = self.bottom_line
        return self.answers.to_dict() | {
            "bottom_line": list(line.sentences),
            "deals": {"certain": line.certain, "possible": line.possible, "impossible": line.impossible},
            "offers": [
                {
                    "by": mark.who,
                    "offer": mark.terms,
                    "open": list(mark.open),
                    "completed": mark.deal,
                    "value": dict(zip(case.parties, plain(mark.value), strict=True)),
                    "accepts": accepts[place],
                }
                for place, mark in enumerate(self.sample.offers)
            ],
            "signed": None if self.signed is None else self.signed.found.to_dict(),
            "last_offer": None if self.left is None else self.left.found.to_dict(),
            "diagnosis": None if self.diagnosis is None else self.diagnosis.to_dict(),
            "bridges": self.bridges.to_dict(),
            "find_out": list(self.findout.sentences),
            "ledger": {"total": self.ledger.total, "ungrounded": self.ledger.ungrounded, "entries": entries},
            "statements": [statement_data(statement) for statement in self.evidence.statements],
            "conflicts": [
                {"statements": list(conflict.statements), "type": conflict.type, "why": conflict.why}
                for conflict in self.evidence.conflicts
            ],
        }

    def _offers(self) -> list[dict[str, bool]]:
        """Who accepts each offer on record, as the picture shows it, central realisation."""
        from .charts.sample import who_accepts

        space = self.answers.space
        found = []
        for mark in self.sample.offers:
            row = who_accepts(self.answers, space.picks_of(mark.deal))[0]
            found.append({name: bool(yes) for name, yes in zip(space.who, row, strict=True)})
        return found

    def _repr_html_(self) -> str:
        """A short summary with the picture, for notebooks."""
        from .page import card

        return card(self)


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
