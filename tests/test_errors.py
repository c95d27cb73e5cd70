"""Errors: how a fault is shown, how faults are collected, what is suggested."""

from __future__ import annotations

import pickle

import pytest
from tests.ended import ends

from walkaway import errors
from walkaway.errors import (
    BudgetError,
    CaseError,
    CiteError,
    ExtraError,
    Fault,
    Faults,
    InputError,
    UsageError,
    WalkawayError,
    closest,
    nearest,
    quoted,
)


def fault(line: int = 0, level: str = "fault", **places: str) -> Fault:
    return Fault(line=line, found="this", expected="that", level=level, **places)  # type: ignore[arg-type]


def test_the_errors_are_one_family() -> None:
    """Whoever catches the root catches all that is raised on purpose."""
    assert [error.__mro__[1] for error in (InputError, BudgetError)] == [WalkawayError, WalkawayError]
    assert [error.__mro__[1] for error in (CaseError, CiteError, UsageError, ExtraError)] == [InputError] * 4
    assert issubclass(WalkawayError, Exception)


@pytest.mark.parametrize(
    ("shown", "text"),
    [
        (fault(), "found this; expected that"),
        (fault(hint="so"), "found this; expected that (so)"),
        (fault(file="a.yaml"), "a.yaml: found this; expected that"),
        (fault(3, file="a.yaml"), "a.yaml:3: found this; expected that"),
        (fault(path="x.y"), "x.y: found this; expected that"),
        (fault(3, file="a.yaml", path="x.y", hint="so"), "a.yaml:3: x.y: found this; expected that (so)"),
    ],
)
def test_a_fault_says_where_what_and_what_would_be_right(shown: Fault, text: str) -> None:
    """Parts that it does not have are left out."""
    assert str(shown) == text
    assert str(UsageError([shown])) == text


def test_a_fault_is_given_as_plain_data() -> None:
    """The shape that --json prints."""
    assert fault(3, "doubt", file="a.yaml", path="x", hint="so").to_dict() == {
        "file": "a.yaml", "line": 3, "path": "x", "found": "this", "expected": "that", "hint": "so",
        "level": "doubt",
    }  # fmt: skip


def test_forty_faults_are_shown_and_the_others_counted() -> None:
    """All of them stay in ``faults``."""
    many = [fault(line, file="a.yaml") for line in range(1, 12_346)]
    error = CaseError(iter(many))
    assert error.faults == tuple(many)
    shown = str(error).splitlines()
    assert shown[:40] == [str(one) for one in many[:40]]
    assert shown[40:] == ["… and 12,305 more (--json lists them all)"]
    assert len(str(CaseError(many[:40])).splitlines()) == 40


def test_errors_can_be_sent_between_processes() -> None:
    """A worker's faults arrive whole."""
    error = CaseError([fault(1), fault(2)])
    again = pickle.loads(pickle.dumps(error))
    assert type(again) is CaseError
    assert again.faults == error.faults
    assert str(again) == str(error)


def test_a_usage_error_is_made_from_one_fault() -> None:
    """It has no place in a file."""
    error = UsageError.of("the case x", "a case of the catalogue", "did you mean y?")
    assert str(error) == "found the case x; expected a case of the catalogue (did you mean y?)"
    assert UsageError.of("a", "b").faults == (Fault(found="a", expected="b"),)


def test_faults_come_in_the_order_of_the_file_each_once() -> None:
    """In a line, in the order in which they were found."""
    faults = Faults()
    faults.add(fault(9, file="a"))
    faults.extend(
        [fault(2, file="b"), fault(2, file="a", path="z"), fault(2, file="a", path="c"), fault(9, file="a")]
    )
    assert len(faults) == 5
    assert [(one.file, one.line, one.path) for one in faults] == [
        ("a", 2, "z"), ("a", 2, "c"), ("a", 9, ""), ("b", 2, ""),
    ]  # fmt: skip
    assert list(faults) == faults.sorted()


def test_doubts_alone_do_not_raise() -> None:
    """But they are raised along with faults."""
    faults = Faults()
    faults.raise_if_any()
    faults.add(fault(2, "doubt"))
    faults.raise_if_any()
    faults.add(fault(1))
    with pytest.raises(CiteError) as caught:
        faults.raise_if_any(CiteError)
    assert [one.level for one in caught.value.faults] == ["fault", "doubt"]


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("a", '"a"'),
        (3, '"3"'),
        ("a\n  b\tc", '"a b c"'),
        ("x" * 60, f'"{"x" * 60}"'),
        ("x" * 61, f'"{"x" * 59}…"'),
    ],
)
def test_a_value_is_quoted_on_one_line(value: object, text: str) -> None:
    """And shortened."""
    assert quoted(value) == text


@pytest.mark.parametrize(
    ("name", "known", "close"),
    [
        ("walkaway", ("walk_away", "weights"), "walk_away"), ("weigths", ("walk_away", "weights"), "weights"),
        ("zzz", ("walk_away", "weights"), ""), ("", ("a",), ""), ("a", (), ""),
    ],
)  # fmt: skip
def test_the_nearest_known_name_is_suggested(name: str, known: tuple[str, ...], close: str) -> None:
    """Nothing, where nothing is near."""
    assert closest(name, known) == close
    assert nearest(name, known) == (f'did you mean "{close}"?' if close else "")


def test_a_suggestion_comes_to_an_end() -> None:
    """However long the name and however many the known ones."""
    with ends():
        nearest("x" * 1_000_000, tuple(f"x{n}" for n in range(100_000)))


def test_all_public_names_are_listed() -> None:
    """And nothing else."""
    assert sorted(errors.__all__) == sorted(
        name for name in vars(errors)
        if (name[0].islower() and getattr(vars(errors)[name], "__module__", "") == "walkaway.errors")
        or (isinstance(vars(errors)[name], type) and vars(errors)[name].__module__ == "walkaway.errors")
    )  # fmt: skip


def test_what_a_terminal_would_obey_never_stands_in_a_message() -> None:
    """Law: whatever was typed or read; ``to_dict`` keeps it as it was."""
    fault = Fault(file="a\x1b[31m.yaml", line=3, path="x\u202e", found='"\x9b1m"', expected="plain\ntext")
    assert str(fault) == 'a�[31m.yaml:3: x�: found "�1m"; expected plain text'
    assert str(UsageError([fault])) == str(fault)
    assert fault.to_dict()["found"] == '"\x9b1m"'
