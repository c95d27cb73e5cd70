"""``walkaway debrief``: what many groups signed, in the terminal, as JSON and as a page to show."""

from __future__ import annotations

from typing import Annotated

import typer

from . import shared
from .ask import answer
from .result_sheets import CsvOption, SeparatorOption, XlsxOption


def debrief(
    case: shared.CaseArgument,
    results: Annotated[
        str,
        typer.Argument(metavar="RESULTS", help="A table (.csv, .xlsx): a column group, one for each issue."),
    ],
    profiles: shared.ProfilesOption = None,
    output: shared.PageOption = None,
    rule: shared.RuleOption = "case",
    account: shared.AccountOption = None,
    csv: CsvOption = None,
    xlsx: XlsxOption = None,
    separator: SeparatorOption = "comma",
    force: shared.ForceFlag = False,
    as_json: shared.JsonFlag = False,
) -> None:
    """Score what many groups signed: value, frontier, what was left on the table, who claimed what.

    One row a group; options by id, title or number; a row that names a group alone means no deal. A workbook,
    or CSV as spreadsheets save it. With -o also a page with one picture, to show to the class. Where
    judgements are ranges, values are central ones.

    Example: walkaway debrief new-recruit results.xlsx -o debrief.html
    """
    from ..questions import debrief as question

    with shared.exit_codes(as_json=as_json):
        file = shared.load_case(case, profiles, account)
        typed = {"page": output, "csv": csv, "xlsx": xlsx, "separator": separator, "force": force}
        answer(
            question, file, {**typed, "as_json": as_json},
            lambda progress: question(file, results, rule=rule, progress=progress), results,
        )  # fmt: skip
