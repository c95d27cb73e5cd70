"""What a case does not say of a path, and what is taken in its place, in sentences."""

from __future__ import annotations

from ...case.titles import deal_words
from ...language import listed
from .path_numbers import PathCase


def assumed_words(path: PathCase) -> tuple[str, ...]:
    """What is assumed of a path, a sentence for each kind."""
    said, case, found = path.phasing, path.case, list[str]()
    today = {step.issue: step.now for step in path.steps if step.issue not in said.today}
    if today:
        found.append(f"today the first option holds: {deal_words(case, today)}")
    for name, words in (
        ("by", "who loses most in its scores acts for {}"),
        ("costs", "what the steps cost follows from the scores, in proportion to the share, for {}"),
        ("worth", "what the steps are worth to others follows from the scores, in proportion, for {}"),
    ):
        issues = [case.issue_label(step.issue) for step in path.steps if name in step.assumed]
        if issues:
            found.append(words.format(listed(issues)))
    unseen = [
        case.issue_label(step.issue)
        for step in path.steps
        if step.how.detection is None and step.how.sites is None
    ]
    if unseen:
        found.append(f"a breach of {listed(unseen)} is seen for sure within its phase")
    if missing := [case.label(who) for who in path.parties if who not in said.discount]:
        found.append(f"a later value counts as much as one today for {listed(missing)}")
    if missing := [case.label(who) for who in path.parties if who not in said.completed]:
        found.append(f"nothing follows once all is done, for {listed(missing)}")
    return tuple(found)
