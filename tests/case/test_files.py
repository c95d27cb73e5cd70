"""Writing a file whole or not at all."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from walkaway.case.files import write_atomically


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
        write_atomically(path, "one")
    finally:
        os.umask(old)
    assert path.stat().st_mode & 0o777 == 0o644
    path.chmod(0o600)
    write_atomically(path, "two")
    assert path.stat().st_mode & 0o777 == 0o600


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
