"""Who is quoted by somebody else, and what is only supposed to be said."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Final, NamedTuple, TypeAlias

from ..wordlist import PLACES, ROLE_NOUNS, word_set
from .clauses import child_of, subject_of
from .parsing import ends
from .reporting_words import SAYING, VERB_FORMS

if TYPE_CHECKING:
    from spacy.tokens import Token

_QUOTING: Final = word_set("""
    quote quotes quoted quoting cite cites cited citing paraphrase paraphrases paraphrased paraphrasing
    report reports reported reporting
""")
_HANDING: Final = word_set("quoting citing paraphrasing reading")
_PAPERS: Final = word_set("letter statement message note email e-mail text memo declaration telegram words")
_WRITTEN: Final = word_set("signed written sent issued")
_SOURCES: Final = word_set("""
    people person source sources aide aides insider insiders witness witnesses agency agencies paper newspaper
    police investigators authorities
""")
_LAWS: Final = word_set("""
    act article bill chapter charter code constitution convention court covenant resolution section treaty
""")
_PLACES: Final = frozenset(word for form in PLACES for word in form.split())
_IF: Final = word_set("had were should")
_NOT_EITHER: Final = word_set("nor neither never only rarely seldom so not little")

Known: TypeAlias = "Callable[[Token], bool]"


class Relayed(NamedTuple):
    """Whose words they are (None: nobody can tell), who passes them on, and the words that say so."""

    who: Token | None
    by: Token | None
    start: int
    end: int


def relayed(verb: Token, known: Known) -> Relayed | None:
    """'Vik quoted Aas as saying', 'Aas was quoted as saying', 'Vik said, citing Aas'.

    ``known`` tells whether a name is one of the document's.
    """
    if verb.dep_ == "pcomp" and verb.head.lower_ == "as":
        quoting = verb.head.head
        if quoting.lower_ not in _QUOTING:
            return None
        passive = child_of(quoting, "nsubjpass") or (quoting.head if quoting.dep_ == "acl" else None)
        who = passive or child_of(quoting, "dobj")
        by = None if passive is not None else subject_of(quoting)
        return Relayed(who, by, quoting.idx, ends(verb)) if who is not None else None
    own = child_of(verb, "nsubj")
    who = passed_on(verb)
    if who is not None and (own is not None or verb.i == verb.sent.start):
        return Relayed(who, own, verb.idx, ends(who.right_edge))
    for quoting in _beside(verb, own):
        who = _writer(quoting, quoting.lower_ == "reading")
        thing = child_of(quoting, "dobj")
        if who is None and thing is not None and quoting.lower_ != "reading":
            if quoting.lower_ == "citing" and not _cited(quoting, thing):
                continue
            sure = quoting.lower_ != "citing" or thing.pos_ != "PROPN" or _full(thing) or known(thing)
            return Relayed(
                thing if sure else None, own or subject_of(verb), quoting.idx, ends(thing.right_edge)
            )
        if who is not None:
            return Relayed(who, own or subject_of(verb), quoting.idx, ends(who.right_edge))
    return None


def passed_on(verb: Token) -> Token | None:
    """Whose words a verb has for its object: 'quoted Aas', 'cited the minister', 'read a letter by Aas'."""
    if verb.lower_ in ("quoted", "quotes", "cited", "cites"):
        thing = child_of(verb, "dobj")
        return thing if thing is not None and _person(thing) else _writer(verb)
    return _writer(verb, verb.lower_ in ("read", "reads"))


def _beside(verb: Token, own: Token | None) -> Iterator[Token]:
    """'…, quoting Aas' beside a verb of speech: its own, its subject's, or behind what it reports."""
    for holder in (verb, own):
        yield from (c for c in (holder.children if holder is not None else ()) if c.lower_ in _HANDING)
    reported = [c for c in verb.children if c.dep_ == "ccomp" and c.i > verb.i]
    around = [verb.head] if verb.dep_ in ("parataxis", "ccomp") else []
    for clause in (*reported, *around):
        for last in clause.children:
            if last.i > verb.i and last.lower_ in _HANDING and last.nbor(-1).text == ",":
                yield last


def _cited(citing: Token, thing: Token) -> bool:
    """Whether what is cited can speak; costs, a law or an example cannot."""
    if any(c.dep_ == "prep" and c.lower_ == "as" for c in (*citing.children, *thing.children)):
        return False
    if thing.pos_ != "PROPN":
        return _person(thing) or thing.lower_ in _SOURCES
    near = {t.lower_ for t in thing.subtree}
    return near.isdisjoint(_LAWS | _PLACES) and not any(t.like_num for t in thing.subtree)


def _full(name: Token) -> bool:
    return any(c.pos_ == "PROPN" or _person(c) for c in name.children if c.dep_ == "compound")


def passes_on(quoting: Token) -> bool:
    """Whether a verb only leads to another one of speech: 'quoted Aas as saying', 'recalled Aas saying'."""
    if any(heard(child) for child in quoting.children):
        return True
    behind = [c for c in quoting.children if c.dep_ == "prep" and c.lower_ == "as"]
    return any(
        c.dep_ == "pcomp" and VERB_FORMS.get(c.lower_) == "say" for prep in behind for c in prep.children
    )


def heard(verb: Token) -> bool:
    """Whether a verb has for its subject the name before it, which another verb has for its object."""
    if verb.tag_ != "VBG" or VERB_FORMS.get(verb.lower_) not in SAYING or verb.i == verb.sent.start:
        return False
    before = verb.nbor(-1)
    return before.pos_ == "PROPN" and before.dep_ == "dobj" and before.head == verb.head


def supposed(verb: Token) -> bool:
    """'Had Aas said …', 'were he to say …', 'should she say …': an if without the word."""
    clause = verb.head if verb.dep_ == "xcomp" and verb.head.lower_ in _IF else verb
    if verb.sent.text.rstrip("\"' ").endswith("?"):
        return False
    first = next((t for t in verb.sent if not (t.is_punct or t.lower_ in ("and", "but"))), verb)
    if first.lower_ in ("imagine", "suppose"):
        return True
    if first.lower_ in _IF and not any(
        t.pos_ == "VERB" or t.text == "," for t in verb.doc[first.i + 1 : verb.i]
    ):
        return True
    subject = child_of(clause, "nsubj", "nsubjpass")
    if subject is None or subject.i > verb.i:
        return False
    aux = next((t for t in (clause, *clause.children) if t.lower_ in _IF and t.i < subject.left_edge.i), None)
    if aux is None or (aux is not clause and aux.dep_ not in ("aux", "auxpass")):
        return False
    return aux.i == verb.sent.start or aux.nbor(-1).lower_ not in _NOT_EITHER


def _person(token: Token) -> bool:
    return token.pos_ == "PROPN" or token.lower_.removesuffix("s") in ROLE_NOUNS


def _writer(verb: Token, through: bool = False) -> Token | None:
    """Whose letter is handed on; ``through`` *from* as well: 'reading from a letter by Aas'."""
    near = [c for c in verb.children if c.dep_ == "dobj" or (through and c.dep_ == "prep")]
    return next(filter(None, (writer_of(t) for c in near for t in (c, *c.children))), None)


def writer_of(paper: Token) -> Token | None:
    """Whose words a letter or statement holds: 'a letter by Aas', 'the minister's statement'."""
    if paper.lower_ not in _PAPERS:
        return None
    behind = [c for c in paper.children if c.dep_ == "prep" and c.lower_ in ("from", "by", "of")]
    behind += [
        c
        for c in paper.head.children
        if c.dep_ == "prep" and c.lower_ in ("from", "by") and c.i == paper.i + 1
    ]
    behind += [
        c
        for signed in paper.children
        if signed.lower_ in _WRITTEN
        for c in signed.children
        if c.dep_ == "agent"
    ]
    behind += [c for c in paper.children if c.dep_ == "relcl" and c.lower_ in _WRITTEN]
    whose = [*(c for p in behind for c in p.children), *(c for c in paper.children if c.dep_ == "poss")]
    return next((token for token in whose if _person(token)), None)
