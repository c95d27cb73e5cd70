"""States made of options, yes or no, and the moves that follow from who holds which option.

States are found by extending combinations option by option and dropping those in which something impossible
is already settled, not by listing all combinations. A party moves from one state to another if only options
of its own differ, and none changes in a way that cannot be undone. States are in the order of counting in
binary, the first option least significant.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from ..errors import BudgetError
from .arcs import Arcs, Truth, Whole
from .graph import EITHER, GraphModel
from .relation import Relation

MOST_STATES = 131_072
"""Most states of a model."""
MOST_ARCS = 40_000_000
"""Most moves of all parties together: 160 MB for each pass."""
_MOST_OPTIONS = 62

Taken = Mapping[str, bool]


@dataclass(frozen=True)
class Barred:
    """Moves that cannot be made: from states that match ``before`` to states that match ``after``."""

    before: Taken
    after: Taken
    who: str = ""  # by this party; by any if empty


@dataclass(frozen=True, eq=False)
class OptionForm:
    """Options, who holds them, and what cannot be.

    Attributes
    ----------
    options : tuple of str
        At most 62; the first is the least significant.
    held : mapping of str to tuple of str
        Party → the options it can change.
    only : mapping of str to {"fwd", "back"}
        Options that can only be taken, or only be given up.
    impossible : tuple of mappings of str to bool
        Patterns of options that no state has.
    merged : tuple of mappings of str to bool
        The states of a pattern count as one.
    barred : tuple of Barred
        Moves that cannot be made though nothing above forbids them.

    Examples
    --------
    >>> form = OptionForm(
    ...     ("release", "escalate", "attack"),
    ...     {"Syria": ("release", "escalate"), "Iraq": ("attack",)},
    ...     impossible=({"release": True, "escalate": True},),
    ... )
    >>> form.codes.tolist()
    [0, 1, 2, 4, 5, 6]
    """

    options: tuple[str, ...]
    held: Mapping[str, tuple[str, ...]]
    only: Mapping[str, str] = ()  # type: ignore[assignment]
    impossible: tuple[Taken, ...] = ()
    merged: tuple[Taken, ...] = ()
    barred: tuple[Barred, ...] = ()

    @cached_property
    def codes(self) -> Whole:
        """Every state before merging as a number whose bits are the options, shape (states,).

        Raises
        ------
        BudgetError
            If there are more options or more states than the limits.
        """
        if len(self.options) > _MOST_OPTIONS:
            raise BudgetError(f"{len(self.options)} options; at most {_MOST_OPTIONS} can be handled")
        patterns = [self._bits(pattern) for pattern in self.impossible]
        codes = np.zeros(1, dtype=np.int64)
        settled = 0
        order = self._order()
        for place, option in enumerate(order):
            settled |= 1 << option
            codes = np.concatenate((codes, codes | np.int64(1 << option)))
            for mask, value in patterns:
                if mask >> option & 1 and mask & ~settled == 0:
                    codes = codes[(codes & mask) != value]
            if len(codes) > 4 * MOST_STATES or (place == len(order) - 1 and len(codes) > MOST_STATES):
                most = len(codes) << (len(order) - 1 - place)
                size = f"up to {most:,} states of {len(order)} options"
                raise BudgetError(f"{size}; at most {MOST_STATES:,} can be handled")
        return np.sort(codes)

    def _order(self) -> list[int]:
        """Options in the order in which they are settled: those of impossible patterns close together."""
        named = [name for pattern in sorted(self.impossible, key=len) for name in pattern]
        return [self.options.index(name) for name in dict.fromkeys([*named, *self.options])]

    def _bits(self, pattern: Taken) -> tuple[int, int]:
        mask = sum(1 << self.options.index(name) for name in pattern)
        return mask, sum(1 << self.options.index(name) for name, taken in pattern.items() if taken)

    @cached_property
    def groups(self) -> NDArray[np.int64]:
        """The state after merging that each combination belongs to, shape (combinations,)."""
        lead = np.arange(len(self.codes))
        for pattern in self.merged:
            mask, value = self._bits(pattern)
            inside = np.flatnonzero((self.codes & mask) == value)
            if len(inside):
                lead[np.isin(lead, lead[inside])] = lead[inside].min()
        return np.unique(lead, return_inverse=True)[1].astype(np.int64)

    @cached_property
    def first(self) -> NDArray[np.int64]:
        """The first combination of each state."""
        return np.unique(self.groups, return_index=True)[1]

    @cached_property
    def taken(self) -> dict[str, Truth]:
        """Option → in which states it is taken; of states merged as in the first combination."""
        codes = self.codes[self.first]
        return {name: (codes >> place & 1).astype(np.bool_) for place, name in enumerate(self.options)}

    def number(self, taken: Taken) -> int | None:
        """The state with exactly these options taken, counted from 0; None if it is impossible."""
        _, code = self._bits(taken)
        place = int(np.searchsorted(self.codes, code))
        there = place < len(self.codes) and int(self.codes[place]) == code
        return int(self.groups[place]) if there else None

    def model(self, wants: Mapping[str, Relation]) -> GraphModel:
        """The graph model under the preferences of all parties.

        Raises
        ------
        BudgetError
            If there are more moves than the limit.
        """
        blocks = [self._blocks(who) for who in self.held]
        arcs = sum(int((sizes * (sizes - 1)).sum()) for *_, sizes in blocks)
        if arcs > MOST_ARCS:
            size = f"{arcs:,} moves between {len(self.codes):,} states ({arcs * 8 / 1e9:.1f} GB)"
            raise BudgetError(f"{size}; at most {MOST_ARCS:,} can be handled")
        moves = tuple(self._moves(who, *block) for who, block in zip(self.held, blocks, strict=True))
        return GraphModel(
            tuple(self.held), moves, tuple(wants[who] for who in self.held), self.options, self._shown()
        )

    def _shown(self) -> NDArray[np.int8]:
        bits = (self.codes[:, None] >> np.arange(len(self.options)) & 1).astype(np.int8)
        if len(self.first) == len(self.codes):
            return bits
        shown = bits[self.first]
        differs = np.zeros(shown.shape, dtype=np.bool_)
        np.logical_or.at(differs, self.groups, bits != shown[self.groups])
        return np.where(differs, np.int8(EITHER), shown)

    def _blocks(self, who: str) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
        """Combinations that differ in a party's own options alone: their order, block of each, sizes."""
        mask, _ = self._bits(dict.fromkeys(self.held[who], True))
        _, block, sizes = np.unique(self.codes & ~np.int64(mask), return_inverse=True, return_counts=True)
        return np.argsort(block, kind="stable"), block, sizes

    def _moves(
        self, who: str, order: NDArray[np.int64], block: NDArray[np.int64], sizes: NDArray[np.int64]
    ) -> Arcs:
        many, begin = sizes[block], (np.cumsum(sizes) - sizes)[block]
        starts = np.concatenate(([0], np.cumsum(many)))
        inside = np.arange(starts[-1]) - np.repeat(starts[:-1] - begin, many)
        arcs = Arcs(starts, order[inside].astype(np.int32))
        del inside
        wanted = self._allowed(who, arcs)
        arcs = arcs.kept(wanted)
        if len(self.first) == len(self.codes):
            return arcs
        pairs = np.stack((self.groups[arcs.origins], self.groups[arcs.to]), axis=1)
        return Arcs.of_pairs(len(self.first), [(a, b) for a, b in np.unique(pairs, axis=0).tolist()])

    def _allowed(self, who: str, arcs: Arcs) -> Truth:
        origins = arcs.origins
        wanted = np.asarray(origins != arcs.to)
        before, after = self.codes[origins], self.codes[arcs.to]
        only = dict(self.only)
        for way, gone in (("fwd", before & ~after), ("back", after & ~before)):
            mask, _ = self._bits({name: True for name in self.held[who] if only.get(name) == way})
            if mask:
                wanted &= (gone & mask) == 0
        for bar in self.barred:
            if bar.who in ("", who):
                (mask, value), (mask_after, value_after) = self._bits(bar.before), self._bits(bar.after)
                wanted &= ~(((before & mask) == value) & ((after & mask_after) == value_after))
        return wanted
