"""The Python API: load a case, then one function for each question.

Every function takes what :func:`load` returns (or a bare :class:`~walkaway.case.Case`) and gives a frozen
record with ``to_dict()``. The command line says the same with the same words.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, overload

from . import catalogue
from .case import Agreement, Case, CaseFile, case_schema, read_case
from .errors import CaseError, CiteError, Fault, Faults, InputError, UsageError, nearest, quoted

if TYPE_CHECKING:
    from .analysis.adjusted_winner import AdjustedWinner
    from .analysis.answers import Answers
    from .analysis.conditions import Conditions
    from .analysis.frontier import Frontier
    from .analysis.improvement import Improvements
    from .analysis.likely import Likely
    from .analysis.lotteries import Lotteries
    from .analysis.realanswers import RealAnswers
    from .analysis.solutions import Solutions
    from .analysis.steps import Step
    from .analysis.variants import Variants
    from .analysis.zone import Zone
    from .brief import Brief
    from .evidence.folder import Drafted
    from .evidence.gathering import Gathered
    from .evidence.grounding import Grounding, Ungrounded

__all__ = [
    "analyse", "brief", "cases", "check", "choices_of", "cite", "conditions", "deals", "divide", "draft",
    "frontier", "improve", "improve_noted", "likely", "load", "lotteries", "read", "rule_of", "schema",
    "solutions", "steps", "variants", "zone",
]  # fmt: skip

Progress = Callable[[str, float], None]
Loaded = CaseFile | Case
Papers = Path | str | Iterable[Path | str]


def cases() -> dict[str, Path]:
    """The catalogue: every case that travels with the library, name → file."""
    return catalogue.catalogue()


def schema() -> dict[str, Any]:
    """The JSON Schema of the case format."""
    return case_schema()


def _locate(path: Path | str) -> Path:
    path = Path(path)
    try:
        if path.exists():
            return path
    except OSError as error:  # a name too long, a folder that may not be entered
        found = error.strerror or str(error)
        raise CaseError([Fault(file=str(path), found=found, expected="a readable file")]) from None
    known = catalogue.find(path.as_posix())
    if known is not None:
        return known
    names = tuple(catalogue.catalogue())
    hint = nearest(str(path), names) or "walkaway cases lists the catalogue"
    raise CaseError(
        [Fault(file=str(path), found="no such file", expected="a YAML file, a folder with case.yaml, "
               "or a case of the catalogue", hint=hint)]
    )  # fmt: skip


def _foreign(path: Path, profiles: Sequence[Path | str], format: str = "") -> CaseFile | None:
    """Another program's files; None for a case file."""
    from .interop import FORMATS, load_foreign

    if format == "case":
        return None
    if format not in ("", *FORMATS):
        raise UsageError.of(
            f"the format {quoted(format)}", f"case, {', '.join(FORMATS)}", nearest(format, FORMATS)
        )
    found = load_foreign(path, profiles, format)
    if found is None and (profiles or format):
        what = f"{format or 'profiles'} asked of {quoted(path)}"
        raise UsageError.of(what, "a domain or folder of another program")
    return found


def load(
    path: Path | str,
    accounts: Mapping[str, str] | None = None,
    profiles: Sequence[Path | str] = (),
    format: str = "",
) -> CaseFile:
    """Load a case from a YAML file, a folder with ``case.yaml``, or the catalogue by name.

    Files of Genius, GeniusWeb, NegMAS and NegoLog are read too; what they could not carry over is in
    ``.imported.lost`` of the result.

    Parameters
    ----------
    path : path or str
    accounts : mapping of str to str, optional
        Which of its conflicting accounts to take as true, account → name of what is told. A choice comes
        before what the case calls settled; accounts neither chosen nor settled change nothing.
    profiles : sequence of path or str
        Of another program's files, those of the parties, where more than two are at hand.
    format : str
        Read only this format of another program; any, and a case first, if empty.

    Returns
    -------
    CaseFile
        The case (``.case``) under these accounts, its file and line numbers.

    Raises
    ------
    CaseError
        With all faults of the file.
    ImportFault
        With all faults of another program's files.
    CiteError
        If the words of a cite do not stand in the document they name.
    UsageError
        If the case has no such account, or nothing of that name is told.

    Examples
    --------
    >>> import walkaway
    >>> walkaway.load("harbour").case.title
    'Harbour Sport Park'
    """
    from .evidence import read_documents, verify_cites

    where = _locate(path)
    foreign = _foreign(where, profiles, format)
    if foreign is not None:
        return foreign
    file = read_case(where).under(accounts)
    faults = Faults()
    verify_cites(file, read_documents(file.folder, faults), faults)
    faults.raise_if_any(CiteError)
    return file


def check(path: Path | str, profiles: Sequence[Path | str] = ()) -> list[Fault]:
    """Everything that is wrong or doubtful about a case, in the order of the file; empty when fine.

    Parameters
    ----------
    path : path or str
    profiles : sequence of path or str
        As in :func:`load`.

    Returns
    -------
    list of Fault
        Faults of text, records, names, cites and meaning, and doubts.
    """
    from .analysis.sense import check_sense
    from .evidence import read_documents, verify_cites

    faults = Faults()
    try:
        where = _locate(path)
        file = _foreign(where, profiles) or read_case(where)
    except InputError as error:
        return list(error.faults)
    verify_cites(file, read_documents(file.folder, faults), faults)
    check_sense(file.under(), faults)
    return faults.sorted()


def rule_of(text: str, case: Case) -> Agreement | None:
    """Read an agreement rule as the command line takes it.

    Parameters
    ----------
    text : str
        ``case`` (the case's own), ``all``, or a number of acceptances; the case's vetoes stay.
    case : Case

    Returns
    -------
    Agreement or None
        None for the case's own rule.

    Raises
    ------
    UsageError
        If the text is none of these.
    """
    if text == "case":
        return None
    if text == "all":
        return Agreement.model_validate("all")
    vetoes = list(case.agreement.vetoes)
    least, most = max(1, len(vetoes)), len(case.parties)
    if re.fullmatch("[0-9]{1,6}", text) and least <= int(text) <= most:
        return Agreement.model_validate({"quota": int(text), "vetoes": vetoes})
    expected = f"case, all, or a number of acceptances from {least} to {most}"
    raise UsageError.of(f"the rule {quoted(text)}", expected)


def choices_of(texts: Sequence[str]) -> dict[str, str]:
    """Read choices among accounts as the command line takes them, ``account=name``.

    Raises
    ------
    UsageError
        If a text is not of this form, or an account is chosen twice.
    """
    choices: dict[str, str] = {}
    for text in texts:
        account, equals, name = text.partition("=")
        if not (account and equals and name):
            raise UsageError.of(f"the account {quoted(text)}", "account=name, such as asked=theirs")
        if account in choices:
            found = f"the account {quoted(account)} twice"
            raise UsageError.of(found, "one choice for each account")
        choices[account] = name
    return choices


def _case(loaded: Loaded) -> Case:
    return loaded.case if isinstance(loaded, CaseFile) else loaded


def analyse(loaded: Loaded, **options: Any) -> Answers:
    """All answers at once; options as in :func:`walkaway.analysis.answers.analyse`."""
    from .analysis.answers import analyse as run

    return run(_case(loaded), **options)


def deals(loaded: Loaded, **options: Any) -> Answers | RealAnswers:
    """What ``walkaway deals`` shows: all answers, or over real ranges frontier and solutions alone."""
    if not any(issue.real for issue in _case(loaded).issues.values()):
        return analyse(loaded, **options)
    from .analysis.realanswers import real_answers

    return real_answers(_case(loaded), rule=options.get("rule"))


def frontier(loaded: Loaded) -> Frontier:
    """The exact Pareto frontier of the parties' values, in the central realisation.

    Examples
    --------
    >>> import walkaway
    >>> len(walkaway.frontier(walkaway.load("new-recruit")))
    45
    """
    from .analysis.frontier import frontier as run
    from .space import build_space, central_values

    space = build_space(_case(loaded))
    return run(space, central_values(_case(loaded), space))


def solutions(loaded: Loaded) -> Solutions:
    """Nash, Kalai–Smorodinsky, egalitarian, utilitarian and Raiffa, each with witness and certificate.

    Examples
    --------
    >>> import walkaway
    >>> walkaway.solutions(walkaway.load("thompson-employment"))["nash"].value
    (77.0, 77.0)
    """
    from .analysis.solutions import solutions as run

    return run(frontier(loaded))


def lotteries(loaded: Loaded) -> Lotteries:
    """The solutions over lotteries: deals drawn by chance, valued by their mean.

    Examples
    --------
    >>> import walkaway
    >>> found = walkaway.lotteries(walkaway.load("new-recruit"))["nash"]
    >>> found.value, found.exact
    ((7400.0, 7400.0), True)
    """
    from .analysis.lotteries import lotteries as run

    return run(frontier(loaded))


def zone(loaded: Loaded, **options: Any) -> Zone:
    """The zone of possible agreement: verdict, probability and error, with and without ratifiers.

    Examples
    --------
    >>> import walkaway
    >>> walkaway.zone(walkaway.load("harbour")).size
    55
    """
    return analyse(loaded, **options).zone


def likely(loaded: Loaded, **options: Any) -> Likely:
    """The deals most likely to be signed."""
    return analyse(loaded, **options).likely


def conditions(loaded: Loaded, **options: Any) -> tuple[Conditions, ...]:
    """What would have to be true for each of the likely deals."""
    return analyse(loaded, **options).conditions


def divide(loaded: Loaded) -> AdjustedWinner:
    """Adjusted Winner: divide the issues between two parties.

    Examples
    --------
    >>> import walkaway
    >>> walkaway.divide(walkaway.load("panama-1977")).total
    (66.0, 66.0)
    """
    from .analysis.adjusted_winner import adjusted_winner
    from .space import build_space, central_values

    case = _case(loaded)
    space = build_space(case)
    return adjusted_winner(case, space, central_values(case, space))


def brief(loaded: Loaded, **options: Any) -> Brief:
    """The brief: one self-contained page and a terminal summary from the same answers."""
    from .brief import make_brief

    return make_brief(loaded, **options)


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
    """
    from .evidence.gathering import gather

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
    KeyboardInterrupt
        If the reading was interrupted; nothing is written then.
    """
    from .evidence.folder import refuse_full, write_draft

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
    from .evidence import read_documents
    from .evidence.grounding import ground, ungrounded_of

    file, faults = read_case(_locate(case)), Faults()
    documents = read_documents(file.folder, faults)
    faults.raise_if_any(CiteError)
    if path is not None:
        return ground(file, documents, path, words)
    return ungrounded_of(file, documents, most=most)


def improve(loaded: Loaded, deal: Mapping[str, str] | int, **options: Any) -> Improvements:
    """Everything that could be better than a deal, or than an offer on record (by number, from 1).

    Options as in :func:`walkaway.analysis.improve.improve`. An offer that leaves issues open is completed:
    of the deals that agree with it, one in which the party that gains least gains most.

    Examples
    --------
    >>> import walkaway
    >>> case = walkaway.load("thompson-employment")
    >>> middle = {issue: list(one.options)[2] for issue, one in case.case.issues.items()}
    >>> found = walkaway.improve(case, middle)
    >>> found.efficient, found.dominated_by > 0
    (False, True)
    """
    return improve_noted(loaded, deal, **options)[0]


def improve_noted(loaded: Loaded, deal: Mapping[str, str] | int, **options: Any) -> tuple[Improvements, str]:
    """The same, with a sentence on which deal it is where that needs words."""
    from .analysis.frontier import frontier as find_frontier
    from .analysis.given import completed
    from .analysis.improve import improve as run
    from .space import build_space, central_values

    case = _case(loaded)
    if not isinstance(deal, int):
        return run(case, deal, **options), ""
    offers = case.offers
    if not 1 <= deal <= len(offers):
        expected = f"a number from 1 to {len(offers)}" if offers else "a case with offers on record"
        raise UsageError.of(f"offer {deal}", expected)
    event, terms = offers[deal - 1], dict(offers[deal - 1].offer or {})
    space = build_space(case, rule=options.get("rule"))
    whole = completed(find_frontier(space, central_values(case, space)), space, terms)
    note = f"offer {deal} on record, by {case.label(event.by)}"
    if len(terms) < len(whole):
        added = [case.issue_label(issue) for issue in whole if issue not in terms]
        note += f"; it leaves open {', '.join(added)}, completed to the best for the party that gains least"
    return run(case, whole, **options), note


def variants(loaded: Loaded, **options: Any) -> Variants:
    """What other programs call Nash, Kalai, KS and opposition, by their own rules.

    Options as in :func:`walkaway.analysis.variants.variants`.

    Examples
    --------
    >>> import walkaway
    >>> found = walkaway.variants(walkaway.load("thompson-employment"))
    >>> found["kalai_negolog"].value, found["kalai_negolog"].whose
    ((77.0, 77.0), 'NegoLog')
    """
    from .analysis.variants import tops_of
    from .analysis.variants import variants as run

    return run(frontier(loaded), **{"top": tops_of(_case(loaded)), **options})


def steps(loaded: Loaded, *, draws: int = 2000, seed: int = 2019) -> tuple[Step, ...]:
    """What each new offer on record gives and takes, compared with the same party's last one.

    Only offers that settle every issue are compared.
    """
    from .analysis.steps import steps as run
    from .draws import draw
    from .space import build_space, central_values

    case = _case(loaded)
    space = build_space(case)
    values = central_values(case, space)
    drawn = None if values.name == "exact" else draw(case, space, draws=draws, seed=seed)
    return run(space, values, [(event.by, event.offer or {}) for event in case.offers], draws=drawn)
