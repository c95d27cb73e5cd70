"""Where the accounts conflict, as proposed by the program."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, NamedTuple

from ...case import Case
from ...evidence.findings import Conflict, Statement
from ..language.people import people
from ..language.phrases import one_line
from .case_documents import Sources, rests_on
from .who_said_what import Saying, Topics, saying_of, within

MOST_CONFLICTS: Final = 24


class Facing(NamedTuple):
    """One of two statements that do not fit together."""

    name: str
    tone: str
    saying: Saying


class Conflicting(NamedTuple):
    """Two statements side by side, with the type of the conflict and what stands against what."""

    sides: tuple[Facing, ...]
    type: str
    why: str


def build_conflicts(case: Case, evidence: Sources, sides: Mapping[str, str]) -> tuple[Conflicting, ...]:
    """The proposed conflicts: of the same two speakers on one thing the surest, without those in the case.

    Sides are those of statements. At most 24; those across sides, in exact words, first.
    """
    together: dict[tuple[str, str, frozenset[str]], list[tuple[Conflict, list[Statement]]]] = {}
    for conflict in evidence.conflicts:
        pair = [_outermost(evidence, name) for name in conflict.statements]
        who = frozenset(_who(s, evidence) for s in pair)
        if len(who) == len(pair) and not _known(case, pair, sides):
            together.setdefault((conflict.type, conflict.why, who), []).append((conflict, pair))

    def doubt(found: tuple[Conflict, list[Statement]]) -> tuple[int, int, int]:
        pair = found[1]
        parties = {sides.get(s.id, "") for s in pair} - {""}
        loose, told = (s.band != "strict" for s in pair), (s.kind != "direct" for s in pair)
        return len(parties) < 2, sum(loose), sum(told)

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
    tones, topics = {who: person.tone for who, person in people(case).items()}, Topics(case)
    facing = tuple(
        Facing(
            one_line(s.speaker.name) if s.speaker is not None else "no named speaker",
            tones.get(sides.get(s.id, ""), ""),
            saying_of(s, evidence, topics),
        )
        for s in pair
    )
    return Conflicting(facing, conflict.type, one_line(conflict.why))


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
        told = account.told.items()
        words = [{key for key, one in told if any(rests_on(s, cite) for cite in one.cites)} for s in pair]
        by = [{key for key, one in told if one.by and one.by == sides.get(s.id)} for s in pair]
        if any(words[a] and (words[b] | by[b]) - words[a] for a, b in ((0, 1), (1, 0))):
            return True
    return False
