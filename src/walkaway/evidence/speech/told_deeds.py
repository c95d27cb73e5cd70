"""One act of one side told in two ways: with another number, or as done by one and as never done by another.

*Sorania offered 30* tells of the same act as *his government had offered 35*: whatever word stands for a side
and whoever speaks for it, the side is the doer. What may have been done twice is no conflict.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from ..amounts import MONEY
from ..findings import Conflict, Statement
from ..positions.subjects import subject_of
from ..wordlist import DATES, word_set
from .claims import VAGUE, Claim, Quantity
from .comparing import apart
from .implicatives import MARKED, signature_at
from .likeness import overlapping, pairs_sharing, same_speaker, stem, terms

_IN_ORDER: Final = word_set("""
    first then later initially originally earlier final finally now new raised increased improved latest last
    previous previously again before eventually meanwhile subsequently afterwards instead revised next
    another further additional
""")
"""Words of those who tell that there was more than one such act."""
_NOT_DONE: Final = word_set("would will shall can could may might must should to if or please do does")
_PAST: Final = word_set("""
    paid put sold gave held took left sent spent cut built bought brought lost won kept let set shot freed
    withdrew struck sought had was were did been drew lent
""")
_DENYING: Final = word_set("not never no nobody none neither nor")
_GETTING: Final = word_set("receive received get got see saw seen hear heard have had given shown")
_MAKING: Final = word_set("made tabled submitted sent presented handed brought gave issued filed lodged over")
_ANY: Final = word_set("no any a an the")
_BEING: Final = word_set("was were been being")
_HAVING: Final = word_set("had has have")
_FILLING: Final = word_set("any anything ever single kind sort such thing")
_LOOSE: Final = MONEY | word_set("percent days weeks months years hours minutes times number")
_ENDS: Final = word_set(", ; : . ! ? … and but which that who if unless because while")
_OWN: Final = word_set("he she it his her its")
_NAMED: Final = re.compile(r"\b[A-Z][\w-]*(?: [A-Z][\w-]*)*")
_WANT: Final = stem("want")
_NEAR: Final = 4
_COMMON: Final = 100


@dataclass(frozen=True, slots=True)
class Doers:
    """The sides of some documents: ``of`` gives the key of the one that a name belongs to, or nothing.

    ``words`` are single words of their names.
    """

    of: Callable[[str], str]
    keys: frozenset[str]
    words: frozenset[str]

    def other(self, key: str) -> str:
        """The other one of two; empty if there are more."""
        rest = self.keys - {key}
        return next(iter(rest)) if key in self.keys and len(rest) == 1 else ""


NOBODY: Final = Doers(lambda _: "", frozenset(), frozenset())


@dataclass(frozen=True, slots=True, kw_only=True)
class _Deed:
    """An act as a sentence tells it; ``by`` are the sides one of which did it.

    ``side`` is that of the teller, ``things`` what the act was done with; of what is denied ``how`` is
    between the word that denies and the act, and ``bare`` says that all of the kind is.
    """

    claim: Claim
    key: str
    word: str
    by: frozenset[str]
    side: str
    amounts: tuple[Quantity, ...]
    things: frozenset[str]
    past: bool
    denied: bool = False
    how: frozenset[str] = frozenset()
    bare: bool = False

    @property
    def told(self) -> Statement:
        return self.claim.statement


def told_otherwise(
    statements: Sequence[Statement], claims: Mapping[str, list[Claim]], doers: Doers
) -> Iterator[Conflict]:
    """Pairs of statements by which a side did one act with two numbers, or did it and never did it.

    Of each act of a side one, of one document first.
    """
    tellers = list(_tellers(statements, claims, doers))
    denied = [deed for teller in tellers for deed in teller.denied()]
    known = {deed.key for deed in denied}
    deeds = [*denied, *(deed for teller in tellers for deed in teller.done(known))]
    found = pairs_sharing([{(deed.key, by) for by in deed.by} for deed in deeds], _COMMON)
    pairs = [(deeds[i], deeds[j]) for i, j in found if _two_accounts(deeds[i], deeds[j])]
    order = {item.id: k for k, item in enumerate(statements)}
    pairs.sort(key=lambda pair: (pair[0].told.document != pair[1].told.document,
                                 abs(order[pair[0].told.id] - order[pair[1].told.id])))  # fmt: skip
    acts = set()
    for a, b in pairs:
        act = (a.denied, a.key, *b.by)
        if act in acts or apart(a.claim.tokens, b.claim.tokens):
            continue
        why = _never(a, b) if a.denied else _other_number(a, b)
        shown = _with_how(a, b, statements, claims, order[b.told.id]) if why else None
        if why is None or shown is None:
            continue
        acts.add(act)
        first, second = sorted((a.told.id, shown), key=order.__getitem__)
        yield Conflict(statements=(first, second), type=why[0], why=why[1])


def _tellers(
    statements: Sequence[Statement], claims: Mapping[str, list[Claim]], doers: Doers
) -> Iterator[_SentenceDeeds]:
    """Sentences of statements, each with what is said before it and what others say in it."""
    inner: dict[str, list[str]] = {}
    for item in statements:
        inner.setdefault(item.embedded, []).append(item.on_one_line)
    last = ("", "")
    for item in statements:
        before = last[1] if last[0] == item.document else ""
        for claim in claims[item.id]:
            if not claim.conditional:
                yield _SentenceDeeds(claim, doers, before, inner.get(item.id, ()))
            before = f"{before} {claim.text}"
        last = (item.document, item.on_one_line)


class _SentenceDeeds:
    """Reads the acts of one sentence."""

    def __init__(self, claim: Claim, doers: Doers, before: str, inner: Iterable[str]) -> None:
        self.claim, self.doers, self.before = claim, doers, before
        speaker = claim.statement.speaker
        self.side = (speaker.party or doers.of(speaker.name)) if speaker is not None else ""
        self.narrated = claim.statement.kind in ("position", "author")
        self.starts = [match.start() for match in MARKED.finditer(claim.text.lower())]
        if len(self.starts) != len(claim.tokens):
            self.starts = []
        places = [(claim.text.find(text), len(text)) for text in inner]
        self.quoted = [(at, at + size) for at, size in places if at >= 0]

    def denied(self) -> Iterator[_Deed]:
        """What the sentence says was not done: words close behind what denies."""
        claim, tokens = self.claim, self.claim.tokens
        for k in [] if self.narrated else self.words():
            near = [j for j in range(max(0, k - _NEAR), k) if tokens[j] in _DENYING]
            meant = near and not _NOT_DONE.isdisjoint(tokens[max(0, near[-1] - 2) : near[-1]])
            never = (bool(near) and self.turns(k)) or claim.signs[k] == "-"
            if not never or meant or not (near or claim.signs[0] == "-"):
                continue  # what somebody would or does not do is refused, not denied
            between = range(near[-1] + 1 if near else k, k)
            how = {
                claim.keys[j]
                for j in between
                if claim.keys[j] and claim.keys[j] not in VAGUE and tokens[j] not in _GETTING | _FILLING
            }
            bare = bool(near) and not _ANY.isdisjoint(tokens[near[-1] : k]) and "such" not in tokens[:k]
            anybody = bare and not self.by_stranger(k)
            by = self.by(k) or (self.doers.keys if anybody else frozenset())
            single = tokens[k + 1 : k + 3] == ("a", "single")  # "had not fired a single shot"
            for each in self.deeds(k, by, denied=True, how=frozenset(how), bare=bare or single):
                yield replace(each, things=frozenset()) if single else each

    def done(self, known: set[str]) -> Iterator[_Deed]:
        """What it says was done with an amount, or what others deny."""
        claim = self.claim
        if self.narrated:
            yield from self.narrative()
            return
        for k in self.words():
            meant = not _NOT_DONE.isdisjoint(claim.tokens[max(0, k - 3) : k])
            asked = bool(claim.amounts()) or self.key(k) in known
            near = not _DENYING.isdisjoint(claim.tokens[max(0, k - _NEAR) : k])
            so = not near if self.turns(k) else claim.signs[k] == "+"
            if asked and so and not meant and not self.thing(k):
                yield from (each for each in self.deeds(k, self.by(k)) if each.amounts or each.key in known)

    def narrative(self) -> Iterator[_Deed]:
        """What the document itself tells: the act is the word by which it was found."""
        cue = self.claim.statement.cue
        acts = terms(cue.text) if cue is not None and self.claim.statement.kind == "position" else []
        if acts and self.side and self.starts:
            yield from self.deeds(-1, frozenset((self.side,)), key=acts[-1])

    def words(self) -> Iterator[int]:
        """Places of the words that may say an act: no names, and no subject, as in *its delegation had*."""
        tokens = self.claim.tokens if self.starts else ()
        for k, token in enumerate(tokens):
            key, after = self.key(k), "".join(tokens[k + 1 : k + 2])
            subject = after in _HAVING | _NOT_DONE - {"to"} or after.endswith("ed")
            known = len(key) > 2 and (key not in VAGUE or key == _WANT) and token[0].isalpha()
            others = any(a <= self.starts[k] < b for a, b in self.quoted)
            if known and not subject and not others and token not in self.doers.words:
                yield k

    def turns(self, k: int) -> bool:
        """Whether a word is an act whose sign is that of another: *refused to*; *lost* is no winning."""
        turned = signature_at(self.claim.tokens, k) not in ("", "oo") or self.key(k) != self.claim.keys[k]
        return turned and self.claim.tokens[k] not in _DENYING

    def key(self, k: int) -> str:
        """What a word is compared by, itself: *rejected* is no accepting."""
        return next(iter(terms(self.claim.tokens[k])), "") if self.claim.keys[k] else ""

    def thing(self, k: int) -> bool:
        """Whether a word is what something else is done with: *demand a treaty*, but *made an offer*."""
        tokens = self.claim.tokens
        article = next((j for j in range(k - 1, max(0, k - _NEAR), -1) if tokens[j] in _ANY), None)
        verb = tokens[k].endswith("ed") or tokens[k] in _PAST  # "on Monday the port offered"
        return article is not None and not verb and tokens[article - 1] not in _MAKING | _GETTING

    def deeds(self, k: int, by: frozenset[str], *, key: str = "", **more: Any) -> Iterator[_Deed]:
        """The act that a word says, or none if nobody can be told who does it."""
        if not by:
            return
        claim, tokens = self.claim, self.claim.tokens
        stop = next((j for j in range(k + 1, len(tokens)) if tokens[j] in _ENDS), len(tokens))
        start = self.starts[k] if k >= 0 else -1
        last = self.starts[stop] if stop < len(tokens) else len(claim.text)
        amounts = tuple(each for each in claim.amounts() if start < claim.text.find(each.told) < last)
        units = {stem(part) for each in amounts for part in each.unit.split("_")}
        till = next((j for j in range(k + 1, stop) if tokens[j] in _BEING | _HAVING), stop)
        things = frozenset(
            claim.keys[j] for j in range(k + 1, till)
            if claim.keys[j] in claim.slots and stem(tokens[j]) not in units
            and tokens[j] not in DATES | _FILLING | self.doers.words
        )  # fmt: skip
        yield _Deed(
            claim=claim, key=key or self.key(k), word=key or tokens[k], by=by,
            side="" if self.narrated else self.side, amounts=amounts, things=things,
            past=self.past(k), **more,
        )  # fmt: skip

    def past(self, k: int) -> bool:
        """Whether an act is told as done, not as what is wanted now."""
        cue = self.claim.statement.cue
        if k < 0:
            return cue is not None and cue.text.split()[0].endswith("ed")
        near = self.claim.tokens[max(0, k - 2) : k + 3]
        return self.claim.tokens[k].endswith("ed") or not _PAST.isdisjoint(near)

    def by(self, k: int) -> frozenset[str]:
        """The side that does what a word says; none where it cannot be told."""
        tokens = self.claim.tokens
        found = subject_of(self.claim.text, self.starts[k])
        direct = self.claim.statement.kind == "direct"
        head = found.words.casefold().split(" ")
        who = ""
        own = head[0] in _OWN or (
            found.kind == "missing" and k < _NEAR and tokens[0] not in _DENYING
        )  # "denied having offered"
        if found.kind == "first" or (own and not direct):
            who = self.side
        elif found.kind == "you":
            who = self.doers.other(self.side)
        elif found.kind in ("named", "generic"):
            who = self.doers.of(found.words.removesuffix("'s").removesuffix("’s"))
        elif head[-1] == "they" and direct:
            other = self.doers.other(self.side)
            who = other if self.named_last() == other else ""
        got = any(tokens[j] in _GETTING and tokens[j + 1] in _ANY for j in range(max(0, k - _NEAR), k))
        if who and (got or tokens[k - 1] in _BEING):  # "we received no offer", "we were offered 30"
            who = self.doers.other(who)
        return frozenset(filter(None, (who,)))

    def by_stranger(self, k: int) -> bool:
        """Whether the speaker does what a word says and is no side: *it said they made no offer*."""
        found = subject_of(self.claim.text, self.starts[k])
        others = _OWN | {"they"} if self.claim.statement.kind != "direct" else frozenset()
        own = found.kind == "first" or found.words.casefold().split(" ")[0] in others
        return own and not self.side

    def named_last(self) -> str:
        """The side that was named last before the sentence."""
        runs = [match.group().split() for match in _NAMED.finditer(self.before)]
        names = (self.doers.of(" ".join(run[k:])) for run in reversed(runs) for k in range(len(run)))
        return next(filter(None, names), "")


def _two_accounts(a: _Deed, b: _Deed) -> bool:
    """Whether two deeds are told by two who need not agree, of what may be one act."""
    one, other = a.told, b.told
    told_by_document = {one.kind, other.kind} & {"position", "author"}
    if b.denied or one.id == other.id or (a.side and a.side == b.side and not told_by_document):
        return False
    return not overlapping(one, other) and (bool(told_by_document) or not same_speaker(one, other))


def _other_number(a: _Deed, b: _Deed) -> tuple[str, str] | None:
    """Two amounts of one unit of which none fits both, of what was done once."""
    same = a.told.document == b.told.document
    both = {*a.claim.tokens, *b.claim.tokens}
    outside = any(side not in a.by for side in (a.side, b.side))
    narrated = {a.told.kind, b.told.kind} & {"position", "author"}
    if narrated or not outside or not _IN_ORDER.isdisjoint(both) or not (same or (a.past and b.past)):
        return None
    for unit in sorted({each.unit for each in a.amounts} & {each.unit for each in b.amounts}):
        (one, *more), (other, *others) = ([x for x in deed.amounts if x.unit == unit] for deed in (a, b))
        loose = unit.split("_")[0] in _LOOSE and not same
        things = bool(a.things & b.things) if a.things and b.things else not loose or a.things == b.things
        if things and not (more or others) and (one.low > other.high or other.low > one.high):
            return "differs in number", f"“{one.told}” against “{other.told}”"
    return None


def _never(a: _Deed, b: _Deed) -> tuple[str, str] | None:
    """What the first denies is the kind of act that the second tells of."""
    if len(a.by) > 1 and a.side in b.by and not b.side:
        return None  # of an act of one's own side, only where the other side tells of it
    pairs = [(x, y) for x in a.amounts for y in b.amounts if x.unit == y.unit]
    fits = any(x.low <= y.high and y.low <= x.high for x, y in pairs)
    if (a.amounts and not fits) or (a.things and a.things.isdisjoint(b.things)):
        return None
    if not (a.things or a.amounts or a.bare or a.told.document == b.told.document):
        return None
    return "contradicts", f"one side denies what the other says on “{a.claim.written(a.word) or a.word}”"


def _with_how(
    a: _Deed, b: _Deed, statements: Sequence[Statement], claims: Mapping[str, list[Claim]], at: int
) -> str | None:
    """The statement in which what is denied of an act is told of it: *in writing* of *a written offer*."""
    for item in (statements[j] for j in (at, at + 1, at - 1) if 0 <= j < len(statements)):
        here = item.document == b.told.document and (item.id == b.told.id or same_speaker(item, b.told))
        if here and a.how <= {key for claim in claims[item.id] for key in claim.keys}:
            return item.id
    return None
