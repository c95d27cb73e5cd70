"""Where the accounts conflict: settled by the case under ``accounts``, or proposed by the program."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from ...case import Case
from ...evidence import Documents
from ...evidence.records import Conflict, Statement
from ..language.people import people
from ..language.phrases import one_line
from .case_documents import Sources, rests_on
from .ledger import ShownPassage, passages_of
from .topics import Topics
from .who_said_what import Saying, saying_of, within

__all__ = ["ConflictShown", "Conflicting", "Facing", "Told", "build_accounts", "build_conflicts"]

MOST_CONFLICTS: Final = 24


@dataclass(frozen=True, slots=True, kw_only=True)
class Facing:
    """One of two statements that do not fit together."""

    name: str
    tone: str
    saying: Saying


@dataclass(frozen=True, slots=True, kw_only=True)
class Conflicting:
    """Two statements side by side, with the type of the conflict and what stands against what."""

    sides: tuple[Facing, ...]
    type: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One account of a question; ``applied`` if the brief is computed under it."""

    title: str
    by: str
    tone: str
    passages: tuple[ShownPassage, ...]
    applied: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ConflictShown:
    """A question on which accounts conflict, as the case has it."""

    question: str
    told: tuple[Told, ...]
    settled: bool
    note: str


def build_accounts(case: Case, documents: Documents) -> tuple[ConflictShown, ...]:
    """The accounts of a case facing each other.

    Parameters
    ----------
    case : Case
        May know no accounts.
    documents : Documents

    Returns
    -------
    tuple of Account
    """
    asked, found = people(case), []
    for account in case.accounts.values():
        told = []
        for key, one in account.told.items():
            person = asked.get(one.by)
            told.append(
                Told(
                    title=one.title,
                    by=person.title if person is not None else one.by,
                    tone=person.tone if person is not None else "",
                    passages=passages_of(one.cites, documents),
                    applied=key == account.settled,
                )
            )
        found.append(
            ConflictShown(
                question=account.question, told=tuple(told), settled=bool(account.settled), note=account.note
            )
        )
    return tuple(found)


def build_conflicts(case: Case, evidence: Sources, sides: Mapping[str, str]) -> tuple[Conflicting, ...]:
    """The proposed conflicts: of the same two speakers and of one type the surest, without those in the case.

    Parameters
    ----------
    case : Case
    evidence : Evidence
    sides : mapping of str to str
        Statement → party or ratifier, for colours.

    Returns
    -------
    tuple of Conflicting
        At most 24; those across sides, in exact words, first.
    """
    together: dict[tuple[str, frozenset[str]], list[tuple[Conflict, list[Statement]]]] = {}
    for conflict in evidence.conflicts:
        pair = [_outermost(evidence, name) for name in conflict.statements]
        who = frozenset(_who(s, evidence) for s in pair)
        if len(who) == len(pair) and not _known(case, pair, sides):
            together.setdefault((conflict.type, who), []).append((conflict, pair))

    def doubt(found: tuple[Conflict, list[Statement]]) -> tuple[int, int, int]:
        pair = found[1]
        parties = {sides.get(s.id, "") for s in pair}
        return (
            len(parties - {""}) < 2,
            sum(s.band != "strict" for s in pair),
            sum(s.kind != "direct" for s in pair),
        )

    surest = sorted((min(some, key=doubt) for some in together.values()), key=doubt)
    return tuple(_facing(case, evidence, sides, *found) for found in surest[:MOST_CONFLICTS])


def _who(s: Statement, evidence: Sources) -> str:
    """Speaker of a statement; whoever has no name is somebody else each time."""
    if s.speaker is None or not s.speaker.name[:1].isupper():
        return evidence.twins.get(s.id, (s.id,))[0]
    return s.speaker.name


def _facing(
    case: Case, evidence: Sources, sides: Mapping[str, str], conflict: Conflict, pair: list[Statement]
) -> Conflicting:
    asked, topics, facing = people(case), Topics(case), []
    for s in pair:
        person = asked.get(sides.get(s.id, ""))
        facing.append(
            Facing(
                name=one_line(s.speaker.name) if s.speaker is not None else "no named speaker",
                tone=person.tone if person is not None else "",
                saying=saying_of(s, evidence, topics),
            )
        )
    return Conflicting(sides=tuple(facing), type=conflict.type, why=one_line(conflict.why))


def _outermost(evidence: Sources, name: str) -> Statement:
    """A statement, or the surer one of the same speaker in which it stands."""
    s = evidence.by_id[name]
    outer = evidence.by_id.get(s.embedded)
    if outer is None or s.band == "strict" or outer.speaker is None or s.speaker is None:
        return s
    return outer if outer.speaker.name == s.speaker.name and within(s, outer) else s


def _known(case: Case, pair: list[Statement], sides: Mapping[str, str]) -> bool:
    """Whether the case has the two as accounts: one in its words, the other too or by its teller."""
    for account in case.accounts.values():
        told = [
            {key for key, one in account.told.items() if any(rests_on(s, cite) for cite in one.cites)}
            for s in pair
        ]
        by = [
            {key for key, one in account.told.items() if one.by and one.by == sides.get(s.id)} for s in pair
        ]
        if any(told[k] and (told[1 - k] | by[1 - k]) - told[k] for k in (0, 1)):
            return True
    return False
