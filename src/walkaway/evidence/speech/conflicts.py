"""Accounts that do not fit together, proposed by structure: degree, number, polarity, an explicit dispute.

Both must speak of one thing: much of what the shorter sentence names, with no other name in each, and the
very act that one of them denies. The likeliest stand first. Nothing here decides who is right, or even that
there is a conflict: a person settles it.
"""

from __future__ import annotations

import itertools
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from typing import Final

from ..findings import Conflict, Duplicate, Read, Statement
from ..wordlist import DATES, MONTHS, WEEKDAYS, word_set
from .claims import Claim, claims_of, opposites
from .duplicates import duplicates_of
from .likeness import PART, WHOLE, containment, overlapping, pairs_sharing, same_speaker, stem, words
from .rejoinders import is_bargaining, rejoinders
from .reporting_words import VERB_FORMS

__all__ = ["conflicts_of"]

_MANY: Final = word_set("all most many much majority both every")
_FEW: Final = word_set("few minority handful little")
_NO_THING: Final = frozenset(map(stem, _MANY | _FEW | DATES))
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
_WEIGHT: Final = {"disputes": 1.0, "differs in number": 1.0, "contradicts": 0.9, "differs in degree": 0.8}
_ABOUT: Final = 0.4  # of what the shorter one names
_ONESELF: Final = 0.65  # whoever takes back what was said uses the same words
_EACH: Final = 2
_OFFERING: Final = frozenset(
    map(stem, ["offer", "propose", "ask", "demand", "accept", "agree", "insist", "request"])
)
_KINDS: Final = (MONTHS, WEEKDAYS, *map(word_set, (
    "north northern south southern east eastern west western upper lower old new inner outer",
    "first second third fourth fifth last",
)))  # fmt: skip
_NEAR: Final = 4
_COMMON: Final = 60
_MOST_HELD: Final = 2_000
_DAYS: Final = frozenset(map(str.title, DATES))
_MANY_NAMES: Final = 5
_HARDLY: Final = 0.15
_CAPITAL: Final = re.compile(r"(?<=[a-z,;] )[A-Z][\w]+")
_LOWER: Final = re.compile(r"\b[a-z][\w]*")


def conflicts_of(
    statements: Sequence[Statement], reads: Sequence[Read], twice: Iterable[Duplicate] | None = None
) -> tuple[Conflict, ...]:
    """Pairs of statements that may contradict each other; ``twice`` are the duplicates, if they are known."""
    some = [s for s in statements if s.content and s.modality != "hypothetical"]
    if twice is None:
        twice = duplicates_of(some, reads)
    same = {frozenset(pair) for d in twice for pair in itertools.combinations(d.statements, 2)}
    claims = _claims(some, reads)
    listed = [claim for own in claims.values() for claim in own]
    found: dict[frozenset[str], tuple[float, Conflict]] = {}
    names = {read.document.name: _capitals(read.document.text) for read in reads}
    for a, b in ((listed[i], listed[j]) for i, j in pairs_sharing([c.slots for c in listed], _COMMON)):
        pair = a.statement.id, b.statement.id
        if frozenset(pair) in same or frozenset(pair) in found or not _one_thing(a, b):
            continue
        if not _one_matter(a, b, names):
            continue
        shared = a.slots & b.slots
        verdict = _degree(a, b, shared) or _number(a, b, shared) or _polarity(a, b, shared)
        if verdict and not is_bargaining(a, b):
            likely = _likely(verdict[0], a, b)
            found[frozenset(pair)] = likely, Conflict(statements=pair, type=verdict[0], why=verdict[1])
    for conflict in (*_disputes(some, claims), *rejoinders(some, claims)):
        key = frozenset(conflict.statements)
        if key not in same:
            first, second = (claims[name][0] for name in conflict.statements)
            found.setdefault(key, (_likely(conflict.type, first, second), conflict))
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


def _one_thing(a: Claim, b: Claim) -> bool:
    """Whether two sentences of different statements may speak of one thing."""
    shared, size = len(a.slots & b.slots), min(len(a.slots), len(b.slots))
    if shared < max(min(2, size), _ABOUT * size) and not _takes_up(a, b):
        return False  # a thing shared by chance; most pairs
    if a.statement.id == b.statement.id or overlapping(a.statement, b.statement):
        return False
    authors = a.statement.kind == b.statement.kind == "author"
    if shared < _ONESELF * size and (authors or same_speaker(a.statement, b.statement)):
        return False
    if a.names - b.names and b.names - a.names:
        return False  # each names somebody or a place that the other does not
    pairs = [(kind & set(a.tokens), kind & set(b.tokens)) for kind in _KINDS]
    return not any(first and second and first.isdisjoint(second) for first, second in pairs)


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
    shared = 1.0 if kind == "disputes" or _takes_up(a, b) else shared
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


# ------------------------------------------------------------------------------------------------- degree


def _degree(a: Claim, b: Claim, shared: frozenset[str]) -> tuple[str, str] | None:
    """All of it on one side, some of it on the other."""
    pairs = ((WHOLE, PART), (PART, WHOLE), (_MANY, _FEW), (_FEW, _MANY))
    told = [(x, y) for x, y in pairs if not (x.isdisjoint(a.tokens) or y.isdisjoint(b.tokens))]
    for slot in sorted(shared) if told else ():
        for some, others in told:
            one, other = _beside(a, slot, some), _beside(b, slot, others)
            if one and other and not _other_thing(a, b):
                return "differs in degree", f"“{one}” against “{other}” (both on “{slot}”)"
    return None


def _takes_up(a: Claim, b: Claim) -> bool:
    """Whether one says what the other's degree is not: *part of it, not all of it* against *the whole*."""
    for one, other in ((a, b), (b, a)):
        if not (WHOLE.isdisjoint(other.tokens) or PART.isdisjoint(one.tokens)):
            denied = {word for word, sign in zip(one.tokens, one.signs, strict=True) if sign == "-"}
            if not denied.isdisjoint(WHOLE):
                return True
    return False


def _beside(claim: Claim, slot: str, among: frozenset[str]) -> str:
    """The word of some that stands next to another one, and is not denied."""
    for place in claim.places(slot):
        near = range(max(0, place - _NEAR), min(len(claim.tokens), place + _NEAR))
        hits = [k for k in near if claim.tokens[k] in among and claim.signs[k] == "+"]
        hits = [k for k in hits if claim.tokens[k - 1 : k + 1] not in (("the", "third"), ("the", "quarter"))]
        if hits:
            return claim.tokens[min(hits, key=lambda k: abs(k - place))]
    return ""


def _other_thing(a: Claim, b: Claim) -> bool:
    """Whether one word alone stands in the place of another: *lent the town 12*, *lent the harbour 9*."""
    for kind, i, j, k, m in SequenceMatcher(None, a.tokens, b.tokens, autojunk=False).get_opcodes():
        some, others = ({*c.keys[x:y]} & c.slots - _NO_THING for c, x, y in ((a, i, j), (b, k, m)))
        if (
            kind == "replace"
            and len(some) == len(others) == 1
            and not some & b.slots
            and not others & a.slots
        ):
            return VERB_FORMS.keys().isdisjoint(a.tokens[i:j]) or VERB_FORMS.keys().isdisjoint(b.tokens[k:m])
    return False


# ------------------------------------------------------------------------------------------------- number


def _number(a: Claim, b: Claim, shared: frozenset[str]) -> tuple[str, str] | None:
    """Amounts of one unit about the same thing, of which none fits both."""
    for unit in sorted({x.unit for x in a.amounts()} & {x.unit for x in b.amounts()}):
        (first, *more), (second, *others) = ([x for x in c.amounts() if x.unit == unit] for c in (a, b))
        if more or others or not (first.low > second.high or second.low > first.high):
            continue
        about = shared - _OFFERING - {stem(part) for part in unit.split("_")}
        alike = len(a.slots & b.slots) > 0.7 * len(a.slots | b.slots) and unit != "percent"
        if len(about) >= (1 if alike else 2) and not _other_thing(a, b):
            kind = "differs in degree" if first.share and second.share else "differs in number"
            return kind, f"“{first.told}” against “{second.told}”"
    return None


# ----------------------------------------------------------------------------------------------- polarity


def _polarity(a: Claim, b: Claim, shared: frozenset[str]) -> tuple[str, str] | None:
    """The same thing said and denied, or its opposite said."""
    if a.conditional != b.conditional or (len(shared) < 2 and a.slots != b.slots):
        return None
    opposed = {slot for slot in shared if {a.sign(slot), b.sign(slot)} == {"+", "-"}}
    heads = [(head, head <= set(other.keys)) for one, other in ((a, b), (b, a)) for head in one.heads]
    if any(one.denies_all and WHOLE.isdisjoint(other.tokens) for one, other in ((a, b), (b, a))):
        return None  # not all of it is some of it
    if not opposed or not any(known for _, known in heads):
        return None  # the very act that one denies, with what stands behind it, is to be named by the other
    if any(head & opposed and not known for head, known in heads):
        return None
    told = "”, “".join(sorted(opposed)[:3])
    return "contradicts", f"one side denies what the other says on “{told}”"


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
        denying = denying and statement.kind != "position"  # what is refused is no account
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
