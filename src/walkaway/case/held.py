"""A folder held by its handle while a file in it is changed: what was read is replaced, or nothing is.

Between a look and a write a name may be swapped, for a link or for another file. So the folder is opened once
and everything in it is named from there; no link is followed; whoever changes a file this way has the folder
to itself meanwhile; and right before the new text takes its place, the file must be the one that was read, by
its number and by its content.
"""

from __future__ import annotations

import errno
import os
import secrets
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

try:
    import fcntl
except ImportError:  # where there is none, only the look before the write guards
    fcntl = None  # type: ignore[assignment]

_BY_HANDLE = {os.open, os.mkdir, os.rename, os.link, os.unlink} <= os.supports_dir_fd
_UNFOLLOWED = {"follow_symlinks": False} if os.link in os.supports_follow_symlinks else {}
_PLAIN = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
_PATIENCE = 5.0  # seconds until somebody else's change has to be over


class HeldFolder:
    """A folder by its handle; without one, where a system has none, by its path."""

    def __init__(self, handle: int | None, path: Path) -> None:
        self._handle, self._path = handle, path
        self._read: dict[str, tuple[int, int, int, bytes]] = {}

    def read(self, name: str) -> bytes:
        """What a file of the folder holds; an OSError for a link, or for what is no file."""
        self._read[name] = found = self._look(name)
        return found[-1]

    def _look(self, name: str) -> tuple[int, int, int, bytes]:
        with os.fdopen(os.open(self._at(name), os.O_RDONLY | _PLAIN, dir_fd=self._handle), "rb") as stream:
            stat = os.fstat(stream.fileno())
            return stat.st_mode, stat.st_dev, stat.st_ino, stream.read()

    def replace(self, name: str, raw: bytes) -> bool:
        """Put other content in place of a file that was read; not if it is another one by now."""

        def is_there() -> bool:
            with suppress(OSError):
                return self._look(name) == self._read[name]
            return False

        made = self._beside(raw, self._read[name][0] & 0o777)
        try:
            if fits := is_there():
                self._move(made, name)
            return fits
        finally:
            self._drop(made)

    def put(self, name: str, raw: bytes) -> None:
        """Write a file whole, in place of whatever has its name; a link goes, what it leads to stays."""
        made = self._beside(raw)
        try:
            self._move(made, name)
        finally:
            self._drop(made)

    def names(self) -> list[str]:
        """Everything that lies in the folder, links and folders too."""
        with os.scandir(self._path if self._handle is None else self._handle) as found:
            return [one.name for one in found]

    def holds(self, name: str, raw: bytes) -> bool:
        """Whether a file of the folder, and no link, has this content."""
        with suppress(OSError):
            return self._look(name)[-1] == raw
        return False

    def add(self, name: str, raw: bytes) -> None:
        """Write a file whole under a name that nothing has; a FileExistsError where something has it."""
        made = self._beside(raw)
        try:
            self.give(made, self, name)
        finally:
            self._drop(made)

    def give(self, name: str, other: HeldFolder, new: str) -> None:
        """Move a file into a folder under a name that nothing has there; a FileExistsError otherwise."""
        source, target, above = self._at(name), other._at(new), other._handle
        try:
            os.link(source, target, src_dir_fd=self._handle, dst_dir_fd=above, **_UNFOLLOWED)
        except FileExistsError:
            raise
        except OSError:  # a file system that gives a file one name alone
            if new in other.names():
                raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST)) from None
            os.replace(source, target, src_dir_fd=self._handle, dst_dir_fd=above)
        else:
            self._drop(name)

    def _beside(self, raw: bytes, mode: int | None = None) -> str:
        """A new file with a name of its own."""
        name = f".walkaway-{secrets.token_hex(8)}"
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | _PLAIN
        with os.fdopen(os.open(self._at(name), flags, 0o666, dir_fd=self._handle), "wb") as stream:
            if mode is not None and hasattr(os, "fchmod"):
                os.fchmod(stream.fileno(), mode)
            stream.write(raw)
        return name

    def _move(self, made: str, name: str) -> None:
        os.replace(self._at(made), self._at(name), src_dir_fd=self._handle, dst_dir_fd=self._handle)

    def _drop(self, name: str) -> None:
        with suppress(FileNotFoundError):
            os.unlink(self._at(name), dir_fd=self._handle)

    def _at(self, name: str) -> str:
        return name if self._handle is not None else str(self._path / name)


@contextmanager
def held(
    path: Path, home: Path | None = None, *, make: bool = False, patience: float = _PATIENCE
) -> Iterator[HeldFolder]:
    """Hold a folder to itself; below the resolved ``home``, where one is given, and reached without a link.

    Folders below ``home`` that are not there are made, if that is asked for.

    Raises
    ------
    OSError
        If there is no such folder, a link leads to it, or somebody else's change in it does not end.
    """
    if not _BY_HANDLE:
        if make:
            path.mkdir(parents=True, exist_ok=True)
        yield HeldFolder(None, path)
        return
    handle = _opened(path, home or path, make)
    try:
        _alone(handle, patience)
        yield HeldFolder(handle, path)
    finally:
        os.close(handle)


def _opened(path: Path, home: Path, make: bool) -> int:
    """The handle of a folder, step by step from its home."""
    flags = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW
    handle = os.open(home, flags)
    for part in path.relative_to(home).parts:
        above = handle
        try:
            if make:
                with suppress(FileExistsError):
                    os.mkdir(part, dir_fd=above)
            handle = os.open(part, flags, dir_fd=above)
        finally:
            os.close(above)
    return handle


def _alone(handle: int, patience: float) -> None:
    """Wait for whoever else changes something in a folder; its lock goes with the handle."""
    until = time.monotonic() + patience
    while fcntl is not None:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() > until:
                raise
            time.sleep(0.02)
        except OSError:  # a file system without locks
            return
        else:
            return
