"""Who is quoted by somebody else, and what is only supposed to be said."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from ..wordlist import ROLE_NOUNS, word_set
from .clauses import subject_of
from .parsing import ends

if TYPE_CHECKING:
    from spacy.tokens import Token

__all__ = ["Relayed", "passes_on", "relayed", "supposed"]

_QUOTING: Final = word_set("""
    quote quotes quoted quoting cite cites cited citing paraphrase paraphrases paraphrased paraphrasing
    report reports reported reporting
""")
_PAPERS: Final = word_set("letter statement message note email e-mail text memo declaration telegram")
_IF: Final = word_set("had were should")
_NOT_EITHER: Final = word_set("nor neither never only rarely seldom so not little")


class Relayed(NamedTuple):
    """Whose words they are, who passes them on, and the words that say so."""

    who: Token
    by: Token | None
    start: int
    end: int


def relayed(verb: Token) -> Relayed | None:
    """'Vik quoted Aas as saying', 'Aas was quoted as saying', 'Vik said, quoting Aas'."""
    if verb.dep_ == "pcomp" and verb.head.lower_ == "as":
        quoting = verb.head.head
        if quoting.lower_ not in _QUOTING:
            return None
        passive = _child(quoting, "nsubjpass") or (quoting.head if quoting.dep_ == "acl" else None)
        who = passive or _child(quoting, "dobj")
        by = None if passive is not None else subject_of(quoting)
        return Relayed(who, by, quoting.idx, ends(verb)) if who is not None else None
    own = _child(verb, "nsubj")
    if verb.lower_ in ("quoted", "quotes") and own is not None:
        who = _child(verb, "dobj")
        return Relayed(who, own, verb.idx, ends(who.right_edge)) if who is not None and _person(who) else None
    if verb.lower_ in ("read", "reads") and own is not None and (who := _writer(verb)) is not None:
        return Relayed(who, own, verb.idx, ends(who.right_edge))
    behind = [*verb.children, *(own.children if own is not None else ())]
    for quoting in behind:
        who = _child(quoting, "dobj")
        who = _writer(quoting) if quoting.lower_ == "reading" else who
        if quoting.lower_ in ("quoting", "reading") and who is not None:
            return Relayed(who, own or subject_of(verb), quoting.idx, ends(who.right_edge))
    return None


def passes_on(quoting: Token) -> bool:
    """Whether a verb of quoting only leads to another verb of speech: 'quoted Aas as saying'."""
    behind = [c for c in quoting.children if c.dep_ == "prep" and c.lower_ == "as"]
    return any(c.dep_ == "pcomp" for prep in behind for c in prep.children)


def supposed(verb: Token) -> bool:
    """'Had Aas said …', 'were he to say …', 'should she say …': an if without the word."""
    clause = verb.head if verb.dep_ == "xcomp" and verb.head.lower_ in _IF else verb
    if verb.sent.text.rstrip("\"' ").endswith("?"):
        return False
    first = next((t for t in verb.sent if not (t.is_punct or t.lower_ in ("and", "but"))), verb)
    if first.lower_ in _IF and not any(
        t.pos_ == "VERB" or t.text == "," for t in verb.doc[first.i + 1 : verb.i]
    ):
        return True
    subject = next((c for c in clause.children if c.dep_ in ("nsubj", "nsubjpass")), None)
    if subject is None or subject.i > verb.i:
        return False
    aux = next((t for t in (clause, *clause.children) if t.lower_ in _IF and t.i < subject.left_edge.i), None)
    if aux is None or (aux is not clause and aux.dep_ not in ("aux", "auxpass")):
        return False
    return aux.i == verb.sent.start or aux.nbor(-1).lower_ not in _NOT_EITHER


def _person(token: Token) -> bool:
    return token.pos_ == "PROPN" or token.lower_ in ROLE_NOUNS


def _writer(reading: Token) -> Token | None:
    """Whose letter is read out: 'reading from a letter by Aas', 'read the minister's statement'."""
    near = [c for c in reading.children if c.dep_ in ("dobj", "prep")]
    papers = [t for c in near for t in (c, *c.children) if t.lower_ in _PAPERS]
    for paper in papers:
        behind = [c for c in paper.children if c.dep_ == "prep" and c.lower_ in ("from", "by", "of")]
        whose = [*(c for p in behind for c in p.children), *(c for c in paper.children if c.dep_ == "poss")]
        if found := next((token for token in whose if _person(token)), None):
            return found
    return None


def _child(token: Token, dep: str) -> Token | None:
    return next((child for child in token.children if child.dep_ == dep), None)
