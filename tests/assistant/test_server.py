"""The server as an assistant's program meets it: started as a command, spoken to by the official client."""

from __future__ import annotations

import asyncio
import json
import os
import subprocess
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from mcp import Client
from mcp.client.stdio import StdioServerParameters
from typer.testing import CliRunner

from walkaway.assistant import tool_server as serving
from walkaway.assistant.tool_server import make_server
from walkaway.cli import app as cli


def spoken(client: Client, talk: Callable[[Client], Awaitable[Any]]) -> Any:
    async def run() -> Any:
        async with client:
            return await talk(client)

    return asyncio.run(run())


def test_a_client_starts_it_lists_and_asks(tmp_path: Path) -> None:
    """Over real pipes, every warning an error: tools, progress, text, data; nothing else on the wire."""
    started = StdioServerParameters(
        command=sys.executable, args=["-W", "error", "-m", "walkaway", "mcp", str(tmp_path)],
        env={**os.environ},
    )  # fmt: skip
    steps: list[str] = []

    async def progress(progress: float, total: float | None, message: str | None) -> None:
        steps.append(message or "")

    async def talk(client: Client) -> None:
        tools = {tool.name: tool for tool in (await client.list_tools()).tools}
        assert "deals" in tools
        assert "write" not in tools
        hints = tools["deals"].annotations
        assert hints is not None
        assert hints.read_only_hint
        assert not hints.open_world_hint
        answer = await client.call_tool("deals", {"case": "harbour", "most": 3}, progress_callback=progress)
        assert not answer.is_error
        assert "55 deals certain" in answer.content[0].text  # type: ignore[union-attr]
        assert answer.structured_content["question"] == "deals"
        for tool in tools.values():  # against which this client holds every answer
            assert tool.output_schema is not None
            assert tool.output_schema["required"], tool.name
        for name in ("bridge", "check", "judgements", "cases"):
            given = {} if name == "cases" else {"case": "harbour"}
            assert not (await client.call_tool(name, given)).is_error, name
        wrong = await client.call_tool("deals", {"case": "harbor"})
        assert wrong.is_error
        assert "harbour" in wrong.content[0].text  # type: ignore[union-attr]

    spoken(Client(started), talk)
    assert "zone" in steps


def test_a_client_that_leaves_ends_it_quietly(tmp_path: Path) -> None:
    """It asks, and is gone before the answer is written."""
    asked = {
        "jsonrpc": "2.0", "id": 1, "method": "initialize",
        "params": {"protocolVersion": "2025-06-18", "capabilities": {},
                   "clientInfo": {"name": "one", "version": "1"}},
    }  # fmt: skip
    with subprocess.Popen(
        [sys.executable, "-m", "walkaway", "mcp", str(tmp_path)],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    ) as process:  # fmt: skip
        assert process.stdin
        assert process.stdout
        assert process.stderr
        process.stdout.close()
        process.stdin.write(json.dumps(asked).encode() + b"\n")
        process.stdin.close()
        assert process.stderr.read() == b""
    assert process.returncode == 0


def test_no_such_tool_is_answered_with_the_nearest(tmp_path: Path) -> None:
    async def talk(client: Client) -> None:
        answer = await client.call_tool("dels", {})
        assert answer.is_error
        assert "deals" in answer.content[0].text  # type: ignore[union-attr]

    spoken(Client(make_server(tmp_path)), talk)


def test_work_that_nobody_waits_for_ends(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A call that is cancelled stops at its next step, and the server goes on answering."""
    begun, ended = Event(), Event()

    def run(_: Any, progress: Any) -> Any:
        try:
            while True:
                progress("counting", 0.5)
                begun.set()
        finally:
            ended.set()

    tools = serving.offered_tools(tmp_path)
    object.__setattr__(tools["check"], "run", run)
    monkeypatch.setattr(serving, "offered_tools", lambda *_, **__: tools)

    async def talk(client: Client) -> None:
        asking = asyncio.create_task(client.call_tool("check", {"case": "harbour"}))
        assert await asyncio.to_thread(begun.wait, 60)
        asking.cancel()
        assert await asyncio.to_thread(ended.wait, 60)
        assert not (await client.call_tool("cases", {})).is_error

    spoken(Client(make_server(tmp_path)), talk)


def test_the_command_lists_the_tools_and_refuses_what_is_no_folder(tmp_path: Path) -> None:
    found = CliRunner().invoke(cli.app, ["mcp", str(tmp_path), "--json", "--write"])
    assert found.exit_code == 0
    assert '"write"' in found.stdout
    assert CliRunner().invoke(cli.app, ["mcp", str(tmp_path / "none")]).exit_code == 2
