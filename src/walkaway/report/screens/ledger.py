"""The ledger: every judgement of a case in words, with its value and the passages it rests on.

Nothing is left out: what stands in the case without a cite is called ungrounded, and a walk-away that is not
stated is entered as such, with the 0 that is assumed in its place.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from ...case import Case, Cite, Expected, Fallback, Judgement, Judgements
from ...case.titles import following_words, order_words, place_of, worth_words

if TYPE_CHECKING:
    from ...evidence import Documents


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownPassage:
    """The words of a cite in their document, with the text around them where the document is at hand."""

    document: str
    title: str
    before: str
    words: str
    after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One judgement: its place in the case, what it is in words, and the passages it rests on.

    ``assumed`` is not in the case at all, but needed: a walk-away of 0.
    """

    path: str
    kind: str
    what: str = ""
    value: str
    note: str = ""
    passages: tuple[ShownPassage, ...] = ()
    assumed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerGroup:
    """The judgements of one party, of one belief, or the measured meanings."""

    title: str
    scale: str
    entries: tuple[Entry, ...]

    @property
    def ungrounded(self) -> int:
        """How many rest on no document."""
        return sum(not entry.passages for entry in self.entries if not entry.assumed)

    @property
    def blocks(self) -> tuple[tuple[Entry, ...], ...]:
        """Neighbouring entries with the same note and passages; ungrounded ones alone."""
        places = {id(entry): place for place, entry in enumerate(self.entries)}

        def key(entry: Entry) -> object:
            return (entry.note, entry.passages) if entry.passages else places[id(entry)]

        return tuple(tuple(block) for _, block in groupby(self.entries, key=key))


@dataclass(frozen=True, slots=True, kw_only=True)
class Ledger:
    """All judgements of a case, by group; ``documents`` counts those of the case, used or not."""

    groups: tuple[LedgerGroup, ...]
    documents: int

    @property
    def entries(self) -> tuple[Entry, ...]:
        """Every judgement that stands in the case."""
        return tuple(entry for group in self.groups for entry in group.entries if not entry.assumed)

    @property
    def rests_on(self) -> int:
        """How many documents there are whose words a judgement rests on."""
        entries = (entry for group in self.groups for entry in group.entries)
        return len({passage.document for entry in entries for passage in entry.passages})

    @property
    def total(self) -> int:
        """How many judgements the case makes; an order counts as one."""
        return len(self.entries)

    @property
    def ungrounded(self) -> int:
        """How many of them rest on no document."""
        return sum(group.ungrounded for group in self.groups)


def passages_of(cites: Iterable[Cite], documents: Documents) -> tuple[ShownPassage, ...]:
    """The passages of some cites, in order."""
    return tuple(_passage(cite, documents) for cite in cites)


def _passage(cite: Cite, documents: Documents) -> ShownPassage:
    from ...evidence import locate  # what reads documents is loaded where words are looked up

    found = locate(cite, documents)
    if found is None:
        return ShownPassage(document=cite.document, title="", before="", words=cite.words, after="")
    document, before, after = documents[cite.document], found.before, found.after
    if found.start > len(before):
        before = "…" + before[before.find(" ") + 1 :]
    if found.end + len(after) < len(document.text):
        after = after[: after.rfind(" ")] + "…" if " " in after else after + "…"
    words = document.text[found.start : found.end]
    return ShownPassage(document=cite.document, title=document.title, before=before, words=words, after=after)


def build_ledger(case: Case, documents: Documents, only: Container[str] | None = None) -> Ledger:
    """Enter every judgement of a case once: by party, ratifier and third party; beliefs; meanings.

    With ``only`` such as stand at these places.
    """
    owners = {prefix: (title, scale) for prefix, title, scale in _owners(case)}
    groups: dict[str, list[Entry]] = {prefix: [] for prefix in owners}
    meanings: list[Entry] = []
    phased: list[Entry] = []
    for who in (*case.everyone, *case.third_parties):
        path, away = f"preferences.{who}.walk_away", case.preferences[who].walk_away
        entry = None
        if away is None:
            entry = Entry(path=path, kind="Walk-away", value="not stated; 0 assumed", assumed=True)
        elif isinstance(away, Fallback):
            passages, worth = passages_of(away.cites, documents), worth_words(case, away)
            entry = Entry(path=path, kind="Walk-away", value=worth, note=away.note, passages=passages)
        groups[f"preferences.{who}."] += [entry] if entry else []
    for path, item in case.judgements():
        if only is not None and path not in only:
            continue
        if path.startswith("issues."):
            home = meanings
        elif path.startswith("path."):
            home = phased
        else:
            home = groups[max((start for start in owners if path.startswith(start)), key=len)]
        home.append(_entry(case, path, item, documents))
    made = [
        LedgerGroup(title=title, scale=scale, entries=tuple(groups[prefix]))
        for prefix, (title, scale) in owners.items()
    ]
    if meanings:
        made.append(LedgerGroup(title="Measured meanings of options", scale="", entries=tuple(meanings)))
    if phased:
        made.append(LedgerGroup(title="How the deal is carried out", scale="", entries=tuple(phased)))
    return Ledger(groups=tuple(made), documents=len(documents))


def _entry(case: Case, path: str, item: Judgement | Judgements, documents: Documents) -> Entry:
    place = place_of(case, path)
    value = str(item) if isinstance(item, Judgement) else order_words(case, item, place.issue)
    if place.kind == "Added points" and isinstance(item, Judgement) and item.low > 0:
        value = f"+{value}"
    note, cites = item.note, item.cites
    if isinstance(item, Expected):
        note, cites = "; ".join(filter(None, (*following_words(case, item), note))), item.every_cite
    return Entry(
        path=path,
        kind=place.kind,
        what=" → ".join(place.what),
        value=value,
        note=note,
        passages=passages_of(cites, documents),
    )


def _owners(case: Case) -> Iterator[tuple[str, str, str]]:
    """Path prefix, title and scale of each preference: of everyone, then of others as they believe."""
    everyone = (*case.everyone, *case.third_parties)
    for who in everyone:
        yield f"preferences.{who}.", _title(case, who), case.preferences[who].scale
    for who in everyone:
        for other in case.preferences[who].believes:
            title = f"What {case.label(who)} thought of {case.label(other)}"
            yield f"preferences.{who}.believes.{other}.", title, case.preferences[other].scale


def _title(case: Case, who: str) -> str:
    if who in case.third_parties:
        return f"{case.third_parties[who].introduced}, no vote"
    if who in case.ratifiers:
        ratifier = case.ratifiers[who]
        return f"{ratifier.introduced}, for {case.label(ratifier.for_)}"
    return case.parties[who].introduced
