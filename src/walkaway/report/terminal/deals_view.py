"""``walkaway deals`` in the terminal: frontier, solutions and zone as tables."""

from __future__ import annotations

from collections.abc import Sequence

from ...analysis.answers import Answers
from ...analysis.signing import signed_words
from ...analysis.solutions.solutions import Solution
from ...analysis.solutions.variants import tops_of
from ...analysis.zone.zone import ZoneOf
from ...case import Case
from ...case.titles import deal_words
from ...language import counted
from ...numbers import number, percent
from ...printing import Grid, Line, Part, heading
from ..charts.sample import LETTERS
from ..language.people import introductions
from ..language.phrases import figures, listed, of_draws, shown_places, written_values
from ..language.rules import rule_words
from ..language.solution_names import SOLUTIONS
from ..screens.deals import acceptance_words, deals_title, more_refused, refused_by_all, shared_words
from ..screens.tell_apart import chosen_words, near_words, otherwise_words, sides_words, tell_apart

_ROWS = 12


def zone_line(zone: ZoneOf) -> str:
    """One line: verdict, how likely, how many deals."""
    text = f"{zone.verdict}"
    if zone.verdict == "possible":
        text += f", in {of_draws(zone.probability, zone.error)}"
    if zone.certain:
        text += f"; {figures(zone.certain, 'deal')} certain"
    if zone.possible is not None and zone.certain is not None and zone.possible > zone.certain:
        more = zone.possible - zone.certain
        text += f"; {f'{figures(more)} more' if zone.certain else figures(more, 'deal')} possible"
    return text


def deals_tables(case: Case, answers: Answers) -> list[Part]:
    """Solutions, zone and a dozen rows of the frontier; ``--json`` has all, with a deal for each."""
    space, front = answers.space, answers.frontier
    central = "" if front.method.realisation == "exact" else ", central realisation"
    parts: list[Part] = [
        Line(case.title, "bold"),
        *filter(None, [*introductions(case), signed_words(case)]),
        f"{figures(space.size, 'deal')} · {rule_words(answers.case, space.rule)}",
        f"zone: {zone_line(answers.zone.everyone)}",
    ]
    if "zone" in answers.refusals:
        parts.append(answers.refusals["zone"])
    if len(space.who) > space.parties:
        parts.append(f"among the parties alone: {zone_line(answers.zone.parties_alone)}")
    parts += _likely(answers)
    what = "Frontier" if front.complete else "Part of the frontier"
    if front.limit:
        what = "Part of the frontier, what every party would accept"
    many = f"{counted(len(front), 'efficient value')} (better for one is worse for another)"
    parts += [*heading(f"Solutions{central}"), *_solutions(answers), *_division(answers)]
    parts += _other_programs(answers)
    if front.limit and not len(front):
        return [*parts, *heading(f"Frontier{central}"), Line(f"out of reach: {front.limit}", "dim")]
    parts += [*heading(f"{what}: {many}{central}"), _frontier(answers)]
    if not front.method.exact and front.complete and not front.limit:
        parts.append(Line(f"Rounded: {answers.frontier.method.note}"))
    if front.limit:
        parts.append(Line(f"The whole frontier is out of reach: {front.limit}", "dim"))
    if len(front) > _ROWS:
        parts.append(Line(f"{_ROWS} of {len(front):,} shown; --json has all, with a deal for each", "dim"))
    return parts


def _likely(answers: Answers) -> list[Part]:
    """The deals most likely to be signed, the first whole, the others by what makes them different."""
    deals = answers.likely.deals
    if not deals:
        return []
    parts: list[Part] = [*heading(deals_title(answers))]
    if words := chosen_words(answers):
        parts.append(Line(words, "dim", hang=0))
    for place, deal in enumerate(deals):
        terms = otherwise_words(answers, deal) if place else deal_words(answers.case, deal.deal, " · ")
        often = "" if answers.exact else f"{acceptance_words(answers, deal)}  "
        apart = sides_words(answers, deal) if place else tell_apart(answers, place)
        near = near_words(answers, deal)
        parts += [Line(f"{LETTERS[place]}  {often}{terms}", hang=3), Line(f"   {apart}", "dim", hang=0)]
        parts += [Line(f"   {near}", "dim", hang=0)] if near else []
    return parts


def _frontier(answers: Answers) -> Grid:
    front = answers.frontier
    points = [front.points[index] for index in _spread(len(front), _ROWS)]
    places = shown_places(answers, [point.value for point in points])
    rows = (
        (*written_values(point.value, places), "not counted" if point.count is None else f"{point.count:,}")
        for point in points
    )
    return Grid((*map(answers.case.label, front.parties), "deals"), tuple(rows), left=0)


def _division(answers: Answers) -> list[Part]:
    """Adjusted Winner in two lines, where it applies."""
    found = answers.adjusted_winner
    if found is None:
        reason = answers.refusals.get("adjusted_winner")
        return [Line(f"Adjusted Winner: not for this case: {reason}", "dim")] if reason else []
    case, first = answers.case, answers.case.label(found.parties[0])
    shares = {case.issue_label(issue): share for issue, share in found.shares.items()}
    whole = [issue for issue, share in shares.items() if share == 1]
    split = [f"{number(share)} of {issue}" for issue, share in shares.items() if 0 < share < 1]
    all_of_it = ", ".join([*whole, *split]) or "nothing"
    return [
        "Adjusted Winner (if issues can be divided, 100 points each)",
        Line(f"  {number(found.total[0])} points for each", "bold"),
        Line(f"  to {first}: {all_of_it}; to the other all the rest", "dim"),
        *([Line("  other divisions give both as much", "dim")] if found.tied else []),
    ]


def _spread(total: int, most: int) -> list[int]:
    """Up to ``most`` row numbers, evenly over all, first and last included."""
    if total <= most:
        return list(range(total))
    return sorted({round(index * (total - 1) / (most - 1)) for index in range(most)})


def _tied(group: Sequence[Solution]) -> list[str]:
    """How many deals do as well: a line for each way in which solutions are tied."""
    names: dict[str, list[str]] = {}
    for found in group:
        names.setdefault(_alike(found), []).append(SOLUTIONS[found.name].name)
    alone = len(names) == 1
    return [f"{'' if alone else f'{listed(some)}: '}{words}" for words, some in names.items() if words]


def _alike(found: Solution) -> str:
    """How many deals a solution stands for; empty if for this one alone."""
    if found.count is None:
        split = f", {shared_words(found)}," if len(found.ties) > 1 else ""
        return f"how many deals do equally well by this rule{split} was not counted"
    many = f"one of {counted(found.count, 'deal')}"
    if len(found.ties) > 1:
        return f"{many} that do equally well by this rule, {shared_words(found)}"
    return "" if found.count == 1 else f"{many} worth the same to every party"


def _values(answers: Answers, value: Sequence[float], places: Sequence[int]) -> str:
    pairs = zip(answers.frontier.parties, written_values(value, places), strict=True)
    return ", ".join(f"{answers.case.label(who)} {text}" for who, text in pairs)


def _refused(answers: Answers, who: Sequence[str]) -> list[Part]:
    return [f"  refused by {listed(map(answers.case.label, who))}"] if who else []


def _by_chance(answers: Answers) -> list[Part]:
    """A lottery that every party would take, where no deal is one."""
    found = answers.lotteries and answers.lotteries["nash"]
    if not found:
        return []
    value = _values(answers, found.value, shown_places(answers, [found.value]))
    return [
        "deals drawn by chance would (Nash over lotteries, points read as utilities under risk)",
        Line(f"  {value} on average", "bold"),
        *(
            Line(f"  {percent(one.probability)}: {deal_words(answers.case, one.deal, ' · ')}", "dim", hang=0)
            for one in found.chances
        ),
        *_refused(answers, found.refused_by(answers.space, answers.frontier.values)),
    ]


def _other_programs(answers: Answers) -> list[Part]:
    """What the rules of other programs choose, where the case is one of theirs."""
    if tops_of(answers.case) is None or (found := answers.variants) is None:
        return []
    groups: dict[tuple[float, ...], list[str]] = {}
    for name, one in found.by_name.items():
        if one is not None:
            groups.setdefault(one.value, []).append(name)
    places = shown_places(answers, list(groups))
    return [
        "By the rules of other programs",
        *(Line(f"  {listed(names)}: {_values(answers, value, places)}") for value, names in groups.items()),
    ]


def _solutions(answers: Answers) -> list[Part]:
    """Solutions that choose the same deal together, each with the deal spelt out."""
    groups: dict[tuple[str, ...], list[Solution]] = {}
    for found in answers.solutions.distinct.values():
        groups.setdefault(tuple(found.deal.values()), []).append(found)
    if not groups and "solutions" in answers.refusals:
        return [f"out of reach: {answers.refusals['solutions']}"]
    if not groups:
        return ["no deal satisfies every party, so there are none", *_by_chance(answers)]
    parts: list[Part] = [*refused_by_all(answers)]
    places = shown_places(answers)
    for group in groups.values():
        first, named = group[0], (SOLUTIONS[found.name] for found in group)
        parts += [
            "; ".join(f"{one.name} ({one.gloss})" for one in named),
            Line(f"  {_values(answers, first.value, places)}", "bold"),
            Line(f"  {deal_words(answers.case, first.deal, ' · ')}", "dim", hang=0),
            *(f"  {tie}" for tie in _tied(group)),
            *(f"  {text}" for text in more_refused(answers, first)),
        ]
    return parts
