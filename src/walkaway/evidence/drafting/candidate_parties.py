"""Candidate parties: who offers, demands, refuses, and on whose behalf people speak.

A person speaks for a country or body where the text says so: by an office ("the guild's chief negotiator"),
a label or list ("Ms Uhl (Southbank)"), a signature, or by telling what that body offers or refuses. Analysts
and other onlookers are never a party.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from ..findings import Read, Statement
from ..positions.finder import Position
from ..structure.kinds import BY_RULES
from ..wordlist import COUNTRIES, ROLE_NOUNS, TITLES
from .draft_words import BODIES, NOT_SIDES, OFFICES, ROLES
from .side_names import (
    ARTICLE,
    bare_name,
    country_in,
    is_onlooker,
    may_be_side,
    mediates,
    plain_words,
    titled,
)
from .sides import EACH, DraftSide, Sides
from .spoken_for import affiliation, defined, greeted, listed_for, spoken_for, written_from

_MOST_SIDES = 4
_SENT = re.compile(r"(?:the )?(?:delegation|negotiators|representatives|team) (?:of|from) ", re.IGNORECASE)
_OF = re.compile(
    r"(?:(?:[\w'-]+ ){0,3}(?:republic|kingdom|state|government|city|town|people|delegation|negotiators"
    r"|assembly|representatives|leadership|team|ministers?) )(?:of|from) (?:the )?(?P<tail>.+)",
    re.IGNORECASE,
)
_OWN = re.compile(
    r"(?P<tail>.+)'s? (?:government|delegation|negotiators|leadership|team|side|board|management)"
)
_LEADERS = re.compile(
    r"\bleaders of (?:the )?(?P<a>[\w. ]{2,40}?) and (?:the )?(?P<b>\w[\w.]*(?: \w+)?)", re.IGNORECASE
)
_OF_ALL = re.compile(r"(?:both|all|the two|the) (?:sides|parties)\b")
_HEAD = r"(?:president|prime minister|chancellor|premier)"
_LEADERS_WITHIN = 20_000
_SORTS = (
    (frozenset(("minister", "ministry")), re.compile(r"\b(?:government|republic|kingdom|state)\b")),
    (
        frozenset(("mayor", "councillor", "councilman", "councilwoman")),
        re.compile(r"\b(?:town|city|council|county|borough|parish)\b"),
    ),
)
"""An office whose holder speaks for the only body of its sort, where no other is named."""


def sides_in(
    reads: Sequence[Read], statements: Sequence[Statement], positions: Sequence[Position] = ()
) -> Sides:
    """Find the candidate parties of some documents."""
    finder = _SideFinder(reads)
    for read in reads:
        finder.defined(read)
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
    listed = {finder.by_name.get(bare_name(body), "") for body in finder.listed.values()}
    heard = ranked[:2] + [
        side for side in ranked[2:] if side.score >= (3.0 if side.key in listed else floor)
    ]  # fmt: skip
    chosen, others = heard[:_MOST_SIDES], [side.title for side in heard[_MOST_SIDES:]]
    chosen.sort(key=lambda side: side.first)
    for side in chosen:
        called = {bare_name(name): name for name in reversed(side.aliases)}
        called.pop(bare_name(side.title), None)
        side.aliases = Counter({name: side.aliases[name] for name in reversed(called.values())})
    named_in = {read.document.name: [side.key for side in chosen if side.stands_in(read)] for read in reads}
    return Sides(
        chosen, finder.by_name, frozenset(finder.onlookers), named_in, others, frozenset(finder.mediators)
    )


def _is_office(word: str) -> bool:
    return word in OFFICES or word.rstrip("s") in ROLE_NOUNS


class _SideFinder:
    def __init__(self, reads: Sequence[Read]) -> None:
        self.reads = {read.document.name: read for read in reads}
        self.number = {name: index for index, name in enumerate(self.reads)}
        self.sides: dict[str, DraftSide] = {}
        self.by_name: dict[str, str] = {}
        self.onlookers: set[str] = set()
        self.mediators: set[str] = set()
        self.listed = {bare_name(name): side for read in reads for name, side in written_from(read, reads)}
        self.listed |= {bare_name(name): side for read in reads for name, side in listed_for(read)}
        self.full = {name.rpartition(" ")[2]: name for name in self.listed}
        self.office: dict[str, set[str]] = {}
        self.labels: set[str] = set()

    def credit(self, name: str, key: str, title: str, points: float, place: tuple[int, int]) -> None:
        side = self.sides.setdefault(key, DraftSide(key, title))
        side.score += points
        side.first = min(side.first, place)
        bare = bare_name(name)
        if bare != bare_name(side.title) and name.split()[0].casefold() not in ("its", "his", "her", "their"):
            side.aliases[" ".join(name.split())] += 1
        self.by_name[bare] = key
        self.by_name.setdefault(bare_name(side.title), key)
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
        place, name = (self.number[item.document], speaker.start), self.spelled(speaker.name)
        if name.split()[0].casefold() in ("its", "his", "her", "their") or EACH.fullmatch(bare_name(name)):
            return
        if read.document.kind not in BY_RULES and name == speaker.name:  # a clause names whom it binds
            name = read.document.flow[speaker.start : speaker.end] or name
        if speaker.party:
            self.credit(name, speaker.party, name, 3, place)
        elif may_be_side(name):
            role = self.role(read, name, speaker.role, speaker.start, speaker.end)
            if self.mediates(name, role):
                return
            if is_onlooker(role):
                self.onlookers.add(bare_name(name))
                return
            key, title = self.behalf(name, role)
            if read.document.kind not in BY_RULES:
                self.labels.add(key)
            self.credit(name, key, title, 0.5 + (key != bare_name(name)) / 2, place)
        elif is_onlooker(name):
            self.onlookers.add(bare_name(name))

    def defined(self, read: Read) -> None:
        """Who a contract says is called *the Tenant*, or *T* for short where no other begins so."""
        terms = [each for each in defined(read) if not EACH.fullmatch(bare_name(each[1]))]
        first = Counter(term[0].casefold() for term in {term for _, term, _ in terms})
        for name, term, at in terms:
            title = name if name.endswith(f" {term}") and " of " not in name else titled(term)
            self.credit(name, bare_name(term), title, 1, (self.number[read.document.name], at))
            if first[term[0].casefold()] == 1:
                self.by_name.setdefault(term[0].casefold(), bare_name(term))

    def spelled(self, name: str) -> str:
        """The side that a letter stands for."""
        key = self.by_name.get(name.casefold(), "") if len(name) == 1 else ""
        return self.sides[key].title if key else name

    def role(self, read: Read, name: str, role: str, start: int, end: int) -> str:
        bare = bare_name(name)
        listed = self.listed.get(bare) or self.listed.get(self.full.get(bare, ""), "")
        found = listed or affiliation(read, name, role, start, end)
        words = plain_words(f"{role} {found} {name}")
        if {"its", "his", "her", "their"}.isdisjoint(words):  # "its prime minister" is that of another one
            self.office.setdefault(bare, set()).update(words)
        return found

    def written_to(self, read: Read) -> None:
        """Whom a letter greets."""
        place = self.number[read.document.name]
        for name, at in greeted(read):
            if bare_name(name) not in self.by_name and may_be_side(name):
                self.credit(
                    name, *self.behalf(name, self.role(read, name, "", at, at + len(name))), 2, (place, at)
                )

    def spoken(self, positions: Sequence[Position]) -> None:
        """Whoever tells what one body, and no other, offers or refuses speaks for it if nobody else does."""
        told: dict[str, Counter[str]] = {}
        named = {bare_name(each.named) for each in positions}
        for each in positions:
            known = self.by_name.get(bare_name(each.told), "")
            alone = known == bare_name(each.told) or known not in named
            first = each.named.partition(" ")[0].casefold().strip(".")
            held = each.named[:1].isupper() and not OFFICES.isdisjoint(self.office.get(known, ()))
            told_of = first == "the" or ((each.turn or held) and first not in TITLES)  # no person's name
            if each.told and each.named and each.act in ("offers", "refuses") and known and alone and told_of:
                told.setdefault(known, Counter())[each.named] += 1
        speakers = {bare_name(each.speaker or each.told) for each in positions}
        listed = {bare_name(body) for body in self.listed.values()}
        for person, bodies in told.items():
            others = {
                bare_name(body): body
                for body in bodies
                if bare_name(body) not in speakers and bare_name(body) != person
            }
            if len(others) != 1 or person not in self.sides:
                continue
            if person in listed or person in self.full:
                continue
            bare, body = next(iter(others.items()))
            key = self.by_name.get(bare, "") or country_in(body) or bare
            if key not in self.sides or not any(bare_name(n) in speakers for n in self.sides[key].aliases):
                self.join(person, key, titled(body))
                self.by_name[bare] = key

    def position(self, each: Position) -> None:
        """Whoever offers, demands, refuses or undertakes counts as a side."""
        read, name = self.reads[each.document], self.spelled(each.named or each.speaker)
        if _OF_ALL.match(read.document.flow, each.start) and each.act == "demands":
            return  # whoever urges both sides to agree is neither
        if not name or each.other or EACH.fullmatch(bare_name(name)) or not may_be_side(name):
            return
        if each.speaker and not each.named:
            if bare_name(name) in self.by_name:
                self.sides[self.by_name[bare_name(name)]].score += 2
            return
        if not each.strong and bare_name(name) not in self.by_name and not country_in(name):
            return
        role = self.role(read, name, "", each.place, each.place + len(name))
        if self.mediates(name, role) or is_onlooker(role) or bare_name(each.told) in self.onlookers - {""}:
            return
        key = self.by_name.get(bare_name(name), "")
        title = self.sides[key].title if key in self.sides else ""
        if not key:
            key, title = self.behalf(name, role)
        points = 3.0 if each.strong else 1.0
        self.credit(name, key, title or titled(name), points, (self.number[each.document], each.place))

    def mediates(self, name: str, role: str) -> bool:
        """Whether somebody is a mediator, or chairs the talks; then they are no side."""
        found = mediates(name) or mediates(role)
        if found:
            self.mediators.add(bare_name(name))
            self.onlookers |= {bare_name(name)} if is_onlooker(f"{name} {role}") else set()
        return found

    def behalf(self, name: str, role: str) -> tuple[str, str]:
        """Key and title of the side that a name speaks for."""
        name, role = name[:200], role[:200]
        country = country_in(bare_name(name)) or country_in(name) or country_in(role)
        if country:
            return country, COUNTRIES[country][0]
        body = role if role in self.listed.values() else spoken_for(role) or spoken_for(name)
        sent = _SENT.match(body)  # "the delegation of Merrow" speaks for Merrow
        name = body[sent.end() :] if sent is not None else body or name
        return self.by_name.get(bare_name(name)) or bare_name(name), titled(name)

    def join(self, small: str, full: str, title: str = "") -> None:
        """Make one side a part of another one, which is made where there is none."""
        gone = self.sides.pop(small)
        side = self.sides.setdefault(full, DraftSide(full, title))
        side.score += gone.score
        side.first = min(side.first, gone.first)
        if full not in COUNTRIES and bare_name(gone.title).startswith(f"{bare_name(side.title)} of "):
            side.title, gone.title = gone.title, side.title  # the whole name
        side.aliases.update({gone.title: 1, **gone.aliases})
        self.by_name = {name: full if owner == small else owner for name, owner in self.by_name.items()}

    def merge(self) -> None:
        """Join sides that are one: a surname or "the union" with the full name, "republic of X" with X."""
        for key in sorted(self.sides):
            fuller = self.fuller(key)
            if fuller in self.sides and key in self.sides:
                self.join(key, fuller)
        for key in sorted(self.sides):
            body = self.body_of_office(key)
            if body:
                self.join(key, body)
        self.give_role()
        titles: dict[str, str] = {}
        for key in sorted(self.sides, key=lambda key: -self.sides[key].score):
            own = titles.setdefault(self.sides[key].title.casefold(), key)
            if own != key:  # "Norvik" and the "Republic of Norvik" that is called so
                self.join(key, own)
        for side in self.sides.values():
            whole = self.whole(side.title) if side.key not in COUNTRIES else ""
            if whole:
                side.aliases[side.title] += 1
                side.title = whole

    def give_role(self) -> None:
        """The only role in brackets that no text gives a name is that of the only side without a role."""
        roles = [
            key for key in self.labels & self.sides.keys() if key in ROLES and not self.sides[key].aliases
        ]
        others = [key for key, side in self.sides.items() if key not in self.labels and side.score >= 2]
        if len(roles) == len(others) == 1:
            self.join(roles[0], others[0])

    def body_of_office(self, key: str) -> str:
        """The one body of the sort that a person holds an office of; empty if there is none, or more."""
        held = self.office.get(key, set())
        for offices, sort in _SORTS:
            called = {
                other: (side.title, *side.aliases) for other, side in self.sides.items() if side.score >= 2
            }
            found = [other for other, names in called.items() if sort.search(" ".join(names).casefold())]
            if not offices.isdisjoint(held) and len(found) == 1 and key not in (*found, *COUNTRIES):
                return found[0]
        return ""

    def whole(self, title: str) -> str:
        """The one name that "City" or "Union" is short for in a text; empty if there is none, or more."""
        if title.casefold() not in BODIES:
            return ""
        name = re.compile(
            rf"\b(?:(?:[A-Z][\w’'-]+ ){{1,3}}{title}|{title} of (?:the )?[A-Z][\w’'-]+(?: [A-Z][\w’'-]+)?)\b"
        )
        texts = (read.document.flow for read in self.reads.values())
        found = {ARTICLE.sub("", match.group()) for text in texts for match in name.finditer(text)}
        found = {each for each in found if " " in each}
        return found.pop() if len(found) == 1 else ""

    def heads_of_state(self, read: Read) -> None:
        """A president speaks for the one country of a pair ("leaders of A and B") that nobody else does."""
        text = read.document.flow
        for match in _LEADERS.finditer(text[:_LEADERS_WITHIN]):
            pair = (country_in(match["a"]), country_in(match["b"]))
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
        of = _OF.fullmatch(key) or _OWN.fullmatch(key)
        if of is not None:
            tail = of["tail"] if of["tail"] in self.sides else self.by_name.get(of["tail"], "")
            return tail if tail != key else ""
        body, _, office = key.rpartition(" ")
        if body:  # "museum official"
            return self.by_name.get(body, "") if _is_office(office) else ""
        found = {
            other for other in self.sides
            if " " in other and other not in COUNTRIES and not _is_office(other.rpartition(" ")[2])
            and (key in _heads(other) or other.startswith(f"{key} "))
        }  # fmt: skip
        return next(iter(found)) if len(found) == 1 else ""


def _heads(name: str) -> tuple[str, str, str]:
    """What a name is called for short: *museum*, *national museum* of Aldmark, or by its last word."""
    head = name.partition(" of ")[0]
    return name.rpartition(" ")[2], head, head.rpartition(" ")[2]
