"""Whether a deal could be carried out so that each side would rather keep than break it, draw by draw."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ...case import Case
from ...errors import BudgetError
from ...language import counted
from ...space import Bools, Space, central_values
from ...space.draws import Draws
from ..path.judging import held_in, of_shares
from ..path.path_numbers import lay_out
from ..path.searching import find_schedule


@dataclass(frozen=True, eq=False)
class Keeping:
    """In which draws the path of a case holds, or why that cannot be told."""

    holds: Bools  # (draws,)
    says: str = ""
    untestable: str = ""


def keeping_of(case: Case, space: Space, draws: Draws) -> Keeping:
    """Judge the schedule of a case, or the one that is best in its central realisation, in the draws."""
    none, path = np.zeros(draws.count, dtype=bool), case.path
    if path is None or not path.deal:
        return Keeping(none, untestable="it needs the phases of a deal, and the case has none")
    laid = lay_out(case, space, central_values(case, space), path.deal)
    if not laid.steps:
        return Keeping(none, untestable="the deal of its path changes nothing")
    try:
        given = laid.phasing.schedule
        found = of_shares(laid, given) if given else find_schedule(laid, None, sequential=False)
    except BudgetError as error:
        return Keeping(none, untestable=str(error))
    assert found.moved is not None  # without a limit of phases there is always an order
    what = "its schedule" if path.schedule else "the best schedule of it"
    says = f"{what}, of {counted(len(found.moved), 'phase')}, does not hold"
    return Keeping(held_in(laid, found.moved, draws.count, draws.seed), says)
