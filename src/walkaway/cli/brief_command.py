"""``walkaway brief``: the page, its numbers, and its bottom line in the terminal."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from ..printing import json_text, print_lines, print_messages, reading_width, say
from . import shared
from .result_sheets import CsvOption, Tables, XlsxOption

__all__ = ["brief"]


def brief(
    case: shared.CaseArgument,
    profiles: shared.ProfilesOption = None,
    output: Annotated[
        Path | None, typer.Option("-o", "--output", metavar="FILE", help="Write the page here.")
    ] = None,
    json_file: Annotated[
        Path | None, typer.Option("--json", metavar="FILE", help="Write the same results as JSON here.")
    ] = None,
    rule: shared.RuleOption = "case",
    account: shared.AccountOption = None,
    draws: shared.DrawsOption = shared.DRAWS,
    seed: shared.SeedOption = shared.SEED,
    csv: CsvOption = None,
    xlsx: XlsxOption = None,
    force: shared.ForceFlag = False,
    open_page: Annotated[bool, typer.Option("--open", help="Open the page in the browser.")] = False,
) -> None:
    """Write the brief of a case: one self-contained page, and its bottom line in the terminal.

    The page needs no network and prints on paper. Without -o only the terminal summary is shown. A brief that
    was written here is replaced, any other file only with --force.

    Example: walkaway brief hanoi-2019 -o hanoi.html --open
    """
    from ..outputs import JSON, PAGE
    from ..questions import TABLE

    with shared.exit_codes():
        file = shared.load_case(case, profiles, account)
        targets = shared.targets_of(file, force=force)
        tables = Tables(TABLE["brief"], file, {"csv": csv, "xlsx": xlsx, "force": force})
        outputs = [(output, PAGE), (json_file, JSON)]
        targets.check([(path, kind) for path, kind in outputs if path is not None])
        with shared.progress_line() as progress:
            made = TABLE["brief"](file, draws=draws, seed=seed, rule=rule, progress=progress)
            page = made.html() if output is not None else ""
        texts = [(output, PAGE, page)] if output is not None else []
        if json_file is not None:
            texts.append((json_file, JSON, json_text(TABLE["brief"].to_dict(made, file.case, file)) + "\n"))
        sheets = tables.files(made)
        targets.write([*texts, *sheets])
        print_lines(made.text(reading_width()))
        for path, _, _ in sheets:
            say(f"wrote {path}")
        if made.evidence.lost:
            say(f"note: {made.evidence.lost}")
        if output is not None:
            print_messages(f"\nThe brief: {output}")
        if output is not None and open_page:
            typer.launch(output.resolve().as_uri())
