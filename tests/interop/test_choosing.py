"""Which files belong together."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.interop.helpers import CORPUS, files

from walkaway.errors import UsageError
from walkaway.interop import Chosen, choose, load_foreign, read_foreign
from walkaway.interop.choosing import kind_of_file

GOOD = CORPUS / "good"


def folder_of(tmp_path: Path, kind: str) -> Path:
    for seed in GOOD.glob(f"{kind}-*"):
        (tmp_path / seed.name.split("-")[1]).write_bytes(seed.read_bytes())
    return tmp_path


@pytest.mark.parametrize("kind", ["genius", "geniusweb", "negmas", "negolog"])
def test_each_format_is_known_by_its_files(tmp_path: Path, kind: str) -> None:
    folder = folder_of(tmp_path, kind)
    found = read_foreign(folder)
    assert found is not None
    assert (found.format, list(found.case.parties)) == (kind, ["p1", "p2"])
    for file in folder.iterdir():
        again = read_foreign(file, ("p1", "p2"))
        assert again is not None
        assert again.case == found.case


def test_kinds(tmp_path: Path) -> None:
    texts = {
        "a.txt": "", "b.xml": "", "c.xml": "<?xml version='1.0'?><!-- <utility_space> --><other/>", "d.json": "{}",  # noqa: E501
        "_info.yml": "type: ConstFun", "e.yml": "case: 1", "specs.json": '{"issueWeights": 1, "issues": 2}',
    }  # fmt: skip
    for name, text in texts.items():
        (tmp_path / name).write_text(text)
        assert kind_of_file(tmp_path / name) == ("", "")
    assert kind_of_file(tmp_path) == ("", "")
    assert kind_of_file(Path("a\0b.xml")) == ("", "")
    wide = tmp_path / "wide.xml"
    wide.write_bytes("<utility_space/>".encode("utf-16"))
    assert kind_of_file(wide) == ("genius", "profile")


def test_more_than_two_profiles_must_be_named(tmp_path: Path) -> None:
    folder = folder_of(tmp_path, "genius")
    (folder / "p3.xml").write_bytes((folder / "p1.xml").read_bytes())
    with pytest.raises(UsageError, match=r"3 profiles in .*p1\.xml, p2\.xml, p3\.xml.*--profiles"):
        choose(folder)
    chosen = choose(folder, ("p3", "p1.xml"))
    assert chosen == Chosen(
        "genius", folder / "domain.xml", (folder / "p3.xml", folder / "p1.xml"), ("p3", "p1")
    )
    three = choose(folder / "domain.xml", (folder / "p3.xml", "p1", "p2"))
    assert three is not None
    assert three.names == ("p3", "p1", "p2")
    twice = choose(folder, ("p1", "p1"))
    assert twice is not None
    assert twice.names == ("p1", "p1 2")
    with pytest.raises(UsageError, match="a profile that exists"):
        choose(folder, ("p1", "nobody"))
    with pytest.raises(UsageError, match="at least two"):
        choose(folder, ("p1",))


def test_one_domain_of_one_format(tmp_path: Path) -> None:
    folder = folder_of(tmp_path, "genius")
    (folder / "other.xml").write_bytes((folder / "domain.xml").read_bytes())
    with pytest.raises(UsageError, match=r"2 domains: domain\.xml, other\.xml"):
        choose(folder)
    one = choose(folder / "other.xml")
    assert one is not None
    assert one.domain == folder / "other.xml"
    for seed in GOOD.glob("geniusweb-*"):
        (folder / seed.name).write_bytes(seed.read_bytes())
    with pytest.raises(UsageError, match="genius and geniusweb"):
        choose(folder)
    found = choose(folder, format="geniusweb")
    assert found is not None
    assert found.format == "geniusweb"
    assert choose(folder / "domain.xml") is not None


def test_profiles_alone(tmp_path: Path) -> None:
    folder = folder_of(tmp_path, "genius")
    (folder / "domain.xml").unlink()
    with pytest.raises(UsageError, match="no genius domain"):
        choose(folder)


def test_nothing_is_there(tmp_path: Path) -> None:
    assert choose(tmp_path) is None
    assert read_foreign(tmp_path) is None
    assert load_foreign(tmp_path) is None
    file = tmp_path / "case.yaml"
    file.write_text("case: 1")
    assert load_foreign(file) is None
    assert load_foreign(tmp_path) is None
    assert choose(file) is None
    with pytest.raises(UsageError):
        choose(tmp_path / "missing" / "folder")
    with pytest.raises(UsageError, match="at most 0"):
        choose(tmp_path, most=0)


def test_a_case_comes_before_other_files(tmp_path: Path) -> None:
    folder = folder_of(tmp_path, "negolog")
    found = load_foreign(folder)
    assert found is not None
    assert found.imported.format == "negolog"
    assert (found.path.name, found.lines.file) == ("p1.json", str(folder))
    (folder / "case.yaml").write_text("case: 1")
    assert load_foreign(folder) is None
    assert load_foreign(folder, format="negolog") is not None


def test_words_of_the_case_format(tmp_path: Path) -> None:
    """An issue or option may be called like a key of the case format."""
    profile = {"issueWeights": {"when": 1}, "issues": {"when": {"points": 1, "linear": 0.5}}}
    files(tmp_path, a__json=json.dumps(profile), b__json=json.dumps(profile))
    found = read_foreign(tmp_path)
    assert found is not None
    assert {issue: list(record.options) for issue, record in found.case.issues.items()} == {
        "when_": ["points_", "linear_"]
    }
    assert sum("belongs to the format" in sentence for sentence in found.lost) == 3
