"""What the keys of a case are, read off its records: of which kind each is, and what it says."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from importlib.resources import files
from types import UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic.fields import FieldInfo

from .agreement import Agreement, Level, Majority
from .base import Record
from .judgement import Cite, Judgement
from .judgements import Judgements
from .patterns import Function, Span

_LONG = ("about", "note", "says", "act", "question")
_LINK = re.compile(r"\[([^\]]*)\]\([^)]*\)|`|(?:: |, or )id → [^.,:]*")


@dataclass(frozen=True, slots=True)
class Shape:
    """One key of a record.

    Attributes
    ----------
    key : str
        As a file has it.
    kind : str
        ``text``, ``long`` (several lines), ``lines`` (a list of texts), ``number``, ``pair`` (of numbers),
        ``flag``, ``choice`` (of ``words``), ``judgement``, ``worth`` (a walk-away), ``weights``,
        ``scores``, ``terms`` (issue → option), ``pattern`` (issue → options), ``taken`` (option → yes or
        no), by name ``numbers``, ``choices`` and ``judgements``, ``rules`` (who must accept), ``record``,
        ``named`` (by name a record), ``nested`` (issue → option → record, or judgement), ``list`` (of
        records), ``parts`` (of a function), ``takens`` and ``shares`` (lists of what is taken, and of issue
        → number), ``readings`` (by party, terms), ``values`` (place → anything), ``ranking`` (numbers, ties
        in lists), or ``other``: whatever YAML it is.
    required : bool
    says : str
        What it says, in a sentence without links.
    record : type of Record, optional
        Of ``record``, ``named``, ``nested``, ``list`` and ``rules``.
    words : tuple of str
        Of a choice.
    """

    key: str
    kind: str
    required: bool
    says: str
    record: type[Record] | None = None
    words: tuple[str, ...] = ()


@lru_cache(maxsize=1)
def _sentences() -> dict[str, str]:
    text = (files(__package__) / "keys.json").read_text(encoding="utf-8")
    return {key: _LINK.sub(lambda link: link[1] or "", words) for key, words in json.loads(text).items()}


@lru_cache(maxsize=64)
def shapes(record: type[Record]) -> tuple[Shape, ...]:
    """The keys of a record in the order of the format."""
    return tuple(_shape(record, name, info) for name, info in record.model_fields.items())


def _shape(record: type[Record], name: str, info: FieldInfo) -> Shape:
    key = "cite" if name == "cites" else name.rstrip("_")
    kind, inner, words = _kind(key, info.annotation)
    says = _sentences().get(f"{record.__name__}.{key}", "")
    return Shape(key, kind, info.is_required(), says, inner, words)


def _bare(annotation: Any) -> Any:
    """A type without what is annotated, and without None."""
    while get_origin(annotation) is Annotated:
        annotation = get_args(annotation)[0]
    if get_origin(annotation) in (Union, UnionType):
        left = [_bare(one) for one in get_args(annotation) if one is not type(None)]
        return left[0] if len(left) == 1 else tuple(left)
    return annotation


_SINGLE: dict[Any, str] = {
    str: "text", bool: "flag", int: "number", Level: "number", Judgement: "judgement", Judgements: "weights",
    Decimal: "number",
}  # fmt: skip


def _kind(key: str, annotation: Any) -> tuple[str, type[Record] | None, tuple[str, ...]]:
    """The kind of a key, the record of its parts, and its words."""
    bare = _bare(annotation)
    inner = tuple(_bare(one) for one in get_args(bare) if one is not Ellipsis) if get_origin(bare) else ()
    if bare is Agreement:
        return "rules", Majority, ()
    if isinstance(bare, tuple):
        return ("worth" if Judgement in bare else "number" if Decimal in bare else "other"), None, ()
    if get_origin(bare) is Literal:
        return (
            ("choice" if all(isinstance(one, str) for one in get_args(bare)) else "other"),
            None,
            get_args(bare),
        )
    if get_origin(bare) is tuple:
        return _listed(inner)
    if get_origin(bare) is dict:
        return _mapping(inner[1])
    if isinstance(bare, type) and bare not in _SINGLE and issubclass(bare, Record):
        return "record", bare, ()
    kind = _SINGLE.get(bare, "other")
    return ("long" if kind == "text" and key in _LONG else kind), None, ()


def _listed(inner: tuple[Any, ...]) -> tuple[str, type[Record] | None, tuple[str, ...]]:
    """The kind of a list, by what stands in it."""
    if len(inner) != 1:
        return ("pair" if len(inner) == 2 else "other"), None, ()
    one = inner[0]
    if get_origin(one) is tuple:
        return "ranking", None, ()
    if isinstance(one, tuple):
        return ("parts" if Function in one else "other"), None, ()
    if get_origin(one) is dict:
        kinds = {"taken": "takens", "numbers": "shares"}
        return kinds.get(_mapping(_bare(get_args(one)[1]))[0], "other"), None, ()
    if one in (str, Cite):
        return "lines", None, ()
    return ("list", one, ()) if isinstance(one, type) and issubclass(one, Record) else ("other", None, ())


def _mapping(value: Any) -> tuple[str, type[Record] | None, tuple[str, ...]]:
    """The kind of a mapping, by what stands behind its names."""
    if value is Judgements:
        return "scores", None, ()
    if get_origin(value) is Literal:
        return "choices", None, get_args(value)
    if isinstance(value, tuple):
        return ("pattern" if Span in value else "numbers" if Decimal in value else "other"), None, ()
    if value is str:
        return "terms", None, ()
    if value is Judgement:
        return "judgements", None, ()
    if value is bool:
        return "taken", None, ()
    if value is Any:
        return "values", None, ()
    if get_origin(value) is dict:
        inside = _bare(get_args(value)[1])
        if inside is str:
            return "readings", None, ()
        return "nested", (inside if inside is not Judgement else None), ()
    whole = isinstance(value, type) and issubclass(value, Record)
    return ("named", value, ()) if whole else ("other", None, ())
