"""One rule of another program, one opposition, and all of a case by name, as records."""

from __future__ import annotations

from dataclasses import dataclass

from ..result import Method, Result

__all__ = ["Opposition", "Variant", "Variants"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Variant(Result):
    """One rule of another program.

    Attributes
    ----------
    name : str
    whose : str
        The program whose definition it is.
    rule : str
        The definition in words.
    deal : dict of str to str
        Witness.
    value : tuple of float
        On each party's own scale.
    number : float
        What the rule makes largest or smallest, with values divided by ``top``.
    count : int or None
        Deals that attain it, ties included; None where they were not counted.
    ties : tuple of tuple of float
        Values of all tied points, the witness's first.
    """

    name: str
    whose: str
    rule: str
    deal: dict[str, str]
    value: tuple[float, ...]
    number: float
    count: int | None
    ties: tuple[tuple[float, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Opposition(Result):
    """How far from everybody's best, by one program's definition.

    Attributes
    ----------
    name, whose, rule : str
    value : float
        Distance to (1, …, 1); the smallest where the deal it speaks of is not unique.
    ties : tuple of float
        The distance of each tied deal value.
    """

    name: str
    whose: str
    rule: str
    value: float
    ties: tuple[float, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Variants(Result):
    """Every variant by name; a name is None where its rule finds no deal.

    Attributes
    ----------
    by_name : dict of str to (Variant or None)
    opposition : dict of str to (Opposition or None)
    top : tuple of float
        The value of each party that counts as 1.
    refusals : dict of str to str
        Rule or opposition outside of its assumptions → why it is left out.
    method : Method
    """

    by_name: dict[str, Variant | None]
    opposition: dict[str, Opposition | None]
    top: tuple[float, ...]
    refusals: dict[str, str]
    method: Method

    def __getitem__(self, name: str) -> Variant | None:
        return self.by_name[name]
