"""Of an answer stands what stands in the passage; the rest is shown as rejected, never taken."""

from __future__ import annotations

import json
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from tests.strategies import law

from walkaway.evidence.model.questions_asked import FoundInPassage, read_answer

PASSAGE = "The union demands a raise of 4 percent. “We offer  two percent,” said Ann Bell of Harbour Ltd."


def answer(*items: Any) -> str:
    return json.dumps({"positions": items})


def item(**changed: Any) -> dict[str, Any]:
    return {"who": "The union", "act": "demands", "cue": "demands", "words": "a raise of 4 percent"} | changed


def shown(found: FoundInPassage) -> tuple[str, str, str]:
    return PASSAGE[slice(*(found.who or (0, 0)))], PASSAGE[slice(*found.cue)], PASSAGE[slice(*found.words)]


def test_what_stands_in_the_passage_stands() -> None:
    """White space and the form of quotation marks do not matter; letters do."""
    for text in (
        answer(item()),
        json.dumps([item()]),
        f"```json\n{answer(item())}\n```",
        f"<think>They want {{four}}.</think>\n{answer(item())}",
        answer(item(), item()),
    ):
        (found,), rejected = read_answer(text, PASSAGE)
        assert shown(found) == ("The union", "demands", "a raise of 4 percent")
        assert not rejected
    spaced = item(who="", act="offers", cue="offer", words="offer two percent")
    (found,), _ = read_answer(answer(spaced), PASSAGE)
    assert shown(found) == ("", "offer", "offer  two percent")


def test_lies_are_rejected_with_a_reason() -> None:
    lies = [
        (item(words="a raise of 5 percent"), "the words"), (item(words="a Raise of 4 percent"), "the words"),
        (item(cue="insists"), "the cue"), (item(who="The port"), "who does it"),
        (item(act="murders"), "no act"), (item(words=4), "not who"), ("text", "not who"), (None, "not who"),
        (item(words="…"), "the words"), (item(words=PASSAGE * 5), "more than 400 characters"),
    ]  # fmt: skip
    found, rejected = read_answer(answer(*(lie for lie, _ in lies)), PASSAGE)
    assert not found
    assert [why in one.why for one, (_, why) in zip(rejected, lies, strict=True)] == [True] * len(lies)
    for broken in ("", "no", "{", "[" * 50_000, '{"positions": 3}', "3"):
        found, (one,) = read_answer(broken, PASSAGE)
        assert not found
        assert one.why.startswith("no ")
    found, rejected = read_answer(answer(*[item()] * 50), PASSAGE)
    assert (len(found), len(rejected)) == (1, 10)


NAMES = st.sampled_from(["positions", "who", "act", "cue", "words"])
PLAIN = st.none() | st.booleans() | st.integers() | st.text()


@law
@given(st.recursive(PLAIN, lambda inner: st.lists(inner) | st.dictionaries(NAMES, inner)))
def test_no_answer_breaks_the_reading(data: Any) -> None:
    """Law: whatever comes back, what is taken are places within the passage."""
    found, _ = read_answer(json.dumps(data), PASSAGE)
    for one in found:
        for start, end in (one.words, one.cue):
            assert 0 <= start < end <= len(PASSAGE)
