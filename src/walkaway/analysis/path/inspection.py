r"""How often to look, so that nobody gains by breaking: inspection games.

Who breaks in secret gains :math:`g` and, if it is found out, loses :math:`b`: it pays if
:math:`(1 - p) g - p b > 0`. With inspections at a rate :math:`t` that find a breach with probability
:math:`1 - \beta` it does not once

.. math:: t (1 - \beta) \ge \frac{g}{g + b},

and if :math:`1 - \beta` is smaller no rate deters, however high. The two-by-two game of Avenhaus and Canty
(*Compliance Quantified*, 1996), derived anew above. In a phase of a schedule the gain of a breach is what the
step costs, :math:`g = c`, and the bracket of the incentive constraint is :math:`g + b`.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil, comb, log
from numbers import Real

from ...errors import Faults, UsageError
from ...options import PartOfOne, Whole, refuse
from ..result import Result

EXAMPLE = 10.0
"""Sites of an example, where a case does not say at how many a step could be broken."""
_MOST_SITES = 100_000  # of which every choice is counted
_LARGEST = 1e300


@dataclass(frozen=True, slots=True, kw_only=True)
class Inspection(Result):
    """How often a step must be looked at so that leaving it out does not pay."""

    phase: int
    party: str
    needed: float  # probability with which a breach must be seen
    now: float  # with which it is seen as the case has it
    sites: float  # at which it could be broken; ten, as an example, where the case does not say
    inspect: int | None  # of them must be looked at each phase; None if all are not enough
    looks: int | None  # independent looks as good as the one that the case has; None if none are enough


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedSites(Result):
    """What a list of sites, such as an inventory, does for the chance to see a breach."""

    issue: str
    option: str
    sites: float  # left to look at
    seen: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Looking(Result):
    """How likely a breach is seen where sites are looked at, in the central realisation."""

    issue: str
    party: str
    sites: float  # all of them, without any list
    inspected: float
    seen: float
    lists: tuple[ListedSites, ...]


def _amount(faults: Faults, name: str, value: object, *, above: bool = False) -> None:
    """Note what is no finite number of 0 or more, or above 0."""
    none = isinstance(value, bool) or not isinstance(value, Real)
    if none or not 0 <= value <= _LARGEST or (above and value == 0):  # type: ignore[operator]
        refuse(faults, name, value, "a number above 0" if above else "a number, 0 or more")


def _chances(faults: Faults, **chances: float) -> None:
    """Note what is no probability."""
    for name, value in chances.items():
        PartOfOne()(faults, name, value)


def deterring(gain: float, loss: float, finds: float = 1.0) -> float | None:
    """The least rate of inspection that deters a breach; None if none does.

    Parameters
    ----------
    gain, loss : float
        What a breach brings if it is not seen, and what it costs if it is; 0 or more.
    finds : float
        Probability that an inspection finds a breach.

    Raises
    ------
    UsageError
        If a number is not what it should be; each with its name.

    >>> deterring(1, 3), deterring(1, 3, finds=0.5), deterring(1, 3, finds=0.2)
    (0.25, 0.5, None)
    """
    faults = Faults()
    _amount(faults, "gain", gain)
    _amount(faults, "loss", loss)
    _chances(faults, finds=finds)
    faults.raise_if_any(UsageError)
    if gain <= 0:
        return 0.0
    needed = gain / (gain + loss)
    return needed / finds if finds >= needed else None


def seen(sites: int, inspected: int, *, breaking: int = 1, looks: int = 1, finds: float = 1.0) -> float:
    """Chance to find a breach when so many of all sites are inspected at random, each time anew.

    With one breaking site it is inspected ÷ sites for each look: the hypergeometric chance that at least one
    of the inspected sites breaks.

    Parameters
    ----------
    sites : int
        1 to 100,000.
    inspected, breaking : int
        0 to all of them.
    looks : int
        1 or more.
    finds : float
        Probability that looking at a site that breaks shows it.

    Raises
    ------
    UsageError
        If a number is not what it should be; each with its name.

    >>> seen(20, 5), round(seen(20, 5, looks=2), 4), round(seen(20, 5, breaking=2), 4)
    (0.25, 0.4375, 0.4474)
    """
    faults = Faults()
    Whole(1, _MOST_SITES)(faults, "sites", sites)
    most = _MOST_SITES if len(faults) else sites
    Whole(0, most)(faults, "inspected", inspected)
    Whole(0, most)(faults, "breaking", breaking)
    Whole(1)(faults, "looks", looks)
    _chances(faults, finds=finds)
    faults.raise_if_any(UsageError)
    choices = comb(sites, inspected)
    missed = sum(  # whole numbers are divided first: they may be too large for floats
        comb(breaking, hit) * comb(sites - breaking, inspected - hit) / choices * (1 - finds) ** hit
        for hit in range(min(breaking, inspected) + 1)
        if inspected - hit <= sites - breaking
    )
    return 1.0 - missed**looks


def sites_needed(sites: float, needed: float, *, looks: int = 1, finds: float = 1.0) -> int | None:
    """How many of all sites must be inspected so that one breach is seen so likely; None if all are too few.

    Raises
    ------
    UsageError
        If ``sites`` is not above 0, a probability not from 0 to 1, or ``looks`` no whole number above 0.

    >>> sites_needed(20, 0.3), sites_needed(20, 0.9, finds=0.5), sites_needed(20, 0.75, looks=2)
    (6, None, 10)
    """
    faults = Faults()
    _amount(faults, "sites", sites, above=True)
    _chances(faults, needed=needed, finds=finds)
    Whole(1)(faults, "looks", looks)
    faults.raise_if_any(UsageError)
    once = 1 - (1 - needed) ** (1 / looks)
    if once > finds + 1e-12:
        return None
    return ceil(once * sites / finds - 1e-9) if once > 0 else 0


def looks_needed(once: float, needed: float) -> int | None:
    """How many independent looks, each of which sees a breach with some chance, see it so likely.

    Raises
    ------
    UsageError
        If one of them is no probability from 0 to 1.

    >>> looks_needed(0.25, 0.5), looks_needed(0.25, 1.0), looks_needed(1.0, 1.0)
    (3, None, 1)
    """
    faults = Faults()
    _chances(faults, once=once, needed=needed)
    faults.raise_if_any(UsageError)
    if needed <= once:
        return 1
    if once <= 0 or needed >= 1:
        return None
    return ceil(log(1 - needed) / log(1 - once) - 1e-9)
