"""Write files whole or not at all, one or several together."""

from __future__ import annotations

import os
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

UNFINISHED = ".walkaway-"
"""How the name of a file begins that is being written; one is left where the process was killed meanwhile."""


class Stage:
    """Files that are written beside their places, and moved there together."""

    def __init__(self) -> None:
        self._moves: list[tuple[Path, Path]] = []
        self._straight: list[tuple[Path, bytes]] = []
        self._litter: list[Path] = []
        self._folders: list[Path] = []

    def put(self, path: Path | str, content: str | bytes) -> None:
        """Write one file beside its place; a link is followed, so that it stays a link."""
        raw = content.encode("utf-8") if isinstance(content, str) else content
        path = Path(path)
        if path.exists() and not path.is_file():
            if path.is_dir():
                raise IsADirectoryError(None, "Is a directory", str(path))
            self._straight.append((path, raw))  # a device or a pipe
            return
        path = Path(os.path.realpath(path))
        for folder in reversed([one for one in path.parents if not one.exists()]):
            with suppress(FileExistsError):  # somebody else has made it meanwhile
                folder.mkdir()
                self._folders.append(folder)
        made = self._beside(path)
        made.write_bytes(raw)
        if path.exists():
            made.chmod(path.stat().st_mode & 0o777)
        self._moves.append((made, path))

    def _beside(self, path: Path) -> Path:
        """A new, empty file beside a place: with the usual mode, or private beside a file that is there."""
        made = path.with_name(f"{UNFINISHED}{secrets.token_hex(8)}")
        flags = os.O_CREAT | os.O_EXCL | os.O_WRONLY
        os.close(os.open(made, flags, 0o600 if path.exists() else 0o666))
        self._litter.append(made)
        return made

    def commit(self) -> None:
        """Move every file into its place; if one cannot be moved, those before it are put back."""
        for path, raw in self._straight:
            with path.open("wb", buffering=0) as stream:
                stream.write(raw)
        done: list[tuple[Path, Path | None]] = []
        try:
            for made, path in self._moves:
                before = self._kept(path) if path.exists() and len(self._moves) > 1 else None
                made.replace(path)
                done.append((path, before))
        except BaseException:
            for path, before in reversed(done):
                with suppress(OSError):
                    if before is None:
                        path.unlink()
                    else:
                        before.replace(path)
            raise
        self._folders.clear()

    def clear(self) -> None:
        """Take away what is not needed any more: files beside their places, folders that stayed empty."""
        for path in self._litter:
            with suppress(OSError):
                path.unlink(missing_ok=True)
        for folder in reversed(self._folders):
            with suppress(OSError):
                folder.rmdir()

    def _kept(self, path: Path) -> Path:
        """A second name, or a copy, of the file that is there."""
        copy = self._beside(path)
        copy.unlink()
        try:
            os.link(path, copy)
        except OSError:
            shutil.copy2(path, copy)
        return copy


@contextmanager
def staged() -> Iterator[Stage]:
    """A stage that leaves nothing behind, whatever happens."""
    stage = Stage()
    try:
        yield stage
    finally:
        stage.clear()


def write_atomically(path: Path | str, content: str | bytes) -> Path:
    """Write to a temporary file beside the target and move it into place, or leave all as it was.

    Missing parent folders are made, and a link is followed.
    """
    with staged() as stage:
        stage.put(path, content)
        stage.commit()
    return Path(path)
