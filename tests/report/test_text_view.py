"""A session over a single text says in every round what was moved, who agreed, and which text stands."""

from __future__ import annotations

from itertools import groupby
from typing import Any

import pytest

import walkaway
from walkaway.case.titles import deal_words
from walkaway.report.terminal.play_view import play_tables
from walkaway.report.terminal.text_view import text_rows


@pytest.mark.parametrize("strategies", ["conceder", "boulware,linear", "tough"])
def test_every_round_says_what_the_text_is(strategies: str) -> None:
    """Law: the text that stands is the last version to which all said yes, by hand from the answers."""
    case = walkaway.load("itex-cypress").case
    found = walkaway.play(case, protocol="single-text", strategies=strategies, rounds=30)
    assert found.transcript is not None
    rows, text, since = iter(text_rows(case, found.transcript)), None, 0
    for number, some in groupby(found.transcript, key=lambda one: one.round):
        version, *answers = some
        assert version.text == text
        yes = all(one.what == "accepts" for one in answers)
        moved, stands = next(rows), next(rows)
        assert moved[:2] == (str(number), "Mediator")
        if yes and version.deal != text:
            text, since = version.deal, number
            assert stands[2] == f"all accept: the text is now {deal_words(case, text or {})}"
        else:
            assert stands[2].endswith(f"as of round {since}" if text else "there is no text yet")
        assert answers[-1].text == text
        assert bool(stands[3]) == bool(text)
    assert next(rows, None) is None
    assert text == (found.deals[0].deal if found.deals else None)


def test_a_step_names_what_it_was_before() -> None:
    case: Any = walkaway.load("itex-cypress").case
    found = walkaway.play(case, protocol="single-text", strategies="boulware,linear", rounds=4)
    said = "\n".join(map(str, play_tables(case, found)))
    assert "moves in the version before Delivery: 60 days → 45 days" in said


def test_what_is_new_in_an_offer_is_explained_where_it_is_said() -> None:
    case: Any = walkaway.load("itex-cypress").case
    for rounds, there in ((6, True), (1, False)):
        found = walkaway.play(case, strategies="boulware", rounds=rounds)
        assert ("Now: what is new" in "\n".join(map(str, play_tables(case, found)))) == there
