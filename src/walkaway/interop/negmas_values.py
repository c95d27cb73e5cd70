"""Value functions of NegMAS: what each option, or each number of a range, is worth."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from ..errors import nearest, quoted
from .lines import through
from .negmas_layout import SEVERAL, TYPES
from .place import FilePlace
from .records import ForeignIssue, ForeignLine, ForeignTable, Worth
from .safe import decimal_text, exact

__all__ = ["kind_of", "numbers_of", "straight", "value_function"]

_FUNCTIONS = (
    "TableFun", "AffineFun", "LinearFun", "ConstFun", "IdentityFun", "TriangularFun", "TrapezoidalFun",
    "QuadraticFun", "PolynomialFun",
)  # fmt: skip
_SEVERAL = ("CenterUFun", "SideUFun", "EdgeUFun")


def kind_of(place: FilePlace, known: tuple[str, ...], what: str) -> str:
    """The type a mapping names, one of those known; nothing else is read, and nothing is ever built.

    Raises
    ------
    ImportFault
        If it names none, or another one.
    """
    held = next((place.at(key) for key in TYPES if place.has(key)), place.at("type"))
    name = held.value if isinstance(held.value, str) else ""
    home, _, short = name.rpartition(".")
    if short in known and (not home or home.split(".")[0] == "negmas"):
        return short
    found = f"the type {quoted(name)}" if name else "no type"
    never = "nothing that a file names is imported or executed"
    multi = short.endswith(_SEVERAL)
    hint = SEVERAL if multi else "; ".join(filter(None, (nearest(short, known), never)))
    raise held.refuse(found, f"{what}: {', '.join(known)}", hint)


def numbers_of(issue: ForeignIssue) -> dict[str, Fraction] | None:
    """Option → the number it stands for; None where some option is no number."""
    if issue.step is not None:
        listed = (issue.number(position) for position in range(issue.count))
        return {decimal_text(number)[0]: number for number in listed}
    numbers = {option: exact(option) for option in issue.options}
    found = {option: number for option, number in numbers.items() if number is not None}
    return found if issue.options and len(found) == len(numbers) else None


def _everywhere(
    issue: ForeignIssue, at: Callable[[Fraction], Fraction], bends: tuple[Fraction, ...]
) -> Worth | None:
    """A function that is straight between its bends, or a table; None where its options are no numbers."""
    if issue.ranged:
        inside = {x for x in bends if issue.low < x < issue.high}
        return through(issue, {x: at(x) for x in {issue.low, issue.high} | inside})
    return tabled(issue, at)


def tabled(issue: ForeignIssue, at: Callable[[Fraction], Fraction]) -> ForeignTable | None:
    """The value of every option; None where they are no numbers."""
    numbers = numbers_of(issue)
    return (
        None if numbers is None else ForeignTable({option: at(number) for option, number in numbers.items()})
    )


def straight(place: FilePlace, issue: ForeignIssue, slope: Fraction, bias: Fraction) -> Worth:
    """Slope × number + bias; a fault where the options are no numbers."""
    if not slope:
        return _flat(issue, bias)
    worth = _everywhere(issue, lambda x: slope * x + bias, ())
    if worth is None:
        place.fault(f"a line over {quoted(issue.name)}", "options that are numbers")
        return _flat(issue, bias)
    return worth


def _flat(issue: ForeignIssue, level: Fraction) -> Worth:
    if issue.ranged:
        return ForeignLine(tuple((x, level) for x in sorted({issue.low, issue.high})))
    return ForeignTable(dict.fromkeys(issue.options, level))


def _table(place: FilePlace, issue: ForeignIssue) -> Worth:
    if issue.real:
        place.fault("a table over real numbers", "a function of the number")
        return _flat(issue, Fraction(0))
    numbers = numbers_of(issue)
    options = issue.options or tuple(numbers or ())
    found: dict[str, Fraction] = {}
    for key, held in place.at("mapping").items("a number for each value"):
        number = exact(key)
        option = key if key in options or number is None else decimal_text(number)[0]
        if option in options:
            found[option] = held.number()
        else:
            held.fault(f"the value {quoted(key)}", f"a value of {issue.name}", nearest(key, options[:1000]))
    missing = [option for option in options if option not in found]
    if missing and not len(place.faults):
        place.fault(f"no number for {', '.join(map(quoted, missing[:5]))}", "a number for each value")
    return ForeignTable({option: found.get(option, Fraction(0)) for option in options})


def _bent(place: FilePlace, issue: ForeignIssue, corners: tuple[str, ...]) -> Worth:
    """A triangle or trapezium: rises to its top and falls again, above a bias."""
    bias = place.at("bias").number() if place.has("bias") else Fraction(0)
    scale = place.at("scale").number() if place.has("scale") else Fraction(1)
    points = [place.at(name).number() for name in corners]
    start, rise, fall, end = (points[0], points[1], points[-2], points[-1])
    if sorted(points) != points:
        place.fault("corners out of order", " ≤ ".join(corners))
        return _flat(issue, bias)

    def at(x: Fraction) -> Fraction:
        if x < start or x > end or (len(points) == 3 and x in (start, end)):
            return bias
        if x <= rise:
            return bias + scale * ((x - start) / (rise - start) if rise > start else 1)
        return bias + scale * ((end - x) / (end - fall) if x > fall else 1)

    if issue.real and ((start == rise and start > issue.low) or (fall == end and end < issue.high)):
        place.fault("a side that stands upright", "a side that rises or falls within the range")
    worth = _everywhere(issue, at, tuple(points)) if issue.real or not issue.ranged else tabled(issue, at)
    if worth is None:
        place.fault(f"a function over {quoted(issue.name)}", "options that are numbers")
        return _flat(issue, bias)
    return worth


def _curve(place: FilePlace, issue: ForeignIssue, powers: list[Fraction]) -> Worth:
    """Σ coefficient × x^power, from power 0 on."""
    if len(powers) > 20:
        place.fault(f"{len(powers)} coefficients", "at most 20")
        return _flat(issue, Fraction(0))
    if issue.real and any(powers[2:]):
        place.fault("a curve over real numbers", "straight lines, or a range with a step")
        return _flat(issue, Fraction(0))
    if not any(powers[1:]):
        return _flat(issue, powers[0])
    if not any(powers[2:]):
        return straight(place, issue, powers[1], powers[0])
    worth = tabled(issue, lambda x: sum((c * x**power for power, c in enumerate(powers)), Fraction(0)))
    if worth is None:
        place.fault(f"a curve over {quoted(issue.name)}", "options that are numbers")
        return _flat(issue, Fraction(0))
    return worth


def value_function(place: FilePlace, issue: ForeignIssue) -> Worth:
    """Read one value function of NegMAS for an issue.

    Parameters
    ----------
    place : Place
        A mapping with ``type``.
    issue : Issue

    Returns
    -------
    Table or Line
        Exact. Functions that no fraction equals (exponentials, sines, Gaussians) are faults, and so is a
        curve over real numbers.
    """
    kind = kind_of(place, _FUNCTIONS, "a value function of one issue")

    def number(key: str, default: int = 0) -> Fraction:
        return place.at(key).number() if place.has(key) else Fraction(default)

    match kind:
        case "TableFun":
            return _table(place, issue)
        case "AffineFun" | "LinearFun":
            return straight(place, issue, place.at("slope").number(), number("bias"))
        case "IdentityFun":
            return straight(place, issue, Fraction(1), Fraction(0))
        case "ConstFun":
            return _flat(issue, number("bias"))
        case "TriangularFun":
            return _bent(place, issue, ("start", "middle", "end"))
        case "TrapezoidalFun":
            return _bent(place, issue, ("start", "rise_end", "fall_start", "end"))
        case "QuadraticFun":
            return _curve(place, issue, [number("bias"), number("a1"), number("a2")])
    listed = [held.number() for held in place.at("coefficients").list("a list of coefficients")]
    return _curve(place, issue, [number("bias"), *listed])
