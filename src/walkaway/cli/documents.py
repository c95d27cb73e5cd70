"""The commands for documents: ``read``, ``draft`` and ``cite``."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from shlex import quote
from typing import TYPE_CHECKING, Annotated, Any

import typer

from .._version import __version__
from ..language import counted
from ..options import Whole
from ..printing import (
    Line,
    Part,
    json_text,
    print_data,
    print_json,
    print_messages,
    print_text,
    reading_width,
    say,
    show,
)
from . import shared
from .typed import number

if TYPE_CHECKING:
    from ..errors import Fault
    from ..evidence.draft_folder import Drafted
    from ..evidence.gathering import Gathered
    from ..evidence.grounding import Ungrounded

_PASSAGES = number("--passages", Whole(1, 1_000_000), like=500)
_MINUTES = number("--minutes", Whole(1, 10_000), like=30)
FORMATS = ("text", "csv", "markdown", "jsonld")

_DOCUMENTS = "Texts, Markdown, HTML, PDF or Word files, folders, or - for stdin."
DocumentsArgument = Annotated[list[str], typer.Argument(metavar="DOC...", help=_DOCUMENTS)]
MostOption = Annotated[
    int,
    typer.Option("--most", metavar="NUMBER", parser=number("--most", Whole(1, 50), like=3),
                 help="Passages offered for each, 1 to 50."),
]  # fmt: skip


def read(
    documents: DocumentsArgument,
    case: Annotated[
        str | None, typer.Option("--case", metavar="CASE", help="Take names and sides from this case.")
    ] = None,
    as_json: shared.JsonFlag = False,
    form: Annotated[
        str, typer.Option("--format", metavar="FORMAT", help="text, csv, markdown or jsonld.")
    ] = "text",
    output: Annotated[
        Path | None, typer.Option("-o", "--output", metavar="FILE", help="Write here, not on the terminal.")
    ] = None,
    force: shared.ForceFlag = False,
) -> None:
    """Read documents: what is article, who said what in which words, where accounts may conflict.

    A document that cannot be read is a fault and gives exit code 2; the others are read all the same. An
    interrupt keeps the documents that were finished.

    Example: walkaway read reports/ --case hanoi-2019
    """
    from .. import from_documents
    from ..outputs import JSON, OTHER, Targets, inputs_of

    with shared.exit_codes(as_json=as_json):
        _known_format(form, as_json)
        targets, kind = Targets(inputs_of(*documents, case), force=force), JSON if as_json else OTHER
        if output is not None:
            targets.check([(output, kind)])
        shared.one_core_each()
        with shared.progress_line() as progress:
            gathered = from_documents.read(documents, case, progress=progress)
        text = _rendered(gathered, "json" if as_json else form)
        if output is not None:
            if gathered.reads:  # where nothing could be read there is nothing to write
                targets.write([(output, kind, text)])
        else:
            print_data(text)
        _say_faults(gathered.faults)
        if gathered.interrupted:
            shared.stop(shared.INTERRUPTED)
        if gathered.faulty:
            shared.stop(shared.FAULTS)


def _known_format(form: str, as_json: bool) -> None:
    from ..errors import UsageError, unknown

    if form not in FORMATS:
        raise UsageError([unknown(form, FORMATS, path="form")])
    if as_json and form != "text":
        raise UsageError.of(f"--json and --format {form}", "one of the two")


def _rendered(gathered: Gathered, form: str) -> str:
    from ..evidence import shown, statement_files

    if form == "json":
        return json_text(gathered.to_dict()) + "\n"
    if form == "text":
        return shown.shown(gathered, reading_width()) + "\n"
    return str(getattr(statement_files, f"to_{form}")(gathered.statements, gathered.reads))


def _say_faults(faults: tuple[Fault, ...]) -> None:
    for fault in faults:
        say(f"doubt: {fault}" if fault.level == "doubt" else str(fault))


def draft(
    documents: DocumentsArgument,
    output: Annotated[
        Path, typer.Option("-o", "--output", metavar="FOLDER", help="A new or empty folder for the case.")
    ],
    model: Annotated[
        str | None,
        typer.Option("--model", metavar="URL", help="SEND passages to a language model at this address."),
    ] = None,
    model_name: Annotated[
        str, typer.Option("--model-name", metavar="NAME", help="Which model is to answer there.")
    ] = "",
    passages: Annotated[
        int,
        typer.Option("--passages", metavar="NUMBER", parser=_PASSAGES, help="Ask it about so many at most."),
    ] = 500,
    minutes: Annotated[
        int, typer.Option("--minutes", metavar="NUMBER", parser=_MINUTES, help="Ask it for so long at most.")
    ] = 30,
    as_json: shared.JsonFlag = False,
) -> None:
    """Write a first case from documents: parties, issues, positions with cites, every number left open.

    The folder gets case.yaml and the documents as text, whole or not at all; nothing is written over.
    Nothing is sent anywhere, unless --model says where; answers are kept in FOLDER.model.jsonl, so that
    another run asks nothing twice. What does not stand in its passage word for word does not count.

    Example: walkaway draft reports/ -o my-case
    """
    from .. import from_documents
    from ..outputs import Targets, inputs_of

    with shared.exit_codes(as_json=as_json):
        Targets(inputs_of(*documents)).check_folder(output)
        shared.one_core_each()
        with shared.progress_line() as progress:
            made = from_documents.draft(
                documents, output, model=model, model_name=model_name, passages=passages, minutes=minutes,
                progress=progress,
            )  # fmt: skip
        if as_json:
            print_json(made.to_dict())
        else:
            _show_draft(made)
        _say_faults(made.faults)
        if made.faulty:
            shared.stop(shared.FAULTS)


def _show_draft(made: Drafted) -> None:
    gathered = made.gathered
    print_messages(
        f"{made.case}: a draft from {counted(len(gathered.reads), 'document')}, "
        f"{counted(len(gathered.statements), 'statement')}, "
        f"{counted(len(gathered.conflicts), 'possible conflict')}"
    )
    if made.model is not None:
        _show_model(made.model)
    print_text("Nothing is judged yet: every judgement stands as “to be judged”. How to go on:")
    folder = quote(str(made.folder))
    print_messages(f"  walkaway check {folder}         what is wrong or doubtful")
    print_messages(f"  walkaway brief {folder}         what is known so far")
    print_messages(f"  walkaway cite {folder} --add    passages for judgements without a cite")


def _show_model(told: Mapping[str, Any]) -> None:
    """What was sent where, and what of the answers does not count."""
    asked = f"{counted(told['asked'], 'passage')} of {told['passages']:,} sent to {told['url']}"
    print_messages(f"{asked} (answers: {told['kept']}); {counted(told['positions'], 'position')} found")
    for what in ("rejected", "unanswered"):
        shown = told[what][:10]
        print_messages(
            "\n".join(f"  {what}, {one['document']}: {one['why']}: {one['said']}" for one in shown)
        )
        if more := len(told[what]) - len(shown):
            print_messages(f"  {more:,} more {what}: --json lists them")


def cite(
    case: shared.CaseArgument,
    path: Annotated[
        str | None, typer.Argument(metavar="[PATH", help="The judgement, as preferences.us.walk_away.")
    ] = None,
    words: Annotated[
        str | None, typer.Argument(metavar="CITE]", help='The cite, "document: exact words".')
    ] = None,
    add: Annotated[bool, typer.Option("--add", help="Offer passages for judgements without a cite.")] = False,
    most: MostOption = 3,
    as_json: shared.JsonFlag = False,
) -> None:
    """Ground judgements in documents: list those without a cite, or write one cite.

    With --add, every judgement without a cite is listed with passages that share its words; whether they bear
    it out is yours to say. With PATH and CITE the words are verified and written; comments stay.

    Example: walkaway cite my-case preferences.union.walk_away "letter: we cannot accept less than 3 percent"
    """
    from .. import from_documents
    from ..errors import UsageError

    with shared.exit_codes(as_json=as_json):
        if add and path is None:
            found = from_documents.cite(case, most=most)
            if as_json:
                print_json({"ungrounded": [item.to_dict() for item in found], "version": __version__})
            else:
                _show_ungrounded(case, found)
        elif path is not None and words is not None and not add:
            made = from_documents.cite(case, path, words)
            if as_json:
                print_json(made.to_dict())
                return
            print_messages(f"{made.path}: cite written ({made.tier})\n  {made.cite}")
            for note in made.notes:
                say(f"look again: {note}")
        else:
            raise UsageError.of("neither --add nor a path with its cite, or both", "one of the two")


def _show_ungrounded(case: str, found: tuple[Ungrounded, ...]) -> None:
    """Each judgement in words, below it its path to be typed, and passages."""
    from ..case.titles import label_of
    from ..loading import load

    if not found:
        print_messages(f"{case}: every judgement has a cite")
        return
    told, parts = load(case).case, list[Part]()
    for item in found:
        parts.append(Line(label_of(told, item.path), "bold"))
        parts.append(f"  {item.path} = {item.value}{f'  {item.note}' if item.note else ''}")
        parts += [f"  {offer.rank}. {offer.cite}" for offer in item.passages]
        parts += [] if item.passages else ["  no passage shares its words"]
    show(parts)
    say(f'{len(found):,} without a cite; write one: walkaway cite CASE PATH "document: exact words"')
