"""What is no account but a wish of one's own, and what answers the account that stands right before it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise
from typing import Final

from ..findings import Conflict, Statement
from ..positions.cues import CUES
from ..positions.subjects import subject_of
from ..wordlist import word_set
from .claims import Claim
from .likeness import STOP, overlapping, same_speaker, words

_PRONOUNS: Final = word_set("it they he she")
_NO_SUCH: Final = re.compile(r"\b(?:nothing of the (?:kind|sort)|no such)\b", re.IGNORECASE)
_OWN: Final = ("he", "she", "his ", "her ")
_NEAR: Final = 250


def is_bargaining(a: Claim, b: Claim) -> bool:
    """Whether two sides say what each of them wants: then they differ in that, not in what is so.

    Who takes back what was wanted before contradicts himself; who moves by a number does not. Of what is
    told by others only amounts count: that a thing was ever asked for may well be denied.
    """
    told = {a.statement.kind, b.statement.kind} - {"position", "direct"}
    if told and not (a.amounts() and b.amounts()):
        return False
    first, second = _who_wants(a), _who_wants(b)
    if not (first and second):
        return False
    moved = "direct" in (a.statement.kind, b.statement.kind) and a.statement.kind != b.statement.kind
    return first.isdisjoint(second) or bool(moved and a.amounts() and b.amounts())


def _who_wants(claim: Claim) -> frozenset[str]:
    """Words that name who offers, demands or refuses what a claim tells; empty if nobody can be told."""
    speaker = claim.statement.speaker
    own = frozenset(words(speaker.name)) if speaker is not None else frozenset()
    by = claim.statement.cue.text if claim.statement.cue is not None else ""
    reported = claim.statement.kind == "paraphrase" and any(cue.pattern.match(by) for cue in CUES)
    if claim.statement.kind == "position" or reported:
        return own
    for cue in CUES:
        match = None if cue.before else cue.pattern.search(claim.text)
        if match is None:
            continue
        found = subject_of(claim.text, match.start())
        if found.kind == "named":
            return frozenset(words(found.words)) - STOP
        if found.kind == "first" or found.words.lower().startswith(_OWN):
            return own
        if found.kind == "missing" and claim.statement.kind == "direct":
            return own
    return frozenset()


def rejoinders(statements: Iterable[Statement], claims: Mapping[str, list[Claim]]) -> Iterator[Conflict]:
    """Another number of the same unit for what was just told (*it was 55*), or *nothing of the kind*."""
    told = [item for item in statements if item.speaker and item.kind != "position" and claims[item.id]]
    told.sort(key=lambda item: (item.document, item.content[0].start))
    for before, after in pairwise(told):
        near = after.document == before.document and after.content[0].start - before.content[-1].end < _NEAR
        if not near or overlapping(before, after) or same_speaker(before, after):
            continue
        pair, first, second = (before.id, after.id), claims[before.id][-1], claims[after.id][0]
        if _NO_SUCH.search(second.text):
            yield Conflict(statements=pair, type="disputes", why=f"“{second.text}”")
        elif not _PRONOUNS.isdisjoint(second.tokens[:1]) and not (_wanted(first) or _wanted(second)):
            one, other = first.amounts(), second.amounts()
            alone = len(one) == len(other) == 1 and one[0].unit == other[0].unit
            if alone and (one[0].low > other[0].high or other[0].low > one[0].high):
                why = f"“{one[0].told}” against “{other[0].told}”"
                yield Conflict(statements=pair, type="differs in number", why=why)


def _wanted(claim: Claim) -> bool:
    """Whether a claim tells of an offer or a demand, which another one may follow."""
    text = claim.text.replace(" as promised", "").replace(" as agreed", "")
    return bool(_who_wants(claim)) or any(cue.pattern.search(text) for cue in CUES)
