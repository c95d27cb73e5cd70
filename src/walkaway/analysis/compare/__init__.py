"""Two versions of a case: what changed, and what each change did to the answer."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ...case import Case
    from ..asked import Asked
    from .comparison import Comparison

__all__ = ["ask"]


def ask(asked: Asked, *, new: Case | Mapping[str, Any]) -> Comparison:
    """What changed from one version of a case to another, and what each change did to the answer.

    Every change is made alone in the old version, then all of them. What the whole does beyond the sum of the
    single effects is named as interplay. Judgements that both share have the same draws on both sides.

    Parameters
    ----------
    new : str, path, CaseFile, Case, Answers or mapping of str to value
        The version to compare with: a case, as the first one, or other values in some places of the first
        one, such as ``{"preferences.us.walk_away": 40}``, written as under ``set`` of an account.

    Returns
    -------
    Comparison

    Raises
    ------
    BudgetError
        If one cluster of linked issues is too large to go through.

    Examples
    --------
    >>> import walkaway
    >>> found = walkaway.compare("harbour", {"preferences.sportco.walk_away": 90})
    >>> found.old.verdict, found.new.verdict, found.whole.probability
    ('certain', 'impossible', -1.0)
    """
    from ...case.accounts import with_values
    from ...errors import UsageError
    from .compare import compare

    if new is None:
        raise UsageError.of("nothing", "another version of the case, or place → value", path="new")
    old = asked.case if asked.file is None else asked.file.case
    return compare(asked, old, with_values(old, new) if isinstance(new, Mapping) else new)
