"""The catalogue: every case by name, valid, and found inside an installed package too."""

from __future__ import annotations

from pathlib import Path

import pytest

import walkaway
from walkaway import catalogue


def test_names_are_folders_and_variants_in_order() -> None:
    found = catalogue.catalogue()
    assert list(found) == sorted(found)
    assert {"hanoi-2019", "harbour", "harbour/game1", "panama-1977", "new-recruit"} <= set(found)
    assert found["harbour"].name == "case.yaml"
    assert found["harbour/game1"].name == "game1.yaml"
    assert not any("known" in name for name in found)
    assert all(path.is_file() for path in found.values())


def test_a_name_is_found_exactly_or_not_at_all() -> None:
    assert catalogue.find("harbour") == catalogue.catalogue()["harbour"]
    for name in ("Harbour", "harbour/known", "harbour/case", "", ".", "../cases/harbour", "harbour/"):
        assert catalogue.find(name) is None, name


@pytest.mark.parametrize("name", list(catalogue.catalogue()))
def test_every_case_is_without_faults_and_doubts(name: str) -> None:
    assert walkaway.check(name) == []


def test_an_installed_package_carries_its_cases(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    home = tmp_path / "site-packages" / "walkaway"
    (home / "_cases" / "only").mkdir(parents=True)
    (home / "_cases" / "only" / "case.yaml").write_text("case: 1")
    monkeypatch.setattr(catalogue, "__file__", str(home / "catalogue.py"))
    assert catalogue.catalogue() == {"only": home / "_cases" / "only" / "case.yaml"}


def test_without_any_cases_the_catalogue_is_empty(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(catalogue, "__file__", str(tmp_path / "a" / "b" / "catalogue.py"))
    assert catalogue.catalogue() == {}
