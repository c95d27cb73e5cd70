"""Small questions to a parsed sentence: whose verb, which clause, negated or not."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ..wordlist import ORGANISATIONS, ROLE_NOUNS, word_set
from .parsing import ends
from .reporting_words import ASCRIBING, DENYING, DOUBTING, HEDGES, NEGATIONS, PHRASES, SAYING, VERB_FORMS

if TYPE_CHECKING:
    from spacy.tokens import Token

SUBJECTS: Final = ("nsubj", "nsubjpass", "csubj", "expl")
_DOUBTED: Final = frozenset(("imagine", "think", "believe", "say", "know", "see", "expect", "find"))
_ONLY: Final = frozenset(("only", "just", "merely", "simply", "but"))
_NEVER: Final = frozenset(("means", "circumstances", "circumstance", "way", "time", "point", "account"))
_DASHED: Final = frozenset(("but", "after", "despite", "even", "though"))
_WHILE: Final = frozenset(("while", "whereas", "though", "although"))
HEADLINED: Final = (
    ROLE_NOUNS
    | ORGANISATIONS
    | word_set("""
        people men women source critic supporter opponent other aide
        person report study survey poll letter email statement memo document filing data record
        officials sources ministers experts
    """)
)
_SOMEBODY: Final = HEADLINED | word_set("he she they we i who")
_EDGE = ' \t\n\r,;:—–\u00a0"“”'


def base_of(token: Token) -> str:
    """Base form of a cue verb; empty for other words. *Put it* counts as *say*, *rule out* as *deny*."""
    return VERB_FORMS.get(token.lower_) or PHRASES.get(token.doc[token.i : token.i + 2].text.lower(), "")


def subject_of(verb: Token) -> Token | None:
    """The subject of a verb, its own or that of the verb it is joined to."""
    token = verb
    for _ in range(6):
        for child in token.children:
            if child.dep_ in ("nsubj", "nsubjpass"):
                return child
            if child.dep_ == "compound" and child.i < token.i and token.pos_ == "VERB":
                return child  # initials, *MC disagreed and proposed*: a verb has no first part
        if token.dep_ in ("conj", "xcomp", "acomp", "advcl"):
            token = token.head
            continue
        if token.dep_ in ("relcl", "acl"):
            return token.head
        return None
    return None


def child_of(token: Token, *roles: str) -> Token | None:
    """The first child that has one of some roles."""
    return next((child for child in token.children if child.dep_ in roles), None)


def negated(verb: Token) -> bool:
    """Whether a clause is negated at its verb, its auxiliaries or its subject."""
    near = [child for child in verb.children if child.dep_ in ("neg", "aux", "advmod", "det", "preconj")]
    near += [child for child in verb.children if child.dep_ == "cc" and child.i < verb.i]
    if sum((child.dep_ == "neg" or child.lower_ in NEGATIONS) and not _only(child) for child in near) % 2:
        return True  # "would never not sign" signs
    if any(child.dep_ == "prep" and _never(child) for child in verb.children):
        return True
    subject = child_of(verb, *SUBJECTS)
    if subject is None:
        return False
    return subject.lower_ in NEGATIONS or any(
        child.lower_ in ("no", "few", "neither") for child in subject.children
    )


def _only(token: Token) -> bool:
    """'Not only', 'not just', 'cannot but', 'could not help but': nothing is denied."""
    behind = [after.lower_ for after in token.doc[token.i + 1 : token.i + 3]]
    return behind == ["help", "but"] or not _ONLY.isdisjoint(behind[:1])


def _never(prep: Token) -> bool:
    """'By no means', 'under no circumstances', 'in no way'."""
    noun = child_of(prep, "pobj")
    return noun is not None and noun.lower_ in _NEVER and any(c.lower_ == "no" for c in noun.children)


def hedged(verb: Token) -> bool:
    """Whether a clause is told as possible: may, might, perhaps, likely."""
    near = {child.lower_ for child in verb.children if child.dep_ in ("aux", "advmod", "acomp", "neg")}
    return bool(near & HEDGES) and not ("could" in near and near & NEGATIONS)


def hypothetical(verb: Token) -> bool:
    """Whether a verb stands under *if*, *would have*, a doubt or something that cannot be imagined."""
    if _conditional(verb):
        return True
    aux = {child.lower_ for child in verb.children if child.dep_ == "aux"}
    if aux & {"would", "'d", "could", "might", "should"} and "have" in aux:
        return True
    inner, outer = verb, verb.head
    for _ in range(12):
        if outer == inner:
            return False
        if inner.dep_ == "xcomp" and _conditional(outer):
            return True  # "if he were to say"
        if inner.dep_ in ("ccomp", "xcomp", "acl", "advcl"):
            base = VERB_FORMS.get(outer.lower_, outer.lower_)
            if (
                base in DOUBTING | DENYING
                or base in ("wish", "pretend")
                or (base in _DOUBTED and negated(outer))
            ):
                return True
            if inner.dep_ == "advcl" and _conditional(inner):
                return True
        inner, outer = outer, outer.head
    return False


def _conditional(verb: Token) -> bool:
    return any(
        child.dep_ == "mark" and child.lower_ in ("if", "unless", "whether") for child in verb.children
    )


def content_of(verb: Token) -> tuple[int, int]:
    """Characters of a clause from its first word to its last, without *that* in front."""
    first, last = verb.left_edge, verb.right_edge
    while first.i < verb.i and (
        (first.lower_ == "that" and first.dep_ == "mark") or first.is_punct or first.is_space
    ):
        first = first.nbor()
    return first.idx, max(ends(last), first.idx)


def trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """A span without spaces, marks and joining punctuation at its edges; final stops stay.

    A quote that is opened inside the span is closed inside it.
    """
    while start < end and text[start] in _EDGE:
        start += 1
    while end > start and text[end - 1] in _EDGE:
        end -= 1
    if text[end : end + 1] == '"' and text.count('"', start, end) % 2:
        end += 1
    return start, end


def without(span: tuple[int, int], holes: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """What is left of a span when others are cut out of it."""
    left = [span]
    for a, b in sorted(holes):
        left = [
            piece
            for start, end in left
            for piece in ((start, min(end, a)), (max(start, b), end))
            if piece[1] > piece[0]
        ]
    return left


def told_by(verb: Token) -> Token:
    """The verb that has the report for its clause: in 'half, he was quoted as saying' *quoted*."""
    quoted = verb.dep_ == "pcomp" and verb.head.lower_ == "as" and child_of(verb, "ccomp") is None
    return verb.head.head if quoted else verb


def clause_of(verb: Token) -> Token | None:
    """The clause that a verb reports: the one behind it, or the one before."""
    clauses = [c for c in verb.children if c.dep_ == "ccomp" and c.lower_ != "clear"]
    return next((c for c in clauses if c.i > verb.i), clauses[0] if clauses else None)


def wished_by(verb: Token) -> Token | None:
    """The act behind a verb that asks for it: *pay* in 'promised to pay', 'urged them to pay'."""
    behind = (c for c in verb.children if c.i > verb.i and c.dep_ in ("xcomp", "advcl"))
    return next((c for c in behind if c.dep_ == "xcomp" or any(t.lower_ == "to" for t in c.children)), None)


def heavy(verb: Token) -> bool:
    """Whether a verb has something of its own behind it: then it does not report what stands before."""
    own = ("xcomp", "ccomp") if base_of(verb) == "tell" else ("xcomp", "dobj", "ccomp")  # "told Reuters"
    return any(c.dep_ in own and c.i > verb.i for c in verb.children)


def goes_on(token: Token) -> bool:
    """', saying …' behind a report: the same speaker goes on."""
    return (
        token.tag_ == "VBG"
        and token.dep_ == "advcl"
        and (base_of(token) in SAYING or token.lower_ in ASCRIBING)
        and token.i > 0
        and token.nbor(-1).text == ","
    )


def alone(clause: Token) -> tuple[int, int]:
    """The characters of a report up to where one more begins that is none of it."""
    start, end = content_of(clause)
    more = next((t for t in clause.subtree if t.idx > start and another(t)), None)
    return start, more.nbor(-1).idx if more is not None else end


def another(token: Token) -> bool:
    """Whether a word in a report begins one more: ', saying', ', according to', 'would pay and called'."""
    if token.lower_ == "according":
        return token.nbor(-1).text == "," and not any(t.text == "," for t in token.subtree)
    if token.lower_ in _DASHED and token.i > 0 and token.nbor(-1).text in ("-", "–", "—", "--"):
        return True  # "… will close – but critics doubt it"
    aside = token.dep_ == "mark" and token.lower_ in _WHILE and token.nbor(-1).text == ","
    tells = aside and (base_of(token.head) or token.head.lower_ in ASCRIBING)
    return bool(tells) or goes_on(token) or rejoins(token)


def rejoins(token: Token) -> bool:
    """'… to hire officers and called for …': what is told so is joined to the verb that reports."""
    if token.dep_ != "conj" or token.tag_ not in ("VBD", "VBZ") or child_of(token, "nsubj") is not None:
        return False
    told, before = child_of(token.head, "nsubj"), token.head.tag_
    speaks = base_of(token) in SAYING or token.lower_ in ASCRIBING
    silent = told is not None and not may_speak(told)  # "it is late and warned"
    apart = before == "VB" or (speaks and (before == "VBN" or silent))
    return apart and token.i > 0 and token.nbor(-1).dep_ == "cc"


def may_speak(token: Token) -> bool:
    """Whether a subject is somebody: a name, a person, an office, an organisation, what one writes."""
    one = {token.lower_, token.lower_.removesuffix("s")}
    return token.pos_ == "PROPN" or not one.isdisjoint(_SOMEBODY)


def finite(clause: Token) -> bool:
    """Whether a clause has a subject or a finite verb."""
    if clause.tag_ in ("VBZ", "VBP", "VBD", "MD"):
        return True
    return any(child.dep_ in ("nsubj", "nsubjpass", "expl", "aux", "csubj") for child in clause.children)


def own_clause(verb: Token, clause: Token) -> tuple[int, int]:
    """Characters of the verb's own words, without the clause it reports."""
    tokens = [t for t in verb.subtree if not (clause.is_ancestor(t) or t.i == clause.i)]
    return min(t.idx for t in tokens), max(ends(t) for t in tokens)


def as_clause(verb: Token) -> bool:
    """Whether a verb stands in 'as she put it'."""
    marks = (c for c in verb.children if c.dep_ in ("mark", "advmod"))
    return verb.dep_ == "advcl" and any(c.lower_ == "as" for c in marks)
