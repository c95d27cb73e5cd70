"""Which files belong together, and in which format they are."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import NamedTuple

from ..errors import Faults, UsageError, quoted
from ..language import counted
from ..other_programs import PROGRAMS, TYPED
from .negmas import PARTS, layout_of, refuse_several
from .place import opened
from .plain_data import check_yaml, read_json
from .safe import MAX_BYTES, ImportFault, encoding_of, read_file
from .xmltext import XmlFile, read_xml

_NONE = ("", "")
_HEAD = 20_000
_MOST_FILES = 2_000
_MOST_CHECKED = 1_000_000
_GENIUS = re.compile(r"utility_space|negotiation_template|objective|</?issue\b")
_PLAIN = re.compile(r"(?:\s*(?:#[^\n]*|---[^\n]*)?\n)*\s*(?:-\s|[\w\"'][^:\n]*:)")


@dataclass(frozen=True, slots=True)
class Chosen:
    """Files of one negotiation."""

    format: str
    domain: Path | None
    profiles: tuple[Path, ...]
    names: tuple[str, ...]  # what to call the parties: the names of the files, told apart


def kind_of_file(path: Path) -> tuple[str, str]:
    """Format of a file and its part: ``domain``, ``profile``, or, of NegMAS, ``bundle`` or ``several``.

    By its words; empty if it is in no known format. A file too large to be read is of a kind too.
    """
    suffix = path.suffix.lower()
    try:
        if suffix not in (".xml", ".json", ".yml", ".yaml") or not path.is_file():
            return _NONE
        with path.open("rb") as stream:
            raw = stream.read(_HEAD if suffix == ".xml" else MAX_BYTES)
    except (OSError, ValueError):
        return _NONE
    text = raw.decode(encoding_of(raw), "replace")
    return _of_xml(text) if suffix == ".xml" else _of_data(text, path, json=suffix == ".json")


def sniffed(raw: bytes, path: Path) -> str:
    """The program whose file this may be, by its words and whatever it is called; empty if none's."""
    text = raw[:MAX_BYTES].decode(encoding_of(raw), "replace")
    sign, found = text.lstrip()[:1], _NONE
    if sign == "<":
        found = _of_xml(text[:_HEAD])
    elif sign == "{" or _PLAIN.match(text):
        found = _of_data(text, path, json=sign == "{")
    return PROGRAMS.get(found[0], "")


def _of_xml(text: str) -> tuple[str, str]:
    root = re.search(r"<([\w:]+)", re.sub(r"(?s)<!--.*?-->|<\?.*?\?>", "", text))
    part = {"negotiation_template": "domain", "utility_space": "profile"}.get(root[1] if root else "")
    return ("genius", part) if part else _NONE


def _of_data(text: str, path: Path, *, json: bool) -> tuple[str, str]:
    """JSON or YAML, by the words that only one format has."""
    if _results(path):
        return _NONE
    if json and re.search(r'"\w*(UtilitySpace|Ordering)"', text, re.IGNORECASE):
        return "geniusweb", "profile"
    if json and '"issuesValues"' in text:
        return "geniusweb", "domain"
    if json and '"issueWeights"' in text and '"issues"' in text:
        return "negolog", "profile"
    if layout := layout_of(text, path):
        return "negmas", layout
    found = {match[1] for match in TYPED.finditer(text)}
    # a utility function may carry its outcome space, never the other way round
    return ("negmas", "domain" if found == {"OutcomeSpace"} else "profile") if found else _NONE


def _results(path: Path) -> bool:
    """Whether a program writes a file of this name beside the negotiation, and not as a part of it."""
    return path.stem.startswith("_") or path.stem in ("stats", "specs", "specials")


class KnownFile(NamedTuple):
    """A file with its format and part, empty where it is in no known format."""

    path: Path
    format: str
    part: str


def _listed(folder: Path, most: int = _MOST_FILES) -> list[KnownFile]:
    try:
        paths = sorted(path for path in folder.iterdir() if not path.name.startswith("."))
    except OSError as error:
        raise UsageError.of(f"{quoted(folder)}: {error.strerror}", "a folder that can be read") from None
    if len(paths) > most:
        raise UsageError.of(f"{len(paths):,} files in {quoted(folder)}", f"at most {most:,}")
    return [KnownFile(path, *kind_of_file(path)) for path in paths]


def choose(
    path: Path, profiles: Sequence[Path | str] = (), format: str = "", *, most: int = _MOST_FILES
) -> Chosen | None:
    """Find the files of a negotiation among ``most`` in a folder; parameters as :func:`read_foreign`.

    None if nothing there is in a known format; a :class:`UsageError` if it is unclear which files are meant.
    """
    here = path if path.is_dir() else path.parent
    listed = _listed(here, most)
    known = [file for file in listed if file.format and format in ("", file.format)]
    if not path.is_dir():
        known = _with(next((file for file in known if file.path == path), None), known)
    formats = sorted({file.format for file in known})
    if not formats:
        return None
    if len(formats) > 1:
        raise UsageError.of(f"files of {' and '.join(formats)}", "files of one format", "--from says which")
    if not profiles:
        _refuse(known)
        _broken(known, listed)
    bundles, domains = ([file.path for file in known if file.part == part] for part in ("bundle", "domain"))
    domains = [path] if path in bundles + domains else bundles + domains
    if len(domains) > 1:
        found = f"{len(domains)} domains: {', '.join(file.name for file in domains)}"
        raise UsageError.of(found, "one domain", "name its file instead of the folder")
    if domains and domains == bundles:
        if profiles or len(known) > 1:
            right = f"that file alone: it holds {PARTS}"
            raise UsageError.of(f"profiles beside {bundles[0].name}", right, "name the file")
        return Chosen(formats[0], bundles[0], (), ())
    if not domains and formats[0] == "negmas":  # edges without their centre, which is in the folder above
        _refuse(_listed(here.absolute().parent))
    if not domains and formats[0] in ("genius", "negmas"):
        raise UsageError.of(f"no {formats[0]} domain in {quoted(here)}", "a domain file beside the profiles")
    chosen = _profiles(here, [file.path for file in known if file.part == "profile"], profiles)
    return Chosen(formats[0], domains[0] if domains else None, chosen, _names(chosen))


def _with(own: KnownFile | None, known: Sequence[KnownFile]) -> list[KnownFile]:
    """A file and what may belong to it: the profiles, or all of its format that it is a profile of."""
    if own is None or own.part in ("bundle", "several"):
        return [own] if own else []
    same = [file for file in known if file.format == own.format]
    return [file for file in same if file == own or "profile" in (file.part, own.part)]


def _refuse(known: Sequence[KnownFile]) -> None:
    """Refuse files that hold more than one negotiation, each at its line."""
    for place in opened([file.path for file in known if file.part == "several"], yaml=True)[0]:
        refuse_several(place)


def _broken(known: Sequence[KnownFile], listed: Sequence[KnownFile]) -> None:
    """Refuse a folder with a file of the same ending that nobody can read: it may be one of the parties."""
    endings, faults = {file.path.suffix.lower() for file in known}, Faults()
    for path, format, _ in listed:
        ending = path.suffix.lower()
        unsure = not format and ending in endings and not _results(path) and not path.is_dir()
        if not unsure or path.stat().st_size > _MOST_CHECKED:
            continue
        try:
            text, _ = read_file(path)
            if ending == ".json":
                with suppress(ValueError, RecursionError):
                    json.loads(text)
                    continue  # JSON, however large or deep
                read_json(text, str(path), infinite=True)
            elif ending == ".xml" and _GENIUS.search(text):  # result files of Genius are no XML either
                read_xml(text, XmlFile(str(path)))
            elif ending in (".yml", ".yaml"):
                check_yaml(text, str(path))
        except ImportFault as error:
            faults.extend(error.faults)
    faults.raise_if_any(ImportFault)


def _profiles(here: Path, known: list[Path], named: Sequence[Path | str]) -> tuple[Path, ...]:
    """The profiles that were named, or the only two."""
    names = ", ".join(file.name for file in known[:20])
    if not named:
        if len(known) == 2:
            return tuple(known)
        found = f"{counted(len(known), 'profile')} in {quoted(here)}: {names}"
        raise UsageError.of(found, "two profiles, or --profiles that names them", "--profiles a.xml b.xml")
    chosen = []
    for name in map(Path, named):
        candidates = [file for file in (name, here / name) if file.is_file()]
        candidates += [file for file in known if name.name in (file.name, file.stem)]
        if not candidates:
            raise UsageError.of(f"the profile {quoted(name)}", f"a profile that exists ({names})")
        chosen.append(candidates[0])
    if len(chosen) < 2:
        raise UsageError.of(counted(len(chosen), "profile"), "at least two profiles")
    return tuple(chosen)


def _names(paths: Sequence[Path]) -> tuple[str, ...]:
    """Names of the files without their ending; where two are the same, with a number."""
    names: list[str] = []
    for stem in (path.stem for path in paths):
        numbered = (f"{stem} {count}" for count in range(2, len(paths) + 2))
        names.append(next(name for name in chain([stem], numbered) if name not in names))
    return tuple(names)
