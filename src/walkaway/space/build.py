"""A case in numbers: its patterns and functions as features, its linked issues as clusters."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from itertools import count

import numpy as np

from ..case import Agreement, Case, Choice, Interaction, Part, Pattern, Preference
from .clusters import Cluster, connected
from .factored import Space
from .functions import Node, Term, plant
from .masks import Bools, Mask
from .votes import votes_of

DEAL_BUDGET = 2_000_000
"""Most deals that are listed one by one where a question needs the list."""


class _Draft:
    """A case in numbers, before it falls into clusters; features are numbered as they come."""

    def __init__(self, case: Case, *, every_cap: bool) -> None:
        self.case, self.ids, self.every_cap = case, tuple(case.issues), every_cap
        self.options = tuple(tuple(issue.options) for issue in case.issues.values())
        self.first = tuple(int(x) for x in np.cumsum([0, *map(len, self.options)])[:-1])
        self.feature = count(sum(map(len, self.options)))
        self.impossible = [self.mask(pattern) for pattern in case.impossible]
        self.red_lines: list[tuple[int, Mask]] = []
        self.interactions: list[tuple[int, int, Mask]] = []
        self.functions: list[tuple[int, Node]] = []
        self.terms: list[list[Term]] = []
        for owner, name in enumerate(case.everyone):
            self._interactions(owner, case.preferences[name])
        for owner, name in enumerate(case.everyone):
            self._functions(owner, case.preferences[name])

    def _interactions(self, owner: int, preference: Preference) -> None:
        self.red_lines += [(owner, self.mask(pattern)) for pattern in preference.red_lines]
        self.terms.append([])
        for index, item in enumerate(preference.interactions):
            term = Term(next(self.feature), f"interactions[{index}].add", item.add)
            self.terms[owner].append(term)
            self.interactions.append((term.feature, owner, self.mask(item)))

    def _functions(self, owner: int, preference: Preference) -> None:
        for index, function in enumerate(preference.functions):
            path = f"functions[{index}]"
            trees, terms = plant(function, path, self.mask, self.feature, every_cap=self.every_cap)
            self.terms[owner] += terms
            for tree in trees:
                if isinstance(tree, Node):
                    self.functions.append((owner, tree))
                else:
                    self.interactions.append((tree.feature, owner, tree.mask))

    def mask(self, pattern: Pattern | Interaction | Part) -> Mask:
        unless = self._mask(pattern.unless) if pattern.unless else None
        return replace(self._mask(pattern.when), unless=unless)

    def _mask(self, when: Mapping[str, Choice]) -> Mask:
        issues = tuple(sorted(self.ids.index(issue) for issue in when))
        return Mask(issues, tuple(self._allowed(self.ids[issue], when[self.ids[issue]]) for issue in issues))

    def _allowed(self, issue: str, choice: Choice) -> Bools:
        chosen = set(self.case.chosen(issue, choice))
        return np.array([option in chosen for option in self.case.issues[issue].options])


def build_space(case: Case, *, rule: Agreement | None = None, every_cap: bool = False) -> Space:
    """Factor a case, its real ranges listed, into clusters; linear in the case, whatever the number of deals.

    ``every_cap`` keeps also caps that nothing reaches inside the ranges, for judgements moved beyond them.
    """
    assert not any(issue.real for issue in case.issues.values()), "a real range is listed first: in_steps"
    draft = _Draft(case, every_cap=every_cap)
    masks = [mask.touched for mask in draft.impossible] + [mask.touched for _, mask in draft.red_lines]
    masks += [mask.touched for *_, mask in draft.interactions]
    masks += [node.issues for _, node in draft.functions]
    clusters = []
    for issues in connected(len(draft.ids), masks):

        def here(touched: tuple[int, ...], issues: tuple[int, ...] = issues) -> bool:
            return (touched[0] if touched else 0) in issues  # what depends on no issue lies with the first

        clusters.append(
            Cluster(
                issues=issues,
                shape=tuple(len(draft.options[issue]) for issue in issues),
                impossible=tuple(mask for mask in draft.impossible if here(mask.touched)),
                red_lines=tuple(line for line in draft.red_lines if here(line[1].touched)),
                interactions=tuple(item for item in draft.interactions if here(item[2].touched)),
                functions=tuple(item for item in draft.functions if here(item[1].issues)),
            )
        )
    return Space(
        who=case.everyone,
        parties=len(case.parties),
        issues=draft.ids,
        options=draft.options,
        first=draft.first,
        features=next(draft.feature),
        clusters=tuple(clusters),
        rule=case.agreement if rule is None else rule,
        votes=votes_of(case, rule),
        terms=tuple(map(tuple, draft.terms)),
    )
