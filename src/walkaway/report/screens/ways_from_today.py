"""The graph of states that can hold, as ways that branch from today: a row for a state, its move beside it.

A state stands once for each party by whose move a shortest way reaches it, so that nobody moves twice in
succession. Beyond thirty rows states that hold alike and follow the same state by a move of the same party
stand together; if that is not enough, all that are as far away.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from ...conflict.what_follows import AfterMove, WhatFollows
from ...language import counted, fold

KINDS = {
    "sure": "nobody has a better move", "credible": "holds by credible answers",
    "loose": "holds in another sense",
    "passed": "on the way",
}  # fmt: skip
_MOST = 30
_SIZES = {"wide": (46, 118), "narrow": (22, 34)}  # step to the right, and signs to a line
_LINE, _ROW, _RADIUS, _MARGIN = 18, 34, 13, 18
_LISTED = 12


@dataclass(frozen=True, slots=True)
class WaysRow:
    """A state, or several alike, at its place in the picture."""

    x: int
    y: int
    number: str
    kind: str
    tone: str  # of who makes the move
    lines: tuple[str, ...]
    elbow: tuple[int, int, int] | None  # x and y where the move begins, x where it ends
    likely: bool  # whether the move, and all before it, are improvements


@dataclass(frozen=True, slots=True)
class WaysGraph:
    """The picture in one size."""

    size: str
    width: int
    height: int
    radius: int
    rows: tuple[WaysRow, ...]
    alt: str


@dataclass(slots=True)
class _Node:
    """One state or several, whose move leads there, and what is told of it."""

    states: tuple[int, ...]
    before: _Node | None  # none for today
    depth: int
    kind: str
    likely: bool
    by: tuple[str, ...]
    parts: tuple[_Node, ...] = ()


def ways_graph(
    found: WhatFollows, said: Callable[[int, AfterMove], str], who: Callable[[Sequence[str]], str],
    tones: Mapping[str, str],
) -> tuple[WaysGraph, ...]:  # fmt: skip
    """The picture, wide and narrow; none where it is not known where things stand.

    Parameters
    ----------
    found : WhatFollows
    said, who : callable
        A move in words, and names of parties.
    tones : mapping of str to str
        Colour of each party.
    """
    if found.today is None or not found.evolution:
        return ()
    nodes = _grouped(_nodes(found))
    ends = len({state for node in nodes if node.kind != "passed" for state in node.states})
    alt = (
        f"Ways from today, state {found.today}, to {counted(ends, 'state')} that can hold: one row each, "
        f"with the move that leads there; the list below says the same in words."
    )
    return tuple(_drawn(nodes, size, said, who, tones, alt) for size in _SIZES)


def _nodes(found: WhatFollows) -> list[_Node]:
    """States on the shortest ways, each with the move that reaches it first; improvements before others."""
    assert found.today is not None
    nodes = [_Node((found.today,), None, 0, _kind(found, found.today), True, ())]
    placed: dict[tuple[int, tuple[str, ...]], _Node] = {}
    for name in ("improvements", "any_moves"):
        ways = found.evolution[name].ways
        for end in sorted(ways, key=lambda state: (len(ways[state]), state)):
            here = nodes[0]
            for move in ways[end]:
                key = move.to, move.by
                if key not in placed:
                    kind, likely = _kind(found, move.to), name == "improvements"
                    placed[key] = _Node((move.to,), here, here.depth + 1, kind, likely, move.by)
                    nodes.append(placed[key])
                here = placed[key]
    return nodes


def _kind(found: WhatFollows, state: int) -> str:
    held = {concept for concept, states in found.equilibria.items() if state in states}
    return "sure" if "nash" in held else "credible" if "seq" in held else "loose" if held else "passed"


def _grouped(nodes: list[_Node]) -> list[_Node]:
    """The nodes, those that are alike put together until there are few enough."""
    inner = {id(node.before) for node in nodes}

    def alone(node: _Node) -> object:
        return id(node)

    def leaf(node: _Node) -> object:
        own = id(node) if id(node) in inner else 0
        return id(node.before), node.kind, node.likely, node.by, own

    def layer(node: _Node) -> object:
        return node.depth, node.kind, node.likely

    grouped: list[_Node] = []
    for key in (alone, leaf, layer):
        some: dict[object, list[_Node]] = defaultdict(list)
        for node in nodes:
            some[key(node)].append(node)
        joined = {id(node): group for group in map(_joined, some.values()) for node in group.parts}
        grouped = list({id(group): group for group in joined.values()}.values())
        for group in grouped:
            group.before = None if group.before is None else joined[id(group.before)]
        if len(grouped) <= _MOST:
            break
    return grouped


def _joined(alike: list[_Node]) -> _Node:
    """Nodes as one; they keep the node before the first."""
    first = alike[0]
    by = first.by if all(node.by == first.by for node in alike) else ()
    states = tuple(sorted({state for node in alike for state in node.states}))
    return _Node(states, first.before, first.depth, first.kind, first.likely, by, tuple(alike))


def _drawn(
    nodes: list[_Node], size: str, said: Callable[[int, AfterMove], str],
    who: Callable[[Sequence[str]], str], tones: Mapping[str, str], alt: str,
) -> WaysGraph:  # fmt: skip
    """Rows from top to bottom, what follows a state below it and to its right."""
    right, signs = _SIZES[size]
    rows: list[WaysRow] = []
    bottom, width = _MARGIN, 0

    def place(node: _Node, elbow: tuple[int, int] | None) -> None:
        nonlocal bottom, width
        x, y = _MARGIN + right * node.depth, bottom
        room = signs - node.depth * right // 7
        lines = tuple(fold(_told(node, said, who), max(room, 16)))
        rows.append(
            WaysRow(
                x, y, str(node.states[0]) if len(node.states) == 1 else f"{len(node.states)}×", node.kind,
                tones.get(node.by[0], "") if node.by else "", lines,
                None if elbow is None else (*elbow, x), node.likely,
            )
        )  # fmt: skip
        width = max(width, x + 2 * _RADIUS + 8 * max(map(len, lines), default=0))
        bottom += _ROW + _LINE * (len(lines) - 1)
        for other in nodes:
            if other.before is node:
                place(other, (x, y))

    place(nodes[0], None)
    return WaysGraph(size, width, bottom, _RADIUS, tuple(rows), alt)


def _told(node: _Node, said: Callable[[int, AfterMove], str], who: Callable[[Sequence[str]], str]) -> str:
    if node.before is None:
        return "today"
    if len(node.states) == 1 and node.by:
        return f"{who(node.by)}: {said(node.before.states[0], AfterMove(by=node.by, to=node.states[0]))}"
    numbers = ", ".join(map(str, node.states[:_LISTED]))
    more = f" and {len(node.states) - _LISTED:,} more" if len(node.states) > _LISTED else ""
    by = f"{who(node.by)}: " if node.by else ""
    return f"{by}states {numbers}{more}"
