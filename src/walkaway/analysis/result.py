"""What every result has in common: plain data for machines, a table for notebooks, how it was obtained."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, is_dataclass
from fractions import Fraction
from html import escape
from typing import Any

import numpy as np

__all__ = ["Method", "Result", "plain"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Method:
    """How a result was obtained.

    Attributes
    ----------
    name : str
        The method, in words.
    exact : bool
        False where sampling or rounding took part.
    realisation : str
        ``"exact"`` if every judgement is one number, ``"central"`` if the result speaks of likely values,
        middles and centres, ``"bounds"`` if of all values at once, ``"draws"`` if of samples.
    seed, draws : int or None
        Of the sampling, where there was any.
    note : str
        What else to know: a tolerance, a budget, a convention.
    """

    name: str
    exact: bool
    realisation: str
    seed: int | None = None
    draws: int | None = None
    note: str = ""


def plain(value: Any) -> Any:
    """Turn a result into plain data: dicts, lists, text, numbers; whole numbers as int.

    Floats are rounded to 12 significant digits, which hides the noise of the last bits and nothing else.
    """
    if is_dataclass(value) and not isinstance(value, type):
        return {item.name: plain(getattr(value, item.name)) for item in fields(value) if item.repr}
    if isinstance(value, Mapping):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [plain(item) for item in value]
    if isinstance(value, np.ndarray):
        return [plain(item) for item in value.tolist()]
    if isinstance(value, bool | np.bool_):
        return bool(value)
    if isinstance(value, int | np.integer):
        return int(value)
    if isinstance(value, Fraction):
        value = float(value)
    if isinstance(value, float | np.floating):
        rounded = float(f"{float(value):.12g}")
        return int(rounded) if rounded.is_integer() and abs(rounded) < 1e15 else rounded
    return value


class Result:
    """Base of all results."""

    __slots__ = ()

    def to_dict(self) -> dict[str, Any]:
        """The result as plain data, ready for JSON."""
        result: dict[str, Any] = plain(self)
        return result

    def _repr_html_(self) -> str:
        """A two-column table for notebooks, every text escaped."""
        rows = "".join(
            f"<tr><th style='text-align:left'>{escape(key)}</th>"
            f"<td style='text-align:left'>{escape(_short(item))}</td></tr>"
            for key, item in self.to_dict().items()
        )
        return f"<table><caption>{escape(type(self).__name__)}</caption>{rows}</table>"


def _short(value: Any, limit: int = 160) -> str:
    if isinstance(value, list) and len(value) > 6:
        return f"{len(value)} entries, first {_short(value[0])}"
    text = str(value)
    return text if len(text) <= limit else text[: limit - 1] + "…"
