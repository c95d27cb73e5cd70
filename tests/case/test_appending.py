"""One entry more at the end of a list: every other line stays."""

from __future__ import annotations

import pytest
from tests.case.helpers import SMALL
from tests.case.test_edit import LAID_OUT, changes

from walkaway.case.appending import appended
from walkaway.case.read import read_case_text
from walkaway.errors import CaseError

EVENT = {"by": "a", "act": "stays"}


@pytest.mark.parametrize(
    ("text", "gone", "come"),
    [
        (LAID_OUT, [], ["- {by: a, act: stays}"]),
        (LAID_OUT.replace("- {by: b, act: stays}   # flow\n", ""), [], ["- {by: a, act: stays}"]),
        (SMALL + "record: [{by: b, act: x}]  # flow\n", ["record: [{by: b, act: x}]  # flow"],
         ["record: [{by: b, act: x}, {by: a, act: stays}]  # flow"]),
        (SMALL + "record:\n  - by: b\n    act: |\n      one\n      two\n\n# end\n", [],
         ["  - {by: a, act: stays}"]),
        (SMALL + "record:\r\n  - by: b\r\n    act: x  # last\r\n", [], ["  - {by: a, act: stays}"]),
        (SMALL, [], ["record: [{by: a, act: stays}]"]),
    ],
)  # fmt: skip
def test_an_entry_comes_last(text: str, gone: list[str], come: list[str]) -> None:
    """Law: the case has it last, after all that it had, and no other line is another one."""
    after = appended(text, ("record",), EVENT)
    old, new = (read_case_text(one).record for one in (text, after))
    assert new[:-1] == old
    assert (new[-1].by, new[-1].act) == ("a", "stays")
    assert changes(text, after) == (gone, come)


def test_what_holds_the_list_is_made_too() -> None:
    said = {"document": "memo", "words": "no deal"}
    once = appended(SMALL, ("documents", "reject"), said)
    twice = appended(once, ("documents", "reject"), {**said, "words": "a deal"})
    assert [one.words for one in read_case_text(twice).documents.reject] == ["no deal", "a deal"]
    beside = appended(SMALL + "documents:\n  memo: {kind: minutes}  # told\n", ("documents", "reject"), said)
    assert beside.endswith("  memo: {kind: minutes}  # told\n  reject: [{document: memo, words: no deal}]\n")


def test_a_faulty_text_is_refused() -> None:
    with pytest.raises(CaseError):
        appended(SMALL.replace("title:", "titel:"), ("record",), EVENT)
