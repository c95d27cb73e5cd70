"""What somebody says of a thing without a clause: 'called it a disgrace', 'accused them of lying'.

Beside these: verbs and adjectives outside all lists that report, since their subject can speak and a clause
with *that* stands behind them ('ruled that', 'was confident that').
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ..wordlist import word_set
from .clauses import base_of, child_of, may_speak, subject_of
from .parsing import ends
from .reporting_words import ASCRIBING, DENYING, REPORT_NOUNS, SHOWING

if TYPE_CHECKING:
    from spacy.tokens import Token

_LINKS: Final = word_set("as of for on")
_FINDINGS: Final = word_set("""
    poll polls survey surveys study studies report reports figures data documents analysis research results
""")
_CAUSING: Final = word_set(
    "ensure ensures ensured ensuring mean means meant make makes made require requires"
)
_FORESEEING: Final = word_set("predict forecast expect anticipate")
_RATING: Final = word_set("put puts value values valued")
_HAVE: Final = word_set("have has had 've")
_BEHIND: Final = word_set("prep advmod dobj")
_ENDING: Final = word_set("cc mark advcl agent punct ROOT")
_STOPS: Final = frozenset((",", ";", "—", "–", ":", "according"))


def ascribed_by(verb: Token) -> tuple[int, int] | None:
    """The characters of what a verb says of a thing: the thing and what it is called or accused of."""
    subject = subject_of(verb)
    found = base_of(verb) in SHOWING and subject is not None and subject.lower_ in _FINDINGS
    found = found or (base_of(verb) in _FORESEEING and subject is not None and _thing_of(verb))
    found = found and child_of(verb, "ccomp") is None
    rates = verb.lower_ in _RATING and subject is not None
    denies = base_of(verb) in DENYING
    named = verb.lower_ in ASCRIBING or denies or rates
    named = named and verb.tag_.startswith("VB") and verb.dep_ not in ("amod", "aux")
    active = verb.tag_ != "VBN" or any(c.lower_ in _HAVE for c in verb.children)
    if not (found or named) or not (active or child_of(verb, "agent") is not None):
        return None
    last, linked, quoted = verb, False, False
    for token in verb.doc[verb.i + 1 : verb.sent.end]:
        quoted ^= token.text == '"'
        own = token.head.i <= verb.i and token.dep_ in _ENDING and token.nbor(-1).lower_ != "as"
        joins = token.dep_ == "cc" and any(
            t.tag_ in ("VBD", "VBZ") and (near == 0 or t.lower_ in ASCRIBING)
            for near, t in enumerate(verb.doc[token.i + 1 : token.i + 5])
        )
        if not quoted and (own or joins or token.lower_ in _STOPS):
            break
        link = token.dep_ in ("prep", "advmod") and token.lower_ in _LINKS and not (denies or rates)
        told = token.lower_ in REPORT_NOUNS or (base_of(verb) == "deny" and active)
        link |= told and token.dep_ == "dobj" and token.pos_ != "PRON"
        link |= rates and token.lower_ == "at" and any(t.like_num for t in token.subtree)
        link = link and (token.i > verb.i + 1 or token.lower_ == "as" or denies)
        linked |= (quoted and not rates) or link or token.dep_ == "oprd" or (found and token.dep_ in _BEHIND)
        if token.dep_ == "oprd" and token.pos_ == "PROPN":  # "called me the Poet"
            return None
        last = token
    return (ends(verb), ends(last)) if linked and last.i > verb.i + (not denies) else None


def _thing_of(verb: Token) -> bool:
    """Whether a verb has a thing, told by a noun, for its object: 'expect an increase'."""
    thing = child_of(verb, "dobj")
    if thing is None or thing.pos_ not in ("NOUN", "NUM") or child_of(verb, "xcomp") is not None:
        return False
    if base_of(verb) == "expect":
        return any(c.tag_ == "DT" for c in thing.children)  # "expect full pay" is a demand
    return True


def has_that(word: Token) -> bool:
    """Whether a verb or an adjective has a clause with *that*, and somebody who can speak for its subject."""
    hears = word.lower_ == "heard"  # "The jury heard that …": somebody told it
    if word.lower_ in _CAUSING or not (word.tag_.startswith("VB") or word.dep_ == "acomp"):
        return False
    clause, subject = child_of(word, "ccomp"), subject_of(word)
    if clause is None or clause.i < word.i or subject is None or not (hears or may_speak(subject)):
        return False
    return any(c.dep_ == "mark" and c.lower_ == "that" for c in clause.children)
