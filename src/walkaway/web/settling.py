"""Statements taken into the record or rejected, and conflicts that become accounts: each is one step."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from typing import Annotated, Any, NamedTuple

from fastapi import APIRouter
from fastapi.responses import HTMLResponse
from pydantic import Field

from ..case import Case
from ..case.edit import edit_text
from ..case.entries import Changes, NewEntry, changed_text
from ..case.lines import Path
from ..case.yamltext import read_yaml
from ..errors import Faults, UsageError, quoted
from ..evidence.findings import Conflict, Read, Statement
from ..evidence.gathering import Gathered
from ..evidence.shown import marks_of, speaker_of
from ..report.screens.case_documents import Sources, passage_at, rests_on
from ..report.screens.ledger import ShownPassage
from .bench import Bench
from .document_area import stands
from .pages import Sent, templates_of

_QUOTED = re.compile(r"“([^“”]+)”|\"([^\"]+)\"")
_SHORT, _MOST = 160, 24
Id = Annotated[str, Field(min_length=1, max_length=300)]
Typed = Annotated[str, Field(max_length=2_000)]


class StatementAsked(Sent):
    """A statement by its id, as it was found."""

    id: Id


class AcceptAsked(StatementAsked):
    """A statement for the record: who did it, and in which words it stands there."""

    by: Id
    act: Typed


class AccountAsked(Sent):
    """Two statements as an account of the case, and which of them is taken as true, if any."""

    first: Id
    second: Id
    question: Typed
    settled: Id | None = None


class SettleAsked(Sent):
    """An account of the case, and what of it is taken as true; nothing leaves it open."""

    account: Id
    told: Annotated[str, Field(max_length=300)]


class OfferedStatement(NamedTuple):
    """A statement as it is offered."""

    id: str
    who: str
    marks: str
    words: str
    by: str  # the side it is put down to
    act: str  # as it would stand in the record
    there: bool  # in the record already
    passage: ShownPassage


def _added(text: str, path: Path, key: str | None, value: Any) -> str:
    """A text with one entry more, in a part of the case that need not be there yet."""
    held: Any = read_yaml(text, "case", Faults())[0]
    for depth, part in enumerate(path):
        if not held.get(part):
            whole = [value] if key is None else {key: value}
            for inner in reversed(path[depth + 1 :]):
                whole = {str(inner): whole}
            if part in held:
                return edit_text(text, path[: depth + 1], whole)
            return changed_text(text, Changes(added=[NewEntry(path[:depth], str(part), whole)]))
        held = held[part]
    return changed_text(text, Changes(added=[NewEntry(path, key, value)]))


def _sides(case: Case) -> dict[str, str]:
    """Who may stand in the record."""
    return {name: case.label(name) for name in (*case.everyone, *case.third_parties)}


def _verb(one: Statement) -> str:
    told = one.cue is not None and (one.kind == "position" or one.polarity == "negative")
    return one.cue.text if told and one.cue is not None else "says"


def _true_words(one: Statement, read: Read) -> str:
    """The whole sentence around words that alone do not say what their source said; else nothing.

    Without the verb, what a source denies, doubts or demands would read as if it had said so.
    """
    if one.cue is None or (_verb(one) == "says" and one.modality == "asserted"):
        return ""
    spans = (one.cue, *one.content)
    start, end = min(span.start for span in spans), max(span.end for span in spans)
    around = [part for part in read.passages if part.start < end and part.end > start]
    start, end = min([start, *(part.start for part in around)]), max([end, *(part.end for part in around)])
    return " ".join(read.document.text[start:end].split())


def _act(one: Statement) -> str:
    """A statement as it would stand in the record: its verb, and its words."""
    words = one.on_one_line
    words = words if len(words) <= _SHORT else f"{words[:_SHORT].rsplit(' ', 1)[0]} …"
    verb = _verb(one)
    return f"{verb}: “{words}”" if one.kind == "direct" and not words.endswith("…") else f"{verb}: {words}"


def _by(case: Case, one: Statement) -> str:
    """The side a statement is put down to, if its speaker may stand in the record."""
    return one.speaker.party if one.speaker is not None and one.speaker.party in _sides(case) else ""


def _offered(case: Case, one: Statement, evidence: Sources) -> OfferedStatement:
    cites = [cite for event in case.record for cite in event.cites]
    return OfferedStatement(
        one.id, speaker_of(one), marks_of(one, named=False), one.on_one_line, _by(case, one), _act(one),
        any(rests_on(one, cite) for cite in cites), passage_at(one, evidence),
    )  # fmt: skip


def _evidence(found: Gathered) -> Sources:
    return Sources(reads=found.reads, statements=found.statements)


class _Settled(NamedTuple):
    """An account of the case as it is shown."""

    key: str
    question: str
    told: list[tuple[str, str, str]]
    settled: str


def _accounts(case: Case) -> Iterator[_Settled]:
    for key, account in case.accounts.items():
        told = [(name, one.title, case.label(one.by) if one.by in _sides(case) else one.by)
                for name, one in account.told.items()]  # fmt: skip
        yield _Settled(key, account.question, told, account.settled)


def _known(case: Case, pair: Sequence[Statement]) -> bool:
    """Whether an account of the case holds both sides already."""
    for account in case.accounts.values():
        sides = [
            {name for name, told in account.told.items() if any(rests_on(one, cite) for cite in told.cites)}
            for one in pair
        ]
        if all(sides) and len(set.union(*sides)) > 1:
            return True
    return False


def _name_of(words: str, taken: Sequence[str]) -> str:
    """A plain key that is free."""
    plain = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode().lower()
    stem = "-".join(re.findall(r"[a-z0-9]+", plain)[:4])[:40] or "account"
    name, number = stem, 1
    while name in taken or not name[0].isalpha():
        name = f"{stem}-{(number := number + 1)}" if name[0].isalpha() else f"a-{stem}"
        stem = stem if stem[0].isalpha() else f"a-{stem}"
    return name


class _Area:
    """What is done to the statements of one desk."""

    def __init__(self, bench: Bench) -> None:
        self.bench, self.desk, self.papers = bench, bench.desk, bench.papers

    def statement(self, name: str) -> Statement:
        """A statement that was found; a UsageError if there is none of that id."""
        found = self.papers.said(self.desk.now.case)
        known = {one.id: one for one in found.statements} if found is not None else {}
        if name not in known:
            raise UsageError.of(f"the statement {quoted(name, 80)}", "one that was found in the documents")
        return known[name]

    def stands(self, document: str, words: str) -> str:
        """A cite of words, verified as ``check`` does; of several places the first will do."""
        told = f"{document}: {' '.join(words.split())}"
        return str(stands(self.bench, told, "found", "ambiguous")[0])

    def cites(self, one: Statement) -> str | list[str]:
        """The cites of a statement."""
        found = [self.stands(one.document, span.text) for span in one.content]
        return found[0] if len(found) == 1 else found

    def telling(self, one: Statement) -> dict[str, Any]:
        """Title and cites of a statement that stands alone, so that it says what its source said."""
        whole = _true_words(one, self.papers.one(self.desk.now.case, one.document))
        if whole:
            return {"title": whole, "cite": self.stands(one.document, whole)}
        return {"title": one.on_one_line, "cite": self.cites(one)}

    def accept(self, asked: AcceptAsked) -> None:
        """Put a statement into the record; what it has in quotation marks must stand in its document."""
        one, act = self.statement(asked.id), " ".join(asked.act.split())
        if not act:
            raise UsageError.of("nothing", "what was done or said")
        note = f"as reported; told by {speaker_of(one)}"
        for match in _QUOTED.finditer(act):
            self.stands(one.document, match[1] or match[2])
        around = _QUOTED.sub("", act).strip(" :")
        if act != _act(one) and around != _verb(one):
            note += "; in the words of whoever wrote this case"
        event = {"by": asked.by, "act": act, "note": note, "cite": self.cites(one)}
        who = _sides(self.desk.now.case).get(asked.by, asked.by)
        self.desk.write(f"The record: {who} {act}", lambda text: _added(text, ("record",), None, event))

    def reject(self, asked: StatementAsked) -> None:
        """Remember that words are no statement: they are not offered again."""
        one = self.statement(asked.id)
        entry = {"document": one.document, "words": one.on_one_line}

        self.desk.write(
            f"No statement: “{one.on_one_line}” ({one.document})",
            lambda text: _added(text, ("documents", "reject"), None, entry),
        )

    def account(self, asked: AccountAsked) -> None:
        """Two statements as an account, taken as true or left open."""
        case, pair = self.desk.now.case, [self.statement(name) for name in (asked.first, asked.second)]
        question = " ".join(asked.question.split()) or "What was it?"
        told: dict[str, Any] = {}
        settled = ""
        for one in pair:
            name = _name_of(speaker_of(one), [*told])
            told[name] = {"by": _by(case, one) or speaker_of(one), **self.telling(one)}
            settled = name if one.id == asked.settled else settled
        entry = {"question": question, "told": told, **({"settled": settled} if settled else {})}
        key = _name_of(question, [*case.accounts])
        self.desk.write(f"An account: {question}", lambda text: _added(text, ("accounts",), key, entry))

    def settle(self, asked: SettleAsked) -> None:
        """Take one telling of an account as true, or none."""
        accounts = self.desk.now.case.accounts
        if asked.account not in accounts:
            raise UsageError.of(f"the account {quoted(asked.account, 80)}", "an account of the case")
        account = accounts[asked.account]
        title = account.told[asked.told].title if asked.told in account.told else "left open"
        place: Path = ("accounts", asked.account, "settled")
        self.desk.write(
            f"{account.question}: {title}",
            lambda text: edit_text(text, place, asked.told, str(self.desk.file.path)),
        )


def routes(bench: Bench) -> APIRouter:
    """Statements and conflicts as they are offered, and what is done with them."""
    area, own, templates, desk = APIRouter(), _Area(bench), templates_of(), bench.desk

    @area.get("/statements", response_class=HTMLResponse)
    def _(name: Id) -> str:
        case, found = desk.now.case, bench.papers.said(desk.now.case)
        some = [one for one in found.statements if one.document == name] if found is not None else []
        evidence = _evidence(found) if found is not None else Sources()
        return templates.get_template("statements.html.j2").render(
            statements=[_offered(case, one, evidence) for one in some], sides=_sides(case),
            found=found is not None,
        )  # fmt: skip

    @area.get("/conflicts", response_class=HTMLResponse)
    def _() -> str:
        case, found = desk.now.case, bench.papers.said(desk.now.case)
        evidence = _evidence(found) if found is not None else Sources()
        facing: list[tuple[Conflict, list[OfferedStatement]]] = []
        for one in found.conflicts if found is not None else ():
            pair = [evidence.by_id[name] for name in one.statements]
            if len(pair) == 2 and not _known(case, pair) and len(facing) < _MOST:
                facing.append((one, [_offered(case, each, evidence) for each in pair]))
        return templates.get_template("conflicts.html.j2").render(
            accounts=list(_accounts(case)), facing=facing, found=found is not None
        )

    @area.post("/accept")
    def _(asked: AcceptAsked) -> dict[str, Any]:
        own.accept(asked)
        return bench.state()

    @area.post("/reject")
    def _(asked: StatementAsked) -> dict[str, Any]:
        own.reject(asked)
        return bench.state()

    @area.post("/account")
    def _(asked: AccountAsked) -> dict[str, Any]:
        own.account(asked)
        return bench.state()

    @area.post("/settle")
    def _(asked: SettleAsked) -> dict[str, Any]:
        own.settle(asked)
        return bench.state()

    return area
