"""``walkaway brief``: the page, its numbers, and its bottom line in the terminal."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ..catalogue import find
from ..child_process import only_thread
from ..printing import json_text, print_lines, print_messages, reading_width, say
from ..report.paper import PaperSize
from . import shared
from .result_sheets import CsvOption, SeparatorOption, Tables, XlsxOption, ending, tell_written

if TYPE_CHECKING:
    from ..outputs import Kind
    from ..report.brief import Brief

_PdfOption = Annotated[
    Path | None, typer.Option("--pdf", metavar="FILE", help="Print the page here, by an installed Chromium.")
]
_DocxOption = Annotated[
    Path | None, typer.Option("--docx", metavar="FILE", help="Write first side and tables here, for Word.")
]
_PaperOption = Annotated[
    PaperSize,
    typer.Option("--paper", metavar="PAPER", help="a4 or letter: what --pdf and --docx are laid out for."),
]
_WithoutOption = Annotated[
    list[str] | None,
    typer.Option("--without", metavar="PART", help="Leave out a part: ledger, statements, documents."),
]
_JsonOption = Annotated[
    Path | None, typer.Option("--json", metavar="FILE", help="Write the same results as JSON here.")
]


def brief(
    case: shared.CaseArgument,
    profiles: shared.ProfilesOption = None,
    output: shared.PageOption = None,
    pdf: _PdfOption = None,
    docx: _DocxOption = None,
    paper: _PaperOption = PaperSize.A4,
    without: _WithoutOption = None,
    json_file: _JsonOption = None,
    rule: shared.RuleOption = "case",
    account: shared.AccountOption = None,
    draws: shared.DrawsOption = shared.DRAWS,
    seed: shared.SeedOption = shared.SEED,
    csv: CsvOption = None,
    xlsx: XlsxOption = None,
    separator: SeparatorOption = "comma",
    force: shared.ForceFlag = False,
    open_page: Annotated[bool, typer.Option("--open", help="Open the page in the browser.")] = False,
) -> None:
    """Write the brief of a case: one self-contained page, and its bottom line in the terminal.

    The page needs no network and prints on paper. --docx is for those who edit: its first side and the
    tables, in styles of Word. -o, --pdf, --docx and --json each take the file to write; without any only
    the terminal summary is shown. A page that was written here is replaced, any other file only with --force.

    Example: walkaway brief hanoi-2019 -o hanoi.html --docx hanoi.docx --without ledger
    """
    from ..report.beside import Beside, load_parser, load_rooms
    from ..report.charts.chart import start_renderer

    shared.one_core_each()
    alone = only_thread()
    with shared.exit_codes(), Beside() as second, Beside() as renderer:
        if output is not None or pdf is not None:
            renderer.begin(start_renderer, alone=alone)
        if _has_documents(case):
            if alone:
                load_rooms()  # once for both
            second.begin(load_parser, alone=alone)  # it loads what it needs while this one does
        from ..outputs import JSON, OTHER, PAGE
        from ..questions import brief as question
        from ..report.page import parts_left_out
        from ..report.pdf import browser
        from ..report.screens.case_documents import gather_case
        from ..report.word import word_document

        file = shared.load_case(case, profiles, account)
        gathered = second.ask(gather_case, file.case, file.folder)  # it reads while this one works out
        ending(csv=csv, xlsx=xlsx, docx=docx)
        left_out = parts_left_out(without or ())
        tables = Tables(question, file, csv, xlsx, separator, left_out)
        if pdf is not None:
            browser()  # before anything is worked out
        outputs = [(output, PAGE), (json_file, JSON), (pdf, OTHER), (docx, OTHER)]
        targets = shared.targets_of(file, force=force)
        targets.check([*((path, kind) for path, kind in outputs if path is not None), *tables.outputs])
        with shared.progress_line() as progress:
            made = question(file, draws=draws, seed=seed, rule=rule, progress=progress)
            made.read_by(gathered)
            made.drawn_by(renderer)
            (made.begin_beside if any(path for path, _ in outputs) else made.read_beside)(second)
            texts = _pages(made, left_out, output, pdf, paper)
        if json_file is not None:
            texts.append((json_file, JSON, json_text(question.to_dict(made, file.case, file)) + "\n"))
        if docx is not None:
            texts.append((docx, OTHER, word_document(made, tables.sheets(made), tables.about(made), paper)))
        texts += tables.files(made)
        targets.write(texts)
        print_lines(made.text(reading_width()))
        tell_written([path for path, *_ in texts if path not in (output, json_file)])
        if made.evidence.lost:
            say(f"note: {made.evidence.lost}")
        if output is not None:
            print_messages(f"\nThe brief: {output}")
            if open_page:
                typer.launch(output.resolve().as_uri())


def _has_documents(case: str) -> bool:
    """Whether beside the case, a path or a name of the catalogue, there is a folder with documents."""
    place = find(case) or Path(case)
    try:
        return any((home / "documents").is_dir() for home in (place, place.parent))
    except OSError:  # no name of a file: it is told of where the case is loaded
        return False


def _pages(
    made: Brief, left_out: frozenset[str], output: Path | None, pdf: Path | None, paper: PaperSize
) -> list[tuple[Path, Kind, str | bytes]]:
    """The page as it is asked for: as HTML, as PDF, both or not at all."""
    from ..outputs import OTHER, PAGE

    files: list[tuple[Path, Kind, str | bytes]] = []
    if output is None and pdf is None:
        return files
    page = made.html(left_out)
    if output is not None:
        files.append((output, PAGE, page))
    if pdf is not None:
        from ..report.pdf import printed

        files.append((pdf, OTHER, printed(page, paper)))
    return files
