"""Documents gathered once, for every command; an interrupt loses no finished document."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.evidence.helpers import write_case
from tests.evidence.transcripts import needs_parser

import walkaway
from walkaway.case import read_case, read_case_text
from walkaway.errors import InputError, UsageError
from walkaway.evidence import gathering
from walkaway.evidence.draft_folder import write_draft
from walkaway.evidence.findings import Statement
from walkaway.evidence.gathering import aliases_of, cited_in, gather, gather_case, kept_by
from walkaway.evidence.speech import statements

QUAY = """Dock talks fail

The dockers' union said on Monday that it would accept a rise of four percent. Maria Lopez, who speaks for the
port, rejected the demand. “We cannot pay more than two percent,” Lopez said.

The union was willing to drop the night shifts in exchange for a rise of four percent.
"""
RIVER = """Water for the valley

Governor John Abel said that the province would lift all of the limits on the river pumps.

Ruth Stone, an engineer, said the province would lift only some of the limits on the river pumps.

“It is enough for everyone,” Stone said.
"""
CASE = """\
case: 1
title: The quay
parties: {u: {title: The dockers' union, short: union}, p: {title: The port (Maria Lopez)}}
issues: {pay: {title: Pay, options: {two: Two, four: Four}}}
preferences: {u: {scores: {pay: {two: 0, four: 9}}}, p: {scores: {pay: {two: 9, four: 0}}}}
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    home = tmp_path / "reports"
    home.mkdir()
    (home / "quay.txt").write_text(QUAY, encoding="utf-8")
    (home / "river.txt").write_text(RIVER, encoding="utf-8")
    return home


def test_every_span_is_the_documents_own_characters(folder: Path) -> None:
    found = gather([folder])
    texts = {"quay": QUAY, "river": RIVER}
    assert [read.document.name for read in found.reads] == ["quay", "river"]
    assert {item.document for item in found.statements} == {"quay", "river"}
    for item in found.statements:
        text = texts[item.document]
        assert all(text[span.start : span.end] == span.text for span in item.content)
    assert (found.faults, found.faulty, found.interrupted) == ((), False, False)


@needs_parser
def test_direct_words_and_their_speaker_are_found(folder: Path) -> None:
    direct = [item for item in gather([folder]).statements if item.kind == "direct"]
    said = {
        span.text.strip(" ,.“”"): item.speaker.name
        for item in direct
        if item.speaker
        for span in item.content
    }
    assert said["We cannot pay more than two percent"] == "Maria Lopez"
    assert said["It is enough for everyone"] == "Ruth Stone"


def test_one_faulty_document_does_not_stop_the_others(folder: Path) -> None:
    (folder / "broken.pdf").write_bytes(b"no pdf")
    (folder / "empty.txt").write_bytes(b"")
    found = gather([folder, folder / "missing.txt"])
    assert len(found.reads) == 2
    assert found.faulty
    assert len(found.faults) == 3


def test_standard_input_is_a_document() -> None:
    found = gather(["-"], stdin=io.BytesIO(QUAY.encode()))
    assert [read.document.name for read in found.reads] == ["standard-input"]
    assert found.to_dict()["documents"][0]["file"] == "-"


def test_two_files_of_one_name_are_told_apart_by_their_paths(tmp_path: Path) -> None:
    for name, text in (("a", QUAY), ("b", RIVER)):
        (tmp_path / name).mkdir()
        (tmp_path / name / "report.txt").write_text(text, encoding="utf-8")
    data = gather([tmp_path / "a", tmp_path / "b"]).to_dict()
    files = [document["file"] for document in data["documents"]]
    assert files == [str(tmp_path / name / "report.txt") for name in ("a", "b")]
    assert {item["document"] for item in data["statements"]} == set(files)
    assert [fault["level"] for fault in data["faults"]] == ["doubt"]


def test_a_name_in_capitals_is_written_as_another_document_writes_it(tmp_path: Path) -> None:
    (tmp_path / "talk.txt").write_text(
        "ANN LOY: We offer peace.\n\nBO OTTER: We take it.\n\nANN LOY: Good.\n"
    )
    (tmp_path / "news.txt").write_text("“We offer peace,” said Ann Loy of Norvik.\n")
    found = gather([tmp_path / "talk.txt", tmp_path / "news.txt"]).statements
    assert {item.speaker.name for item in found if item.speaker} == {"Ann Loy", "BO OTTER"}


def test_a_wire_copy_counts_once(tmp_path: Path) -> None:
    (tmp_path / "one.txt").write_text(QUAY, encoding="utf-8")
    (tmp_path / "two.txt").write_text(QUAY, encoding="utf-8")
    found = gather([tmp_path])
    assert found.duplicates
    assert found.conflicts == ()


# ------------------------------------------------------------------------------------------------ a case


def test_parties_of_a_case_are_aliases() -> None:
    case = read_case_text(CASE)
    assert aliases_of(case) == {
        "u": ["The dockers' union", "dockers' union", "union"],
        "p": ["The port (Maria Lopez)", "port (Maria Lopez)", "The port", "port"],
    }


def test_speakers_have_sides_only_with_a_case(tmp_path: Path) -> None:
    path = write_case(tmp_path, CASE, {"quay.txt": QUAY})
    found = gather_case(read_case(path))
    sides = {item.speaker.party for item in found.statements if item.speaker}
    assert "u" in sides
    assert "party" in found.to_dict()["statements"][0]["speaker"]
    bare = gather([tmp_path / "documents"])
    assert all("party" not in item["speaker"] for item in bare.to_dict()["statements"] if item["speaker"])


def test_a_case_without_documents_gathers_nothing(tmp_path: Path) -> None:
    found = gather_case(read_case(write_case(tmp_path, CASE)))
    assert (found.reads, found.statements, found.faults) == ((), (), ())


def test_what_a_case_keeps_is_restored(tmp_path: Path) -> None:
    text = QUAY + "\nRead more: Rain in the hills\n"
    aside = gather([write_case(tmp_path / "a", CASE, {"quay.txt": text}).parent / "documents"])
    (part,) = aside.reads[0].set_aside
    words = text[part.start : part.end].strip()
    kept = CASE + f"documents: {{keep: [{{document: quay, words: {words!r}}}]}}\n"
    found = gather_case(read_case(write_case(tmp_path / "b", kept, {"quay.txt": text})))
    assert found.reads[0].set_aside == ()


@needs_parser
def test_what_a_case_rejects_is_no_statement(folder: Path) -> None:
    """Law: all else is as it was; words that are no statement are a doubt."""
    case = read_case_text(CASE)
    found = gather([folder], case=case)
    first = found.statements[0]
    words = [first.on_one_line, "never said"]
    listed = ", ".join(f"{{document: {first.document}, words: {json.dumps(one)}}}" for one in words)
    left = gather([folder], case=read_case_text(f"{CASE}documents: {{reject: [{listed}]}}\n"))
    rejected = [item for item in found.statements if item.on_one_line == words[0]]
    assert left.statements == tuple(item for item in found.statements if item not in rejected)
    assert [fault.found for fault in left.faults] == ['a rejected statement, "never said", that is none']
    assert not any(first.id in one.statements for one in left.conflicts)
    assert not any(first.id in one.statements for one in left.duplicates)


def test_what_a_case_cites_is_restored(tmp_path: Path) -> None:
    text = QUAY + "\nRead more: Rain in the hills\n"
    cited = CASE + "notes: none\nrecord: [{by: u, act: waits, cite: 'quay: Rain in the hills'}]\n"
    case = read_case(write_case(tmp_path / "b", cited, {"quay.txt": text}))
    assert (kept_by(case.case), cited_in(case.case)) == ({}, {"quay": ["Rain in the hills"]})
    (part,) = gather_case(case).reads[0].set_aside
    assert text[part.start : part.end].strip() == "Read more:"


def test_a_cite_of_the_article_is_no_doubt(tmp_path: Path) -> None:
    cited = CASE + "record: [{by: u, act: waits, cite: 'quay: Rain in the hills'}]\n"
    case = read_case(write_case(tmp_path, cited, {"quay.txt": QUAY + "\nRain in the hills, no doubt.\n"}))
    assert gather_case(case).faults == ()


# -------------------------------------------------------------------------------- progress and interrupt


def test_progress_grows_to_the_end(folder: Path) -> None:
    seen: list[tuple[str, float]] = []
    gather([folder], progress=lambda step, share: seen.append((step, share)))
    shares = [share for _, share in seen]
    assert shares == sorted(shares)
    assert seen[-1] == ("done", 1.0)
    assert {step for step, _ in seen} == {"reading", "compare", "done"}


def test_an_interrupt_keeps_what_is_finished(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gathering, "_BATCH", 1)
    real = statements.statements_of_all

    def stopping(reads: Any, **options: Any) -> Iterator[tuple[Statement, ...]]:
        if any(read.document.name == "river" for read in reads):
            raise KeyboardInterrupt
        yield from real(reads, **options)

    monkeypatch.setattr(statements, "statements_of_all", stopping)
    found = gather([folder])
    assert found.interrupted
    assert [read.document.name for read in found.reads] == ["quay"]
    assert found.statements
    assert [fault.found for fault in found.faults] == ["an interrupt after 1 document"]


def test_an_interrupted_draft_writes_nothing(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stop(*_: Any, **__: Any) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(gathering, "read_each", stop)
    with pytest.raises(KeyboardInterrupt):
        walkaway.draft(folder, tmp_path / "case")
    assert not (tmp_path / "case").exists()


# ------------------------------------------------------------------------------------------------ drafts


def test_a_draft_is_a_case_whose_cites_verify(folder: Path, tmp_path: Path) -> None:
    made = walkaway.draft(folder, tmp_path / "new" / "case")
    assert sorted(path.name for path in made.folder.rglob("*")) == [
        "case.yaml", "documents", "quay.txt", "river.txt"
    ]  # fmt: skip
    assert (made.folder / "documents" / "quay.txt").read_text(encoding="utf-8") == QUAY
    assert [fault for fault in walkaway.check(made.folder) if fault.level == "fault"] == []
    assert not made.faulty
    assert sorted(path.name for path in (tmp_path / "new").iterdir()) == ["case"]


def test_an_empty_folder_is_filled_and_a_full_one_left(folder: Path, tmp_path: Path) -> None:
    target = tmp_path / "case"
    target.mkdir()
    walkaway.draft([folder], target)
    before = (target / "case.yaml").read_bytes()
    for wrong in (target, folder / "quay.txt"):
        with pytest.raises(UsageError, match="a new or empty folder"):
            walkaway.draft([folder], wrong)
    assert (target / "case.yaml").read_bytes() == before


def test_nothing_readable_drafts_nothing(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no such file"):
        walkaway.draft(tmp_path / "missing.txt", tmp_path / "case")
    assert list(tmp_path.iterdir()) == []


def test_a_draft_that_cannot_be_moved_leaves_nothing(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("os.rename", refuse)
    (tmp_path / "out").mkdir()
    with pytest.raises(UsageError, match="Permission denied"):
        write_draft(gather([folder]), tmp_path / "out" / "case")
    assert list((tmp_path / "out").iterdir()) == []
