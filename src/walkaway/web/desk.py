"""A case on the desk: as its file has it, what was moved since, the way back, and the way into the file.

Every move is written to a journal beside the case before it is answered, so that a program that is killed
loses nothing. The journal goes when nothing is moved any more, or when what was moved is in the file.
"""

from __future__ import annotations

import difflib
import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path as FilePath
from threading import RLock
from typing import Any

from ..case import CaseFile
from ..case.edit import edit_file, edit_places
from ..case.lines import Path, find_place, within
from ..case.read import case_path, case_text
from ..case.yamltext import read_yaml
from ..errors import CaseError, Faults, InputError, UsageError, nearest, quoted
from ..loading import check_text, load
from .confined import inside, read_own, write_own
from .desk_versions import MovedElsewhere, Values, Version, Written, as_json
from .journal import KeptMoves, kept_of, kept_text
from .places import at_place, narrowed

_MOST, _LONGEST = 40, 80  # variants, and characters of their names
BEFORE = "before the file changed"  # the variant of what does not stand over the new text
_STEPS = 200  # moves that can be taken back


@dataclass(eq=False)
class Desk:
    """One case that is worked on; everything here may be asked from several threads."""

    name: str
    file: CaseFile
    text: str  # of the file, as it was read
    home: FilePath  # the folder of the case, as it was when it was opened; nothing outside is touched
    writable: bool  # not a case of the catalogue, nor one that came from another program
    notes: list[str] = field(default_factory=list)  # what is to be told once
    variants: dict[str, Version] = field(default_factory=dict)  # what was given a name, in order
    _history: list[Version] = field(default_factory=list)
    _at: int = 0
    _gesture: str = ""  # what the last step was made with, while it may go on
    _lock: RLock = field(default_factory=RLock)

    @property
    def now(self) -> Version:
        """What is looked at."""
        with self._lock:
            return self._history[self._at]

    @property
    def steps(self) -> tuple[int, int]:
        """How many moves can be taken back, and how many made again."""
        return self._at, len(self._history) - 1 - self._at

    @property
    def plain(self) -> dict[str, Any]:
        """The case that values are moved in as plain data."""
        return self.now.start.plain

    @property
    def journal(self) -> FilePath:
        """Where moves are kept until they are saved."""
        return self.file.path.with_name(f".{self.file.path.name}.moves")

    def seen(self, place: str) -> str:
        """What whoever moves a place has to have been shown: the text below, and what it was moved to."""
        return f"{self.below} {as_json(self.now.values.get(place))}"

    @property
    def below(self) -> str:
        """The digest of the text that values are moved in."""
        return _digest(self.text_below)

    @property
    def moved(self) -> dict[str, str]:
        """What each place was moved to, as :meth:`seen` has it."""
        return {place: as_json(value) for place, value in self.now.values.items()}

    def move(self, values: Values, gesture: str = "", seen: str = "") -> Version:
        """Give places other values, None for the value of the file; a UsageError where one does not fit.

        Moves of one gesture (a slider that is dragged, a number that is typed) are one step: the last counts.
        Where it is told what was ``seen``, a MovedElsewhere if any of the places is something else by now.
        """
        with self._lock:
            if seen and any(seen != self.seen(place) for place in values):
                raise MovedElsewhere.of(
                    "a judgement that was moved elsewhere meanwhile",
                    "a move of what it is now, as shown here",
                )
            merged = {**self.now.values, **values}
            data = self.plain
            kept = {
                place: value
                for place, value in merged.items()
                if value is not None and value != at_place(data, place)
            }
            return self._step_to(Version(self.file.case, kept, self.now.written), gesture)

    def write(self, words: str, change: Callable[[str], str], moved: Values | None = None) -> Version:
        """Write something into the text on the desk, all else as it stands; a step like any other.

        ``change`` is given the text in which values are moved and gives the new one; ``words`` say what it
        does. Moved values whose place is gone are let go; ``moved`` are such as they are to be from now on.

        Raises
        ------
        InputError
            If the new text is no case, the moved values do not fit into it, or the case was moved meanwhile.
        """
        with self._lock:
            now = self.now
            text = change(self.text_below)
            if text == self.text_below:
                return now
            told = now.written.told if now.written is not None else ()
            written = Written(text, (*told, words))
            data = written.case.to_dict()
            kept = {**now.values, **(moved or {})}
            values = {place: value for place, value in kept.items() if find_place(data, place)}
            return self._step_to(Version(self.file.case, values, written))

    def take_over(self, text: str, began: str, words: Sequence[str]) -> Version:
        """Lay a text in place of the one on the desk, moved values in it; a step like any other.

        ``began`` is the whole text that it was made of, ``words`` say what was moved and what else is new.

        Raises
        ------
        InputError
            If the new text is no case, or the case was moved meanwhile.
        """
        with self._lock:
            if began != self.edited():
                raise UsageError.of("a case that was moved meanwhile", "the case as the step began from it")
            if text == began:
                return self.now
            told = self.now.written.told if self.now.written is not None else ()
            written = Written(text, tuple(dict.fromkeys([*told, *words])))
            return self._step_to(Version(self.file.case, {}, written))

    def reset(self) -> Version:
        """Put everything back as the file has it: a step like any other."""
        with self._lock:
            return self._step_to(Version(self.file.case, {}))

    @property
    def text_below(self) -> str:
        """The text that values are moved in."""
        return self._base_text(self.now)

    @property
    def versions(self) -> tuple[Version, ...]:
        """The versions up to the one that is looked at."""
        with self._lock:
            return tuple(self._history[: self._at + 1])

    def _base_text(self, version: Version) -> str:
        return self.text if version.written is None else version.written.text

    def _step_to(self, version: Version, gesture: str = "") -> Version:
        """Make a version the one that is looked at, if it is another one; refused before it is kept."""
        _ = version.case
        goes_on = gesture != "" and gesture == self._gesture
        if not version.like(self.now):
            start = self._at if goes_on else self._at + 1
            back = goes_on and version.like(self._history[start - 1])  # the gesture ends where it began
            self._history[start:] = [] if back else [version]
            del self._history[: max(0, len(self._history) - _STEPS)]
            self._go(len(self._history) - 1)
            self._gesture = "" if back else gesture
        return self.now

    def keep(self, name: str) -> None:
        """Give the case as it now is a name, in place of what had that name; a UsageError for an odd one."""
        with self._lock:
            plain = " ".join(name.split())
            if not 1 <= len(plain) <= _LONGEST or not plain.isprintable():
                raise UsageError.of(f"the name {quoted(name)}", f"1 to {_LONGEST} characters")
            if len(self.variants) >= _MOST and plain not in self.variants:
                raise UsageError.of(f"{_MOST} variants", "fewer; drop one that is not needed")
            self.variants[plain] = self.now
            self._keep()

    def drop(self, name: str) -> None:
        """Drop a variant; a UsageError if there is none of that name."""
        with self._lock:
            self.variant(name)
            del self.variants[name]
            self._keep()

    def take(self, name: str) -> Version:
        """Move to a variant: a move like any other, which can be taken back."""
        with self._lock:
            return self._step_to(self.variant(name))

    def variant(self, name: str) -> Version:
        """A variant by its name; a UsageError, with the nearest, if there is none."""
        if name not in self.variants:
            hint = nearest(name, tuple(self.variants))
            raise UsageError.of(f"the variant {quoted(name)}", "one that was kept", hint)
        return self.variants[name]

    def back(self) -> Version:
        """Take the last move back."""
        return self._step(-1)

    def again(self) -> Version:
        """Make the move again that was taken back."""
        return self._step(1)

    def _step(self, by: int) -> Version:
        with self._lock:
            self._go(min(max(self._at + by, 0), len(self._history) - 1))
            return self.now

    def _go(self, place: int) -> None:
        self._at, self._gesture = place, ""
        for number, version in enumerate(self._history):
            if number != place:
                version.forget()
        self._keep()

    def _keep(self) -> None:
        """Write the journal, or take it away when it would say nothing."""
        if not self.writable:
            return
        if len(self._history) == 1 and not self.variants:
            self.journal.unlink(missing_ok=True)
            return
        kept = KeptMoves(self._history, self._at, self.variants, _digest(self.text))
        write_own(self.journal, self.home, kept_text(kept))

    def edited(self, version: Version | None = None) -> str:
        """The text of the case with what was moved, or of a variant; all else as it was."""
        version = version or self.now
        text = self._base_text(version)
        if not version.values:
            return text
        data = read_yaml(text, str(self.file.path), Faults())[0]  # in the file's own form
        changed: dict[Path, Any] = {}
        for place, value in version.values.items():
            if (path := find_place(data, place)) is not None:
                changed |= narrowed(path, within(data, path), value)
        return edit_places(text, changed, str(self.file.path)) if changed else text

    def difference(self, text: str | None = None) -> str:
        """What saving, or writing a text, would change in the file, line by line."""
        old, new = self.text.splitlines(), (self.edited() if text is None else text).splitlines()
        name = self.file.path.name
        return "\n".join(
            difflib.unified_diff(old, new, f"{name} (saved)", f"{name} (moved)", n=1, lineterm="")
        )

    def save(self, seen: str) -> None:
        """Write what was moved into the file, if that is still as it was; ``seen`` is what it changes."""
        with self._lock:
            if seen != self.difference():
                raise UsageError.of("a case that has moved on", "the difference as it was looked at")
            self._write(self.edited())

    def rewrite(self, text: str, began: str) -> None:
        """Write a text in place of the file, if saving would still write what it ``began`` from.

        Raises
        ------
        InputError
            With every fault of the text; doubts do not stand in its way.
        """
        with self._lock:
            if began != self.edited():
                raise UsageError.of("a case that was moved meanwhile", "the case as the text began from it")
            faults = Faults()
            faults.extend(one for one in check_text(text, self.file.path) if one.level == "fault")
            faults.raise_if_any(CaseError)
            self._write(text)

    def require_writable(self) -> None:
        """Refuse to write beside a case of the catalogue, or of another program: a UsageError."""
        if not self.writable:
            found = f"{self.name}, which is not a case file of yours"
            raise UsageError.of(found, "a copy of it in a folder of its own")

    def _write(self, new: str) -> None:
        """Write the file, if it is still as it was read, and begin anew from it; variants stay."""
        self.require_writable()

        def change(text: str) -> str:
            if text != self.text:
                raise UsageError.of(
                    f"{self.file.path.name}, changed by somebody else meanwhile",
                    "the new file taken up first; the moves are kept",
                )
            return new

        try:
            edit_file(inside(self.file.path, self.home), change, self.home)
        except OSError as error:  # a link where there was none, a folder that is gone, a full disk
            reason = f"{self.file.path.name}: {error.strerror or error}"
            raise UsageError.of(reason, "a case file that can be written; the moves are kept") from None
        fresh = _read(self.name, self.home)
        self.file, self.text = fresh.file, fresh.text
        self._history[:] = [Version(fresh.file.case, {})]
        base = fresh.file.case
        self.variants = {name: Version(base, one.values, one.written) for name, one in self.variants.items()}
        self._go(0)

    @property
    def outside(self) -> bool:
        """Whether the file has by now another text than the one that was read."""
        try:
            return self.writable and case_text(inside(self.file.path, self.home)) != self.text
        except (InputError, OSError):
            return True

    def take_up(self) -> tuple[str, ...]:
        """Begin anew from the file as it now is, what was moved over it; gives the places that do not fit.

        What was written into the old text becomes a variant. A file that is no case is refused.
        """
        with self._lock:
            fresh, now = _read(self.name, self.home), self.now
            base = fresh.file.case
            top, gone = Version(base, now.values).over(base)
            if now.written is not None or gone:
                self.variants[BEFORE] = Version(base, now.values, now.written or Written(self.text, ()))
            self.variants = {name: one.over(base)[0] for name, one in self.variants.items()}
            self.file, self.text = fresh.file, fresh.text
            self._history[:] = [Version(base, {}), *([top] if top.values else [])]
            self._go(len(self._history) - 1)
            return gone

    def _restore(self) -> None:
        """Take up the moves of a journal that was left."""
        if not self.writable or not self.journal.is_file():
            return
        digest = _digest(self.text)
        try:
            kept = kept_of(read_own(self.journal, self.home), self.file.case, digest)
        except (InputError, OSError, ValueError, TypeError, LookupError, AttributeError, RecursionError):
            aside = self.journal.with_suffix(".moves.old")
            self.journal.replace(aside)
            self.notes.append(f"kept moves that do not fit this file are kept in {aside.name}")
            return
        self._history[:], self._at, self.variants = kept.history, kept.at, dict(kept.variants)
        changed = "" if kept.digest == digest else "; the file was changed meanwhile"
        if self.now.values or self.now.written is not None:
            self.notes.append(f"moves that were not saved are here again{changed}")


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _read(name: str, home: FilePath | None = None) -> Desk:
    if there := FilePath(name).exists():
        inside(path := case_path(name), home or path.parent.resolve())
    file = load(name)
    imported = getattr(file, "imported", None) is not None
    text = "" if imported else case_text(file.path)
    # a name that is no path is one of the catalogue, which nobody writes into
    return Desk(name, file, text, file.folder.resolve(), writable=not imported and there)


def open_desk(name: str) -> Desk:
    """Lay a case on the desk, with the moves that were not saved; faults of the case are raised as always."""
    desk = _read(name)
    desk._history[:] = [Version(desk.file.case, {})]
    desk._restore()
    return desk
