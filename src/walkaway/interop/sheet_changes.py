"""What a filled workbook changes in a case: one edit for each place, and what to say of it.

A cell counts where it differs from the case as it was when the workbook was written. Where the case has been
changed in the same place since, it is a fault, unless both changes say the same.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from ..case import Case, to_plain
from ..case.lines import Path, dotted
from ..errors import Faults, quoted
from ..spreadsheet import Cell
from .sheet_forms import NUMBERS, Form, FormRow
from .sheet_matching import Matched, differ, said_of, text_of
from .sheet_reading import FilledRow
from .sheet_values import Reading, shown_numbers

_FORMS = frozenset({"points", "order", "linear", "triangular"})
_KINDS = ("weights", "walk_away")


@dataclass(frozen=True, slots=True)
class SheetChange:
    """One row of a workbook that changes the case: its cell, what it is, before and after."""

    path: str
    cell: str
    what: str
    before: str
    after: str

    def to_dict(self) -> dict[str, str]:
        """As ``--json`` prints it."""
        return {name: getattr(self, name) for name in self.__slots__}

    def __str__(self) -> str:
        return f"{self.what}: {self.before} → {self.after}"


@dataclass(slots=True)
class Plan:
    """Edits of the case by path, what they change, and the cell that speaks for a place."""

    edits: dict[Path, Any] = field(default_factory=dict)
    changes: list[SheetChange] = field(default_factory=list)
    cells: dict[str, str] = field(default_factory=dict)

    def edit(self, path: Path, value: Any, cells: Iterable[str]) -> None:
        """Set one place, for which some cells speak."""
        self.edits[path] = value
        for cell in cells:
            self.cells.setdefault(dotted(path), cell)


@dataclass(frozen=True, slots=True)
class _Sheet:
    """One sheet that was filled in, beside the case as it was and as it is."""

    now: Form
    base: Form
    matched: Matched
    case: Case
    data: Callable[[], Any]  # what the file holds as it is written
    plan: Plan
    faults: Faults

    @property
    def reading(self) -> Reading:
        return Reading(self.matched.place, self.faults)

    def merged(self, key: tuple[str, ...]) -> dict[str, Cell]:
        """The cells of a row as they shall be."""
        cells = dict(self.now.rows[key].cells)
        for head in self.matched.changed.get(key, ()):
            cells[head] = self.matched.rows[key].cells[head].value
        return cells

    def current(self, key: tuple[str, ...]) -> bool:
        """Whether a row still changes the case as it is now; a fault where both changed one place."""
        row, was = self.matched.rows[key], self.base.rows[key].cells
        if key not in self.now.rows:
            cell = row.cells[self.matched.changed[key][0]]
            self.faults.add(self.matched.place.fault(cell, "a change of what is not there now", "no change"))
            return False
        for head in self.matched.changed[key]:
            stands, cell = self.now.rows[key].cells[head], row.cells[head]
            if differ(head, stands, was[head]) and differ(head, stands, cell.value):
                found = f"{said_of(cell.value)}, while the case now says {said_of(stands)}"
                self.faults.add(self.matched.place.fault(cell, found, "a change in one of the two"))
                return False
        return any(
            differ(head, self.now.rows[key].cells[head], row.cells[head].value)
            for head in self.matched.changed[key]
        )

    def placed(self, key: tuple[str, ...]) -> None:
        """Note what stands where nothing is filled in: a number for a whole group, an order for one of it."""
        row, groups = self.matched.rows[key], self.now.name in ("scores", "weights")
        top = (*key[:-1], "")
        astray = NUMBERS if key == top else ("order",)
        for head in astray if groups else ():
            if head in self.matched.changed[key] and (cell := row.cells[head]).value is not None:
                title = text_of(self.base.rows[top].cells["title"])
                hint = "numbers stand in the rows below" if key == top else (
                    f"an order stands in the row above, {quoted(title)}"
                )  # fmt: skip
                self.faults.add(self.matched.place.fault(cell, said_of(cell.value), "nothing", hint))

    def told(self, key: tuple[str, ...], cells: Mapping[str, Cell]) -> None:
        """Note what a row changes."""
        row, head = self.now.rows[key], self.matched.changed[key][0]
        sides = [(before, after) for before, after in zip(*map(_said, (row.cells, cells)), strict=True)
                 if before != after]  # fmt: skip
        before, after = ("; ".join(side[place] or "nothing" for side in sides) for place in (0, 1))
        name = self.matched.place.name(self.matched.rows[key].cells[head])
        titles = [self.now.rows[(*key[:-1], "")].cells["title"]] if (*key[:-1], "") in self.now.rows else []
        what = _what(self.case, row.path, *map(text_of, (*titles, row.cells["title"])))
        self.plan.changes.append(SheetChange(dotted(row.path), name, what, before, after))
        self.plan.cells.setdefault(dotted(row.path), name)


def _said(cells: Mapping[str, Cell]) -> tuple[str, str, str]:
    """What a row says: numbers, order, note."""
    return shown_numbers(cells), text_of(cells.get("order")), text_of(cells["note"])


def _what(case: Case, path: Path, *titles: str) -> str:
    """Whose it is and what, in titles."""
    who, about = str(path[1]), str(path[3]) if path[2] == "believes" else ""
    kind = next((str(part).replace("_", "-") for part in path[2:] if part in _KINDS), "")
    named = [case.label(who), f"believes of {case.label(about)}" if about else "", *dict.fromkeys(titles)]
    if kind:  # the row above the weights needs no title, a walk-away none at all
        named[2:] = [kind, *(named[3:] if kind == "weights" else [])]
    return " · ".join(filter(None, named))


def planned(
    forms: Iterable[tuple[Form, Form, Matched]], case: Case, data: Callable[[], Any], faults: Faults
) -> Plan:
    """What some sheets change, each given as the case has it now, as it was, and as it was filled in.

    A red line whose row is gone is taken out, if the workbook speaks of its party at all.
    """
    plan, forms = Plan(), list(forms)
    seen = {key[0] for _, _, matched in forms for key in matched.rows}
    seen |= {key[0] for _, _, matched in forms for key, _ in matched.new}
    for now, base, matched in forms:
        sheet = _Sheet(now, base, matched, case, data, plan, faults)
        for row in matched.astray:
            _astray(sheet, row)
        if now.name == "red lines":
            for pair in base.whose:
                if pair[0] in seen:
                    _red_lines(sheet, pair)
            continue
        groups: dict[tuple[str, ...], list[tuple[str, ...]]] = {}
        for key in matched.changed:
            sheet.placed(key)
            if sheet.current(key):
                size = {"scores": 3, "weights": 2}.get(now.name, len(key))
                groups.setdefault(key[:size], []).append(key)
        for group, keys in groups.items():
            _walk_away(sheet, group) if now.name == "walk-aways" else _group(sheet, group, keys)
    return plan


def _astray(sheet: _Sheet, row: FilledRow) -> None:
    """Note what is wrong in a row that belongs to nothing, but for whose it is."""
    if sheet.now.name == "red lines":
        sheet.reading.pattern(row, sheet.case, sheet.now.issues, None)
    else:
        sheet.reading.numbers(row)


def _judgements(sheet: _Sheet, keys: Iterable[tuple[str, ...]]) -> dict[tuple[str, ...], Any]:
    """The judgements of some rows as they shall stand in the file."""
    return {
        key: sheet.reading.judgement(sheet.matched.rows.get(key), sheet.merged(key), sheet.now.rows[key])
        for key in keys
    }


def _walk_away(sheet: _Sheet, key: tuple[str, ...]) -> None:
    row, known, cells = sheet.matched.rows[key], sheet.now.rows[key], sheet.merged(key)
    cell = row.cells[sheet.matched.changed[key][0]]
    if known.cells["deal"]:
        if any(head in NUMBERS for head in sheet.matched.changed[key]):
            found = f"a number beside {known.cells['deal']}"
            sheet.faults.add(sheet.matched.place.fault(cell, found, "one of the two", "change the case"))
            return
        value = {"deal": to_plain(known.item.deal), **sheet.reading.words(cells, known)}
    else:
        many = len(sheet.faults)
        value = sheet.reading.judgement(row, cells, known)
        if value is None:
            if len(sheet.faults) == many:
                _emptied(sheet, cell)
            return
    sheet.plan.edit(known.path, value, ())
    sheet.told(key, cells)


def _emptied(sheet: _Sheet, cell: Any) -> None:
    right = "a number, or to be judged"
    sheet.faults.add(
        sheet.matched.place.fault(cell, "nothing", right, "what is to be left out is taken out of the case")
    )


def _group(sheet: _Sheet, group: tuple[str, ...], changed: list[tuple[str, ...]]) -> None:
    """Scores of one issue, or weights: changed one by one where that will do, else written anew."""
    top = (*group, "")
    head, entries = sheet.now.rows[top], [
        key for key in sheet.now.rows if key[:-1] == group and key != top
    ]  # fmt: skip
    many, found = len(sheet.faults), _judgements(sheet, entries)
    order, cell = text_of(sheet.merged(top)["order"]).strip(), _first(sheet, changed)
    given = {key: value for key, value in found.items() if value is not None}
    if "order" in sheet.matched.changed.get(top, ()) and "(" in (order[:1], text_of(head.cells["order"])[:1]):
        found_here = said_of(order)
        sheet.faults.add(
            sheet.matched.place.fault(cell, found_here, "an order", "change the form in the case")
        )
    elif order and not order.startswith("(") and given:
        sheet.faults.add(sheet.matched.place.fault(cell, "an order beside numbers", "one of the two"))
    elif not order and not given and len(sheet.faults) == many:
        _emptied(sheet, cell)
    if len(sheet.faults) > many:
        return
    one_by_one = top not in changed and head.item is not None and all(
        key in given and sheet.now.rows[key].item is not None for key in changed
    )  # fmt: skip
    if one_by_one:
        for key in changed:
            sheet.plan.edit(_inside(sheet.data(), sheet.now.rows[key].path, len(head.path)), given[key], ())
    else:
        value = _whole(sheet, head, order, {sheet.now.rows[key].path: one for key, one in given.items()})
        sheet.plan.edit(head.path, value, [sheet.matched.place.name(cell)])
    for key in changed:
        sheet.told(key, sheet.merged(key))


def _first(sheet: _Sheet, keys: list[tuple[str, ...]]) -> Any:
    """The first changed cell of some rows."""
    return sheet.matched.rows[keys[0]].cells[sheet.matched.changed[keys[0]][0]]


def _inside(data: Any, path: Path, depth: int) -> Path:
    """The path in the file itself, where points may stand under a key of their own."""
    for part in path[:depth]:
        data = data[part]
    wrapped = isinstance(data, dict) and "points" in data and len(path) == depth + 1
    return (*path[:depth], "points", *path[depth:]) if wrapped else path


def _whole(sheet: _Sheet, head: FormRow, order: str, given: dict[Path, Any]) -> Any:
    """A group as it shall stand in the file, with its own note and cites."""
    words = sheet.reading.words(sheet.merged(head.key), head)
    values, inner = list(given.values()), [path[len(head.path) :] for path in given]
    if head.item is not None and head.item.triangular is not None:
        corners = [to_plain(corner) for corner in head.item.triangular]
        return {"triangular": corners, **({"peak": values[0]} if values else {}), **words}
    if order and not order.startswith("("):
        lines = [line.strip() for line in order.split("\n") if line.strip()]
        chains = lines[0] if len(lines) == 1 else lines
        return {"order": chains, **words} if words else chains
    if inner and inner[0][0] == "linear" and len(inner[0]) == 2:
        return {"linear": values, **words}
    points = {str(path[-1]): value for path, value in zip(inner, values, strict=True)}
    return {"points": points, **words} if words or _FORMS & set(points) else points


def _red_lines(sheet: _Sheet, pair: tuple[str, ...]) -> None:
    """Red lines of one party: changed one by one where none is new or gone, else written anew."""
    matched, known = sheet.matched, [key for key in sheet.base.rows if key[:2] == pair]
    new = [row for whose, row in matched.new if whose == pair]
    gone = [key for key in known if key not in matched.rows]
    changed = [key for key in known if key in matched.changed]
    if not (new or gone or changed):
        return
    lines: list[tuple[FormRow | None, FilledRow | None, Any]] = []
    for key in known:
        row, filled = sheet.base.rows[key], matched.rows.get(key)
        value = None if filled is None else to_plain(row.item)
        if filled is not None and key in changed:
            value = sheet.reading.pattern(filled, sheet.case, sheet.now.issues, row)
        lines.append((row, filled, value))
    lines += [(None, row, sheet.reading.pattern(row, sheet.case, sheet.now.issues, None)) for row in new]
    kept = [value for _, _, value in lines if value is not None]
    was, now = (
        [to_plain(row.item) for key, row in form.rows.items() if key[:2] == pair]
        for form in (sheet.base, sheet.now)
    )
    if kept == now:
        return
    if was != now or pair not in sheet.now.whose:
        first = next((row for row in (*map(matched.rows.get, changed), *new) if row is not None), None)
        cell = "A1" if first is None else next(iter(first.cells.values()))
        found = "a change of red lines that the case has changed as well"
        sheet.faults.add(sheet.matched.place.fault(cell, found, "the red lines of the case"))
        return
    path = (*sheet.now.whose[pair], "red_lines")
    for number, (before, after, value) in enumerate(lines):
        if before is None or before.key in changed or before.key in gone:
            _told_line(sheet, (*path, number), before, None if value is None else after)
    if len(kept) == len(lines) and not new:
        for key in changed:
            sheet.plan.edit((*path, int(key[2]) - 1), kept[int(key[2]) - 1], ())
    else:
        sheet.plan.edit(path, kept, [matched.place.sheet])


def _pattern_words(sheet: _Sheet, cells: Mapping[str, Cell]) -> str:
    """A red line as its row shows it."""
    named = ((head, text_of(cells.get(head)).replace("\n", ", ")) for head in sheet.now.issues.values())
    return "; ".join(f"{head}: {text}" for head, text in named if text) or "nothing"


def _told_line(sheet: _Sheet, path: Path, before: FormRow | None, after: FilledRow | None) -> None:
    """Note what becomes of a red line; nothing where there was or will be none."""
    place = sheet.matched.place
    name = place.sheet if after is None else place.name(next(iter(after.cells.values())))
    cells = {} if after is None else {head: cell.value for head, cell in after.cells.items()}
    sides = (_pattern_words(sheet, row) for row in (before.cells if before else {}, cells))
    for issue, head in sheet.now.issues.items():
        if after is not None and head in after.cells:
            for inner in ((issue,), ("when", issue)):
                sheet.plan.cells.setdefault(dotted((*path, *inner)), place.name(after.cells[head]))
    what = _what(sheet.case, path, f"red line {int(path[-1]) + 1}")
    sheet.plan.changes.append(SheetChange(dotted(path), name, what, *sides))
    sheet.plan.cells.setdefault(dotted(path), name)
