"""What a case calls its parts: titles where the file has ids and paths, for every sentence and label.

Only a fault of the file itself names a path, since that is where to look; all else says ``the red line of
Israel “Settlements: Stay”`` in place of ``preferences.israel.red_lines[0]``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from ..language import listed, one_line
from .judgement import exact_number, shown
from .patterns import Choice, Function, Interaction, Part, Pattern, Span, as_number
from .records import Case, Fallback

__all__ = [
    "Place", "deal_words", "label_of", "open_words", "pattern_words", "phrase_of", "place_of", "titles_words",
    "unit_words", "worth_words",
]  # fmt: skip

_CURRENCIES = frozenset(
    (
        "aud", "brl", "cad", "chf", "cny", "dkk", "eur", "gbp", "hkd", "ils", "inr", "jpy", "krw", "nok",
        "nzd", "pln", "rub", "sek", "sgd", "usd", "zar",
    )
)  # fmt: skip
_INDEX = re.compile(r"\[([0-9]+)\]")


@dataclass(frozen=True, slots=True)
class Place:
    """A place in a case in words.

    Attributes
    ----------
    owner, about : str
        Whose it is, and of whom where it is a belief; labels, empty if there is nobody.
    kind : str
        What stands there: ``Walk-away``, ``Weight``, ``Score``, ``Added points``, ``Red line`` …
    what : tuple of str
        Titles of issue and option, or a pattern.
    issue : str or None
        Id of the issue of an order of options; None elsewhere.
    """

    owner: str
    about: str
    kind: str
    what: tuple[str, ...] = ()
    issue: str | None = None


def deal_words(case: Case, deal: Mapping[str, str], between: str = "; ") -> str:
    """A deal, or the terms of one, read whole: ``Fare: Low; Nights: 3``."""
    return between.join(
        f"{case.issue_label(issue)}: {case.option_label(issue, option)}" for issue, option in deal.items()
    )


def open_words(case: Case, deal: Mapping[str, str], left_open: Sequence[str], by: str) -> str:
    """What an offer left open, marked: ``open: Nights (shown as Inn would like it: 3)``; or nothing."""
    if not left_open:
        return ""
    names = titles_words(map(case.issue_label, left_open))
    filled = deal_words(case, {issue: deal[issue] for issue in left_open})
    if len(left_open) == 1:
        filled = case.option_label(left_open[0], deal[left_open[0]])
    them = "it" if len(left_open) == 1 else "them"
    return f"open: {names} (shown as {case.label(by)} would like {them}: {filled})"


def unit_words(unit: str) -> str:
    """A unit of a measured meaning as people write it: ``usd_bn_per_year`` → ``USD bn per year``."""
    return " ".join(word.upper() if word in _CURRENCIES else word for word in unit.split("_"))


def worth_words(case: Case, away: Fallback) -> str:
    """A walk-away that is worth a deal: ``what this deal is worth: Fare: Low``."""
    return f"what this deal is worth: {deal_words(case, away.deal)}"


def pattern_words(case: Case, pattern: Pattern | Interaction | Part) -> str:
    """A pattern with titles: ``Issue: this or that; Other: that, unless Third: these``."""
    unless = f"unless {_when_words(case, pattern.unless)}" if pattern.unless else ""
    return ", ".join(filter(None, (_when_words(case, pattern.when), unless))) or "always"


def _when_words(case: Case, when: Mapping[str, Choice]) -> str:
    return "; ".join(f"{case.issue_label(issue)}: {_choice(case, issue, of)}" for issue, of in when.items())


def _choice(case: Case, issue: str, choice: Choice) -> str:
    if isinstance(choice, Span):
        return f"{_span_words(choice)} {case.issues[issue].unit}".strip()
    return titles_words((case.option_label(issue, name) for name in choice), "or")


def _span_words(span: Span) -> str:
    """Numbers of a range as people write them: ``from −5 to 3``."""
    low, high = ("" if end is None else shown(end) for end in (span.low, span.high))
    return f"from {low} to {high}" if low and high else f"from {low}" if low else f"up to {high}"


def titles_words(titles: Iterable[str], last: str = "and") -> str:
    """Titles as a list: ``Low, Middle and High``; each in quotes where one holds a comma or the last word.

    Examples
    --------
    >>> titles_words(["Low", "High"], "or"), titles_words(["None", "Some, for a time"], "or")
    ('Low or High', '“None” or “Some, for a time”')
    """
    names = list(titles)
    marks = (",", ";", f" {last} ")
    apart = len(names) > 1 and any(mark in name for mark in marks for name in names)
    return listed([f"“{_inner(name)}”" for name in names] if apart else names, last)


def _inner(text: str) -> str:
    """Text to stand inside quotes: its own quotes become single ones."""
    return text.replace("“", "‘").replace("”", "’")


def _path_words(case: Case, path: str) -> tuple[str, ...]:
    """A judgement's place inside one preference, in words.

    Parameters
    ----------
    case : Case
    path : str
        ``walk_away``, ``weights``, ``weights.issue``, ``scores.issue``, ``scores.issue.option``,
        ``interactions[0].add`` or ``functions[0].of[1].add``.

    Returns
    -------
    tuple of str
        What kind of judgement it is, then issue and option titles as far as they are named.
    """
    kind, _, rest = path.partition(".")
    if kind == "walk_away":
        return ("Walk-away",)
    rest = _lightest(case, kind, rest)
    if kind == "weights":
        return ("Weight", case.issue_label(rest)) if rest else ("Weights, as an order",)
    if kind == "scores":
        if rest in case.issues:
            return ("Scores, as an order", case.issue_label(rest))
        issue, option = _option_place(case, rest)
        if not option:
            return _form_words(case, rest)
        return ("Score", case.issue_label(issue), case.option_label(issue, option))
    numbers = [int(index) + 1 for index in _INDEX.findall(path)]
    if kind.startswith("functions"):
        return (f"Function {', part '.join(map(str, numbers))}",)
    return (f"Added points {numbers[0]}" if numbers else path,)


def _lightest(case: Case, kind: str, rest: str) -> str:
    """A place without the levels ``points`` and ``order``, which a file may have or leave out."""
    for head in ("", *(f"{issue}." for issue in case.issues if kind == "scores")):
        if rest == f"{head}order":
            return head.removesuffix(".")
        if rest.startswith(f"{head}points."):
            return head + rest.removeprefix(f"{head}points.")
    return rest


def _option_place(case: Case, rest: str) -> tuple[str, str]:
    """Split ``issue.option`` where ids may themselves hold dots."""
    for issue, record in case.issues.items():
        if rest.startswith(f"{issue}.") and rest[len(issue) + 1 :] in record.options:
            return issue, rest[len(issue) + 1 :]
    return rest, ""


def _form_words(case: Case, rest: str) -> tuple[str, ...]:
    """A score of a form over a range: at an end, at the peak, or at a number between."""
    issue = max((name for name in case.issues if rest.startswith(f"{name}.")), key=len)
    record, name = case.issues[issue], rest[len(issue) + 1 :]
    if name == "peak":
        return "Score", record.title, "at its peak"
    end = {"linear[0]": 0, "linear[1]": 1}.get(name)
    number = as_number(name) if end is None else record.ends[end]
    return "Score", record.title, f"at {record.labelled(exact_number(number or Fraction(0)))}"


def place_of(case: Case, path: str) -> Place:
    """Put a path of the case into words.

    Parameters
    ----------
    case : Case
    path : str
        Of a judgement, a red line or an impossible pattern.
    """
    if path.startswith("impossible["):
        return Place("", "", "Impossible", (pattern_words(case, case.impossible[_numbers(path)[-1]]),))
    if path.startswith("issues."):
        return _meaning(case, path)
    who = _longest(path, {f"preferences.{name}.": name for name in case.preferences})
    own, rest, about = case.preferences[who], path.removeprefix(f"preferences.{who}."), ""
    if rest.startswith("believes."):
        about = _longest(rest, {f"believes.{name}.": name for name in own.believes})
        rest = rest.removeprefix(f"believes.{about}.")
    part = own.believes[about] if about else own
    owner, other = case.label(who), case.label(about) if about else ""
    if rest.startswith("red_lines["):
        return Place(owner, other, "Red line", (pattern_words(case, own.red_lines[_numbers(rest)[0]]),))
    if rest.startswith("interactions["):
        linked = (part.interactions or ())[_numbers(rest)[0]]
        return Place(owner, other, "Added points", (pattern_words(case, linked),))
    if rest.startswith("functions["):
        nested = _nested(part.functions or (), _numbers(rest))
        return Place(owner, other, _path_words(case, rest)[0], (pattern_words(case, nested),))
    kind, *what = _path_words(case, rest)
    issue = rest.removeprefix("scores.")
    return Place(owner, other, kind, tuple(what), issue if issue in case.issues else None)


def _longest(path: str, names: Mapping[str, str]) -> str:
    """The name whose prefix is the longest that fits: ids may hold dots."""
    return names[max((prefix for prefix in names if path.startswith(prefix)), key=len)]


def _numbers(path: str) -> list[int]:
    return [int(index) for index in _INDEX.findall(path)]


def _nested(functions: Sequence[Function], numbers: Sequence[int]) -> Part:
    """The part of a function at ``functions[0].of[1]``."""
    found: Function | Part = functions[numbers[0]]
    for number in numbers[1:]:
        assert isinstance(found, Function)  # only functions have parts
        found = found.of[number]
    assert isinstance(found, Part)  # only parts have points
    return found


def _meaning(case: Case, path: str) -> Place:
    """A measured meaning of an option."""
    for issue, record in case.issues.items():
        for option, settled in record.options.items():
            unit = path.removeprefix(f"issues.{issue}.options.{option}.means.")
            if unit in settled.means:
                return Place("", "", unit_words(unit), (record.title, settled.title))
    raise KeyError(path)


def _several(case: Case, path: str, tied: Iterable[str]) -> Place:
    """A place, and those that move with it under its last title."""
    place = place_of(case, path)
    others = [place_of(case, other).what[-1] for other in tied]
    if not others or not place.what:
        return place
    *head, last = place.what
    return Place(place.owner, place.about, place.kind, (*head, titles_words([last, *others])))


def label_of(case: Case, path: str, tied: Iterable[str] = ()) -> str:
    """A place as a label: ``Ann: weight of Price``.

    Parameters
    ----------
    case : Case
    path : str
        As :func:`place_of`.
    tied : iterable of str
        Paths that move with it.
    """
    place = _several(case, path, tied)
    if place.kind == "Impossible":
        return f"impossible: {place.what[0]}"
    whose = f"{place.owner} of {place.about}: " if place.about else f"{place.owner}: " if place.owner else ""
    what = " – ".join(place.what)
    words = {
        "Walk-away": "walk-away", "Weight": f"weight of {what}", "Score": what,
        "Red line": f"red line {what}",
        "Scores, as an order": f"order of {what}", "Weights, as an order": "order of the weights",
        "Added points": f"points where {what}",
    }  # fmt: skip
    other = f"points where {what}" if place.owner else f"{what}, {place.kind}"
    return one_line(whose + words.get(place.kind, other))


def phrase_of(case: Case, path: str, tied: Iterable[str] = ()) -> str:
    """A place inside a sentence: ``the weight of Price for Ann``; parameters as :func:`label_of`.

    Of a belief: ``the walk-away of Ben, as Ann believes``.
    """
    place = _several(case, path, tied)
    owner, what = place.about or place.owner, place.what
    last = _inner(what[-1]) if what else ""
    words = {
        "Walk-away": f"the walk-away of {owner}",
        "Weight": f"the weight of {last} for {owner}",
        "Score": f"the score of “{last}” ({what[0] if what else ''}) for {owner}",
        "Red line": f"the red line of {owner} “{last}”",
        "Impossible": f"the rule that nobody could carry out “{last}”",
        "Scores, as an order": f"the order of {last} for {owner}",
        "Weights, as an order": f"the order of the weights of {owner}",
        "Added points": f"the points of {owner} where {last}",
    }
    other = f"the points of {owner} where {last}" if owner else f"the {place.kind} of “{last}”"
    text = words.get(place.kind, other)
    return one_line(f"{text}, as {place.owner} believes" if place.about else text)
