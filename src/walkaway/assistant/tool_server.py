"""The tools over the Model Context Protocol, by its official library, on standard input and output."""

from __future__ import annotations

import sys
import threading
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import anyio
import anyio.from_thread
import anyio.to_thread
from mcp.server.lowlevel import Server
from mcp.server.stdio import stdio_server
from mcp_types import (
    CallToolRequestParams,
    CallToolResult,
    ListToolsResult,
    PaginatedRequestParams,
    TextContent,
    ToolAnnotations,
)
from mcp_types import Tool as Offered

from .._version import __version__
from ..errors import BudgetError, InputError, UsageError, quoted, unknown
from ..printing import silenced
from .allowed_files import Folder
from .case_tools import case_tools, writing_tools
from .tools import Tool, question_tools

_ABOUT = (
    "Walkaway answers questions about a negotiation: is there a deal all sides would sign, which, why was it "
    "missed, how could it be kept, what follows if everyone walks away. Numbers rest on judgements in a case "
    "file: say whose they are, and give ranges and errors as they are given here. Begin with the tool cases."
)


class _GivenUp(Exception):
    """Nobody waits for the answer any more."""


def offered_tools(folder: Path, *, write: bool = False) -> dict[str, Tool]:
    """Name → tool: of the table, of the case, and, where asked for, what writes."""
    root = Folder(folder)
    return case_tools(root) | question_tools(root) | (writing_tools(root) if write else {})


def make_server(folder: Path, *, write: bool = False) -> Server[Any]:
    """A server that offers the tools for the catalogue and the cases in a folder."""
    tools = offered_tools(folder, write=write)
    listed = ListToolsResult(tools=[_offered(tool) for tool in tools.values()])

    async def list_tools(_: Any, __: PaginatedRequestParams | None) -> ListToolsResult:
        return listed

    async def call_tool(context: Any, asked: CallToolRequestParams) -> CallToolResult:
        return await _called(tools, asked.name, asked.arguments or {}, context.session.report_progress)

    return Server(
        "walkaway", version=__version__, instructions=_ABOUT, on_list_tools=list_tools, on_call_tool=call_tool
    )


async def _called(
    tools: Mapping[str, Tool], name: str, arguments: dict[str, Any], report: Any
) -> CallToolResult:
    """Reply one call beside the others; when it is cancelled, the work on it ends at its next step."""
    over = threading.Event()

    def progress(step: str, share: float) -> None:
        if over.is_set():
            raise _GivenUp
        anyio.from_thread.run(report, share, 1.0, step)

    def work() -> CallToolResult:
        try:
            if name not in tools:
                raise UsageError([unknown(name, tools, found=f"the tool {quoted(name)}")])
            answer = tools[name](arguments, progress)
        except (InputError, BudgetError) as error:
            return CallToolResult(content=[TextContent(type="text", text=str(error))], is_error=True)
        text = TextContent(type="text", text=answer.text)
        return CallToolResult(content=[text], structured_content=answer.data)

    try:
        return await anyio.to_thread.run_sync(work, abandon_on_cancel=True)
    finally:
        over.set()


def _offered(tool: Tool) -> Offered:
    hints = ToolAnnotations(
        read_only_hint=not tool.changes,
        destructive_hint=tool.changes,
        idempotent_hint=True,
        open_world_hint=False,
    )
    return Offered(
        name=tool.name,
        title=tool.title,
        description=tool.about,
        input_schema=tool.schema,
        output_schema=tool.given,
        annotations=hints,
    )


def serve(folder: Path, *, write: bool = False) -> None:
    """Serve on standard input and output until the other side closes them, also amid an answer."""

    async def run() -> None:
        server = make_server(folder, write=write)
        async with stdio_server() as (reading, writing):
            await server.run(reading, writing, server.create_initialization_options())

    # A stream that still holds words for a client that left fails when it is taken down, nobody's news.
    sys.unraisablehook = _unless_left
    try:
        anyio.run(run)
    except* BrokenPipeError:
        silenced(sys.stdout)


def _unless_left(told: sys.UnraisableHookArgs) -> None:
    if not isinstance(told.exc_value, BrokenPipeError):
        sys.__unraisablehook__(told)
