"""What the commands print, and how they end: messages, exit codes, no traceback."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, NoReturn

import typer

from ._version import __version__

if TYPE_CHECKING:
    from .errors import Fault

__all__ = ["FAULTS", "exit_codes", "fault_list", "print_json", "print_text", "say", "stop"]

OUR_ERROR, FAULTS, INTERRUPTED = 1, 2, 130


def print_text(text: str) -> None:
    """Print to standard output at once."""
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


def print_json(data: Any) -> None:
    """Print one JSON object."""
    print_text(json.dumps(data, ensure_ascii=False, indent=2, default=str))


def say(text: str) -> None:
    """Print to standard error."""
    sys.stderr.write(text + "\n")


def stop(code: int) -> NoReturn:
    """End with an exit code."""
    raise typer.Exit(code)


def fault_list(faults: list[Fault] | tuple[Fault, ...]) -> dict[str, Any]:
    """Faults as the commands print them with ``--json``."""
    return {"faults": [fault.to_dict() for fault in faults], "version": __version__}


@contextmanager
def exit_codes(*, as_json: bool = False) -> Iterator[None]:
    """Turn errors into messages and exit codes; no traceback unless WALKAWAY_DEBUG is set."""
    from .errors import Fault, InputError, WalkawayError

    try:
        yield
    except InputError as error:
        if as_json:
            print_json(fault_list(error.faults))
        else:
            say(str(error))
        stop(FAULTS)
    except WalkawayError as error:
        if as_json:
            print_json(fault_list([Fault(found=str(error), expected="a case within the budget")]))
        else:
            say(str(error))
        stop(FAULTS)
    except KeyboardInterrupt:
        say("interrupted; nothing was written")
        stop(INTERRUPTED)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # the reader has left
        stop(0)
    except typer.Exit:
        raise
    except Exception as error:
        if os.environ.get("WALKAWAY_DEBUG"):
            raise
        say(f"this is our error, not yours: {type(error).__name__}: {error}")
        say("set WALKAWAY_DEBUG=1 to see where; please report it with the case if you can")
        stop(OUR_ERROR)
