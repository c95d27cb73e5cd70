"""Reading: files that cannot be read, all faults at once and in order, no silly follow-on faults."""

from __future__ import annotations

import os
from functools import partial
from pathlib import Path

import pytest
from tests.case.helpers import CASE, SMALL, messages, swapped
from tests.ended import ends

from walkaway.case import read_case, read_case_text
from walkaway.case.validate import validated
from walkaway.errors import CaseError

CATALOGUE = sorted(
    file for file in (Path(__file__).parents[2] / "cases").glob("*/*.yaml") if file.name != "known.yaml"
)


def _refusal(path: Path) -> str:
    with pytest.raises(CaseError) as caught:
        read_case(path)
    return str(caught.value)


@pytest.mark.parametrize("file", CATALOGUE, ids=lambda file: f"{file.parent.name}-{file.stem}")
def test_every_case_of_the_catalogue_reads_without_fault(file: Path) -> None:
    """The catalogue is the first user of the format."""
    assert read_case(file).case.parties


def test_a_folder_is_read_by_its_case_file(tmp_path: Path) -> None:
    """``case.yaml`` in a folder, whose documents stand beside it."""
    (tmp_path / "case.yaml").write_text(SMALL, encoding="utf-8")
    file = read_case(tmp_path)
    assert file.path == tmp_path / "case.yaml"
    assert file.folder == tmp_path
    assert file == read_case(str(tmp_path / "case.yaml"))
    assert file.lines.at(("parties", "b")) == 3


def test_a_missing_file_is_a_fault(tmp_path: Path) -> None:
    """Also a folder without case.yaml, and a name no system takes."""
    missing = "found no such file; expected a YAML file or a folder with case.yaml"
    assert _refusal(tmp_path / "no.yaml") == f"{tmp_path}/no.yaml: {missing}"
    empty, other = (f"{tmp_path}: found {found}; expected a folder with case.yaml" for found in (
        "an empty folder", "a folder without case.yaml"
    ))  # fmt: skip
    assert _refusal(tmp_path) == f"{empty} (walkaway draft makes a case from documents)"
    (tmp_path / "trade.yaml").write_text("case: 1")
    assert _refusal(tmp_path) == f"{other} (it holds trade.yaml)"
    assert _refusal(Path("a\0b")).endswith("expected a readable file")
    assert _refusal(tmp_path / ("x" * 300)).endswith("found File name too long; expected a readable file")


def test_what_is_not_a_file_is_a_fault(tmp_path: Path) -> None:
    """A pipe would never end."""
    os.mkfifo(tmp_path / "pipe")
    expected = "found something that is not a file; expected a YAML file or a folder with case.yaml"
    assert _refusal(tmp_path / "pipe") == f"{tmp_path}/pipe: {expected}"


def test_a_file_of_50_megabytes_is_refused_unread(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The size is looked at first."""
    big = tmp_path / "big.yaml"
    with big.open("wb") as stream:
        stream.truncate(50_000_000)
    monkeypatch.setattr(Path, "read_bytes", lambda path: pytest.fail(f"{path} was read"))
    assert _refusal(big) == f"{big}: found 50,000,000 bytes; expected a case file of at most 5,000,000 bytes"


def test_a_file_that_is_not_utf_8_is_a_fault_at_its_line(tmp_path: Path) -> None:
    """The byte is named; a byte order mark is no fault."""
    latin = tmp_path / "latin.yaml"
    latin.write_bytes("case: 1\ntitle: Gênes\n".encode("latin-1"))
    assert _refusal(latin) == f"{latin}:2: found the byte 0xea, which is not UTF-8; expected text in UTF-8"
    utf16 = tmp_path / "utf16.yaml"
    utf16.write_bytes(SMALL.encode("utf-16"))
    found = "text in UTF-16, to be saved as UTF-8"
    assert _refusal(utf16) == f"{utf16}: found {found}; expected a case, which is text in YAML"
    marked = tmp_path / "marked.yaml"
    marked.write_bytes(SMALL.encode("utf-8-sig"))
    assert read_case(marked).case.title == "Small"


@pytest.mark.parametrize(
    ("raw", "found"),
    [
        (b"PK\x03\x04\0\0", "a Word document, or another packed file"), (b"%PDF-1.7\n", "a PDF file"),
        (b"\n<!DOCTYPE html>", 'a web page, "<!DOCTYPE html>"'), (b"{\\rtf1 x}", "a document in RTF"),
        (b"\x7fELF\0\0", "a file that is no text"),
    ],
)  # fmt: skip
def test_a_file_of_another_kind_is_named(tmp_path: Path, raw: bytes, found: str) -> None:
    """One message, with what takes documents."""
    file = tmp_path / "talks.docx"
    file.write_bytes(raw)
    refusal = _refusal(file)
    line = ":2" if raw.startswith(b"\n<") else ":1" if b"ELF" in raw else ""
    assert refusal.startswith(f"{file}{line}: found {found}; expected a case, which is text in YAML")
    assert ("walkaway read takes documents" in refusal) == (found != "a file that is no text")


def test_windows_line_ends_are_read_alike() -> None:
    """Layout is not content."""
    assert read_case_text(CASE.replace("\n", "\r\n")) == read_case_text(CASE)


def test_all_faults_come_at_once_and_in_the_order_of_the_file() -> None:
    """Text, kinds, keys, names and numbers in one go, so that a person mends a file once."""
    text = CASE
    for old, new in (
        ("title: Test", "title: [Test]"),
        ("us: United States", "us: {titel: United States}"),
        ("for: us", "for: uss"),
        ("quota: 2", "quota: 7"),
        ("mid: Mid", "mid: [Mid]"),
        ("date: late}", "date: lat}"),
        ("[30, 50]", "[50, 30]"),
        ("price > date\n", "price > dat\n"),
        ("late: [0, 10]", "late: .inf"),
        ("add: [5, 10]", "add: &five 5"),
        ("mid: 10.5", "mid: ten"),
        ("mid: 2,", "mdi: 2,"),
        ("by: them", "by: thme"),
        ("notes: [a]", "nots: [a]"),
    ):
        text = swapped(old, new, text)
    faults = messages(text)
    assert [fault.split(": ")[1] for fault in faults] == [
        "title", "parties.us.titel", "ratifiers.congress.for", "agreement.quota", "issues.price.options.mid",
        "impossible[0].date", "preferences.us.walk_away", "preferences.us.weights",
        "preferences.us.scores.date.late", "preferences.us.interactions[0].add",
        "preferences.them.scores.price.mid", "preferences.congress.scores.price.mdi", "record[0].by", "nots",
    ]  # fmt: skip
    lines = [int(fault.split(":")[1]) for fault in faults]
    assert lines == sorted(lines)


def test_faults_after_a_faulty_item_of_a_list_keep_their_number_and_line() -> None:
    """The faulty items are left out while the rest is checked; nobody should notice."""
    text = SMALL + (
        "record:\n"
        "  - {by: a, act: x}\n"
        "  - {by: [a], act: x}\n"
        "  - 3\n"
        "  - {by: zz, act: x}\n"
        "  - {act: [x], by: a}\n"
        "  - {by: a, offer: {i: p}}\n"
    )
    assert messages(text) == [
        "c.yaml:8: record[1].by: found a list of 1; expected text",
        "c.yaml:9: record[2]: found the number 3; expected a mapping with by, and offer, act or signs",
        'c.yaml:10: record[3].by: found "zz"; expected a party or ratifier (a, b)',
        "c.yaml:11: record[4].act: found a list of 1; expected text",
        'c.yaml:12: record[5].offer.i: found "p"; expected an option of i (o)',
    ]


@pytest.mark.parametrize(
    ("old", "new", "count"),
    [
        ("parties:\n  us: United States\n  them: {title: Them, short: T}\n", "parties: [us, them]\n", 1),
        ("  congress: {title: Congress, for: us}", "  - congress", 1),
        ("    options: {low: Low, mid: Mid, high: High}\n", "", 1),
        ("  price:\n    title: Price\n", "  price: 3\n  cost:\n    title: Price\n", 1),
        ("    walk_away: 3\n    scores:", "    walk_away: 3\n    scores: 3\n    score:", 2),
        ("agreement: {quota: 2, vetoes: [us]}", "agreement: {quota: 2, vetoes: [us, [them]]}", 1),
        ("{low: 1, mid: 2, high: 3}", "{low: a, mid: b, high: c}", 3),
        ("interactions:\n      - {when: {price: low}", "interactions:\n      - {when: {price: .inf}", 1),
    ],
)
def test_a_fault_causes_no_silly_ones(old: str, new: str, count: int) -> None:
    """Whatever hangs on a faulty place is passed over in silence."""
    assert len(messages(swapped(old, new))) == count


def test_a_whole_section_can_be_missing() -> None:
    """Then nothing is said of the names that it would have defined."""
    assert messages("case: 1\n") == [
        f"c.yaml:1: {key}: found nothing; expected the key {key}"
        for key in ("title", "parties", "issues", "preferences")
    ]
    for section in ("parties", "issues", "preferences"):
        found = "found a list of 1; expected a mapping"
        assert messages(swapped(f"{section}:\n", f"{section}: [x]\nx{section}:\n"))[0].endswith(found)


def test_thousands_of_faults_are_collected_and_forty_are_shown() -> None:
    """Whatever kind they are of."""
    for entry, per_line in (
        ("  - {{by: zz{n}, act: x}}\n", 1),
        ("  - {{by: [zz], act: x}}\n", 1),
        ("  - {{xx{n}: a, act: x}}\n", 2),
        ("  - !t {{}}\n", 1),
    ):
        text = SMALL + "record:\n" + "".join(entry.format(n=n) for n in range(2_000))
        with ends(), pytest.raises(CaseError) as caught:
            read_case_text(text, "c.yaml")
        shown = str(caught.value).splitlines()
        assert len(caught.value.faults) == 2_000 * per_line
        assert len(shown) == 41
        assert shown[-1] == f"… and {2_000 * per_line - 40:,} more (--json lists them all)"
        assert shown[0].startswith("c.yaml:7: record[0]")


def test_many_unknown_names_among_many_options_take_no_time() -> None:
    """Only the first few get a suggestion; finding them all would take minutes."""
    options = ", ".join(f"option-{n}: O" for n in range(2_000))
    scores = ", ".join(f"optoin-{n}: 1" for n in range(2_000))
    text = SMALL.replace("{o: O}", f"{{{options}}}").replace("{o: 1}", f"{{{scores}}}", 1)
    with ends():
        assert len(messages(text)) >= 2_000


def test_reading_gives_up_after_so_many_rounds(monkeypatch: pytest.MonkeyPatch) -> None:
    """Names are then left unchecked; the faults found so far are raised."""
    monkeypatch.setattr("walkaway.case.read.validated", partial(validated, rounds=1))
    assert messages(swapped("title: Test", "title: [a]").replace("for: us", "for: uss")) == [
        "c.yaml:2: title: found a list of 1; expected text"
    ]


def test_a_workbook_is_told_the_command_that_reads_it(tmp_path: Path) -> None:
    file = tmp_path / "case.xlsx"
    file.write_bytes(b"PK\x03\x04\0\0xl/workbook.xml")
    refusal = _refusal(file)
    assert refusal.startswith(f"{file}: found a workbook; expected a case")
    assert "walkaway sheet FILE -o case.yaml" in refusal
