"""Two versions on one frame: both ends are the versions themselves, and the frame is one for both."""

from __future__ import annotations

from hypothesis import given
from tests.strategies import cases, law

from walkaway.case import Case, read_case_text
from walkaway.case.versions import versions_of

TEXT = """\
case: 1
title: A yard
parties: {ann: Ann, ben: Ben}
issues: {price: {title: Price, options: {low: Low, high: High}}}
preferences:
  ann:
    walk_away: 2
    scores: {price: {low: 0, high: 5}}
    interactions: [{when: {price: low}, add: [0, 1]}, {when: {price: high}, add: [1, 3]}]
    functions: [{of: [{when: {price: low}, add: 1}], cap: 2}, {of: [{when: {price: high}, add: [1, 2]}]}]
  ben: {walk_away: 3, scores: {price: {low: 5, high: 0}}}
"""


@law
@given(cases(issues=(1, 3), linked=False), cases(issues=(1, 3), linked=False))
def test_both_ends_are_the_versions(old: Case, new: Case) -> None:
    """Law: with nothing changed it is the old version, with everything the new one, either way round."""
    versions = versions_of(old, new)
    everything = range(len(versions.differences))
    for chosen, whole in (((), old), (everything, new)):
        made = versions.mixed(chosen)
        assert made is not None
        assert versions_of(made, whole).differences == ()
    back = versions_of(new, old)
    ends = back.mixed(range(len(back.differences))), versions.mixed(())
    assert ends[0] is not None
    assert ends[1] is not None
    assert ends[0].to_dict()["preferences"] == ends[1].to_dict()["preferences"]


def test_an_entry_that_is_gone_leaves_a_place_that_adds_nothing() -> None:
    shorter = TEXT.replace("{when: {price: low}, add: [0, 1]}, ", "")
    shorter = shorter.replace("{of: [{when: {price: low}, add: 1}], cap: 2}, ", "")
    old, new = read_case_text(TEXT), read_case_text(shorter)
    versions = versions_of(old, new)
    assert [one.path for one in versions.differences] == [
        "preferences.ann.interactions[0]", "preferences.ann.functions[0]",
    ]  # fmt: skip
    made = versions.mixed((0, 1))
    assert made is not None
    ann = made.preferences["ann"]
    assert ann.interactions[0].add.high == 0
    assert [part.add.high for part in ann.functions[0].parts()] == [0]
    assert (ann.interactions[1], ann.functions[1]) == (
        new.preferences["ann"].interactions[0], new.preferences["ann"].functions[0],
    )  # fmt: skip
