"""Documents are read as they are, or refused with the reason; nothing outside the folder is read."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from tests.evidence.helpers import write_case

from walkaway.errors import Faults
from walkaway.evidence import Documents, read_documents
from walkaway.evidence.intake.formats import MAX_BYTES, extract


def read(folder: Path) -> tuple[Documents, list[str]]:
    faults = Faults()
    found = read_documents(folder, faults)
    return found, [str(fault).replace(str(folder), "…") for fault in faults]


def test_markdown_and_text_are_read_by_name_in_order(tmp_path: Path) -> None:
    write_case(tmp_path, documents={"notes.txt": "One.\n", "Briefing.MD": "# Two\nwords", "a.b.md": ""})
    found, faults = read(tmp_path)
    assert faults == []
    assert list(found) == ["Briefing", "a.b", "notes"]
    assert len(found) == 3
    assert found["notes"].file == "notes.txt"
    assert found["notes"].text == "One.\n"
    assert found["notes"].sha256 == hashlib.sha256(b"One.\n").hexdigest()


@pytest.mark.parametrize(
    ("text", "title"),
    [("\n\n## A heading ##\nmore", "A heading ##"), ("plain first line\n", "plain first line"),
     ("", "paper"), ("\n \n", "paper"), ("#\nmore", "paper")],
)  # fmt: skip
def test_the_title_is_the_first_heading_or_line_or_the_name(tmp_path: Path, text: str, title: str) -> None:
    write_case(tmp_path, documents={"paper.md": text})
    assert read(tmp_path)[0]["paper"].title == title


def test_a_byte_order_mark_is_no_part_of_the_text_but_of_the_digest(tmp_path: Path) -> None:
    raw = b"\xef\xbb\xbfwords"
    write_case(tmp_path, documents={"paper.md": raw})
    found, faults = read(tmp_path)
    assert faults == []
    assert found["paper"].text == "words"
    assert found["paper"].sha256 == hashlib.sha256(raw).hexdigest()


def test_composed_letters_stay_as_they_are(tmp_path: Path) -> None:
    text = "one\ntwo\u00a0three cafe\u0301"
    write_case(tmp_path, documents={"paper.md": text})
    assert read(tmp_path)[0]["paper"].text == text


def test_a_document_in_windows_latin_is_decoded_as_reading_decodes_it(tmp_path: Path) -> None:
    raw = (
        "The mayor said that it is not for sale – “not at all” – and that the café is. ".encode("cp1252") * 4
    )
    write_case(tmp_path, documents={"paper.txt": raw})
    found, faults = read(tmp_path)
    assert faults == []
    assert found["paper"].text == extract("text", raw).text == raw.decode("cp1252")


def test_a_document_that_is_too_large_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(MAX_BYTES, "text", 1000)
    monkeypatch.setitem(MAX_BYTES, "markdown", 1000)
    write_case(tmp_path, documents={"large.md": "x" * 1001, "fine.md": "x" * 1000})
    found, faults = read(tmp_path)
    assert list(found) == ["fine"]
    assert faults == [
        "…/documents/large.md: found 1,001 bytes or more; "
        "expected a markdown document of at most 1,000 bytes (split it)"
    ]


def test_two_documents_of_one_name_are_a_fault(tmp_path: Path) -> None:
    write_case(tmp_path, documents={"paper.md": "one", "paper.txt": "two"})
    found, faults = read(tmp_path)
    assert found["paper"].text == "one"
    assert faults == [
        "…/documents/paper.txt: found a second document named paper; "
        "expected each name once, whatever the suffix"
    ]


def test_other_suffixes_and_folders_inside_are_not_documents(tmp_path: Path) -> None:
    write_case(
        tmp_path, documents={"page.odt": "<p>", "paper.yaml": b"\xff", "README": "no", "one.md": "yes"}
    )
    (tmp_path / "documents" / "deep").mkdir()
    (tmp_path / "documents" / "deep" / "two.md").write_text("no")
    found, faults = read(tmp_path)
    assert (list(found), faults) == (["one"], [])


PAGE = (
    "<html><head><title>Quay talks</title></head><body><article><h1>Quay talks</h1>"
    + "<p>The union said on Monday that it would accept a rise of four percent for two years.</p>" * 6
    + "</article></body></html>"
)


def test_html_is_read_through_its_reader_and_faults_are_one_each(tmp_path: Path) -> None:
    write_case(tmp_path, documents={"page.html": PAGE, "broken.pdf": b"\xff", "one.md": "yes"})
    found, faults = read(tmp_path)
    assert list(found) == ["one", "page"]
    assert "accept a rise of four percent" in found["page"].text
    assert "<p>" not in found["page"].text
    assert found["page"].sha256 == hashlib.sha256(PAGE.encode()).hexdigest()
    assert found["page"].title == "Quay talks"
    assert [fault.split(":")[0] for fault in faults] == ["…/documents/broken.pdf"]


def test_a_page_outside_is_not_read_through_a_link(tmp_path: Path) -> None:
    (tmp_path / "secret.html").write_text(PAGE)
    home = tmp_path / "case"
    write_case(home, documents={"fine.md": "fine"})
    (home / "documents" / "out.html").symlink_to(tmp_path / "secret.html")
    found, faults = read(home)
    assert list(found) == ["fine"]
    assert faults == [
        "…/documents/out.html: found a link that leaves the case folder; expected a file inside documents/"
    ]


def test_a_folder_called_like_a_document_is_a_fault(tmp_path: Path) -> None:
    write_case(tmp_path)
    (tmp_path / "documents" / "deep.md").mkdir(parents=True)
    assert read(tmp_path)[1] == [
        "…/documents/deep.md: found something that is not a file; expected a document"
    ]


def test_a_case_without_documents_has_none(tmp_path: Path) -> None:
    write_case(tmp_path)
    found, faults = read(tmp_path)
    assert (list(found), faults) == ([], [])
    (tmp_path / "documents").write_text("a file, not a folder")
    assert read(tmp_path)[1] == []


def test_a_link_that_leaves_the_folder_is_not_followed(tmp_path: Path) -> None:
    secret = tmp_path / "secret.md"
    secret.write_text("the secret words")
    home = tmp_path / "case"
    write_case(home, documents={"fine.md": "fine"})
    (home / "documents" / "out.md").symlink_to(secret)
    (home / "documents" / "up.md").symlink_to("../case.yaml")
    (home / "documents" / "inside.md").symlink_to("fine.md")
    found, faults = read(home)
    assert list(found) == ["fine", "inside"]
    assert faults == [
        f"…/documents/{name}.md: found a link that leaves the case folder; expected a file inside documents/"
        for name in ("out", "up")
    ]


def test_a_documents_folder_that_is_a_link_elsewhere_is_not_read(tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "secret.md").write_text("the secret words")
    home = tmp_path / "case"
    write_case(home)
    (home / "documents").symlink_to(elsewhere)
    found, faults = read(home)
    assert list(found) == []
    assert faults == [
        "…/documents: found a link that leaves the case folder; expected a folder inside the case folder"
    ]


def test_broken_links_and_links_to_themselves_are_faults(tmp_path: Path) -> None:
    write_case(tmp_path, documents={"fine.md": "fine"})
    (tmp_path / "documents" / "gone.md").symlink_to("nowhere.md")
    (tmp_path / "documents" / "loop.md").symlink_to("loop.md")
    found, faults = read(tmp_path)
    assert list(found) == ["fine"]
    assert len(faults) == 2
    assert faults[0] == "…/documents/gone.md: found something that is not a file; expected a document"
    assert faults[1].startswith("…/documents/loop.md: found ")


def test_a_document_that_may_not_be_read_is_a_fault(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_case(tmp_path, documents={"closed.md": "closed"})

    def refuse(self: Path, mode: str) -> bytes:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    assert read(tmp_path)[1] == ["…/documents/closed.md: found Permission denied; expected a readable file"]


def test_the_digest_of_all_changes_with_a_name_or_a_byte(tmp_path: Path) -> None:
    digests = []
    for index, content in enumerate([{"a.md": "x"}, {"b.md": "x"}, {"a.md": "y"}, {"a.txt": "x"}, {}]):
        write_case(tmp_path / str(index), documents=dict(content))
        digests.append(read(tmp_path / str(index))[0].digest)
    write_case(tmp_path / "again", documents={"a.md": "x"})
    assert len(set(digests)) == 5
    assert read(tmp_path / "again")[0].digest == digests[0]
