"""``walkaway new``: a commented case to start from."""

from __future__ import annotations

from pathlib import Path
from shlex import quote
from typing import Annotated

import typer

from .._version import __version__
from ..printing import print_json, print_text
from .shared import JsonFlag, exit_codes

_NAMES = "labour, purchase, roleplay or treaty."


def new(
    name: Annotated[
        Path, typer.Argument(metavar="NAME", help="A folder to make, or a .yaml file for a case on its own.")
    ],
    template: Annotated[
        str, typer.Option("--template", metavar="TEMPLATE", help=f"What it is about: {_NAMES}")
    ] = "purchase",
    as_json: JsonFlag = False,
) -> None:
    """Start a case: a whole one of a kind like yours, with comments that say what to change.

    labour is a contract with members who ratify, purchase a price and its terms, roleplay a class exercise
    with secret points, treaty two states and a parliament. Nothing that is there is written over.

    Example: walkaway new my-case --template labour
    """
    with exit_codes(as_json=as_json):
        from ..catalogue import templates
        from ..errors import Faults, UsageError
        from ..options import one_of
        from ..outputs import OTHER, Targets

        faults, known = Faults(), templates()
        chosen = one_of(faults, "template", template or None, tuple(known)) or "purchase"
        faults.raise_if_any(UsageError)
        path = name if name.suffix.lower() in (".yaml", ".yml") else name / "case.yaml"
        Targets().write([(path, OTHER, known[chosen].read_text(encoding="utf-8"))])
        if as_json:
            print_json({"template": chosen, "written": [str(path)], "version": __version__})
            return
        typed = quote(str(name))
        print_text(
            f"wrote {path}\nchange what is not as in yours, then:\n"
            f"  walkaway check {typed}\n  walkaway brief {typed} -o brief.html"
        )
