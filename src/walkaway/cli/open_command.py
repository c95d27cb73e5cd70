"""``walkaway open``: the workbench in the browser."""

from __future__ import annotations

from importlib.util import find_spec
from typing import Annotated

import typer

from .._version import __version__
from ..options import Whole
from ..printing import print_json, print_text
from .shared import CASE, JsonFlag, exit_codes, one_core_each
from .typed import number

_NEEDS = ("fastapi", "uvicorn")
_PORT = number("--port", Whole(0, 65_535), like=8_000)


def open(
    case: Annotated[
        str | None, typer.Argument(metavar="CASE", help=f"{CASE} Without it the page lets you choose.")
    ] = None,
    port: Annotated[
        int,
        typer.Option("--port", metavar="NUMBER", parser=_PORT, help="Serve at this port; 0: any free one."),
    ] = 0,
    browser: Annotated[
        bool, typer.Option("--browser/--no-browser", help="Open the page, or only print its address.")
    ] = True,
    as_json: JsonFlag = False,
) -> None:
    """Open a case in the browser: move a judgement and see what it does to the answer.

    The page is served to this machine alone, at an address with a secret, until Ctrl-C. Moves are kept in a
    journal beside the case until they are saved; saving shows first which lines of the file change. Without
    a case the page offers templates for a new one, the cases of this folder and those of the catalogue.

    Example: walkaway open hanoi-2019
    """
    with exit_codes(as_json=as_json):
        from ..errors import ExtraError, UsageError

        if absent := [name for name in _NEEDS if find_spec(name) is None]:
            raise ExtraError.of("web", "the workbench", absent)
        one_core_each()
        from ..web.desk import open_desk
        from ..web.server import serve

        def tell(address: str) -> None:
            if as_json:
                print_json({"address": address, "version": __version__})
            else:
                print_text(
                    f"the workbench: {address}\nCtrl-C ends it; what is not saved is kept beside the case"
                )

        desk = None if case is None else open_desk(case)
        try:
            serve(desk, port=port, browse=browser, tell=tell)
        except OSError as error:
            raise UsageError.of(f"port {port}: {error.strerror or error}", "a port that is free") from None
