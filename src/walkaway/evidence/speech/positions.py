"""What a party wants, offers, expects or refuses, told by the author without a verb of speech.

The author's account of somebody else's mind: found in the wide band only, for parties and people.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from ..wordlist import word_set
from .candidates import Candidate
from .clauses import clause_end, content_of, hedged, hypothetical, subject_of, trimmed
from .implicatives import sign_of
from .name_table import NameTable
from .parsing import Paragraph, ends
from .reporting_words import HEDGES, POSITION_ADJECTIVES, POSITION_NOUNS, POSITION_VERBS, VERB_FORMS
from .speakers import NamesSoFar, speaker_of

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

__all__ = ["positions_in"]

EXTRACTOR: Final = "rules-positions/1"
_PRONOUNS: Final = word_set("he she they it its his her their who which")
_SIDES: Final = word_set("""
    side sides party parties government governments country countries leaders nations both company
    companies union unions management employer employers workers board team delegation delegates
    negotiators rebels regime administration ministry council committee coalition opposition
    insurgents militants strikers teachers nurses drivers landlord tenants seller buyer buyers
    sellers shareholders bank lenders creditors mediators owners league players club alliance bloc
    authorities
""")
_EXCHANGE: Final = re.compile(r",? in (?:exchange|return) for ")
_LIGHT: Final = word_set("had has have made makes make put keep kept expressed reiterated tabled rejected")
_PREDICATES: Final = word_set("acomp ROOT conj oprd xcomp amod relcl ccomp advcl parataxis")
_PLACED: Final = word_set("pinned pins pin placed put")
_WITH_PREPOSITION: Final = word_set("agree insist hope commit plan ask call object")
_FINITE: Final = ("VBD", "VBZ", "VBP")
_CAN: Final = word_set("could can would will did does do may might")
_BEARABLE: Final = word_set("accept agree tolerate countenance concede grant approve sign")


def positions_in(
    paragraph: Paragraph, doc: Doc, found: list[Candidate], names: NameTable, mentions: NamesSoFar
) -> list[Candidate]:
    """Narrated positions of a paragraph."""
    candidates: list[Candidate] = []
    for token in doc:
        if any(a <= token.idx < b for a, b in paragraph.quotes):
            continue
        case = _case(token)
        if case is None or hypothetical(token) or not _may_hold(case[0], names, paragraph.start):
            continue
        holder, cue, content = case
        start, end = trimmed(paragraph.plain, content[0], clause_end(paragraph.plain, *content))
        known = any(item.cue == cue or _same(item, start, end) for item in (*found, *candidates))
        speaker = speaker_of(holder, paragraph.start, paragraph.text, names, mentions)
        if start >= end or known or speaker is None or not _says_something(doc, (start, end), cue):
            continue
        verb = token if token.tag_.startswith("VB") else token.head
        hedges = any(c.lower_ in HEDGES for c in token.children if c.dep_ == "advmod")
        sign = sign_of(token)
        candidates.append(
            Candidate(
                base=paragraph.start, cue=cue, content=[(start, end)], kind="position", extractor=EXTRACTOR,
                speaker=speaker, negative=sign == "-", possible=sign == "o" or hedges or hedged(verb),
                outer=next((x for x in reversed(found) if x.holds(token.idx)), None),
            )
        )  # fmt: skip
    return candidates


def _says_something(doc: Doc, span: tuple[int, int], cue: tuple[int, int]) -> bool:
    """Whether words are a thing or an act, rather than *more* or only the name of whom it was promised to."""
    kinds = {token.pos_ for token in doc if span[0] <= token.idx < span[1]}
    to_somebody = doc.text[cue[0] : cue[1]].endswith("to") and not kinds & {"NOUN", "VERB", "NUM"}
    return not to_somebody and bool(kinds & {"NOUN", "VERB", "NUM", "PROPN"})


def _same(item: Candidate, start: int, end: int) -> bool:
    return any(abs(a - start) < 6 and abs(b - end) < 6 for a, b in item.content)


def _may_hold(token: Token, names: NameTable, base: int) -> bool:
    """A person or party: a proper name, a pronoun for one, or a word for a side."""
    if token.pos_ == "PROPN" or token.lower_ in _PRONOUNS | _SIDES:
        return True
    if names.knows(token.text, base + token.idx) or (token.text[:1].isupper() and token.i > token.sent.start):
        return True
    return any(c.pos_ == "PROPN" and c.dep_ in ("compound", "poss", "nmod") for c in token.children)


_Case = tuple["Token", tuple[int, int], tuple[int, int]]


def _case(token: Token) -> _Case | None:
    """Holder, cue and content of a position that this token announces."""
    lower, found = token.lower_, None
    if lower in POSITION_ADJECTIVES:
        found = _adjective(token)
    if found is None and lower in POSITION_NOUNS and token.pos_ in ("NOUN", "VERB"):
        found = _noun(token)
    base = VERB_FORMS.get(lower, "")
    if found is None and token.tag_.startswith("VB") and (base in POSITION_VERBS or lower in _BEARABLE):
        found = _verb(token, base or lower)
    return found


def _behind(token: Token, deps: str, words: str = "") -> Token | None:
    """The first child behind a word with one of these roles and, where some are given, one of these words."""
    roles, forms = deps.split(), words.split()
    behind = (c for c in token.children if c.i > token.i and c.dep_ in roles)
    return next((c for c in behind if not forms or c.lower_ in forms), None)


def _adjective(token: Token) -> _Case | None:
    """'was willing to freeze …', 'remain invested in …'."""
    if token.dep_ not in _PREDICATES:
        return None
    holder = subject_of(token.head if token.dep_ == "acomp" else token) or subject_of(token)
    goal = _behind(token, "xcomp prep ccomp advcl")
    if holder is None or goal is None or holder.i == token.i:
        return None
    if goal.dep_ == "prep" and goal.lower_ not in ("to", "in", "for"):
        return None
    first = token.head if token.dep_ == "acomp" and token.head.i < token.i else token
    if goal.dep_ == "prep":
        return holder, (first.idx, ends(goal)), _after(goal)
    start, end = _infinitive(goal)
    return holder, (first.idx, max(ends(token), min(start - 1, ends(token) + 3))), (start, end)


def _infinitive(goal: Token) -> tuple[int, int]:
    """The words after *to*, without a finite verb that was joined to them."""
    start, end = content_of(goal)
    particle = next((c for c in goal.children if c.dep_ == "aux" and c.lower_ == "to" and c.i < goal.i), None)
    if particle and not any(c.dep_ in ("nsubj", "neg") and c.i < particle.i for c in goal.children):
        start = particle.nbor().idx
    return start, _before_finite(goal, end)


def _before_finite(goal: Token, end: int) -> int:
    """End of an infinitive or noun phrase, before a joined verb that is finite."""
    if goal.tag_ in _FINITE:
        return end
    for token in goal.subtree:
        if token.dep_ == "conj" and token.tag_ in _FINITE and token.i > goal.i:
            between = goal.doc[goal.i : token.i]
            joints = [t for t in between if t.dep_ == "cc" and t.head in (token.head, goal)]
            end = min(end, (joints[-1] if joints else token.left_edge).idx)
    return end


def _after(prep: Token) -> tuple[int, int]:
    start = prep.nbor().idx if prep.i + 1 < len(prep.doc) else ends(prep)
    return start, _before_finite(prep, ends(prep.right_edge))


def _noun(token: Token) -> _Case | None:
    """'its commitment not to …', 'her conviction that …', 'pinned his hopes for … on …'."""
    holder = next((c for c in token.children if c.dep_ == "poss"), None)
    verb = token.head if token.dep_ == "dobj" else None
    if holder is None and verb is not None and verb.lower_ in _LIGHT:
        holder = subject_of(verb)
    behind = (c for c in token.children if c.i > token.i and c.dep_ in ("acl", "ccomp"))
    clause = next((c for c in behind if c.tag_ != "VBN"), None)
    goal = clause or _behind(token, "prep", "to for of on") or (verb and _behind(verb, "prep", "for on"))
    if holder is None or goal is None:
        return None
    first, end = token, ends(goal.right_edge)
    if verb is not None and verb.lower_ in _PLACED:
        first, subject = verb, subject_of(verb)
        holder = subject if subject is not None and holder.lower_ in _PRONOUNS else holder
        end = max(end, *(ends(c.right_edge) for c in verb.children if c.dep_ == "prep"), 0)
    cue = (first.idx, ends(token))
    if goal.dep_ == "prep":
        return _own(holder, token), cue, (goal.idx, end)
    start, end = content_of(goal)
    return _own(holder, token), cue, (start, _before_finite(goal, end))


def _own(holder: Token, noun: Token) -> Token:
    """Whoever *his* or *its* refers to when the sentence says so: the subject of the verb above."""
    pronoun = holder.dep_ == "poss" and holder.lower_ in _PRONOUNS and noun.head is not noun
    subject = subject_of(noun.head) if pronoun else None
    return subject if subject is not None and subject.pos_ == "PROPN" else holder


def _verb(token: Token, base: str) -> _Case | None:
    """'demands …', 'refused to …', 'expected …', 'could not accept …'."""
    passive = any(c.dep_ in ("auxpass", "nsubjpass") for c in token.children)
    able = any(c.lower_ in _CAN for c in token.children if c.dep_ == "aux")
    if passive or token.dep_ in ("amod", "xcomp", "acl") or (base in _BEARABLE - {"agree"} and not able):
        return None
    holder = subject_of(token)
    if holder is None:
        return None
    before = [c for c in token.children if c.dep_ in ("aux", "neg") and c.i < token.i]
    cue = ((before[0] if before else token).idx, ends(token))
    inner = holder.dep_ == "nsubj" and holder.i > token.head.i
    if token.dep_ == "relcl" and inner and holder.lower_ not in ("who", "which", "that"):
        return holder, cue, (token.head.left_edge.idx, ends(token.head))
    goal = _behind(token, "xcomp ccomp")
    thing = next((c for c in token.children if c.dep_ == "dobj"), None)
    if goal is not None:
        return holder, cue, _infinitive(goal)
    if thing is not None and thing.pos_ != "PRON":
        return holder, cue, _thing(thing)
    prep = _behind(token, "prep", "to on for of") if base in _WITH_PREPOSITION else None
    return (holder, cue, _after(prep)) if prep is not None else None


def _thing(token: Token) -> tuple[int, int]:
    """A noun phrase without what is set beside it after a comma or dash."""
    end = ends(token.right_edge)
    for child in token.rights:
        if child.dep_ == "appos" and child.i > token.i + 1:
            end = min(end, child.left_edge.idx)
    end = _before_finite(token, end)
    exchange = _EXCHANGE.match(token.doc.text, end)
    if exchange:
        last = next((t for t in token.doc[token.i :] if t.idx >= exchange.end()), token)
        end = max(end, ends(last.head.right_edge) if last.head.dep_ == "pobj" else ends(last.right_edge))
    return token.left_edge.idx, end
