"""Whether an act is told as done, as not done, or left open by the words that it hangs on.

*Fail to*, *refuse to*, *rule out* deny what stands behind them without a *not*. Every such word has a
*signature*: what becomes of its complement where the word is affirmed, and where it is denied. Signatures are
composed from the outermost word inwards, so that *did not fail to sign* is signed, and *did not refuse to
sign* is open. Sources: Karttunen (1971), Implicative verbs, Language 47(2); Nairn, Condoravdi and Karttunen
(2006), Computing relative polarity for textual inference, ICoS-5.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Final, Literal, NamedTuple, TypeAlias, cast

from ..wordlist import word_set
from .clauses import child_of, negated
from .reporting_words import NEGATIONS, inflections

if TYPE_CHECKING:
    from spacy.tokens import Token

Sign: TypeAlias = Literal["+", "-", "o"]
"""Done, not done, open."""


class _Turning(NamedTuple):
    """A signature, and the words of which one must follow, within so many words; none: whatever follows."""

    signature: str
    follows: frozenset[str] = frozenset()
    within: int = 0


_NEGATION: Final = _Turning("-+")
_TABLE: Final = (
    (_Turning("-+", word_set("to"), 2), "fail neglect forget forgot forgotten omit omitted failure"),
    (_Turning("-o", word_set("to"), 2), """
        decline unwilling unwillingness reluctant reluctance averse disinclined unable impossible opposed
        opposition object objection objections"""),
    (_Turning("-+", word_set("to"), 1), "yet"),  # "has yet to sign"
    (_Turning("-o", word_set("to"), 3), "too"),  # "too weak to sign"
    (_Turning("-o", word_set("objection objections opposition demand claim claims"), 3), "drop dropped"),
    (_Turning("o+", word_set("to"), 2), "hesitate hesitant hesitation"),
    (_Turning("-+", word_set("from"), 2), "refrain abstain desist far"),
    (_Turning("-o", word_set("from"), 6), """
        prevent ban banned bar barred prohibit discourage dissuade keep kept stop stopped"""),
    (_Turning("-o", word_set("short"), 1), "stop stopped stopping fall fell"),
    (_Turning("-+", word_set("but"), 1), "anything"),
    (_Turning("-o", word_set("out"), 3), "rule"),
    (_Turning("oo"), "if unless whether once until"),
    (_Turning("-+"), "avoid"),
    (_Turning("-o"), """
        refuse refusal deny denial reject rejection refute dispute rebut contradict oppose resist dismiss veto
        abandon ditch scrap scrapped withdraw withdrew withdrawn renounce forgo lack"""),
    (_NEGATION, """
        not n't nt t never no nobody none nothing nowhere neither nor cannot hardly scarcely without"""),
)  # fmt: skip


def _rules() -> Iterator[tuple[str, _Turning]]:
    for rule, words in _TABLE:
        bare = rule is _NEGATION or rule.signature == "oo"
        for word in words.split():
            yield from ((form, rule) for form in ((word,) if bare else inflections(word)))


OPERATORS: Final = dict(_rules())
"""Every form of every word that denies or opens what hangs on it, with its rule."""

_NOT_BEFORE: Final = {
    "not": word_set("only just merely simply least"),
    "no": word_set("question doubt wonder more less later fewer matter"),
    "nothing": word_set("but"),
}
_NOT_BEHIND: Final = {"if": word_set("even as")}
_WHOLE: Final = word_set("no nobody none nothing nowhere neither")  # "reached no accord": the verb as well
_FORWARD: Final = word_set("with for to of into from by in at on")  # "with no delay": only what follows
_BREAKS: Final = word_set("but because although though while whereas however nor , . ; : ! ? …")
_NO_BREAK: Final = {"but": word_set("anything nothing all choice option alternative help")}
_COMPELLED: Final = word_set("choice option alternative help")  # "no choice but to", "cannot but"
_FINITE: Final = word_set("""
    would will shall can could may might must has have had did does do is are was were cannot
    i you he she it we they there
""")
_LONGEST: Final = 16
MARKED: Final = re.compile(r"[^\W_]+(?:[.,]\d+)*|[.,;:!?…]")
_NT: Final = re.compile(r"(?<=\bcan)(?:not|'t)\b|n't\b", re.IGNORECASE)
_DOWN: Final = re.compile(r"\bturn(|s|ed|ing) down\b", re.IGNORECASE)
_PERCENT: Final = re.compile(r"\s?%|\s?\bper\s?cent\b", re.IGNORECASE)


def through(sign: Sign, signature: str) -> Sign:
    """What becomes of a complement under a word that itself stands so.

    Examples
    --------
    >>> through("+", "-o"), through(through("+", "-+"), "-o"), through(through("+", "-+"), "-+")
    ('-', 'o', '+')
    """
    return "o" if sign == "o" else cast("Sign", signature["+-".index(sign)])


def signature_at(words: Sequence[str], place: int) -> str:
    """The signature of the word at a place among lower-case words; empty where it turns nothing."""
    word, none = words[place], frozenset[str]()
    rule = OPERATORS.get(word)
    if rule is None:
        return ""
    after, before = words[place + 1 : place + 2], words[max(0, place - 1) : place]
    idle = _NOT_BEFORE.get(word, none).intersection(after) or _NOT_BEHIND.get(word, none).intersection(before)
    compelled = word in ("no", "not") and "but" in words[place + 1 : place + 3]
    compelled = compelled and (after == ["but"] or not _COMPELLED.isdisjoint(after))
    if idle or compelled or (word == "not" and "more" in words[place + 2 : place + 4]):  # "not a crown more"
        return ""
    following = words[place + 1 : place + 1 + rule.within]
    return "" if rule.follows and rule.follows.isdisjoint(following) else rule.signature


# -------------------------------------------------------------------------------------------- bare words


def marked_words(text: str) -> list[str]:
    """Words, numbers and the marks that end a clause, in lower case."""
    return MARKED.findall(spelled_out(text).lower())


def spelled_out(text: str) -> str:
    """A text with *not* for *n't*, *percent* for *per cent* and *%*, *reject* for *turn down*."""
    return _DOWN.sub(r"reject\1", _PERCENT.sub(" percent", _NT.sub(" not", text.replace("’", "'"))))


def signs_of(words: Sequence[str], start: Sign = "+") -> list[Sign]:
    """How each of some lower-case words and marks stands under those before it in its clause.

    Examples
    --------
    >>> signs_of("the yard did not refuse to sign".split())
    ['+', '+', '+', '+', '-', 'o', 'o']
    """
    signs: list[Sign] = []
    cuts = [k for k, word in enumerate(words) if _breaks(words, k)]
    for first, last in zip([0, *cuts], [*cuts, len(words)], strict=True):
        asked = last < len(words) and words[last] == "?"
        signs += _in_clause(words, first, last, "o" if asked else start)
    return signs


def _breaks(words: Sequence[str], k: int) -> bool:
    """Whether a clause ends before a word: a mark, a joint, *and* before what is finite."""
    word, before = words[k], words[max(0, k - 2) : k]
    if word == "and":
        return not _FINITE.isdisjoint(words[k + 1 : k + 4])
    return word in _BREAKS and _NO_BREAK.get(word, frozenset()).isdisjoint(before)


def _in_clause(words: Sequence[str], first: int, last: int, start: Sign) -> Iterator[Sign]:
    whole = [k for k in range(first, last) if words[k] in _WHOLE and signature_at(words, k)
             and _FORWARD.isdisjoint(words[max(first, k - 1) : k]) and "longer" not in words[k + 1 : k + 2]
             ]  # fmt: skip
    start = through(start, _NEGATION.signature) if whole else start
    held: list[tuple[int, str]] = []
    for k in range(first, last):
        sign = start
        for place, signature in held:
            sign = through(sign, signature) if k - place <= _LONGEST else sign
        yield sign
        if k not in whole[:1] and (signature := signature_at(words, k)):
            held.append((k, signature))


def is_conditional(words: Sequence[str]) -> bool:
    """Whether a clause holds on a condition only: *if*, *unless*, *provided*."""
    named = (signature_at(words, k) == "oo" and word in ("if", "unless") for k, word in enumerate(words))
    return any(named) or "provided" in words


# ---------------------------------------------------------------------------------------- a parsed sentence


def sign_of(verb: Token, *, reports: bool = False) -> Sign:
    """How a sentence leaves the innermost act of a verb: *refused to*, *did not rule out*, *failed to say*.

    ``reports`` also goes into the clause that a verb of speech or thought has behind it.
    """
    kept = verb.doc.user_data  # a paragraph is asked for many of its verbs
    words = kept.get("words") or kept.setdefault("words", [token.lower_ for token in verb.doc])
    chain = [verb]
    while (head := _hangs_on(chain[0])) is not None:
        chain.insert(0, head)
    sign: Sign = "+"
    for outer, inner in pairwise(chain):
        for signature in _signatures(outer, words, inner):
            sign = through(sign, signature)
    act: Token | None = verb
    while act is not None:
        signatures = _signatures(act, words)
        for signature in signatures:
            sign = through(sign, signature)
        turned = any(signature != _NEGATION.signature for signature in signatures)
        turned = turned or any(child.lower_ == "yet" for child in act.children)
        clause = child_of(act, "ccomp") or child_of(act, "xcomp")  # "vowed never to return"
        told = clause if reports and act is verb else None
        act = told or (_complement(act) if turned else None)
    return sign


def _hangs_on(token: Token) -> Token | None:
    """The word whose complement this one is, where it may turn it."""
    head = token.head
    if token.dep_ == "xcomp" or (token.dep_ in ("acomp", "dobj") and not token.tag_.startswith("VB")):
        return head
    if token.dep_ in ("pcomp", "pobj", "prep", "acl"):  # "stopped short of saying", "a refusal to say"
        rule = OPERATORS.get(head.lower_ if token.dep_ in ("prep", "acl") else head.head.lower_)
        framed = rule is not None and (token.dep_ == "acl" or head.lower_ in rule.follows | {"of"})
        return (head if token.dep_ in ("prep", "acl") else head.head) if framed else None
    return None


def _complement(act: Token) -> Token | None:
    """The act that stands behind another one."""
    behind = (t for t in act.subtree if t.i > act.i)
    return next((t for t in behind if t.dep_ in ("xcomp", "ccomp", "pcomp", "acl")
                 or (t.dep_ == "pobj" and t.tag_ == "VBG")), None)  # fmt: skip


def _signatures(act: Token, words: Sequence[str], inner: Token | None = None) -> list[str]:
    """What turns the complement of an act: a negation, the act itself, *no* or *unwilling* behind it."""
    found = [_NEGATION.signature] if negated(act) else []
    found.append(signature_at(words, act.i))
    near = [*act.children, *(far for c in act.children if c.dep_ == "prep" for far in c.lefts)]
    near += [far for c in act.children if c.dep_ == "acomp" for far in c.lefts if far.lower_ == "too"]
    for child in near:
        if child.dep_ in ("dobj", "attr", "acomp", "advmod") and (inner is None or child.i != inner.i):
            denied = any(c.lower_ == "no" and signature_at(words, c.i) for c in child.children)
            found.append(_NEGATION.signature if denied else "")
            known = child.dep_ == "advmod" and child.lower_ in NEGATIONS  # already in ``negated``
            found.append("" if known else signature_at(words, child.i))
    return [signature for signature in found if signature]
