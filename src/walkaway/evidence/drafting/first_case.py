"""A first case file from documents: who, about what, which offers, demands and refusals, with cites.

Parties, issues and options are candidates in the words of the sources; the only numbers are those that stand
there; all words stand as quoted text, so nothing in a document can become anything else in the case file.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from ...language import one_line
from ..amounts import Measure
from ..findings import Conflict, Document, Read, Statement
from ..positions.cues import Act
from ..positions.finder import UNNAMED, Drafter, Position, by_rules
from ..structure.dates import day_of
from .candidate_issues import DraftIssue, issues_in
from .candidate_parties import sides_in
from .draft_text import FOREIGN, cite_of, foreign_in, measured, scalar, shortened, slug
from .phrases import Phrase
from .ratifying import DraftRatifier, ratifiers_in
from .sides import DraftSide
from .trimmed import trimmed

_OPEN, _ADDED = "to be judged", "added by the drafter"
_MOST_EVENTS, _MOST_CONFLICTS, _MOST_CITES, _MOST_NOTES = 60, 20, 3, 60
_MOST_ISSUES = 8
_MOST_RATIFIERS = 4
_WHOLE = 10**6
_TERMS = ("offers", "demands", "refuses", "undertakes")
_MOST_CHARS = 300
_UNDER = ("if ", "only if ", "unless ", "should ", "in case ")
_HEAD = """\
# A draft, written from documents {how}. It is a place to start, not a finding:
# - parties, issues and options are candidates in the words of the sources; rename, join and delete freely;
# - "to be judged" is a placeholder, not a number: put a number, a range or an order there and say why, with a
#   cite where there is one; until then no question is answered that rests on it;
# - "means" are the amounts that the words name, units as they are written;
# - who offers, demands or refuses what was found {how}: read the passage before you rely on it.
case: 1
"""
_NOTE = (
    "Drafted {how}: offers, demands and refusals were looked for; what was said in other words "
    "may be missing."
)


@dataclass(slots=True)
class _Option:
    id: str
    title: str
    amounts: tuple[Measure, ...] = ()
    cite: str = ""
    phrases: list[Phrase] = field(default_factory=list)
    note: str = ""
    wanted: dict[str, list[tuple[str, str]]] = field(default_factory=dict)  # party → (act, cite)


@dataclass(slots=True)
class _Issue:
    id: str
    title: str
    options: list[_Option]
    found: bool = True


class _DraftCase:
    def __init__(
        self,
        reads: Sequence[Read],
        statements: Sequence[Statement],
        conflicts: Sequence[Conflict],
        drafter: Drafter,
        how: str,
    ) -> None:
        self.how = one_line(how)
        self.foreign = foreign_in(reads) if drafter is by_rules else []
        self.reads, self.statements, self.conflicts = reads, statements, conflicts
        self.documents: dict[str, Document] = {read.document.name: read.document for read in reads}
        positions = [each for read in reads for each in drafter(read, statements)]
        self.sides = sides_in(reads, statements, positions)
        self.parties = self.party_ids()
        ids = {side.key: party for party, side in self.parties.items()}
        self.ratifiers = self.ratifier_ids(ids)
        self.dates = {read.document.name: read.date_at for read in reads}
        cut = trimmed(reads, positions, self.sides.names)
        made = [(each, [ids[key] for key in self.sides.who(each)]) for each in cut]
        self.made = [(each, by) for each, by in made if by]
        suggested = [(each, self.sides.mediator(each)) for each, by in made if not by]
        self.suggested = [(each, who) for each, who in suggested if who]
        self.issues = self.issue_list() or [
            _Issue("issue-1", "Issue, to be named",
                   [_Option("none", "Nothing", note=_ADDED),
                    _Option("some", "Something, to be named", note=_ADDED)], found=False)
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

    def ratifier_ids(self, ids: Mapping[str, str]) -> dict[str, tuple[str, DraftRatifier]]:
        """Id → the party it ratifies for, and who it is; those of no party are left to the notes."""
        found = list(ratifiers_in(self.reads, self.statements, self.sides))
        self.untold = [each for each in found if each.side not in ids]
        taken = set(self.parties)
        mine = [each for each in found if each.side in ids][:_MOST_RATIFIERS]
        return {slug(each.title, taken, "ratifier"): (ids[each.side], each) for each in mine}

    def party_of(self, item: Statement) -> str:
        """Id of the party that is credited with a statement; empty if it is none's."""
        if item.speaker is None or item.kind == "author" or item.embedded:
            return ""
        key = item.speaker.party or self.sides.of(item.speaker.name)
        return next((name for name, side in self.parties.items() if side.key == key), "")

    def issue_list(self) -> list[_Issue]:
        taken: set[str] = set()
        wanted = [each for each, _ in (*self.made, *self.suggested) if each.act in _TERMS]
        found = issues_in(self.reads, wanted, self.sides.names)
        by = {id(position) for position, _ in self.suggested}
        for each in found:  # what a mediator suggests is never left out
            each.options.sort(key=lambda option: by.isdisjoint(id(one.position) for one in option.phrases))
        named = [("parties", self.sides.left_out), ("issues", [each.title for each in found[_MOST_ISSUES:]])]
        named += [(f"options of {each.title}", each.left_out) for each in found[:_MOST_ISSUES]]
        self.left_out = [
            f"Left out of this draft, {kind}: {'; '.join(some)}." for kind, some in named if some
        ]
        return [self.issue(each, taken) for each in found[:_MOST_ISSUES]]

    def issue(self, found: DraftIssue, taken: set[str]) -> _Issue:
        ids, options = {"none"}, [_Option("none", "Nothing", note=_ADDED)]
        by = {id(position): who for position, who in self.suggested}
        for option in found.ordered():
            first = option.phrase.position
            whose = dict.fromkeys(by[at] for each in option.phrases if (at := id(each.position)) in by)
            source = self.documents[first.document]
            cite = cite_of(source, *_said(source, first)) or cite_of(source, first.start, first.end)
            options.append(
                _Option(slug(option.short, ids, "option"), option.title, option.amounts, cite, option.phrases,
                        f"suggested by {' and '.join(whose)}" if whose else "")
            )  # fmt: skip
        return _Issue(slug(found.title, taken, "issue"), found.title, options)

    def cites(self, document: str, spans: Iterable[tuple[int, int]]) -> list[str]:
        source = self.documents.get(document)
        found = dict.fromkeys(cite_of(source, start, end) for start, end in spans) if source else {}
        return list(filter(None, found))[:_MOST_CITES]

    def event_lines(self) -> Iterator[str]:
        """What parties did, one entry of the record each; options note what was wanted of them."""
        place = {
            id(phrase.position): (issue.id, option, phrase.limit)
            for issue in self.issues for option in issue.options for phrase in option.phrases
        }  # fmt: skip
        for party, act, positions in self.entries():
            cites = self.cites(positions[0].document, _spans(positions))
            if not cites:
                continue
            deal: dict[str, _Option] = {}
            for each in positions:
                if id(each) in place:
                    issue, option, limit = place[id(each)]
                    if not limit:
                        deal.setdefault(issue, option)
                    own = self.cites(each.document, [_said(self.documents[each.document], each)]) or cites
                    option.wanted.setdefault(party, []).append((f"{each.act} {limit}".rstrip(), own[0]))
            yield self.event(party, act, positions, deal, cites)

    def entries(self) -> Iterator[tuple[str, Act, list[Position]]]:
        """Who did what in which words: what is offered at once, with what is asked for it, is one offer."""
        groups: dict[tuple[str, str, tuple[int, int]], list[Position]] = {}
        for position, parties in self.made:
            for party in parties:
                groups.setdefault((party, position.document, position.cue), []).append(position)
        for (party, _, _), positions in groups.items():
            if any(each.act == "offers" for each in positions):
                yield party, "offers", positions
            else:
                yield from ((party, each.act, [each]) for each in positions)

    def event(
        self,
        party: str,
        act: Act,
        positions: Sequence[Position],
        deal: dict[str, _Option],
        cites: Sequence[str],
    ) -> str:
        first, source = positions[0], self.documents[positions[0].document]
        terms = ", ".join(f"{scalar(issue)}: {scalar(option.id)}" for issue, option in deal.items())
        said = shortened("; ".join(" ".join(source.flow[p.start : p.end].split()) for p in positions), 160)
        note = "as reported"
        if act == "offers" and deal:
            what = f"offer: {{{terms}}}"
            note = "which options were meant is a reading of the words; check it"
        else:
            done = f"{act} not to" if first.negative else act
            if act == "would walk away":
                under = f" {said[:1].lower()}{said[1:]}" if said.lower().startswith(_UNDER) else ""
                done, said = f"says it would walk away{under}", ""
            what = f"act: {scalar(done if act == 'walks away' or not said else f'{done}: {said}')}"
            if act == "refuses" and deal:
                what += f", refuses: {{{terms}}}"
        if UNNAMED.search(first.told):
            note += f"; told by {first.told[0].lower()}{first.told[1:]}"
        elif first.told and self.sides.of(first.told) not in ("", self.parties[party].key):
            note += f"; told by {first.told}"
        who = self.parties[party].title if first.other else first.named or first.speaker
        note += f"; {who}, “{' '.join(source.flow[slice(*first.cue)].split())}”"
        told = self.dates[first.document](min(first.start, first.cue[0]))
        when = [f"when: {scalar(f'reported {told}', 80)}"] if told else []
        parts = [f"by: {scalar(party)}", what, *when, f"note: {scalar(note)}", f"cite: {_listed(cites)}"]
        return "  - {" + ", ".join(parts) + "}"

    # ------------------------------------------------------------------------------------------ the parts

    def head(self) -> Iterator[str]:
        documents = list(self.documents.values())
        named = " ".join((documents[0].title or documents[0].name).split()) if documents else "no documents"
        more = f" (and {len(documents) - 1} more)" if len(documents) > 1 else ""
        yield _HEAD.format(how=self.how) + f"title: {scalar(f'Draft: {named}{more}', 160)}"
        yield f"question: {scalar('Was there a deal that every party would have signed?')}"
        own = ((day_of(read.date_at(0)), read.document.name) for read in self.reads)
        latest = max(((day, name) for day, name in own if day is not None), default=None)
        if latest is not None:
            yield f"as_of: {scalar(str(latest[0]))}  # the latest date that a document gives: {latest[1]}"
        else:
            yield "# as_of: no document gives a date with its year"
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

    def ratifier_lines(self) -> Iterator[str]:
        if self.ratifiers:
            yield "\n# Candidates for who must also accept; delete those who need not."
            yield "ratifiers:"
        for name, (party, each) in self.ratifiers.items():
            yield f"  {scalar(name)}: {{title: {scalar(each.title, 120)}, for: {scalar(party)}}}"

    def issue_lines(self) -> Iterator[str]:
        yield "\n# Candidates from what is offered, demanded or refused; “Nothing” is a placeholder."
        if not self.issues[0].found:
            yield "# No offer, demand or refusal was found: this is a place to fill."
        yield "issues:"
        for issue in self.issues:
            yield f"  {scalar(issue.id)}:\n    title: {scalar(issue.title, 120)}\n    options:"
            for option in issue.options:
                yield f"      {scalar(option.id)}: {_shown(option)}"

    def preference_lines(self) -> Iterator[str]:
        yield "\n# Placeholders, still to be judged. Cites say what was reported to be wanted, not how much."
        yield "preferences:"
        for party in (*self.parties, *self.ratifiers):
            weights = ", ".join(f"{scalar(issue.id)}: {_OPEN}" for issue in self.issues)
            least = self.must_accept(party)
            yield f"  {scalar(party)}:\n    walk_away: {least}\n    weights: {{{weights}}}\n    scores:"
            for issue in self.issues:
                yield f"      {scalar(issue.id)}:"
                for option in issue.options:
                    yield f"        {scalar(option.id)}: {_score(option.wanted.get(party, []))}"

    def must_accept(self, name: str) -> str:
        """A walk-away, to be judged; that of a ratifier with the words that make it one."""
        if name not in self.ratifiers:
            return _OPEN
        _, each = self.ratifiers[name]
        cites = self.cites(each.document, [(each.start, each.end)])
        note = scalar(f"it is told to have to accept too: {self.told(each)}")
        return f"{{value: {_OPEN}, note: {note}{f', cite: {_listed(cites)}' if cites else ''}}}"

    def told(self, each: DraftRatifier) -> str:
        return shortened(" ".join(self.documents[each.document].flow[each.start : each.end].split()), 200)

    def note_lines(self) -> list[str]:
        by_id = {item.id: item for item in self.statements}
        notes = [_NOTE.format(how=self.how), *(f"{file}: {FOREIGN}." for file in self.foreign)]
        notes += self.left_out
        notes += [f"Told to have to accept too, for whom is not told: {self.told(each)} ({each.document})"
                  for each in self.untold]  # fmt: skip
        for conflict in self.conflicts[:_MOST_CONFLICTS]:
            told = " / ".join(_account(by_id[name]) for name in conflict.statements if name in by_id)
            notes.append(f"Accounts conflict ({conflict.type}), not settled: {told} — {conflict.why}")
        notes += [
            f"{item.modality}, not counted as said: {_account(item)}"
            for item in self.statements
            if item.modality != "asserted" and self.party_of(item)
            and self.cites(item.document, [(span.start, span.end) for span in item.content])
        ]  # fmt: skip
        return ["\nnotes:", *(f"  - {scalar(note, 900)}" for note in dict.fromkeys(notes[:_MOST_NOTES]))]

    def text(self) -> str:
        lines = [*self.head(), *self.party_lines(), *self.ratifier_lines(), *self.issue_lines(),
                 *self.preference_lines()]  # fmt: skip
        if self.events:
            lines += ["\n# What was reported, in the order of the documents.", "record:", *self.events]
        return "\n".join([*lines, *self.note_lines()]) + "\n"


def _said(source: Document, position: Position) -> tuple[int, int]:
    """The words that say what; with their cue where it refuses, or where they stand more than once."""
    start, end = position.start, position.end
    alone = (
        position.act != "refuses" and not position.negative and source.flow.count(source.flow[start:end]) < 2
    )
    begin = position.cue[0]
    beside = begin < start and "\n\n" not in source.flow[begin:start] and start - position.cue[1] < 60
    return (start, end) if alone or not beside else (begin, end)


def _spans(positions: Sequence[Position]) -> Iterator[tuple[int, int]]:
    """The words of positions, those of the first with what makes it an offer or a demand."""
    for number, each in enumerate(positions):
        start, end = min(each.start, each.cue[0]), max(each.end, each.cue[1])
        near = number == 0 and end - start <= _MOST_CHARS
        yield (start, end) if near else (each.start, each.end)


def _listed(cites: Sequence[str]) -> str:
    shown = [scalar(cite, _WHOLE) for cite in cites]
    return shown[0] if len(shown) == 1 else f"[{', '.join(shown)}]"


def _shown(option: _Option) -> str:
    means = ", ".join(f"{scalar(each.unit)}: {measured(each)}" for each in option.amounts)
    parts = [f"title: {scalar(option.title, 160)}", *([f"means: {{{means}}}"] if means else [])]
    parts += [f"note: {scalar(option.note)}"] if option.note else []
    parts += [f"cite: {scalar(option.cite, _WHOLE)}"] if option.cite else []
    return f"{{{', '.join(parts)}}}"


def _score(wanted: Sequence[tuple[str, str]]) -> str:
    """The open score of an option, with what a party was reported to want of it."""
    if not wanted:
        return _OPEN
    acts = dict.fromkeys(act for act, _ in wanted)
    near = ", ".join(act for act in acts if not act.endswith("than"))
    beyond = ", ".join(f"{act} this" for act in acts if act.endswith("than"))
    cites = list(dict.fromkeys(cite for _, cite in wanted))[:_MOST_CITES]
    told = "; ".join(filter(None, (near and f"{near} this or what is near it", beyond)))
    return f"{{value: {_OPEN}, note: {scalar(f'the party {told}')}, cite: {_listed(cites)}}}"


def _source(document: Document) -> str:
    parts = (document.title, document.byline, document.outlet, document.dated, document.file)
    return ", ".join(" ".join(part.split()) for part in parts if part) + f" (sha256 {document.sha256[:12]})"


def _account(item: Statement) -> str:
    who = item.speaker.name if item.speaker else "no speaker named"
    return f"{who}: “{shortened(item.on_one_line, 200)}” ({item.document})"


def draft_case(
    reads: Iterable[Read],
    statements: Iterable[Statement],
    conflicts: Iterable[Conflict] = (),
    *,
    drafter: Drafter = by_rules,
    how: str = "by rules",
) -> str:
    """Write a first case file from what was read: YAML that reads as a case and holds only cites that verify.

    What stands in doubts and suppositions, or in the words of an onlooker, is never credited to a party;
    conflicts are written down as not settled. Where too little is found stand places to fill.

    Parameters
    ----------
    reads : iterable of Read
    statements : iterable of Statement
    conflicts : iterable of Conflict
    drafter : callable
        Gives the positions of a document; a position whose words do not stand in it is not written.
    how : str
        By what the draft was made, as the case tells it.
    """
    return _DraftCase(tuple(reads), tuple(statements), tuple(conflicts), drafter, how).text()
