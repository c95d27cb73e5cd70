"""Bargaining solutions of two parties over real ranges: each value turned into a deal, exact."""

from __future__ import annotations

from fractions import Fraction

from ...numbers import number
from ...space import Space
from ..frontier.points import Frontier
from ..frontier.realfront import deal_on
from ..result import Method
from .on_segments import RULES, Choice, ShownSegment, Value, choose
from .raiffa import raiffa_spans
from .solution import Solution, Solutions

__all__ = ["real_solutions", "spans_of"]


def spans_of(front: Frontier) -> tuple[list[ShownSegment], Value]:
    """The frontier over real ranges as spans from left to right, and the walk-aways, on own scales.

    The source of a span is the number of its piece, or -1 for a supremum that no deal attains.
    """
    spans = [
        ShownSegment(
            (piece.left.value, piece.top.value), (piece.right.value, piece.bottom.value),
            piece.left_in, piece.right_in, number,
        )
        for number, piece in enumerate(front.pieces)
    ]  # fmt: skip
    spans += [
        ShownSegment(left, right, left_in=False, right_in=False, source=-1) for left, right in front.missed
    ]
    spans.sort(key=lambda span: (span.left[0], -span.left[1]))
    first, second = (
        int(d) * unit for d, unit in zip(front.values.walk_away[:2], front.values.units[:2], strict=True)
    )
    return spans, (first, second)


def _floats(value: Value) -> tuple[float, float]:
    return float(value[0]), float(value[1])


def _solution(front: Frontier, space: Space, name: str, choice: Choice, away: Value) -> Solution:
    value = choice.value
    ends = [end for pair in choice.ties for end in pair]
    return Solution(
        name=name,
        deal=deal_on(space, front.pieces[choice.span.source], value[0]),
        value=_floats(value),
        count=None,
        ties=tuple(dict.fromkeys(map(_floats, (value, *ends)))),
        certificate={
            "walk_away": list(away),
            "gains": [u - d for u, d in zip(value, away, strict=True)],
            "exact": choice.exact and front.method.exact,
            "fractions": [str(part) for part in value],
            **choice.certificate,
        },
    )


def real_solutions(front: Frontier, space: Space) -> Solutions:
    """Find every bargaining solution on a frontier over real ranges.

    Parameters
    ----------
    front : Frontier
        Of two parties, from a space with real ranges.
    space : Space

    Returns
    -------
    Solutions
        None also where a rule has a supremum that no deal attains; the note of the method says which.

    Notes
    -----
    O(pieces) fractions for each rule, Raiffa's times their steps.
    """
    spans, away = spans_of(front)
    choices = {name: choose(name, spans, away) for name in RULES}
    choices["raiffa_continuous"] = raiffa_spans(spans, away)
    found: dict[str, Solution | None] = {}
    notes = []
    for name, choice in choices.items():
        found[name] = None
        if choice is not None and choice.attained:
            found[name] = _solution(front, space, name, choice, away)
        elif choice is not None:
            values = ", ".join(number(x, digits=6) for x in choice.value)
            notes.append(f"{name}: only approached, at ({values})")
    curved = [name for name, choice in choices.items() if choice is not None and not choice.exact]
    if curved:
        notes.append(f"{', '.join(curved)}: to within the bracket of the certificate")
    method = Method(
        name="closed forms on points and segments at or above the walk-aways",
        exact=front.method.exact and not curved,
        realisation=front.method.realisation,
        note="; ".join(notes),
    )
    efficient = sum(span.source >= 0 for span in spans if _reaches(span, away))
    return Solutions(by_name=found, efficient=efficient, method=method)


def _reaches(span: ShownSegment, away: Value) -> bool:
    """Whether some value of a span is at or above the walk-aways."""
    low: Fraction = max(away[0], span.left[0])
    return low <= span.right[0] and span.at(low)[1] >= away[1]
