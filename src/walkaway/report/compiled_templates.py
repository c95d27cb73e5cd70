"""Compiled templates, kept in the user's cache: compiling them takes a third of a second, reading does not.

Nothing of this program has a part in compiled code, so that it is as the text of the template, jinja2 and
Python are. A file that is not whole is not used.
"""

from __future__ import annotations

import hashlib
import sys
from contextlib import suppress
from importlib.metadata import version
from pathlib import Path
from typing import Any

from jinja2 import nodes
from jinja2.bccache import Bucket, BytecodeCache
from jinja2.compiler import CodeGenerator

from ..case.files import write_atomically
from .charts.chart_library import cache_folder


class NothingWorkedOut(CodeGenerator):
    """Leaves what is the same in every page to the page: our filters may change, compiled code stays."""

    def _output_child_to_const(self, node: nodes.Expr, frame: Any, finalize: Any) -> str:
        if isinstance(node, nodes.TemplateData):
            return super()._output_child_to_const(node, frame, finalize)
        raise nodes.Impossible


class CompiledTemplates(BytecodeCache):
    """A file a template, for one environment; done without where the cache cannot be read or written."""

    def __init__(self, options: str) -> None:
        told = f"{version('jinja2')} {sys.implementation.cache_tag} {options}"
        self._stem = hashlib.sha256(told.encode()).hexdigest()[:12]

    def _path(self, bucket: Bucket) -> Path:
        return cache_folder() / f"template-{self._stem}-{bucket.key}"

    def load_bytecode(self, bucket: Bucket) -> None:
        """Take what is kept, if it is whole and of the same text."""
        with suppress(OSError, RuntimeError):  # a user without a home
            digest, _, code = self._path(bucket).read_bytes().partition(b"\n")
            if hashlib.sha256(code).hexdigest().encode() == digest:
                bucket.bytecode_from_string(code)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep it."""
        code = bucket.bytecode_to_string()
        with suppress(OSError, RuntimeError):
            write_atomically(self._path(bucket), hashlib.sha256(code).hexdigest().encode() + b"\n" + code)
