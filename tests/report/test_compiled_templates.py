"""Compiled templates come from the cache where they can, and never from a damaged file."""

from __future__ import annotations

from pathlib import Path

import pytest
from jinja2 import DictLoader, Environment, TemplateSyntaxError

from walkaway.report.compiled_templates import CompiledTemplates, NothingWorkedOut

TEXT = "{{ 'a' | twice }}{% if x %} {{ x | twice }}{% endif %}"


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    return tmp_path / "walkaway"


def shown(text: str = TEXT, times: int = 2, options: str = "") -> str:
    environment = Environment(
        loader=DictLoader({"one": text}), bytecode_cache=CompiledTemplates(options), optimized=False
    )
    environment.code_generator_class = NothingWorkedOut
    environment.filters["twice"] = lambda value: str(value) * times
    return environment.get_template("one").render(x="b")


def test_they_are_written_once_and_read_back(cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert shown() == "aa bb"
    assert len(list(cache.iterdir())) == 1
    monkeypatch.setattr(Environment, "_parse", None)  # nothing is compiled again
    assert shown() == "aa bb"


def test_what_our_filters_do_is_not_in_them(cache: Path) -> None:
    assert (shown(), shown(times=3)) == ("aa bb", "aaa bbb")
    assert len(list(cache.iterdir())) == 1


def test_another_text_or_other_options_are_compiled_anew(cache: Path) -> None:
    assert (shown(), shown("{{ x }}")) == ("aa bb", "b")
    shown(options="other")
    assert len(list(cache.iterdir())) == 2


def test_a_damaged_file_is_not_used(cache: Path) -> None:
    shown()
    (path,) = cache.iterdir()
    whole = path.read_bytes()
    for damage in (b"", whole[:-1], whole[:-1] + bytes([whole[-1] ^ 1]), b"\xff" * 40):
        path.write_bytes(damage)
        assert shown() == "aa bb"
        assert path.read_bytes() == whole


def test_a_folder_that_cannot_be_written_is_no_obstacle(cache: Path) -> None:
    cache.write_text("a file in its place")
    assert shown() == "aa bb"


def test_a_template_with_a_fault_is_refused_as_ever(cache: Path) -> None:
    with pytest.raises(TemplateSyntaxError):
        shown("{% if %}")
    assert not cache.exists()
