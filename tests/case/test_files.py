"""Writing a file whole or not at all."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from walkaway.case.files import staged, write_atomically


def test_text_and_bytes_are_written_as_they_are(tmp_path: Path) -> None:
    """Text as UTF-8 with plain line ends; missing folders are made; the target is given back."""
    path = tmp_path / "a" / "b" / "case.yaml"
    assert write_atomically(path, "tïtle\n") == path
    assert path.read_bytes() == "tïtle\n".encode()
    assert write_atomically(str(path), b"\xff\r\n") == path
    assert path.read_bytes() == b"\xff\r\n"


def test_a_new_file_has_the_usual_mode_and_an_old_one_keeps_its_own(tmp_path: Path) -> None:
    """A temporary file is private by default; the target must not become so."""
    path = tmp_path / "case.yaml"
    old = os.umask(0o022)
    try:
        with pytest.MonkeyPatch.context() as others:  # it is one for all threads
            others.setattr(os, "umask", None)
            write_atomically(path, "one")
    finally:
        os.umask(old)
    assert path.stat().st_mode & 0o777 == 0o644
    path.chmod(0o600)
    write_atomically(path, "two")
    assert path.stat().st_mode & 0o777 == 0o600


def test_a_folder_that_somebody_else_makes_meanwhile_is_no_fault(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make = Path.mkdir

    def twice(self: Path) -> None:
        make(self)
        make(self)

    monkeypatch.setattr(Path, "mkdir", twice)
    assert write_atomically(tmp_path / "a" / "b" / "case.yaml", "one").read_text(encoding="utf-8") == "one"


@pytest.mark.parametrize("failure", [OSError("disk full"), KeyboardInterrupt()], ids=["error", "interrupt"])
def test_the_old_file_is_untouched_if_it_cannot_be_replaced(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, failure: BaseException
) -> None:
    """And nothing is left beside it, whatever happened."""
    path = tmp_path / "case.yaml"
    path.write_text("old", encoding="utf-8")

    def fail(self: Path, target: Path) -> Path:
        raise failure

    monkeypatch.setattr(Path, "replace", fail)
    with pytest.raises(type(failure)):
        write_atomically(path, "new")
    assert path.read_text(encoding="utf-8") == "old"
    assert list(tmp_path.iterdir()) == [path]


def test_text_that_cannot_be_encoded_leaves_the_old_file(tmp_path: Path) -> None:
    """The content is made ready before anything is touched."""
    path = tmp_path / "case.yaml"
    path.write_text("old", encoding="utf-8")
    with pytest.raises(UnicodeEncodeError):
        write_atomically(path, "\ud800")
    assert list(tmp_path.iterdir()) == [path]
    assert path.read_text(encoding="utf-8") == "old"


def test_a_device_is_written_to_and_no_file_takes_its_place() -> None:
    write_atomically(os.devnull, "text")
    assert not Path(os.devnull).is_file()
    with pytest.raises(IsADirectoryError):
        write_atomically("/", "text")


@pytest.mark.parametrize("old", [None, "old"], ids=["new", "old"])
@pytest.mark.parametrize("linked", [True, False], ids=["linked", "copied"])
def test_of_several_files_all_are_put_back_if_one_cannot_be_moved(
    old: str | None, linked: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file that was there has its text again, one that was not is gone; no litter, no new folder."""
    first, second = tmp_path / "first", tmp_path / "new" / "second"
    if old is not None:
        first.write_text(old, encoding="utf-8")

    def refuse(*_: object) -> None:
        raise OSError("no links here")

    if not linked:
        monkeypatch.setattr(os, "link", refuse)
    with staged() as stage:
        stage.put(first, "one")
        stage.put(second, "two")
        second.mkdir()  # somebody else was faster
        with pytest.raises(IsADirectoryError):
            stage.commit()
        second.rmdir()
    assert (first.read_text(encoding="utf-8") if first.exists() else None) == old
    assert [path.name for path in tmp_path.iterdir()] == ([] if old is None else ["first"])
