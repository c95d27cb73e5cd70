"""What if the talks had gone otherwise: ways to hold them, each played over the same draws of the judgements.

Session *i* of every way is played in the same realisation with the same random numbers, so that a difference
between two ways is one of pairs. Each is then moved: more or fewer rounds, mandates, and beliefs relied on.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from ..analysis.misplaced_beliefs import without_misplaced
from ..case import Agreement, Case
from ..space import Space, Values, build_space, central_values
from ..space.draws import Draws, draw
from ..space.weights import Floats
from .batch import Outcomes
from .drawn import SOME, best_believed, beyond_mandates, drawn_deals, some_deals
from .listed import DealList
from .manner import MANNERS, all_alike
from .refused import Refusals
from .seats import seated
from .talks import Talks
from .view import keys_of

_GROUP = 1 << 20
"""Most numbers of one party that are held at once: deals times draws."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrangement:
    """A way to hold the talks."""

    protocol: str
    strategies: tuple[str, ...]  # one for each party, or one for all
    rounds: int
    prepared: int = 0
    mandate: tuple[float, ...] = ()
    consult: tuple[bool, ...] = ()  # of each party: officials take only what its own ratifiers would
    clock: str = "rounds"
    reliance: float = 0.0  # how far parties hold out for what they believe they can get
    moved: str = ""  # what was moved, and to where, if anything was
    to: float = 0.0

    @property
    def as_played(self) -> Arrangement:
        """What of it decides how talks are played."""
        mandate = self.mandate if any(self.mandate) else ()
        consult = self.consult if any(self.consult) else ()
        return replace(self, mandate=mandate, consult=consult, moved="", to=0.0)


class Became:
    """What became of the sessions of one way, realisation by realisation, shape (repeats, draws)."""

    def __init__(self, repeats: int, draws: int, parties: int, *, certain: bool = False) -> None:
        self.certain = certain  # all sessions are alike: nothing is drawn
        self.agreed = np.zeros((repeats, draws), bool)
        self.numbers, self.how = np.zeros((repeats, draws), np.intp), np.zeros((repeats, draws), np.int8)
        self.value, self.away = np.zeros((parties, repeats, draws)), np.zeros((parties, draws))
        # picks → of each session the draw, and what the deal is worth to each party
        self.deals: dict[tuple[int, ...], list[tuple[int, Floats]]] = {}
        self.refusals = Refusals()

    def add(self, listed: DealList, repeat: int, part: slice, found: Outcomes) -> None:
        """Enter some sessions."""
        there = found.deals >= 0
        deals, seats = np.maximum(found.deals, 0), np.arange(listed.parties)[:, None]
        worth, away = listed.values[seats, found.rows, deals], listed.walk_away[seats, found.rows]
        self.agreed[repeat, part], self.numbers[repeat, part] = there, found.numbers
        self.how[repeat, part] = found.how
        self.value[:, repeat, part], self.away[:, part] = np.where(there, worth, away), away
        self.refusals.add(listed, found, first=part.start)
        for session in np.flatnonzero(there).tolist():
            picks = tuple(listed.picks[found.deals[session]].tolist())
            self.deals.setdefault(picks, []).append((part.start + session, worth[:, session]))


def moved(case: Case, way: Arrangement) -> Iterator[Arrangement]:
    """The same with other rounds, mandates, and beliefs that are relied on."""
    believing = any(case.preferences[who].believes for who in case.parties)
    manner = MANNERS[way.protocol]
    if way.prepared:
        for number in sorted({3, 10, 30, 100, way.prepared}):
            yield replace(way, prepared=number, moved="prepared", to=number)
        for share in (0.0, 0.1, 0.25, 0.5):
            yield replace(way, mandate=(share,), moved="mandate", to=share)
        for consult in (False, True) if case.ratifiers else ():
            yield replace(way, consult=(consult,), moved="consult", to=float(consult))
    else:
        for number in sorted({1, 3, 10, 30, 100, way.rounds} if manner.levels else {10, 30, 100, way.rounds}):
            yield replace(way, rounds=number, moved="rounds", to=number)
    if believing:
        for share in (0.0, 0.25, 0.5, 1.0):
            yield replace(way, reliance=share, moved="reliance", to=share)


def play_ways(
    case: Case,
    ways: Sequence[Arrangement],
    *,
    rule: Agreement | None,
    draws: int,
    repeats: int,
    seed: int,
    progress: Callable[[str, float], None] | None = None,
) -> list[Became]:
    """Play every way in every draw of the judgements.

    Parameters
    ----------
    repeats : int
        Sessions of each way in each draw.

    Returns
    -------
    list of Became
        One for each way; the same one for ways that differ in what is said of them alone.
    """
    alike, ways = [way.as_played for way in ways], list(dict.fromkeys(way.as_played for way in ways))
    space = build_space(case, rule=rule)
    values, drawn = central_values(case, space), draw(case, space, draws=draws, seed=seed)
    players = [seated(case, list(way.strategies)) for way in ways]
    wants = [case.preferences[who] for who in case.parties]
    believed = all(belief.exact for own in wants for belief in own.believes.values())
    same = values.name == "exact" and space.combinations <= SOME
    found = [
        Became(
            repeats,
            draws,
            space.parties,
            certain=same and (believed or not way.reliance) and all_alike(MANNERS[way.protocol], mine),
        )
        for way, mine in zip(ways, players, strict=True)
    ]
    size = max(1, _GROUP // min(space.combinations, SOME))
    for group, begin in enumerate(range(0, draws, size)):
        part = slice(begin, min(begin + size, draws))
        table = _Table(case, space, values, drawn, part, group)
        for number, (way, mine, gathered) in enumerate(zip(ways, players, found, strict=True)):
            talks = table.talks(way)
            for repeat in range(repeats):
                keys = keys_of(seed, repeat * draws + begin, part.stop - begin)
                gathered.add(table.listed, repeat, part, talks.at(mine, np.arange(len(keys)), keys))
            if progress is not None:
                progress("sessions", (begin + (part.stop - begin) * (number + 1) / len(ways)) / draws)
    return [found[ways.index(way)] for way in alike]


class _Table:
    """The deals of one group of draws, and what is known of them."""

    def __init__(
        self, case: Case, space: Space, values: Values, drawn: Draws, part: slice, group: int
    ) -> None:
        self.case, self.drawn, self.part = case, drawn, part
        picks = some_deals(space, values, seed=drawn.seed, group=group)
        self.listed = drawn_deals(case, space, drawn.some(part), picks)
        self.believed: Floats | None = None

    def talks(self, way: Arrangement) -> Talks:
        """Talks held in one way."""
        parties = self.listed.parties
        return Talks(
            self.listed, way.rounds, way.clock, way.protocol, way.prepared,
            mandate=way.mandate * parties if len(way.mandate) == 1 else way.mandate,
            consult=way.consult * parties if len(way.consult) == 1 else way.consult,
            beyond=beyond_mandates(self.case, self.listed) if way.prepared else None,
            least=self.least(way.reliance) if way.reliance else None,
        )  # fmt: skip

    def least(self, reliance: float) -> Floats:
        """Below what no party goes, shape (parties, draws)."""
        if self.believed is None:
            case, _ = without_misplaced(self.case)
            self.believed = best_believed(case, self.listed, draws=self.drawn, part=self.part)
        away = self.listed.walk_away[: self.listed.parties]
        return away + reliance * (self.believed - away)
