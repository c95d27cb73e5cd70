"""Documents that come through the page: clean names, inside the folder, over nothing that is there."""

from __future__ import annotations

import io
import os
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.strategies import brief_law

from walkaway.case.held import HeldFolder, held
from walkaway.errors import Faults, UsageError
from walkaway.evidence import read_documents
from walkaway.web.uploads import clean_name, store

ODD = st.one_of(
    st.text(max_size=60),
    st.sampled_from(
        ["../../etc/passwd", "..", "/", "\\\\host\\share\\a", "a\x00b", "con", "keep", "<b>.txt", "a: b"]
    ),
)


@brief_law
@given(stem=ODD, suffix=st.sampled_from([".txt", ".MD", ".html", ".Text", ".eml"]))
def test_a_name_is_nothing_but_a_name(stem: str, suffix: str) -> None:
    """Law: no part of it leads anywhere, it can be cited, and cleaning it again changes nothing."""
    name = clean_name(stem + suffix)
    assert Path(name).name == name
    assert not set(name) & set('/\\:\x00<>" ')
    assert not name.startswith(".")
    assert len(name) <= 100
    assert Path(name).stem not in ("keep", "reject", "con", "")
    assert clean_name(name) == name


@pytest.mark.parametrize("name", ["a.exe", "a.txt.js", "a", "", ".txt/..", "a.doc", "a.svg"])
def test_other_kinds_are_refused(name: str) -> None:
    with pytest.raises(UsageError, match="a document of the kind"):
        clean_name(name)


def test_nothing_is_written_over(tmp_path: Path) -> None:
    home = tmp_path / "documents"
    assert store(home, "memo.txt", b"They said no.") == "memo"
    assert store(home, "MEMO.txt", b"They said yes.") == "MEMO-2"
    assert store(home, "memo.md", b"They said maybe.") == "memo-3"  # a cite names the stem alone
    assert store(home, "again.txt", b"They said no.") == "memo"  # is there already
    assert {path.name: path.read_bytes() for path in home.iterdir()} == {
        "memo.txt": b"They said no.", "MEMO-2.txt": b"They said yes.", "memo-3.md": b"They said maybe.",
    }  # fmt: skip
    faults = Faults()
    assert set(read_documents(tmp_path, faults)) == {"memo", "MEMO-2", "memo-3"}
    assert not len(faults)


def test_mail_is_kept_as_its_text(tmp_path: Path) -> None:
    mail = b"From: Karl Aas <k@example.org>\nTo: Nora\nSubject: Quay\n\nWe cannot sign.\n"
    assert store(tmp_path / "documents", "a.eml", mail) == "a"
    assert "We cannot sign." in (tmp_path / "documents" / "a.txt").read_text(encoding="utf-8")


def _bomb() -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("word/document.xml", b"<w:t>" + b"0" * 100_000_000)
        packed.writestr("[Content_Types].xml", b"<Types/>")
    return stream.getvalue()


@pytest.mark.parametrize(
    ("name", "raw"),
    [("a.pdf", b"%PDF-1.7\nbroken"), ("a.docx", b"PK\x03\x04 no"), ("a.txt", b"\x89PNG" + b"\x00" * 99),
     ("a.txt", b""), ("a.txt", b"x" * 5_000_001), ("a.docx", None)],
    ids=["pdf", "zip", "picture", "empty", "large", "bomb"],
)  # fmt: skip
def test_what_cannot_be_read_is_said_once_and_not_kept(tmp_path: Path, name: str, raw: bytes | None) -> None:
    with pytest.raises(UsageError) as refusal:
        store(tmp_path / "documents", name, _bomb() if raw is None else raw)
    assert len(refusal.value.faults) == 1
    assert not (tmp_path / "documents").exists()


def test_a_folder_that_leads_elsewhere_is_not_written_into(tmp_path: Path) -> None:
    (tmp_path / "away").mkdir()
    (tmp_path / "case").mkdir()
    (tmp_path / "case" / "documents").symlink_to(tmp_path / "away")
    with pytest.raises(UsageError, match="leads out of the case folder"):
        store(tmp_path / "case" / "documents", "a.txt", b"They said no.")
    assert not list((tmp_path / "away").iterdir())


@pytest.mark.skipif(not hasattr(os, "O_DIRECTORY"), reason="folders have no handles here")
@pytest.mark.parametrize("swapped", ["documents", "."])
def test_a_folder_that_is_swapped_while_it_is_written_into_leads_nowhere(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, swapped: str
) -> None:
    """Law: what was opened is written into, and no folder that took its name meanwhile."""
    case, away = tmp_path / "case", tmp_path / "away"
    (case / "documents").mkdir(parents=True)
    (away / "documents").mkdir(parents=True)
    place, holds = (case / swapped), HeldFolder.holds

    def swap(folder: HeldFolder, name: str, raw: bytes) -> bool:
        place.rename(tmp_path / "moved")
        place.symlink_to(away, target_is_directory=True)
        return holds(folder, name, raw)

    (case / "documents" / "old.txt").write_text("They left.", encoding="utf-8")
    monkeypatch.setattr(HeldFolder, "holds", swap)
    assert store(case / "documents", "a.txt", b"They said no.") == "a"
    assert [one.name for one in (tmp_path / "moved").rglob("a.txt")] == ["a.txt"]
    assert not [one for one in away.rglob("*") if one.is_file()]


def test_a_name_that_is_taken_meanwhile_is_not_written_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Law: with links or without, somebody else's file stays, and nothing half done is left."""
    home = tmp_path / "documents"
    names = HeldFolder.names

    def late(folder: HeldFolder) -> list[str]:
        found = names(folder)
        (home / "a.txt").write_text("mine", encoding="utf-8")
        return found

    monkeypatch.setattr(HeldFolder, "names", late)
    with pytest.raises(UsageError, match="File exists"):
        store(home, "a.txt", b"They said no.")
    assert [(one.name, one.read_text(encoding="utf-8")) for one in home.iterdir()] == [("a.txt", "mine")]


def test_where_a_file_has_one_name_alone_it_is_moved(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_links(*_: object, **__: object) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(os, "link", no_links)
    home = tmp_path / "documents"
    assert store(home, "a.txt", b"They said no.") == "a"
    with held(home) as folder:
        with pytest.raises(FileExistsError):
            folder.add("a.txt", b"Yes.")
        folder.give("a.txt", folder, "b.txt")
    assert [one.read_bytes() for one in home.iterdir()] == [b"They said no."]
