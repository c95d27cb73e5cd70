"""Which numbers of real ranges were looked at, and what a number between them could add, in words."""

from __future__ import annotations

from ...case import Case
from ...case.judgement import exact_number
from ...numbers import lower_limit, number
from ...space import between, in_steps
from .phrases import figures, listed


def between_words(case: Case) -> tuple[str, ...]:
    """A sentence for each real range, and one on what a number between those looked at could add."""
    found = between(in_steps(case))
    if found is None:
        return ()
    said = []
    for name, many in found.numbers.items():
        issue = case.issues[name]
        low, high = (issue.labelled(exact_number(end)) for end in issue.ends)
        said.append(
            f"{issue.title} may be any number from {low} to {high}; {figures(many)} of them were looked at, "
            f"at most {number(found.apart[name])} apart"
        )
    if most := {who: gain for who, gain in found.gains.items() if gain}:
        each = listed(f"{lower_limit(gain, beside=0)} for {case.label(who)}" for who, gain in most.items())
        said.append(f"a number between them could add at most {each}, each on its own scale")
    return tuple(said)
