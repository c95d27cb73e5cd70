"""A first case file from documents: who, about what, which positions, with cites, and no number invented.

Everything a person has to judge stands as ``to be judged``. Parties, issues and
options are candidates in the words of the sources; all words stand as quoted text, so nothing in a document
can become anything else in the case file.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from ..findings import Conflict, Document, Quoted, Read, Statement
from .candidate_issues import MOST_OPTIONS, DraftIssue, issues_in
from .candidate_parties import DraftSide, Sides, sides_in
from .draft_text import Phrase, cite_of, scalar, slug
from .draft_words import ACTS

__all__ = ["draft_case"]

_OPEN = "to be judged"
_MOST_EVENTS, _MOST_CONFLICTS, _MOST_CITES = 40, 20, 3
_ISO = re.compile(r"\d{4}-\d{2}-\d{2}")
_HEAD = """\
# A draft, written from documents by rules. It is a place to start, not a finding:
# - parties, issues and options are candidates in the words of the sources; rename, join and delete freely;
# - every judgement is still "to be judged": put a number, a range or an order there and say why, with a cite
#   where there is one; until then no question is answered that rests on it;
# - who is credited with which words was found by rules: read the passage before you rely on it.
case: 1
"""


@dataclass(slots=True)
class _Option:
    id: str
    title: str
    phrase: Phrase | None
    cite: str = ""
    wanted: dict[str, list[tuple[str, str]]] = field(default_factory=dict)  # party → (act, cite)


@dataclass(slots=True)
class _Issue:
    id: str
    title: str
    options: list[_Option]
    source: DraftIssue | None


class _DraftCase:
    def __init__(
        self, reads: Sequence[Read], statements: Sequence[Statement], conflicts: Sequence[Conflict]
    ) -> None:
        self.reads, self.statements, self.conflicts = reads, statements, conflicts
        self.documents: dict[str, Document] = {read.document.name: read.document for read in reads}
        self.sides: Sides = sides_in(reads, statements)
        self.parties = self.party_ids()
        self.issues = self.issue_list()
        self.events = self.event_lines()

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
        issues = []
        said: dict[str, list[Quoted]] = {}
        for item in self.statements:
            if self.party_of(item):
                said.setdefault(item.document, []).extend(item.content)
        for found in issues_in(self.reads, self.sides.names, said):
            ids = {"none"}
            options = [_Option("none", "Nothing", None)]
            for phrase in found.options()[:MOST_OPTIONS]:
                document = self.documents[phrase.document]
                cite = cite_of(document, phrase.start, phrase.end)
                options.append(_Option(slug(phrase.title, ids, "option"), phrase.title, phrase, cite))
            issues.append(_Issue(slug(found.title, taken, "issue"), found.title, options, found))
        if not issues:
            options = [_Option("none", "Nothing", None), _Option("some", "Something, to be named", None)]
            issues.append(_Issue("issue-1", "Issue, to be named", options, None))
        return issues

    def touched(self, item: Statement) -> dict[str, _Option]:
        """Issue id → option whose words a statement contains or shares."""
        found: dict[str, _Option] = {}
        for issue in self.issues:
            best, size = None, 0
            for option in issue.options:
                phrase = option.phrase
                if phrase is None or phrase.document != item.document:
                    continue
                for span in item.content:
                    shared = min(span.end, phrase.end) - max(span.start, phrase.start)
                    if shared > size and shared * 2 > phrase.end - phrase.start:
                        best, size = option, shared
            if best is not None:
                found[issue.id] = best
        return found

    def cites(self, item: Statement) -> list[str]:
        document = self.documents.get(item.document)
        if document is None:
            return []
        found = [cite_of(document, span.start, span.end) for span in item.content if span.end > span.start]
        return [cite for cite in dict.fromkeys(found) if cite][:_MOST_CITES]

    # --------------------------------------------------------------------------------------------- record

    def event_lines(self) -> list[str]:
        lines: dict[str, None] = {}
        for item in self.statements:
            party, cites = self.party_of(item), self.cites(item)
            if not party or not cites or item.modality != "asserted":
                continue
            act = _act(item)
            options = self.touched(item)
            for option in options.values():
                option.wanted.setdefault(party, []).append((act, cites[0]))
            if item.kind != "position" and act == "says" and not options:
                continue
            lines[self.event(item, party, act, options, cites)] = None
        return list(lines)[:_MOST_EVENTS]

    def event(
        self, item: Statement, party: str, act: str, options: dict[str, _Option], cites: Sequence[str]
    ) -> str:
        parts = [f"by: {scalar(party)}"]
        if act == "offers" and options and item.polarity == "positive":
            deal = ", ".join(f"{scalar(issue)}: {scalar(option.id)}" for issue, option in options.items())
            parts.append(f"offer: {{{deal}}}")
            note = "which options were meant is a reading of the words; check it"
        else:
            parts.append(f"act: {scalar(_said(act, item))}")
            note = "as reported"
        name = item.speaker.name if item.speaker else ""
        cue = f", “{item.cue.text}”" if item.cue else ""
        date = self.documents[item.document].date
        parts += [f"when: {scalar(f'reported {date}', 80)}"] if date else []
        parts += [f"note: {scalar(f'{note}; {item.kind}, {name}{cue}')}", f"cite: {_listed(cites)}"]
        return "  - {" + ", ".join(parts) + "}"

    # ------------------------------------------------------------------------------------------ the parts

    def head(self) -> list[str]:
        titles = [document.title or document.name for document in self.documents.values()]
        count = len(titles)
        named = titles[0] if titles else "no documents"
        title = f"Draft: {' '.join(named.split())}" + (f" (and {count - 1} more)" if count > 1 else "")
        lines = [_HEAD + f"title: {scalar(title, 160)}"]
        lines.append(f"question: {scalar('Was there a deal that every party would have signed?')}")
        dates = sorted(document.date for document in self.documents.values() if _ISO.fullmatch(document.date))
        lines += [f"as_of: {scalar(dates[-1])}"] if dates else []
        about = (
            f"Drafted from {count} document{'s' * (count != 1)} with {len(self.statements)} attributed "
            "statements. "
            "How little is known: nothing has been judged yet."
        )
        lines.append(f"about: {scalar(about)}")
        if titles:
            lines.append("sources:")
            lines += [f"  - {scalar(_source(document), 300)}" for document in self.documents.values()]
        return lines

    def party_lines(self) -> list[str]:
        lines = [
            "",
            "# Candidates, by what they offer, demand and refuse, and who speaks for them.",
            "parties:",
        ]
        if len(self.sides.chosen) < 2:
            lines.insert(2, "# Fewer than two parties were found: the others are places to fill.")
        for party, side in self.parties.items():
            names = ", ".join(scalar(name, 120) for name, _ in side.aliases.most_common(12))
            aliases = f", aliases: [{names}]" if names else ""
            lines.append(f"  {scalar(party)}: {{title: {scalar(side.title, 120)}{aliases}}}")
        return lines

    def issue_lines(self) -> list[str]:
        lines = [
            "",
            '# Candidates from what is offered, demanded or exchanged. "Nothing" is added to each.',
            "issues:",
        ]
        if self.issues[0].source is None:
            lines.insert(2, "# No exchange was found: this is a place to fill.")
        for issue in self.issues:
            lines += [f"  {scalar(issue.id)}:", f"    title: {scalar(issue.title, 120)}", "    options:"]
            for option in issue.options:
                note = "added by the drafter" if option.phrase is None else "words of the source"
                cite = f", cite: {scalar(option.cite, 10**6)}" if option.cite else ""
                title = f"title: {scalar(option.title, 160)}, note: {scalar(note)}"
                lines.append(f"      {scalar(option.id)}: {{{title}{cite}}}")
        return lines

    def preference_lines(self) -> list[str]:
        lines = ["", "# Still to be judged. The cites say what a party was reported to want, not how much.",
                 "preferences:"]  # fmt: skip
        for party in self.parties:
            weights = ", ".join(f"{scalar(issue.id)}: {_OPEN}" for issue in self.issues)
            lines += [f"  {scalar(party)}:", f"    walk_away: {_OPEN}",
                      f"    weights: {{{weights}}}",
                      "    scores:"]  # fmt: skip
            for issue in self.issues:
                lines.append(f"      {scalar(issue.id)}:")
                lines += [f"        {scalar(option.id)}: {_score(option, party)}" for option in issue.options]
        return lines

    def note_lines(self) -> list[str]:
        by_id = {item.id: item for item in self.statements}
        notes = [
            "Drafted by rules: exchanges, offers, demands and refusals were looked for; what was said in "
            "other words is missing."
        ]
        for conflict in self.conflicts[:_MOST_CONFLICTS]:
            accounts = [_account(by_id[name]) for name in conflict.statements if name in by_id]
            told = f"{' / '.join(accounts)} — {conflict.why}"
            notes.append(f"Accounts conflict ({conflict.type}), not settled: {told}")
        for party, item in ((self.party_of(item), item) for item in self.statements):
            if party and item.modality != "asserted" and self.cites(item) and len(notes) < 60:
                notes.append(f"{item.modality}, not counted as said: {_account(item)}")
        lines = ["", "notes:"]
        return lines + [f"  - {scalar(note, 900)}" for note in dict.fromkeys(notes)]

    def text(self) -> str:
        lines = [*self.head(), *self.party_lines(), *self.issue_lines(), *self.preference_lines()]
        if self.events:
            lines += ["", "# What was reported, in the order of the documents.", "record:", *self.events]
        return "\n".join([*lines, *self.note_lines()]) + "\n"


def _act(item: Statement) -> str:
    """What a statement does: offers, demands, refuses, accepts, threatens or says."""
    said = item.cue.text.casefold().split() if item.cue else []
    found = next((ACTS[word] for word in said if word in ACTS), "says")
    negated = item.polarity == "negative" or {"not", "never"} & set(said)
    return "refuses" if negated and found in ("offers", "accepts") else found


def _said(act: str, item: Statement) -> str:
    words = " … ".join(" ".join(span.text.split()) for span in item.content)
    return f"{act}: {words if len(words) <= 160 else words[:159] + '…'}"


def _listed(cites: Sequence[str]) -> str:
    shown = [scalar(cite, 10**6) for cite in cites]
    return shown[0] if len(shown) == 1 else f"[{', '.join(shown)}]"


def _score(option: _Option, party: str) -> str:
    wanted = option.wanted.get(party, [])
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
    words = " … ".join(" ".join(span.text.split()) for span in item.content)
    return f"{who}: “{words if len(words) <= 200 else words[:199] + '…'}” ({item.document})"


def draft_case(
    reads: Iterable[Read], statements: Iterable[Statement], conflicts: Iterable[Conflict] = ()
) -> str:
    """Write a first case file from what was read.

    Parameters
    ----------
    reads : iterable of Read
        The documents; the texts of their cites belong in ``documents/`` beside the case file.
    statements : iterable of Statement
        Statements that are hypothetical, doubted or only possible, or stand inside another one, are never
        credited to a party.
    conflicts : iterable of Conflict
        Proposed conflicts; they are written down as not settled.

    Returns
    -------
    str
        YAML that reads as a case: two parties or more (places to fill where fewer were found), at least one
        issue, every judgement "to be judged", and only cites that verify.
    """
    return _DraftCase(tuple(reads), tuple(statements), tuple(conflicts)).text()
