"""What is said twice compared, word by word and sentence by sentence: the same, another thing, or against it.

Statements with the same words are the same unless something turns the sense between words that both have.
Sentences are against each other in degree, in a number or in being so at all, if they speak of one thing:
much of what the shorter one names, with no other name in each, and the very act that one of them denies.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence, Set
from difflib import SequenceMatcher
from typing import Final

from ...numbers import WORD_VALUES
from ..wordlist import DATES, MONTHS, WEEKDAYS, word_set
from .claims import Claim
from .implicatives import OPERATORS
from .likeness import PART, STOP, WHOLE, containment, overlapping, same_speaker, stem
from .reporting_words import VERB_FORMS

_TURNING: Final = (
    WHOLE
    | PART
    | OPERATORS.keys()
    | WORD_VALUES.keys()
    | word_set("""
    barely rarely seldom rather instead often usually may might could should must only least almost nearly
    either majority minority handful more less up under over below above million billion hundred thousand
    dozen dozens
""")
)
_KINDS: Final = (MONTHS, WEEKDAYS, *map(word_set, (
    "north northern south southern east eastern west western upper lower old new inner outer",
    "first second third fourth fifth last",
)))  # fmt: skip
_MANY: Final = word_set("all most many much majority both every")
_FEW: Final = word_set("few minority handful little")
_DEGREES: Final = ((WHOLE, PART), (PART, WHOLE), (_MANY, _FEW), (_FEW, _MANY))
_NO_THING: Final = frozenset(map(stem, _MANY | _FEW | DATES))
_SAME: Final = 0.8
_FEW_WORDS: Final = 4
_ABOUT: Final = 0.4  # of what the shorter one names
_ONESELF: Final = 0.65  # whoever takes back what was said uses the same words
_NEAR: Final = 4


# --------------------------------------------------------------------------------------------------- the same


def alike(some: Sequence[str], other: Sequence[str]) -> bool:
    """Whether two texts say the same: in nearly the same words, and nothing turns the sense."""
    short = min(len(some), len(other)) < _FEW_WORDS
    same = list(some) == list(other) if short else containment(some, other, 2) >= _SAME
    return same and not differing(some, other)


def differing(some: Sequence[str], other: Sequence[str]) -> bool:
    """Whether texts that share most words differ in one that turns the sense, or in who does what to whom.

    Examples
    --------
    >>> a = "the yard would sign and pay forty".split()
    >>> differing(a, "the yard would not sign and pay forty".split()), differing(a, a[2:])
    (True, False)
    >>> differing("norvik will pay halvor".split(), "halvor will pay norvik".split())
    True
    """
    if list(some) == list(other):
        return False
    if apart(some, other):
        return True
    steps = SequenceMatcher(None, some, other).get_opcodes()  # words that fill a long text are no anchors
    same = [k for k, step in enumerate(steps) if step[0] == "equal"]
    inside = [step for step in steps[same[0] : same[-1]] if step[0] != "equal"] if same else []
    before = steps[0] if steps and steps[0][0] != "equal" else None
    first = {word for _, a, b, _, _ in inside for word in some[a:b]}
    second = {word for _, _, _, a, b in inside for word in other[a:b]}
    if before is not None:  # of what only one begins with, the words next to what both say
        first |= set(some[max(0, before[2] - 2) : before[2]])
        second |= set(other[max(0, before[4] - 2) : before[4]])
    moved = (first & set(other)) | (second & set(some))
    after = steps[-1] if steps and steps[-1][0] != "equal" else None
    if after is not None and same:  # and the first of what only one ends with
        first |= set(some[after[1] : after[1] + 2])
        second |= set(other[after[3] : after[3] + 2])
    return bool(moved - STOP) or any(word in _TURNING or word[0].isdigit() for word in first ^ second)


def apart(some: Iterable[str], other: Iterable[str]) -> bool:
    """Whether each names a day, a month, a side or a place in an order, and none of them the other's."""
    pairs = ((kind.intersection(some), kind.intersection(other)) for kind in _KINDS)
    return any(first and second and first.isdisjoint(second) for first, second in pairs)


# ----------------------------------------------------------------------------------------- against each other


def on_one_thing(a: Claim, b: Claim) -> bool:
    """Whether two sentences of different statements may speak of one thing."""
    shared, size = len(a.slots & b.slots), min(len(a.slots), len(b.slots))
    if shared < max(min(2, size), _ABOUT * size) and not takes_up(a, b):
        return False  # a thing shared by chance; most pairs
    if overlapping(a.statement, b.statement):
        return False
    authors = a.statement.kind == b.statement.kind == "author"
    if shared < _ONESELF * size and (authors or same_speaker(a.statement, b.statement)):
        return False
    if a.names - b.names and b.names - a.names:
        return False  # each names somebody or a place that the other does not
    return not apart(a.tokens, b.tokens)


def takes_up(a: Claim, b: Claim) -> bool:
    """Whether one says what the other's degree is not: *part of it, not all of it* against *the whole*."""
    for one, other in ((a, b), (b, a)):
        if not (WHOLE.isdisjoint(other.tokens) or PART.isdisjoint(one.tokens)):
            denied = {word for word, sign in zip(one.tokens, one.signs, strict=True) if sign == "-"}
            if not denied.isdisjoint(WHOLE):
                return True
    return False


def against(a: Claim, b: Claim) -> tuple[str, str] | None:
    """How two sentences about one thing contradict each other, with the words; None if they do not.

    All of it and some of it; amounts of one unit of which none fits both; the same said and denied.
    """
    if _replaced(a, b):
        return _denied(a, b)
    return next(_degrees(a, b), None) or next(_amounts(a, b), None) or _denied(a, b)


def _degrees(a: Claim, b: Claim) -> Iterator[tuple[str, str]]:
    for slot in sorted(a.slots & b.slots):
        for some, others in _DEGREES:
            one, other = _beside(a, slot, some), _beside(b, slot, others)
            if one and other:
                yield "differs in degree", f"“{one}” against “{other}” (both on “{_written(slot, a, b)}”)"


def _beside(claim: Claim, slot: str, among: Set[str]) -> str:
    """The word of some that stands next to another one, and is not denied."""
    for place in claim.places(slot) if not among.isdisjoint(claim.tokens) else ():
        near = range(max(0, place - _NEAR), min(len(claim.tokens), place + _NEAR))
        hits = [k for k in near if claim.tokens[k] in among and claim.signs[k] == "+"]
        hits = [k for k in hits if claim.tokens[k - 1 : k + 1] not in (("the", "third"), ("the", "quarter"))]
        if hits:
            return claim.tokens[min(hits, key=lambda k: abs(k - place))]
    return ""


def _replaced(a: Claim, b: Claim) -> bool:
    """Whether one word alone stands in the place of another: *lent the town 12*, *lent the harbour 9*."""
    for kind, i, j, k, m in SequenceMatcher(None, a.tokens, b.tokens, autojunk=False).get_opcodes():
        some, others = ({*c.keys[x:y]} & c.slots - _NO_THING for c, x, y in ((a, i, j), (b, k, m)))
        own = kind == "replace" and not some & b.slots and not others & a.slots
        if own and len(some) == len(others) == 1:
            return VERB_FORMS.keys().isdisjoint(a.tokens[i:j]) or VERB_FORMS.keys().isdisjoint(b.tokens[k:m])
    return False


def _amounts(a: Claim, b: Claim) -> Iterator[tuple[str, str]]:
    for unit in sorted({x.unit for x in a.amounts()} & {x.unit for x in b.amounts()}):
        (first, *more), (second, *others) = ([x for x in c.amounts() if x.unit == unit] for c in (a, b))
        if more or others or not (first.low > second.high or second.low > first.high):
            continue
        about = (a.slots & b.slots) - {stem(part) for part in unit.split("_")}
        same = len(a.slots & b.slots) > 0.7 * len(a.slots | b.slots) and unit != "percent"
        if len(about) >= (1 if same else 2):
            kind = "differs in degree" if first.share and second.share else "differs in number"
            yield kind, f"“{first.told}” against “{second.told}”"


def _denied(a: Claim, b: Claim) -> tuple[str, str] | None:
    shared = a.slots & b.slots
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
    told = [_written(slot, a, b) for slot in sorted(opposed, key=lambda slot: a.places(slot)[0])]
    return "contradicts", f"one side denies what the other says on “{'”, “'.join(told[:3])}”"


def _written(slot: str, *claims: Claim) -> str:
    """A word as the first of some claims writes it that does; *turned down* is compared as *rejected*."""
    return next(filter(None, (claim.word(slot) for claim in claims)), slot)
