"""Parts of speech by the rules of the English model, each asked once.

The rules look at one word, its tag and its role (and, of *there is*, at the word before), and cost a third of
all parsing when every word is matched against all of them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from .model import load_parser

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_Key = tuple[int, int, int, bool]
"""Word, tag and role, and whether *there* stands before it."""

_KNOWN: Final[dict[_Key, tuple[int, int, int]]] = {}


def with_parts_of_speech(doc: Doc) -> Doc:
    """The same document, each of its words with its part of speech."""
    keys = []
    expletive = False
    for token in doc:
        keys.append((token.orth, token.tag, token.dep, expletive))
        expletive = token.dep_ == "expl"
    _ask_rules({key: token for key, token in zip(keys, doc, strict=True) if key not in _KNOWN})
    for key, token in zip(keys, doc, strict=True):
        token.pos, tag, dep = _KNOWN[key]
        if token.is_space:
            token.tag, token.dep = tag, dep
    return doc


def _ask_rules(new: dict[_Key, Token]) -> None:
    """Have the rules say of words, all at once, what they say of each alone, or behind *there*."""
    from spacy.tokens import Doc as SpacyDoc

    if not new:
        return
    words: list[tuple[str, str, str]] = []
    places = []
    for (*_, expletive), token in new.items():
        words += [("there", "EX", "expl")] * expletive
        places.append(len(words))
        words.append((token.text, token.tag_, token.dep_))
        words += [(".", ".", "punct")] * (token.dep_ == "expl")  # the next one does not stand behind it
    texts, tags, deps = map(list, zip(*words, strict=True))
    ruler: Any = load_parser().get_pipe("attribute_ruler")
    asked = SpacyDoc(token.vocab, texts, tags=tags, deps=deps, heads=[0] * len(words))
    told = ruler(asked)
    _KNOWN.update(
        (key, (told[at].pos, told[at].tag, told[at].dep)) for key, at in zip(new, places, strict=True)
    )
