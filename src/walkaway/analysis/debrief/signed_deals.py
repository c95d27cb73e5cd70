"""What each group signed: rows of a table, or a mapping, into deals of the case. All faults at once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from ...case import Case, Issue
from ...case.judgement import exact_number, written
from ...errors import Fault, Faults, ResultsError, UsageError, closest, quoted
from ...language import counted, one_line
from ...options import described
from ..improve.typed_deal import DealLike, deal_of, nearest_name, option_of, same_name
from .amounts_in_cells import day_in, numbers_in
from .results_table import ResultsBook, ResultsFile, ResultsTable, TableCell, TableRow, read_table

GROUP = "group"
"""Head of the column that names the groups."""
MOST_GROUPS = 10_000
_NO_DEAL = ("-", "–", "—", "no deal")
Results = ResultsFile | ResultsBook | Mapping[str, DealLike | None]


@dataclass(frozen=True, slots=True)
class SignedByGroup:
    """A group and its deal; None for no deal. The line is 0 where there is no file."""

    group: str
    deal: dict[str, str] | None
    line: int = 0
    place: str = ""  # the cell of its name, in a workbook


def deals_in(case: Case, results: Results) -> tuple[tuple[SignedByGroup, ...], tuple[str, ...]]:
    """Read what each group signed, in the order of the table, and which columns were left aside.

    Raises
    ------
    ResultsError
        With everything that is wrong: columns, groups and options, each at its line.
    """
    faults, aside, found = Faults(), tuple[str, ...](), tuple[SignedByGroup, ...]()
    if isinstance(results, Mapping):
        found = tuple(_mapped(case, results, faults))
    elif table := read_table(results, lambda name: _meant(case, name) is not None, faults):
        columns, aside = _columns(case, table, faults)
        found = tuple(_listed(case, table, columns, faults))
    if not found and not len(faults):
        file = "" if isinstance(results, Mapping) else results.path
        faults.add(Fault(file=file, found="no group", expected="a row for each group"))
    if len(found) > MOST_GROUPS:
        faults.add(Fault(found=counted(len(found), "group"), expected=f"at most {MOST_GROUPS:,}"))
    faults.raise_if_any(ResultsError)
    return found, aside


def _mapped(case: Case, results: Mapping[str, DealLike | None], faults: Faults) -> Iterator[SignedByGroup]:
    """Groups of a mapping; the place of a fault is its group."""
    for name, deal in results.items():
        if not str(name).strip():
            faults.add(Fault(path="results", found=described(name), expected="the name of a group"))
            continue
        try:
            yield SignedByGroup(one_line(str(name)), None if deal is None else deal_of(case, deal))
        except UsageError as error:
            faults.extend(replace(fault, path=f"results: {one_line(str(name))}") for fault in error.faults)


def _titles(case: Case) -> dict[str, str]:
    return {issue: record.title for issue, record in case.issues.items()}


def _both_names(case: Case, names: Sequence[str]) -> str:
    """Names by id, and by title where that is another: ``"cover" (Insurance coverage)``."""
    titles = _titles(case)
    plain = (name.casefold() == titles.get(name, name).casefold() for name in names)
    return ", ".join(
        quoted(name) + ("" if same else f" ({titles[name]})") for name, same in zip(names, plain, strict=True)
    )


def _meant(case: Case, head: str) -> str | None:
    """The issue that the head of a column means, ``group``, or nothing that is known."""
    return GROUP if head.casefold() == GROUP else same_name(head, _titles(case))


def _columns(case: Case, table: ResultsTable, faults: Faults) -> tuple[dict[str, int], tuple[str, ...]]:
    """Where each issue and the group stand, and the columns that say something else: they are left aside.

    While an issue is missing, one of these may be it: what it resembles is noted, or that none fits.
    """
    titles, found, likely = _titles(case), dict[str, int](), dict[str, int]()
    other = dict[int, str]()

    def wrong(found: str, expected: str, hint: str = "", column: int = 0) -> None:
        faults.add(table.fault(table.head, found, expected, hint, column=column))

    for place, (head, *_) in enumerate(table.head.cells):
        name = _meant(case, head)
        if name is None:
            other[place] = head
        elif name in found:
            wrong(f"two columns for {quoted(name)}", "one column for each issue", column=place)
        else:
            found[name] = place
    known = (GROUP, *titles, *titles.values())
    for place, head in other.items():
        name = _meant(case, closest(head, known)) or ""
        if name and name not in found:
            likely.setdefault(name, place)
    missing = [name for name in (GROUP, *titles) if name not in found and name not in likely]
    aside = list[str]()
    for place, head in other.items():
        right = f"{GROUP}, or an issue ({', '.join(titles)})"
        if not head and table.says(place):
            if not table.in_cells:  # else a sign that separates cells may be part of one
                wrong(f"no name above column {place + 1}", f"{GROUP}, or an issue", column=place)
            aside.append(f"column {place + 1}")
        elif head and (missing or place in likely.values()):
            hint = nearest_name(head, {GROUP: GROUP, **titles})
            wrong(f"the column {quoted(head)}", right, hint, place)
        elif head:
            aside.append(head)
    if missing:
        wrong(f"no column {_both_names(case, missing)}", f"a column {GROUP}, and one for each issue")
    return likely | found, tuple(aside)  # what a name that is nearly right heads is looked at as well


def _listed(
    case: Case, table: ResultsTable, columns: Mapping[str, int], faults: Faults
) -> Iterator[SignedByGroup]:
    """Groups of the rows of a table; a row that says something only beside it, such as a note, is none."""
    known = dict[str, TableRow]()
    for row in table.rows:
        if GROUP in columns and not any(row.text(at) for at in columns.values()):
            continue

        def wrong(
            found: str, expected: str, column: int = columns.get(GROUP, 0), row: TableRow = row
        ) -> None:
            faults.add(table.fault(row, found, expected, column=column))

        width = len(table.head.cells)
        over = next((at for at, cell in enumerate(row.cells) if at >= width and cell.text), None)
        if over is not None and not table.in_cells:
            found = f"{quoted(row.cells[over].text)} beyond the last column"
            wrong(found, "a cell for each name in the head", over)
        group = row.text(columns[GROUP]) if GROUP in columns else ""
        if not group and GROUP in columns:
            wrong("a row without a group", "the name of a group")
        elif first := known.get(group.casefold()):
            place = first.cells[columns[GROUP]].place
            where = f"in {place}" if place else f"on line {first.line}"
            wrong(f"the group {quoted(group)} twice, first {where}", "one row for each group")
        elif group:
            known[group.casefold()] = row
        deal = _terms(case, {name: at for name, at in columns.items() if name != GROUP}, table, row, faults)
        if group:
            yield SignedByGroup(group, deal, row.line, row.cells[columns[GROUP]].place)


def _terms(
    case: Case, columns: Mapping[str, int], table: ResultsTable, row: TableRow, faults: Faults
) -> dict[str, str] | None:
    """The deal of a row; None where every cell says that there was none."""
    cells = {name: row.cells[at] if at < len(row.cells) else TableCell("") for name, at in columns.items()}
    empty = [name for name, cell in cells.items() if _says_none(case.issues[name], cell.text)]
    if len(empty) == len(cells):
        return None
    if empty:
        right, first = "an option, or every issue empty for no deal", columns[empty[0]]
        of = empty[0] if len(empty) == 1 else ""
        faults.add(table.fault(row, f"nothing for {_both_names(case, empty)}", right, column=first, of=of))
    deal = dict[str, str]()
    for name, cell in cells.items():
        wrong = Faults()
        if name not in empty and (option := _option(wrong, name, case.issues[name], cell)):
            deal[name] = option
        faults.extend(
            table.fault(row, one.found, one.expected, one.hint, column=columns[name], of=name)
            for one in wrong
        )
    return {name: deal[name] for name in case.issues if name in deal}


def _named(issue: Issue, cell: str) -> str | None:
    return same_name(cell, {option: record.title for option, record in issue.options.items()})


def _says_none(issue: Issue, cell: str) -> bool:
    return not cell or (cell.casefold() in _NO_DEAL and _named(issue, cell) is None)


def _option(faults: Faults, name: str, issue: Issue, written_in: TableCell) -> str | None:
    """The option that a cell names, by id, by title, or by the number that either says.

    Spreadsheets separate cells by commas where their numbers have a decimal ``point``. Elsewhere a number of
    two meanings is a fault if both are on the range.
    """
    cell = written_in.text
    named = None if issue.range is not None else _named(issue, cell)  # numbers have more than one form
    if named is not None:
        return named
    if issue.range is None and (day := day_in(cell)) is not None:
        days = [option for option, one in issue.options.items() if day in (day_in(option), day_in(one.title))]
        if len(days) == 1:
            return days[0]
    numbers = numbers_in(cell, issue.unit, point=written_in.point)
    found = dict[str, Fraction]()
    for number in sorted(numbers):
        found |= dict.fromkeys(_at(issue, number), number)
    if not found and len(numbers) == 1:
        worded = [*_worded(issue, *numbers)]
        found = dict.fromkeys(worded, *numbers) if len(worded) == 1 else {}
    if len(found) == 1:
        return next(iter(found))
    if found:
        ways = " or ".join(written(exact_number(number)) for number in found.values())
        right = "a number without a sign of thousands"
        faults.add(Fault(found=f"{quoted(cell)}, which may be {ways}", expected=right))
        return None
    return option_of(faults, name, issue, cell)


def _worded(issue: Issue, number: Fraction) -> Iterator[str]:
    """The options whose title is a number with one word behind it: 10 is *10 days*."""
    for option, record in issue.options.items():
        amount, _, word = record.title.rpartition(" ")
        if amount and word.isalpha() and number in numbers_in(amount):
            yield option


def _at(issue: Issue, number: Fraction) -> Iterator[str]:
    """The options of an issue that say a number."""
    if issue.listed:
        low, high = issue.ends
        if low <= number <= high:
            yield written(exact_number(number))
        return
    for option, record in issue.options.items():
        said = issue.numbers.get(option)
        if number == said or (said is None and number in numbers_in(option) | numbers_in(record.title)):
            yield option
