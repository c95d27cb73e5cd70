"""Ways to hold the talks as they were asked for: by the case, by options, and what to compare them with."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ..analysis.asked import Asked
from ..analysis.result import Method
from ..analysis.why.played_ways import PlayedTalks
from ..case import Case
from ..errors import Fault, Faults, UsageError, nearest, quoted
from ..options import Progress
from .beside_process import played_talks
from .compared import AtEqualRounds, HeldSo, at_equal_rounds, held_so, moved_to
from .dance import Dance, dance_of
from .drawn import SOME
from .manner import MANNERS
from .played import Played, Rounds
from .seats import seated
from .strategy import strategies
from .talks import Talks, talks_of
from .what_if import Arrangement, moved, play_ways

_PLAYED, _PLAYERS = 500, ("linear",)
"""Draws over which a case with a process is played, where nobody asks for more, and by which strategies."""
_SWEPT, _LEAST = 4, 100
"""What is moved is played in a quarter of the draws, or in so many at least."""


def first_way(
    case: Case, names: Sequence[str], protocol: str, clock: str, rounds: int | None, prepared: int | None,
    mandate: float,
) -> Arrangement:  # fmt: skip
    """The way that was asked for; what is left out is as the case says its talks were held."""
    process = case.process
    name = protocol or ("alternating" if process is None else process.protocol)
    if process is not None and process.protocol == name:
        rounds = rounds or (int(process.rounds) if process.rounds else None)
    way = Arrangement(
        protocol=name, strategies=tuple(names), rounds=rounds or MANNERS[name].rounds, clock=clock
    )
    return prepared_way(case, way, prepared, mandate)


def prepared_way(case: Case, way: Arrangement, prepared: int | None, mandate: float) -> Arrangement:
    """The same with a working level as asked for, or as the case has it, where the protocol has one."""
    process, manner = case.process, MANNERS[way.protocol]
    if not manner.prepared:
        return replace(way, prepared=0, mandate=(), consult=())
    said = None if process is None or process.prepared is None else int(process.prepared)
    held = {} if process is None else process.mandates
    least = tuple(float(held[who].least) if who in held else 0.0 for who in case.parties)
    return replace(
        way,
        prepared=prepared or said or manner.prepared,
        mandate=(mandate,) * len(case.parties) if mandate else least,
        consult=tuple(who in held and held[who].consult for who in case.parties),
    )


def other_way(case: Case, first: Arrangement, text: str, prepared: int | None, mandate: float) -> Arrangement:
    """What the first way is compared with: another protocol, or strategies with ``+`` between them."""
    if text in MANNERS:
        alike = MANNERS[text].levels == MANNERS[first.protocol].levels
        rounds = first.rounds if alike else MANNERS[text].rounds
        return prepared_way(case, replace(first, protocol=text, rounds=rounds), prepared, mandate)
    names = tuple(one.strip() for one in text.split("+"))
    known = (*MANNERS, *strategies())
    for name in names:
        base = name.split(":")[0].split("@")[0]
        if base not in known and ".py" not in name:
            right = f"a protocol ({', '.join(MANNERS)}) or strategies with + between them"
            raise UsageError.of(quoted(name), right, path="against", hint=nearest(base, known))
    return replace(first, strategies=names)


def other_ways(
    case: Case, first: Arrangement, texts: Sequence[str], prepared: int | None, mandate: float
) -> list[Arrangement]:
    """What the first way is compared with, each once; a UsageError with all that is wrong."""
    faults, found = Faults(), list[Arrangement]()
    for text in texts:
        try:
            way = other_way(case, first, text, prepared, mandate)
        except UsageError as error:
            faults.extend(error.faults)
            continue
        if way == first or way in found:
            what = ", which is the way that is compared" if way == first else " twice"
            right = "other protocols or strategies, each once"
            faults.add(Fault(path="against", found=f"{quoted(text)}{what}", expected=right))
        found.append(way)
    faults.raise_if_any(UsageError)
    return found


def equal_rounds(ways: Sequence[Arrangement]) -> list[tuple[int, bool, Arrangement]]:
    """Ways with other rounds in all than the first, and the shorter of the two with as many as the longer.

    Gives the place of each, whether it is the one that was stretched, and that. A mediator's proposals are
    no rounds of offers, and are left as they are.
    """
    first, found = ways[0], []
    for place, other in enumerate(ways):
        mediated = any(MANNERS[one.protocol].mediated for one in (first, other))
        more = first.rounds + first.prepared - other.rounds - other.prepared
        if not more or mediated:
            continue
        short = other if more > 0 else first
        given = (
            replace(short, prepared=short.prepared + abs(more))
            if short.prepared
            else replace(short, rounds=short.rounds + abs(more))
        )
        found.append((place, more > 0, given))
    return found


def danced(asked: Asked, ways: Sequence[Arrangement]) -> Dance:
    """One session, of the last of some ways in which parties make offers, in the central realisation."""
    way = ([way for way in ways if not MANNERS[way.protocol].mediated] or [*ways])[-1]
    talks = talks_in(asked, way)
    return dance_of(talks, seated(asked.case, list(way.strategies)), seed=asked.seed)


def talks_in(asked: Asked, way: Arrangement) -> Talks:
    """Talks held in one way, in the central realisation."""
    return talks_of(asked.case, asked.rule, rounds=way.rounds, clock=way.clock, protocol=way.protocol,
                    prepared=way.prepared, mandate=way.mandate, consult=way.consult)  # fmt: skip


def otherwise(asked: Asked, *, progress: Progress | None = None) -> tuple[Played, PlayedTalks] | None:
    """The talks as the case says they were, against what they could have been; None if it says neither."""
    if asked.case.process is None:
        return None
    asked, ways = replace(_few(asked), progress=progress), ways_of(asked.case)
    found = compared(asked, ways, sessions=1)
    return found, played_talks(found.against or (), found.equal_rounds or (), _method(asked, asked.draws))


def played_as_held(asked: Asked) -> PlayedTalks:
    """The ways of :func:`otherwise` and how often the parties sign, without what moves them."""
    asked, ways = _few(asked), ways_of(asked.case)
    held, equal = _held(asked, ways, draws=asked.draws, repeats=1)
    return played_talks(held, equal, _method(asked, asked.draws))


def _held(
    asked: Asked, ways: Sequence[Arrangement], *, draws: int, repeats: int
) -> tuple[tuple[HeldSo, ...], tuple[AtEqualRounds, ...]]:
    """What became of every way, and of those that differ in rounds with as many."""
    even = equal_rounds(ways)
    every = [*ways, *(way for _, _, way in even)]
    found = play_ways(asked.case, every, rule=asked.rule, draws=draws, repeats=repeats, seed=asked.seed,
                      progress=asked.progress)  # fmt: skip
    held = tuple(held_so(asked.case, way, one, found[0]) for way, one in zip(ways, found, strict=False))
    equal = tuple(
        at_equal_rounds(held[0], held[place], way, one, found[0 if is_other else place])
        for (place, is_other, way), one in zip(even, found[len(ways) :], strict=True)
    )
    return held, equal


def _few(asked: Asked) -> Asked:
    return replace(asked, draws=min(asked.draws, _PLAYED))


def ways_of(case: Case) -> list[Arrangement]:
    """How a case says its talks were held, and how else they could have been; strategies give in evenly."""
    process = case.process
    assert process is not None
    first = first_way(case, _PLAYERS, "", "rounds", None, None, 0.0)
    other = process.otherwise or (("two-level",) if process.protocol != "two-level" else ("summit",))
    return [first, *(other_way(case, first, name, None, 0.0) for name in other)]


def compared(asked: Asked, ways: Sequence[Arrangement], *, sessions: int) -> Played:
    """Play all ways over the draws of the judgements, and what moves them over fewer."""
    draws = min(asked.draws, sessions) if sessions > 1 else asked.draws
    repeats = max(1, sessions // draws)
    held, equal = _held(asked, ways, draws=draws, repeats=repeats)
    alike = dict.fromkeys(way for way in ways if way.strategies == ways[0].strategies)
    swept = [other for way in alike for other in moved(asked.case, way)]
    fewer = min(draws, max(_LEAST, draws // _SWEPT))
    swings = play_ways(asked.case, swept, rule=asked.rule, draws=fewer, repeats=1, seed=asked.seed,
                       progress=asked.progress)  # fmt: skip
    first = held[0]
    return Played(
        sessions=first.sessions, agreed=first.agreed, rate=first.rate, error=first.error,
        rounds=Rounds(
            mean=first.mean_rounds, limit=first.rounds + first.prepared, error=first.mean_rounds_error
        ),
        value=first.value, value_error=first.value_error, walk_away=first.walk_away, ended=first.ended,
        deals=first.deals, not_ratified=first.not_ratified,
        protocol=first.protocol, clock=ways[0].clock, strategies=first.strategies,
        method=_method(asked, draws, fewer), against=held, equal_rounds=equal,
        moved=tuple(moved_to(way, one) for way, one in zip(swept, swings, strict=True)),
        dance=danced(asked, ways),
    )  # fmt: skip


def _method(asked: Asked, draws: int, fewer: int = 0) -> Method:
    moved_in = f", what is moved in {fewer:,}" if fewer else ""
    notes = [
        "a simulation of strategies, not a forecast",
        f"every way in the same {draws:,} draws{moved_in}",
    ]
    every = asked.central[0].combinations
    if every > SOME:
        notes.append(f"{SOME:,} of {every:,} deals, drawn for each group of draws")
    return Method(
        name="simulated sessions", exact=False, realisation="draws", seed=asked.seed, draws=draws,
        note="; ".join(notes),
    )  # fmt: skip
