"""Why it failed and what would open it: diagnosis, sensitivity, bridges."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from ..case import Case, CaseFile
from .answering import analyse
from .loading import Loaded, case_of

if TYPE_CHECKING:
    from ..analysis.answers import Answers
    from ..analysis.bridging import Bridges
    from ..analysis.knowing.sensitivity import Sensitivity
    from ..analysis.why.diagnosis import Diagnosis
    from ..analysis.why.record import Tolerance

__all__ = ["bridges", "diagnose", "sensitivity", "without"]


def _answers(loaded: Loaded | Answers, options: Mapping[str, Any]) -> Answers:
    return analyse(loaded, **options) if isinstance(loaded, CaseFile | Case) else loaded


def sensitivity(
    loaded: Loaded | Answers,
    *,
    judgements: Sequence[str] = (),
    map_of: tuple[str, str] | None = None,
    **options: Any,
) -> Sensitivity:
    """Which judgement matters: tornado, flips, what to find out first, a map of two judgements.

    Parameters
    ----------
    loaded : CaseFile, Case or Answers
        What :func:`analyse` gave is not computed again.
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
    from ..analysis.knowing.sensitivity import sensitivity as run

    return run(
        _answers(loaded, options), judgements=judgements, map_of=map_of, progress=options.get("progress")
    )


def bridges(loaded: Loaded | Answers, *, target: float = 0.5, **options: Any) -> Bridges:
    """The smallest changes that open a zone or make one likely enough, who pays for them, and the proof.

    Parameters
    ----------
    loaded : CaseFile, Case or Answers
        What :func:`analyse` gave is not computed again.
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
    from ..analysis.bridging import find_bridges

    return find_bridges(_answers(loaded, options), target=target, progress=options.get("progress"))


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
        :func:`walkaway.analysis.why.diagnosis.diagnose`.

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
    from ..analysis.why.diagnosis import diagnose as run
    from ..analysis.why.record import Tolerance

    given = Tolerance(**tolerance) if isinstance(tolerance, Mapping) else tolerance
    return run(case_of(loaded), tolerance=given, **options)


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
    from ..analysis.why.forget import changes, forget

    return changes(before, diagnose(forget(case_of(loaded), path), **options))
