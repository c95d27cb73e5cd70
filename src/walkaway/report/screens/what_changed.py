"""What changed between two versions of a case, in words and bars, for terminal and page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ...analysis.compare.comparison import ChangedPlace, Comparison, Contribution, Effect, Standing
from ...case import Case
from ...case.accounts import applied_data
from ...language import counted, in_quotes, plural
from ...numbers import number, plus_minus, signed
from ..language.phrases import capital, count, listed, of_hundred, sentence

_SHOWN = 3
_LARGE = 0.2
"""Change of the likelihood that is said before a verdict that stays."""
_CLEAR = 2.0
"""Standard errors beyond which a difference is said to be there."""


@dataclass(frozen=True, slots=True)
class Called:
    """What the two versions are called: amid a sentence, and as a label."""

    old: str
    new: str

    @property
    def labels(self) -> tuple[str, str]:
        """Both at the head of a column or line."""
        first, second = (capital(one.removeprefix("the ")) for one in (self.old, self.new))
        return first, second


VERSIONS = Called("the old version", "the new version")
"""Where they have no names of their own."""


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """One line of the table: what was changed, and what it did."""

    places: tuple[str, ...]
    likelihood: str  # by how much more or less often some deal passes
    chance: str  # the same of the best deal
    verdict: str  # whether there is a deal then
    best: str  # whether that is another deal


@dataclass(frozen=True, slots=True)
class Stretched:
    """One step of the stairs from the old answer to the new one, in per cent of the width."""

    label: str
    start: float
    width: float
    kind: str  # end, up, down, or none where nothing changes
    text: str


def place_words(place: ChangedPlace) -> str:
    """A place with what stood and stands there: ``Ann: walk-away, 30–50 → 40``."""
    if place.before == place.after:
        return f"{place.label}, in its details"
    if not place.before or not place.after:
        what, held = ("added", place.after) if not place.before else ("removed", place.before)
        shown = "" if held in ("in force", "as the file has it") or held in place.label else f": {held}"
        return f"{place.label}, {what}{shown}"
    return f"{place.label}, {place.before} → {place.after}"


def change_rows(found: Comparison) -> list[ChangeRow]:
    """The changes one by one, what is left, and all together."""
    rows = [
        ChangeRow(
            _group(one.places), _points(one.effect.probability, one.effect.error, found),
            _points(one.effect.acceptability, one.effect.acceptability_error, found),
            one.standing.verdict, _which(found.old, one.standing),
        )
        for one in found.contributions
    ]  # fmt: skip
    if len(rows) > 1:
        rows.append(ChangeRow(("together, beyond the sum",), *_both(found.interplay, found), "–", "–"))
        which = _which(found.old, found.new)
        rows.append(ChangeRow(("all together",), *_both(found.whole, found), found.new.verdict, which))
    return rows


def _group(places: Sequence[ChangedPlace]) -> tuple[str, ...]:
    """The first places of a group in words, and how many more there are."""
    shown = tuple(map(place_words, places[: _SHOWN + (len(places) == _SHOWN + 1)]))
    left = len(places) - len(shown)
    return (*shown, f"and {count(left, 'more place')}") if left else shown


def _both(effect: Effect, found: Comparison) -> tuple[str, str]:
    return (
        _points(effect.probability, effect.error, found),
        _points(effect.acceptability, effect.acceptability_error, found),
    )


def _points(value: float, error: float, found: Comparison) -> str:
    """A difference in hundredths, with its error: ``+7 ± 1``; of exact cases a yes or no more or less."""
    if found.method.exact:
        return signed(number(value)) if value else "0"
    return f"{signed(_plain(100 * value))} {plus_minus(error)}".strip()


def _plain(points: float) -> str:
    """Hundredths, with tenths where they are few."""
    return number(round(points, 9), places=1 if abs(points) < 10 else 0)


def _which(old: Standing, new: Standing) -> str:
    if new.best is None:
        return "none" if old.best else "the same"
    return "the same" if new.best == old.best else "another"


def change_sentences(found: Comparison, called: Called = VERSIONS) -> Iterator[str]:
    """What changed as a whole, sentence by sentence; the verdict is the first, or a large change below it."""
    old, new = found.old, found.new
    if not found.changed:
        yield "Nothing changed: comments, layout and the order of keys aside, both are the same."
        return
    fell = old.verdict == new.verdict and abs(found.whole.probability) >= _LARGE and not found.method.exact
    if fell:
        verb = "falls" if found.whole.probability < 0 else "rises"
        yield (
            f"The likelihood that some deal passes {verb} from {of_hundred(old.probability)} draws to "
            f"{of_hundred(new.probability)}, though the verdict stays: a deal is {new.verdict}."
        )
    elif old.verdict == new.verdict:
        yield f"The verdict stays: a deal is {new.verdict}."
    else:
        yield f"The verdict changes: a deal was {old.verdict}, and is {new.verdict}."
    yield from _one_sided(found, called)
    if not found.contributions:
        yield "Nothing that verdict, likelihood or best deal rest on has changed."
        return
    if not (found.method.exact or fell):
        yield (
            f"Some deal passes in {of_hundred(old.probability)} draws of {called.old} and "
            f"{of_hundred(new.probability)} of {called.new}: {_more(found.whole)}."
        )
    yield _best(found)
    if len(found.contributions) > 1:
        yield from _explained(found)


def _one_sided(found: Comparison, called: Called) -> Iterator[str]:
    """Parties and issues that one version alone has, and whether the two are one case at all."""
    sides = ((called.old, found.only_old), (called.new, found.only_new))
    told = [
        f"only {side} has "
        + " and ".join(
            f"the {plural(len(names), one, many)} {listed(names)}"
            for one, many, names in (
                ("party", "parties", only["parties"]), ("issue", "issues", only["issues"])
            ) if names
        )
        for side, only in sides if any(only.values())
    ]  # fmt: skip
    if told:
        yield sentence("; ".join(told))
    if not found.alike:
        yield "Most parties or issues of one version are not in the other: these may be two different cases."


def _more(whole: Effect) -> str:
    value, error = whole.probability, whole.error
    if not value:
        return "no difference"
    points = _plain(abs(100 * value))
    near = f" ({plus_minus(error)})" if error else ""
    return f"{points} of 100 {'more' if value > 0 else 'fewer'}{near}"


def _best(found: Comparison) -> str:
    old, new = found.old, found.new
    if new.best is None or old.best is None:
        if new.best == old.best:
            return "No deal passes in either version."
        return "No deal is left to recommend." if new.best is None else "There is a deal to recommend now."
    often = ""
    if not found.method.exact:
        before, now = of_hundred(old.acceptability), of_hundred(new.acceptability)
        often = f", signed in {before} draws before and {now} now"
    if not found.best:
        return f"The best deal stays the same{often}."
    if len(found.best) > _SHOWN:
        where = f"on {count(len(found.best), 'issue')}"
    else:
        where = "; ".join(
            f"{one.label}: {one.before or 'not there'} → {one.after or 'not there'}" for one in found.best
        )
        where = f"in {where}"
    return f"The best deal differs {where}{often}."


def _explained(found: Comparison) -> Iterator[str]:
    """Whether single effects explain the whole, and what no change does alone."""
    jointly = _jointly(found)
    if how := _explained_exactly(found) if found.method.exact else _explained_by_draws(found):
        yield how
    elif not jointly:
        near = plus_minus(found.interplay.error) if found.interplay.probability else ""
        within = f", within the error ({near} of 100 draws)" if near else ""
        yield f"One by one the changes add up to the whole{within}."
    if jointly:
        yield f"Only together do they {listed(jointly)}; no change does alone."


def _jointly(found: Comparison) -> list[str]:
    """What all changes together do and none of them alone: reach the new verdict, or the new best deal."""
    old, new, alone = found.old, found.new, [one.standing for one in found.contributions]
    verdicts, deals = [one.verdict for one in alone], [one.best for one in alone]
    told = []
    if not found.method.exact and new.verdict not in (old.verdict, *verdicts):  # else it is said already
        turns = any(verdict != old.verdict for verdict in verdicts)
        told.append(f"make a deal {new.verdict}" if turns else "change the verdict")
    if found.best and new.best not in deals:
        turns = any(deal != old.best for deal in deals)
        told.append("lead to this best deal" if turns else "change the best deal")
    return told


def _explained_by_draws(found: Comparison) -> str:
    """How far the sum of single effects is from the whole; empty where they add up within the error."""
    left, error = found.interplay.probability, found.interplay.error
    if abs(left) <= _CLEAR * error:
        return ""
    together = round(100 * found.whole.probability, 1)
    alone = round(100 * (found.whole.probability - left), 1)  # so that what is shown adds up as it is shown
    said = [signed(number(round(points, 9), places=1)) for points in (alone, together, together - alone)]
    return (
        f"One by one the changes sum to {said[0]} of 100 draws, together they do {said[1]}: {said[2]} "
        f"({plus_minus(error)}) is their interplay: what they do only together."
    )


def _explained_exactly(found: Comparison) -> str:
    """The same where a deal is there or not."""
    whole = found.whole.probability
    alone = [one for one in found.contributions if one.effect.probability]
    if not found.interplay.probability:
        return ""
    if not alone:
        return f"No change alone {'opens' if whole > 0 else 'ends'} the zone; together they do."
    if whole:
        return f"Each of {count(len(alone), 'change')} alone {'opens' if whole > 0 else 'ends'} the zone."
    return "What some changes would do alone, others undo: together they leave the answer as it was."


def account_words(case: Case, found: Comparison) -> list[str]:
    """Which accounts each version takes as true, where they differ."""
    sides = [
        {one["question"]: in_quotes(one["title"]) for one in accounts}
        for accounts in (applied_data(case), found.new_case["accounts"])
    ]
    questions = dict.fromkeys(question for side in sides for question in side)
    return [
        f"{question} Old version: {old}; new version: {new}."
        for question in questions
        for old, new in [(side.get(question, "as written") for side in sides)]
        if old != new
    ]


def other_words(found: Comparison) -> list[str]:
    """What changed without a number that depends on it."""
    return [place_words(one) for one in found.other]


def stairs(found: Comparison, called: Called = VERSIONS) -> list[Stretched]:
    """From the old likelihood by each single effect, and what is left, to the new one."""
    ends = (found.old.probability, found.new.probability)
    steps = [(_short(one), one.effect) for one in found.contributions]
    if len(steps) > 1:
        steps.append(("Together, beyond the sum", found.interplay))
    at, spans = ends[0], []
    for label, effect in steps:
        spans.append((label, at, at + effect.probability, _points(effect.probability, effect.error, found)))
        at += effect.probability
    every = [0.0, 1.0, *(edge for _, *edges, _ in spans for edge in edges)]
    low, width = min(every), max(every) - min(every)

    def stretched(label: str, first: float, last: float, kind: str, text: str) -> Stretched:
        start = 100 * (min(first, last) - low) / width
        return Stretched(label, start, max(100 * abs(last - first) / width, 0.4), kind, text)

    made = [stretched(called.labels[0], 0.0, ends[0], "end", _share(ends[0]))]
    made += [stretched(label, a, b, _kind(a, b), text) for label, a, b, text in spans]
    return [*made, stretched(called.labels[1], 0.0, ends[1], "end", _share(ends[1]))]


def _kind(first: float, last: float) -> str:
    return "none" if first == last else "up" if last > first else "down"


def _share(value: float) -> str:
    return of_hundred(value).removesuffix(" of 100")


def _short(one: Contribution) -> str:
    first, more = one.places[0], len(one.places) - 1
    return f"{place_words(first)}; {counted(more, 'place')} with it" if more else capital(place_words(first))
