"""What every result has in common: plain data for machines, tables for notebooks, how it was obtained."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Sized
from dataclasses import dataclass, fields
from importlib import import_module
from reprlib import Repr
from typing import Any, TypeVar

from ..errors import ExtraError, UsageError, unknown
from ..space.draws import Draws
from ..spreadsheet import Sheet
from .as_html import page_part
from .as_tables import plain, record_of, tables_of

__all__ = ["Method", "Result", "Several", "plain"]

T = TypeVar("T")
_LIBRARIES = ("pandas", "polars")


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


REPR = 240
"""Most characters of a result at the prompt: about three lines."""
_FIELDS = Repr()
_FIELDS.maxlevel, _FIELDS.maxstring, _FIELDS.maxother = 2, 60, 60
_FIELDS.maxtuple = _FIELDS.maxlist = _FIELDS.maxdict = 4


class Tabular:
    """What shows as tables."""

    __slots__ = ()

    def tables(self) -> dict[str, Sheet]:
        """All tables by name, the main one first: a row for each deal, solution or explanation.

        Of a result without several of anything one table with one row.
        """
        return tables_of(self) or {"fields": record_of(self)}

    def to_frame(self, table: str = "", *, library: str = "") -> Any:
        """One of the tables as a data frame.

        Parameters
        ----------
        table : str, optional
            Name of the table, of those of ``tables()``; the first by default.
        library : {"pandas", "polars"}, optional
            What makes the frame; by default the first of them that is installed.

        Returns
        -------
        pandas.DataFrame or polars.DataFrame
            A column for each field, numbers on the scale of each party.

        Raises
        ------
        UsageError
            If there is no such table, or no such library.
        ExtraError
            If the library is not installed.
        """
        known = self.tables()
        table = table or next(iter(known))
        for asked, some, path in ((table, known, "table"), (library, ("", *_LIBRARIES), "library")):
            if asked not in some:
                raise UsageError([unknown(asked, filter(None, some), path=path)])
        return _frame(known[table], [library] if library else _LIBRARIES)

    def _repr_html_(self) -> str:
        """The tables for notebooks, every text escaped."""
        method = getattr(self, "method", None)
        note = _obtained(method) if method else ""
        return page_part(type(self).__name__, record_of(self), [*tables_of(self).values()], note)


class Result(Tabular):
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


class Several(Tabular, tuple[T, ...]):
    """Several results of one kind: a tuple that shows as one table."""

    __slots__ = ()

    def _repr_html_(self) -> str:
        """The table for notebooks, every text escaped."""
        name = f"{len(self)} × {type(self[0]).__name__}" if self else "none"
        return page_part(name, None, [*tables_of(self).values()], "")


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


def _obtained(method: Method) -> str:
    sampled = f", {method.draws:,} draws, seed {method.seed}" if method.draws else ""
    return f"{method.name}: {'exact' if method.exact else 'not exact'}{sampled}"


def _frame(sheet: Sheet, libraries: Sequence[str]) -> Any:
    columns = {column.head: [row[place] for row in sheet.rows] for place, column in enumerate(sheet.columns)}
    for name in libraries:
        try:
            library: Any = import_module(name)
        except ImportError:
            continue
        return library.DataFrame(columns)
    raise ExtraError.of("notebook", "to_frame()", libraries)
