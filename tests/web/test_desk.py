"""The desk: moves, the way back, the journal, and what saving writes."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.strategies import brief_law
from tests.web.helpers import TEXT, laid

from walkaway.case.edit import edit_places
from walkaway.case.read import read_case_text
from walkaway.errors import CaseError, UsageError
from walkaway.web.confined import inside
from walkaway.web.desk import BEFORE, open_desk
from walkaway.web.desk_versions import MovedElsewhere

AWAY = "preferences.ann.walk_away"
MOVES = st.lists(
    st.one_of(
        st.tuples(st.just("preferences.ben.walk_away"), st.integers(0, 9)),
        st.tuples(st.just("preferences.ann.scores.price.high"), st.integers(0, 9)),
        st.sampled_from([("back", None), ("again", None)]),
    ),
    max_size=12,
)


@brief_law
@given(moves=MOVES)
def test_the_history_is_that_of_a_plain_list(tmp_path_factory: pytest.TempPathFactory, moves: list) -> None:  # type: ignore[type-arg]
    """Law: undo and redo walk over the versions that were made; a move after an undo drops what was undone;
    and a program that is started again has the same history."""
    desk = laid(tmp_path_factory.mktemp("desk"))
    versions: list[dict[str, int]] = [{}]
    at = 0
    for place, value in moves:
        if place in ("back", "again"):
            (desk.back if place == "back" else desk.again)()
            at = min(max(at + (1 if place == "again" else -1), 0), len(versions) - 1)
        else:
            desk.move({place: value})
            fresh = {**versions[at], place: value}
            saved = {"preferences.ann.scores.price.high": 5}
            fresh = {name: number for name, number in fresh.items() if saved.get(name) != number}
            if fresh != versions[at]:
                versions[at + 1 :] = [fresh]
                at += 1
        assert (desk.now.values, desk.steps) == (versions[at], (at, len(versions) - 1 - at))
        again = open_desk(desk.name)
        assert (again.now.values, again.steps) == (desk.now.values, desk.steps)


@brief_law
@given(away=st.integers(0, 9), score=st.integers(6, 9))
def test_saving_is_the_edit_of_these_places(
    tmp_path_factory: pytest.TempPathFactory, away: int, score: int
) -> None:
    """Law: the file then is the text edited at these places, reads as the case that was looked at, and its
    comments stand."""
    desk = laid(tmp_path_factory.mktemp("desk"))
    values = {"preferences.ben.walk_away": away, "preferences.ann.scores.price.high": score}
    case = desk.move(values).case
    desk.save(desk.difference())
    text = desk.file.path.read_text(encoding="utf-8")
    ben, high = ("preferences", "ben", "walk_away"), ("preferences", "ann", "scores", "price", "high")
    assert text == edit_places(TEXT, {ben: away, high: score})
    assert read_case_text(text).digest == case.digest == desk.now.case.digest
    assert "# she said so twice" in text
    assert not desk.journal.exists()
    assert (desk.now.values, desk.difference()) == ({}, "")


def test_of_a_judgement_over_several_lines_one_line_changes(tmp_path: Path) -> None:
    """Its cites, its note and its comments stay where they are."""
    away = """
    # she said so twice
    walk_away:
      low: 2  # in March
      likely: 3
      high: 4
      note: >-
        her own
        words
"""
    desk = laid(
        tmp_path,
        TEXT.replace(
            "\n    # she said so twice\n    walk_away: {range: [2, 4], note: her own words}\n", away
        ),
    )
    desk.move({AWAY: {"low": 2, "likely": 2.5, "high": 4, "note": "her own words"}})
    assert desk.difference().splitlines()[3:] == [
        "       low: 2  # in March", "-      likely: 3", "+      likely: 2.5", "       high: 4",
    ]  # fmt: skip


def test_a_value_that_does_not_fit_changes_nothing(tmp_path: Path) -> None:
    desk = laid(tmp_path)
    with pytest.raises(UsageError, match="low before high"):
        desk.move({AWAY: [4, 2]})
    with pytest.raises(UsageError, match="did you mean"):
        desk.move({"preferences.ann.walkaway": 1})
    assert (desk.now.values, desk.steps) == ({}, (0, 0))
    assert not desk.journal.exists()


def test_a_value_put_back_is_no_move(tmp_path: Path) -> None:
    desk = laid(tmp_path)
    desk.move({AWAY: 3})
    desk.move({AWAY: None})
    assert desk.now.values == {}
    assert desk.now.case.digest == desk.file.case.digest


def test_a_file_that_somebody_changed_is_not_written_over(tmp_path: Path) -> None:
    desk = laid(tmp_path)
    desk.move({AWAY: 3})
    seen = desk.difference()
    other = TEXT.replace("A yard", "Another yard")
    desk.file.path.write_text(other, encoding="utf-8")
    with pytest.raises(UsageError, match="changed by somebody else"):
        desk.save(seen)
    assert desk.file.path.read_text(encoding="utf-8") == other
    again = open_desk(desk.name)  # the moves are there, over the new text
    assert again.now.values == {AWAY: 3}
    assert "changed meanwhile" in again.notes[0]


def test_only_what_was_seen_is_saved(tmp_path: Path) -> None:
    desk = laid(tmp_path)
    desk.move({AWAY: 3})
    seen = desk.difference()
    assert "+    walk_away: 3" in seen
    desk.move({AWAY: 2})
    with pytest.raises(UsageError, match="moved on"):
        desk.save(seen)
    assert desk.file.path.read_text(encoding="utf-8") == TEXT


def test_a_journal_that_fits_no_more_is_kept_aside(tmp_path: Path) -> None:
    desk = laid(tmp_path)
    desk.move({"preferences.ann.scores.price.mid": 3})
    desk.file.path.write_text(
        TEXT.replace(", mid: Middle", "").replace(" mid: 2,", "").replace(" mid: 60,", "")
    )
    again = open_desk(desk.name)
    assert again.now.values == {}
    assert "kept in" in again.notes[0]
    assert (tmp_path / ".case.yaml.moves.old").is_file()


@pytest.mark.parametrize(
    "broken", ["", "[]", "{", '{"moves": 3}', '{"case": "", "at": 9, "moves": []}', "[" * 100_000]
)
def test_a_broken_journal_stops_nothing(tmp_path: Path, broken: str) -> None:
    desk = laid(tmp_path)
    desk.journal.write_text(broken, encoding="utf-8")
    assert open_desk(desk.name).now.values == {}


def test_a_case_of_the_catalogue_is_not_written() -> None:
    desk = open_desk("harbour")
    place = next(path for path, _ in desk.file.case.judgements())
    desk.move({place: 1})
    assert not desk.journal.exists()
    with pytest.raises(UsageError, match="a copy of it"):
        desk.save(desk.difference())


def test_a_case_with_faults_is_refused_as_everywhere(tmp_path: Path) -> None:
    with pytest.raises(CaseError):
        laid(tmp_path, TEXT.replace("ben: Ben", ""))


def test_a_long_session_takes_no_more_room(tmp_path: Path) -> None:
    """Law: moves are kept up to a number, and of them only the one that is looked at as a case."""
    desk = laid(tmp_path)
    for number in range(230):
        desk.move({"preferences.ben.walk_away": 1 + number % 7})
    assert desk.steps == (199, 0)
    assert sum("case" in version.__dict__ for version in desk._history) == 1
    assert desk.back().values == {"preferences.ben.walk_away": 1 + 228 % 7}


def _noted(text: str) -> str:
    return edit_places(text, {("record",): [{"by": "ann", "act": "says no"}]})


def test_what_is_written_is_a_step_and_moves_stand_over_it(tmp_path: Path) -> None:
    """Law: it is undone and done again, kept in the journal, saved with the moves; comments stay."""
    desk = laid(tmp_path)
    desk.move({AWAY: 3})
    desk.write("ann says no", _noted)
    assert [one.act for one in desk.now.case.record] == ["says no"]
    desk.move({"preferences.ben.walk_away": 4})
    again = open_desk(desk.name)
    assert (again.now.case.digest, again.steps) == (desk.now.case.digest, (3, 0))
    assert again.now.written is not None
    assert again.now.written.told == ("ann says no",)
    assert again.back().values == {AWAY: 3}
    assert again.back().written is None
    desk.keep("noted")
    desk.reset()
    assert (desk.now.values, desk.now.written, desk.edited()) == ({}, None, TEXT)
    desk.take("noted")
    desk.save(desk.difference())
    text = desk.file.path.read_text(encoding="utf-8")
    assert "record: [{by: ann, act: says no}]" in text
    assert "walk_away: 4" in text
    assert "# she said so twice" in text


def test_moves_whose_place_is_gone_are_let_go(tmp_path: Path) -> None:
    desk = laid(tmp_path)
    desk.move({"preferences.ben.weights": "date > price", AWAY: 3})
    desk.write("no weights", lambda text: text.replace("    weights: price > date\n", ""))
    assert desk.now.values == {AWAY: 3}


def test_what_was_written_into_another_text_is_kept_aside(tmp_path: Path) -> None:
    desk = laid(tmp_path)
    desk.write("ann says no", _noted)
    desk.file.path.write_text(TEXT.replace("A yard", "Another yard"), encoding="utf-8")
    again = open_desk(desk.name)
    assert again.now.written is None
    assert "kept in" in again.notes[0]


@pytest.mark.parametrize("there", [True, False])
def test_a_journal_that_is_a_link_is_neither_read_nor_written_through(tmp_path: Path, there: bool) -> None:
    """Law: what lies outside the folder stays as it is, also where the link is put there meanwhile."""
    home, outside = tmp_path / "case", tmp_path / "outside"
    home.mkdir()
    desk = laid(home)
    desk.move({AWAY: 3})
    kept = desk.journal.read_text(encoding="utf-8")
    if there:
        outside.write_text(kept, encoding="utf-8")
    desk.journal.unlink()
    desk.journal.symlink_to(outside)
    again = open_desk(desk.name)
    assert again.now.values == {}
    again.journal.unlink(missing_ok=True)
    again.journal.symlink_to(outside)
    again.move({AWAY: 2})
    assert not again.journal.is_symlink()
    assert open_desk(desk.name).now.values == {AWAY: 2}
    assert outside.exists() is there
    assert not there or outside.read_text(encoding="utf-8") == kept


def test_a_case_that_leads_out_of_its_folder_is_neither_opened_nor_saved(tmp_path: Path) -> None:
    home, outside = tmp_path / "case", tmp_path / "outside.yaml"
    home.mkdir()
    desk = laid(home)
    desk.move({AWAY: 3})
    outside.write_text(TEXT, encoding="utf-8")
    desk.file.path.unlink()
    desk.file.path.symlink_to(outside)
    with pytest.raises(UsageError, match="leads out of the case folder"):
        desk.save(desk.difference())
    with pytest.raises(UsageError, match="leads out of the case folder"):
        open_desk(str(home))
    assert outside.read_text(encoding="utf-8") == TEXT


def test_a_case_that_is_swapped_between_check_and_write_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Law: a link that is put in its place right after it was looked at is not written through."""
    home, outside = tmp_path / "case", tmp_path / "outside.yaml"
    home.mkdir()
    desk = laid(home)
    desk.move({AWAY: 3})
    outside.write_text(TEXT, encoding="utf-8")

    def swapped(path: Path, home: Path) -> Path:
        place = inside(path, home)
        path.unlink()
        path.symlink_to(outside)
        return place

    with monkeypatch.context() as late:
        late.setattr("walkaway.web.desk.inside", swapped)
        with pytest.raises(UsageError, match="the moves are kept"):
            desk.save(desk.difference())
    assert outside.read_text(encoding="utf-8") == TEXT
    desk.file.path.unlink()
    desk.file.path.write_text(TEXT, encoding="utf-8")
    desk.save(desk.difference())
    assert "walk_away: {range: [2, 4]" not in desk.file.path.read_text(encoding="utf-8")


def test_moves_of_one_gesture_are_one_step(tmp_path: Path) -> None:
    """The last counts; another gesture, and one that goes on after an undo, are steps of their own."""
    desk, ben = laid(tmp_path), "preferences.ben.walk_away"
    for value, gesture in ((7, "a"), (72, "a"), (2, "b"), (1, "b")):
        desk.move({ben: value}, gesture)
    assert (desk.now.values, desk.steps) == ({ben: 1}, (2, 0))
    assert open_desk(desk.name).steps == (2, 0)
    assert desk.back().values == {ben: 72}
    desk.move({ben: 5}, "b")
    assert (desk.now.values, desk.steps) == ({ben: 5}, (2, 0))
    desk.move({ben: 72}, "b")  # ends where it began: no step at all
    desk.move({ben: 6}, "b")
    assert (desk.steps, desk.back().values) == ((2, 0), {ben: 72})
    desk.reset()
    desk.move({ben: [3, 5]}, "c")  # nothing
    desk.move({ben: 4}, "c")
    assert desk.back().values == {}


def test_a_move_of_what_another_tab_moved_is_refused(tmp_path: Path) -> None:
    desk, ben = laid(tmp_path), "preferences.ben.walk_away"
    shown = desk.seen(ben)
    desk.move({AWAY: 3})
    desk.move({ben: 4}, seen=shown)  # what it was shown stands, whatever else was moved
    with pytest.raises(MovedElsewhere, match="moved elsewhere"):
        desk.move({ben: 9}, seen=shown)
    assert desk.now.values == {AWAY: 3, ben: 4}
    desk.move({ben: 9}, seen=desk.seen(ben))
    shown = desk.seen(ben)
    desk.save(desk.difference())
    with pytest.raises(MovedElsewhere):
        desk.move({ben: 4}, seen=shown)


def test_a_file_that_changed_is_taken_up_with_the_moves_over_it(tmp_path: Path) -> None:
    """What does not fit it is named, and all as it was stays a variant; a file that is no case is refused."""
    desk, ben, mid = laid(tmp_path), "preferences.ben.walk_away", "preferences.ann.scores.price.mid"
    desk.move({ben: 4})
    desk.move({mid: 3})
    assert (desk.outside, desk.steps) == (False, (2, 0))
    desk.file.path.write_text("case: 1\n", encoding="utf-8")
    assert desk.outside
    with pytest.raises(CaseError):
        desk.take_up()
    assert desk.now.values == {ben: 4, mid: 3}
    new = TEXT.replace(", mid: Middle", "").replace(" mid: 2,", "").replace(" mid: 60,", "")
    desk.file.path.write_text(new, encoding="utf-8")
    assert desk.take_up() == (mid,)
    assert (desk.now.values, desk.steps, desk.outside) == ({ben: 4}, (1, 0), False)
    assert (open_desk(desk.name).now.values, list(open_desk(desk.name).variants)) == ({ben: 4}, [BEFORE])
    desk.save(desk.difference())
    assert desk.file.path.read_text(encoding="utf-8") == new.replace("walk_away: [3, 5]", "walk_away: 4")
    assert desk.take(BEFORE).values == {ben: 4, mid: 3}
