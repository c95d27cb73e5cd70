r"""The smallest changes that open a zone, or bring its probability to a target.

*Cost* is what the payer gives up, centrally, also as a share of its reach (from its worst to its best
efficient deal that would be signed, else of all), by which bridges are ranked, as a convention:

=============  =====================================================================================
concession     the fall of the walk-away
red line       what the nearest deal on the old side of the line is worth beyond the deal now accepted
option         what the new option is worth less than the neighbour one likes better
payment        the payment, at its largest size
clause         what the clause takes back, in the deal shown
ratification   what those passed over lose against walking away: mean over realisations, deal shown
=============  =====================================================================================

*Smallest*: a concession is an order statistic of the falls that realisations need, rounded up to a stated
step; other changes are tried on stated grids; in exact cases concessions and positions are exact. *Proof*:
each changed case is built and drawn anew, and one stated deal a realisation is tested against the definition.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from ...errors import UsageError
from ...options import Progress
from ...space import DEAL_BUDGET, Picks
from ..answers import Answers
from ..frontier.frontier import signable
from ..result import Method
from ..zone.acceptability import standard_error
from ..zone.contenders import joined
from .additions import clauses, side_payments
from .beliefs import beliefs
from .bridge import Bridge, Bridges, Shortfall
from .moves import concessions, ratifications, red_lines, shared
from .new_options import options
from .proposals import one_text, proposals
from .setting import BridgeSetting, Found

TARGET = 0.5
MOST_LINKED = 500_000
"""Most combinations of linked issues that are laid out anew for every change that is tried."""
_OFTEN = 20_000
_ONLY = "only efficient deals of the central realisation, and what passes often or was found by search,"
_KINDS: dict[str, Callable[[BridgeSetting], Found]] = {
    "concessions": concessions,
    "shared concessions": shared,
    "red lines": red_lines,
    "ratification": ratifications,
    "options": options,
    "payments": side_payments,
    "clauses": clauses,
}


def find_bridges(
    answers: Answers,
    *,
    target: float = TARGET,
    progress: Progress | None = None,
    most_deals: int = DEAL_BUDGET,
    most_linked: int = MOST_LINKED,
) -> Bridges:
    """Find the smallest changes that bring the probability of a zone to a target, with one progress a kind.

    About O(deals · draws · who) for each kind, less what bounds leave out. Of more than ``most_deals`` deals,
    or ``most_linked`` combinations of issues that hang together, only the efficient deals, those that pass
    most often and those that a search found are looked at: what is found is proved, but something smaller may
    exist.
    """
    if not 0 < target <= 1:
        raise UsageError.of(f"the target {target:g}", "a probability above 0 and at most 1, such as 0.5")
    space = answers.space
    linked = max((cluster.combinations for cluster in space.clusters), default=1)
    large = space.combinations > most_deals or linked > most_linked
    setting = BridgeSetting(
        case=answers.case.with_parts(agreement=space.rule),
        target=target,
        count=answers.draws,
        seed=answers.seed,
        exact=answers.exact,
        listed=_looked_at(answers) if large else None,
        drawn=None if answers.exact else answers.drawn,  # the agreement rule has no part in them
        scales=_scales(answers),
    )
    share, zone = float(setting.found.mean()), answers.zone
    error = 0.0 if setting.exact else standard_error(share, setting.real.count)
    if large and zone.everyone.probability > share:  # of all deals, not of those looked at
        share, error = zone.everyone.probability, zone.everyone.error
    needed = setting.missing > 0 and share < target
    results: list[Bridge | Shortfall | str] = []
    if needed:
        for place, (name, kind) in enumerate(_KINDS.items()):
            if progress is not None:
                progress(name, place / len(_KINDS))
            results += (item for item in kind(setting) if not isinstance(item, Bridge) or item.proof.holds)
    found = [item for item in results if isinstance(item, Bridge)]
    return Bridges(
        target=target,
        probability=share,
        error=error,
        needed=needed,
        found=tuple(sorted(found, key=lambda item: (item.share, item.kind, item.title))),
        out_of_reach=tuple(item for item in results if isinstance(item, Shortfall)),
        left_out=tuple(item for item in results if isinstance(item, str)),
        beliefs=tuple(beliefs(setting)),
        proposals=proposals(setting, answers, answers.drawn.first(1) if setting.exact else answers.drawn),
        one_text=one_text(answers),
        reach={who: float(reach) for who, reach in zip(setting.space.who, setting.reach, strict=True)},
        method=_method(setting, large=large),
    )


def _looked_at(answers: Answers) -> Picks:
    """The efficient deals, those that a search found, and, where deals were counted, those that pass most."""
    picks, listed = joined(answers.frontier.picks, answers.zone.found), answers.zone.listed
    if listed is None:
        return picks
    passed = listed.tally.passed
    often = np.argsort(-passed, kind="stable")[:_OFTEN]
    more = answers.space.joint.picks(listed.flat[often[passed[often] > 0]])
    return joined(picks, more)


def _scales(answers: Answers) -> tuple[Picks, ...]:
    """Efficient deals that would be signed, and all; of a frontier out of reach only those that would."""
    space, front = answers.space, answers.frontier
    if front.limit and not space.passes(space.accepts(front.values, front.picks)).any():
        return ()
    signed = front.picks[signable(space, front)]
    return (signed,) if front.limit else (signed, front.picks)


def _method(setting: BridgeSetting, *, large: bool) -> Method:
    return Method(
        name="each kind of change tried, built anew and proved"
        + ("" if setting.exact else "; concessions as order statistics"),
        exact=setting.exact and not large,
        realisation="exact" if setting.exact else "draws",
        seed=None if setting.exact else setting.seed,
        draws=None if setting.exact else setting.count,
        note=f"{_ONLY} are looked at" if large else "",
    )
