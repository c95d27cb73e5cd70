"""What every result has in common: plain data for machines, a table for notebooks, how it was obtained."""

from __future__ import annotations

from collections.abc import Mapping, Sized
from dataclasses import dataclass, fields, is_dataclass
from fractions import Fraction
from html import escape
from reprlib import Repr
from typing import Any

import numpy as np

from ..space.draws import Draws

__all__ = ["Method", "Result", "plain"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Method:
    """How a result was obtained."""

    name: str  # the method, in words
    exact: bool  # False where sampling or rounding took part
    # ``"exact"`` if every judgement is one number, ``"central"`` if the result speaks of likely values,
    # middles and centres, ``"bounds"`` if of all values at once, ``"draws"`` if of samples
    realisation: str
    seed: int | None = None  # of the sampling, where there was any
    draws: int | None = None
    note: str = ""  # what else to know: a tolerance, a budget, a convention

    @classmethod
    def of_draws(
        cls, name: str, draws: Draws, *, exact: bool, otherwise: str = "draws", note: str = ""
    ) -> Method:
        """Of a result that rests on draws, unless every judgement is one number."""
        if exact:
            return cls(name=name, exact=True, realisation="exact", note=note)
        return cls(
            name=name, exact=False, realisation=otherwise, seed=draws.seed, draws=draws.count, note=note
        )


def plain(value: Any) -> Any:
    """Turn a result into plain data; floats have 12 significant digits, which hides the noise of the last."""
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


REPR = 240
"""Most characters of a result at the prompt: about three lines."""
_FIELDS = Repr()
_FIELDS.maxlevel, _FIELDS.maxstring, _FIELDS.maxother = 2, 60, 60
_FIELDS.maxtuple = _FIELDS.maxlist = _FIELDS.maxdict = 4


class Result:
    """Base of all results."""

    __slots__ = ()

    def __init_subclass__(cls) -> None:
        # A dataclass keeps a __repr__ of its own class, and would write one with everything in it otherwise.
        if "__repr__" not in vars(cls):
            cls.__repr__ = Result.__repr__  # type: ignore[method-assign]

    def __repr__(self) -> str:
        """The class and its first fields, each cut short; ``to_dict()`` has everything."""
        told: Any = self
        parts = [f"{len(told)} entries"] if isinstance(told, Sized) else []
        used = len(type(self).__name__) + sum(map(len, parts)) + 5
        for item in fields(told):
            if not item.repr:
                continue
            part = f"{item.name}={_cut(getattr(told, item.name))}"
            if used + len(part) + 2 > REPR:
                parts.append("…")
                break
            used += len(part) + 2
            parts.append(part)
        return f"{type(self).__name__}({', '.join(parts)})"

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


def _cut(value: Any, limit: int = 80) -> str:
    """A field at the prompt: itself, or the names or the number of its entries, or its first characters."""
    text = repr(value) if isinstance(value, Result) else " ".join(_FIELDS.repr(value).split())
    if len(text) <= limit:
        return text
    if isinstance(value, Mapping):
        return f"{{{', '.join(map(repr, list(value)[:4]))}{', …' if len(value) > 4 else ''}}}"
    if isinstance(value, Sized) and not isinstance(value, str | Result):
        return f"<{len(value)} entries>"
    return text[: limit - 1] + "…"


def _short(value: Any, limit: int = 160) -> str:
    if isinstance(value, list) and len(value) > 6:
        return f"{len(value)} entries, first {_short(value[0])}"
    text = str(value)
    return text if len(text) <= limit else text[: limit - 1] + "…"
