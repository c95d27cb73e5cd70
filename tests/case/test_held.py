"""A file is replaced if it is still the one that was read: no link, no other file, no other folder."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from threading import Thread

import pytest

from walkaway.case.edit import edit_file
from walkaway.case.held import held
from walkaway.errors import CaseError

OTHER = "case: 1  # of somebody else\n"


def _laid(folder: Path) -> Path:
    home = folder / "home"
    home.mkdir()
    (folder / "outside.yaml").write_text(OTHER, encoding="utf-8")
    (home / "case.yaml").write_text("one\n", encoding="utf-8")
    return home / "case.yaml"


def _linked(file: Path) -> None:
    file.unlink()
    file.symlink_to(file.parent.parent / "outside.yaml")


def _moved_in(file: Path) -> None:
    other = file.with_name("other.yaml")
    other.write_text("one\n", encoding="utf-8")  # the same to the letter, and yet another file
    other.replace(file)


def _gone(file: Path) -> None:
    file.unlink()


def _written(file: Path) -> None:
    file.write_text("two\n", encoding="utf-8")


@pytest.mark.parametrize("swap", [_linked, _moved_in, _gone, _written])
def test_what_was_swapped_between_look_and_write_stays(tmp_path: Path, swap: Callable[[Path], None]) -> None:
    """Law: nothing is written over, nothing outside is touched, nothing is left behind."""
    file = _laid(tmp_path)

    def change(text: str) -> str:
        swap(file)
        return text + "more\n"

    with pytest.raises(CaseError, match="changed meanwhile"):
        edit_file(file, change, file.parent)
    assert "more" not in (file.read_text(encoding="utf-8") if file.exists() else "")
    assert (tmp_path / "outside.yaml").read_text(encoding="utf-8") == OTHER
    assert {one.name for one in file.parent.iterdir()} <= {"case.yaml"}


@pytest.mark.skipif(not hasattr(os, "O_DIRECTORY"), reason="folders have no handles here")
def test_a_folder_that_is_swapped_for_a_link_is_not_followed(tmp_path: Path) -> None:
    """Swapped before, it is refused; swapped meanwhile, what was opened is written, and no other."""
    file = _laid(tmp_path)
    outside = tmp_path / "away"
    outside.mkdir()
    (outside / "case.yaml").write_text("one\n", encoding="utf-8")
    moved = file.parent.with_name("moved")

    def change(text: str) -> str:
        file.parent.rename(moved)
        (tmp_path / "home").symlink_to(outside)
        return text + "more\n"

    edit_file(file, change, file.parent)
    assert (moved / "case.yaml").read_text(encoding="utf-8") == "one\nmore\n"
    with pytest.raises(OSError), held(file.parent, tmp_path):
        pass
    assert (outside / "case.yaml").read_text(encoding="utf-8") == "one\n"


def test_changes_of_several_wait_for_each_other(tmp_path: Path) -> None:
    """Law: of many that add a line at once, every one is there, and the mode of the file stays."""
    file = _laid(tmp_path)
    file.chmod(0o640)

    def add(number: int) -> None:
        edit_file(file, lambda text: f"{text}{number}\n", file.parent)

    some = [Thread(target=add, args=(number,)) for number in range(8)]
    for one in some:
        one.start()
    for one in some:
        one.join()
    lines = file.read_text(encoding="utf-8").splitlines()
    assert lines[0] == "one"
    assert sorted(lines[1:]) == [str(number) for number in range(8)]
    assert file.stat().st_mode & 0o777 == 0o640


def test_without_handles_of_folders_nothing_is_written_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("walkaway.case.held._BY_HANDLE", False)
    with held(tmp_path / "a" / "b", tmp_path, make=True) as folder:
        folder.add("new.txt", b"one")
        with pytest.raises(FileExistsError):
            folder.add("new.txt", b"two")
        assert folder.names() == ["new.txt"]
        assert folder.holds("new.txt", b"one")


def test_whoever_holds_a_folder_is_waited_for_in_vain_only_so_long(tmp_path: Path) -> None:
    with held(tmp_path), pytest.raises(BlockingIOError), held(tmp_path, patience=0.05):
        pass
    with held(tmp_path) as folder:  # the lock went with its handle
        assert folder.names() == []


def test_a_file_system_that_knows_no_locks_is_written_to(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def none(*_: object) -> None:
        raise OSError("no locks here")

    monkeypatch.setattr("fcntl.flock", none)
    with held(tmp_path) as folder:
        folder.add("new.txt", b"one")
    assert (tmp_path / "new.txt").read_bytes() == b"one"
