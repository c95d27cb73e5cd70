"""``walkaway debrief``: what many groups signed, in the terminal, as JSON and as a page to show."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from ..printing import print_json, print_messages, show
from ..question import named
from .result_sheets import CsvOption, SeparatorOption, Tables, XlsxOption, tell_written
from .shared import (
    AccountOption,
    CaseArgument,
    ForceFlag,
    JsonFlag,
    ProfilesOption,
    RuleOption,
    exit_codes,
    load_case,
    targets_of,
)

__all__ = ["debrief"]


def debrief(
    case: CaseArgument,
    results: Annotated[
        str,
        typer.Argument(metavar="RESULTS", help="A table (.csv, .xlsx): a column group, one for each issue."),
    ],
    profiles: ProfilesOption = None,
    output: Annotated[
        Path | None, typer.Option("-o", "--output", metavar="FILE", help="Write the page here.")
    ] = None,
    rule: RuleOption = "case",
    account: AccountOption = None,
    csv: CsvOption = None,
    xlsx: XlsxOption = None,
    separator: SeparatorOption = "comma",
    force: ForceFlag = False,
    as_json: JsonFlag = False,
) -> None:
    """Score what many groups signed: value, frontier, what was left on the table, who claimed what.

    One row a group; options by id, title or number; a row that names a group alone means no deal. A workbook,
    or CSV as spreadsheets save it. With -o also a page with one picture, to show to the class. Where
    judgements are ranges, values are central ones.

    Example: walkaway debrief new-recruit results.xlsx -o debrief.html
    """
    from ..outputs import PAGE
    from ..questions import TABLE

    with exit_codes(as_json=as_json):
        file, question = load_case(case, profiles, account), TABLE["debrief"]
        targets = targets_of(file, results, force=force)
        tables = Tables(question, file, csv, xlsx, separator)
        targets.check([*([(output, PAGE)] if output is not None else []), *tables.outputs])
        found = question(file, results, rule=rule)
        page, sheets = [], tables.files(found)
        if output is not None:
            from ..report.debrief_page import debrief_page

            page = [(output, PAGE, debrief_page(file.case, found))]
        targets.write([*page, *sheets])
        tell_written([path for path, *_ in sheets])
        if as_json:
            print_json(question.to_dict(found, file.case, file))
            return
        show(named(question.view)(file.case, found))
        if output is not None:
            print_messages(f"\nThe page: {output}")
