"""The brief: one record made from a case, from which page, terminal summary and plain data are drawn.

The brief of a draft says what is known and what is still to be judged. Nothing judged, nothing claimed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass, replace
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..analysis.answers import Answers, analyse
from ..analysis.asked import Asked
from ..analysis.bridges import Bridges, find_bridges
from ..analysis.result import Tabular, plain
from ..analysis.sensitivity.sensitivity import Limits, sensitivity
from ..analysis.why.diagnosis import Diagnosis
from ..case import Agreement, Case, CaseFile, Cite
from ..case.accounts import case_head
from ..case.unjudged import unjudged_of, unjudged_words
from ..conflict.of_case import problem_of
from ..conflict.what_follows import AftermathLimits, WhatFollows, follow
from ..errors import CiteError, Faults, UsageError, unknown
from ..evidence import Documents, read_documents
from ..evidence.speech.model import has_parser
from ..options import DRAWS, SEED, Progress
from ..playing.ways_to_talk import otherwise as play_otherwise
from ..spreadsheet import Sheet
from .beside import Beside, load_parser, load_rooms
from .charts.chart import Chart
from .charts.picture import draw_charts
from .charts.sample import take_sample, who_accepts
from .language.people import people
from .language.phrases import one_line, sentence
from .screens.bottom_line import bottom_line
from .screens.case_documents import Sources, build_papers, gather_case
from .screens.conflicting_accounts import build_conflicts
from .screens.deals import build_cards
from .screens.first_side import build_first_side
from .screens.how_to_keep_it import keep
from .screens.issue_table import build_table
from .screens.ledger import ShownPassage, build_ledger, passages_of
from .screens.left_on_the_table import Remaining, build_left
from .screens.talks_otherwise import Otherwise, talks_otherwise
from .screens.what_follows_no_deal import NoDeal, what_follows_no_deal
from .screens.what_to_find_out import find_out
from .screens.what_was_signed import build_signed
from .screens.what_would_open_it import open_up
from .screens.who_said_what import build_said, party_of
from .screens.why_no_deal import WhyNot, explain, weigh

if TYPE_CHECKING:
    from ..analysis.why.played_ways import PlayedTalks
    from ..playing.played import Played

_FEW = 20_000
"""Deals of which the whole page is made before a second process has begun."""
_WORTH, _WHY = Limits(proposals=0), AftermathLimits(credible=True, tries=0)
"""What no page shows is left out: the worth of knowing to parties, and why states hold in other senses."""


class Grounds:
    """What every brief rests on, even where nothing can be computed: ledger, documents, who said what."""

    case: Case
    documents: Documents
    folder: Path | None

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

    renderer = cached_property(lambda self: Beside())
    _gathered = cached_property(lambda self: partial(gather_case, self.case, self.folder))

    @cached_property
    def evidence(self) -> Sources:
        """What the documents say; empty without documents."""
        return self._gathered()

    def read_by(self, gathered: Callable[[], Sources]) -> None:
        """Take what the documents say from there: they are read already."""
        self.__dict__["_gathered"] = gathered

    def drawn_by(self, renderer: Beside) -> None:
        """Have the charts of the page drawn there, in a process that does nothing else."""
        self.__dict__["renderer"] = renderer

    def read_beside(self, second: Beside) -> None:
        """Have the documents read in another process, unless that was done."""
        if self.documents and not {"_gathered", "evidence"} & {*self.__dict__} and has_parser():
            second.begin(load_parser)
            self.read_by(second.ask(gather_case, self.case, self.folder))

    begin_beside = read_beside

    def sources_data(self) -> dict[str, Any]:
        """Statements and proposed conflicts as plain data."""
        statements, conflicts = map(asdict, self.evidence.statements), map(asdict, self.evidence.conflicts)
        return {
            "statements": [{k: v for k, v in one.items() if k != "extractor"} for one in statements],
            "conflicts": list(conflicts),
        }


def grounds_of(loaded: CaseFile | Case) -> tuple[Case, Documents, Path | None]:
    """A case with its documents and folder, where it came from a file."""
    if isinstance(loaded, Case):
        return loaded, Documents({}), None
    faults = Faults()
    documents = read_documents(loaded.folder, faults)
    faults.raise_if_any(CiteError)
    return loaded.case, documents, loaded.folder


@dataclass(frozen=True, eq=False)
class Brief(Grounds, Tabular):
    """The brief of a case, with its documents and the folder where they are, if it came from one.

    The parts are made when they are first asked for and kept. The same case, seed and number of draws give
    the same bytes.
    """

    answers: Answers
    documents: Documents
    folder: Path | None = None
    progress: Progress | None = None  # what the parts tell while they are made

    case = cached_property(lambda self: self.answers.case)
    sample = cached_property(lambda self: take_sample(self.answers))
    bottom_line = cached_property(lambda self: bottom_line(self.answers, self.ledger))
    table = cached_property(lambda self: build_table(self.answers, self.sample.offers))
    cards = cached_property(lambda self: build_cards(self.answers))
    bridges = cached_property(lambda self: self._bridges())
    opening = cached_property(lambda self: open_up(self.case, self.bridges))
    keeping = cached_property(lambda self: keep(self.answers, self.progress))
    sensitivity = cached_property(
        lambda self: sensitivity(self.answers, progress=self.progress, limits=_WORTH)
    )
    findout = cached_property(lambda self: find_out(self.case, self.sensitivity))
    weighed = cached_property(lambda self: weigh(self.answers, self.progress))
    diagnosis = property(lambda self: self.weighed[0])
    signed = cached_property(lambda self: build_signed(self.answers))
    first_side = cached_property(lambda self: build_first_side(self))

    @cached_property
    def _bridges(self) -> Callable[[], Bridges]:
        """What gives the bridges."""
        return partial(find_bridges, self.answers, progress=self.progress)

    @cached_property
    def followed(self) -> WhatFollows | None:
        """What follows no deal; None where the case does not say what the parties can do then."""
        if self.case.aftermath is None:
            return None
        problem = problem_of(self.case.aftermath, self.case.preferences)
        return follow(problem, start=None, wanted=None, progress=self.progress, limits=_WHY)

    @cached_property
    def aftermath(self) -> NoDeal | None:
        """The same as it is shown."""
        return None if self.followed is None else what_follows_no_deal(self.case, self.followed)

    @cached_property
    def _played(self) -> Callable[[], tuple[Played, PlayedTalks] | None]:
        """What gives the talks as strategies hold them."""
        return partial(play_otherwise, self._talks, progress=self.progress)

    @property
    def _talks(self) -> Asked:
        return Asked(self.case, self.answers.draws, self.answers.seed, self.answers.space.rule)

    @cached_property
    def otherwise(self) -> Otherwise | None:
        """What strategies make of the talks, held so and otherwise; None where the case has no process."""
        found = self._played()
        return None if found is None else talks_otherwise(self.case, *found)

    @property
    def diagnosed(self) -> Diagnosis | None:
        """The diagnosis with what strategies made of the talks beside it."""
        found: Diagnosis | None = self.diagnosis
        if found is None or found.signed is not None or self.otherwise is None:
            return found
        return replace(found, played=self.otherwise.played)

    @cached_property
    def whynot(self) -> WhyNot | None:
        """Why there was no deal; None where nothing is to be explained."""
        found, untold = self.weighed
        if found is None:
            return WhyNot(untold=untold) if untold else None
        return explain(self.case, found, self.passages)

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
        played = () if self.otherwise is None else self.otherwise.charts
        return (*pictures, *why, *self.opening.charts, *self.findout.charts, *played)

    def chart(self, name: str = "picture") -> Chart:
        """One of the pictures, in its wide form: deals, reasons, bridges, or what to find out.

        Raises
        ------
        UsageError
            If the case has no picture of that name; with the names that it has.
        """
        wide = {chart.name: chart for chart in self.charts if chart.size == "wide"}
        if name not in wide:
            raise UsageError([unknown(name, wide, path="name")])
        return wide[name]

    def html(self, without: Iterable[str] = ()) -> str:
        """The whole page: one file that needs no network; or without its ledger, statements or documents."""
        from .page import page, parts_left_out

        left_out = parts_left_out(without)
        with Beside() as second:
            self.begin_beside(second)
            return page(self, left_out)

    def begin_beside(self, second: Beside, *, few: int = _FEW) -> None:
        """Have talks played, bridges looked for and documents read in another process, unless done.

        Of no more than ``few`` deals, documents alone.
        """
        done = {*self.__dict__}
        if self.answers.space.combinations > few and not {"_bridges", "bridges"} & done:
            second.begin(load_parser if self.documents else load_rooms)
            if self.case.process is not None and not {"_played", "otherwise"} & done:
                self.__dict__["_played"] = second.ask(play_otherwise, self._talks, progress=self.progress)
            sent = replace(self.answers, bounds=replace(self.answers.bounds))  # without its lists
            self.__dict__["_bridges"] = second.ask(find_bridges, sent, progress=self.progress)
        self.read_beside(second)

    def text(self, width: int = 100) -> str:
        """The summary for a terminal, plain text, under 40 lines."""
        from .terminal.summary import summary

        return "\n".join(summary(self, width))

    def to_dict(self) -> dict[str, Any]:
        """Answers, bottom line, ledger, offers, statements and conflicts as plain data."""
        line, ledger = self.bottom_line, self.ledger
        names = ("path", "kind", "what", "value", "note")
        entries = [
            {name: getattr(entry, name) for name in names} | {"cites": cited, "assumed": entry.assumed}
            for group in ledger.groups
            for entry in group.entries
            for cited in [[f"{one.document}: {one_line(one.words)}" for one in entry.passages]]
        ]
        return self.answers.to_dict() | {
            "bottom_line": list(line.sentences),
            "deals": {"certain": line.certain, "possible": line.possible, "impossible": line.impossible},
            "offers": self._offers(),
            "signed": None if self.signed is None else self.signed.found.to_dict(),
            "last_offer": None if self.left is None else self.left.found.to_dict(),
            "diagnosis": None if self.diagnosed is None else self.diagnosed.to_dict(),
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

    def tables(self) -> dict[str, Sheet]:
        """The tables of its answers: frontier, solutions, likely deals, what would have to be true."""
        return self.answers.tables()

    def _repr_html_(self) -> str:
        """A short summary with the picture, for notebooks."""
        from .page import card

        return card(self)


@dataclass(frozen=True, eq=False)
class DraftBrief(Grounds):
    """The brief of a case in which judgements are still to be made: no verdict, deals or probabilities."""

    case: Case
    documents: Documents
    folder: Path | None = None

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

    def text(self, width: int = 100) -> str:
        """The summary for a terminal, plain text, under 40 lines."""
        from .terminal.summary import draft_summary

        return "\n".join(draft_summary(self, width))

    def html(self, without: Iterable[str] = ()) -> str:
        """The whole page: one file that needs no network; or without its ledger, statements or documents."""
        from .page import draft_page, parts_left_out

        return draft_page(self, parts_left_out(without))

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


def make_brief(
    loaded: CaseFile | Case,
    *,
    draws: int = DRAWS,
    seed: int = SEED,
    rule: Agreement | None = None,
    progress: Progress | None = None,
) -> Brief:
    """Analyse a case and make its brief; a case with its file brings its documents."""
    case, documents, folder = grounds_of(loaded)
    answers = analyse(case, draws=draws, seed=seed, rule=rule, progress=progress)
    return Brief(answers=answers, documents=documents, folder=folder, progress=progress)


def ask(asked: Asked) -> Brief | DraftBrief:
    """The brief: one self-contained page and a terminal summary from the same answers.

    Answers in place of a case bring no documents; the page then has no passages.

    Returns
    -------
    Brief or DraftBrief
        ``html()`` is the page, ``text()`` the summary, ``to_dict()`` plain data. Of a case in which
        judgements are still to be made a DraftBrief: what is known, and what is missing.

    Examples
    --------
    >>> import walkaway
    >>> walkaway.brief("thompson-employment").html()[:15].lower()
    '<!doctype html>'
    """
    if asked.given is not None:
        return Brief(answers=asked.given, documents=Documents({}))
    loaded, case = asked.file or asked.case, asked.case
    if unjudged_of(case, case.everyone):
        return DraftBrief(*grounds_of(loaded))
    return make_brief(loaded, draws=asked.draws, seed=asked.seed, rule=asked.rule, progress=asked.progress)
