"""Published conflicts, retyped from the papers named: options, rankings, and the results that were printed.

States are numbered from 1 in the order of counting in binary, the first option least significant; rankings
are best first, ties in lists.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from tests.conflict.helpers import ranking

from walkaway.conflict.graph import GraphModel, graph_of_edges
from walkaway.conflict.option_form import OptionForm

Results = dict[str, list[int]]


@dataclass(frozen=True)
class Published:
    """One conflict: what the source says, what the definitions give, and a word where the two differ."""

    source: str
    model: GraphModel
    by_definition: Results
    published: Results
    discrepancy: str = ""
    horizons: dict[int, list[int]] = field(default_factory=dict)


def _same(states: list[int], *concepts: str) -> Results:
    return dict.fromkeys(concepts or ("nash", "gmr", "smr", "seq", "sseq"), states)


def _game(row: list[int], column: list[int]) -> GraphModel:
    """2 × 2: row moves between 1 and 2 and between 3 and 4, column between 1 and 3 and between 2 and 4."""
    moves = {"row": [(1, 2), (2, 1), (3, 4), (4, 3)], "column": [(1, 3), (3, 1), (2, 4), (4, 2)]}
    return graph_of_edges(4, moves, {"row": row, "column": column})


def _never_both(*names: str) -> tuple[dict[str, bool], ...]:
    return tuple({one: True, other: True} for place, one in enumerate(names) for other in names[:place])


_SYRIA = OptionForm(
    ("release", "escalate", "attack"),
    {"Syria": ("release", "escalate"), "Iraq": ("attack",)},
    impossible=_never_both("release", "escalate"),
)
_CUBA = OptionForm(
    ("air strike", "blockade", "withdraw", "escalate"),
    {"US": ("air strike", "blockade"), "USSR": ("withdraw", "escalate")},
    {"air strike": "fwd"},
    _never_both("withdraw", "escalate"),
)
_PLANT = ("delay", "accept", "abandon")
ELMIRA = OptionForm(
    ("modify", *_PLANT, "insist"),
    {"MoE": ("modify",), "Uniroyal": _PLANT, "Local Government": ("insist",)},
    {"modify": "fwd", "delay": "back", "abandon": "fwd"},
    (*_never_both(*_PLANT), dict.fromkeys(_PLANT, False)),
)

CONFLICTS: dict[str, Published] = {
    "prisoner's dilemma": Published(
        "Fang, Hipel and Kilgour, Interactive Decision Making (1993), chapter 3",
        _game([2, 1, 4, 3], [3, 1, 4, 2]),
        by_definition={"nash": [4], **_same([1, 4], "gmr", "smr", "seq", "sseq")},
        published={"nash": [4], **_same([1, 4], "gmr", "smr", "seq")},
        horizons={1: [4], 2: [1, 4], 5: [1, 4]},
    ),
    "chicken": Published(
        "2 × 2 game, standard ordinal form; results by independent arithmetic",
        _game([2, 1, 3, 4], [3, 1, 2, 4]),
        by_definition={**_same([2, 3], "nash", "seq", "sseq"), **_same([1, 2, 3], "gmr", "smr")},
        published={},
        horizons={1: [2, 3], 2: [], 3: [1], 4: [1]},
    ),
    "stag hunt": Published(
        "2 × 2 game, standard ordinal form; results by independent arithmetic",
        _game([1, 2, 4, 3], [1, 3, 4, 2]),
        by_definition=_same([1, 4]),
        published={},
        horizons={1: [1, 4], 2: [1], 3: [1]},
    ),
    "Euphrates 1975": Published(
        "Hipel, Kilgour and Kinsara, Group Decision and Negotiation 23 (2014)",
        _SYRIA.model({"Syria": ranking(1, 3, 6, 2, 4, 5), "Iraq": ranking(2, 4, 6, 1, 5, 3)}),
        by_definition={**_same([6], "nash", "smr", "seq", "sseq", "sim"), "gmr": [1, 6]},
        published={**_same([6], "nash", "smr", "seq", "sim"), "gmr": [1, 6]},
        horizons={1: [6], 2: [6], 3: [], 4: [1, 6], 5: [6], 6: [6], 7: [], 8: [1, 6]},
    ),
    "Cuban missile crisis": Published(
        "Fraser and Hipel, Conflict Analysis: Models and Resolutions (1984)",
        _CUBA.model({
            "US": ranking(5, 7, 6, 8, 3, 2, 4, 1, 12, 10, 11, 9),
            "USSR": ranking(1, 5, 7, 3, 6, 2, 8, 4, 12, 10, 11, 9),
        }),
        by_definition={
            "nash": [6], **_same([5, 6, 7], "seq", "sseq"), **_same([1, 2, 3, 5, 6, 7, 8], "gmr", "smr"),
        },
        published={"seq": [5, 6, 7]},
        horizons={2: [5, 6, 7], 3: [5, 6], 4: [5, 6]},
    ),
    "Elmira": Published(
        "Kilgour, Hipel, Fang and Peng, Group Decision and Negotiation 10 (2001)",
        ELMIRA.model({
            "MoE": ranking(9, 3, 4, 10, 7, 1, 2, 8, [5, 6, 11, 12]),
            "Uniroyal": ranking(1, 4, 10, 7, [5, 6, 11, 12], 2, 3, 9, 8),
            "Local Government": ranking(9, 3, 7, 1, 10, 8, 4, 2, [5, 6, 11, 12]),
        }),
        by_definition={
            **_same([5, 6, 7, 10, 11, 12], "nash", "seq", "sseq"),
            **_same([1, 4, 5, 6, 7, 10, 11, 12], "gmr", "smr"),
        },
        published={**_same([5, 8, 9], "nash", "seq"), **_same([1, 4, 5, 8, 9], "gmr", "smr")},
        discrepancy="The paper counts the four states with the plant abandoned (5, 6, 11, 12) as one, its 9; "
        "its 5 is 7 here, and its 8 is 10.",
    ),
}  # fmt: skip
