"""Which words of a text are nouns and adjectives, and which noun names what a phrase is about."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from ..findings import Read
from ..speech.model import load_parser
from .draft_words import DEALS, LEVER_NOUNS, PROCEEDS

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_TELLING: Final = ("NN", "NNS", "NNP", "NNPS", "JJ")
_BEFORE, _LONGEST = 60, 600
_ROLES: Final = (
    "dobj",
    "attr",
    "nsubj",
    "nsubjpass",
    "oprd",
    "ccomp",
    "xcomp",
    "pobj",
    "dep",
    "advcl",
    "prep",
    "conj",
)
"""What hangs on a word, what it is about first."""
_BESIDE: Final = ("compound", "amod", "nmod")


def nouns_of(read: Read, spans: Sequence[tuple[int, int]]) -> dict[int, bool]:
    """Where nouns (True) and adjectives (False) begin near some spans."""
    text = read.document.flow
    around = []
    for start, end in spans:
        begin = text.rfind(" ", 0, max(0, start - _BEFORE)) + 1
        around.append((text[begin : min(end + 1, begin + _LONGEST)], begin))
    docs = load_parser().pipe((some for some, _ in around), disable=["parser", "attribute_ruler"])
    return {
        begin + token.idx: token.tag_ != "JJ"
        for doc, (_, begin) in zip(docs, around, strict=True) for token in doc if token.tag_ in _TELLING
    }  # fmt: skip


def verbs_behind(read: Read, spans: Sequence[tuple[int, int]]) -> list[int]:
    """Where each span ends, or what its subject does next begins: *offered 35 tonnes* of *… and left*."""
    text = read.document.flow
    ends = [end for _, end in spans]
    joined = [number for number, (start, end) in enumerate(spans) if " and " in text[start:end]]
    docs = load_parser().pipe(
        (text[slice(*spans[number])][:_LONGEST] for number in joined), disable=["parser"]
    )
    for number, doc in zip(joined, docs, strict=True):
        told = [token for token in doc if token.tag_ != "RB"]  # "and then left"
        done = (one for one, two in pairwise(told) if one.tag_ == "CC" and two.tag_ == "VBD" and one.i > 1)
        first = next(done, None)
        if first is not None:
            start = spans[number][0]
            ends[number] = start + len(text[start : start + first.idx].rstrip(" ,\n>"))
    return ends


def named_by(phrases: Sequence[str], tells: Callable[[str], bool]) -> Iterator[str]:
    """The noun that names what each phrase is about, with the words before it; empty if none does.

    It is what is paid, given or done, else what that is of or for; ``tells`` says of a word in lower case
    whether it can name anything.
    """
    for doc in load_parser().pipe(phrase[:_LONGEST] for phrase in phrases):
        nouns = [
            token for token in _in_order(doc)
            if token.tag_[:2] == "NN" and tells(token.lower_) and token.head.lower_ != "per"
        ]  # fmt: skip
        if nouns and nouns[0].lower_ in LEVER_NOUNS | DEALS:  # "the removal of the sanctions"
            nouns = [token for token in _of(nouns[0]) if token in nouns] or nouns
        elif nouns and nouns[0].lower_ in PROCEEDS:  # "the money from naming rights"
            nouns = nouns[1:] or nouns
        yield _whole(nouns[0], tells) if nouns else ""


def _of(noun: Token) -> Iterator[Token]:
    """What stands behind the *of* of a noun, and of a number that stands there: *140 of its prisoners*."""
    for part in noun.children:
        for child in part.children if part.lower_ == "of" else ():
            yield child
            if child.tag_ == "CD":
                yield from _of(child)


def _in_order(doc: Doc) -> Iterator[Token]:
    """Words from the root down, what a word is about before what stands beside it."""
    queue = [token for token in doc if token.head.i == token.i][:1]
    for token in queue:
        yield token
        queue += sorted((child for child in token.children if child.dep_ in _ROLES),
                        key=lambda child: (_ROLES.index(child.dep_), child.i))  # fmt: skip


def _whole(noun: Token, tells: Callable[[str], bool]) -> str:
    """A noun with the nouns and adjectives right before it."""
    first = noun.i
    while first and noun.doc[first - 1].dep_ in _BESIDE and tells(noun.doc[first - 1].lower_):
        first -= 1
    return noun.doc[first : noun.i + 1].text
