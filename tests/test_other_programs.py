"""What is passed over without a look is never a file of another program."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.interop.helpers import CORPUS

import walkaway
from walkaway.interop.choosing import kind_of_file
from walkaway.other_programs import is_gmcr, may_be_foreign


def test_whatever_is_read_as_another_programs_is_looked_at() -> None:
    """Law: over every file of the corpus, broken ones too."""
    files = [path for path in CORPUS.rglob("*") if path.is_file()]
    known = [path for path in files if kind_of_file(path)[0] or is_gmcr(path)]
    assert len(known) > 20
    assert all(map(may_be_foreign, known))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_in_any_encoding(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "domain.yml"
    path.write_text("type: CartesianOutcomeSpace\nissues: []\n", encoding=encoding)
    assert kind_of_file(path) == ("negmas", "domain")
    assert may_be_foreign(path)


def test_the_catalogue_is_passed_over(tmp_path: Path) -> None:
    assert not any(map(may_be_foreign, walkaway.cases().values()))
    assert may_be_foreign(tmp_path)
    (tmp_path / "case.yaml").touch()
    assert not may_be_foreign(tmp_path)
    assert may_be_foreign(tmp_path / "absent.yaml")
