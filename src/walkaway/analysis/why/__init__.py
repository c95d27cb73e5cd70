"""Why there was no deal: the record, competing explanations, the evidence."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ...errors import Faults
    from ..asked import Asked
    from .diagnosis import Diagnosis
    from .record import Tolerance

__all__ = ["ask", "read_tolerance"]


def ask(asked: Asked, *, tolerance: Tolerance | None, without: str) -> Diagnosis:
    """Why there was no deal: competing explanations with probabilities, evidence, what the record taught.

    Parameters
    ----------
    tolerance : Tolerance or mapping, optional
        How likely an offer and a refusal are from somebody whom they do not suit: ``offer`` and ``refusal``.
    without : str, optional
        Path of a judgement, such as ``preferences.us.walk_away``. ``without`` of the result says what changes
        for somebody who knows nothing of it.

    Returns
    -------
    Diagnosis

    Examples
    --------
    >>> import walkaway
    >>> walkaway.why("harbour").explanations["no-zone"].claim
    'unlikely'
    """
    from .diagnosis import diagnose
    from .leaving_out import LeftOut, changes, leave_out

    cases = (asked.case, leave_out(asked.case, without)) if without else (asked.case,)
    found, *after = (
        diagnose(case, draws=asked.draws, seed=asked.seed, rule=asked.rule, tolerance=tolerance,
                 progress=asked.progress)
        for case in cases
    )  # fmt: skip
    if not after:
        return found
    return replace(found, without=LeftOut(path=without, changes=changes(found, after[0])))


def read_tolerance(faults: Faults, name: str, value: object) -> Tolerance | None:
    """Read how likely acts are from somebody whom they do not suit; what is wrong is noted."""
    from ...errors import Fault, nearest, quoted
    from ...options import PartOfOne, refuse
    from .record import Tolerance

    if value is None or isinstance(value, Tolerance):
        return value
    if not isinstance(value, Mapping):
        refuse(faults, name, value, 'a mapping such as {"offer": 0.1, "refusal": 0.25}')
        return None
    had = {"offer": Tolerance().offer, "refusal": Tolerance().refusal}
    for key in value:
        if key not in had:
            hint = nearest(key, tuple(had))
            faults.add(Fault(path=name, found=quoted(key), expected="offer or refusal", hint=hint))
    return Tolerance(**{key: PartOfOne()(faults, f"{name}.{key}", value.get(key, had[key])) for key in had})
