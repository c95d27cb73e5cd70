"""Damaged files of every format: read or answered by faults, nothing else; see scripts/fuzz-formats."""

from __future__ import annotations

import tempfile
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.interop.helpers import CORPUS
from tests.strategies import examples

from walkaway.case import read_case_text, to_yaml
from walkaway.errors import InputError, UsageError
from walkaway.interop import read_foreign, write_foreign
from walkaway.other_programs import FORMATS

ODD = [
    "", "<", "/>", "&x;", '"', ":", "[", "]", "{", "}", ",", "-", "0", "-1", "1e16", "1e59", "0.3333", "null",
    "NaN",
    "-.inf", "&a ", "*a ", "!!x ", "?", "\n", "\x00", "\ud7ff", "when", "points", "real", "integer", "max",
]  # fmt: skip


def seeds(kind: str) -> list[Path]:
    return sorted((CORPUS / "good").glob(f"{kind}-*"))


@st.composite
def damaged(draw: st.DrawFn) -> tuple[str, dict[str, str]]:
    """A format, and its good files with some stretches cut, doubled or replaced."""
    kind = draw(st.sampled_from(FORMATS))
    texts = {seed.name.split("-")[1]: seed.read_text("utf-8") for seed in seeds(kind)}
    for _ in range(draw(st.integers(1, 3))):
        name = draw(st.sampled_from(sorted(texts)))
        text = texts[name]
        start = draw(st.integers(0, len(text)))
        end = min(len(text), start + draw(st.sampled_from([0, 1, 2, 5, 20, 100])))
        texts[name] = text[:start] + draw(st.sampled_from([*ODD, text[start:end] * 2])) + text[end:]
    return kind, texts


@settings(deadline=None, max_examples=examples(80), suppress_health_check=[HealthCheck.too_slow])
@given(damaged())
def test_damaged_files_are_answered(files: tuple[str, dict[str, str]]) -> None:
    """Law: faults, or a case that its own format holds and that other formats take or refuse."""
    kind, texts = files
    with tempfile.TemporaryDirectory() as folder, suppress(InputError):
        for name, text in texts.items():
            (Path(folder) / name).write_text(text, encoding="utf-8")
        ending = next(iter(texts)).partition(".")[2]
        found = read_foreign(folder, (f"p1.{ending}", f"p2.{ending}"), kind)
        if found is not None:
            assert read_case_text(to_yaml(found.case)) == found.case
            for format in FORMATS:
                with suppress(UsageError):
                    assert write_foreign(found.case, format).files


@pytest.mark.parametrize("kind", FORMATS)
def test_there_are_seeds(kind: str) -> None:
    assert len(seeds(kind)) >= 2
