"""What is one thing told twice: copies of a document, and the same words of the same speaker."""

from __future__ import annotations

import itertools
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

from ..records import Duplicate, Read, Statement
from ..wordlist import word_set
from .likeness import containment, words
from .parsing import live_segments

__all__ = ["copies_of", "duplicates_of", "same_speaker"]

_COPY = 0.9
_SAME = 0.8
_FEW_WORDS = 4
_COMMON = 200
_NOBODY = word_set("i we you he she they it who")


def same_speaker(a: Statement, b: Statement) -> bool:
    """Whether two statements have one speaker, as far as the names tell."""
    if a.speaker is None or b.speaker is None:
        return False
    first, second = _words_of_name(a.speaker.name), _words_of_name(b.speaker.name)
    if not first or not second or set(first) <= _NOBODY:
        return False
    if first == second:
        return True
    short, long = sorted((first, second), key=len)
    return len(short) == 1 and len(long) > 1 and short[0] in (long[0], long[-1]) and len(short[0]) > 2


@lru_cache(maxsize=4096)
def _words_of_name(name: str) -> tuple[str, ...]:
    return tuple(words(name))


def copies_of(reads: Sequence[Read]) -> dict[tuple[str, str], float]:
    """Pairs of documents of which one holds nearly all of the other."""
    sizes: dict[str, int] = {}
    first: dict[int, str] = {}  # by the hash of a sequence: the words themselves would fill the memory
    holders: dict[int, list[str]] = {}
    for read in reads:
        found = words(" ".join(read.document.text[a:b] for a, b in live_segments(read)))
        own = {hash(tuple(found[k : k + 4])) for k in range(len(found) - 3)}
        name = read.document.name
        sizes[name] = len(own)
        for gram in own:
            before = first.setdefault(gram, name)
            if before != name:
                holders.setdefault(gram, [before]).append(name)
    shared: Counter[tuple[str, str]] = Counter()
    for names in holders.values():
        if 1 < len(names) <= _COMMON:
            shared.update(itertools.combinations(names, 2))
    found_pairs = {}
    for (a, b), count in shared.items():
        share = count / min(sizes[a], sizes[b])
        if share >= _COPY:
            found_pairs[a, b] = share
    return found_pairs


def duplicates_of(statements: Iterable[Statement], reads: Sequence[Read]) -> tuple[Duplicate, ...]:
    """Statements that count once.

    Parameters
    ----------
    statements : iterable of Statement
    reads : sequence of Read

    Returns
    -------
    tuple of Duplicate
        Each with all statements that are one; order of the first.
    """
    some = [s for s in statements if s.content]
    copies = copies_of(reads)
    contents = {s.id: words(" ".join(quote.text for quote in s.content)) for s in some}
    found: dict[str, tuple[str, ...]] = {}
    why: dict[str, str] = {}
    for a, b in _candidates(some, contents):
        share = copies.get((a.document, b.document)) or copies.get((b.document, a.document), 0.0)
        if not (share or same_speaker(a, b)) or not _alike(contents[a.id], contents[b.id]):
            continue
        together = tuple(dict.fromkeys((*found.get(a.id, (a.id,)), *found.get(b.id, (b.id,)))))
        reason = "copies of one text" if share else "the same words of the same speaker"
        for name in together:
            found[name] = together
            why[name] = reason
    order = {s.id: k for k, s in enumerate(some)}
    groups = {tuple(sorted(group, key=order.__getitem__)) for group in found.values()}
    return tuple(
        Duplicate(statements=group, why=why[group[0]])
        for group in sorted(groups, key=lambda group: order[group[0]])
    )


def _alike(a: Sequence[str], b: Sequence[str]) -> bool:
    if min(len(a), len(b)) < _FEW_WORDS:
        return list(a) == list(b)
    return containment(a, b, 2) >= _SAME


def _candidates(
    statements: Sequence[Statement], contents: Mapping[str, list[str]]
) -> Iterable[tuple[Statement, Statement]]:
    """Pairs that share a run of words; a statement never pairs with what stands inside it."""
    holders: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for k, statement in enumerate(statements):
        found = contents[statement.id]
        size = min(3, len(found))
        for gram in {tuple(found[j : j + size]) for j in range(len(found) - size + 1)}:
            holders[gram].append(k)
    beside: list[list[list[int]]] = [[] for _ in statements]
    for held in holders.values():
        if 1 < len(held) <= _COMMON:
            for k in held[:-1]:
                beside[k].append(held)
    for i, a in enumerate(statements):  # one statement at a time: all pairs together would fill the memory
        for j in sorted({j for held in beside[i] for j in held if j > i}):
            b = statements[j]
            if a.embedded != b.id and b.embedded != a.id and not _overlap(a, b):
                yield a, b


def _overlap(a: Statement, b: Statement) -> bool:
    return a.document == b.document and any(
        x.start < y.end and y.start < x.end for x in a.content for y in b.content
    )
