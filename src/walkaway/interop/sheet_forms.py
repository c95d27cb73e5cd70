"""What stands in the sheets of a case: which rows there are, and what each of their cells holds.

A row has a key, the cells by which it is known again, and a path, its place in the case. Scores, weights and
walk-aways are judgements: ``low``, ``likely`` and ``high``, their order and their note. A red line has one
cell for each issue. What a sheet cannot hold stays in the case and is shown in grey.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from ..case import Case, Judgement, Judgements
from ..case.judgement import TO_BE_JUDGED, written
from ..case.lines import Path
from ..case.patterns import Choice, Pattern, Span
from ..case.records import Fallback, wants_of
from ..errors import quoted
from ..spreadsheet import Cell, Column, Sheet, held
from .safe import ImportFault

NUMBERS = ("low", "likely", "high")
_SPARE = 6  # empty rows for new red lines
FILL = (*NUMBERS, "order", "note")
"""Columns of judgements that are filled in; the others only show."""

FORMS: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "scores": (("party", "about", "issue", "option"), ("title", *NUMBERS, "order", "note", "cite")),
    "weights": (("party", "about", "issue"), ("title", *NUMBERS, "order", "note", "cite")),
    "walk-aways": (("party", "about"), ("title", *NUMBERS, "deal", "scale", "note", "cite")),
    "red lines": (("party", "about", "number"), ("unless", "note", "cite")),
}
"""Sheet → the columns by which a row is known, and the others."""


@dataclass(frozen=True, slots=True)
class FormRow:
    """One row: its key, its place in the case, its cells by head; ``strong`` where it heads others.

    ``item`` is what stands there, and ``words`` are its own note and cites, not those of its group.
    """

    key: tuple[str, ...]
    path: Path
    cells: dict[str, Cell]
    item: Any = None
    words: dict[str, Any] = field(default_factory=dict)
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Form:
    """One sheet of a case: rows by their keys, whose they may be, and of red lines the heads of issues."""

    name: str
    rows: dict[tuple[str, ...], FormRow]
    whose: dict[tuple[str, ...], Path]
    issues: dict[str, str] = field(default_factory=dict)

    @property
    def fill(self) -> tuple[str, ...]:
        """Heads of the columns that are filled in."""
        if self.name == "red lines":
            return (*self.issues.values(), "note")
        return tuple(head for head in FORMS[self.name][1] if head in FILL)


def forms_of(case: Case, parties: Iterable[str] = ()) -> dict[str, Form]:
    """Every sheet of a case by its name; of some parties only, where they are named.

    Raises
    ------
    ImportFault
        If two names of the case look alike in a spreadsheet.
    """
    wanted = set(parties)
    found: dict[str, dict[tuple[str, ...], FormRow]] = {name: {} for name in FORMS}
    whose: dict[tuple[str, ...], Path] = {}
    for path, who, about, part in _parts(case):
        if wanted and who not in wanted:
            continue
        key = (_id(who), _id(about))
        whose[key] = path
        rows = {
            "scores": _scores(case, path, key, part),
            "weights": _weights(case, path, key, part),
            "walk-aways": [_walk_away(case, path, key, part, who)],
            "red lines": _red_lines(case, path, key, part),
        }
        for name, some in rows.items():
            for row in some:
                if row.key in found[name]:
                    text = f"two entries called {quoted(' '.join(row.key))}"
                    raise ImportFault.of("", text, "names that a spreadsheet can tell apart")
                found[name][row.key] = row
    return {
        name: Form(name, rows, whose, issue_heads(case) if name == "red lines" else {})
        for name, rows in found.items()
    }


def issue_heads(case: Case) -> dict[str, str]:
    """The head of the column of each issue on the sheet of red lines."""
    taken = {head for heads in FORMS["red lines"] for head in heads}
    heads: dict[str, str] = {}
    for issue in case.issues:
        head = _id(issue)
        while head in taken:
            head = f"issue {head}"
        taken.add(head)
        heads[issue] = head
    return heads


def _parts(case: Case) -> Iterator[tuple[Path, str, str, Any]]:
    """Preferences and beliefs with their paths."""
    for _, who, about, part in wants_of(case):
        path: Path = ("preferences", who)
        yield (*path, "believes", about) if about else path, who, about, part


def _id(name: str) -> str:
    """An id as a cell holds it."""
    return str(held(name) or "")


def _numbers(item: Judgement | None) -> dict[str, Cell]:
    """Low, likely and high: a number alone stands under likely."""
    if item is None:
        return dict.fromkeys(NUMBERS)
    if item.open:
        return {"low": None, "likely": TO_BE_JUDGED, "high": None}
    if item.likely is None and item.exact:
        return {"low": None, "likely": item.low, "high": None}
    return {"low": item.low, "likely": item.likely, "high": item.high}


def _row(
    key: tuple[str, ...], path: Path, cells: dict[str, Cell], item: Any, group: Judgements | None = None
) -> FormRow:
    """A row with its own note and cites, not those of its group."""
    note = "" if item is None or (group is not None and item.note == group.note) else item.note
    cites = () if item is None or (group is not None and item.cites == group.cites) else item.cites
    texts = [*map(str, cites)]
    words = {"cite": texts[0] if len(texts) == 1 else texts, "note": note}
    cells = {**cells, "note": note, "cite": "\n".join(texts)}
    return FormRow(key, path, cells, item, {name: one for name, one in words.items() if one})


def _head(path: Path, key: tuple[str, ...], title: str, group: Judgements | None) -> FormRow:
    """The row above the judgements of a group: its order or form, and what is said of all of them."""
    order = ""
    if group is not None and group.order is not None:
        order = "\n".join(group.order.texts)
    elif group is not None and group.linear is not None:
        order = "(linear)"
    elif group is not None and group.triangular is not None:
        order = f"(triangular {', '.join(map(written, group.triangular))})"
    cells = {"title": title, **dict.fromkeys(NUMBERS), "order": order}
    return replace(_row(key, path, cells, group), strong=True)


def _entry(path: Path, key: tuple[str, ...], title: str, item: Judgement | None, group: Any) -> FormRow:
    return _row(key, path, {"title": title, **_numbers(item), "order": ""}, item, group)


def _scores(case: Case, path: Path, key: tuple[str, ...], part: Any) -> Iterator[FormRow]:
    for issue, record in case.issues.items():
        group = part.scores.get(issue)
        if group is None and key[1]:
            continue  # what nobody believes is not asked for
        at, named = (*path, "scores", issue), (*key, _id(issue))
        yield _head(at, (*named, ""), record.title, group)
        for option, (title, item, inside) in _options(case, issue, group).items():
            yield _entry((*at, *inside), (*named, _id(option)), title, item, group)


def _options(
    case: Case, issue: str, group: Judgements | None
) -> dict[str, tuple[str, Judgement | None, Path]]:
    """What may be scored on an issue: its title, its score, and its place in the scores of the issue."""
    record = case.issues[issue]
    if record.range is None:
        points = {} if group is None else group.points
        return {name: (one.title, points.get(name), (name,)) for name, one in record.options.items()}
    if group is not None and group.triangular is not None:
        return {"peak": ("Height of the peak (100 if empty)", group.peak, ("peak",))}
    if group is not None and group.order is not None:
        return {}
    if group is not None and group.linear is None:
        return {name: (case.option_label(issue, name), item, (name,)) for name, item in group.points.items()}
    linear = (None, None) if group is None or group.linear is None else group.linear
    names = zip(("low end", "high end"), record.range, linear, strict=True)
    return {
        name: (record.labelled(end), item, ("linear", place)) for place, (name, end, item) in enumerate(names)
    }


def _weights(case: Case, path: Path, key: tuple[str, ...], part: Any) -> Iterator[FormRow]:
    group = part.weights
    if group is None and key[1]:
        return
    at = (*path, "weights")
    yield _head(at, (*key, ""), "All issues", group)
    points = {} if group is None else group.points
    for issue, record in case.issues.items():
        yield _entry((*at, issue), (*key, _id(issue)), record.title, points.get(issue), group)


def _walk_away(case: Case, path: Path, key: tuple[str, ...], part: Any, who: str) -> FormRow:
    item = part.walk_away
    judged = None if isinstance(item, Fallback) else item
    cells = {
        "title": case.label(who), **_numbers(judged), "deal": str(item) if isinstance(item, Fallback) else "",
        "scale": getattr(part, "scale", ""),
    }  # fmt: skip
    return _row(key, (*path, "walk_away"), cells, item)


def _red_lines(case: Case, path: Path, key: tuple[str, ...], part: Any) -> Iterator[FormRow]:
    heads = issue_heads(case)
    for place, pattern in enumerate(part.red_lines or ()):
        cells = _pattern(case, heads, pattern)
        yield _row((*key, str(place + 1)), (*path, "red_lines", place), cells, pattern)


def _pattern(case: Case, heads: dict[str, str], pattern: Pattern) -> dict[str, Cell]:
    """A cell for each issue, and what the pattern excepts."""
    when, unless = (
        {issue: _choice(choice, case.issues[issue].options) for issue, choice in part.items()}
        for part in (pattern.when, pattern.unless)
    )
    choices = {heads[issue]: text for issue, text in when.items()}
    excepted = "; ".join(f"{issue}: {text}" for issue, text in unless.items())
    return {**dict.fromkeys(heads.values(), ""), **choices, "unless": excepted}


def _choice(choice: Choice, options: Container[str]) -> str:
    """Options with commas between, or each on a line where a comma could be that of a name."""
    if isinstance(choice, Span):
        return str(choice)
    listed = ", ".join(choice)
    plain = len(choice) == 1 or not (listed in options or any("," in option for option in choice))
    return listed if plain else "\n".join(choice)


# ------------------------------------------------------------------------------------------ to look at


def sheet_from(case: Case, form: Form) -> Sheet:
    """A form as a sheet; the column of beliefs only where there are any."""
    keys, others = FORMS[form.name]
    beliefs = any(row.key[1] for row in form.rows.values())
    shown = [place for place, head in enumerate(keys) if head != "about" or beliefs]
    heads = (*form.issues.values(), *others)
    strong = frozenset(number for number, row in enumerate(form.rows.values()) if row.strong)
    choices: dict[str, Sequence[str]] = {
        head: tuple(case.issues[issue].options) for issue, head in form.issues.items()
    }
    if form.name == "red lines":
        choices["party"] = tuple(case.preferences)
    columns = [
        Column(
            head, fill=head in form.fill or (form.name == "red lines" and head in keys),
            strong={"order": True, **dict.fromkeys(NUMBERS, False)}.get(head) if strong else None,
            numeric=head in NUMBERS, choices=tuple(choices.get(head, ())),
        )
        for head in (*(keys[place] for place in shown), *heads)
    ]  # fmt: skip
    rows = tuple(
        (*(row.key[place] for place in shown), *(row.cells.get(head) for head in heads))
        for row in form.rows.values()
    )
    spare = _SPARE if form.name == "red lines" else 0
    return Sheet(form.name.capitalize(), tuple(columns), rows, strong, spare)
