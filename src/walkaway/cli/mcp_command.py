"""``walkaway mcp``: the questions as tools for an assistant."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path
from typing import Annotated

import typer

from ..printing import print_json
from .shared import JsonFlag, exit_codes

_NEEDS = ("mcp", "jsonschema")


def mcp(
    folder: Annotated[
        Path, typer.Argument(metavar="FOLDER", help="Where cases may be read, beside the catalogue.")
    ] = Path(),
    write: Annotated[
        bool, typer.Option("--write", help="Let the assistant write into cases of the folder.")
    ] = False,
    as_json: JsonFlag = False,
) -> None:
    """Offer the questions to an assistant as tools (Model Context Protocol, on standard input and output).

    The assistant's program starts this command; nothing is served to the network, and nothing outside the
    folder is read. With --json the tools are listed, and nothing is served.

    Example: walkaway mcp cases --json
    """
    with exit_codes(as_json=as_json):
        from ..errors import ExtraError, UsageError, quoted

        if absent := [name for name in _NEEDS if find_spec(name) is None]:
            raise ExtraError.of("mcp", "an assistant", absent)
        if not folder.is_dir():
            raise UsageError.of(quoted(folder), "a folder with cases")
        from ..assistant.tool_server import offered_tools, serve

        if as_json:
            tools = offered_tools(folder, write=write).values()
            print_json(
                {"tools": [{"name": tool.name, "about": tool.about, "takes": tool.schema} for tool in tools]}
            )
        else:
            serve(folder, write=write)
