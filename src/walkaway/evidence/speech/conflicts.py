"""Accounts that do not fit together, proposed by structure: degree, number, polarity, an explicit dispute.

The likeliest stand first. Nothing here decides who is right, or even that there is a conflict: a person
settles it.
"""

from __future__ import annotations

import itertools
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from ..findings import Conflict, Read, Statement
from ..wordlist import DATES, word_set
from .claims import Claim, claims_of, opposites
from .comparing import against, on_one_thing, takes_up
from .likeness import overlapping, pairs_sharing, same_speaker, words
from .rejoinders import is_bargaining, rejoinders
from .told_deeds import NOBODY, Doers, told_otherwise

_DISPUTING: Final = re.compile(
    r"\b(?:imprecise(?:ly)?|inaccurate(?:ly)?|misquoted|misstated|misrepresent\w*|mischaracteri[sz]\w*|exaggerat\w+"
    r"|distort\w+|false(?:ly)?|untrue|not true|isn t true|not the case|incorrect(?:ly)?|wrong(?:ly)?"
    r"|mistaken(?:ly)?|misleading|contrary to|overstat\w+|understat\w+|fabricat\w+"
    r"|a lie|lied|lying|misunderstood)\b",
    re.IGNORECASE,
)
_DENY_CUES: Final = word_set("""
    denied denies deny disputed disputes dispute rejected rejects refuted refutes contradicted
    contradicts
""")
_REFUSED: Final = re.compile(
    r"(?:(?:an?|the|any|his|her|its|their|\w+['’]s)\s)(?:[\w’'-]+\s){0,2}?"
    r"(?:demands?|offers?|proposals?|requests?|calls?|bids?|plans?|deals?|drafts?|terms)\b",
    re.IGNORECASE,
)
_WEIGHT: Final = {"disputes": 1.0, "differs in number": 1.0, "contradicts": 0.9, "differs in degree": 0.8}
_EACH: Final = 2
_COMMON: Final = 60
_MOST_HELD: Final = 2_000
_DAYS: Final = frozenset(map(str.title, DATES))
_MANY_NAMES: Final = 5
_HARDLY: Final = 0.15
_CAPITAL: Final = re.compile(r"(?<=[a-z,;] )[A-Z][\w]+")
_LOWER: Final = re.compile(r"\b[a-z][\w]*")


def conflicts_of(
    statements: Sequence[Statement], reads: Sequence[Read], doers: Doers = NOBODY
) -> tuple[Conflict, ...]:
    """Pairs of statements that may contradict each other; ``doers`` are the sides whose acts they tell."""
    some = [s for s in statements if s.content and s.modality != "hypothetical"]
    claims = _claims(some, reads)
    listed = [claim for own in claims.values() for claim in own]
    found: dict[frozenset[str], tuple[float, Conflict]] = {}
    names = {read.document.name: _capitals(read.document.text) for read in reads}
    for a, b in ((listed[i], listed[j]) for i, j in pairs_sharing([c.slots for c in listed], _COMMON)):
        pair = a.statement.id, b.statement.id
        if frozenset(pair) in found or not (on_one_thing(a, b) and _one_matter(a, b, names)):
            continue
        verdict = against(a, b)
        if verdict and not is_bargaining(a, b):
            likely = _likely(verdict[0], a, b)
            found[frozenset(pair)] = likely, Conflict(statements=pair, type=verdict[0], why=verdict[1])
    more = *_disputes(some, claims), *rejoinders(some, claims), *told_otherwise(some, claims, doers)
    for conflict in more:
        first, second = (claims[name][0] for name in conflict.statements)
        found.setdefault(frozenset(conflict.statements), (_likely(conflict.type, first, second), conflict))
    outer = {s.id: s.embedded for s in some if s.embedded}
    told = {key: conflict for key, (_, conflict) in found.items()}
    outermost = [(likely, c) for likely, c in found.values() if not _told_inside(c, outer, told)]
    return tuple(_ranked(outermost, claims))


def _capitals(text: str) -> frozenset[str]:
    """Names of people and places in a text."""
    return frozenset(_CAPITAL.findall(text)) - _DAYS


def _one_matter(a: Claim, b: Claim, names: Mapping[str, frozenset[str]]) -> bool:
    """Whether the documents of two claims name somebody or a place in common, if both name many."""
    first, second = (names.get(claim.statement.document, frozenset()) for claim in (a, b))
    if a.statement.document == b.statement.document:
        return True
    common, fewer = len(first & second), min(len(first), len(second))
    if len(a.slots & b.slots) < _EACH:
        return common > 0  # one word alone
    return fewer < _MANY_NAMES or common >= _HARDLY * fewer


def _claims(statements: Iterable[Statement], reads: Sequence[Read]) -> dict[str, list[Claim]]:
    """The sentences of each statement, ready to be compared."""
    texts = {read.document.name: read.document.text for read in reads}
    capital = {word.lower() for text in texts.values() for word in _capitals(text)}
    named = frozenset(capital.difference(*map(_LOWER.findall, texts.values())))
    some = list(statements)
    known = opposites({word for s in some for quote in s.content for word in words(quote.text)})
    return {s.id: claims_of(s, texts.get(s.document, ""), named, known) for s in some}


def _ranked(
    conflicts: Sequence[tuple[float, Conflict]], claims: Mapping[str, list[Claim]]
) -> Iterable[Conflict]:
    """The likeliest first; of a statement the two likeliest, of two speakers on one thing the likeliest."""
    order = {name: k for k, name in enumerate(claims)}
    slots = {name: frozenset(slot for claim in own for slot in claim.slots) for name, own in claims.items()}
    told: Counter[str] = Counter()
    kept: dict[tuple[str, frozenset[str]], set[str]] = defaultdict(set)
    for _, conflict in sorted(conflicts, key=lambda c: (-c[0], [order[name] for name in c[1].statements])):
        a, b = conflict.statements
        speakers = [claims[name][0].statement.speaker for name in (a, b)]
        who = frozenset(s.name if s else name for s, name in zip(speakers, (a, b), strict=True))
        about = slots[a] & slots[b]
        if about & kept[conflict.type, who] or max(told[a], told[b]) >= _EACH:
            continue
        kept[conflict.type, who] |= about
        told.update((a, b))
        yield conflict


def _likely(kind: str, a: Claim, b: Claim) -> float:
    """How likely a conflict is one: by its type, what is shared, how it is told, who stands by name."""
    shared = len(a.slots & b.slots) / max(1, min(len(a.slots), len(b.slots)))
    shared = 1.0 if kind == "disputes" or takes_up(a, b) else shared
    told = a.statement, b.statement
    sure = sum(s.modality == "asserted" and not s.embedded for s in told) / 2
    named = sum(s.speaker is not None for s in told) / 2
    return _WEIGHT[kind] * (0.5 + min(1.0, shared)) * (0.5 + sure) * (0.5 + named)


def _told_inside(conflict: Conflict, outer: dict[str, str], found: dict[frozenset[str], Conflict]) -> bool:
    """Whether the statement in which one side stands is in the same conflict with the other side."""
    a, b = conflict.statements
    lifted = outer.get(a, a), outer.get(b, b)
    around = [frozenset(pair) for pair in ((lifted[0], b), (a, lifted[1]), lifted) if pair != (a, b)]
    return any(pair in found and found[pair].type == conflict.type for pair in around)


# ---------------------------------------------------------------------------------------------- disputes


def _disputes(statements: Sequence[Statement], claims: Mapping[str, list[Claim]]) -> Iterable[Conflict]:
    """'… paraphrased the demand imprecisely', 'denied that …': against what the named one said."""
    holders: dict[str, list[int]] = defaultdict(list)
    slots = {name: frozenset(slot for claim in own for slot in claim.slots) for name, own in claims.items()}
    for k, own in enumerate(slots.values()):
        for slot in own:
            holders[slot].append(k)
    for k, statement in enumerate(statements):
        text = " ".join(quote.text for quote in statement.content)
        explicit = _DISPUTING.search(text)
        denying = statement.cue is not None and statement.cue.text.lower() in _DENY_CUES
        denying = denying and statement.kind != "position" and not _REFUSED.match(text)  # no account
        if not explicit and not denying:
            continue
        about = set(slots[statement.id])
        if explicit:
            about |= _around(statements, k, slots)
        shared = Counter(itertools.chain.from_iterable(holders[slot][:_MOST_HELD] for slot in about))
        likely = itertools.islice(_likeliest(shared, statement, statements), _MOST_HELD)
        best = next((other for other in likely if _disputed(statement, other, text)), None)
        need = 1 if best is not None and explicit and _names(best, text) else 2
        if best is not None and len(slots[best.id] & about) >= need:
            what = explicit.group() if explicit else (statement.cue.text if statement.cue else "")
            yield Conflict(statements=(best.id, statement.id), type="disputes", why=f"“{what}”")


def _likeliest(
    shared: Counter[int], statement: Statement, statements: Sequence[Statement]
) -> Iterator[Statement]:
    """Those that share most with a statement first, of as many those of its document; sorted as asked for."""
    for most in sorted(set(shared.values()), reverse=True):
        level = sorted(k for k, count in shared.items() if count == most)
        some = [statements[k] for k in level]
        yield from (other for other in some if other.document == statement.document)
        yield from (other for other in some if other.document != statement.document)


def _around(statements: Sequence[Statement], k: int, slots: Mapping[str, frozenset[str]]) -> set[str]:
    """What the same speaker says just before: the thing that a dispute is about."""
    before = statements[max(0, k - 2) : k]
    return {slot for s in before if same_speaker(s, statements[k]) for slot in slots[s.id]}


def _disputed(statement: Statement, other: Statement, text: str) -> bool:
    if other.speaker is None or overlapping(statement, other) or same_speaker(statement, other):
        return False
    return _names(other, text) or (statement.cue is not None and statement.cue.text.lower() in _DENY_CUES)


def _names(other: Statement, text: str) -> bool:
    """Whether a text names the speaker of a statement."""
    said = set(words(text))
    name = words(other.speaker.name) if other.speaker is not None else []
    return bool(name) and (name[-1] in said or name[0] in said) and len(name[-1]) > 2
