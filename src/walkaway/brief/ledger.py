"""The ledger: every judgement of a case in words, with its value and the passages it rests on.

Nothing is left out: what stands in the case without a cite is called ungrounded, and a walk-away that is not
stated is entered as such, with the 0 that is assumed in its place.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import groupby

from ..case import Case, Cite, Fallback, Function, Judgement, Judgements, Part
from ..evidence import Documents, Located, locate
from .phrases import judgement_words, order_words, path_words, pattern_words

__all__ = ["Entry", "Group", "Ledger", "Passage", "build_ledger", "passages_of"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
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
    passages: tuple[Passage, ...]
    assumed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
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
        How many documents the case has.
    """

    groups: tuple[Group, ...]
    documents: int

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
        self.known: dict[Cite, Passage] = {}

    def __call__(self, cite: Cite) -> Passage:
        if cite not in self.known:
            self.known[cite] = self._passage(cite, locate(cite, self.documents))
        return self.known[cite]

    def _passage(self, cite: Cite, found: Located | None) -> Passage:
        if found is None:
            return Passage(document=cite.document, title="", before="", words=cite.words, after="")
        document = self.documents[cite.document]
        before, after = found.before, found.after
        if found.start > len(before):
            before = "…" + before[before.find(" ") + 1 :]
        if found.end + len(after) < len(document.text):
            after = after[: after.rfind(" ")] + "…" if " " in after else after + "…"
        words = document.text[found.start : found.end]
        return Passage(document=cite.document, title=document.title, before=before, words=words, after=after)


def passages_of(cites: Iterable[Cite], documents: Documents) -> tuple[Passage, ...]:
    """The passages of some cites, in order."""
    find = _Finder(documents)
    return tuple(find(cite) for cite in cites)


def _value(case: Case, place: str, item: Judgement | Judgements) -> str:
    if isinstance(item, Judgement):
        return judgement_words(item)
    issue = place.removeprefix("scores.") if place.startswith("scores.") else None
    return order_words(case, item, issue)


@dataclass(frozen=True, slots=True)
class _Owner:
    """Whose preference: of a party or ratifier, or of another as that one believes it to be."""

    who: str
    other: str
    title: str


def _entry(
    case: Case, path: str, place: str, owner: _Owner, item: Judgement | Judgements, find: _Finder
) -> Entry:
    kind, *rest = path_words(case, place)
    if not rest and place.startswith("interactions["):
        rest = [_interaction(case, owner, place)]
        kind = "Added points"
    if place.startswith("functions["):
        rest = [pattern_words(case, _part(case, owner, place))]
    value = _value(case, place, item)
    if kind == "Added points" and isinstance(item, Judgement) and item.low > 0:
        value = f"+{value}"
    return Entry(
        path=path,
        kind=kind,
        what=" → ".join(rest),
        value=value,
        note=item.note,
        passages=tuple(find(cite) for cite in item.cites),
    )


def _interaction(case: Case, owner: _Owner, place: str) -> str:
    """The pattern of an interaction in words."""
    own = case.preferences[owner.who]
    part = own.believes[owner.other] if owner.other else own
    number = int(place[len("interactions[") : place.index("]")])
    return pattern_words(case, (part.interactions or ())[number])


def _part(case: Case, owner: _Owner, place: str) -> Part:
    """The part of a function that stands at a place."""
    own = case.preferences[owner.who]
    functions = (own.believes[owner.other] if owner.other else own).functions or ()
    first, *inner = (int(index) for index in re.findall(r"\[([0-9]+)\]", place))
    found: Function | Part = functions[first]
    for index in inner:
        assert isinstance(found, Function)  # only functions have parts
        found = found.of[index]
    assert isinstance(found, Part)  # only parts have points
    return found


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
        if path.startswith("issues.") and isinstance(item, Judgement):
            meanings.append(_meaning(case, path, item, find))
            continue
        prefix = max((start for start in owners if path.startswith(start)), key=len)
        groups[prefix].append(_entry(case, path, path.removeprefix(prefix), owners[prefix], item, find))
    for who in (*case.everyone, *case.third_parties):
        away = case.preferences[who].walk_away
        if away is None:
            groups[f"preferences.{who}."].insert(0, _assumed(who))
        elif isinstance(away, Fallback):
            groups[f"preferences.{who}."].insert(0, _fallback(case, who, away, find))
    ordered = sorted(owners, key=lambda prefix: bool(owners[prefix].other))
    made = [
        Group(
            title=owner.title,
            scale=case.preferences[owner.other or owner.who].scale,
            entries=tuple(groups[prefix]),
        )
        for prefix, owner in ((prefix, owners[prefix]) for prefix in ordered)
    ]
    if meanings:
        made.append(Group(title="Measured meanings of options", scale="", entries=tuple(meanings)))
    return Ledger(groups=tuple(made), documents=len(documents))


def _fallback(case: Case, who: str, away: Fallback, find: _Finder) -> Entry:
    terms = (f"{case.issue_label(issue)}: {case.option_label(issue, o)}" for issue, o in away.deal.items())
    return Entry(
        path=f"preferences.{who}.walk_away",
        kind="Walk-away",
        what="",
        value=f"what this deal is worth: {', '.join(terms)}",
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


def _meaning(case: Case, path: str, item: Judgement, find: _Finder) -> Entry:
    for issue, record in case.issues.items():
        for option, settled in record.options.items():
            prefix = f"issues.{issue}.options.{option}.means."
            if path.startswith(prefix) and path[len(prefix) :] in settled.means:
                return Entry(
                    path=path,
                    kind=path[len(prefix) :].replace("_", " "),
                    what=f"{record.title} → {settled.title}",
                    value=judgement_words(item),
                    note=item.note,
                    passages=tuple(find(cite) for cite in item.cites),
                )
    raise KeyError(path)
