"""What a party wants, offers, expects or refuses, told by the author without a verb of speech.

These are the author's account of somebody else's mind: they are found in the wide band only, for parties
and people who are named (or meant by a pronoun).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from ..wordlist import word_set
from .clauses import clause_end, content_of, hedged, hypothetical, negated, subject_of, trimmed
from .cues import HEDGES, POSITION_ADJECTIVES, POSITION_NOUNS, POSITION_VERBS, VERB_FORMS
from .names import NameTable
from .parsing import Paragraph, ends
from .pending import Draft
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
_CAN: Final = word_set("could can would will did does do may might")
_BEARABLE: Final = word_set("accept agree tolerate countenance concede grant approve sign")


def positions_in(
    paragraph: Paragraph, doc: Doc, found: list[Draft], names: NameTable, mentions: NamesSoFar
) -> list[Draft]:
    """Narrated positions of a paragraph."""
    drafts: list[Draft] = []
    for token in doc:
        if any(a <= token.idx < b for a, b in paragraph.quotes):
            continue
        case = _case(token)
        if case is None:
            continue
        holder, cue, content = case
        if hypothetical(token) or not _may_hold(holder, names, paragraph.start):
            continue
        spans = [trimmed(paragraph.plain, a, clause_end(paragraph.plain, a, b)) for a, b in content]
        spans = [
            (a, b) for a, b in spans if b > a and not any(x.position() == a and cue == x.cue for x in found)
        ]
        if not any(_says_something(doc, span, cue) for span in spans):
            continue
        if any(draft.cue == cue or _same(draft, spans) for draft in (*found, *drafts)):
            continue
        draft = Draft(base=paragraph.start, cue=cue, content=spans, kind="position", extractor=EXTRACTOR)
        draft.speaker = speaker_of(holder, paragraph.start, paragraph.text, names, mentions)
        if draft.speaker is None:
            continue
        verb = token if token.tag_.startswith("VB") else token.head
        draft.negative = negated(verb)
        draft.possible = hedged(verb) or any(c.lower_ in HEDGES for c in token.children if c.dep_ == "advmod")
        draft.outer = next(
            (x for x in reversed(found) if any(a <= token.idx < b for a, b in x.content)), None
        )
        drafts.append(draft)
    return drafts


def _says_something(doc: Doc, span: tuple[int, int], cue: tuple[int, int]) -> bool:
    """Whether words are a thing or an act, rather than *more* or only the name of whom it was promised to."""
    kinds = {token.pos_ for token in doc if span[0] <= token.idx < span[1]}
    to_somebody = doc.text[cue[0] : cue[1]].endswith("to") and not kinds & {"NOUN", "VERB", "NUM"}
    return not to_somebody and bool(kinds & {"NOUN", "VERB", "NUM", "PROPN"})


def _same(draft: Draft, spans: list[tuple[int, int]]) -> bool:
    return any(abs(a - spans[0][0]) < 6 and abs(b - spans[-1][1]) < 6 for a, b in draft.content)


def _may_hold(token: Token, names: NameTable, base: int) -> bool:
    """A person or party: a proper name, a pronoun for one, or a word for a side."""
    if token.pos_ == "PROPN" or token.lower_ in _PRONOUNS or token.lower_ in _SIDES:
        return True
    if names.knows(token.text, base + token.idx):
        return True
    if token.text[:1].isupper() and token.i > token.sent.start:
        return True
    return any(
        child.pos_ == "PROPN" and child.dep_ in ("compound", "poss", "nmod") for child in token.children
    )


_Case = tuple["Token", tuple[int, int], list[tuple[int, int]]]


def _case(token: Token) -> _Case | None:
    """Holder, cue and content of a position that this token announces."""
    lower = token.lower_
    if lower in POSITION_ADJECTIVES or lower in (
        "committed",
        "invested",
        "opposed",
        "determined",
        "prepared",
    ):
        found = _adjective(token)
        if found is not None:
            return found
    if lower in POSITION_NOUNS and token.pos_ in ("NOUN", "VERB"):
        found = _noun(token)
        if found is not None:
            return found
    base = VERB_FORMS.get(lower, "")
    if token.tag_.startswith("VB") and (base in POSITION_VERBS or lower in _BEARABLE):
        return _verb(token, base or lower)
    return None


def _adjective(token: Token) -> _Case | None:
    """'was willing to freeze …', 'remain invested in …'."""
    if token.dep_ not in (
        "acomp",
        "ROOT",
        "conj",
        "oprd",
        "xcomp",
        "amod",
        "relcl",
        "ccomp",
        "advcl",
        "parataxis",
    ):
        return None
    holder = subject_of(token.head if token.dep_ == "acomp" else token) or subject_of(token)
    goal = next(
        (c for c in token.children if c.dep_ in ("xcomp", "prep", "ccomp", "advcl") and c.i > token.i), None
    )
    if holder is None or goal is None or holder.i == token.i:
        return None
    if goal.dep_ == "prep" and goal.lower_ not in ("to", "in", "for"):
        return None
    first = token.head if token.dep_ == "acomp" and token.head.i < token.i else token
    if goal.dep_ == "prep":
        return holder, (first.idx, ends(goal)), [_after(goal)]
    start, end = _infinitive(goal)
    return holder, (first.idx, max(ends(token), min(start - 1, ends(token) + 3))), [(start, end)]


def _infinitive(goal: Token) -> tuple[int, int]:
    """The words after *to*, without a finite verb that was joined to them."""
    start, end = content_of(goal)
    particle = next((c for c in goal.children if c.dep_ == "aux" and c.lower_ == "to" and c.i < goal.i), None)
    if particle is not None and not any(
        c.dep_ in ("nsubj", "neg") and c.i < particle.i for c in goal.children
    ):
        start = particle.nbor().idx
    return start, _before_finite(goal, end)


def _before_finite(goal: Token, end: int) -> int:
    """End of an infinitive or noun phrase, before a joined verb that is finite."""
    for token in goal.subtree:
        finite = token.dep_ == "conj" and token.tag_ in ("VBD", "VBZ", "VBP") and token.i > goal.i
        if finite and goal.tag_ not in ("VBD", "VBZ", "VBP"):
            joint = token.left_edge
            while joint.i > goal.i and (
                joint.nbor(-1).dep_ in ("cc", "punct") or joint.nbor(-1).head.i == token.i
            ):
                joint = joint.nbor(-1)
            between = [
                t for t in goal.doc[goal.i : token.i] if t.dep_ == "cc" and t.head.i in (token.head.i, goal.i)
            ]
            cut = between[-1].idx if between else joint.idx
            end = min(end, cut)
    return end


def _after(prep: Token) -> tuple[int, int]:
    return (prep.nbor().idx if prep.i + 1 < len(prep.doc) else ends(prep)), _before_finite(
        prep, ends(prep.right_edge)
    )


def _noun(token: Token) -> _Case | None:
    """'its commitment not to …', 'her conviction that …', 'pinned his hopes for … on …'."""
    holder = next((c for c in token.children if c.dep_ == "poss"), None)
    verb = token.head if token.dep_ in ("dobj", "pobj") else None
    if holder is None and verb is not None and token.dep_ == "dobj" and verb.lower_ in _LIGHT:
        holder = subject_of(verb)
    goal = next(
        (
            c
            for c in token.children
            if c.i > token.i
            and (
                (c.dep_ in ("acl", "ccomp", "relcl") and c.tag_ != "VBN")
                or (c.dep_ == "prep" and c.lower_ in ("to", "for", "of", "on"))
            )
        ),
        None,
    )
    if goal is None and verb is not None and token.dep_ == "dobj":
        goal = next(
            (c for c in verb.children if c.i > token.i and c.dep_ == "prep" and c.lower_ in ("for", "on")),
            None,
        )
    if holder is None or goal is None:
        return None
    if goal.dep_ == "relcl" and not any(c.dep_ == "mark" for c in goal.children):
        return None
    first = token
    if (
        verb is not None
        and token.dep_ == "dobj"
        and verb.lower_ in ("pinned", "pins", "pin", "placed", "put")
    ):
        first = verb
        subject = subject_of(verb)
        holder = subject if subject is not None and holder.lower_ in _PRONOUNS else holder
    if goal.dep_ == "prep":
        end = ends(goal.right_edge)
        if first is not token:
            end = max(
                end, *(ends(c.right_edge) for c in first.children if c.dep_ == "prep" and c.i > token.i), end
            )
        return _own(holder, token), (first.idx, ends(token)), [(goal.idx, end)]
    start, end = content_of(goal)
    return _own(holder, token), (first.idx, ends(token)), [(start, _before_finite(goal, end))]


def _own(holder: Token, noun: Token) -> Token:
    """Whoever *his* or *its* refers to when the sentence says so: the subject of the verb above."""
    if holder.dep_ != "poss" or holder.lower_ not in _PRONOUNS:
        return holder
    subject = subject_of(noun.head) if noun.head is not noun else None
    if subject is not None and subject.pos_ == "PROPN":
        return subject
    return holder


def _verb(token: Token, base: str) -> _Case | None:
    """'demands …', 'refused to …', 'expected …', 'could not accept …'."""
    if any(c.dep_ in ("auxpass", "nsubjpass") for c in token.children) or token.dep_ in (
        "amod",
        "xcomp",
        "acl",
    ):
        return None
    if (
        base in _BEARABLE
        and base != "agree"
        and not any(c.lower_ in _CAN for c in token.children if c.dep_ == "aux")
    ):
        return None
    holder = subject_of(token)
    if holder is None:
        return None
    first = min(
        (c for c in token.children if c.dep_ in ("aux", "neg") and c.i < token.i),
        key=lambda c: c.i,
        default=token,
    )
    cue = (first.idx, ends(token))
    if (
        token.dep_ == "relcl"
        and holder.dep_ in ("nsubj",)
        and holder.i > token.head.i
        and holder.lower_ not in ("who", "which", "that")
    ):
        thing = token.head
        rest = (thing.left_edge.idx, ends(thing))
        return holder, cue, [rest]
    goal = next((c for c in token.children if c.dep_ in ("xcomp", "ccomp") and c.i > token.i), None)
    thing_or_none = next((c for c in token.children if c.dep_ == "dobj"), None)
    if goal is not None:
        return holder, cue, [_infinitive(goal)]
    if thing_or_none is not None and thing_or_none.pos_ != "PRON":
        return holder, cue, [_thing(thing_or_none)]
    prep = next(
        (
            c
            for c in token.children
            if c.dep_ == "prep" and c.lower_ in ("to", "on", "for", "of") and c.i > token.i
        ),
        None,
    )
    if prep is not None and base in ("agree", "insist", "hope", "commit", "plan", "ask", "call", "object"):
        return holder, cue, [_after(prep)]
    return None


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
