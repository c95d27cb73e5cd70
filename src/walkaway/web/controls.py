"""What can be moved in a case, and with which control: one for each judgement, and for each red line."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from ..case import Case, Expected, Judgement, Judgements
from ..case.judgement import begins_unjudged
from ..case.titles import holder_of, pattern_words, taken_words
from ..report.screens.ledger import Entry, Ledger, LedgerGroup

FORMS = {"number": ("value",), "range": ("low", "high"), "points": ("low", "likely", "high")}
"""Forms of a judgement, and the numbers each has."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Control:
    """One thing that can be moved."""

    place: str
    kind: str  # "judgement", "order", "line"
    what: str
    value: str  # as it reads now
    form: str = ""  # of a judgement: a key of FORMS
    numbers: Mapping[str, float] | None = None
    least: float = 0.0  # ends of the slider
    most: float = 100.0
    step: float = 1.0
    written: str = ""  # of an order: as a case file has it
    names: Mapping[str, str] | None = None  # of an order: what each id is called
    on: bool = True  # of a red line: whether it counts
    number: int = 0  # of a red line: its place in the list
    grounds: tuple[str, ...] = ()  # the words it rests on
    moved: bool = False
    unset: bool = False  # nobody has judged it yet: its numbers only hold its place

    @property
    def own(self) -> bool:
        """Whether it is of what a side wants, not of what it believes of another."""
        return self.place.startswith("preferences.") and ".believes." not in self.place

    @property
    def asked(self) -> bool:
        """Whether it can be asked what it would take."""
        return self.own and self.kind in ("judgement", "order")


@dataclass(frozen=True, slots=True, kw_only=True)
class Panel:
    """The controls of one party, or of what is measured."""

    title: str
    scale: str
    controls: tuple[Control, ...]


def _words(before: Any) -> dict[str, Any]:
    """The words of a judgement that is made now: without a note that it is still to be judged."""
    words = (
        {key: before[key] for key in ("cite", "note") if key in before} if isinstance(before, dict) else {}
    )
    return {key: one for key, one in words.items() if not (key == "note" and begins_unjudged(str(one)))}


def order_of(order: str, before: Any) -> Any:
    """An order of one chain, or of several parted by semicolons, as a case file has it, with its words."""
    words, chains = _words(before), [chain.strip() for chain in order.split(";") if chain.strip()]
    bare: Any = chains if len(chains) > 1 else order
    return {"order": bare, **words} if words else bare


def value_of(form: str, numbers: Mapping[str, float], before: Any) -> Any:
    """A judgement as a case file has it, in a form, with the words that it had."""
    words = _words(before)
    plain = [_short(numbers[name]) for name in FORMS[form]]
    if form == "points":
        return dict(zip(FORMS[form], plain, strict=True)) | words
    bare: Any = plain[0] if form == "number" else plain
    return {"value" if form == "number" else "range": bare} | words if words else bare


def _short(number: float) -> int | float:
    return int(number) if float(number).is_integer() else number


_OPEN: tuple[str, dict[str, float]] = ("number", {"value": 0.0})
"""How something is first shown that nobody has judged."""


def _form(judgement: Judgement) -> tuple[str, dict[str, float]]:
    if judgement.unjudged:
        return _OPEN
    low, high = float(judgement.low), float(judgement.high)
    if judgement.exact:
        return "number", {"value": low}
    if judgement.likely is not None:
        return "points", {"low": low, "likely": float(judgement.likely), "high": high}
    return "range", {"low": low, "high": high}


def _ends(case: Case) -> dict[str, tuple[float, float]]:
    """For everyone, the ends of the numbers on its scale, with room beyond them."""
    ends: dict[str, tuple[float, float]] = {}
    for path, one in case.judgements():
        who = holder_of(case, path)
        if isinstance(one, Judgement) and not one.unjudged:
            low, high = ends.get(who, (0.0, 0.0))
            ends[who] = min(low, float(one.low)), max(high, float(one.high))
    return ends


def _reach(low: float, high: float) -> tuple[float, float, float]:
    """Ends and step of a slider for numbers between two."""
    span = (high - low) or 100.0
    size = 10.0 ** len(str(int(span))) / 10
    step = size / 100 if size > 1 else 0.01
    room = span / 5
    least = 0.0 if low >= 0 else low - room
    return least // step * step, (high + room) // step * step + step, step


def _judgements(case: Case, group: LedgerGroup, moved: frozenset[str]) -> Iterator[Control]:
    known, ends = dict(case.judgements()), _ends(case)
    for entry in group.entries:
        one = known.get(entry.path)
        shared: dict[str, Any] = {
            "place": entry.path, "what": ": ".join(filter(None, (entry.kind, entry.what))),
            "value": entry.value, "moved": entry.path in moved,
            "grounds": tuple(f"{part.title}: “{part.words}”" for part in entry.passages),
            "unset": isinstance(one, Judgement | Judgements) and one.unjudged,
        }  # fmt: skip
        if isinstance(one, Expected):
            yield from _parts(case, entry, one, moved)
        elif isinstance(one, Judgement) or entry.assumed:
            form, numbers = _form(one) if isinstance(one, Judgement) else _OPEN
            least, most, step = _reach(*ends.get(holder_of(case, entry.path), (0.0, 100.0)))
            yield Control(
                kind="judgement", form=form, numbers=numbers, least=least, most=most, step=step, **shared
            )
        elif isinstance(one, Judgements) and one.order is not None:
            yield Control(kind="order", written="; ".join(one.order.texts), names=_named(case, one), **shared)


def _named(case: Case, judged: Judgements) -> dict[str, str]:
    """What the names of an order are called: issues, or options of the issue that has them all."""
    assert judged.order is not None  # by its kind
    ids = judged.order.names
    options = (one.options for one in case.issues.values() if set(ids) <= set(one.options))
    known: Mapping[str, Any] = case.issues if set(ids) <= set(case.issues) else next(options, {})
    return {name: known[name].title if name in known else name for name in ids}


def _resting(case: Case, place: str, away: Expected) -> Iterator[tuple[str, str, Judgement]]:
    """What a computed walk-away, which is not moved itself, rests on: places, words and judgements."""
    for number, one in enumerate(away.aftermath):
        for key, part in (("value", one.value), ("chance", one.chance)):
            what = f"Walk-away, {key} of {taken_words(case, one.when)}"
            yield f"{place}.aftermath[{number}].{key}", what, part


def _parts(case: Case, entry: Entry, away: Expected, moved: frozenset[str]) -> Iterator[Control]:
    """A control for each value and each chance, those of a kind on one scale."""
    parts = [*_resting(case, entry.path, away)]
    for place, what, one in parts:
        kind = place.rpartition(".")[2]
        alike = [part for other, _, part in parts if other.endswith(f".{kind}")]
        ends = min(float(part.low) for part in alike), max(float(part.high) for part in alike)
        form, numbers = _form(one)
        least, most, step = _reach(min(0.0, ends[0]), max(0.0, ends[1]))
        yield Control(
            kind="judgement", place=place, what=what, value=str(one), form=form, numbers=numbers,
            least=least, most=most, step=step, moved=place in moved, unset=one.unjudged,
        )  # fmt: skip


def _lines(case: Case, base: Case, who: str, moved: frozenset[str]) -> Iterator[Control]:
    """The red lines of one side; one that was taken out stays to be put back."""
    if who not in base.preferences:
        return
    there = [line.model_dump_json() for line in case.preferences[who].red_lines]
    place = f"preferences.{who}.red_lines"
    for number, line in enumerate(base.preferences[who].red_lines):
        yield Control(
            kind="line", place=place, number=number, what="Red line", value=pattern_words(base, line),
            on=line.model_dump_json() in there, moved=place in moved,
        )  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class MovedPlace:
    """One thing that was moved, in words."""

    place: str
    who: str
    what: str
    before: str
    after: str


def changes(
    base: tuple[Case, Ledger], now: tuple[Case, Ledger], moved: frozenset[str]
) -> Iterator[MovedPlace]:
    """What was moved since the file was read, in the order of the ledger."""
    entries = {entry.path: entry for group in now[1].groups for entry in group.entries}
    known = dict(base[0].judgements()), dict(now[0].judgements())
    for group in base[1].groups:
        for old in group.entries:
            aways = [judged.get(old.path) for judged in known]
            parts = [_resting(base[0], old.path, away) for away in aways if isinstance(away, Expected)]
            for (place, what, was), (_, _, part) in zip(*parts, strict=True) if len(parts) == 2 else ():
                if place in moved:
                    yield MovedPlace(
                        place=place, who=group.title, what=what, before=str(was), after=str(part)
                    )
            if old.path in moved:
                what = ": ".join(filter(None, (old.kind, old.what)))
                yield MovedPlace(
                    place=old.path, who=group.title, what=what, before=old.value,
                    after=entries[old.path].value,
                )  # fmt: skip
    for who, preference in base[0].preferences.items():
        if (place := f"preferences.{who}.red_lines") in moved:
            many, left = len(preference.red_lines), len(now[0].preferences[who].red_lines)
            words = f"{left} of {many} count"
            yield MovedPlace(
                place=place, who=base[0].label(who), what="Red lines", before=f"{many}", after=words
            )


def panels(case: Case, base: Case, ledger: Ledger, moved: frozenset[str]) -> Iterator[Panel]:
    """Everything that can be moved, by side; ``base`` is the case as its file has it."""
    for group in ledger.groups:
        controls = [*_judgements(case, group, moved)]
        owners = {holder_of(case, one.place) for one in controls if one.own}
        lines = [line for who in sorted(owners) for line in _lines(case, base, who, moved)]
        if controls or lines:
            yield Panel(title=group.title, scale=group.scale, controls=(*controls, *lines))
