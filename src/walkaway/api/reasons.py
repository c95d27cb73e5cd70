"""Why it failed and what would open it: why, sensitivity, bridge."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from ..errors import Fault, Faults, nearest, quoted
from ..options import Progress, refuse, share
from .answering import answered
from .asking import asked
from .keywords import Account, CaseLike, Rule, question

if TYPE_CHECKING:
    from ..analysis.bridges import Bridges
    from ..analysis.sensitivity.sensitivity import Sensitivity
    from ..analysis.why.diagnosis import Diagnosis
    from ..analysis.why.record import Tolerance

__all__ = ["bridge", "sensitivity", "why", "without"]


def _paths(faults: Faults, name: str, given: object) -> tuple[str, ...]:
    """Paths of judgements: one as text, or several."""
    if isinstance(given, str):
        return (given,)
    if isinstance(given, Sequence) and all(isinstance(path, str) for path in given):
        return tuple(given)
    refuse(faults, name, given, "paths of judgements, such as preferences.us.walk_away")
    return ()


@question
def sensitivity(
    case: CaseLike,
    *,
    judgements: str | Sequence[str] = (),
    map_of: tuple[str, str] | None = None,
    draws: int | None = None,
    seed: int | None = None,
    rule: Rule | None = None,
    account: Account | None = None,
    progress: Progress | None = None,
) -> Sensitivity:
    """Which judgement matters: tornado, flips, what to find out first, a map of two judgements.

    Parameters
    ----------
    case : str, path, CaseFile, Case or Answers
        A name of the catalogue, a file, a folder, what :func:`load` gave, or answers already computed.
    judgements : str or sequence of str
        Paths of judgements, or of parts of a preference, to look at; all where none is given.
    map_of : (str, str), optional
        Paths of two judgements for a map.
    draws : int, optional
        Realisations to sample where judgements are ranges, 1 to 1,000,000; 2,000 if left out.
    seed : int, optional
        The same seed gives the same bytes; 2019 if left out.
    rule : str, int or Agreement, optional
        Who must accept: ``"case"`` (as the case says; if left out too), ``"all"``, or a number.
    account : str, sequence of str or mapping of str to str, optional
        Which of conflicting accounts to take as true, as for :func:`load`.
    progress : callable, optional
        Told the step and the share of it done.

    Returns
    -------
    Sensitivity

    Raises
    ------
    UsageError
        With everything that is wrong about what was asked.

    Examples
    --------
    >>> import walkaway
    >>> nearest = walkaway.sensitivity("harbour").flips[0]
    >>> nearest.path, int(nearest.central), int(nearest.at)
    ('preferences.sportco.walk_away', 55, 77)
    """
    from ..analysis.sensitivity.sensitivity import sensitivity as run

    faults = Faults()
    paths = _paths(faults, "judgements", judgements)
    pair = () if map_of is None else _paths(faults, "map_of", map_of)
    if map_of is not None and len(pair) != 2:
        refuse(faults, "map_of", map_of, "two paths of judgements")
    given = asked(case, draws=draws, seed=seed, rule=rule, account=account, progress=progress, faults=faults)
    both = (pair[0], pair[1]) if pair else None
    return run(answered(given, progress), judgements=paths, map_of=both, progress=progress)


@question
def bridge(
    case: CaseLike,
    *,
    target: float = 0.5,
    draws: int | None = None,
    seed: int | None = None,
    rule: Rule | None = None,
    account: Account | None = None,
    progress: Progress | None = None,
) -> Bridges:
    """The smallest changes that open a zone or make one likely enough, who pays for them, and the proof.

    Parameters
    ----------
    case : str, path, CaseFile, Case or Answers
        A name of the catalogue, a file, a folder, what :func:`load` gave, or answers already computed.
    target : float
        Probability that some deal passes, above 0 and at most 1.
    draws : int, optional
        Realisations to sample where judgements are ranges, 1 to 1,000,000; 2,000 if left out.
    seed : int, optional
        The same seed gives the same bytes; 2019 if left out.
    rule : str, int or Agreement, optional
        Who must accept: ``"case"`` (as the case says; if left out too), ``"all"``, or a number.
    account : str, sequence of str or mapping of str to str, optional
        Which of conflicting accounts to take as true, as for :func:`load`.
    progress : callable, optional
        Told the step and the share of it done.

    Returns
    -------
    Bridges
        Cheapest first; with a mediator's list of proposals and the next step of a single text.

    Raises
    ------
    UsageError
        With everything that is wrong about what was asked.

    Examples
    --------
    >>> import walkaway
    >>> found = walkaway.bridge("itex-cypress")
    >>> found.needed, found.proposals[0].acceptability
    (False, 1.0)
    """
    from ..analysis.bridges import find_bridges

    faults = Faults()
    goal = share(faults, "target", target, above=True)
    given = asked(case, draws=draws, seed=seed, rule=rule, account=account, progress=progress, faults=faults)
    return find_bridges(answered(given, progress), target=goal, progress=progress)


def _tolerance(faults: Faults, given: object) -> Tolerance | None:
    from ..analysis.why.record import Tolerance

    if given is None or isinstance(given, Tolerance):
        return given
    known = ("offer", "refusal")
    if not isinstance(given, Mapping):
        refuse(faults, "tolerance", given, 'a mapping such as {"offer": 0.1, "refusal": 0.25}')
        return None
    for key in given:
        if key not in known:
            hint = nearest(key, known)
            faults.add(Fault(path="tolerance", found=quoted(key), expected="offer or refusal", hint=hint))
    had = Tolerance()
    both = {name: share(faults, f"tolerance.{name}", given.get(name, getattr(had, name))) for name in known}
    return Tolerance(**both)


@question
def why(
    case: CaseLike,
    *,
    tolerance: Tolerance | Mapping[str, float] | None = None,
    draws: int | None = None,
    seed: int | None = None,
    rule: Rule | None = None,
    account: Account | None = None,
    progress: Progress | None = None,
) -> Diagnosis:
    """Why there was no deal: competing explanations with probabilities, evidence, what the record taught.

    Parameters
    ----------
    case : str, path, CaseFile, Case or Answers
        A name of the catalogue, a file, a folder, what :func:`load` gave, or answers already computed.
    tolerance : Tolerance or mapping, optional
        How likely an offer and a refusal are from somebody whom they do not suit: ``offer`` and ``refusal``.
    draws : int, optional
        Realisations to sample where judgements are ranges, 1 to 1,000,000; 2,000 if left out.
    seed : int, optional
        The same seed gives the same bytes; 2019 if left out.
    rule : str, int or Agreement, optional
        Who must accept: ``"case"`` (as the case says; if left out too), ``"all"``, or a number.
    account : str, sequence of str or mapping of str to str, optional
        Which of conflicting accounts to take as true, as for :func:`load`.
    progress : callable, optional
        Told the step and the share of it done.

    Returns
    -------
    Diagnosis

    Raises
    ------
    UsageError
        With everything that is wrong about what was asked.

    Examples
    --------
    >>> import walkaway
    >>> walkaway.why("harbour").explanations["no-zone"].claim
    'unlikely'
    """
    from ..analysis.why.diagnosis import diagnose as run

    faults = Faults()
    lenient = _tolerance(faults, tolerance)
    given = asked(case, draws=draws, seed=seed, rule=rule, account=account, progress=progress, faults=faults)
    return run(
        given.case, draws=given.draws, seed=given.seed, rule=given.rule, tolerance=lenient, progress=progress
    )


@question
def without(
    case: CaseLike,
    path: str,
    before: Diagnosis,
    *,
    tolerance: Tolerance | Mapping[str, float] | None = None,
    draws: int | None = None,
    seed: int | None = None,
    rule: Rule | None = None,
    account: Account | None = None,
    progress: Progress | None = None,
) -> tuple[str, ...]:
    """What changes in a diagnosis for somebody who knows nothing of one judgement.

    Parameters
    ----------
    case : str, path, CaseFile, Case or Answers
        A name of the catalogue, a file, a folder, what :func:`load` gave, or answers already computed.
    path : str
        Of the judgement, such as ``preferences.us.walk_away``.
    before : Diagnosis
        Of the case as it is, made with the same options.
    tolerance : Tolerance or mapping, optional
        As for :func:`why`.
    draws : int, optional
        Realisations to sample where judgements are ranges, 1 to 1,000,000; 2,000 if left out.
    seed : int, optional
        The same seed gives the same bytes; 2019 if left out.
    rule : str, int or Agreement, optional
        Who must accept: ``"case"`` (as the case says; if left out too), ``"all"``, or a number.
    account : str, sequence of str or mapping of str to str, optional
        Which of conflicting accounts to take as true, as for :func:`load`.
    progress : callable, optional
        Told the step and the share of it done.

    Returns
    -------
    tuple of str
        Never empty.

    Raises
    ------
    UsageError
        With everything that is wrong about what was asked.
    """
    from ..analysis.why.forget import changes, forget

    given = asked(case, draws=draws, seed=seed, rule=rule, account=account, progress=progress)
    after = why(
        forget(given.case, path), tolerance=tolerance, draws=given.draws, seed=given.seed, rule=given.rule,
        progress=progress,
    )  # fmt: skip
    return changes(before, after)
