"""From documents: who said what, first cases, cites."""

from __future__ import annotations

from collections.abc import Iterable
from os import PathLike
from pathlib import Path
from typing import IO, TYPE_CHECKING, TypeAlias, overload

from .asking import CaseLike, asked
from .case import Case, CaseFile, read_case
from .errors import CiteError, Faults, UsageError
from .loading import load, locate
from .options import Progress, Whole, a_path, by_name, refuse, teller, text
from .options import paths as read_paths

if TYPE_CHECKING:
    from .evidence.draft_folder import Drafted
    from .evidence.gathering import Gathered
    from .evidence.grounding import Grounding, Ungrounded
    from .evidence.model.drafter import ModelDrafter

Papers: TypeAlias = str | PathLike[str] | Iterable[str | PathLike[str]]


def _checked(faults: Faults, paths: object, progress: object, stdin: object) -> list[Path | str]:
    """The documents to read; what cannot be read, or told of the progress, is refused."""
    found = read_paths(faults, "paths", [None] if paths is None else paths, "a file, a folder, or several")
    teller(faults, progress)
    if stdin is not None and not hasattr(stdin, "read"):
        refuse(faults, "stdin", stdin, "a stream of bytes")
    faults.raise_if_any(UsageError)
    return [*found]


@by_name
def read(
    paths: Papers,
    case: CaseLike | None = None,
    *,
    progress: Progress | None = None,
    stdin: IO[bytes] | None = None,
) -> Gathered:
    """Read documents: what is article, who said what, what is told twice, where accounts may conflict.

    Parameters
    ----------
    paths : path, str, or several
        Files, folders, or ``-`` for standard input.
    case : str, path, CaseFile, Case or Answers, optional
        Its parties and ratifiers are known names.
    progress : callable, optional
        Told the step and the share of it done.
    stdin : binary stream, optional
        In place of standard input.

    Returns
    -------
    Gathered
        With a fault for every document that could not be read.

    Raises
    ------
    ExtraError
        Without the extra ``documents``.
    """
    from .evidence.extra import need_documents
    from .evidence.gathering import gather

    documents = _checked(Faults(), paths, progress, stdin)
    need_documents("reading documents")
    if isinstance(case, str | PathLike):
        case = load(case)
    elif case is not None and not isinstance(case, CaseFile | Case):
        case = asked(case).case
    return gather(documents, case=case, progress=progress, stdin=stdin)


@by_name
def draft(
    paths: Papers,
    folder: str | PathLike[str],
    *,
    model: str | None = None,
    model_name: str = "",
    passages: int = 500,
    minutes: float = 30,
    progress: Progress | None = None,
    stdin: IO[bytes] | None = None,
) -> Drafted:
    """Write a first case folder from documents: candidates with cites, every number open.

    With a ``model``, passages of the documents are **sent to that address**, one at a time; of what comes
    back counts what stands in its passage, word for word. Nothing is sent anywhere without it.

    Parameters
    ----------
    paths : path, str, or several
    folder : path or str
        New or empty.
    model : str, optional
        Address of a language model that takes chats as OpenAI's do, such as ``http://localhost:8080/v1``;
        another machine is reached by https alone. A key, where one is needed, stands in WALKAWAY_MODEL_KEY.
    model_name : str
        Which model is to answer there.
    passages : int
        Ask about so many passages at most; rules read the rest.
    minutes : float
        Ask for so long at most.
    progress : callable, optional
        Told the step and the share of it done.
    stdin : binary stream, optional
        In place of standard input.

    Returns
    -------
    Drafted

    Raises
    ------
    InputError
        If no document could be read, or the folder is not empty; nothing is written then.
    ExtraError
        Without the extra ``documents``.
    KeyboardInterrupt
        If the reading was interrupted; nothing is written then.
    """
    from .evidence.draft_folder import refuse_full, write_draft

    faults, name = Faults(), a_path(folder)
    if name is None:
        refuse(faults, "folder", folder, "a new or empty folder")
    documents, place = _checked(faults, paths, progress, stdin), Path(name or "")
    refuse_full(place)
    asking = _model(faults, model, model_name, passages, minutes, place, progress)
    gathered = read(documents, progress=progress, stdin=stdin)
    if gathered.interrupted:
        raise KeyboardInterrupt
    return write_draft(gathered, place, asking)


def _model(
    faults: Faults,
    url: object,
    name: object,
    passages: object,
    minutes: object,
    folder: Path,
    progress: Progress | None,
) -> ModelDrafter | None:
    """The language model that was asked for; its answers are kept beside the folder."""
    from .evidence.model.answers_kept import AnswersKept
    from .evidence.model.drafter import ModelDrafter
    from .evidence.model.endpoint import endpoint_of

    most = Whole(1, 1_000_000)(faults, "passages", passages, 500)
    if not isinstance(minutes, int | float) or isinstance(minutes, bool) or not 0 < minutes <= 10_000:
        refuse(faults, "minutes", minutes, "a number above 0 and at most 10,000")
    called = text(faults, "model_name", name, "the name of a model")
    address = text(faults, "model", url, "an address such as http://localhost:8080/v1")
    if called and not address:
        refuse(faults, "model_name", name, "a model to call by that name: an address too")
    faults.raise_if_any(UsageError)
    if not address:
        return None
    kept = AnswersKept(folder.absolute().with_name(f"{folder.absolute().name}.model.jsonl"))
    tell = progress or (lambda step, share: None)
    return ModelDrafter(endpoint_of(address, called), kept, most, float(minutes), tell)  # type: ignore[arg-type]


@overload
def cite(case: str | PathLike[str] | CaseFile, *, most: int = 3) -> tuple[Ungrounded, ...]: ...


@overload
def cite(case: str | PathLike[str] | CaseFile, path: str, words: str) -> Grounding: ...


@by_name
def cite(
    case: str | PathLike[str] | CaseFile, path: str | None = None, words: str = "", *, most: int = 3
) -> tuple[Ungrounded, ...] | Grounding:
    """Judgements without a cite and passages for them; or, with a path, write one cite.

    Parameters
    ----------
    case : str, path or CaseFile
        A file that was loaded is read again.
    path : str, optional
        Of the judgement, as ``preferences.us.walk_away``.
    words : str
        ``document: exact words``; verified before the case file is changed.
    most : int
        Passages offered for each judgement.

    Returns
    -------
    tuple of Ungrounded, or Grounding
    """
    from .evidence import read_documents
    from .evidence.grounding import ground, ungrounded_of

    faults = Faults()
    most = Whole(1, 50)(faults, "most", most, 3)
    words = text(faults, "words", words, "document: exact words")
    place = text(faults, "path", path, "the path of a judgement, such as preferences.us.walk_away")
    if words and path is None:
        refuse(faults, "words", words, "words with the path of the judgement that they are for")
    faults.raise_if_any(UsageError)
    file = read_case(locate(case.path if isinstance(case, CaseFile) else case))
    documents = read_documents(file.folder, faults)
    faults.raise_if_any(CiteError)
    if path is not None:
        return ground(file, documents, place, words)
    return ungrounded_of(file, documents, most=most)
