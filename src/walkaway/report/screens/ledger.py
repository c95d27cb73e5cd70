"""The ledger: every judgement of a case in words, with its value and the passages it rests on.

Nothing is left out: what stands in the case without a cite is called ungrounded, and a walk-away that is not
stated is entered as such, with the 0 that is assumed in its place.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import groupby

from ...case import Case, Cite, Fallback, Judgement, Judgements
from ...case.titles import place_of, worth_words
from ...evidence import Documents, Located, locate
from ..language.phrases import judgement_words, order_words

__all__ = ["Entry", "Ledger", "LedgerGroup", "ShownPassage", "build_ledger", "passages_of"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownPassage:
    """The words of a cite in their document.

    Attributes
    ----------
    document, title : str
        Name of the document, and its first line.
    before, words, after : str
        The words as they stand there, with the text around them; both sides empty where the document is
        not at hand.
    """

    document: str
    title: str
    before: str
    words: str
    after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One judgement.

    Attributes
    ----------
    path : str
        Place in the case.
    kind, what : str
        "Score"; "Sanctions lifted → Nothing".
    value, note : str
    passages : tuple of Passage
        Empty for an ungrounded judgement.
    assumed : bool
        Not in the case at all, but needed: a walk-away of 0.
    """

    path: str
    kind: str
    what: str
    value: str
    note: str
    passages: tuple[ShownPassage, ...]
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

        found = groupby(self.entries, key=key)
        return tuple(tuple(block) for _, block in found)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ledger:
    """All judgements of a case, by group.

    Attributes
    ----------
    groups : tuple of Group
    documents : int
        How many documents the case has, whether or not a judgement rests on them.
    """

    groups: tuple[LedgerGroup, ...]
    documents: int

    @property
    def rests_on(self) -> int:
        """How many documents there are whose words a judgement rests on."""
        entries = (entry for group in self.groups for entry in group.entries)
        return len({passage.document for entry in entries for passage in entry.passages})

    @property
    def entries(self) -> tuple[Entry, ...]:
        """Every judgement that stands in the case."""
        return tuple(entry for group in self.groups for entry in group.entries if not entry.assumed)

    @property
    def total(self) -> int:
        """How many judgements the case makes; an order counts as one."""
        return len(self.entries)

    @property
    def ungrounded(self) -> int:
        """How many of them rest on no document."""
        return sum(group.ungrounded for group in self.groups)

    @property
    def grounded_share(self) -> float:
        """Share that rests on a document; 0 where there is nothing."""
        return 1 - self.ungrounded / self.total if self.total else 0.0


class _Finder:
    """Finds passages, each cite once."""

    def __init__(self, documents: Documents) -> None:
        self.documents = documents
        self.known: dict[Cite, ShownPassage] = {}

    def __call__(self, cite: Cite) -> ShownPassage:
        if cite not in self.known:
            self.known[cite] = self._passage(cite, locate(cite, self.documents))
        return self.known[cite]

    def _passage(self, cite: Cite, found: Located | None) -> ShownPassage:
        if found is None:
            return ShownPassage(document=cite.document, title="", before="", words=cite.words, after="")
        document = self.documents[cite.document]
        before, after = found.before, found.after
        if found.start > len(before):
            before = "…" + before[before.find(" ") + 1 :]
        if found.end + len(after) < len(document.text):
            after = after[: after.rfind(" ")] + "…" if " " in after else after + "…"
        words = document.text[found.start : found.end]
        return ShownPassage(
            document=cite.document, title=document.title, before=before, words=words, after=after
        )


def passages_of(cites: Iterable[Cite], documents: Documents) -> tuple[ShownPassage, ...]:
    """The passages of some cites, in order."""
    find = _Finder(documents)
    return tuple(find(cite) for cite in cites)


@dataclass(frozen=True, slots=True)
class _Owner:
    """Whose preference: of a party or ratifier, or of another as that one believes it to be."""

    who: str
    other: str
    title: str


def _entry(case: Case, path: str, item: Judgement | Judgements, find: _Finder) -> Entry:
    place = place_of(case, path)
    value = judgement_words(item) if isinstance(item, Judgement) else order_words(case, item, place.issue)
    if place.kind == "Added points" and isinstance(item, Judgement) and item.low > 0:
        value = f"+{value}"
    return Entry(
        path=path,
        kind=place.kind,
        what=" → ".join(place.what),
        value=value,
        note=item.note,
        passages=tuple(find(cite) for cite in item.cites),
    )


def _owners(case: Case) -> Mapping[str, _Owner]:
    """Path prefix → whose judgements stand there."""
    found = {}
    for who in (*case.everyone, *case.third_parties):
        found[f"preferences.{who}."] = _Owner(who, "", _title(case, who))
        for other in case.preferences[who].believes:
            title = f"What {case.label(who)} thought of {case.label(other)}"
            found[f"preferences.{who}.believes.{other}."] = _Owner(who, other, title)
    return found


def _title(case: Case, who: str) -> str:
    ratifier = case.ratifiers.get(who)
    if who in case.third_parties:
        return f"{case.third_parties[who].title} (no vote)"
    if ratifier is None:
        return case.parties[who].title
    return f"{ratifier.title} (ratifies for {case.label(ratifier.for_)})"


def build_ledger(case: Case, documents: Documents) -> Ledger:
    """Enter every judgement of a case.

    Parameters
    ----------
    case : Case
    documents : Documents
        Of the case; may be empty.

    Returns
    -------
    Ledger
        Groups: parties, ratifiers, beliefs, measured meanings; each judgement once.
    """
    find, owners = _Finder(documents), _owners(case)
    groups: dict[str, list[Entry]] = {prefix: [] for prefix in owners}
    meanings: list[Entry] = []
    for path, item in case.judgements():
        if path.startswith("issues."):
            meanings.append(_entry(case, path, item, find))
            continue
        prefix = max((start for start in owners if path.startswith(start)), key=len)
        groups[prefix].append(_entry(case, path, item, find))
    for who in (*case.everyone, *case.third_parties):
        away = case.preferences[who].walk_away
        if away is None:
            groups[f"preferences.{who}."].insert(0, _assumed(who))
        elif isinstance(away, Fallback):
            groups[f"preferences.{who}."].insert(0, _fallback(case, who, away, find))
    ordered = sorted(owners, key=lambda prefix: bool(owners[prefix].other))
    made = [
        LedgerGroup(
            title=owner.title,
            scale=case.preferences[owner.other or owner.who].scale,
            entries=tuple(groups[prefix]),
        )
        for prefix, owner in ((prefix, owners[prefix]) for prefix in ordered)
    ]
    if meanings:
        made.append(LedgerGroup(title="Measured meanings of options", scale="", entries=tuple(meanings)))
    return Ledger(groups=tuple(made), documents=len(documents))


def _fallback(case: Case, who: str, away: Fallback, find: _Finder) -> Entry:
    return Entry(
        path=f"preferences.{who}.walk_away",
        kind="Walk-away",
        what="",
        value=worth_words(case, away),
        note=away.note,
        passages=tuple(find(cite) for cite in away.cites),
    )


def _assumed(who: str) -> Entry:
    return Entry(
        path=f"preferences.{who}.walk_away",
        kind="Walk-away",
        what="",
        value="not stated; 0 assumed",
        note="",
        passages=(),
        assumed=True,
    )
