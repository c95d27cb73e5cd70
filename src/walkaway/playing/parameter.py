"""Numbers that strategies, conditions and models can be given after a colon, and how they are typed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import nan

from ..errors import Fault, Faults, nearest, quoted


@dataclass(frozen=True, slots=True)
class Parameter:
    """A number that can be given."""

    default: float
    least: float
    most: float
    help: str


def read_parameters(
    faults: Faults, known: Mapping[str, Parameter], name: str, texts: Sequence[str], path: str
) -> dict[str, float]:
    """Read ``parameter=number`` texts; each that is none is noted and left out.

    >>> faults = Faults()
    >>> known = {"beta": Parameter(1, 0, 9, "How.")}
    >>> read_parameters(faults, known, "linear", ["beta=2", "bta=3"], "strategies")
    {'beta': 2.0}
    >>> [fault.found for fault in faults]
    ['"bta" of linear']
    """
    found: dict[str, float] = {}
    given: set[str] = set()
    for text in texts:
        key, _, number = (part.strip() for part in text.partition("="))
        parameter = known.get(key)
        if parameter is None:
            right, hint = ", ".join(known) or "no parameter", nearest(key, tuple(known))
            faults.add(Fault(path=path, found=f"{quoted(key)} of {name}", expected=right, hint=hint))
            continue
        if key in given:
            faults.add(
                Fault(path=path, found=f"{quoted(key)} of {name} twice", expected="each parameter once")
            )
            continue
        given.add(key)
        try:
            value = float(number)
        except ValueError:
            value = nan
        if parameter.least <= value <= parameter.most:
            found[key] = value
            continue
        right = f"a number from {parameter.least:g} to {parameter.most:g}"
        faults.add(Fault(path=path, found=f"{quoted(text)} of {name}", expected=right))
    return found
