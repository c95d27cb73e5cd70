"""Every place in which two versions can differ has its words."""

from __future__ import annotations

from hypothesis import given
from tests.strategies import cases, law

from walkaway.analysis.compare.changed_words import place_label, value_words
from walkaway.case import Case
from walkaway.case.versions import ABSENT, versions_of


@law
@given(cases(rich=True, issues=(1, 3)), cases(rich=True, issues=(1, 3)))
def test_every_place_has_words(old: Case, new: Case) -> None:
    """Law: a label always, and words for what stands there; none for what is not there."""
    versions = versions_of(old, new)
    for one in versions.differences:
        assert place_label(versions, one)
        for case, value in ((old, one.old), (new, one.new)):
            assert bool(value_words(case, one.place, value)) == (value is not ABSENT)
