"""What follows no deal, in words and rows: where things stand, what holds, why, and how it is reached."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ...case import Case, Expected
from ...case.titles import following_words
from ...conflict.what_follows import AfterMove, Verdict, WhatFollows
from ...language import counted, in_quotes
from ..language.people import people
from .ways_from_today import KINDS, WaysGraph, ways_graph

CONCEPT_NAMES = {
    "nash": "no better move", "sseq": "no way out", "seq": "credible answer", "smr": "lasting answer",
    "gmr": "any answer", "sim": "at once",
}  # fmt: skip
"""Concept → how the page calls it, from the strictest to the loosest."""
_MOST_ROWS, _MOST_WHY, _MOST_NAMED = 12, 3, 6


@dataclass(frozen=True, slots=True)
class FollowRow:
    """One state that holds under some concept."""

    id: int
    label: str
    marks: tuple[bool, ...]  # by concept, in the order of the head
    likely: bool  # improvements lead there from today
    possible: bool  # any moves do


@dataclass(frozen=True, slots=True)
class NoDeal:
    """The whole screen."""

    sentences: tuple[str, ...]
    concepts: tuple[str, ...]
    heads: tuple[str, ...]  # what the page calls them
    graph: tuple[WaysGraph, ...]  # ways from today, wide and narrow
    kinds: tuple[tuple[str, str], ...]  # how states in it are marked, in words
    grouped: bool  # whether a row of it stands for several states
    rows: tuple[FollowRow, ...]
    more: str
    why: tuple[tuple[str, tuple[str, ...]], ...]
    ways: tuple[str, ...]
    bonds: tuple[str, ...]
    wanted: tuple[tuple[str, str, str, str], ...]
    worth: tuple[tuple[str, tuple[str, ...]], ...]  # walk-aways that rest on it, and on what
    notes: tuple[str, ...]


class _Words:
    """States and moves in words."""

    def __init__(self, case: Case, found: WhatFollows) -> None:
        after = case.aftermath
        assert after is not None
        self.case, self.found = case, found
        self.titles = {name: option.title for name, option in after.options.items()}

    def who(self, names: Sequence[str]) -> str:
        return " and ".join(self.case.label(one) for one in names)

    def state(self, number: int) -> str:
        """What is taken in a state."""
        options = self.found.states[number - 1].options
        taken = [self.titles[name] for name, sign in options.items() if sign == "Y"]
        if len(taken) > _MOST_NAMED:
            taken = [*taken[:_MOST_NAMED], f"and {len(taken) - _MOST_NAMED} more"]
        return "; ".join(taken) or "none of it"

    def change(self, before: int, after: int) -> str:
        """What changes from one state to another."""
        old, new = (self.found.states[number - 1].options for number in (before, after))
        taken = [self.titles[name] for name in new if (old[name], new[name]) == ("N", "Y")]
        dropped = [self.titles[name] for name in new if (old[name], new[name]) == ("Y", "N")]
        parts = [in_quotes(title) for title in taken] + [f"an end of {in_quotes(title)}" for title in dropped]
        return " and ".join(parts) or f"state {after}"

    def turns(self, start: int, turns: Sequence[AfterMove]) -> str:
        """Moves one after another."""
        parts = []
        for turn in turns:
            parts.append(f"{self.who(turn.by)}: {self.change(start, turn.to)}")
            start = turn.to
        return ", then ".join(parts)

    def why(self, verdict: Verdict) -> str:
        """Why a state holds for a party, or does not."""
        who = self.who(verdict.who)
        if not verdict.stable:
            change = self.change(verdict.state, verdict.improvement[-1].to)
            return f"{who} would leave it by {change}: nothing that others would do deters that"
        if not verdict.answers:
            return f"{who} can do nothing better by itself"
        one = verdict.answers[0]
        steps, answer = one["improvement"], one["answer"]
        assert isinstance(steps, tuple)
        assert isinstance(answer, tuple)
        change = self.change(verdict.state, steps[-1].to)
        rest = len(verdict.answers) - 1
        others = f"; {counted(rest, 'other improvement')} would be answered too" if rest else ""
        after = self.turns(steps[-1].to, answer)
        return f"{who} would gain by {change}, but is deterred ({after}){others}"


def what_follows_no_deal(case: Case, found: WhatFollows) -> NoDeal:
    """The screen of an answer; at most twelve states, those that most concepts hold."""
    words = _Words(case, found)
    concepts = tuple(one for one in CONCEPT_NAMES if one in found.equilibria)
    sets = [set(found.equilibria[one]) for one in concepts]
    likely, possible = (
        set(found.evolution[name].states) if found.evolution else set[int]()
        for name in ("improvements", "any_moves")
    )
    rows = [
        FollowRow(state.id, words.state(state.id), marks, state.id in likely, state.id in possible)
        for state in found.states
        if any(marks := tuple(state.id in some for some in sets))
    ]
    rows.sort(key=lambda row: (not row.likely, not row.possible, -sum(row.marks), row.id))
    shown = tuple(rows[:_MOST_ROWS])
    hidden = len(rows) - len(shown)
    tones = {one.who: one.tone for one in people(case).values()}
    graph = ways_graph(found, lambda start, move: words.change(start, move.to), words.who, tones)
    drawn = [row for picture in graph for row in picture.rows]
    return NoDeal(
        sentences=tuple(_sentences(words, found, rows)),
        concepts=concepts,
        heads=tuple(CONCEPT_NAMES[one] for one in concepts),
        graph=graph,
        kinds=tuple((kind, says) for kind, says in KINDS.items() if kind in {row.kind for row in drawn}),
        grouped=any("×" in row.number for row in drawn),
        rows=shown,
        more=f"{counted(hidden, 'more state')} under some concept; --json has them all" if hidden else "",
        why=tuple(_why(words, found, shown)),
        ways=tuple(_ways(words, found, shown)),
        bonds=tuple(
            f"{words.who([bond.who])} would gain if it could never {bond.gives_up} "
            f"{in_quotes(words.titles[bond.option])}: the worst that can then hold is better for it"
            for bond in found.commitments
            if bond.gains
        ),
        wanted=tuple(
            (words.who([one.who]), one.concept, f"{100 * one.share:.1f}", _least(one.no_better, one.better))
            for one in found.wanted
        ),
        worth=tuple(_worth(case, words, found)),
        notes=found.odd,
    )


def _worth(case: Case, words: _Words, found: WhatFollows) -> Iterator[tuple[str, tuple[str, ...]]]:
    """What no deal is worth to each party that counts on what follows."""
    for who, preference in case.preferences.items():
        away = preference.walk_away
        if isinstance(away, Expected):
            parts = [one for one in found.walk_aways if one.who == who]
            lines = [
                f"{text} ({len(part.holding)} of {counted(len(part.states), 'state')} can hold)"
                for text, part in zip(following_words(case, away), parts, strict=True)
            ]
            yield (
                f"No deal is worth {away.numbers} to {words.who([who])}, by what it counts on",
                tuple(lines),
            )


def _sentences(words: _Words, found: WhatFollows, rows: list[FollowRow]) -> list[str]:
    said = [
        f"{counted(len(found.states), 'state')}, {counted(len(found.decision_makers), 'party', 'parties')} "
        f"that can move; {counted(len(rows), 'state')} can hold in some sense, "
        f"{len(found.equilibria['nash'])} because nobody has a better move"
    ]
    if found.today is None:
        return [*said, "Where things stand is not among the possible states; --start says it"]
    said.append(f"Today, state {found.today}: {words.state(found.today)}")
    holding = [one for one in CONCEPT_NAMES if found.today in found.equilibria.get(one, ())]
    names = ", ".join(CONCEPT_NAMES[one] for one in holding)
    said.append(f"It holds by: {names}" if holding else "It does not hold: somebody gains by moving on")
    if found.universal:
        alone, together = set(found.equilibria["seq"]), set(found.universal["seq"])
        left = [row.id for row in rows if row.likely and row.id in alone - together][:_MOST_NAMED]
        if left:
            named = ", ".join(f"state {one}" for one in left)
            said.append(f"Parties that act together would leave {named}")
    return said


def _why(words: _Words, found: WhatFollows, rows: tuple[FollowRow, ...]) -> list[tuple[str, tuple[str, ...]]]:
    """Today first, then the first states of the table, each for every party by credible answers."""
    first = [found.today] if found.today is not None else []
    wanted = list(dict.fromkeys([*first, *(row.id for row in rows)]))[:_MOST_WHY]
    told = {(one.state, one.who): one for one in found.witnesses if one.concept == "seq"}
    return [
        (
            f"State {state}: {words.state(state)}",
            tuple(words.why(told[state, (who,)]) for who in found.decision_makers if (state, (who,)) in told),
        )
        for state in wanted
    ]


def _ways(words: _Words, found: WhatFollows, rows: tuple[FollowRow, ...]) -> list[str]:
    """The shortest way of improvements to each state of the table that has one."""
    if not found.evolution or found.today is None:
        return []
    ways = found.evolution["improvements"].ways
    return [
        f"To state {row.id}: {words.turns(found.today, ways[row.id])}" for row in rows if ways.get(row.id)
    ][:_MOST_NAMED]


def _least(no_better: tuple[int, ...], better: tuple[int, ...]) -> str:
    """The least change of a ranking, in states."""
    parts = [f"{', '.join(map(str, no_better))} no better"] if no_better else []
    parts += [f"{', '.join(map(str, better))} better"] if better else []
    return "; ".join(parts) or "none"
