"""HTML pages by trafilatura: the article's text, and what the page says about it. No script runs.

A date is taken only from where a page states its publication date; a printed one is never guessed to be it.
"""

from __future__ import annotations

import importlib
import json
import logging
import re
from collections.abc import Iterator
from typing import Any

from ..extra import EXTRA, INSTALL
from ..wordlist import word_set
from .decoding import decode
from .unreadable import Unreadable

__all__ = ["read_webpage"]

_EXPECTED = "an HTML page with text"
_CHARSET = re.compile(
    rb"""<meta[^<>]{0,200}?charset\s{0,5}=\s{0,5}["']?\s{0,5}([A-Za-z0-9_:.-]{2,30})""", re.IGNORECASE
)
_XML_HEAD = re.compile(r"\A\s{0,100}<\?xml[^<>]{0,200}\?>")
_MAX_JSON = 300_000
_DATES = (
    ("property", "article:published_time"),
    ("itemprop", "datePublished"),
    *(("name", key) for key in ("article:published_time", "parsely-pub-date", "dc.date", "dc.date.issued")),
    *(("name", key) for key in ("dcterms.created", "pubdate", "publishdate", "date")),
)
_AUTHORS = (("name", "author"), ("property", "author"), ("name", "parsely-author"), ("name", "byl"))
_TITLES = (("property", "og:title"), ("name", "twitter:title"))
_OUTLETS = (("property", "og:site_name"), ("name", "application-name"))
_ARTICLES = word_set(
    "article newsarticle reportagenewsarticle analysisnewsarticle opinionnewsarticle blogposting "
    "report webpage"
)


def read_webpage(raw: bytes) -> tuple[str, str, dict[str, str], bool]:
    """Text, encoding and metadata of an HTML page, and whether the text is an article without its page."""
    try:
        trafilatura = importlib.import_module("trafilatura")
        lxml_html = importlib.import_module("lxml.html")
    except ImportError:
        raise Unreadable("an HTML page", f'the extra "{EXTRA}" to read it with', INSTALL) from None
    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    source, encoding = _decoded(raw)
    source = _XML_HEAD.sub("", source).replace("\x00", "")
    try:
        parser = lxml_html.HTMLParser(remove_comments=True, remove_pis=True, collect_ids=False)
        tree = lxml_html.document_fromstring(source, parser=parser)
        meta = _meta(tree)
        text = trafilatura.extract(tree, include_comments=False, fast=True) or ""
        article = bool(text.strip())
        if not article:
            text = _all_text(tree)
    except (RecursionError, MemoryError):
        raise Unreadable("an HTML page that is nested too deeply", _EXPECTED) from None
    except Exception as error:  # a hostile page can make the parsers raise anything
        raise Unreadable(f"a broken HTML page ({type(error).__name__})", _EXPECTED) from None
    if not text.strip():
        raise Unreadable("an HTML page without text", _EXPECTED)
    return text, encoding, meta, article


def _decoded(raw: bytes) -> tuple[str, str]:
    declared = _CHARSET.search(raw[:4096])
    if declared is not None and not raw.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")):
        codec = declared[1].decode("ascii").lower()
        try:
            return raw.decode(codec), f"{codec} (declared)"
        except (UnicodeError, LookupError, ValueError):
            pass
    try:
        return decode(raw)
    except Unreadable as refusal:
        raise Unreadable(refusal.found, _EXPECTED, refusal.hint) from None


def _all_text(tree: Any) -> str:
    """All text of the page when no article is found in it; furniture is set aside later."""
    for element in list(tree.iter("script", "style", "noscript", "template", "head")):
        element.text = None
        for child in list(element):
            element.remove(child)
    lines = (" ".join(line.split()) for line in _lines(tree))
    return "\n".join(line for line in lines if line)


_BLOCKS = word_set(
    "p div li tr h1 h2 h3 h4 h5 h6 br section article td blockquote header footer nav ul ol table title"
)


def _lines(tree: Any) -> Iterator[str]:
    line: list[str] = []
    etree = importlib.import_module("lxml.etree")
    for event, element in etree.iterwalk(tree, events=("start", "end")):
        if element.tag in _BLOCKS and line:
            yield "".join(line)
            line = []
        text = element.text if event == "start" else element.tail
        if text:
            line.append(str(text))
    yield "".join(line)


def _meta(tree: Any) -> dict[str, str]:
    found: dict[str, str] = {}
    linked = _linked(tree)
    tags = [dict(tag.attrib) for tag in tree.iter("meta")]
    found["title"] = _tag(tags, _TITLES)[0] or linked.get("headline", "") or _heading(tree)
    found["byline"] = linked.get("author", "") or _person(_tag(tags, _AUTHORS)[0])
    found["outlet"] = _tag(tags, _OUTLETS)[0] or linked.get("publisher", "")
    date, where = _tag(tags, _DATES)
    if linked.get("datePublished"):
        found |= {"date": linked["datePublished"], "date_how": "JSON-LD datePublished"}
    else:
        found |= {"date": date, "date_how": f"meta {where}"} if date else _time(tree)
    return {key: value for key, value in found.items() if value}


def _tag(tags: list[dict[str, str]], wanted: tuple[tuple[str, str], ...]) -> tuple[str, str]:
    for attribute, value in wanted:
        for tag in tags:
            content = (tag.get("content") or "").strip()
            if content and (tag.get(attribute) or "").strip().lower() == value.lower():
                return content, value
    return "", ""


def _person(name: str) -> str:
    """A name; addresses of profile pages are no names."""
    return "" if name.startswith(("http:", "https:")) else name


def _heading(tree: Any) -> str:
    texts = (" ".join(element.itertext()) for name in ("h1", "title") for element in tree.iter(name))
    return next(filter(None, (" ".join(text.split()) for text in texts)), "")


def _time(tree: Any) -> dict[str, str]:
    """The first ``<time>`` that is marked as the date of publication."""
    for element in tree.iter("time"):
        stamp = (element.get("datetime") or "").strip()
        marked = element.get("pubdate") is not None or element.get("itemprop") == "datePublished"
        if stamp[:4].isdigit() and marked:
            return {"date": stamp, "date_how": "time element marked as date of publication"}
    return {}


def _linked(tree: Any) -> dict[str, str]:
    """Headline, author, publisher and date of the first article in the page's JSON-LD."""
    for script in tree.iter("script"):
        text = script.text or ""
        linked = (script.get("type") or "").strip().lower() == "application/ld+json"
        for item in _items(text) if linked and len(text) <= _MAX_JSON else ():
            kind = item.get("@type")
            kinds = kind if isinstance(kind, list) else [kind]
            if any(str(each).lower() in _ARTICLES for each in kinds) and item.get("datePublished"):
                keys = ("headline", "author", "publisher", "datePublished")
                return {key: _name(item.get(key)) for key in keys}
    return {}


def _items(text: str) -> Iterator[dict[str, Any]]:
    """Objects of some JSON, outer ones first; none where it is broken."""
    try:
        queue = [json.loads(text)]
    except (ValueError, RecursionError):
        return
    for _ in range(1000):
        if not queue:
            return
        item = queue.pop(0)
        if isinstance(item, list):
            queue.extend(item[:100])
        elif isinstance(item, dict):
            yield item
            queue.append(item.get("@graph"))


def _name(value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(filter(None, (_name(each) for each in value[:10] if not isinstance(each, list))))
    if isinstance(value, dict):
        return str(value.get("name") or "")
    return str(value) if isinstance(value, str) else ""
