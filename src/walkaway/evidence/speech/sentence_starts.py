"""Where sentences probably begin in text without punctuation: a small tagger, or rules when it is missing."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from functools import cache
from importlib import import_module, resources
from typing import Any, Final

from ..wordlist import NO_END, word_set
from .model import load_parser

MODEL_FILE: Final = "boundaries.crfsuite"
FINITE: Final = frozenset(("VBD", "VBZ", "VBP", "MD"))
_SUBJECTS: Final = word_set("""
    i we he she it they there this you that these those
""")
_WINDOW: Final = 300
_TAGGED: Final = 400
_HELD: Final[list[bytes]] = []  # the tagger reads from these bytes as long as it lives


class Word:
    """A word of a text with its tag."""

    __slots__ = ("end", "lower", "start", "tag")

    def __init__(self, start: int, end: int, lower: str, tag: str) -> None:
        self.start, self.end, self.lower, self.tag = start, end, lower, tag

    @property
    def finite(self) -> bool:
        """Whether the tag is that of a finite verb."""
        return self.tag in FINITE

    @property
    def noun(self) -> bool:
        """Whether the tag is that of a noun."""
        return self.tag.startswith("NN")


def words_of(text: str, start: int, end: int) -> list[Word]:
    """Words of a stretch of text, in small letters, with their parts of speech; no parse."""
    from spacy.tokens import Doc

    nlp = load_parser()
    piece = text[start:end]
    lowered = piece.lower() if len(piece.lower()) == len(piece) else piece
    places = [match.span() for match in re.finditer(r"\S+", lowered)]
    found: list[Word] = []
    for at in range(0, len(places), _TAGGED):
        some = places[at : at + _TAGGED]
        doc = Doc(nlp.vocab, words=[lowered[a:b] for a, b in some])
        for pipe in ("tok2vec", "tagger"):
            doc = nlp.get_pipe(pipe)(doc)
        found += [
            Word(start + a, start + b, token.text, token.tag_)
            for (a, b), token in zip(some, doc, strict=True)
        ]
    return found


def _at(words: Sequence[Word], index: int) -> tuple[str, str]:
    if 0 <= index < len(words):
        return words[index].lower, words[index].tag
    return ("<s>", "<s>") if index < 0 else ("</s>", "</s>")


def _distance(words: Sequence[Word], index: int, step: int) -> str:
    for far in range(8):
        at = index + far * step
        if not 0 <= at < len(words):
            return "edge"
        if words[at].finite:
            return str(min(far, 5))
    return "none"


def features(words: Sequence[Word], index: int) -> list[str]:
    """What the tagger sees of the gap before a word."""
    (w2, t2), (w1, t1), (w0, t0), (n1, u1), (n2, u2) = (_at(words, index + k) for k in (-2, -1, 0, 1, 2))
    t3 = _at(words, index - 3)[1]
    ahead, behind = _distance(words, index, 1), _distance(words, index - 1, -1)
    return [
        f"w0={w0}", f"w1={w1}", f"n1={n1}", f"w2={w2}", f"w1w0={w1}|{w0}", f"w0n1={w0}|{n1}",
        f"t0={t0}", f"t1={t1}", f"t1t0={t1}|{t0}", f"t2t1={t2}|{t1}", f"t0u1={t0}|{u1}",
        f"t2t1t0={t2}|{t1}|{t0}", f"t1t0u1={t1}|{t0}|{u1}", f"t0u1u2={t0}|{u1}|{u2}",
        f"t3..t0={t3}|{t2}|{t1}|{t0}",
        f"t1..u2={t1}|{t0}|{u1}|{u2}", f"w0u1={w0}|{u1}", f"t1w0={t1}|{w0}",
        f"ahead={ahead}", f"behind={behind}", f"both={behind}|{ahead}", f"t1ahead={t1}|{t0}|{ahead}|{behind}",
        f"noend={w1 in NO_END}", f"subject={w0 in _SUBJECTS}|{ahead}|{t1}", f"far={n2 in _SUBJECTS}",
    ]  # fmt: skip


@cache
def load_tagger() -> Any:
    """The boundary tagger that ships."""
    pycrfsuite = import_module("pycrfsuite")
    tagger = pycrfsuite.Tagger()
    _HELD.append(resources.files(__package__).joinpath("models", MODEL_FILE).read_bytes())
    tagger.open_inmemory(_HELD[-1])
    return tagger


def scores(words: Sequence[Word]) -> list[float]:
    """Probability that a sentence begins at each word."""
    tagger = load_tagger()
    found: list[float] = []
    for at in range(0, len(words), _WINDOW):
        size = min(_WINDOW, len(words) - at)
        tagger.set([features(words, k) for k in range(at, at + size)])
        found += [tagger.marginal("B", k) for k in range(size)]
    return found


def segments(
    words: Sequence[Word], probabilities: Sequence[float], bias: float = 0.6
) -> list[tuple[int, int]]:
    """The best division into sentences: likely starts, each with a finite verb, none too long."""
    size = len(words)
    verbs = [0]
    for word in words:
        verbs.append(verbs[-1] + word.finite)
    odds = [bias + math.log(max(p, 1e-4) / max(1 - p, 1e-4)) for p in probabilities]
    best = [0.0] + [-math.inf] * size
    back = [0] * (size + 1)
    for end in range(1, size + 1):
        for start in range(max(0, end - 70), end):
            value = best[start] + (odds[start] if start else 0.0)
            if verbs[end] == verbs[start]:
                value -= 2.5
            value -= max(0, end - start - 40) * 0.15
            if value > best[end]:
                best[end], back[end] = value, start
    found: list[tuple[int, int]] = []
    end = size
    while end:
        found.append((back[end], end))
        end = back[end]
    return found[::-1]
