"""What is one thing told twice: copies of a document, and the same words of the same speaker."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Iterable, Sequence

from ..findings import Duplicate, Read, Statement
from .comparing import alike
from .likeness import overlapping, pairs_sharing, same_speaker, words
from .parsing import live_segments

_COPY = 0.9
_COMMON = 200


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
    shares = {(a, b): count / min(sizes[a], sizes[b]) for (a, b), count in shared.items()}
    return {pair: share for pair, share in shares.items() if share >= _COPY}


def duplicates_of(statements: Iterable[Statement], reads: Sequence[Read]) -> tuple[Duplicate, ...]:
    """Statements that count once."""
    some = [s for s in statements if s.content]
    copies = copies_of(reads)
    contents = {s.id: words(" ".join(quote.text for quote in s.content)) for s in some}
    found: dict[str, tuple[str, ...]] = {}
    why: dict[str, str] = {}
    runs = [_runs(contents[s.id]) for s in some]
    for a, b in ((some[i], some[j]) for i, j in pairs_sharing(runs, _COMMON)):
        share = copies.get((a.document, b.document)) or copies.get((b.document, a.document), 0.0)
        told_alike = a.polarity == b.polarity and a.modality == b.modality and not overlapping(a, b)
        one = told_alike and (share or same_speaker(a, b)) and alike(contents[a.id], contents[b.id])
        if not one:
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


def _runs(found: Sequence[str]) -> set[tuple[str, ...]]:
    """Runs of three words, or of all if they are fewer."""
    size = min(3, len(found))
    return {tuple(found[j : j + size]) for j in range(len(found) - size + 1)}
