"""The chart library comes from the cache where it can, and never from a damaged file."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from walkaway.report.charts import chart_library as bundle


@pytest.fixture
def fresh(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    calls = []

    def make(snippet: str) -> str:
        calls.append(snippet)
        return "let a = 1;\r\nlet b = '</script><!--';"

    import vl_convert

    monkeypatch.setattr(vl_convert, "javascript_bundle", make)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    bundle.chart_library.cache_clear()
    yield tmp_path / "walkaway"
    bundle.chart_library.cache_clear()


def test_it_is_written_once_and_read_back(fresh: Path) -> None:
    first = bundle.chart_library()
    assert first == "let a = 1;\nlet b = '<\\/script><\\!--';"
    (path,) = fresh.glob("*.js")
    bundle.chart_library.cache_clear()
    before = path.stat().st_mtime_ns
    assert bundle.chart_library() == first
    assert path.stat().st_mtime_ns == before


def test_a_damaged_file_is_not_used(fresh: Path) -> None:
    first = bundle.chart_library()
    (path,) = fresh.glob("*.js")
    path.write_text("alert(1)")
    bundle.chart_library.cache_clear()
    assert bundle.chart_library() == first


def test_a_folder_that_cannot_be_written_is_no_obstacle(fresh: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError

    monkeypatch.setattr(bundle, "write_atomically", refuse)
    assert bundle.chart_library().startswith("let a")
    assert not fresh.exists()
