"""The Python API: load a case, then one function for each question.

Every function takes what :func:`load` returns (or a bare :class:`~walkaway.case.Case`) and gives a frozen
record with ``to_dict()``. The command line says the same with the same words.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from . import catalogue
from .case import Agreement, Case, CaseFile, case_schema, read_case
from .errors import CaseError, CiteError, Fault, Faults, InputError, UsageError, nearest, quoted

if TYPE_CHECKING:
    from .analysis.adjusted_winner import AdjustedWinner
    from .analysis.answers import Answers
    from .analysis.bridging import Bridges
    from .analysis.conditions import Conditions
    from .analysis.diagnosis import Diagnosis
    from .analysis.frontier import Frontier
    from .analysis.likely import Likely
    from .analysis.record import Tolerance
    from .analysis.sensitivity import Sensitivity
    from .analysis.solutions import Solutions
    from .analysis.zone import Zone
    from .brief import Brief

__all__ = [
    "analyse", "bridges", "brief", "cases", "check", "conditions", "diagnose", "divide", "frontier",
    "likely", "load", "rule_of", "schema", "sensitivity", "solutions", "without", "zone",
]  # fmt: skip

Progress = Callable[[str, float], None]
Loaded = CaseFile | Case


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


def load(path: Path | str) -> CaseFile:
    """Load a case from a YAML file, a folder with ``case.yaml``, or the catalogue by name.

    Parameters
    ----------
    path : path or str

    Returns
    -------
    CaseFile
        The case (``.case``), its file and line numbers.

    Raises
    ------
    CaseError
        With all faults of the file.
    CiteError
        If the words of a cite do not stand in the document they name.

    Examples
    --------
    >>> import walkaway
    >>> walkaway.load("harbour").case.title
    'Harbour Sport Park'
    """
    from .evidence import read_documents, verify_cites

    file = read_case(_locate(path))
    faults = Faults()
    verify_cites(file, read_documents(file.folder, faults), faults)
    faults.raise_if_any(CiteError)
    return file


def check(path: Path | str) -> list[Fault]:
    """Everything that is wrong or doubtful about a case, in the order of the file; empty when fine.

    Parameters
    ----------
    path : path or str

    Returns
    -------
    list of Fault
        Faults of text, records, names, cites and meaning, and doubts.
    """
    from .analysis.sense import check_sense
    from .evidence import read_documents, verify_cites

    faults = Faults()
    try:
        file = read_case(_locate(path))
    except InputError as error:
        return list(error.faults)
    verify_cites(file, read_documents(file.folder, faults), faults)
    check_sense(file, faults)
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


def _case(loaded: Loaded) -> Case:
    return loaded.case if isinstance(loaded, CaseFile) else loaded


def analyse(loaded: Loaded, **options: Any) -> Answers:
    """All answers at once; options as in :func:`walkaway.analysis.answers.analyse`."""
    from .analysis.answers import analyse as run

    return run(_case(loaded), **options)


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


def sensitivity(
    loaded: Loaded,
    *,
    judgements: Sequence[str] = (),
    map_of: tuple[str, str] | None = None,
    **options: Any,
) -> Sensitivity:
    """Which judgement matters: tornado, flips, what to find out first, a map of two judgements.

    Parameters
    ----------
    loaded : CaseFile or Case
    judgements : sequence of str
        Paths of judgements, or of parts of a preference, to look at; all where none is given.
    map_of : (str, str), optional
        Paths of two judgements for a map.
    **options
        As for :func:`analyse`.

    Returns
    -------
    Sensitivity

    Raises
    ------
    UsageError
        If a path is unknown or does not enter the zone.

    Examples
    --------
    >>> import walkaway
    >>> nearest = walkaway.sensitivity(walkaway.load("harbour")).flips[0]
    >>> nearest.path, int(nearest.central), int(nearest.at)
    ('preferences.sportco.walk_away', 55, 77)
    """
    from .analysis.sensitivity import sensitivity as run

    answers = analyse(loaded, **options)
    return run(answers, judgements=judgements, map_of=map_of, progress=options.get("progress"))


def bridges(loaded: Loaded, *, target: float = 0.5, **options: Any) -> Bridges:
    """The smallest changes that open a zone or make one likely enough, who pays for them, and the proof.

    Parameters
    ----------
    loaded : CaseFile or Case
    target : float
        Probability that some deal passes, above 0 and at most 1.
    **options
        As for :func:`analyse`.

    Returns
    -------
    Bridges
        Cheapest first; with a mediator's list of proposals and the next step of a single text.

    Raises
    ------
    UsageError
        If the target is not a probability above 0.

    Examples
    --------
    >>> import walkaway
    >>> case = walkaway.load("itex-cypress")
    >>> walkaway.bridges(case).needed, walkaway.bridges(case).proposals[0].acceptability
    (False, 1.0)
    """
    from .analysis.bridging import find_bridges

    return find_bridges(analyse(loaded, **options), target=target, progress=options.get("progress"))


def diagnose(
    loaded: Loaded, *, tolerance: Tolerance | Mapping[str, float] | None = None, **options: Any
) -> Diagnosis:
    """Why there was no deal: competing explanations with probabilities, evidence, what the record taught.

    Parameters
    ----------
    loaded : CaseFile or Case
    tolerance : Tolerance or mapping, optional
        How likely an offer and a refusal are from somebody whom they do not suit: ``offer`` and ``refusal``.
    **options
        ``draws``, ``seed``, ``rule``, ``drawn`` and ``progress``, as in
        :func:`walkaway.analysis.diagnosis.diagnose`.

    Returns
    -------
    Diagnosis

    Examples
    --------
    >>> import walkaway
    >>> found = walkaway.diagnose(walkaway.load("harbour"))
    >>> found.explanations["no-zone"].claim
    'unlikely'
    """
    from .analysis.diagnosis import diagnose as run
    from .analysis.record import Tolerance

    given = Tolerance(**tolerance) if isinstance(tolerance, Mapping) else tolerance
    return run(_case(loaded), tolerance=given, **options)


def without(loaded: Loaded, path: str, before: Diagnosis, **options: Any) -> tuple[str, ...]:
    """What changes in a diagnosis for somebody who knows nothing of one judgement.

    Parameters
    ----------
    loaded : CaseFile or Case
    path : str
        Of the judgement, such as ``preferences.us.walk_away``.
    before : Diagnosis
        Of the case as it is.
    **options
        Those of :func:`diagnose` that ``before`` was made with.

    Returns
    -------
    tuple of str
        Never empty.
    """
    from .analysis.forget import changes, forget

    return changes(before, diagnose(forget(_case(loaded), path), **options))


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
