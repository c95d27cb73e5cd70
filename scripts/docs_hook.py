"""What MkDocs is told besides: names in docstrings without their role, and a notebook with what it shows."""

import re
from pathlib import Path

import notebook

_ROLE = re.compile(r":(?:attr|class|data|func|math|meth|mod):(<code>)[~.]?(.*?)(</code>)")


def on_page_markdown(markdown: str, page, **_: object) -> str:
    """Below the words of a page that has a notebook beside it: the notebook, run now."""
    beside = Path(page.file.abs_src_path).with_suffix(".ipynb")
    return f"{markdown}\n\n{notebook.markdown(beside)}" if beside.exists() else markdown


def on_page_content(html: str, **_: object) -> str:
    """Take the roles out of rendered docstrings, which name things as :func:`load`; the names stay."""
    return _ROLE.sub(r"\1\2\3", html)
