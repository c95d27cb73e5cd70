"""Accounts that do not fit together, proposed by structure: degree, number, polarity, an explicit dispute.

Both must speak of one thing: much of what the shorter one names, and the very act that one of them denies.
The likeliest stand first. Nothing here decides who is right, or even that there is a conflict: a person
settles it.
"""

from __future__ import annotations

import itertools
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from ..findings import Conflict, Duplicate, Read, Statement
from ..wordlist import TITLES, word_set
from .duplicates import duplicates_of
from .likeness import (
    DATES,
    PART,
    STOP,
    WHOLE,
    containment,
    overlapping,
    pairs_sharing,
    same_speaker,
    shares_of,
    stem,
    terms,
    words,
)

__all__ = ["conflicts_of"]

_MANY: Final = word_set("all most many much majority both every")
_FEW: Final = word_set("few minority handful little")
_NOT: Final = word_set("""
    not n't t never no nobody none neither cannot without nor hardly denied refuse refused refuses
""")
_BREAKS: Final = word_set("but because although though while whereas however")
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
_VAGUE: Final = frozenset(
    stem(word)
    for word in word_set("""
        make take get give go come put time year day week month people thing way want ask would
        think believe expect talk call tell new good better long one two first last many much need
        know see work use like part place well back country state world government man woman today
        statement report
    """)
)
_OPPOSITE: Final = {
    word: other
    for pair in """
    accept reject; agree reject; approve reject; open close; raise cut; grow shrink; support oppose; win lose
    keep drop; start end; stay leave; higher lower; safe unsafe; legal illegal; possible impossible; rise fall
    """.replace("\n", ";").split(";")
    if pair.strip()
    for first, second in [pair.split()]
    for word, other in [(terms(first)[0], terms(second)[0]), (terms(second)[0], terms(first)[0])]
}
_WEIGHT: Final = {"disputes": 1.0, "differs in number": 1.0, "contradicts": 0.9, "differs in degree": 0.8}
_ABOUT: Final = 0.4  # of what the shorter one names
_EACH: Final = 2
_KINDS: Final = (*DATES, *map(word_set, (
    "north northern south southern east eastern west western upper lower old new inner outer",
    "first second third fourth fifth last",
)))  # fmt: skip
_BOUNDS: Final = tuple(
    map(word_set, ("least more over above minimum exceed", "most less under below up maximum"))
)
_NEAR: Final = 4
_ONESELF: Final = 0.6
_COMMON: Final = 60
_MOST_HELD: Final = 2_000
_STANCES: Final = ("for", "against")
_NUMBER = re.compile(r"^\d[\d.,]*%?$")


@dataclass(frozen=True, slots=True)
class _Claim:
    """A statement as it is compared."""

    statement: Statement
    tokens: tuple[str, ...]
    keys: tuple[str, ...]
    slots: frozenset[str]
    negative: bool
    names: frozenset[str]

    def places(self, slot: str) -> list[int]:
        return [k for k, key in enumerate(self.keys) if key == slot]


def _claim(statement: Statement, names: frozenset[str]) -> _Claim:
    text = " … ".join(quote.text for quote in statement.content)
    tokens = tuple(words(text.replace("n't", " not").replace("n’t", " not")))
    keys = tuple("" if w in STOP else (terms(w) or [""])[0] for w in tokens)
    skipped = WHOLE | PART | _NOT
    slots = frozenset(
        key for key, word in zip(keys, tokens, strict=True)
        if len(key) > 2 and key not in _VAGUE and word not in skipped and not _NUMBER.match(word)
    )  # fmt: skip
    cue = words(statement.cue.text) if statement.cue is not None else []
    negative = statement.modality == "doubted" or any(w in _DENY_CUES or w in _NOT for w in cue)
    return _Claim(statement, tokens, keys, slots, negative, names & slots)


def conflicts_of(
    statements: Sequence[Statement], reads: Sequence[Read], twice: Iterable[Duplicate] | None = None
) -> tuple[Conflict, ...]:
    """Pairs of statements that may contradict each other; ``twice`` are the duplicates, if they are known."""
    some = [s for s in statements if s.content and s.modality != "hypothetical"]
    if twice is None:
        twice = duplicates_of(some, reads)
    same = {frozenset(pair) for d in twice for pair in itertools.combinations(d.statements, 2)}
    names = _names_of(some)
    claims = {s.id: _claim(s, names) for s in some}
    found: dict[frozenset[str], Conflict] = {}
    listed = list(claims.values())
    for a, b in ((listed[i], listed[j]) for i, j in pairs_sharing([c.slots for c in listed], _COMMON)):
        shared, size = a.slots & b.slots, min(len(a.slots), len(b.slots))
        if len(shared) < max(min(2, size), _ABOUT * size):
            continue  # a thing shared by chance; most pairs
        pair = a.statement.id, b.statement.id
        if frozenset(pair) in same or overlapping(a.statement, b.statement) or _apart(a, b):
            continue
        alike = same_speaker(a.statement, b.statement)
        if alike and len(shared) < _ONESELF * size:
            continue  # whoever takes back what was said uses the same words
        verdict = _degree(a, b, shared) or _number(a, b, shared) or _polarity(a, b, shared)
        if verdict:
            found[frozenset(pair)] = Conflict(statements=pair, type=verdict[0], why=verdict[1])
    for conflict in _disputes(some, claims):
        key = frozenset(conflict.statements)
        if key not in same:
            found.setdefault(key, conflict)
    outer = {s.id: s.embedded for s in some if s.embedded}
    outermost = [c for c in found.values() if not _told_inside(c, outer, found)]
    return tuple(_ranked(outermost, claims))


def _ranked(conflicts: Sequence[Conflict], claims: dict[str, _Claim]) -> Iterable[Conflict]:
    """The likeliest first; of a statement the two likeliest, of two speakers on one thing the likeliest."""
    order = {name: k for k, name in enumerate(claims)}
    place = {c.statements: tuple(order[name] for name in c.statements) for c in conflicts}
    told: Counter[str] = Counter()
    kept: dict[tuple[str, frozenset[str]], set[str]] = defaultdict(set)
    for conflict in sorted(conflicts, key=lambda c: (-_likely(c, claims), place[c.statements])):
        a, b = (claims[name] for name in conflict.statements)
        who = frozenset(c.statement.speaker.name if c.statement.speaker else c.statement.id for c in (a, b))
        about = a.slots & b.slots
        if about & kept[conflict.type, who] or max(told[name] for name in conflict.statements) >= _EACH:
            continue
        kept[conflict.type, who] |= about
        told.update(conflict.statements)
        yield conflict


def _likely(conflict: Conflict, claims: dict[str, _Claim]) -> float:
    """How likely a conflict is one: by its type, what is shared, how it is told, who stands by name."""
    a, b = (claims[name] for name in conflict.statements)
    shared = len(a.slots & b.slots) / max(1, min(len(a.slots), len(b.slots)))
    shared = 1.0 if conflict.type == "disputes" else shared
    sure = sum(c.statement.modality == "asserted" and not c.statement.embedded for c in (a, b)) / 2
    named = sum(c.statement.speaker is not None for c in (a, b)) / 2
    return _WEIGHT[conflict.type] * (0.5 + min(1.0, shared)) * (0.5 + sure) * (0.5 + named)


def _names_of(statements: Iterable[Statement]) -> frozenset[str]:
    """Names and titles of all who speak: statements that share only these are not about one thing."""
    called = {s.speaker.name for s in statements if s.speaker is not None and s.speaker.name[:1].isupper()}
    return frozenset(stem(word) for word in (*TITLES, *(word for name in called for word in words(name))))


def _told_inside(conflict: Conflict, outer: dict[str, str], found: dict[frozenset[str], Conflict]) -> bool:
    """Whether the statement in which one side stands is in the same conflict with the other side."""
    a, b = conflict.statements
    around = [frozenset((outer[one], other)) for one, other in ((a, b), (b, a)) if one in outer]
    return any(pair in found and found[pair].type == conflict.type for pair in around)


def _apart(a: _Claim, b: _Claim) -> bool:
    """Whether two claims speak of different places, months, days or terms of one kind."""
    pairs = [(kind & set(a.tokens), kind & set(b.tokens)) for kind in _KINDS]
    return any(first and second and first.isdisjoint(second) for first, second in pairs)


def _sides(claim: _Claim, slot: str) -> frozenset[str]:
    """What a claim is for or against, behind a word."""
    last = claim.places(slot)[-1]
    at = next((k for k in range(last, len(claim.tokens)) if claim.tokens[k] in _STANCES), len(claim.tokens))
    return frozenset(claim.keys[at + 1 : at + 4]) & claim.slots


def _elsewhere(a: _Claim, b: _Claim, slot: str) -> bool:
    """Whether all are for one thing and some against another."""
    if "against" not in {*a.tokens, *b.tokens}:
        return False
    first, second = _sides(a, slot), _sides(b, slot)
    return bool(first and second) and first.isdisjoint(second)


def _degree(a: _Claim, b: _Claim, shared: frozenset[str]) -> tuple[str, str] | None:
    """All of it on one side, some of it on the other; or another share of it."""
    first, second = shares_of(a.tokens), shares_of(b.tokens)
    if len(first) == len(second) == 1 and first.keys() != second.keys() and len(shared) >= 2:
        return "differs in degree", f"“{next(iter(first.values()))}” against “{next(iter(second.values()))}”"
    told = [
        (some, others)
        for some, others in ((WHOLE, PART), (PART, WHOLE), (_MANY, _FEW), (_FEW, _MANY))
        if not (some.isdisjoint(a.tokens) or others.isdisjoint(b.tokens))
    ]
    for slot in sorted(shared) if told else ():
        for some, others in told:
            one, other = _beside(a, slot, some), _beside(b, slot, others)
            if one and other and not _elsewhere(a, b, slot):
                return "differs in degree", f"“{one}” against “{other}” (both on “{slot}”)"
    return None


def _beside(claim: _Claim, slot: str, among: frozenset[str]) -> str:
    for place in claim.places(slot):
        near = range(max(0, place - _NEAR), min(len(claim.tokens), place + _NEAR))
        if hits := [k for k in near if claim.tokens[k] in among]:
            return claim.tokens[min(hits, key=lambda k: abs(k - place))]
    return ""


def _number(a: _Claim, b: _Claim, shared: frozenset[str]) -> tuple[str, str] | None:
    """Different numbers of the same unit about the same thing."""
    for unit in sorted(shared | ({"percent", "per", "million", "billion"} & set(a.tokens) & set(b.tokens))):
        first, second = _counted(a, unit), _counted(b, unit)
        told = len(first) == len(second) == 1 and len(shared - {unit}) >= 2
        if told and (first != second or _bounded(a, b, *first)):
            return "differs in number", f"“{first.pop()}” against “{second.pop()}” ({unit})"
    first, second = _percents(a), _percents(b)
    if len(first) == 1 and len(second) == 1 and first != second:
        return "differs in number", f"“{first.pop()}” against “{second.pop()}”"
    return None


def _bounded(a: _Claim, b: _Claim, number: str) -> bool:
    """Whether one side says at least a number and the other at most."""
    sides = []
    for claim in (a, b):
        at = claim.keys.index(number) if number in claim.keys else 0
        near = set(claim.tokens[max(0, at - 3) : at])
        sides.append(
            [bool(near & bound) != bool(near & _NOT) if near & bound else False for bound in _BOUNDS]
        )
    return (sides[0][0] and sides[1][1]) or (sides[0][1] and sides[1][0])


def _counted(claim: _Claim, unit: str) -> set[str]:
    keys = [key or word for key, word in zip(claim.keys, claim.tokens, strict=True)]
    return {
        keys[k - back]
        for k, key in enumerate(keys) if key == unit
        for back in (1, 2) if k >= back and _NUMBER.match(keys[k - back])
    }  # fmt: skip


def _percents(claim: _Claim) -> set[str]:
    return {word for word in claim.tokens if word.endswith("%") and _NUMBER.match(word)}


def _polarity(a: _Claim, b: _Claim, shared: frozenset[str]) -> tuple[str, str] | None:
    """The same thing said and denied, or its opposite said."""
    shared = shared - a.names - b.names
    if len(shared) < 2:
        return None
    opposite = any(
        _near(b, b.keys.index(other), shared)
        for place, key in enumerate(a.keys)
        if (other := _OPPOSITE.get(key, "-")) in b.keys and key not in b.keys and _near(a, place, shared)
    )
    if (_denied(a, shared) == _denied(b, shared)) != opposite:
        return None
    if not opposite and not (_acts(a, b) and _acts(b, a)):
        return None
    return "contradicts", f"one side denies what the other says on “{'”, “'.join(sorted(shared)[:3])}”"


def _near(claim: _Claim, place: int, slots: frozenset[str]) -> bool:
    """Whether one of some words stands beside a place."""
    return not slots.isdisjoint(claim.keys[max(0, place - _NEAR) : place + _NEAR + 1])


def _acts(claim: _Claim, other: _Claim) -> bool:
    """Whether the very act that a claim denies, with what stands right behind it, is named by the other."""
    cue = claim.statement.cue
    if claim.negative and claim.statement.kind == "position" and cue is not None:
        return not set(terms(cue.text)).isdisjoint(other.keys)  # what is refused is the act, not its object
    for place, word in enumerate(claim.tokens):
        if word in _NOT:
            near = enumerate(claim.keys[place + 1 : place + 4], place + 1)
            at, act = next(((k, key) for k, key in near if key), (place, ""))
            if not act or not {act, *claim.keys[at + 1 : at + 2]} - {""} <= set(other.keys):
                return False
    return True


def _denied(claim: _Claim, shared: frozenset[str]) -> bool:
    """Whether half of the shared words or more stand under a negation of the speaker."""
    votes = [_under_not(claim, place) for slot in shared for place in claim.places(slot)]
    return (0 < sum(votes) * 2 >= len(votes)) != claim.negative


def _under_not(claim: _Claim, place: int) -> bool:
    denied = False
    for k in range(place - 1, max(-1, place - 14), -1):
        word = claim.tokens[k]
        if word in _BREAKS or (word == "and" and place - k > 3):
            break
        following = claim.tokens[k + 1] if k + 1 < len(claim.tokens) else ""
        if word == "no" and following in ("question", "doubt", "wonder"):
            continue
        if word in _NOT and not (word == "t" and k and claim.tokens[k - 1] in ("u", "s")):
            denied = not denied
    return denied


def _disputes(statements: Sequence[Statement], claims: dict[str, _Claim]) -> Iterable[Conflict]:
    """'… paraphrased the demand imprecisely', 'denied that …': against what the named one said."""
    by_id = {statement.id: statement for statement in statements}
    order = {name: k for k, name in enumerate(by_id)}
    holders: dict[str, list[str]] = defaultdict(list)
    for name, claim in claims.items():
        for slot in claim.slots:
            holders[slot].append(name)
    for k, statement in enumerate(statements):
        text = " ".join(quote.text for quote in statement.content)
        explicit = _DISPUTING.search(text)
        denying = statement.cue is not None and statement.cue.text.lower() in _DENY_CUES
        if not explicit and not denying:
            continue
        about = set(claims[statement.id].slots)
        if explicit:
            about |= _around(statements, k, claims)
        shared = Counter(name for slot in about for name in holders[slot][:_MOST_HELD])
        likely = sorted(
            (by_id[name] for name in shared),
            key=lambda other: (-shared[other.id], other.document != statement.document, order[other.id]),
        )
        best = next((other for other in likely[:_MOST_HELD] if _disputed(statement, other, text)), None)
        need = 1 if best is not None and explicit and _names(best, text) else 2
        if best is not None and len(claims[best.id].slots & about) >= need:
            what = explicit.group() if explicit else (statement.cue.text if statement.cue else "")
            yield Conflict(statements=(best.id, statement.id), type="disputes", why=f"“{what}”")


def _around(statements: Sequence[Statement], k: int, claims: dict[str, _Claim]) -> set[str]:
    """What the same speaker says just before: the thing that a dispute is about."""
    before = statements[max(0, k - 2) : k]
    return {slot for s in before if same_speaker(s, statements[k]) for slot in claims[s.id].slots}


def _disputed(statement: Statement, other: Statement, text: str) -> bool:
    if other.id == statement.id or overlapping(statement, other) or other.speaker is None:
        return False
    if same_speaker(statement, other):
        return False
    if containment(words(text), words(" ".join(q.text for q in other.content)), 3) > 0.9:
        return True
    return _names(other, text) or (statement.cue is not None and statement.cue.text.lower() in _DENY_CUES)


def _names(other: Statement, text: str) -> bool:
    """Whether a text names the speaker of a statement."""
    said = set(words(text))
    name = words(other.speaker.name) if other.speaker is not None else []
    return bool(name) and (name[-1] in said or name[0] in said) and len(name[-1]) > 2
