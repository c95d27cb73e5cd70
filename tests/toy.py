"""A question that is one package and one line: how many signatures all deals take."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from walkaway.analysis.asked import Asked
from walkaway.analysis.result import Method, Result
from walkaway.case import Case
from walkaway.language import counted
from walkaway.options import Whole
from walkaway.printing import Grid, Part
from walkaway.question import Flag, OwnOption, Question


@dataclass(frozen=True, slots=True, kw_only=True)
class Signatures(Result):
    """How many deals there are, and the signatures that so many copies of each take."""

    deals: int
    signatures: int
    method: Method


def ask(asked: Asked, *, copies: int) -> Signatures:
    """How many signatures all deals take.

    Parameters
    ----------
    copies : int
        Of each deal, 1 to 9.

    Returns
    -------
    Signatures

    Examples
    --------
    >>> import walkaway
    >>> walkaway.load("harbour").case.title
    'Harbour Sport Park'
    """
    space = asked.answers.space
    signatures = space.size * len(space.who) * copies
    method = Method(name="counting", exact=True, realisation="exact")
    return Signatures(deals=space.size, signatures=signatures, method=method)


def view(case: Case, found: Signatures) -> Iterator[Part]:
    """Two figures."""
    yield f"{case.title}: {counted(found.deals, 'deal')} to sign & seal"
    yield Grid(("what", "how many"), (("signatures", f"{found.signatures:,}"),))


SIGNATURES: Question[Signatures] = Question(
    "signatures", "tests.toy:ask", "reference/glossary.md",
    options=(
        OwnOption("copies", Whole(1, 9), 2, (Flag("--copies", "NUMBER", "Of each.", 2, Whole(1, 9)),)),
    ),
    title="How many signatures", screens=("answer",), view="tests.toy:view",
    help="""Count the signatures that all deals take.

    Example: walkaway signatures harbour --copies 2
    """,
)  # fmt: skip
