"""``walkaway deals`` in the terminal: frontier, solutions and zone as tables."""

from __future__ import annotations

from ..analysis.answers import Answers
from ..analysis.realanswers import RealAnswers
from ..analysis.rules.solutions import Solution
from ..analysis.zones.zone import ZoneOf
from ..language import counted, plural
from ..printing import Grid, Line, Part, heading
from .agreement import rule_words

__all__ = ["deals_tables"]

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
        text += f"; {counted(zone.certain, 'deal')} certain"
    if zone.possible is not None and zone.certain is not None and zone.possible > zone.certain:
        more = zone.possible - zone.certain
        text += f"; {more:,} {'more' if zone.certain else plural(more, 'deal')} possible"
    return text


def _real_tables(answers: RealAnswers) -> list[Part]:
    """Solutions and segments over real ranges."""
    case, front = answers.case, answers.frontier
    names = tuple(map(case.label, front.parties))
    rows = ((*map(_number, line.start), "to", *map(_number, line.end)) for line in front.segments[:_ROWS])
    return [
        Line(case.title, "bold"),
        *heading("Solutions"),
        *_solutions(answers),
        *heading(f"Frontier: {front.method.note}"),
        Grid((*names, "", *names), tuple(rows), left=0),
        Line("--json has all, with a deal for each end", "dim"),
    ]


def deals_tables(answers: Answers | RealAnswers) -> list[Part]:
    """Frontier, solutions and zone for people.

    Parameters
    ----------
    answers : Answers or RealAnswers

    Returns
    -------
    list of str, Line or Grid
        At most a dozen rows of the frontier; ``--json`` has them all, each with a witness deal.
    """
    if isinstance(answers, RealAnswers):
        return _real_tables(answers)
    case, space, front = answers.case, answers.space, answers.frontier
    central = "" if front.method.realisation == "exact" else ", central realisation"
    parts: list[Part] = [
        Line(case.title, "bold"),
        f"{counted(space.size, 'deal')} · {rule_words(answers)}",
        f"zone: {zone_line(answers.zone.everyone)}",
    ]
    if len(space.who) > space.parties:
        parts.append(f"among the parties alone: {zone_line(answers.zone.parties_alone)}")
    what = "Frontier" if front.complete else "Part of the frontier"
    many = f"{counted(len(front), 'efficient value')} (better for one is worse for another)"
    parts += [*heading(f"Solutions{central}"), *_solutions(answers), *_division(answers)]
    parts += [*heading(f"{what}: {many}{central}"), _frontier(answers)]
    if len(front) > _ROWS:
        parts.append(Line(f"{_ROWS} of {len(front):,} shown; --json has all, with a deal for each", "dim"))
    return parts


def _frontier(answers: Answers) -> Grid:
    front = answers.frontier
    points = [front.points[index] for index in _spread(len(front), _ROWS)]
    rows = (
        (*map(_number, point.value), "not counted" if point.count is None else f"{point.count:,}")
        for point in points
    )
    return Grid((*map(answers.case.label, front.parties), "deals"), tuple(rows), left=0)


def _division(answers: Answers) -> list[Part]:
    """Adjusted Winner in two lines, where it applies."""
    found = answers.adjusted_winner
    if found is None:
        return []
    case, first = answers.case, answers.case.label(found.parties[0])
    gets = [case.issue_label(issue) for issue, share in found.shares.items() if share == 1]
    split = [
        f"{share:.3g} of {case.issue_label(issue)}" for issue, share in found.shares.items() if 0 < share < 1
    ]
    all_of_it = ", ".join([*gets, *split]) or "nothing"
    return [
        "Adjusted Winner (if issues can be divided, 100 points each)",
        Line(f"  {_number(found.total[0])} points for each", "bold"),
        Line(f"  {first} gets {all_of_it}; the rest goes to the other", "dim"),
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


def _solutions(answers: Answers | RealAnswers) -> list[Part]:
    """Solutions that choose the same deal together, each with the deal spelt out."""
    groups: dict[tuple[str, ...], list[Solution]] = {}
    for found in answers.solutions.told.values():
        groups.setdefault(tuple(found.deal.values()), []).append(found)
    if not groups:
        return ["no deal satisfies every party, so there are none"]
    parts: list[Part] = []
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
        parts += [names, Line(f"  {values}", "bold"), Line(f"  {deal}", "dim", hang=0)]
    return parts
