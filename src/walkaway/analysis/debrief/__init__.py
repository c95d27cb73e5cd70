"""Many signed deals of one case, such as a class brings them: what each was worth and what it left."""

from __future__ import annotations

from collections.abc import Mapping
from os import PathLike
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ..asked import Asked
    from ..improve.typed_deal import DealLike
    from .group_results import Debrief

__all__ = ["ask"]


def ask(asked: Asked, *, results: str | PathLike[str] | Mapping[str, DealLike | None]) -> Debrief:
    """What each of many groups signed, scored: value, frontier, what was left on the table, who claimed what.

    Where judgements are ranges or orders, all values are those of the central realisation.

    Parameters
    ----------
    results : path or mapping
        A table as spreadsheets save it, as a workbook (.xlsx) or as CSV: a column ``group``, and one for each
        issue, with options by id or title, or numbers; a row that names a group alone means no deal. Or
        group → deal, as :func:`improve` takes it, or None.

    Returns
    -------
    Debrief

    Raises
    ------
    ResultsError
        With all faults of the table.

    Examples
    --------
    >>> import walkaway
    >>> found = walkaway.debrief("panama-1977", {"Blue": None})
    >>> [(one.group, one.deal, one.joint) for one in found.groups]
    [('Blue', None, 0.0)]
    """
    from ...errors import UsageError
    from .scoring import scored

    if results is None:
        raise UsageError.of("nothing", "a table as a file (.csv or .xlsx), or group → deal", path="results")
    return scored(asked, results)  # type: ignore[arg-type]  # a path was read before
