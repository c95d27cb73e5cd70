"""From the aftermath of a case to its graph model."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from ..case import Aftermath, Expected, Preference
from ..case.lines import Lines, Path, dotted
from ..errors import Fault, Faults, UsageError
from .arcs import Truth
from .graph import GraphModel
from .option_form import Barred, OptionForm
from .relation import Relation
from .wish_rankings import by_priority, by_weights, odd_wishes

_WAYS = {"take": "fwd", "drop": "back"}


@dataclass(frozen=True, eq=False)
class Dispute:
    """The aftermath of a case with its states, moves and preferences."""

    after: Aftermath
    form: OptionForm
    walk_aways: Mapping[str, Expected]  # that are computed from what follows, by party
    lines: Lines | None = None  # where it stands in its file

    @cached_property
    def wants(self) -> dict[str, Relation]:
        """The preference of each party over states.

        Raises
        ------
        UsageError
            With every ranking that names a state that does not exist, names one twice or leaves one out.
        """
        found, faults = {}, Faults()
        for who in self.after.who:
            try:
                found[who] = _relation(self.after, who, self.form.taken, len(self.form.first))
            except UsageError as error:
                path = ("aftermath", "wants", who, "ranking")
                faults.extend(_fault(self.lines, path, one.found, one.expected) for one in error.faults)
        faults.raise_if_any(UsageError)
        return found

    @cached_property
    def model(self) -> GraphModel:
        """The graph model."""
        return self.form.model(self.wants)

    @property
    def today(self) -> int | None:
        """The state of today, counted from 0; None if the case calls it impossible."""
        return self.form.number({name: option.now for name, option in self.after.options.items()})

    def complaints(self) -> list[str]:
        """What is odd about what each party wants, in sentences."""
        return [
            f"{who}: {sentence}"
            for who in self.after.who
            for sentence in (
                *odd_wishes(self.after.wishes(who), self.form.taken),
                *self.wants[who].complaints(),
            )
        ]


def problem_of(
    after: Aftermath, preferences: Mapping[str, Preference] | None = None, lines: Lines | None = None
) -> Dispute:
    """States and moves of an aftermath, before anything of them is worked out.

    Parameters
    ----------
    after : Aftermath
    preferences : mapping of str to Preference, optional
        Whose walk-aways may rest on it.
    lines : Lines, optional
        Where it stands in its file, for messages.

    Raises
    ------
    UsageError
        If every state is impossible.
    BudgetError
        If there are too many states.
    """
    held = {
        who: tuple(name for name, option in after.options.items() if who in option.by) for who in after.who
    }
    only = {name: _WAYS[option.only] for name, option in after.options.items() if option.only}
    barred = tuple(Barred(bar.from_, bar.to, bar.by) for bar in after.no_move)
    form = OptionForm(tuple(after.options), held, only, after.impossible, after.same, barred)
    if not len(form.codes):
        found, right = "no state that is possible", "patterns that leave one"
        raise UsageError([_fault(lines, ("aftermath", "impossible"), found, right)])
    aways = {who: preference.walk_away for who, preference in (preferences or {}).items()}
    computed = {who: away for who, away in aways.items() if isinstance(away, Expected)}
    return Dispute(after, form, computed, lines)


def _relation(after: Aftermath, who: str, taken: Mapping[str, Truth], states: int) -> Relation:
    want = after.wants[who]
    if want.ranking:
        return Relation.ranked([[one - 1 for one in group] for group in want.ranking], states)
    if want.weights:
        return by_weights({name: float(weight) for name, weight in want.weights.items()}, taken)
    return by_priority(after.wishes(who), taken)


def _fault(lines: Lines | None, path: Path, found: str, expected: str) -> Fault:
    """A fault with its file and line, where the case is from a file."""
    if lines is None:
        return Fault(path=dotted(path), found=found, expected=expected)
    return lines.fault(path, found, expected)
