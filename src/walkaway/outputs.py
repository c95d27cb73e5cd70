"""What is written where: nothing is put over a file that somebody else made, and nothing is left half done.

Every file that a command writes is of a *kind*. A file that exists is replaced only if it is of the same
kind, written here and not changed since (its last line or its head says so), or if the caller forces it. A
case, a document of a case, a file of another program that can be read as one and anything that was read are
never replaced, by whatever name they are called. Devices and pipes are not written to, but for the streams
that are open already.

All targets of a command are looked at before it works, and again before the first of them is written. They
are written beside their places and moved there together; if one cannot be, those before it are put back.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from .case.files import staged
from .errors import Fault, Faults, UsageError, quoted

_MOST = 256 * 1024 * 1024
_CASE = re.compile(rb"(?:\xef\xbb\xbf)?(?:[ \t]*(?:#[^\n]*|---[^\n]*)?\r?\n)*[\"']?case[\"']?[ \t]*:")
_BY = "written_by"


@dataclass(frozen=True, slots=True)
class Kind:
    """What sort of file this is: its name in messages, what marks a text, and whether one is ours.

    A text is ours if it bears the mark and was not changed since; to ask never raises.
    """

    name: str
    marked: Callable[[str], str]
    ours: Callable[[str], bool]


def _digest(text: str) -> str:
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _page_marked(text: str) -> str:
    return f"{text}<!-- Walkaway brief {_digest(text)} -->\n"


def _page_ours(text: str) -> bool:
    found = re.fullmatch(r"(.*)<!-- Walkaway brief ([0-9a-f]{64}) -->\n", text, re.DOTALL)
    return found is not None and _digest(found[1]) == found[2]


def _json_marked(text: str) -> str:
    data = json.loads(text)
    plain = json.dumps(data, ensure_ascii=False, sort_keys=True)
    head = json.dumps(f"Walkaway {_digest(plain)}")
    return re.sub(r"^\{", lambda _: "{\n  " + f'"{_BY}": {head},', text, count=1)


def _json_ours(text: str) -> bool:
    try:
        data = json.loads(text)
        by = data.pop(_BY)
    except (ValueError, AttributeError, KeyError, TypeError, RecursionError):
        return False
    plain = json.dumps(data, ensure_ascii=False, sort_keys=True)
    return bool(by == f"Walkaway {_digest(plain)}")


PAGE = Kind("a brief that was written here", _page_marked, _page_ours)
JSON = Kind("results that were written here", _json_marked, _json_ours)
OTHER = Kind("a new file", lambda text: text, lambda _: False)
"""For files that people go on to edit, and formats that have no place for a mark."""

KINDS = (PAGE, JSON, OTHER)
_DASH = f"{quoted('-')}, which is no name"


def inputs_of(*given: Path | str | None) -> tuple[Path, ...]:
    """Files and folders that are read; ``-``, and names of nothing, are passed over."""
    return tuple(Path(one) for one in given if one is not None and str(one) != "-" and os.path.lexists(one))


class Targets:
    """Where one command writes, which reads some files and folders; with force over files of others too.

    Files are told apart by device and number, not by name: links and other spellings are seen through.
    """

    def __init__(self, inputs: Iterable[Path] = (), *, force: bool = False) -> None:
        self.force = force
        self.inputs = tuple(inputs)
        self.known = {key for path in self.inputs for key in _identities(path)}

    def check(self, targets: Iterable[tuple[Path, Kind]]) -> None:
        """Refuse what must not be written over: a UsageError with a fault for each."""
        faults, seen = Faults(), set()
        for path, kind in targets:
            fault = self._fault(path, kind)
            key = _identity(path) or ("", _resolved(path))
            if fault is None and key in seen:
                fault = Fault(found=f"{quoted(path)} twice", expected="a file of its own for each output")
            seen.add(key)
            if fault is not None:
                faults.add(fault)
        faults.raise_if_any(UsageError)

    def write(self, texts: Iterable[tuple[Path, Kind, str | bytes]]) -> None:
        """Write all of some files; if one is refused or cannot be written, a UsageError, and none.

        Bytes are written as they are.
        """
        files = list(texts)
        self.check([(path, kind) for path, kind, _ in files])
        path = Path()
        try:
            with staged() as stage:
                for path, kind, text in files:  # the last one is named in the message
                    stage.put(path, text if isinstance(text, bytes) else kind.marked(text))
                stage.commit()
        except OSError as error:
            reason = error.strerror or str(error)
            raise UsageError.of(f"{quoted(path)}: {reason}", "a file that can be written") from None

    def check_folder(self, folder: Path) -> None:
        """Refuse a new folder inside one that is read, by a UsageError."""
        if str(folder) == "-":
            raise UsageError.of(_DASH, "the name of a folder")
        if self._within(folder):
            raise UsageError.of(f"{quoted(folder)}, in a folder that is read", "a folder of its own")

    def _within(self, path: Path) -> bool:
        above = Path(os.path.realpath(path)).parents
        return any(folder.is_dir() and _identity(folder) in self.known for folder in above)

    def _fault(self, path: Path, kind: Kind) -> Fault | None:
        """Why a target is refused; None if it is not."""
        try:
            return self._reason(path, kind)
        except (OSError, ValueError) as error:
            reason = getattr(error, "strerror", None) or str(error)
            return Fault(found=f"{quoted(path)}: {reason}", expected="a file that can be written")

    def _reason(self, path: Path, kind: Kind) -> Fault | None:
        def odd(what: str, expected: str = "an output of its own", hint: str = "") -> Fault:
            return Fault(found=f"{quoted(path)}, {what}", expected=expected, hint=hint)

        if str(path) == "-":
            return Fault(found=_DASH, expected="the name of a file; /dev/stdout is the standard output")
        above = Path(os.path.realpath(path)).parents
        if self._within(path):
            return odd("in a folder that is read")
        if any(one.name.lower() == "documents" and _holds_case(one.parent) for one in above):
            return odd("among the documents of a case")
        if not path.exists():
            return None
        if path.is_dir():
            return odd("which is a folder", "the name of a file")
        if _identity(path) in self.known:
            return odd("which was read")
        if not path.is_file():
            right = "the name of a file, /dev/null, /dev/stdout or /dev/stderr"  # there is nothing to lose
            return None if _is_stream(path) else odd(f"which is no file but a {_sort(path)}", right)
        text = _text(path)
        if _is_case(path, text):
            return odd("which is a case", hint="a case is never written over")
        if text is not None and kind.ours(text.decode("utf-8", "surrogateescape")):
            return None
        from .interop.choosing import sniffed  # only where a file exists

        if program := "" if text is None else sniffed(text, path):
            return odd(f"a {program} file", hint="what can be read as a case is never written over")
        if self.force:
            return None
        expected = f"a new name, or {kind.name}" if kind is not OTHER else "a new name"
        return odd("which exists", expected, "--force replaces it")


def _text(path: Path) -> bytes | None:
    return path.read_bytes() if path.stat().st_size <= _MOST else None


def _holds_case(folder: Path) -> bool:
    """Whether a case lies in a folder, whatever its name."""
    if (folder / "case.yaml").exists():
        return True
    with suppress(OSError):
        found = (path for path in folder.iterdir() if path.suffix.lower() in (".yaml", ".yml"))
        return any(path.is_file() and _is_case(path, _text(path)) for path in found)
    return False


def _is_case(path: Path, text: bytes | None) -> bool:
    """Whether a file is a case, sound or not."""
    if Path(os.path.realpath(path)).name.lower() == "case.yaml":
        return True
    return text is not None and _CASE.match(text) is not None


def _is_stream(path: Path) -> bool:
    """Whether a name leads to nothing at all, or to what is open already: writing there waits for nobody."""
    own = _identity(path)
    if own == _identity(Path(os.devnull)):
        return True
    if Path(os.path.abspath(path)).parent in (Path("/dev/fd"), Path("/proc/self/fd")):  # noqa: PTH100
        return True
    for number in (1, 2):
        with suppress(OSError):
            found = os.fstat(number)
            if own == (found.st_dev, found.st_ino):
                return True
    return False


def _sort(path: Path) -> str:
    """What sort of thing a name leads to that is no file and no folder."""
    return "pipe" if path.is_fifo() else "socket" if path.is_socket() else "device"


def _identity(path: Path) -> tuple[int, int] | None:
    """Device and number of what a name leads to; None where it leads to nothing."""
    try:
        found = path.stat()
    except (OSError, ValueError):
        return None
    return found.st_dev, found.st_ino


def _identities(path: Path) -> Iterator[tuple[int, int]]:
    """Those of a file, or of a folder and all that is in it."""
    own = _identity(path)
    if own is not None:
        yield own
    if path.is_dir():
        for folder, folders, files in os.walk(path):
            for name in (*folders, *files):
                inner = _identity(Path(folder, name))
                if inner is not None:
                    yield inner


def _resolved(path: Path) -> str:
    with suppress(OSError, RuntimeError, ValueError):
        return str(path.resolve()).casefold()
    return str(path.absolute()).casefold()
