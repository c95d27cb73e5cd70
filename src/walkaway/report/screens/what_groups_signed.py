"""What many groups signed, in words: sentences and one row a group, for the page and the terminal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ...analysis.debrief.group_results import Debrief, GroupResult
from ...case import Case
from ...case.titles import amount_words
from ...language import counted
from ...numbers import close, estimate, estimates, number, parts_of_hundred, places_of
from ...space import votes_of
from ..language.phrases import count, listed, one_line, sentence

_NAMED = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupRow:
    """One group as a table shows it."""

    group: str
    rank: str  # with ``=`` where it is shared
    sign: str  # ``*`` where somebody would rather have walked away, ``**`` where too few would accept
    values: tuple[str, ...]  # for each party what it has
    claimed: tuple[str, ...]  # for each party its share of the joint gain in per cent; empty without one
    joint: str
    left: str
    distance: str
    remark: str  # what speaks against the deal, or that there was none
    found: GroupResult


def unit_words(found: Debrief) -> str:
    """What joint gains are counted in."""
    return found.unit or "shares of the most each could gain"


def short_names(groups: Sequence[str]) -> dict[str, str]:
    """Names without the first word that all have in common: *Group 7* is 7 where all are groups.

    Examples
    --------
    >>> short_names(["Team 1", "Team 2"]), short_names(["Team 1", "Blue"])
    ({'Team 1': '1', 'Team 2': '2'}, {'Team 1': 'Team 1', 'Blue': 'Blue'})
    """
    parts = [group.partition(" ") for group in groups]
    common = len({first for first, *_ in parts}) == 1 and len(parts) > 1 and all(rest for *_, rest in parts)
    return {group: rest if common else group for group, (*_, rest) in zip(groups, parts, strict=True)}


def aside(one: GroupResult) -> bool:
    """Whether a deal would not be signed and nothing outdoes it, so that no frontier speaks of it."""
    return one.efficient is None and one.passes is False


def group_rows(case: Case, found: Debrief) -> tuple[GroupRow, ...]:
    """One row a group, best joint gain first."""
    rough = found.method.realisation != "exact"
    places = [places_of([one.value[who] for one in found.groups], rough=rough) for who in found.parties]
    joint = places_of([*(one.joint for one in found.groups)], rough=rough or not found.unit)
    left = places_of(
        [one.left for one in found.groups if one.left is not None], rough=rough or not found.unit
    )
    ranks, unanimous = [one.rank for one in found.groups], votes_of(case, found.rule).unanimous
    return tuple(
        GroupRow(
            group=one.group,
            rank=f"{one.rank}{'=' if ranks.count(one.rank) > 1 else ''}",
            sign=_sign(one, unanimous=unanimous),
            values=tuple(
                number(value, places=few) for value, few in zip(one.value.values(), places, strict=True)
            ),
            claimed=() if one.claimed is None else tuple(parts_of_hundred([*one.claimed.values()])),
            joint=number(one.joint, places=joint),
            left="–" if aside(one) else "?" if one.left is None else number(one.left, places=left),
            distance=_distance(one),
            remark=_remark(case, one, unanimous=unanimous),
            found=one,
        )
        for one in found.groups
    )  # fmt: skip


def _distance(one: GroupResult) -> str:
    if one.deal is None or aside(one):
        return "–"
    if one.efficient:
        return "0"
    return "?" if one.distance is None else number(one.distance, places=2)


def _sign(one: GroupResult, *, unanimous: bool) -> str:
    if one.deal is None or not (one.unwilling or one.passes is False):
        return ""
    return "*" if unanimous or one.passes else "**"


def sign_words(rows: Sequence[GroupRow]) -> list[str]:
    """What the signs beside the ranks mean, those that are there."""
    words = {
        "*": "signed what somebody would rather have walked away from",
        "**": "signed what too few would accept",
    }
    return [f"{sign}: {text}" for sign, text in words.items() if any(row.sign == sign for row in rows)]


def _remark(case: Case, one: GroupResult, *, unanimous: bool) -> str:
    if one.deal is None:
        return "no deal"
    lines, less = (
        listed(map(case.label, names))
        for names in (one.refused_by, [who for who in one.unwilling if who not in one.refused_by])
    )
    texts = (lines and f"red line: {lines}", less and f"below walk-away: {less}")
    said = any(texts) and unanimous  # one who would not is then one too few
    return "; ".join(filter(None, (*texts, "" if one.passes or said else "too few would accept")))


def debrief_sentences(case: Case, found: Debrief) -> list[str]:
    """What a class did, sentence by sentence; how many signed a deal is the first."""
    return [sentence(text) for text in _sentences(case, found)]


def _sentences(case: Case, found: Debrief) -> Iterator[str]:
    named = _GroupNames(found)
    none = [one for one in found.groups if one.deal is None]
    without = f", {len(none):,} did not ({named(none)})" if none else ""
    yield f"{found.signed:,} of {counted(len(found.groups), 'group')} signed a deal{without}"
    yield from _frontier(found, named)
    if apart := [one for one in found.groups if aside(one)]:
        yield (
            f"{named(apart)} signed what would not pass as judged, and nothing betters it: not compared with "
            "the frontier"
        )
    yield from _most(case, found, named)
    if bad := [one for one in found.groups if one.deal is not None and one.unwilling]:
        yield (
            f"{count(len(bad), 'group')} signed what somebody would rather have walked away from "
            f"({named(bad)})"
        )
    yield from _basis(case, found)


class _GroupNames:
    """Names of some groups in a sentence: the first word that all share once, many cut short."""

    def __init__(self, found: Debrief) -> None:
        groups = [one.group for one in found.groups]
        self.short = short_names(groups)
        cut = groups and self.short[groups[0]] != groups[0]
        self.lead = f"{groups[0].partition(' ')[0]} " if cut else ""

    def __call__(self, some: Sequence[GroupResult]) -> str:
        shown = [self.short[one.group] for one in some[:_NAMED]]
        more = len(some) - len(shown)
        return self.lead + (listed(shown) if more <= 0 else f"{', '.join(shown)} and {more:,} more")


def _frontier(found: Debrief, named: _GroupNames) -> Iterator[str]:
    """How many left nothing on the table, and what the others left."""
    dealt = [one for one in found.groups if one.deal is not None]
    best, compared = [one for one in dealt if one.efficient], [one for one in dealt if not aside(one)]
    nothing = "nothing better for one without loss to another was left"
    if len(best) == len(dealt) > 1:
        yield f"every deal is on the frontier: {nothing}"
    elif best:
        yield f"{count(len(best), 'group')} signed a deal on the frontier ({named(best)}): {nothing}"
    elif compared and all(one.efficient is False for one in compared):
        who = "all" if len(compared) == len(dealt) else "all others"
        yield f"no deal is on the frontier: {who} could have had more for one without loss to another"
    if left := [one for one in dealt if one.left]:
        amounts = [one.left or 0.0 for one in left]
        most = max(amounts)
        who = named([one for one in left if one.left == most])
        if len(left) == 1:
            yield f"{who} left {_amount(estimate(most), found)} on the table"
        else:
            lead = "the others" if best else "they"
            mean, top = estimates([sum(amounts) / len(amounts), most])
            yield f"{lead} left {_amount(mean, found)} on the table on average, {who} most ({top})"


def _most(case: Case, found: Debrief, named: _GroupNames) -> Iterator[str]:
    """Who gained most together, and who did best in each role."""
    if not found.signed:
        if found.possible:
            verb = "could have gained all together" if found.possible > 0 else "would have cost all together"
            yield f"a deal {verb} {_amount(estimate(abs(found.possible)), found)}"
        return
    first = [one for one in found.groups if one.rank == 1]
    most, possible = first[0].joint, found.possible
    gained, best = estimates([most, most if possible is None else possible])
    of = "" if possible is None else f", of {best} possible" if most > 0 else f"; {best} was possible"
    if possible is not None and close(most) >= close(possible):
        most_of_all = f"; {best} is the most in a deal that would pass"
        of = ", all that was possible" if close(most) == close(possible) else most_of_all
    yield f"most joint gain: {named(first)} ({_over(gained, found)} walking away{of})"
    roles = (
        f"{case.label(who)} in {named([one for one in found.groups if one.places[who] == 1])}"
        for who in found.parties
    )
    yield f"best in each role: {'; '.join(roles)}"


def _basis(case: Case, found: Debrief) -> Iterator[str]:
    """What the numbers rest on."""
    if not found.unit:
        yield (
            "the parties count on different scales, so gains together are in shares: 1 is the most that a "
            "party could gain"
        )
    if found.method.realisation != "exact":
        yield (
            "some judgements of the case are ranges or orders: all values are central ones (likely values, "
            "middles of ranges, centres of orders)"
        )
    unstated = [who for who in found.parties if case.preferences[who].walk_away is None]
    if unstated:
        names = listed(map(case.label, unstated), "or")
        yield f"no walk-away is stated for {names}, so 0 is assumed, and gains rest on that"
    if found.left_aside:
        yield f"left aside, as no issue has that name: {', '.join(map(one_line, found.left_aside))}"
    if found.front.limit:
        yield f"the frontier is known in part only: {found.front.limit}"


def _over(figure: str, found: Debrief) -> str:
    """How a joint gain stands to walking away: *2 points over*, *1 point less than*, *as much as*."""
    than = "less than" if figure.startswith("−") else "over"
    return "as much as" if figure == "0" else f"{_amount(figure.removeprefix('−'), found)} {than}"


def _amount(figure: str, found: Debrief) -> str:
    """An amount with its unit: *1 point*, *2 points*."""
    return amount_words(found.unit, figure)
