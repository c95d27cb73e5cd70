"""Bad files, found or made: each is answered by a fault, at once, and nothing happens."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from tests.interop.helpers import CORPUS, read

from walkaway.errors import InputError
from walkaway.interop import Chosen, read_chosen

BAD = sorted((CORPUS / "bad").iterdir())


@pytest.mark.parametrize("file", BAD, ids=lambda file: file.name)
def test_bad_files_have_faults(file: Path, tmp_path: Path) -> None:
    kind, part = file.name.split("-")[:2]
    for seed in (CORPUS / "good").glob(f"{kind}-*"):
        shutil.copy(seed, tmp_path / seed.name.split("-")[1])
    ending = file.suffix
    shutil.copy(file, tmp_path / f"{part}{ending}")
    domain = tmp_path / f"domain{ending}"
    profiles = (tmp_path / f"p1{ending}", tmp_path / f"p2{ending}")
    with pytest.raises(InputError) as caught:
        read_chosen(Chosen(kind, domain if domain.exists() else None, profiles, ("a", "b")))
    assert all(fault.found and fault.expected for fault in caught.value.faults)
    assert not Path("/tmp/never").exists()


@pytest.mark.parametrize("kind", ["genius", "geniusweb", "negmas", "negolog"])
def test_good_files_have_none(kind: str, tmp_path: Path) -> None:
    for seed in (CORPUS / "good").glob(f"{kind}-*"):
        shutil.copy(seed, tmp_path / seed.name.split("-")[1])
    assert list(read(tmp_path).case.parties) == ["p1", "p2"]
