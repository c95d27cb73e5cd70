"""Names in order, from most to least: ``a > b = c``, or several such chains."""

from __future__ import annotations

import re
from collections.abc import Collection
from decimal import Decimal
from functools import cached_property
from graphlib import CycleError, TopologicalSorter
from itertools import pairwise

from ..errors import quoted
from .amounts import amount
from .base import Record, described, fault

__all__ = ["Order"]

_OTHER_SIGNS = re.compile(r"[<≤≥⩾,;→:/|]+| (?:over|then|before|and|beats|vs\.?) |(?<= )[-–—]+(?= )")


class Order(Record):
    """Names in order of importance, one or several chains of ties: ``a > b = c``.

    Attributes
    ----------
    chains : tuple of tuple of tuple of str
        Each chain is a sequence of groups from first to last; the names of a group are equal.
    """

    chains: tuple[tuple[tuple[str, ...], ...], ...]

    @classmethod
    def parse(cls, value: object) -> Order:
        """Read one chain or a list of chains.

        Raises
        ------
        PydanticCustomError
            If a chain has an empty place, or a name follows itself (a cycle).
        """
        chains = [value] if isinstance(value, str) else value
        if not isinstance(chains, list | tuple) or not chains:
            raise fault(described(value), 'an order such as "a > b = c"')
        parsed = tuple(cls._chain(chain) for chain in chains)
        order = cls(chains=parsed)
        cycle = order.cycle()
        if cycle:
            raise fault(f"a cycle: {' > '.join(cycle)}", "an order without cycles")
        return order

    @staticmethod
    def _chain(chain: object) -> tuple[tuple[str, ...], ...]:
        if not isinstance(chain, str):
            hint = f"write each with its name, {{name: {chain}}}" if isinstance(chain, Decimal) else ""
            raise fault(described(chain), 'an order such as "a > b = c"', hint)
        groups = tuple(tuple(name.strip() for name in group.split("=")) for group in chain.split(">"))
        if any(not name for group in groups for name in group):
            hint = "use > from the most to the least important" if re.search(r"[<≥≤,]", chain) else ""
            raise fault(quoted(chain), "a name between every > and =", hint)
        return groups

    @cached_property
    def names(self) -> tuple[str, ...]:
        """Every name of the order, in order of first mention."""
        return tuple(dict.fromkeys(name for chain in self.chains for group in chain for name in group))

    @cached_property
    def groups(self) -> tuple[tuple[str, ...], ...]:
        """Names that must be equal, joined across chains."""
        parent = {name: name for name in self.names}

        def root(name: str) -> str:
            while parent[name] != name:
                parent[name] = name = parent[parent[name]]
            return name

        for chain in self.chains:
            for group in chain:
                for name in group[1:]:
                    parent[root(name)] = root(group[0])
        joined: dict[str, list[str]] = {}
        for name in self.names:
            joined.setdefault(root(name), []).append(name)
        return tuple(tuple(members) for members in joined.values())

    @cached_property
    def above(self) -> frozenset[tuple[int, int]]:
        """Pairs (i, j) of group numbers where group i stands directly above group j."""
        number = {name: index for index, group in enumerate(self.groups) for name in group}
        return frozenset(
            (number[upper[0]], number[lower[0]]) for chain in self.chains for upper, lower in pairwise(chain)
        )

    def cycle(self) -> tuple[str, ...]:
        """Names of a cycle, first name repeated at the end; empty if there is none."""
        sorter: TopologicalSorter[int] = TopologicalSorter()
        for upper, lower in sorted(self.above):
            sorter.add(lower, upper)
        try:
            sorter.prepare()
        except CycleError as error:
            loop = error.args[1][1:]
            first = loop.index(min(loop))
            return tuple(self.groups[index][0] for index in (*loop[first:], *loop[: first + 1]))
        return ()

    def meant(self, known: Collection[str]) -> str:
        """The order that was meant where other signs stand between known names, else ``""``.

        ``price < date``, ``price, date``, ``price over date``; and ``60/40`` where the names should stand.
        """
        if len(self.names) != len(self.chains) or set(self.names) <= set(known):
            return ""
        chains = [[name.strip() for name in _OTHER_SIGNS.split(text)] for text in self.names]
        if all(len(chain) > 1 and set(chain) <= set(known) for chain in chains):
            rising = [re.search("[<≤]", text) is not None for text in self.names]
            return ", ".join(
                " > ".join(reversed(chain) if up else chain) for chain, up in zip(chains, rising, strict=True)
            )
        [*numbers] = (amount(part) for part in chains[0])
        if len(chains) == 1 and len(numbers) == len(known) and all(numbers):
            pairs = zip(known, (number.value for number in numbers if number), strict=True)
            return f"{{{', '.join(f'{name}: {value}' for name, value in pairs)}}}"
        return ""

    @property
    def texts(self) -> tuple[str, ...]:
        """Each chain as it is written."""
        return tuple(" > ".join(" = ".join(group) for group in chain) for chain in self.chains)

    def __str__(self) -> str:
        return ", ".join(self.texts)
