"""Write files whole or not at all, one or several together."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

__all__ = ["Stage", "staged", "write_atomically"]

_PREFIX = ".walkaway-"


class Stage:
    """Files that are written beside their places, and moved there together."""

    def __init__(self) -> None:
        self._moves: list[tuple[Path, Path]] = []
        self._straight: list[tuple[Path, bytes]] = []
        self._litter: list[Path] = []
        self._folders: list[Path] = []

    def put(self, path: Path | str, content: str | bytes) -> None:
        """Write one file beside its place; a link is followed, so that it stays a link.

        Raises
        ------
        OSError
            If there is no room, or the folder cannot be written.
        """
        raw = content.encode("utf-8") if isinstance(content, str) else content
        path = Path(path)
        if path.exists() and not path.is_file():
            if path.is_dir():
                raise IsADirectoryError(None, "Is a directory", str(path))
            self._straight.append((path, raw))  # a device or a pipe
            return
        path = Path(os.path.realpath(path))
        self._make(path.parent)
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=_PREFIX)
        self._litter.append(Path(name))
        with os.fdopen(handle, "wb") as stream:
            stream.write(raw)
        mode = path.stat().st_mode & 0o777 if path.exists() else 0o666 & ~_umask()
        Path(name).chmod(mode)
        self._moves.append((Path(name), path))

    def commit(self) -> None:
        """Move every file into its place; if one cannot be moved, those before it are put back.

        Raises
        ------
        OSError
        """
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

    def _make(self, folder: Path) -> None:
        missing = []
        while not folder.exists():
            missing.append(folder)
            folder = folder.parent
        for one in reversed(missing):
            one.mkdir()
            self._folders.append(one)

    def _kept(self, path: Path) -> Path:
        """A second name, or a copy, of the file that is there."""
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=_PREFIX)
        os.close(handle)
        self._litter.append(Path(name))
        Path(name).unlink()
        try:
            os.link(path, name)
        except OSError:
            shutil.copy2(path, name)
        return Path(name)


@contextmanager
def staged() -> Iterator[Stage]:
    """A stage that leaves nothing behind, whatever happens."""
    stage = Stage()
    try:
        yield stage
    finally:
        stage.clear()


def write_atomically(path: Path | str, content: str | bytes) -> Path:
    r"""Write to a temporary file beside the target and move it into place.

    Parameters
    ----------
    path : path or str
        Target; missing parent folders are made, and a link is followed.
    content : str or bytes
        Text is written as UTF-8 with ``\n`` line ends.

    Returns
    -------
    pathlib.Path
        The target.

    Raises
    ------
    OSError
        If the folder cannot be written; the old file, if any, is untouched.
    """
    with staged() as stage:
        stage.put(path, content)
        stage.commit()
    return Path(path)


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
