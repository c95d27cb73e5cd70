"""Ground judgements in documents: which rest on none, which passages offer themselves, and write a cite.

Whether a passage bears out a judgement is for a person to say. A cite is verified before it is written.
"""

from __future__ import annotations

import re
from dataclasses import asdict, dataclass
from typing import Any

from .._version import __version__
from ..case import Case, CaseFile, Cite, Judgement
from ..case.edit import edit_file, edit_text
from ..case.judgement import TO_BE_JUDGED
from ..case.lines import Lines, Path, dotted
from ..case.yamltext import read_yaml
from ..errors import CiteError, Faults, UsageError, nearest, quoted
from .cites import complaint, in_file, judged
from .documents_folder import Documents, read_of
from .quoting.passage_index import Offered, PassageIndex
from .wordlist import word_set

_PART = re.compile(r"\[(\d{1,6})\]|([^.\[\]]+)")
_EMPTY = word_set("""
    a an and are as at be by for from had has have if in is it its no none not nothing of on or that the
    their they this to was were will with would judged range ranges
""")
_OFFERED = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Ungrounded:
    """A judgement without a cite, and passages that share its words; ``about`` are those looked for."""

    path: str
    line: int
    value: str
    note: str
    about: str
    passages: tuple[Offered, ...]

    def to_dict(self) -> dict[str, Any]:
        """Plain data."""
        return asdict(self) | {"passages": [asdict(item) for item in self.passages]}


@dataclass(frozen=True, slots=True, kw_only=True)
class Grounding:
    """A cite that was written, in the source's own characters; ``tier`` is how the given words match them."""

    path: str
    cite: Cite
    start: int
    end: int
    tier: str
    notes: tuple[str, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """Plain data, the shape that ``walkaway cite CASE PATH CITE --json`` prints."""
        return {
            "path": self.path, "document": self.cite.document, "words": self.cite.words, "start": self.start,
            "end": self.end, "tier": self.tier, "notes": list(self.notes), "version": __version__,
        }  # fmt: skip


# --------------------------------------------------------------------------------------------- offering


def ungrounded_of(file: CaseFile, documents: Documents, *, most: int = _OFFERED) -> tuple[Ungrounded, ...]:
    """Judgements that rest on no document, in the order of the case, with passages offered."""
    found = []
    with PassageIndex(read_of(document) for document in documents.values()) as index:
        for path, item in file.case.judgements():
            if item.grounded:
                continue
            place = in_file(_parts(path), file.lines)
            value = str(item) if isinstance(item, Judgement) else str(item.order)
            about = _about(file.case, path, item.note)
            found.append(
                Ungrounded(path=dotted(place), line=file.lines.at(place), value=value, note=item.note,
                           about=about, passages=tuple(index.search(about, limit=most)))
            )  # fmt: skip
    return tuple(found)


def _about(case: Case, path: str, note: str) -> str:
    """Words of a judgement to look for: titles of what it speaks of, its own name and its note."""
    parts = [str(part) for part in _parts(path)]
    words: list[str] = []
    issue = next((part for part in parts[1:] if part in case.issues), "")
    if parts[0] == "preferences":
        who = {**case.parties, **case.ratifiers}.get(parts[1])
        words += [who.label] if who is not None else []
    if issue in case.issues:
        record = case.issues[issue]
        words.append(record.title)
        words += [record.options[part].title for part in parts if part in record.options]
    words += [part.replace("_", " ") for part in parts[2:3] if part == "walk_away"]
    words.append(note)
    kept = [word for word in re.findall(r"[^\W_]+", " ".join(words)) if word.lower() not in _EMPTY]
    return " ".join(dict.fromkeys(kept))


# ---------------------------------------------------------------------------------------------- writing


def ground(file: CaseFile, documents: Documents, path: str, cite: str) -> Grounding:
    """Verify a cite and write it into the case file."""
    found: list[Grounding] = []

    def change(text: str) -> str:
        told, edited = grounded(text, file, documents, path, cite)
        found.append(told)
        return edited

    edit_file(file.path, change)
    return found[0]


def grounded(text: str, file: CaseFile, documents: Documents, path: str, cite: str) -> tuple[Grounding, str]:
    """Verify a cite and write it into a text, whose lines are those of ``file``; nothing is stored."""
    place = _place(path, file.lines)
    given = cite_of(cite)
    match = judged(given, documents)
    if match.status != "found":
        raise CiteError([complaint(file.lines, documents, place, given, match)])
    found = match.places[0].pieces[0]
    own = Cite(document=given.document, words=found.text)
    data = _at(read_yaml(text, str(file.path), Faults())[0], place)
    target, value = _with_cite(place, data, str(own))
    told = Grounding(path=dotted(place), cite=own, start=found.start, end=found.end, tier=match.tier,
                     notes=match.notes)  # fmt: skip
    return told, edit_text(text, target, value, str(file.path))


def with_cite(path: str, value: object, cite: Cite) -> object:
    """A value as a case file has it, with one cite more; it stands at a path of the case."""
    place = _parts(path)
    target, new = _with_cite(place, value, str(cite))
    return {**value, "cite": new} if target != place and isinstance(value, dict) else new


def _parts(path: str) -> Path:
    return tuple(int(number) if number else name for number, name in _PART.findall(path))


def _place(path: str, lines: Lines) -> Path:
    place = in_file(_parts(path.strip()), lines)
    if place and place[-1] == "cite":
        place = place[:-1]
    if place not in lines.known or not place:
        known = tuple(dotted(known) for known in lines.known if known)
        raise UsageError.of(f"no place {quoted(path)}", "a path of the case, as preferences.us.walk_away",
                            nearest(path, known))  # fmt: skip
    return place


def cite_of(text: str) -> Cite:
    """A cite as it is typed; a UsageError where it is none."""
    from pydantic import ValidationError

    try:
        return Cite.model_validate(text)
    except ValidationError:
        raise UsageError.of(quoted(text), 'a cite, "document: exact words"') from None


def _at(data: object, place: Path) -> object:
    for part in place:
        if isinstance(data, dict):
            data = data.get(str(part))
        elif isinstance(data, list) and isinstance(part, int) and part < len(data):
            data = data[part]
        else:
            return None
    return data


def _with_cite(place: Path, data: object, cite: str) -> tuple[Path, object]:
    """What to write where, so that a value has one cite more."""
    group = place[-1] == "weights" or (len(place) > 3 and place[-2] == "scores")
    match data:
        case dict() if group and not {"points", "order"} & set(data):
            return place, {"points": data, "cite": cite}
        case dict():
            held = data.get("cite")
            cites = [held] if isinstance(held, str) else list(held or ())
            if cite in [" ".join(str(one).split()) for one in cites]:
                raise UsageError.of(f"{dotted(place)}, which has this cite", "a cite that is new there")
            return (*place, "cite"), [*cites, cite] if cites else cite
        case str() if data == TO_BE_JUDGED:
            return place, {"value": data, "cite": cite}
        case str():
            return place, {"order" if group else "title": data, "cite": cite}
        case list():
            order = data and all(isinstance(one, str) for one in data)
            return place, {"order" if order else "range": data, "cite": cite}
        case None | bool():
            raise UsageError.of(f"nothing that can have a cite at {dotted(place)}", "a judgement")
    return place, {"value": data, "cite": cite}
