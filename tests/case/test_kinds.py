"""Files of another kind, and lists with other signs: one fault, with the line and the form that is right."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.evidence.helpers import SMALL

from walkaway.case import read_case
from walkaway.errors import CaseError

RECORD = SMALL + "record:\n  - by: a\n    offer: {price: high}\n  - by: b\n    act: walks away\n"


def told(path: Path, text: str) -> list[str]:
    file = path / "talks.yaml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(CaseError) as caught:
        read_case(file)
    return [str(fault).replace(f"{file}:", "") for fault in caught.value.faults]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("<div><p>case: 1</p></div>\n", '1: found HTML or XML, "<div><p>case: 1</p></div>"; expected a case'),
        ("\n<html>\n", '2: found a web page, "<html>"; expected a case, which is text in YAML ('),
        ("\ufeff<!doctype html><p>x", '1: found a web page, "<!doctype html><p>x"; expected a case'),
        ('<?xml version="1.0"?>\n<case/>\n', '1: found XML, "<?xml version="1.0"?>"; expected a case'),
        (
            "issue,option,a,b\nprice,low,0,10\n",
            '1: found a table, "issue,option,a,b"; expected a mapping that',
        ),
        ("\nissue;a\nprice;0\n", '2: found a table, "issue;a"; expected a mapping that starts with case: 1'),
        ("issue\ta\nprice\t0\n", '1: found a table, "issue a"; expected a mapping that starts with case: 1'),
    ],
)
def test_a_text_of_another_kind_is_one_fault(text: str, said: str, tmp_path: Path) -> None:
    (fault,) = told(tmp_path, text)
    assert fault.startswith(said)
    assert fault.endswith(")")  # what takes it


def test_a_list_of_flow_rows_is_no_table(tmp_path: Path) -> None:
    assert "a table" not in told(tmp_path, "[a, b]\n[c, d]\n")[0]
    assert "a table" not in told(tmp_path, "case: 1, 2\ntitle: a, b\n")[0]
    assert "a table" not in told(tmp_path, "Anna wants more, Ben wants less.\nThey met.\n")[0]


@pytest.mark.parametrize("sign", ["• ", "•", "* ", "– ", "+ ", "-", "1. ", "2) "])
def test_lists_with_another_sign(sign: str, tmp_path: Path) -> None:
    """Law: all items of a list are told of once, with the line that is right, and nothing else is said."""
    (fault,) = told(tmp_path, RECORD.replace("  - by", f"  {sign}by"))
    line = RECORD[: RECORD.index("  - by")].count("\n") + 1
    right = "an item of a list begins with a dash and a blank"
    assert fault.startswith(f"{line}: found {sign}by: a; expected - by: a ({right}")


@pytest.mark.parametrize("sign", ["• ", "* ", "– ", "+ ", "3. "])
def test_one_item_with_another_sign(sign: str, tmp_path: Path) -> None:
    (fault,) = told(tmp_path, RECORD.replace("  - by: b", f"  {sign}by: b"))
    line = RECORD[: RECORD.index("  - by: b")].count("\n") + 1
    assert fault.startswith(
        f"{line}: found {sign}by: b; expected - by: b (an item of a list begins with a dash"
    )


@pytest.mark.parametrize(
    ("written", "found", "expected"),
    [
        ("   - by: b", "3 blanks before - by: b", "2 blanks, as on line"),
        (" - by: b", "1 blank before - by: b", "2 blanks, as on line"),
    ],
)
def test_an_item_in_another_column(written: str, found: str, expected: str, tmp_path: Path) -> None:
    (fault,) = told(tmp_path, RECORD.replace("  - by: b", written))
    assert f": found {found}; expected {expected}" in fault


def test_comments_of_json(tmp_path: Path) -> None:
    text = '{\n  // a case\n  "case": 1, // the form\n  "title": "A", /* said */\n  "parties": {}\n}\n'
    said = told(tmp_path, text)
    assert "2: found // a case; expected # a case (a comment begins with #)" in said
    assert '3: found "case": 1, // the form; expected "case": 1, # the form (a comment begins with #)' in said
    assert (
        '4: found "title": "A", /* said */; expected "title": "A", # said (a comment begins with #)' in said
    )


def test_sections_with_quoted_values(tmp_path: Path) -> None:
    said = told(tmp_path, 'title = "Talks"\ncase = 1\n[parties]\na = "Anna"\nb = "Ben"\n')
    assert said[0].startswith("1: ")
    assert any('found title = "Talks"; expected title: "Talks" (' in one for one in said)
    assert any("so too on 4 more lines" in one for one in said)
    assert not any("could not find" in one or "[parties]" in one for one in said)
