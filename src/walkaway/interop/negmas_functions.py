"""Value functions of NegMAS: what each option, or each number of a range, is worth; read and written.

All are exact: exponentials, sines, Gaussians, and curves over real numbers are faults.
"""

from __future__ import annotations

from collections.abc import Callable, Container
from fractions import Fraction
from typing import Any

from ..errors import UsageError, nearest, quoted
from .place import FilePlace
from .safe import decimal_text, exact
from .scenario import ZERO, ForeignIssue, ForeignWorth, bent, triangle

TYPES = ("type", "__python_class__")
SEVERAL = "a centre and its edges negotiate several deals at once, which a case cannot hold"
_FUNCTIONS = (
    "TableFun", "AffineFun", "LinearFun", "ConstFun", "IdentityFun", "TriangularFun", "TrapezoidalFun",
    "QuadraticFun", "PolynomialFun",
)  # fmt: skip
_SEVERAL = ("CenterUFun", "SideUFun", "EdgeUFun")


def kind_of(place: FilePlace, known: tuple[str, ...], what: str) -> str:
    """The type a mapping names, one of those known; nothing else is read, and nothing is ever built."""
    held = place.either(*TYPES) or place.at("type")
    name = held.value if isinstance(held.value, str) else ""
    home, _, short = name.rpartition(".")
    if short in known and (not home or home.split(".")[0] == "negmas"):
        return short
    found = f"the type {quoted(name)}" if name else "no type"
    never = "nothing that a file names is imported or executed"
    hint = SEVERAL if short.endswith(_SEVERAL) else "; ".join(filter(None, (nearest(short, known), never)))
    raise held.refuse(found, f"{what}: {', '.join(known)}", hint)


def option_of(text: str, issue: ForeignIssue) -> str | None:
    """The option that a text names, by its number too; None where there is none."""
    known: Container[str] = issue.options or issue.numbers
    if text not in known and (number := exact(text)) is not None:
        text = decimal_text(number)[0]
    return text if text in known else None


def _tabled(
    place: FilePlace, issue: ForeignIssue, at: Callable[[Fraction], Fraction], what: str
) -> ForeignWorth:
    """The value of every option; a fault where they are no numbers."""
    if not issue.numbers:
        place.fault(f"{what} over {quoted(issue.name)}", "options that are numbers")
    return ForeignWorth({option: at(number) for option, number in issue.numbers.items()})


def _table(place: FilePlace, issue: ForeignIssue) -> ForeignWorth:
    if issue.real:
        place.fault("a table over real numbers", "a function of the number")
        return ForeignWorth()
    found: dict[str, Fraction] = {}
    options = issue.listed
    for key, held in place.at("mapping").items("a number for each value"):
        option = option_of(key, issue)
        if option is None:
            held.fault(f"the value {quoted(key)}", f"a value of {issue.name}", nearest(key, options[:1000]))
        else:
            found[option] = held.number()
    missing = [option for option in options if option not in found]
    if missing and not len(place.faults):
        place.fault(f"no number for {', '.join(map(quoted, missing[:5]))}", "a number for each value")
    return ForeignWorth({option: found.get(option, ZERO) for option in options})


def _bent(place: FilePlace, issue: ForeignIssue, corners: tuple[str, ...]) -> ForeignWorth:
    """A triangle or trapezium: rises to its top and falls again, above a bias."""
    bias, scale = place.number_at("bias"), place.number_at("scale", 1)
    points = [place.at(name).number() for name in corners]
    start, rise, fall, end = points[0], points[1], points[-2], points[-1]
    if sorted(points) != points:
        place.fault("corners out of order", " ≤ ".join(corners))
        return ForeignWorth()

    def at(x: Fraction) -> Fraction:
        if x < start or x > end or (len(points) == 3 and x in (start, end)):
            return bias
        if x <= rise:
            return bias + scale * ((x - start) / (rise - start) if rise > start else 1)
        return bias + scale * ((end - x) / (end - fall) if x > fall else 1)

    if not issue.real:
        return _tabled(place, issue, at, "a function")
    if start == rise > issue.low or fall == end < issue.high:
        place.fault("a side that stands upright", "a side that rises or falls within the range")
    return bent(issue, at, points)


def curve(place: FilePlace, issue: ForeignIssue, *powers: Fraction) -> ForeignWorth:
    """Σ coefficient × number^power, from power 0 on; a fault where the options are no numbers."""
    if len(powers) > 20:
        place.fault(f"{len(powers)} coefficients", "at most 20")
        return issue.flat()
    bent_at = max((power for power, factor in enumerate(powers) if factor), default=0)
    if issue.real and bent_at > 1:
        place.fault("a curve over real numbers", "straight lines, or a range with a step")
        return issue.flat()

    def at(x: Fraction) -> Fraction:
        return sum((factor * x**power for power, factor in enumerate(powers)), ZERO)

    if bent_at == 0:
        return issue.flat(powers[0])
    if bent_at == 1 and issue.ranged:
        return bent(issue, at)
    return _tabled(place, issue, at, "a line" if bent_at == 1 else "a curve")


def read_function(place: FilePlace, issue: ForeignIssue) -> ForeignWorth:
    """Read one value function, a mapping with ``type``, for an issue."""
    match kind_of(place, _FUNCTIONS, "a value function of one issue"):
        case "TableFun":
            return _table(place, issue)
        case "TriangularFun":
            return _bent(place, issue, ("start", "middle", "end"))
        case "TrapezoidalFun":
            return _bent(place, issue, ("start", "rise_end", "fall_start", "end"))
        case "IdentityFun":
            return curve(place, issue, ZERO, Fraction(1))
        case "AffineFun" | "LinearFun":
            more = [place.at("slope").number()]
        case "ConstFun":
            more = []
        case "QuadraticFun":
            more = [place.number_at("a1"), place.number_at("a2")]
        case _:
            more = [held.number() for held in place.at("coefficients").entries("a list of coefficients")]
    return curve(place, issue, place.number_at("bias"), *more)


def write_function(issue: ForeignIssue, worth: ForeignWorth) -> dict[str, Any]:
    """A value function of one issue as data."""
    if issue.ranged and worth == ForeignWorth():
        return {"type": "ConstFun", "bias": ZERO}
    if len(worth.points) == 2:
        (x, y), (right, above) = worth.points
        slope = (above - y) / (right - x)
        return {"type": "AffineFun", "slope": slope, "bias": y - slope * x}
    if issue.real:
        return _written_triangle(issue, worth)
    table = worth.listed(issue)
    return {"type": "TableFun", "mapping": {issue.said(option): value for option, value in table.items()}}


def _written_triangle(issue: ForeignIssue, line: ForeignWorth) -> dict[str, Any]:
    peak = line.bounds[1]
    middle = next(x for x, y in line.points if y == peak)
    zeros = [x for x, y in line.points if y == 0]
    start = max((x for x in zeros if x < middle), default=issue.low)
    end = min((x for x in zeros if x > middle), default=issue.high)
    if not start < middle < end or triangle(issue, (start, middle, end), peak) != line:
        found = f"the values of the range {quoted(issue.name)}"
        raise UsageError.of(found, "a line or a triangle within the range, which is what NegMAS has")
    return {"type": "TriangularFun", "start": start, "middle": middle, "end": end, "scale": peak}
