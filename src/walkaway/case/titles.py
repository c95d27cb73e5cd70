"""What a case calls its parts: titles where the file has ids and paths, for every sentence and label.

Only a fault of the file itself names a path, since that is where to look; all else says ``the red line of
Israel “Settlements: Stay”`` in place of ``preferences.israel.red_lines[0]``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

from ..language import in_quotes, listed, one_line
from .expected import Expected
from .judgement import exact_number, shown
from .judgements import Judgements
from .patterns import Choice, Function, Pattern, Points, Span, as_number
from .records import Case, Fallback

__all__ = [
    "Place", "amount_words", "deal_words", "following_words", "holder_of", "label_of", "open_words",
    "order_words", "owner_of", "parted", "pattern_words", "phrase_of", "place_of", "scale_of", "taken_words",
    "titles_words", "unit_of", "unit_words", "worth_words",
]  # fmt: skip

_CURRENCIES = {
    "aud", "brl", "cad", "chf", "cny", "dkk", "eur", "gbp", "hkd", "ils", "inr", "jpy", "krw", "nok", "nzd",
    "pln", "rub", "sek", "sgd", "usd", "zar",
}  # fmt: skip
_LABELS = {
    "Walk-away": ("walk-away", "the walk-away of {owner}"),
    "Weight": ("weight of {what}", "the weight of {last} for {owner}"),
    "Score": ("{what}", "the score of {quoted} ({first}) for {owner}"),
    "Red line": ("red line {what}", "the red line of {owner} {quoted}"),
    "Impossible": ("impossible: {what}", "the rule that nobody could carry out {quoted}"),
    "Scores, as an order": ("order of {what}", "the order of {last} for {owner}"),
    "Weights, as an order": ("order of the weights", "the order of the weights of {owner}"),
    "Cost of a step": ("cost of {what}", "the cost of {quoted} ({first}) to {owner}"),
    "Worth of a step": ("worth of {what}", "the worth of carrying out {quoted} ({first}) to {owner}"),
    "Detection": (
        "detection of {what}",
        "the chance that leaving out {quoted} ({first}) is seen",
    ),
    "Sites": ("sites of {what}", "the number of sites at which {quoted} ({first}) could be left out"),
    "Sites inspected": ("sites looked at for {what}", "how many sites of {quoted} ({first}) are looked at"),
    "Sites left": (
        "sites of {what} once they are listed",
        "how many sites of {quoted} ({first}) are left once they are listed",
    ),
    "Finds": (
        "what a look finds of {what}",
        "the chance that looking at the right site of {quoted} ({first}) shows it",
    ),
    "Price of an inspection": ("price of an inspection", "the price of an inspection"),
    "Price of a phase": ("price of a phase", "the price of a phase"),
    "Price of a bond": ("price of a bond", "the price of a bond"),
    "Price of a guarantee": ("price of a guarantee", "the price of a guarantee"),
    "Discount": ("discount", "the discount of {owner}"),
    "Bond": ("bond", "the bond of {owner}"),
    "Guarantee": ("what a guarantor takes", "what a guarantor takes from {owner}"),
    "Worth of completing": ("worth of completing", "the worth of completing to {owner}"),
    "points": ("points where {what}", "the points of {owner} where {last}"),
    "meaning": ("{what}, {kind}", "the {kind} of {quoted}"),
}
"""Each kind of place as a label and inside a sentence."""


@dataclass(frozen=True, slots=True)
class Place:
    """A place in a case in words."""

    owner: str  # whose it is; a label, empty if there is nobody
    about: str  # of whom, where it is a belief
    kind: str  # Walk-away, Weight, Score, Added points, Red line …
    what: tuple[str, ...] = ()  # titles of issue and option, or a pattern
    issue: str | None = None  # id of the issue of an order of options


def deal_words(case: Case, deal: Mapping[str, str], between: str = "; ") -> str:
    """A deal, or the terms of one, read whole: ``Fare: Low; Nights: 3``."""
    return between.join(
        f"{case.issue_label(issue)}: {case.option_label(issue, option)}" for issue, option in deal.items()
    )


def order_words(case: Case, item: Judgements, issue: str | None) -> str:
    """An order with titles in place of ids: of options of an issue, or of issues."""
    assert item.order is not None

    def title(name: str) -> str:
        return case.issue_label(name) if issue is None else case.option_label(issue, name)

    chains = (" > ".join(" = ".join(map(title, group)) for group in chain) for chain in item.order.chains)
    return "; ".join(chains)


def open_words(case: Case, deal: Mapping[str, str], left_open: Sequence[str], by: str) -> str:
    """What an offer left open, marked: ``open: Nights (shown as Inn would like it: 3)``; or nothing."""
    if not left_open:
        return ""
    names = titles_words(map(case.issue_label, left_open))
    them, filled = "them", deal_words(case, {issue: deal[issue] for issue in left_open})
    if len(left_open) == 1:
        them, filled = "it", case.option_label(left_open[0], deal[left_open[0]])
    return f"open: {names} (shown as {case.label(by)} would like {them}: {filled})"


def unit_words(unit: str) -> str:
    """A unit of a measured meaning as people write it: ``usd_bn_per_year`` → ``USD bn per year``."""
    return " ".join(word.upper() if word in _CURRENCIES else word for word in unit.split("_"))


def following_words(case: Case, away: Expected) -> list[str]:
    """What a walk-away that follows from the aftermath rests on, a phrase for each of its parts."""
    return [
        f"{taken_words(case, one.when)}: worth {one.value}, chance {one.chance}" for one in away.aftermath
    ]


def taken_words(case: Case, when: Mapping[str, bool]) -> str:
    """States of the aftermath by what is taken in them: ``“Tests resumed” and no “Drills”``."""
    options = {} if case.aftermath is None else case.aftermath.options
    return " and ".join(
        ("" if taken else "no ") + in_quotes(options[name].title) for name, taken in when.items()
    )


def worth_words(case: Case, away: Fallback) -> str:
    """A walk-away that is worth a deal: ``what this deal is worth: Fare: Low``."""
    return f"what this deal is worth: {deal_words(case, away.deal)}"


def pattern_words(case: Case, pattern: Pattern | Points) -> str:
    """A pattern with titles: ``Issue: this or that; Other: that, unless Third: these``."""
    unless = f"unless {_when_words(case, pattern.unless)}" if pattern.unless else ""
    return ", ".join(filter(None, (_when_words(case, pattern.when), unless))) or "always"


def _when_words(case: Case, when: Mapping[str, Choice]) -> str:
    return "; ".join(f"{case.issue_label(issue)}: {_choice(case, issue, of)}" for issue, of in when.items())


def _choice(case: Case, issue: str, choice: Choice) -> str:
    """Options as a list of titles, numbers of a range as ``from −5 to 3``."""
    if not isinstance(choice, Span):
        return titles_words((case.option_label(issue, name) for name in choice), "or")
    low, high = ("" if end is None else shown(end) for end in (choice.low, choice.high))
    words = f"from {low} to {high}" if low and high else f"from {low}" if low else f"up to {high}"
    return f"{words} {case.issues[issue].unit}".strip()


def titles_words(titles: Iterable[str], last: str = "and") -> str:
    """Titles as a list: ``Low, Middle and High``; each in quotes where one holds a comma or the last word.

    >>> titles_words(["Low", "High"], "or"), titles_words(["None", "Some, for a time"], "or")
    ('Low or High', '“None” or “Some, for a time”')
    """
    names = list(titles)
    marks = (",", ";", f" {last} ")
    apart = len(names) > 1 and any(mark in name for mark in marks for name in names)
    return listed([in_quotes(name) for name in names] if apart else names, last)


def place_of(case: Case, path: str) -> Place:
    """Put a path of the case into words: of a judgement, a red line or an impossible pattern."""
    numbers = [int(index) for index in re.findall(r"\[([0-9]+)\]", path)]
    if path.startswith("impossible["):
        return Place("", "", "Impossible", (pattern_words(case, case.impossible[numbers[-1]]),))
    if path.startswith("issues."):
        return _meaning(case, path)
    if path.startswith("path."):
        return _phased(case, path)
    who, rest = parted(path, "preferences.", case.preferences)
    own, about = case.preferences[who], ""
    if rest.startswith("believes."):
        about, rest = parted(rest, "believes.", own.believes)
    part = own.believes[about] if about else own
    head, _, rest = rest.partition(".")
    place = Place(case.label(who), case.label(about) if about else "", "Walk-away")
    numbers = numbers[-1:] if not head.startswith("functions") else numbers
    match head.partition("[")[0]:
        case "weights":
            issue = rest.removeprefix("points.")
            ordered = issue in ("", "order")
            what = () if ordered else (case.issue_label(issue),)
            return replace(place, kind="Weights, as an order" if ordered else "Weight", what=what)
        case "scores":
            issue = rest.removesuffix(".order")
            if issue not in case.issues:
                return replace(place, kind="Score", what=_score(case, rest))
            what, given = (case.issue_label(issue),), issue if issue == rest else None
            return replace(place, kind="Scores, as an order", what=what, issue=given)
        case "red_lines":
            return replace(place, kind="Red line", what=(pattern_words(case, own.red_lines[numbers[0]]),))
        case "interactions":
            linked = (part.interactions or ())[numbers[0]]
            return replace(place, kind="Added points", what=(pattern_words(case, linked),))
        case "functions":
            kind = f"Function {', part '.join(str(number + 1) for number in numbers)}"
            nested: Any = part.functions or ()
            for number in numbers:
                nested = (nested.of if isinstance(nested, Function) else nested)[number]
            return replace(place, kind=kind, what=(pattern_words(case, nested),))
    return place


def parted(path: str, head: str, names: Iterable[str]) -> tuple[str, str]:
    """The longest name that follows in a path, as ids may hold dots, and what comes behind it."""
    name = max((name for name in names if path.startswith(f"{head}{name}.")), key=len)
    return name, path.removeprefix(f"{head}{name}.")


def _score(case: Case, rest: str) -> tuple[str, str]:
    """Titles of ``issue.option``; of a form over a range its end, its peak, or a number between."""
    for issue, record in case.issues.items():
        option = rest.removeprefix(f"{issue}.").removeprefix("points.")
        if rest.startswith(f"{issue}.") and option in record.options:
            return record.title, case.option_label(issue, option)
    issue, name = parted(rest, "", case.issues)
    record, name = case.issues[issue], name.removeprefix("points.")
    if name == "peak":
        return record.title, "at its peak"
    end = {"linear[0]": 0, "linear[1]": 1}.get(name)
    number = as_number(name) if end is None else record.ends[end]
    return record.title, f"at {record.labelled(exact_number(number or Fraction(0)))}"


def _meaning(case: Case, path: str) -> Place:
    """A measured meaning of an option."""
    return next(
        Place("", "", unit_words(unit), (record.title, settled.title))
        for issue, record in case.issues.items()
        for option, settled in record.options.items()
        for unit in settled.means
        if path == f"issues.{issue}.options.{option}.means.{unit}"
    )


def _phased(case: Case, path: str) -> Place:
    """A judgement of the path."""
    assert case.path is not None
    item = next(item for item in case.path.judgements() if item.path == path)
    what = (case.issue_label(item.what[0]), case.option_label(*item.what)) if item.what else ()
    return Place(case.label(item.who) if item.who else "", "", item.kind, what)


def _words(case: Case, path: str, tied: Iterable[str], *, phrase: bool) -> str:
    """A place, and those that move with it under its last title, as a label or inside a sentence."""
    place = place_of(case, path)
    others = [place_of(case, other).what[-1] for other in tied]
    *head, last = place.what or ("",)
    if others and place.what:
        last = titles_words([last, *others])
    form = _LABELS.get(place.kind) or _LABELS["points" if place.owner else "meaning"]
    whose = f"{place.owner} of {place.about}: " if place.about else f"{place.owner}: " if place.owner else ""
    words = {
        "kind": place.kind, "owner": place.about or place.owner, "what": " – ".join([*head, last]),
        "first": (*head, last)[0], "last": last, "quoted": in_quotes(last),
    }  # fmt: skip
    text = form[phrase].format(**words)
    if not phrase:
        return one_line(whose + text)
    return one_line(f"{text}, as {place.owner} believes" if place.about else text)


def label_of(case: Case, path: str, tied: Iterable[str] = ()) -> str:
    """A place as a label, ``Ann: weight of Price``; ``tied`` are paths that move with it."""
    return _words(case, path, tied, phrase=False)


def unit_of(scale: str) -> str:
    """What is counted on the scale of a party, ``points``; empty where its words name nothing countable."""
    unit = re.split(r", | of \d|; ", one_line(scale))[0].strip()
    return unit if unit.endswith("s") else ""


def amount_words(scale: str, figure: str) -> str:
    """A written number on the scale of a party; one that is no plural and no currency stands in brackets.

    >>> [amount_words(*one) for one in (("points, against today", "32"), ("points", "1"), ("utility", "0.4"))]
    ['32 points', '1 point', '0.4 (utility)']
    >>> amount_words("EUR", "38,000")
    '38,000 EUR'
    """
    unit = unit_of(scale)
    if scale.casefold() in _CURRENCIES:
        return f"{figure} {scale}"
    if not unit:
        return f"{figure} ({one_line(scale)})" if one_line(scale) else figure
    one = figure in ("1", "−1") and " " not in unit
    return f"{figure} {unit.removesuffix('s') if one else unit}"


def holder_of(case: Case, path: str) -> str:
    """In whose preference a judgement stands; empty for what is nobody's."""
    return parted(path, "preferences.", case.preferences)[0] if path.startswith("preferences.") else ""


def owner_of(case: Case, path: str) -> str:
    """On whose scale a judgement counts: whom it is about; empty for a weight and for what is nobody's."""
    if not path.startswith("preferences."):
        return ""
    who, rest = parted(path, "preferences.", case.preferences)
    if rest.startswith("believes."):
        who, rest = parted(rest, "believes.", case.preferences[who].believes)
    return "" if rest.startswith("weights") else who


def scale_of(case: Case, path: str) -> str:
    """The scale on which a judgement counts; empty for a weight and for what is nobody's."""
    who = owner_of(case, path)
    return case.preferences[who].scale if who in case.preferences else ""


def phrase_of(case: Case, path: str, tied: Iterable[str] = ()) -> str:
    """A place inside a sentence: ``the weight of Price for Ann``; parameters as :func:`label_of`."""
    return _words(case, path, tied, phrase=True)
