"""How talks were held, as a case says it: read, written back, and every slip told at once."""

from __future__ import annotations

import pytest
from tests.playing.helpers import small_case

import walkaway
from walkaway.case import Case, read_case_text, to_yaml
from walkaway.errors import CaseError

TALKS = """
process:
  protocol: two-level
  rounds: 3
  prepared: 10
  mandates:
    p0: {least: 0.2, consult: yes, note: As told.}
    p1: {beyond: [{i0: [o0, o1]}, {i1: o2, i2: o2}]}
  otherwise: summit
  note: Judged.
"""


def text(more: str) -> str:
    return to_yaml(small_case(1)) + more


def test_it_is_read_and_written_back() -> None:
    case = read_case_text(text(TALKS))
    assert case.process is not None
    assert (case.process.protocol, int(case.process.rounds or 0), case.process.otherwise) == (
        "two-level",
        3,
        ("summit",),
    )
    assert case.process.mandates["p0"].consult
    assert Case.model_validate(case.to_dict()) == case
    assert read_case_text(to_yaml(case)) == case


@pytest.mark.parametrize(
    ("was", "now", "said"),
    [
        ("two-level", "two-levels", 'found "two-levels"; expected one of alternating, multiple-offers'),
        ("rounds: 3", "rounds: 0", "process.rounds: found the number 0; expected a whole number from 1"),
        ("prepared: 10", "prepared: 2.5", "process.prepared: found"),
        ("least: 0.2", "least: 2", "process.mandates.p0.least: found the number 2; expected a share from 0"),
        ("consult: yes", "consult: maybe", 'consult: found "maybe"; expected yes or no'),
        ("p1: {beyond", "p7: {beyond", 'process.mandates.p7: found "p7"; expected a party (p0, p1)'),
        ("[o0, o1]", "[o0, o9]", 'found "o9"; expected an option of i0'),
        ("mandates:", "mandate:", 'the unknown key "mandate"; expected one of protocol, rounds, prepared'),
        ("otherwise: summit", "otherwise: [sumit]", 'did you mean "summit"?'),
        ("  protocol: two-level\n", "", "process.protocol: found nothing; expected the key protocol"),
    ],
)
def test_slips_are_told(was: str, now: str, said: str) -> None:
    with pytest.raises(CaseError) as told:
        read_case_text(text(TALKS.replace(was, now)))
    assert said in str(told.value)


def test_hanoi_says_how_it_was_held_with_words_it_rests_on() -> None:
    process = walkaway.load("hanoi-2019").case.process
    assert process is not None
    assert (process.protocol, int(process.rounds or 0), process.otherwise) == ("summit", 3, ("two-level",))
    assert len(process.cites) == 3
