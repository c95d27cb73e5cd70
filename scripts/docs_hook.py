"""Docstrings name things as :func:`load`; on the page the role goes and the name stays."""

import re

_ROLE = re.compile(r":(?:attr|class|data|func|math|meth|mod):(<code>)[~.]?(.*?)(</code>)")


def on_page_content(html: str, **_: object) -> str:
    """Take the roles out of rendered docstrings."""
    return _ROLE.sub(r"\1\2\3", html)
