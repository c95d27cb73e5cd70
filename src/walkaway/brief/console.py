"""``walkaway deals`` in the terminal: frontier, solutions and zone as tables."""

from __future__ import annotations

import sys

from rich.console import Console, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from ..analysis.answers import Answers
from ..analysis.realanswers import RealAnswers
from ..analysis.rules.solutions import Solution
from ..analysis.zones.zone import ZoneOf

__all__ = ["deals_tables", "show", "terminal_width"]

_ROWS = 12
_NAMES = {
    "nash": "Nash",
    "kalai_smorodinsky": "Kalai–Smorodinsky",
    "egalitarian": "egalitarian",
    "utilitarian": "utilitarian",
    "raiffa": "Raiffa",
    "raiffa_continuous": "continuous Raiffa",
}
_GLOSS = {
    "nash": "largest product of gains",
    "kalai_smorodinsky": "equal shares of what each could gain",
    "egalitarian": "largest smallest gain",
    "utilitarian": "largest sum",
    "raiffa": "step by step to the middle",
    "raiffa_continuous": "the same, moving all the time",
}


def show(parts: list[RenderableType]) -> None:
    """Print renderables to the standard output, in colour only on a terminal."""
    console = Console(file=sys.stdout, highlight=False)
    for part in parts:
        console.print(part)


def terminal_width(most: int = 100) -> int:
    """Columns of the terminal, 80 where there is none, at most ``most``."""
    return min(most, Console(file=sys.stdout).width)


def _number(value: float) -> str:
    if value == round(value):
        return f"{value:,.0f}"
    return f"{value:,.1f}" if abs(value) >= 10 else f"{value:.3g}"


def zone_line(zone: ZoneOf) -> str:
    """One line: verdict, how likely, how many deals."""
    text = f"{zone.verdict}"
    if zone.verdict == "possible":
        text += f", in {100 * zone.probability:.0f} of 100 draws (± {100 * zone.error:.1f})"
    if zone.certain:
        text += f"; {zone.certain:,} deals certain"
    if zone.possible is not None and zone.certain is not None and zone.possible > zone.certain:
        text += f"; {zone.possible - zone.certain:,} {'more ' if zone.certain else 'deals '}possible"
    return text


def _real_tables(answers: RealAnswers) -> list[RenderableType]:
    """Solutions and segments over real ranges."""
    case, front = answers.case, answers.frontier
    parts: list[RenderableType] = [Text(case.title, style="bold"), Text("\nSolutions", style="bold")]
    parts += _solutions(answers)
    parts.append(Text(f"\nFrontier: {front.method.note}", style="bold"))
    table = Table(box=None, pad_edge=False, show_edge=False, header_style="dim")
    for column in (*map(case.label, front.parties), "", *map(case.label, front.parties)):
        table.add_column(Text(column), justify="right")
    for line in front.segments[:_ROWS]:
        table.add_row(*map(_number, line.start), "to", *map(_number, line.end))
    return [*parts, table, Text("--json has all, with a deal for each end", style="dim")]


def deals_tables(answers: Answers | RealAnswers) -> list[RenderableType]:
    """Frontier, solutions and zone for people.

    Parameters
    ----------
    answers : Answers or RealAnswers

    Returns
    -------
    list of rich renderables
        At most a dozen rows of the frontier; ``--json`` has them all, each with a witness deal.
    """
    if isinstance(answers, RealAnswers):
        return _real_tables(answers)
    case, space, front = answers.case, answers.space, answers.frontier
    central = "" if front.method.realisation == "exact" else ", central realisation"
    parts: list[RenderableType] = [
        Text(case.title, style="bold"),
        Text(f"{space.size:,} deals · agreement: {space.rule}"),
        Text(f"zone: {zone_line(answers.zone.everyone)}"),
    ]
    if len(space.who) > space.parties:
        parts.append(Text(f"among the parties alone: {zone_line(answers.zone.parties_alone)}"))
    parts.append(Text(f"\nSolutions{central}", style="bold"))
    parts += _solutions(answers)
    parts += _division(answers)
    parts.append(
        Text(
            f"\n{'Frontier' if front.complete else 'Part of the frontier'}: {len(front):,} efficient values "
            f"(better for one is worse for another){central}",
            style="bold",
        )
    )
    parts.append(_frontier(answers))
    if len(front) > _ROWS:
        parts.append(
            Text(f"{_ROWS} of {len(front):,} shown; --json has all, with a deal for each", style="dim")
        )
    return parts


def _frontier(answers: Answers) -> Table:
    front = answers.frontier
    table = Table(box=None, pad_edge=False, show_edge=False, header_style="dim")
    for column in (*map(answers.case.label, front.parties), "deals"):
        table.add_column(Text(column), justify="right")
    for index in _spread(len(front), _ROWS):
        point = front.points[index]
        table.add_row(
            *map(_number, point.value), "not counted" if point.count is None else f"{point.count:,}"
        )
    return table


def _division(answers: Answers) -> list[RenderableType]:
    """Adjusted Winner in two lines, where it applies."""
    found = answers.adjusted_winner
    if found is None:
        return []
    case, first = answers.case, answers.case.label(found.parties[0])
    gets = [case.issue_label(issue) for issue, share in found.shares.items() if share == 1]
    split = [
        f"{share:.3g} of {case.issue_label(issue)}" for issue, share in found.shares.items() if 0 < share < 1
    ]
    return [
        Text("Adjusted Winner (if issues can be divided, 100 points each)"),
        Padding(Text(f"{_number(found.total[0])} points for each", style="bold"), (0, 2)),
        Padding(
            Text(
                f"{first} gets {', '.join([*gets, *split]) or 'nothing'}; the rest goes to the other", "dim"
            ),
            (0, 2),
        ),
    ]


def _spread(total: int, most: int) -> list[int]:
    """Up to ``most`` row numbers, evenly over all, first and last included."""
    if total <= most:
        return list(range(total))
    return sorted({round(index * (total - 1) / (most - 1)) for index in range(most)})


def _short(label: str, most: int = 24) -> str:
    """A label, and a fraction with many digits as a rounded number."""
    above, _, below = label.partition("/")
    if len(label) > most and above.lstrip("-").isdigit() and below.isdigit():
        return f"about {int(above) / int(below):.6g}"
    return label


def _solutions(answers: Answers | RealAnswers) -> list[RenderableType]:
    """Solutions that choose the same deal together, each with the deal spelt out."""
    groups: dict[tuple[str, ...], list[Solution]] = {}
    for found in answers.solutions.told.values():
        groups.setdefault(tuple(found.deal.values()), []).append(found)
    if not groups:
        return [Text("no deal satisfies every party, so there are none")]
    parts: list[RenderableType] = []
    for group in groups.values():
        case, first = answers.case, group[0]
        names = "; ".join(f"{_NAMES[found.name]} ({_GLOSS[found.name]})" for found in group)
        values = ", ".join(
            f"{case.label(who)} {_number(value)}"
            for who, value in zip(answers.frontier.parties, first.value, strict=True)
        )
        deal = " · ".join(
            f"{case.issue_label(issue)}: {_short(case.option_label(issue, option))}"
            for issue, option in first.deal.items()
        )
        parts += [
            Text(names),
            Padding(Text(values, style="bold"), (0, 2)),
            Padding(Text(deal, style="dim"), (0, 2)),
        ]
    return parts
