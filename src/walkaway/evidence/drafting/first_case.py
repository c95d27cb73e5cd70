"""A first case file from documents: who, about what, which positions, with cites, and no number invented.

Parties, issues and options are candidates in the words of the sources; all words stand as quoted text, so
nothing in a document can become anything else in the case file.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from ..findings import Conflict, Document, Quoted, Read, Statement
from .candidate_issues import Phrase, issues_in
from .candidate_parties import DraftSide, sides_in
from .draft_text import cite_of, scalar, shortened, slug
from .draft_words import ACTS

__all__ = ["draft_case"]

_OPEN = "to be judged"
_MOST_EVENTS, _MOST_CONFLICTS, _MOST_CITES, _MOST_NOTES = 40, 20, 3, 60
_WHOLE = 10**6
_ISO = re.compile(r"\d{4}-\d{2}-\d{2}")
_HEAD = """\
# A draft, written from documents by rules. It is a place to start, not a finding:
# - parties, issues and options are candidates in the words of the sources; rename, join and delete freely;
# - every judgement is still "to be judged": put a number, a range or an order there and say why, with a cite
#   where there is one; until then no question is answered that rests on it;
# - who is credited with which words was found by rules: read the passage before you rely on it.
case: 1
"""
_BY_RULES = (
    "Drafted by rules: exchanges, offers, demands and refusals were looked for; what was said in other words "
    "is missing."
)


@dataclass(slots=True)
class _Option:
    id: str
    title: str
    phrase: Phrase | None = None
    cite: str = ""
    wanted: dict[str, list[tuple[str, str]]] = field(default_factory=dict)  # party → (act, cite)


@dataclass(slots=True)
class _Issue:
    id: str
    title: str
    options: list[_Option]


class _DraftCase:
    def __init__(
        self, reads: Sequence[Read], statements: Sequence[Statement], conflicts: Sequence[Conflict]
    ) -> None:
        self.reads, self.statements, self.conflicts = reads, statements, conflicts
        self.documents: dict[str, Document] = {read.document.name: read.document for read in reads}
        self.sides = sides_in(reads, statements)
        self.parties = self.party_ids()
        self.issues = self.issue_list() or [
            _Issue("issue-1", "Issue, to be named",
                   [_Option("none", "Nothing"), _Option("some", "Something, to be named")])
        ]  # fmt: skip
        self.events = list(dict.fromkeys(self.event_lines()))[:_MOST_EVENTS]

    # -------------------------------------------------------------------------------------- what there is

    def party_ids(self) -> dict[str, DraftSide]:
        taken: set[str] = set()
        found = {slug(side.key, taken, "party"): side for side in self.sides.chosen}
        for letter in "ab"[: max(0, 2 - len(found))]:
            title = f"Party {letter.upper()}, to be named"
            found[slug(f"party-{letter}", taken, "party")] = DraftSide(f"?{letter}", title)
        return found

    def party_of(self, item: Statement) -> str:
        """Id of the party that is credited with a statement; empty if it is none's."""
        if item.speaker is None or item.kind == "author" or item.embedded:
            return ""
        key = item.speaker.party or self.sides.of(item.speaker.name)
        return next((name for name, side in self.parties.items() if side.key == key), "")

    def issue_list(self) -> list[_Issue]:
        taken: set[str] = set()
        said: dict[str, list[Quoted]] = {}
        for item in filter(self.party_of, self.statements):
            said.setdefault(item.document, []).extend(item.content)
        issues = []
        for found in issues_in(self.reads, self.sides.names, said):
            ids, options = {"none"}, [_Option("none", "Nothing")]
            for phrase in found.options():
                cite = cite_of(self.documents[phrase.document], phrase.start, phrase.end)
                options.append(_Option(slug(phrase.title, ids, "option"), phrase.title, phrase, cite))
            issues.append(_Issue(slug(found.title, taken, "issue"), found.title, options))
        return issues

    def touched(self, item: Statement) -> dict[str, _Option]:
        """Issue id → option of whose words a statement has most, and more than half."""
        found: dict[str, _Option] = {}
        for issue in self.issues:
            most = 0
            for option in issue.options:
                phrase = option.phrase
                if phrase is None or phrase.document != item.document:
                    continue
                for span in item.content:
                    shared = min(span.end, phrase.end) - max(span.start, phrase.start)
                    if shared > most and shared * 2 > phrase.end - phrase.start:
                        found[issue.id], most = option, shared
        return found

    def cites(self, item: Statement) -> list[str]:
        document = self.documents.get(item.document)
        if document is None:
            return []
        found = dict.fromkeys(cite_of(document, span.start, span.end) for span in item.content)
        return list(filter(None, found))[:_MOST_CITES]

    def event_lines(self) -> Iterator[str]:
        """What parties did or said, one entry of the record each; options note what was wanted of them."""
        for item in self.statements:
            party, cites = self.party_of(item), self.cites(item)
            if not party or not cites or item.modality != "asserted":
                continue
            act, options = _act(item), self.touched(item)
            for option in options.values():
                option.wanted.setdefault(party, []).append((act, cites[0]))
            if item.kind == "position" or act != "says" or options:
                yield self.event(item, party, act, options, cites)

    def event(
        self, item: Statement, party: str, act: str, options: dict[str, _Option], cites: Sequence[str]
    ) -> str:
        if act == "offers" and options and item.polarity == "positive":
            deal = ", ".join(f"{scalar(issue)}: {scalar(option.id)}" for issue, option in options.items())
            what = f"offer: {{{deal}}}"
            note = "which options were meant is a reading of the words; check it"
        else:
            what, note = f"act: {scalar(f'{act}: {_words(item, 160)}')}", "as reported"
        cue = f", “{item.cue.text}”" if item.cue else ""
        date = self.documents[item.document].date
        when = [f"when: {scalar(f'reported {date}', 80)}"] if date else []
        note = scalar(f"{note}; {item.kind}, {item.speaker.name if item.speaker else ''}{cue}")
        parts = [f"by: {scalar(party)}", what, *when, f"note: {note}", f"cite: {_listed(cites)}"]
        return "  - {" + ", ".join(parts) + "}"

    # ------------------------------------------------------------------------------------------ the parts

    def head(self) -> Iterator[str]:
        documents = list(self.documents.values())
        named = " ".join((documents[0].title or documents[0].name).split()) if documents else "no documents"
        more = f" (and {len(documents) - 1} more)" if len(documents) > 1 else ""
        yield _HEAD + f"title: {scalar(f'Draft: {named}{more}', 160)}"
        yield f"question: {scalar('Was there a deal that every party would have signed?')}"
        dates = [document.date for document in documents if _ISO.fullmatch(document.date)]
        if dates:
            yield f"as_of: {scalar(max(dates))}"
        about = (
            f"Drafted from {len(documents)} document{'s' * (len(documents) != 1)} with "
            f"{len(self.statements)} attributed statements. How little is known: nothing has been judged yet."
        )
        yield f"about: {scalar(about)}"
        if documents:
            yield "sources:"
            yield from (f"  - {scalar(_source(document), 300)}" for document in documents)

    def party_lines(self) -> Iterator[str]:
        yield "\n# Candidates, by what they offer, demand and refuse, and who speaks for them."
        if len(self.sides.chosen) < 2:
            yield "# Fewer than two parties were found: the others are places to fill."
        yield "parties:"
        for party, side in self.parties.items():
            names = ", ".join(scalar(name, 120) for name, _ in side.aliases.most_common(12))
            aliases = f", aliases: [{names}]" if names else ""
            yield f"  {scalar(party)}: {{title: {scalar(side.title, 120)}{aliases}}}"

    def issue_lines(self) -> Iterator[str]:
        yield '\n# Candidates from what is offered, demanded or exchanged. "Nothing" is added to each.'
        if self.issues[0].options[1].phrase is None:
            yield "# No exchange was found: this is a place to fill."
        yield "issues:"
        for issue in self.issues:
            yield f"  {scalar(issue.id)}:\n    title: {scalar(issue.title, 120)}\n    options:"
            for option in issue.options:
                note = "added by the drafter" if option.phrase is None else "words of the source"
                cite = f", cite: {scalar(option.cite, _WHOLE)}" if option.cite else ""
                title = f"title: {scalar(option.title, 160)}, note: {scalar(note)}"
                yield f"      {scalar(option.id)}: {{{title}{cite}}}"

    def preference_lines(self) -> Iterator[str]:
        yield "\n# Still to be judged. The cites say what a party was reported to want, not how much."
        yield "preferences:"
        for party in self.parties:
            weights = ", ".join(f"{scalar(issue.id)}: {_OPEN}" for issue in self.issues)
            yield f"  {scalar(party)}:\n    walk_away: {_OPEN}\n    weights: {{{weights}}}\n    scores:"
            for issue in self.issues:
                yield f"      {scalar(issue.id)}:"
                for option in issue.options:
                    yield f"        {scalar(option.id)}: {_score(option.wanted.get(party, []))}"

    def note_lines(self) -> list[str]:
        by_id = {item.id: item for item in self.statements}
        notes = [_BY_RULES]
        for conflict in self.conflicts[:_MOST_CONFLICTS]:
            told = " / ".join(_account(by_id[name]) for name in conflict.statements if name in by_id)
            notes.append(f"Accounts conflict ({conflict.type}), not settled: {told} — {conflict.why}")
        notes += [
            f"{item.modality}, not counted as said: {_account(item)}"
            for item in self.statements
            if item.modality != "asserted" and self.party_of(item) and self.cites(item)
        ]
        return ["\nnotes:", *(f"  - {scalar(note, 900)}" for note in dict.fromkeys(notes[:_MOST_NOTES]))]

    def text(self) -> str:
        lines = [*self.head(), *self.party_lines(), *self.issue_lines(), *self.preference_lines()]
        if self.events:
            lines += ["\n# What was reported, in the order of the documents.", "record:", *self.events]
        return "\n".join([*lines, *self.note_lines()]) + "\n"


def _act(item: Statement) -> str:
    """What a statement does: offers, demands, refuses, accepts, threatens or says."""
    said = item.cue.text.casefold().split() if item.cue else []
    found = next((ACTS[word] for word in said if word in ACTS), "says")
    negated = item.polarity == "negative" or {"not", "never"} & set(said)
    return "refuses" if negated and found in ("offers", "accepts") else found


def _words(item: Statement, limit: int) -> str:
    return shortened(" … ".join(" ".join(span.text.split()) for span in item.content), limit)


def _listed(cites: Sequence[str]) -> str:
    shown = [scalar(cite, _WHOLE) for cite in cites]
    return shown[0] if len(shown) == 1 else f"[{', '.join(shown)}]"


def _score(wanted: Sequence[tuple[str, str]]) -> str:
    """The open score of an option, with what a party was reported to want of it."""
    if not wanted:
        return _OPEN
    acts = ", ".join(dict.fromkeys(act for act, _ in wanted))
    cites = list(dict.fromkeys(cite for _, cite in wanted))[:_MOST_CITES]
    note = scalar(f"the party {acts} in words that touch this")
    return f"{{value: {_OPEN}, note: {note}, cite: {_listed(cites)}}}"


def _source(document: Document) -> str:
    parts = (document.title, document.byline, document.outlet, document.date, document.file)
    return ", ".join(" ".join(part.split()) for part in parts if part) + f" (sha256 {document.sha256[:12]})"


def _account(item: Statement) -> str:
    who = item.speaker.name if item.speaker else "no speaker named"
    return f"{who}: “{_words(item, 200)}” ({item.document})"


def draft_case(
    reads: Iterable[Read], statements: Iterable[Statement], conflicts: Iterable[Conflict] = ()
) -> str:
    """Write a first case file from what was read: YAML that reads as a case and holds only cites that verify.

    Statements that are hypothetical, doubted or only possible, or stand inside another one, are never
    credited to a party; conflicts are written down as not settled. Where too little is found stand places to
    fill.
    """
    return _DraftCase(tuple(reads), tuple(statements), tuple(conflicts)).text()
