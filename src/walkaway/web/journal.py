"""What the journal beside a case holds: its moves, the variants, and where the desk stands; as JSON."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any, NamedTuple

from ..case import Case
from .desk_versions import Version, Written, as_json


class KeptMoves(NamedTuple):
    """Moves in order, which of them is looked at, variants by name, and the digest of the case's text."""

    history: Sequence[Version]
    at: int
    variants: Mapping[str, Version]
    digest: str


def kept_text(kept: KeptMoves) -> str:
    """What a journal holds."""
    texts: dict[Written, int] = {}

    def plain(one: Version) -> list[Any]:
        """Its values, and where its text stands among those that are kept."""
        number = None if one.written is None else texts.setdefault(one.written, len(texts))
        return [one.values, number]

    data = {
        "case": kept.digest, "at": kept.at, "moves": [plain(one) for one in kept.history],
        "variants": {name: plain(one) for name, one in kept.variants.items()},
    }  # fmt: skip
    data["texts"] = [[one.text, one.told] for one in texts]
    return as_json(data)


def kept_of(text: str, case: Case, digest: str) -> KeptMoves:
    """The same read back for a case, each version tried.

    Raises
    ------
    InputError, ValueError, TypeError, LookupError, AttributeError, RecursionError
        If it does not fit: a place that is gone, another text below what was written, no journal at all.
    """
    data = json.loads(text, parse_float=Decimal)
    texts = [Written(text, tuple(told)) for text, told in data["texts"]]
    if texts and data["case"] != digest:
        raise ValueError  # they would take back what was changed in the file meanwhile

    def version(values: dict[str, Any], number: int | None) -> Version:
        one = Version(case, dict(values), None if number is None else texts[number])
        _ = one.case
        return one

    history = [version(*one) for one in data["moves"]]
    variants = {name: version(*one) for name, one in data["variants"].items()}
    return KeptMoves(history, range(len(history))[int(data["at"])], variants, data["case"])
