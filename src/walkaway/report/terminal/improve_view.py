"""``walkaway improve`` in the terminal: what would be better than a deal."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from ...analysis.improve.improvements import Alternative, Change, Improvement, Improvements, Trade
from ...case import Case
from ...language import counted, listed
from ...numbers import estimate, estimates, number, numbers, signed
from ...printing import Line, Part, heading
from ..language.people import introductions
from ..language.phrases import in_all, of_draws
from ..language.solution_names import SOLUTIONS
from ..screens.left_on_the_table import left_out_words, nothing_better_words, refused_words, would_sign_words

_SHOWN = 3


class _BetterInWords:
    """Words for better deals; central values of ranges have three digits, more would be noise."""

    def __init__(self, case: Case, found: Improvements) -> None:
        self.case, self.open = case, found.open
        self.of_all = in_all([item.refused_by for item in _shown(found)])
        exact = found.method.realisation == "exact"
        self.figure, self.figures = (number, numbers) if exact else (estimate, estimates)

    def gains(self, values: dict[str, float]) -> str:
        """What each gains."""
        return ", ".join(
            f"{self.case.label(who)} {signed(self.figure(value))}" for who, value in values.items()
        )

    def said(self, item: Improvement | Trade) -> str:
        """What each gains, in how many draws that holds, and who would still not sign."""
        share, error = item.share, item.error
        often = "" if share is None or error is None else f"  better in {of_draws(share, error)}"
        return f"{self.gains(item.gains)}{often}{self.refused(item.refused_by)}"

    def refused(self, who: Sequence[str]) -> str:
        """Who would still not sign, but for those of whom it is said once."""
        more = [self.case.label(name) for name in who if name not in self.of_all]
        return f"  {'also ' if self.of_all else ''}refused by {listed(more)}" if more else ""

    def moves(self, changes: Iterable[Change], *, valued: bool) -> list[Part]:
        """A line for each change."""
        lines: list[Part] = []
        for change in changes:
            issue = change.issue
            before, after = (self.case.option_label(issue, one) for one in (change.before, change.after))
            before += " (left open)" if issue in self.open else ""
            worth = f"  ({self.gains(change.gains)})" if valued else ""
            lines.append(Line(f"  {self.case.issue_label(issue)}: {before} → {after}{worth}", "dim"))
        return lines


def _shown(found: Improvements) -> list[Improvement | Trade | Alternative]:
    """Everything that is proposed, section after section."""
    first: tuple[Sequence[Improvement | Trade | Alternative], ...] = (found.cheapest, found.trades)
    settled = () if found.efficient else filter(None, found.settlement.solutions.values())
    return [*(item for some in (*first, found.alternatives) for item in some[:_SHOWN]), *settled]


def _improvements(title: str, items: Iterable[Improvement | Trade], teller: _BetterInWords) -> list[Part]:
    parts = heading(title)
    for item in items:
        parts.append(teller.said(item))
        parts += teller.moves(item.changes, valued=len(item.changes) > 1)
        linked = getattr(item, "interplay", {})
        if any(linked.values()):
            linked_words = f"together worth more or less than both alone: {teller.gains(linked)}"
            parts.append(Line(f"  {linked_words}", "dim"))
    return parts


def _alternatives(items: Iterable[Alternative], teller: _BetterInWords) -> list[Part]:
    parts = heading("Level for one, better for another")
    for item in items:
        near = f" (within {teller.figure(item.tolerance)})" if item.tolerance else ""
        asked = f"; {counted(item.away, 'issue')} from its offer {item.offer}" if item.offer else ""
        gains = teller.gains({item.who: item.own, item.other: item.gain})
        parts.append(
            f"level for {teller.case.label(item.who)}{near}: {gains}{asked}{teller.refused(item.refused_by)}"
        )
        parts += teller.moves(item.changes, valued=False)
    return parts


def _better_words(found: Improvements) -> str:
    """How many deals are better, and how many efficient values they have, as far as is known."""
    many = "" if found.dominated_by is None else counted(found.dominated_by, "deal")
    if found.settlement.efficient is None:
        return many or "some deals"
    values = counted(found.settlement.efficient, "efficient value")
    return f"{many}, {values} among them" if many else values


def _head(found: Improvements, teller: _BetterInWords) -> list[Part]:
    case = teller.case
    pairs = [teller.figures(pair) for pair in zip(found.value, found.walk_away, strict=True)]
    values = ", ".join(
        f"{case.label(who)} {value} (walk-away {away})"
        for who, (value, away) in zip(found.parties, pairs, strict=True)
    )
    if found.efficient:
        among = "no deal that all needed would sign" if found.left_out else "no deal"
        verdict = f"efficient: {among} is better for one party without being worse for another"
    elif found.efficient is None and found.dominated_by == 0:
        verdict = (
            f"{nothing_better_words(found)}, and a deal across a red line is not compared with the frontier"
        )
    elif found.efficient is None:
        verdict = "whether a deal is better for one party without being worse for another is out of reach"
    else:
        verdict = f"better for somebody and worse for nobody: {_better_words(found)}"
    parts: list[Part] = [Line(case.title, "bold"), *introductions(case), values, verdict]
    parts += filter(None, [would_sign_words(found), left_out_words(found, case)])
    if found.settlement.efficient and not found.settlement.reaching and not _some_pass(found):
        parts.append("none of them is worth as much as walking away to every party")
    parts += refused_words(found, case)
    if teller.of_all:
        parts.append(
            f"whatever is proposed below, it is still refused by {listed(map(case.label, teller.of_all))}"
        )
    measures = found.measures
    if measures.distance:
        parts.append(
            f"distance to the frontier {estimate(measures.distance)}, in what each has at stake there"
        )
    return parts


def _some_pass(found: Improvements) -> bool:
    """Whether something that is shown would be signed, as under a quota."""
    chosen = (item for item in found.settlement.solutions.values() if item is not None)
    return any(not item.refused_by for item in (*found.cheapest, *found.settlement.points, *chosen))


def improve_tables(case: Case, found: Improvements) -> list[Part]:
    """What would be better than a deal, for people: the first few of each kind."""
    central = "" if found.method.realisation == "exact" else ", central realisation"
    teller = _BetterInWords(case, found)
    parts = _head(found, teller)
    if found.deal_note:
        parts.insert(1, found.deal_note)
    if found.cheapest:
        title = f"Cheapest improvements, nobody loses{central}"
        parts += _improvements(title, found.cheapest[:_SHOWN], teller)
    if found.trades:
        title = f"Trades, of {found.trades_found:,}: two changes that only work together{central}"
        parts += _improvements(title, found.trades[:_SHOWN], teller)
    if not found.efficient:
        parts += _settled(found, teller, central)
    if found.alternatives:
        parts += _alternatives(found.alternatives[:_SHOWN], teller)
    for text in found.notes:
        parts += ["", Line(f"not looked at: {text}", "dim")]
    return parts


def _settled(found: Improvements, teller: _BetterInWords, central: str) -> list[Part]:
    """Solutions that start from the deal; those that choose the same deal together."""
    groups: dict[tuple[Any, ...], list[tuple[str, Improvement]]] = {}
    for name, item in found.settlement.solutions.items():
        if item is not None:
            groups.setdefault(tuple(item.deal.items()), []).append((SOLUTIONS[name].name, item))
    if not groups:
        return []
    parts = heading(f"Solutions that start from this deal in place of walking away{central}")
    for some in groups.values():
        names, item = ", ".join(name for name, _ in some), some[-1][1]
        parts.append(f"{names}: {teller.said(item)}")
        parts += teller.moves(item.changes, valued=False)
    return parts
