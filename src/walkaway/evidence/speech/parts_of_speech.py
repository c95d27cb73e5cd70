"""Parts of speech by the rules of the English model, each asked once.

The rules look at one word, its tag and its role (and, of *there is*, at the word before), and cost a third of
all parsing when every word is matched against all of them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from .model import load_parser

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

__all__ = ["with_parts_of_speech"]

_KNOWN: Final[dict[tuple[int, int, int, bool], tuple[int, int, int]]] = {}


def with_parts_of_speech(doc: Doc) -> Doc:
    """The same document, each of its words with its part of speech."""
    expletive = False
    for token in doc:
        key = token.orth, token.tag, token.dep, expletive
        found = _KNOWN.get(key)
        if found is None:
            found = _KNOWN[key] = _by_rules(token, expletive)
        expletive = token.dep_ == "expl"
        token.pos, tag, dep = found
        if token.is_space:
            token.tag, token.dep = tag, dep
    return doc


def _by_rules(token: Token, expletive: bool) -> tuple[int, int, int]:
    """What the rules say of a word alone, or behind *there*."""
    from spacy.tokens import Doc as SpacyDoc

    before = (("there", "EX", "expl"),) if expletive else ()
    words, tags, deps = zip(*before, (token.text, token.tag_, token.dep_), strict=True)
    ruler: Any = load_parser().get_pipe("attribute_ruler")
    told = ruler(
        SpacyDoc(token.vocab, list(words), tags=list(tags), deps=list(deps), heads=[0] * len(words))
    )[-1]
    return told.pos, told.tag, told.dep
