"""Check of how a deal is carried out: every slack and exposure anew, and the proof where nothing holds."""

from __future__ import annotations

from fractions import Fraction

import numpy as np

from ..analysis.path import CarriedOut, Cut
from ..analysis.path.constraints import Array
from ..analysis.path.path_numbers import PathCase, laid_out
from ..case import Agreement, Case
from .cuts import check_cut
from .paths import check_no_schedule, plain_exposure, plain_slack

_ROUNDING = 1e-9  # of shares and slacks that are shown as floats


def check_path(case: Case, found: CarriedOut, *, rule: Agreement | None = None) -> list[str]:
    """Check how a deal is carried out, in the central realisation: slack, exposure, verdict and proof.

    Parameters
    ----------
    case : Case
    found : CarriedOut
        What :func:`walkaway.path` says of it.
    rule : Agreement, optional
        The rule it was asked with, if not the case's own.

    Returns
    -------
    list of str
        Complaints; empty where the answer is right. Where judgements are ranges a slack must lie between its
        ends; the share of draws is not checked.

    Examples
    --------
    >>> import walkaway
    >>> loaded = walkaway.load("phased-exchange")
    >>> check_path(loaded.case, walkaway.path(loaded))
    []
    """
    complaints = list[str]()
    if not found.schedule:
        return complaints
    path = laid_out(case, found.deal, rule)
    moved = _moved(path, found)
    for step, total in zip(path.steps, moved.sum(axis=0), strict=True):
        if abs(total - 1) > _ROUNDING:
            complaints.append(f"{step.issue} is carried out to {float(total):g}, not 1")
    slack, exposed = plain_slack(path.central, moved), plain_exposure(path.central, moved)
    for (number, who), right in slack.items():
        phase, name = found.schedule[number], path.parties[who]
        told = phase.slack[name]
        low, high = told if isinstance(told, tuple) else (told, told)
        if not low - _near(right) <= right <= high + _near(right):
            complaints.append(f"phase {number + 1}, slack of {name}: {float(right):g}, not {told}")
        if abs(exposed[number, who] - phase.exposure[name]) > _near(exposed[number, who]):
            right = exposed[number, who]
            complaints.append(f"phase {number + 1}, exposure of {name}: {float(right):g}")
    if (found.verdict == "holds") != all(one >= -_near(one) for one in slack.values()):
        complaints.append(f"verdict: found {found.verdict}")
    return complaints + _of_proof(path, found)


def _moved(path: PathCase, found: CarriedOut) -> Array:
    shares = [{move.issue: move.share for move in phase.moves} for phase in found.schedule]
    rows = [
        [Fraction(phase.get(step.issue, 0)).limit_denominator(10**9) for step in path.steps]
        for phase in shares
    ]
    return np.array(rows, dtype=object)


def _near(number: Fraction) -> float:
    return _ROUNDING * max(1.0, abs(float(number)))


def _of_proof(path: PathCase, found: CarriedOut) -> list[str]:
    """Complaints about the proof that no schedule holds; a verdict of none must come with one."""
    proof = found.certificate
    if proof is None:
        return ["no proof that none holds"] if found.verdict == "none" else []
    if isinstance(proof, Cut):
        return check_cut(path.rough, path.after, proof)
    return check_no_schedule(path.rough, path.after, proof)
