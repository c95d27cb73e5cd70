"""The process in which a strategy of the user's own sits: run as a file, it imports nothing of the program.

What it is asked comes as lines of JSON on standard input, what it answers goes out on standard output; the
strategy itself finds neither. A guard that cannot be taken off again refuses what would lead to the values of
another seat: files other than those of Python itself, other programs, the network, memory, the collector.
It is a guard within Python. Where Linux has Landlock, the system itself refuses files and programs as well,
also to libraries that open them beneath Python.
"""

import ctypes
import json
import os
import runpy
import struct
import sys
from pathlib import Path
from typing import Any

_REFUSED = (
    "subprocess.", "os.system", "os.exec", "os.fork", "os.posix_spawn", "os.spawn", "os.chdir", "os.link",
    "os.symlink", "os.rename", "os.remove", "os.truncate", "os.startfile", "socket.", "ctypes.", "sqlite3.",
    "gc.", "os.kill", "signal.",
)  # fmt: skip


class SeatView:
    """What one seat may know."""

    def __init__(self, heard: dict[str, Any], told: dict[str, Any], place: dict[Any, int]) -> None:
        self._values, self._place, self._others = told["values"][heard["row"]], place, heard.pop("others")
        vars(self).update(heard)
        self.deals, self.seats = told["deals"], told["seats"]
        self.walk_away = told["walk_away"][heard["row"]]

    def worth(self, deal: dict[str, str]) -> float:
        """What a deal is worth to this seat."""
        key = tuple(sorted(deal.items()))
        return float(self._values[self._place[key]] if key in self._place else self._others[key])


def guard(own: str) -> None:
    """Refuse from now on what a strategy at the table could not do.

    Everything that the hook uses is its own, so that nothing a strategy puts in the place of a function or a
    module changes what is refused.
    """
    package = str(Path(__file__).resolve().parents[1])
    bases = [Path(base) for base in (sys.prefix, sys.base_prefix, sys.exec_prefix, sys.base_exec_prefix)]
    python = tuple({f"{one}{os.sep}" for base in bases for one in (base, base.resolve())})
    writes = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
    null, up, refused, error = os.devnull, os.pardir, _REFUSED, PermissionError
    kind, text, number, none, tree = type, str, int, None, (*python, *(one[:-1] for one in python))

    def allowed(path: Any) -> bool:
        if kind(path) is not text:  # no kind of one's own, which may say that it is equal to anything
            return kind(path) is number  # what is open already
        inside: bool = path.startswith(tree) and up not in path and not path.startswith(package)
        return inside or path in (null, own)

    def refuse(event: str, given: tuple[Any, ...]) -> None:
        wrong = event.startswith(refused) and not (event == "ctypes.dlopen" and given == (none,))
        if event == "open":
            wrong = not allowed(given[0]) or bool(given[2] & writes)
        elif event == "os.listdir" or event == "os.scandir":
            wrong = not allowed(given[0])
        elif event == "import":
            wrong = given[0].partition(".")[0] == "walkaway" or not (given[1] is none or allowed(given[1]))
        if wrong:
            raise error(f"a strategy sees its view alone; {event} is not for it")

    sys.addaudithook(refuse)


def fence(own: str) -> bool:
    """Have the kernel refuse files but those of Python and of the system's libraries, and all programs.

    By Landlock (Linux 5.13 and later; its calls have the same numbers on all machines); False without it.
    """
    if sys.platform != "linux":
        return False
    call = ctypes.CDLL(None).syscall
    if call(444, None, ctypes.c_size_t(0), 1) < 1:
        return False
    rights, read = struct.pack("=Q", 0x1FFF), 0b1100  # of its first version; files and folders
    rules = call(444, rights, ctypes.c_size_t(len(rights)), 0)
    if rules < 0:
        return False
    libraries = ("/lib", "/lib64", "/usr/lib", "/usr/lib64", "/etc/ld.so.cache", "/usr/share/zoneinfo")
    for place in {*libraries, sys.prefix, sys.base_prefix, own, os.devnull}:
        if Path(place).exists():
            handle = os.open(place, os.O_PATH)
            allowed = read if Path(place).is_dir() else 0b100
            call(445, rules, 1, struct.pack("=Qi", allowed, handle), 0)
            os.close(handle)
    ctypes.CDLL(None).prctl(38, 1, 0, 0, 0)  # no new rights, which it asks for
    fenced: bool = call(446, rules, 0) == 0
    os.close(rules)
    return fenced


def serve(path: str, name: str) -> None:
    """Answer as long as somebody asks."""
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    asked = os.fdopen(os.dup(0), encoding="utf-8")
    os.dup2(2, 1)  # what a strategy prints is for people
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)

    def answer(said: dict[str, Any]) -> None:
        answers.write(json.dumps(said) + "\n")
        answers.flush()

    told = json.loads(asked.readline())
    place = {tuple(sorted(deal.items())): number for number, deal in enumerate(told["deals"])}
    sys.argv[:] = [path]
    fence(path)
    guard(path)
    found = runpy.run_path(path)
    kind = found.get(name)
    if not isinstance(kind, type):
        classes = [one for one, thing in found.items() if isinstance(thing, type) and hasattr(thing, "offer")]
        answer({"classes": classes})
        return
    answer({})
    seats: dict[int, Any] = {}
    said: dict[int, list[Any]] = {}
    others: dict[int, dict[Any, float]] = {}  # of each session, deals that others put on the table
    for line in asked:
        heard = json.loads(line)
        session = heard["session"]
        said.setdefault(session, []).extend(heard["heard"])  # only what is new was sent
        new = {tuple(sorted(deal.items())): worth for deal, worth in heard.pop("strange")}
        others.setdefault(session, {}).update(new)
        view = SeatView(heard | {"heard": list(said[session]), "others": others[session]}, told, place)
        mine = seats[session] = seats[session] if session in seats else kind()
        offer, table = mine.offer(view), heard["table"]
        yes = table is not None and (
            mine.accepts(view, table)
            if hasattr(mine, "accepts")
            else offer is not None and view.worth(table) >= view.worth(offer)
        )
        leaves = bool(mine.leaves(view)) if hasattr(mine, "leaves") else False
        answer({"offer": offer, "accepts": bool(yes), "leaves": leaves})


if __name__ == "__main__":
    serve(*sys.argv[1:])
