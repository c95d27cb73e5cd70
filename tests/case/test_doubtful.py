"""What reads well and may have been meant otherwise is a doubt, which says how to write the other meaning."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.evidence.helpers import SMALL, write_case
from typer.testing import CliRunner

import walkaway
from walkaway import catalogue
from walkaway.case import read_case_text
from walkaway.case.doubtful import doubts_of
from walkaway.cli import app as cli
from walkaway.errors import Fault

AWAY = "walk_away: 5"


def doubts(old: str, new: str, text: str = SMALL) -> list[Fault]:
    assert old in text
    changed = text.replace(old, new, 1)
    read_case_text(changed)  # it reads
    found = doubts_of(changed, "case.yaml")
    assert all(doubt.level == "doubt" for doubt in found)
    return found


@pytest.mark.parametrize(
    ("written", "found", "expected"),
    [
        ("1.000", "1.000, read as 1", "1, or 1000 if the point parts thousands"),
        ("010", "010, read as 10", "10, without a zero before it"),
        ("[04, 600]", "04, read as 4", "4, without a zero before it"),
        ("-007.5", "-007.5, read as -7.5", "-7.5, without a zero before it"),
        ("1.", "1., read as 1", "1, or the decimals behind the point"),
        ("-4.600", "-4.600, read as -4.6", "-4.6, or -4600 if the point parts thousands"),
        ("12.500", "12.500, read as 12.5", "12.5, or 12500 if the point parts thousands"),
        ("{value: 1.000}", "1.000, read as 1", "1, or 1000 if the point parts thousands"),
        ("[2.000, 3.000]", "2.000, read as 2", "2, or 2000 if the point parts thousands"),
        ("[4,600]", "[4,600], read as the range from 4 to 600",
         "[4, 600] with a blank, or 4600 if the comma parts thousands"),
        ("[ 12,500 ]", "[12,500], read as the range from 12 to 500",
         "[12, 500] with a blank, or 12500 if the comma parts thousands"),
    ],
)  # fmt: skip
def test_amounts_with_two_readings(written: str, found: str, expected: str) -> None:
    (doubt,) = doubts(AWAY, f"walk_away: {written}")
    assert (doubt.line, doubt.found, doubt.expected) == (13, found, expected)
    assert doubt.path.startswith("preferences.a.walk_away")


@pytest.mark.parametrize(
    "written",
    [
        "0.125", "[0.250, 1.000]", "1.0", "1.00", "1.0000", "1000", "1000.000", "0.000", "1e3", "[0, 1]",
        "[4, 600]", "[0,600]", "[4,60]", "[4,6000]", "[300,600]", "{low: 4, high: 600}", "[4, 600.5]",
        "0", "-0", "0e3", "0/1", "100",
    ],
)  # fmt: skip
def test_amounts_with_one_reading(written: str) -> None:
    assert doubts(AWAY, f"walk_away: {written}") == []


def test_who_shows_that_a_point_marks_decimals_is_believed() -> None:
    assert doubts(AWAY, "walk_away: 1.000", SMALL.replace("fast: 3", "fast: 2.5", 1)) == []
    assert doubts(AWAY, "walk_away: 1.000", SMALL.replace("fast: 3", "fast: 0.375", 1)) == []
    assert len(doubts(AWAY, "walk_away: 1.000", SMALL.replace("[1, 4]", "[1.5, 4]"))) == 1  # another's scale


def test_who_writes_no_blanks_is_believed_unless_the_numbers_are_large() -> None:
    glued = SMALL.replace("[1, 4]", "[1,4]").replace("[2, 6]", "[2,6]")
    assert doubts(AWAY, "walk_away: [4,600]", glued) == []
    assert len(doubts(AWAY, "walk_away: [4,600]", glued.replace("high: 10", "high: 5000", 1))) == 1


def test_ends_that_are_near_are_a_range_unless_the_numbers_are_large() -> None:
    (doubt,) = doubts(AWAY, "walk_away: [300,600]", SMALL.replace("high: 10", "high: 500000", 1))
    assert doubt.expected.endswith("or 300600 if the comma parts thousands")


def test_many_of_one_party_are_one_doubt() -> None:
    scores = SMALL.replace("{low: 0, mid: 5, high: 10}", "{low: 0, mid: 5.000, high: 10.000}")
    (doubt,) = doubts(AWAY, "walk_away: 1.000", scores)
    assert (doubt.line, doubt.hint) == (13, "so too on line 15")


@pytest.mark.parametrize(
    ("old", "new", "whole"),
    [
        ("title: A small case", "title: Site #3", "Site #3"),
        ("title: Price", "title: Price #net of tax", "Price #net of tax"),
        (
            "    options: {slow: Slow, fast: Fast}",
            "    options:\n      slow: Way  #1\n      fast: Fast",
            "Way #1",
        ),
        ("title: A small case", "title: 2 #3", "2 #3"),
    ],
)
def test_text_that_a_comment_swallowed(old: str, new: str, whole: str) -> None:
    (doubt,) = doubts(old, new)
    assert doubt.expected == f'"{whole}" in quotation marks, or a blank behind # if it is a comment'
    assert doubt.found.endswith("as a comment")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("title: A small case", "title: Price # in dollars"), (AWAY, "walk_away: 5 #3 said so"),
        ("title: A small case", 'title: "Site #3"'), ("title: A small case", "title: Site#3"),
        ("title: A small case", "title: 'Site' #3"), ("title: A small case", "title: Price ## net"),
        ("title: Price", "title: Price\n    #3 is meant"), ("case: 1", "case: 1 #1"),
        ("{slow: Slow, fast: Fast}", "{slow: Slow, fast: Fast} #2 of them"),
    ],
)  # fmt: skip
def test_comments_that_are_comments(old: str, new: str) -> None:
    assert doubts(old, new) == []


@pytest.mark.parametrize(
    ("written", "right"),
    [("1.000.000", "write 1000000"), ("4,600", "write 4600, or 4.6"), ("1 000", "write 1000"),
     ("1'000", "write 1000"), ("1_000", "write 1000"), ("1.000,5", "write 1000.5"),
     ("[4,600, 5,000]", "write [4600, 5000]"), ("{low: 4,600, high: 5,200}", "{low: 4600, high: 5200}")],
)  # fmt: skip
def test_the_siblings_that_do_not_read_are_faults_with_the_right_form(
    written: str, right: str, tmp_path: Path
) -> None:
    write_case(tmp_path, SMALL.replace(AWAY, f"walk_away: {written}", 1))
    (fault,) = walkaway.check(tmp_path)
    assert (fault.level, fault.line) == ("fault", 13)
    assert right in f"{fault.expected} {fault.hint}"


@pytest.mark.parametrize("name", list(catalogue.catalogue()))
def test_the_catalogue_has_none(name: str) -> None:
    path = catalogue.find(name)
    assert path is not None
    assert doubts_of(path.read_text(encoding="utf-8"), name) == []


def test_doubts_do_not_stop_other_commands(tmp_path: Path) -> None:
    path = write_case(tmp_path, SMALL.replace(AWAY, "walk_away: 1.000", 1))
    said = CliRunner().invoke(cli.app, ["check", str(tmp_path)])
    assert said.exit_code == 2
    assert "found 1.000, read as 1; expected 1, or 1000" in said.stdout
    assert f"{path}:13" in "".join(said.stdout.split())
    assert CliRunner().invoke(cli.app, ["deals", str(tmp_path), "--draws", "50"]).exit_code == 0


@given(st.integers(1, 999), st.integers(0, 999))
def test_following_the_message_ends_the_doubt(whole: int, part: int) -> None:
    """Law: each of the two forms that the message gives reads as it says, and is doubted no more."""
    (doubt,) = doubts(AWAY, f"walk_away: {whole}.{part:03}")
    small, _, large = doubt.expected.removesuffix(" if the point parts thousands").partition(", or ")
    assert float(small) == float(f"{whole}.{part:03}")
    assert int(large) == 1000 * whole + part
    if "." not in small or len(small.partition(".")[2]) < 3:
        assert doubts(AWAY, f"walk_away: {small}") == []
    assert doubts(AWAY, f"walk_away: {large}") == []
