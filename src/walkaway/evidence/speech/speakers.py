"""Who a subject is: mention, name, role and party; pronouns go back to the last one named."""

from __future__ import annotations

import re
from collections.abc import Mapping, Set
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

from ..findings import Speaker
from ..wordlist import DATES, FIRST_PERSON, MISTER, ORGANISATIONS, PLACES, ROLE_NOUNS, TITLES, word_set
from .clauses import SUBJECTS, child_of
from .gender import gender_of
from .name_table import NameTable
from .parsing import ends
from .reporting_words import ACCOUNT_NOUNS
from .second_hand import writer_of

if TYPE_CHECKING:
    from spacy.tokens import Token

_SINGULAR: Final = word_set("he she him his her himself herself")
_PLURAL: Final = word_set("they their them themselves")
_THING: Final = word_set("it its itself")
_RELATIVE: Final = word_set("who which that whom whose")
_NOBODY: Final = word_set("no neither nobody none nothing")
OPEN: Final = _SINGULAR | _PLURAL | _THING
PRONOUNS: Final = OPEN | FIRST_PERSON
_NO_SPEAKER: Final = DATES | word_set("""
    you your yours one ones thing things something anything everything way fact point part lot examination
""")
_PAPERS: Final = (
    word_set("""
    report reports study studies survey poll results findings letter document documents law bill article
    book website site page post posts data evidence figures research review ruling
""")
    | ACCOUNT_NOUNS
)
_POINTING: Final = word_set("there what this that these those")
_PLACING: Final = ("of", "for", "at", "from", "in", "with")
_LEFT: Final = ("det", "amod", "compound", "nmod", "poss", "nummod", "predet", "quantmod", "case")
_LOOSE: Final = ("ADP", "ADV", "NUM", "SCONJ", "VERB")
_DETERMINER = re.compile(r"^(?:the|a|an)\s+", re.IGNORECASE)
_OFFICE = re.compile(
    rf"(?:(?:[A-Z][\w.’'-]*[ \u00a0]){{0,3}})(?i:{'|'.join(sorted(TITLES))})(?:-\w+)?"
    r"(?:[ \u00a0](?:of|to|for)[ \u00a0](?:the[ \u00a0])?[A-Z][\w’'-]*(?:[ \u00a0][A-Z][\w’'-]*){0,2})?"
    r"[ \u00a0]$"
)
_BROKEN = re.compile(r"(?<=[^\W\d_])-\s+(?=[a-zà-ÿ])(?!(?:and|or|to)\b)")
_ROLE_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")


def _flat(words: str) -> str:
    """Words on one line, those broken at its end whole again."""
    return " ".join(_BROKEN.sub("", words).split())


@dataclass(slots=True)
class NamesSoFar:
    """Who was named so far, for the pronouns that follow; ``titled`` are surnames with a title."""

    titled: Mapping[str, str] = field(default_factory=dict)
    subjects: list[Speaker] = field(default_factory=list)
    others: list[Speaker] = field(default_factory=list)
    things: set[str] = field(default_factory=set)  # names that stand with *the*: the Gazette is no person
    speaking: Set[str] = frozenset()  # *I* and *you* in the turn that is read, and nobody else

    def named(self, speaker: Speaker) -> None:
        """Remember who spoke, or was the subject of a clause."""
        if speaker.name.lower() not in PRONOUNS:
            self.subjects = [*self.subjects[-15:], speaker]

    def beside(self, speaker: Speaker) -> None:
        """Remember who was named, but not as a subject."""
        self.others = [*self.others[-7:], speaker]

    def meant(self, pronoun: str, at: int) -> Speaker | None:
        """Who a pronoun goes back to: the last subject that agrees with it."""
        before = [each for each in self.subjects if each.start < at and each.name not in self.speaking]
        last_first = sorted(before, key=lambda speaker: -speaker.start)
        for speaker in last_first:
            some = _each_of(speaker) if pronoun in _SINGULAR else [speaker]
            fits = [each for each in some if self.agrees(each, pronoun)]
            if fits:
                return fits[0] if len(fits) == 1 else None
        if pronoun not in _SINGULAR:
            return None
        near = (
            other for other in reversed(self.others) if other.start < at and other.name not in self.speaking
        )
        sure = (other for other in near if gender_of(other.name, other.role, self.titled))
        return next((other for other in sure if self.agrees(other, pronoun)), None)

    def agrees(self, speaker: Speaker, pronoun: str) -> bool:
        """Whether a pronoun may stand for somebody: people for *he* and *she*, by their gender."""
        plural, group = _is_plural(speaker.name), _is_group(speaker.name)
        if pronoun in _PLURAL:
            return plural or group
        if pronoun in _THING:
            return not (plural or _is_person(speaker) or gender_of(speaker.name, "", self.titled))
        lower = speaker.name.lower()
        if (
            plural
            or group
            or lower in PLACES
            or speaker.name in self.things
            or not _PAPERS.isdisjoint(lower.split())
        ):
            return False
        known = gender_of(speaker.name, speaker.role, self.titled)
        return not known or known == ("he" if pronoun in ("he", "him", "his", "himself") else "she")


def _each_of(speaker: Speaker) -> list[Speaker]:
    """Those whom *and* joins, where each has a full name."""
    names = re.split(r", | and ", speaker.name)
    joined = len(names) > 1 and all(map(_full_name, names))
    return [replace(speaker, name=name) for name in names] if joined else [speaker]


def _is_plural(name: str) -> bool:
    word = name.split()[-1] if name.split() else ""
    return " and " in name or (word.islower() and word.endswith("s") and not word.endswith("ss"))


def _is_group(name: str) -> bool:
    words = name.split()
    return bool(words) and (words[0].lower() == "the" or words[-1].lower().rstrip(".") in ORGANISATIONS)


def _is_person(speaker: Speaker) -> bool:
    words = speaker.name.split()
    return bool(speaker.role) and len(words) in (1, 2, 3) and all(word[:1].isupper() for word in words)


def speaker_of(token: Token, base: int, text: str, names: NameTable, mentions: NamesSoFar) -> Speaker | None:
    """The speaker that a subject stands for."""
    lower = token.lower_
    start, end = base + token.idx, base + ends(token)
    if lower in _RELATIVE and token.tag_ in ("WP", "WDT", "WP$", "IN"):
        clause = token.head
        for _ in range(4):
            if clause.dep_ in ("relcl", "acl"):
                return speaker_of(clause.head, base, text, names, mentions)
            said = [c for c in clause.head.children if c.dep_ == "attr"] if clause.dep_ == "ccomp" else []
            if said and clause.head.i < token.i:  # "it was Aas who said"
                return speaker_of(said[0], base, text, names, mentions)
            clause = clause.head
        return None
    if lower in PRONOUNS:
        meant = None
        if lower not in FIRST_PERSON:
            meant = _subject_above(token, base, text, names, mentions) or mentions.meant(lower, start)
        if meant is not None:
            return replace(meant, start=start, end=end)
        owns = token.tag_ == "PRP$" and lower not in FIRST_PERSON
        return None if owns else Speaker(name=token.text, role="", party="", start=start, end=end)
    someone = lower == "one" and (token.head.tag_ == "VBD" or any(c.lower_ == "of" for c in token.children))
    if (lower in _NO_SPEAKER and not someone) or (lower in _POINTING and token.pos_ != "NOUN"):
        return None
    if lower in _NOBODY or any(
        child.lower_ in _NOBODY | {"not"} for child in token.children if child.i < token.i
    ):
        return None
    return _named(token, base, text, names)


def _subject_above(
    token: Token, base: int, text: str, names: NameTable, mentions: NamesSoFar
) -> Speaker | None:
    """The nearest subject in the sentence, above a pronoun, that it may stand for."""
    verb = token.head
    if token.dep_ not in SUBJECTS:
        return None
    for _ in range(8):
        above = next((c for c in verb.children if c.dep_ in ("nsubj", "nsubjpass") and c.i < token.i), None)
        if (
            above is not None
            and above.lower_ not in PRONOUNS | _RELATIVE
            and (above.pos_ == "PROPN" or above.lower_ in ROLE_NOUNS or token.lower_ not in _SINGULAR)
        ):  # no going round in circles; a conclusion is no *he*
            found = speaker_of(above, base, text, names, mentions)
            if found is not None and mentions.agrees(found, token.lower_):
                return found
        if verb.head == verb:
            return None
        verb = verb.head
    return None


def _named(token: Token, base: int, text: str, names: NameTable) -> Speaker:
    token = writer_of(token) or token
    owner = child_of(token, "poss")
    if token.lower_ in ACCOUNT_NOUNS and owner is not None and owner.pos_ == "PROPN":
        token = owner
    if token.lower_.rsplit("-", 1)[-1] in TITLES | ROLE_NOUNS:
        left = token.left_edge.idx
        phrase = _flat(text[left : ends(token.right_edge)]).rstrip(" ,")
        if officer := names.officer(phrase):
            office = phrase[: -len(officer)].strip(" ,")
            party = names.resolve(officer, base + left)[1] or names.party_in(office)
            return Speaker(
                name=officer, role=office, party=party,
                start=base + left, end=base + left + len(phrase),
            )  # fmt: skip
    together = _together(token, base, text, names)
    if together is not None:
        return together
    head, role = _appositive(token, text)
    start, end = _mention(head)
    mention = _flat(text[start:end])
    word = text[text.rfind(" ", 0, head.idx) + 1 : ends(head)]
    if head.pos_ != "PROPN" and not word[:1].isupper():
        return Speaker(
            name=_DETERMINER.sub("", mention), role=_flat(role), party=names.party_in(mention),
            start=base + start, end=base + end,
        )  # fmt: skip
    person = _flat(text[start : ends(head)])
    beyond = mention[len(person) :].strip(" ,")
    if beyond.startswith(("of ", "at ", "from ")) and _full_name(person):
        mention, role = person, role or beyond
    name, party = names.resolve(mention, base + start)
    before = mention[: len(mention) - len(name)] if mention.endswith(name) else ""
    if not role and any(word.lower() in TITLES | ROLE_NOUNS for word in _ROLE_WORD.findall(before)):
        role = before.strip(" ,")
    if not role and (place := text.rfind(name, 0, ends(head))) > 0:
        match = _OFFICE.search(text, max(0, place - 90), place)
        role = match.group().strip() if match and match.group().lower().strip(" .") not in MISTER else ""
    return Speaker(name=name, role=_flat(role), party=party, start=base + start, end=base + end)


def _together(token: Token, base: int, text: str, names: NameTable) -> Speaker | None:
    """All of those whom *and* joins and who are known by name: each of them speaks."""
    heads = [token]
    while following := [c for c in heads[-1].rights if c.dep_ in ("conj", "appos") and c.pos_ == "PROPN"]:
        heads.append(following[0])
    if len(heads) == 1 or token.pos_ != "PROPN" or not any(c.lower_ == "and" for c in heads[-2].rights):
        return None
    first = min((c.left_edge for c in token.lefts if c.dep_ == "compound"), default=token)
    spans = [(first.idx if k == 0 else head.left_edge.idx, ends(head)) for k, head in enumerate(heads)]
    mentions = [_flat(text[a:b]) for a, b in spans]
    whole = re.sub(r"\s+", " ", text[spans[0][0] : spans[-1][1]])
    if names.is_name(whole) or not all(
        names.knows(m, base + a) for m, (a, _) in zip(mentions, spans, strict=True)
    ):
        return None
    found = [names.resolve(m, base + a) for m, (a, _) in zip(mentions, spans, strict=True)]
    called, parties = [name for name, _ in found], {party for _, party in found}
    return Speaker(
        name=f"{', '.join(called[:-1])} and {called[-1]}", role="",
        party=parties.pop() if len(parties) == 1 else "", start=base + spans[0][0], end=base + spans[-1][1],
    )  # fmt: skip


def _full_name(mention: str) -> bool:
    """Whether words are a person's full name, rather than the beginning of *Ministry of Trade*."""
    words = [word for word in mention.split() if word.lower().strip(".") not in TITLES]
    return len(words) >= 2 and all(word[:1].isupper() and word.lower() not in ORGANISATIONS for word in words)


def _mention(head: Token) -> tuple[int, int]:
    """The noun phrase around its head: what stands before it, and *of*, *for*, *at* behind a common noun."""
    first = head
    for child in head.lefts:
        near = child.dep_ in _LEFT and child.left_edge.i < first.i and child.right_edge.i < head.i
        near = near and not (child.lower_ in DATES and child.dep_ == "compound")
        loose = head.pos_ == "PROPN" and any(t.pos_ in _LOOSE or t.lower_ == "as" for t in child.subtree)
        if near and not loose:
            first = child.left_edge
    last = head
    for child in head.rights:
        if child.i == last.i + 1 and child.dep_ in ("flat", "nummod", "case"):
            last = child
        elif child.i == last.i + 1 and child.dep_ == "prep" and child.lower_ in _PLACING:
            last = child.right_edge if head.pos_ != "PROPN" or child.lower_ == "of" else last
        elif child.dep_ in ("conj", "cc") and child.i <= last.i + 2:
            last = child if child.dep_ == "cc" else _short_edge(child)
    if last.dep_ == "cc" or last.lower_ in ("'s", "'") or last.i - first.i > 25:
        last = head
    while first.i < head.i and (first.is_space or first.is_punct):
        first = first.nbor()
    return first.idx, ends(last)


def _short_edge(token: Token) -> Token:
    edge = token
    for child in token.rights:
        if child.dep_ == "prep" and child.i == edge.i + 1:
            edge = child.right_edge
    return edge


def _appositive(token: Token, text: str) -> tuple[Token, str]:
    """The token that carries the name, and the role beside it."""
    for child in token.children:
        if child.dep_ == "appos" and child.i > token.i and child.right_edge.i - child.left_edge.i <= 25:
            other = text[child.left_edge.idx : ends(child.right_edge)].strip(" ,")
            if '"' in text[child.left_edge.idx - 1 : ends(child.right_edge)] or "“" in other:
                continue
            if text[child.left_edge.idx - 1] == "(" and not _full_name(other):
                return token, other  # "the council (Labour)"
            if child.pos_ == "PROPN" and (token.pos_ != "PROPN" or token.lower_ in ROLE_NOUNS):
                start, end = _mention(token)
                return child, text[start : min(end, child.left_edge.idx)].strip(" ,")
            return token, other
    return token, ""
