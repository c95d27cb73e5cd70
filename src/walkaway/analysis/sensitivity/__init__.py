"""What matters and what to find out first: swings, flips, the worth of knowing."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ...errors import Faults
    from ..asked import Asked
    from .sensitivity import Sensitivity

__all__ = ["ask", "read_pair"]


def ask(asked: Asked, *, judgements: str | Sequence[str], map_of: tuple[str, str] | None) -> Sensitivity:
    """Which judgement matters: tornado, flips, what to find out first, a map of two judgements.

    Parameters
    ----------
    judgements : str or sequence of str
        Paths of judgements, or of parts of a preference, to look at; all where none is given.
    map_of : (str, str), optional
        Paths of two judgements for a map.

    Returns
    -------
    Sensitivity

    Examples
    --------
    >>> import walkaway
    >>> nearest = walkaway.sensitivity("harbour").flips[0]
    >>> nearest.path, int(nearest.central), int(nearest.at)
    ('preferences.sportco.walk_away', 55, 77)
    """
    from .sensitivity import sensitivity

    return sensitivity(asked.answers, judgements=judgements, map_of=map_of, progress=asked.progress)


def read_pair(faults: Faults, name: str, value: object) -> tuple[str, str] | None:
    """Read the paths of two judgements; what is none is noted."""
    from ...options import paths_of_judgements, refuse

    found = paths_of_judgements(faults, name, value)
    if value is not None and len(found) != 2:
        refuse(faults, name, value, "two paths of judgements")
    return (found[0], found[1]) if len(found) == 2 else None
