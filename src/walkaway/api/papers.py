"""From documents: who said what, first cases, cites."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any, overload

from ..case import read_case
from ..errors import CiteError, Faults
from .loading import Loaded, load, locate

if TYPE_CHECKING:
    from ..evidence.folder import Drafted
    from ..evidence.gathering import Gathered
    from ..evidence.grounding import Grounding, Ungrounded

__all__ = ["cite", "draft", "read"]

Papers = Path | str | Iterable[Path | str]


def _papers(paths: Papers) -> list[Path | str]:
    return [paths] if isinstance(paths, Path | str) else list(paths)


def read(paths: Papers, case: Loaded | Path | str | None = None, **options: Any) -> Gathered:
    """Read documents: what is article, who said what, what is told twice, where accounts may conflict.

    Parameters
    ----------
    paths : path, str, or several
        Files, folders, or ``-`` for standard input.
    case : CaseFile, Case, path or str, optional
        Its parties and ratifiers are known names.
    **options
        ``progress`` and ``stdin``, as in :func:`walkaway.evidence.gathering.gather`.

    Returns
    -------
    Gathered
        With a fault for every document that could not be read.

    Raises
    ------
    ExtraError
        Without the extra ``documents``.
    """
    from ..evidence.extra import need_documents
    from ..evidence.gathering import gather

    need_documents("reading documents")
    known = load(case) if isinstance(case, Path | str) else case
    return gather(_papers(paths), case=known, **options)


def draft(paths: Papers, folder: Path | str, **options: Any) -> Drafted:
    """Write a first case folder from documents: candidates with cites, every number open.

    Parameters
    ----------
    paths : path, str, or several
    folder : path or str
        New or empty.
    **options
        As in :func:`read`.

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
    from ..evidence.folder import refuse_full, write_draft

    refuse_full(folder)
    gathered = read(paths, **options)
    if gathered.interrupted:
        raise KeyboardInterrupt
    return write_draft(gathered, folder)


@overload
def cite(case: Path | str, *, most: int = 3) -> tuple[Ungrounded, ...]: ...


@overload
def cite(case: Path | str, path: str, words: str) -> Grounding: ...


def cite(
    case: Path | str, path: str | None = None, words: str = "", *, most: int = 3
) -> tuple[Ungrounded, ...] | Grounding:
    """Judgements without a cite and passages for them; or, with a path, write one cite.

    Parameters
    ----------
    case : path or str
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
    from ..evidence import read_documents
    from ..evidence.grounding import ground, ungrounded_of

    file, faults = read_case(locate(case)), Faults()
    documents = read_documents(file.folder, faults)
    faults.raise_if_any(CiteError)
    if path is not None:
        return ground(file, documents, path, words)
    return ungrounded_of(file, documents, most=most)
