"""The bargaining solutions by name, each with what it chooses: one table for page, charts and terminal."""

from __future__ import annotations

from typing import NamedTuple

__all__ = ["SOLUTIONS", "SolutionName"]


class SolutionName(NamedTuple):
    """What a solution is called inside a sentence, and what it chooses."""

    name: str
    gloss: str


SOLUTIONS = {
    "nash": SolutionName("Nash", "greatest product of the gains"),
    "kalai_smorodinsky": SolutionName("Kalai–Smorodinsky", "equal shares of what each could gain at most"),
    "egalitarian": SolutionName("egalitarian", "the smallest gain is as large as it can be"),
    "utilitarian": SolutionName("utilitarian", "greatest sum of values"),
    "raiffa": SolutionName("Raiffa", "small fair steps from walking away"),
    "raiffa_continuous": SolutionName("continuous Raiffa", "the same, moving all the time"),
}
