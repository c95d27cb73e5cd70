"""Candidate parties: who offers, demands, refuses, and on whose behalf people speak.

A person speaks for a country or body where the text says so: by an office ("the guild's chief negotiator"),
a label or list ("Ms Uhl (Southbank)"), a signature, or by telling what that body offers or refuses. Analysts
and other onlookers are never a party.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from ..findings import Read, Statement
from ..positions.finder import Position
from ..structure.kinds import BY_RULES
from ..wordlist import COUNTRIES, ROLE_NOUNS, TITLES
from .draft_words import BODIES, FUNCTION, NO_SUBJECT, NOT_SIDES, OBSERVERS, OFFICES
from .spoken_for import affiliation, defined, greeted, listed_for, spoken_for

__all__ = ["DraftSide", "Sides", "sides_in"]

_MOST_SIDES = 4
_TITLES = (OFFICES | TITLES | {"foreign"}) - {"head", "owner", "owners"}
_FORMS = {form: key for key, (_, forms) in COUNTRIES.items() for form in forms.split("|")}
_LONGEST_FORM = 3
_SENT = re.compile(r"(?:the )?(?:delegation|negotiators|representatives|team) (?:of|from) ", re.IGNORECASE)
_ARTICLE = re.compile(r"^(?:the|a|an)\s+", re.IGNORECASE)
_OF = re.compile(
    r"(?:(?:[\w'-]+ ){0,3}(?:republic|kingdom|state|government|city|town|people|delegation|negotiators"
    r"|representatives|leadership|team|ministers?) )(?:of|from) (?:the )?(?P<tail>.+)",
    re.IGNORECASE,
)
_LEADERS = re.compile(
    r"\bleaders of (?:the )?(?P<a>[\w. ]{2,40}?) and (?:the )?(?P<b>\w[\w.]*(?: \w+)?)", re.IGNORECASE
)
_HEAD = r"(?:president|prime minister|chancellor|premier)"
_LEADERS_WITHIN = 20_000
_APART = frozenset(("mediator", "mediators", "arbitrator", "analyst", "analysts", "moderator"))
_EACH = re.compile(
    r"(?:each |both |either |neither |all )?(?:(?:contracting )?part(?:y|ies)|sides?)|both|neither"
)


@dataclass(slots=True)
class DraftSide:
    """A candidate party."""

    key: str
    title: str
    score: float = 0.0
    first: tuple[int, int] = (10**9, 0)
    aliases: Counter[str] = field(default_factory=Counter)

    def stands_in(self, read: Read) -> bool:
        """Whether a document names it."""
        names = "|".join(map(re.escape, (self.title, *self.aliases)))
        return re.search(rf"\b(?:{names})\b", read.document.text, re.IGNORECASE) is not None


@dataclass(slots=True)
class Sides:
    """The parties of a draft, and how names lead to them."""

    chosen: list[DraftSide]
    by_name: dict[str, str]
    onlookers: frozenset[str] = frozenset()
    named_in: dict[str, list[str]] = field(default_factory=dict)
    left_out: list[str] = field(default_factory=list)  # titles of others with as much to say, beyond the most

    def of(self, name: str) -> str:
        """Key of the chosen side that a name belongs to; empty if none."""
        bare = _bare(name)
        key = self.by_name.get(bare) or self.by_name.get(_country_in(name), "") or _country_in(name)
        return key if any(side.key == key for side in self.chosen) else ""

    def who(self, position: Position) -> list[str]:
        """Keys of the sides that make a position: none if a stranger does, all of them what all undertake."""
        if _bare(position.told) in self.onlookers and position.told:
            return []
        if _EACH.fullmatch(_bare(position.named)):
            return self.named_in.get(position.document, [])
        if not position.other:
            return list(filter(None, [self.of(position.named or position.speaker)]))
        own = self.of(position.speaker)
        rest = [side.key for side in self.chosen if side.key != own]
        return rest if own and len(rest) == 1 else []

    @property
    def names(self) -> frozenset[str]:
        """Single words that name a side or its people."""
        called = [name.lower() for side in self.chosen for name in (side.title, *side.aliases)]
        return frozenset(word for name in (*called, *_FORMS) for word in name.split()) - FUNCTION


def sides_in(
    reads: Sequence[Read], statements: Sequence[Statement], positions: Sequence[Position] = ()
) -> Sides:
    """Find the candidate parties of some documents."""
    finder = _SideFinder(reads)
    for item in statements:
        finder.statement(item)
    for read in reads:
        finder.written_to(read)
    finder.spoken(positions)
    for position in positions:
        finder.position(position)
    finder.merge()
    for read in reads:
        finder.heads_of_state(read)
    ranked = sorted(finder.sides.values(), key=lambda side: (-side.score, side.first))
    ranked = [side for side in ranked if side.score >= 2]
    floor = max(3.0, ranked[1].score / 2.5) if len(ranked) > 1 else 3.0
    heard = ranked[:2] + [side for side in ranked[2:] if side.score >= floor]
    chosen, others = heard[:_MOST_SIDES], [side.title for side in heard[_MOST_SIDES:]]
    chosen.sort(key=lambda side: side.first)
    for side in chosen:
        called = {_bare(name): name for name in reversed(side.aliases) if _bare(name) != _bare(side.title)}
        side.aliases = Counter({name: side.aliases[name] for name in reversed(called.values())})
    named_in = {read.document.name: [side.key for side in chosen if side.stands_in(read)] for read in reads}
    return Sides(chosen, finder.by_name, frozenset(finder.onlookers), named_in, others)


class _SideFinder:
    def __init__(self, reads: Sequence[Read]) -> None:
        self.reads = {read.document.name: read for read in reads}
        self.number = {name: index for index, name in enumerate(self.reads)}
        self.sides: dict[str, DraftSide] = {}
        self.by_name: dict[str, str] = {}
        self.onlookers: set[str] = set()
        self.listed = {_bare(name): side for read in reads for name, side in listed_for(read)}

    def credit(self, name: str, key: str, title: str, points: float, place: tuple[int, int]) -> None:
        side = self.sides.setdefault(key, DraftSide(key, title))
        side.score += points
        side.first = min(side.first, place)
        bare = _bare(name)
        if bare != _bare(side.title) and name.split()[0].casefold() not in ("its", "his", "her", "their"):
            side.aliases[" ".join(name.split())] += 1
        self.by_name[bare] = key
        self.by_name.setdefault(_bare(side.title), key)
        last = bare.rpartition(" ")[2]
        if last and last not in NOT_SIDES:
            self.by_name.setdefault(last, key)

    def statement(self, item: Statement) -> None:
        """Whoever speaks counts for the side they speak for."""
        speaker, read = item.speaker, self.reads.get(item.document)
        if (
            speaker is None
            or not speaker.name.strip()
            or read is None
            or item.kind == "author"
            or item.embedded
        ):
            return
        if item.kind == "position" and not speaker.party and read.document.kind in BY_RULES:
            return
        place, name = (self.number[item.document], speaker.start), speaker.name
        if name.split()[0].casefold() in ("its", "his", "her", "their"):
            return
        if read.document.kind not in BY_RULES:  # a clause names whom it binds
            name = read.document.text[speaker.start : speaker.end] or name
        if speaker.party:
            self.credit(name, speaker.party, name, 3, place)
        elif _may_be_side(name):
            role = self.role(read, name, speaker.role, speaker.start, speaker.end)
            if _onlooker(role):
                self.onlookers.add(_bare(name))
                return
            key, title = self.behalf(name, role)
            self.credit(name, key, title, 0.5 + (key != _bare(name)) / 2, place)
        elif _onlooker(name):
            self.onlookers.add(_bare(name))

    def role(self, read: Read, name: str, role: str, start: int, end: int) -> str:
        return self.listed.get(_bare(name), "") or affiliation(read, name, role, start, end)

    def written_to(self, read: Read) -> None:
        """Whom a letter greets, and who a contract says is called *the Tenant*."""
        place = self.number[read.document.name]
        for name, at in greeted(read):
            if _bare(name) not in self.by_name and _may_be_side(name):
                self.credit(
                    name, *self.behalf(name, self.role(read, name, "", at, at + len(name))), 2, (place, at)
                )
        for name, term, at in defined(read):
            self.credit(name, _bare(term), _titled(term), 1, (place, at))

    def spoken(self, positions: Sequence[Position]) -> None:
        """Whoever tells what one body, and no other, offers or refuses speaks for it if nobody else does."""
        told: dict[str, Counter[str]] = {}
        named = {_bare(each.named) for each in positions}
        for each in positions:
            known = self.by_name.get(_bare(each.told), "")
            alone = known == _bare(each.told) or known not in named
            told_of = each.turn or each.named.casefold().startswith(
                "the "
            )  # elsewhere a name may be a person's
            if each.told and each.named and each.act in ("offers", "refuses") and known and alone and told_of:
                told.setdefault(known, Counter())[each.named] += 1
        speakers = {_bare(each.speaker or each.told) for each in positions}
        for person, bodies in told.items():
            others = {
                _bare(body): body for body in bodies if _bare(body) not in speakers and _bare(body) != person
            }
            if len(others) != 1 or person not in self.sides:
                continue
            bare, body = next(iter(others.items()))
            key = self.by_name.get(bare, "") or _country_in(body) or bare
            if key not in self.sides or not any(_bare(n) in speakers for n in self.sides[key].aliases):
                self.join(person, key, _titled(body))
                self.by_name[bare] = key

    def position(self, each: Position) -> None:
        """Whoever offers, demands, refuses or undertakes counts as a side."""
        read, name = self.reads[each.document], each.named or each.speaker
        if not name or each.other or _EACH.fullmatch(_bare(name)) or not _may_be_side(name):
            return
        if each.speaker and not each.named:
            if _bare(name) in self.by_name:
                self.sides[self.by_name[_bare(name)]].score += 2
            return
        if not each.strong and _bare(name) not in self.by_name and not _country_in(name):
            return
        role = self.role(read, name, "", each.place, each.place + len(name))
        if _onlooker(role) or (each.told and _bare(each.told) in self.onlookers):
            return
        key = self.by_name.get(_bare(name), "")
        title = self.sides[key].title if key in self.sides else ""
        if not key:
            key, title = self.behalf(name, role)
        points = 3.0 if each.strong else 1.0
        self.credit(name, key, title or _titled(name), points, (self.number[each.document], each.place))

    def behalf(self, name: str, role: str) -> tuple[str, str]:
        """Key and title of the side that a name speaks for."""
        name, role = name[:200], role[:200]
        country = _country_in(_bare(name)) or _country_in(name) or _country_in(role)
        if country:
            return country, COUNTRIES[country][0]
        body = spoken_for(role)
        sent = _SENT.match(body)  # "the delegation of Merrow" speaks for Merrow
        name = body[sent.end() :] if sent is not None else body or name
        return self.by_name.get(_bare(name)) or _bare(name), _titled(name)

    def join(self, small: str, full: str, title: str = "") -> None:
        """Make one side a part of another one, which is made where there is none."""
        gone = self.sides.pop(small)
        side = self.sides.setdefault(full, DraftSide(full, title))
        side.score += gone.score
        side.first = min(side.first, gone.first)
        if full not in COUNTRIES and _bare(gone.title).startswith(f"{_bare(side.title)} of "):
            side.title, gone.title = gone.title, side.title  # the whole name
        side.aliases.update({gone.title: 1, **gone.aliases})
        self.by_name = {name: full if owner == small else owner for name, owner in self.by_name.items()}

    def merge(self) -> None:
        """Join sides that are one: a surname or "the union" with the full name, "republic of X" with X."""
        for key in sorted(self.sides):
            fuller = self.fuller(key)
            if fuller in self.sides and key in self.sides:
                self.join(key, fuller)
        for side in self.sides.values():
            whole = self.whole(side.title) if side.key not in COUNTRIES else ""
            if whole:
                side.aliases[side.title] += 1
                side.title = whole

    def whole(self, title: str) -> str:
        """The one name that "City" or "Union" is short for in a text; empty if there is none, or more."""
        if title.casefold() not in BODIES:
            return ""
        name = re.compile(
            rf"\b(?:(?:[A-Z][\w’'-]+ ){{1,3}}{title}|{title} of (?:the )?[A-Z][\w’'-]+(?: [A-Z][\w’'-]+)?)\b"
        )
        texts = (read.document.text for read in self.reads.values())
        found = {_ARTICLE.sub("", match.group()) for text in texts for match in name.finditer(text)}
        found = {each for each in found if " " in each}
        return found.pop() if len(found) == 1 else ""

    def heads_of_state(self, read: Read) -> None:
        """A president speaks for the one country of a pair ("leaders of A and B") that nobody else does."""
        text = read.document.text
        for match in _LEADERS.finditer(text[:_LEADERS_WITHIN]):
            pair = (_country_in(match["a"]), _country_in(match["b"]))
            for own, other in (pair, pair[::-1]):
                people = [
                    key for key, side in self.sides.items()
                    if key not in COUNTRIES and " " in key and side.score >= 2
                    and re.search(rf"\b{_HEAD} (?:\w+ )?{re.escape(key.rpartition(' ')[2])}\b",
                                  text, re.IGNORECASE)
                ]  # fmt: skip
                taken = own in self.sides and self.sides[own].score >= 2
                if own and other in self.sides and not taken and len(people) == 1:
                    self.join(people[0], own, COUNTRIES[own][0])

    def fuller(self, key: str) -> str:
        """The one side that a shorter name stands for; empty if there is none, or more than one."""
        if key in COUNTRIES:
            return ""
        of = _OF.fullmatch(key)
        if of is not None:
            tail = of["tail"] if of["tail"] in self.sides else self.by_name.get(of["tail"], "")
            return tail if tail != key else ""
        if " " in key:
            return ""
        found = {
            other for other in self.sides
            if " " in other and other not in COUNTRIES
            and (other.rpartition(" ")[2] == key or other.partition(" of ")[0] == key)
        }  # fmt: skip
        return next(iter(found)) if len(found) == 1 else ""


# ------------------------------------------------------------------------------------------------ names


def _bare(name: str) -> str:
    """A name for comparison: lower case, without article and without the titles of an office."""
    name = " ".join(name.split()).replace("’", "'").casefold()
    words = _ARTICLE.sub("", name).strip(" ,.'\"").split()
    while len(words) > 1 and words[0].rstrip(".") in _TITLES and words[1:] != [words[-1][:1]]:  # "Speaker B"
        words = words[1:]
    return " ".join(words)


def _titled(name: str) -> str:
    """A name with capitals: each word where it is a person's in a text without any."""
    whole = " ".join(name.split())
    name = _ARTICLE.sub("", whole).strip(" ,.'’\"“”")
    words = name.split()
    common = any(word.rstrip("s") in ROLE_NOUNS or word in FUNCTION for word in words)
    if name.islower() and len(words) in (2, 3) and not common and not _ARTICLE.match(whole):
        return " ".join(word[:1].upper() + word[1:] for word in words)
    return name[:1].upper() + name[1:]


def _plain_words(text: str) -> list[str]:
    return re.findall(r"[^\W_]+", text.replace("US ", "U.S. ").casefold())


def _country_in(text: str) -> str:
    """Key of the first country that a text names; empty if none."""
    words = _plain_words(text)
    forms = (" ".join(words[k : k + size]) for k in range(len(words)) for size in range(_LONGEST_FORM, 0, -1))
    return next((_FORMS[form] for form in forms if form in _FORMS), "")


def _onlooker(role: str) -> bool:
    return not OBSERVERS.isdisjoint(_plain_words(role)) or "united nations" in role.casefold()


def _may_be_side(name: str) -> bool:
    words = _plain_words(_bare(name))
    if not words or words[0].isdigit() or not _APART.isdisjoint(words):
        return False
    return words[-1] not in NOT_SIDES | NO_SUBJECT | FUNCTION and words[0] not in NO_SUBJECT
