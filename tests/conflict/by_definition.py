"""The concepts once more, from a ``.gmcr`` file to verdicts, in sets and loops, without the program.

Only for a handful of states: every definition is written as it stands in the literature (Fang, Hipel and
Kilgour 1993; Rêgo and Vieira 2017; Kilgour, Hipel, Fang and Peng 2001; Inohara and Hipel 2008).
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import combinations, product
from random import Random
from typing import Any

State = tuple[str, ...]
Group = tuple[int, ...]
Moves = dict[Group, dict[int, set[int]]]


class ByDefinition:
    """States numbered from 1, moves and ranks of a file, and what follows from them."""

    def __init__(self, data: dict[str, Any]) -> None:
        options, makers = data["options"], data["decisionMakers"]
        every = [tuple(reversed(signs)) for signs in product("NY", repeat=len(options))]
        gone = data.get("infeasibles", [])
        self.rows = [row for row in every if not any(_matches(row, one) for one in gone)]
        self.ids = range(1, len(self.rows) + 1)
        self.makers = range(len(makers))
        ways = [one.get("permittedDirection", "both") for one in options]
        self.moves = [self._moves(one, ways) for one in makers]
        self.rank = [self._rank(one) for one in makers]

    def _moves(self, maker: dict[str, Any], ways: list[str]) -> dict[int, set[int]]:
        unseen = maker.get("misperceptions", [])
        found: dict[int, set[int]] = {s: set() for s in self.ids}
        for s, t in product(self.ids, repeat=2):
            old, new = self.rows[s - 1], self.rows[t - 1]
            changed = [k for k in range(len(old)) if old[k] != new[k]]
            bad = any(
                k not in maker["options"]
                or (ways[k] == "fwd" and old[k] == "Y")
                or (ways[k] == "back" and old[k] == "N")
                for k in changed
            )
            if changed and not bad and not any(_matches(row, one) for row in (old, new) for one in unseen):
                found[s].add(t)
        return found

    def _rank(self, maker: dict[str, Any]) -> dict[int, Any]:
        if maker.get("useManualPreferenceRanking") is True:
            groups = [one if isinstance(one, list) else [one] for one in maker["preferenceRanking"]]
            return {state: -place for place, group in enumerate(groups) for state in group}
        statements = [
            one["members"] if isinstance(one, dict) else [one] for one in maker.get("preferences", [])
        ]
        # the first statement is worth more than all below it together
        worth = [2 ** (len(statements) - place) for place in range(len(statements))]
        return {
            s: sum(
                weight
                for weight, members in zip(worth, statements, strict=True)
                if any(_matches(self.rows[s - 1], member) for member in members)
            )
            for s in self.ids
        }

    def better(self, i: int, t: int, s: int) -> bool:
        return bool(self.rank[i][t] > self.rank[i][s])

    def improvements(self, i: int) -> dict[int, set[int]]:
        return {s: {t for t in ends if self.better(i, t, s)} for s, ends in self.moves[i].items()}

    def reach(self, start: int, moves: Moves) -> set[int]:
        """R_H(s), with the last movers Ω of each state: (a) one move; (b) one more by somebody else."""
        last: dict[int, set[Group]] = {}
        for j, own in moves.items():
            for t in own[start]:
                last.setdefault(t, set()).add(j)
        grows = True
        while grows:
            grows = False
            for t in [*last]:
                for j, own in moves.items():
                    if last[t] == {j}:
                        continue
                    for q in own[t]:
                        if j not in last.setdefault(q, set()):
                            last[q].add(j)
                            grows = True
        return {t for t, movers in last.items() if movers}

    def others(self, group: Iterable[int]) -> list[int]:
        return [j for j in self.makers if j not in set(group)]

    def stable(self, concept: str, i: int, s: int) -> bool:
        leaves = self.improvements(i)[s]
        if concept == "nash":
            return not leaves
        if concept == "sim":
            return all(self._met_at_once(i, s, t) for t in leaves)
        credible = concept in ("seq", "sseq")
        moves: Moves = {(j,): self.improvements(j) if credible else self.moves[j] for j in self.others([i])}
        lasting = concept in ("smr", "sseq")
        return all(
            any(
                not self.better(i, s2, s)
                and not (lasting and any(self.better(i, s3, s) for s3 in self.moves[i][s2]))
                for s2 in self.reach(s1, moves)
            )
            for s1 in leaves
        )

    def _met_at_once(self, i: int, s: int, t: int) -> bool:
        """Whether improvements that others make from s at the same time spoil the move to t."""
        own = [k for k, sign in enumerate(self.rows[t - 1]) if sign != self.rows[s - 1][k]]
        choices = [[None, *self.improvements(j)[s]] for j in self.others([i])]
        for picks in product(*choices):
            changed = set(own)
            for q in picks:
                if q is not None:
                    row = self.rows[q - 1]
                    changed |= {k for k in range(len(row)) if row[k] != self.rows[s - 1][k]}
            end = tuple(
                ("N" if sign == "Y" else "Y") if k in changed else sign
                for k, sign in enumerate(self.rows[s - 1])
            )
            if end in self.rows and not self.better(i, self.rows.index(end) + 1, s):
                return True
        return False

    def improving_together(self, group: Group) -> dict[int, set[int]]:
        """A coalition improves where legal sequences of its members lead to what all of them like better."""
        if len(group) == 1:
            return self.improvements(group[0])
        own: Moves = {(j,): self.moves[j] for j in group}
        return {
            s: {t for t in self.reach(s, own) if all(self.better(j, t, s) for j in group)} for s in self.ids
        }

    def coalition_stable(self, concept: str, group: Group, s: int) -> bool:
        leaves = self.improving_together(group)[s]
        rest = self.others(group)
        own: Moves = {(j,): self.moves[j] for j in group}
        moves: Moves = {(j,): self.moves[j] for j in rest}
        if concept in ("seq", "sseq"):
            sizes = range(1, len(rest) + 1)
            moves = {
                some: self.improving_together(some) for size in sizes for some in combinations(rest, size)
            }

        def deters(q: int) -> bool:
            return any(not self.better(j, q, s) for j in group)

        return all(
            concept != "nash"
            and any(
                deters(q) and (concept in ("gmr", "seq") or all(deters(r) for r in self.reach(q, own)))
                for q in self.reach(t, moves)
            )
            for t in leaves
        )

    def ahead(self, start: int, *, improving: bool) -> set[int]:
        """What is reached from a state, itself included."""
        moves: Moves = {(j,): self.improvements(j) if improving else self.moves[j] for j in self.makers}
        return {start} | self.reach(start, moves)


def _matches(row: State, pattern: list[list[Any]]) -> bool:
    return all(row[option] == sign for option, sign in pattern)


def random_file(chance: Random) -> dict[str, Any]:
    """A conflict of three options, at most 8 states, for two or three decision makers."""
    many = chance.choice([2, 3])
    owners = [*range(many), *(chance.randrange(many) for _ in range(3 - many))]
    chance.shuffle(owners)

    def pattern(least: int) -> list[list[Any]]:
        return [[k, chance.choice("YN")] for k in chance.sample(range(3), chance.randint(least, 3))]

    gone = [pattern(2) for _ in range(chance.choice([0, 0, 1]))]
    states = sum(not any(_matches(row, one) for one in gone) for row in map(tuple, product("NY", repeat=3)))

    def maker(who: int) -> dict[str, Any]:
        found: dict[str, Any] = {
            "name": f"maker {who}", "options": [k for k in range(3) if owners[k] == who]
        }  # fmt: skip
        if chance.random() < 0.6:
            order = chance.sample(range(1, states + 1), states)
            tied = chance.randrange(states)
            found["preferenceRanking"] = [*order[:tied], order[tied:]]
            found["useManualPreferenceRanking"] = True
        found["preferences"] = [
            {"compound": True, "members": [pattern(1), pattern(1)]} if chance.random() < 0.4 else pattern(1)
            for _ in range(chance.randint(0, 4))
        ]
        return found | {"misperceptions": [pattern(1)] if chance.random() < 0.15 else []}

    options = [
        {"name": name, "permittedDirection": chance.choice(["both", "both", "both", "fwd", "back"])}
        for name in ("p", "q", "r")
    ]
    return {"options": options, "decisionMakers": [maker(who) for who in range(many)], "infeasibles": gone}
