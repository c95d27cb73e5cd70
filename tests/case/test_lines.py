"""Places in a file, also while faulty ones are left out."""

from __future__ import annotations

import pytest

from walkaway.case.lines import Lines, Path, dotted


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ((), ""), (("title",), "title"), (("issues", "price", "options"), "issues.price.options"),
        (("record", 2, "offer"), "record[2].offer"), ((0, 1), "[0][1]"),
    ],
)  # fmt: skip
def test_paths_are_written_as_people_do(path: Path, text: str) -> None:
    """Dots between names, brackets around numbers."""
    assert dotted(path) == text


def test_a_place_without_a_line_has_that_of_what_it_stands_in() -> None:
    """The root has the first line."""
    lines = Lines("x.yaml", {("a",): 3, ("a", "b"): 4})
    assert [lines.at(path) for path in ((), ("z",), ("a",), ("a", "b", "c"), ("a", "z"))] == [1, 1, 3, 4, 3]
    assert (
        str(lines.fault(("a", "b"), "this", "that", "hint"))
        == "x.yaml:4: a.b: found this; expected that (hint)"
    )


def test_places_left_out_are_trimmed_and_the_others_found_again() -> None:
    """Law: a path of the trimmed data, translated, is the path of the same value in the file."""
    data = {
        "record": ["a", "b", "c", {"x": [1, 2, 3]}],
        "title": "t",
        "about": "u",
        "parties": {"p": [], "q": "Q"},
    }
    lines = Lines("x.yaml", {("record", 3): 9})
    assert lines.trimmed(data) is data
    for place in (
        ("record", 1),
        ("record", 3, "x", 0),
        ("title",),
        ("about",),
        ("parties", "p"),
        ("issues", "i"),
    ):
        lines.leave_out(place)
    assert lines.trimmed(data) == {
        "record": ["a", "c", {"x": [2, 3]}], "title": "?", "parties": {"p": "?", "q": "Q"},
    }  # fmt: skip
    assert lines.original(("record", 2, "x", 1)) == ("record", 3, "x", 2)
    assert lines.fault(("record", 2, "x", 1), "this", "that").path == "record[3].x[2]"
    assert lines.fault(("record", 2), "this", "that").line == 9
    assert lines.left_out(("about", "deeper"))
    assert not lines.left_out(("record",))
    assert lines.touched(("record",))
    assert not lines.touched(("record", 0))


@pytest.mark.parametrize(
    "path",
    [
        ("case",), ("title",), ("parties",), ("issues",), ("preferences",), ("issues", "i", "options"),
        ("preferences", "p", "scores"), ("ratifiers", "r", "for"), ("record", 0, "by"),
    ],
)  # fmt: skip
def test_what_must_stand_has_a_stand_in(path: Path) -> None:
    """Whether it is faulty or missing."""
    data: object = "here"
    for part in reversed(path):
        data = {part: data} if isinstance(part, str) else [data]
    parent: object = {}
    for part in reversed(path[:-1]):
        parent = {part: parent} if isinstance(part, str) else [parent]
    for given in (data, parent):
        lines = Lines("x.yaml")
        lines.leave_out(path)
        value = lines.trimmed(given)
        for part in path:
            value = value[part]
        assert value is not None
        assert value != "here"
