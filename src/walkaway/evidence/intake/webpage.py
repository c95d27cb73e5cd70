"""HTML pages: all they show, what of it is the article by trafilatura. No script runs.

A date is taken only from where a page states its publication date; a printed one is never guessed to be it.
"""

from __future__ import annotations

import importlib
import json
import logging
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from ..extra import EXTRA, INSTALL
from ..wordlist import word_set
from .decoding import decode
from .furniture import OUTSIDE
from .unreadable import Unreadable, clean

__all__ = ["Page", "read_webpage"]

_EXPECTED = "an HTML page with text"
_CHARSET = re.compile(
    rb"""<meta[^<>]{0,200}?charset\s{0,5}=\s{0,5}["']?\s{0,5}([A-Za-z0-9_:.-]{2,30})""", re.IGNORECASE
)
_XML_HEAD = re.compile(r"\A\s{0,100}<\?xml[^<>]{0,200}\?>")
_MAX_JSON = 300_000
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_STRUCK = re.compile(r"text-decoration[\w-]*\s*:[^;]*line-through", re.IGNORECASE)
_WITHDRAWN = ("del", "s", "strike")
_MENUS = word_set("nav form button select label figure figcaption menu")
_BREAKS = word_set(
    "p div li tr h1 h2 h3 h4 h5 h6 br section article td th dt dd blockquote header footer nav ul ol dl "
    "table title figure figcaption pre main aside form option button caption body"
)
_SENTENCE = re.compile(r"[.!?…:;][\"'”’»)]{0,3}$")
_SURE = 25  # letters by which a block is known wherever it stands; a shorter one follows on the last
_FAR = 40
_NEAR = 6
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """The visible text of a page; what of it is around the article; words the page hides or withdraws."""

    text: str
    article: bool
    aside: tuple[tuple[int, int, str], ...]
    left_out: tuple[tuple[str, str], ...]


def read_webpage(raw: bytes) -> tuple[Page, str, dict[str, str]]:
    """Text, encoding and metadata of an HTML page."""
    try:
        trafilatura = importlib.import_module("trafilatura")
        lxml_html = importlib.import_module("lxml.html")
    except ImportError:
        raise Unreadable("an HTML page", f'the extra "{EXTRA}" to read it with', INSTALL) from None
    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    source, encoding = _decoded(raw)
    source = _XML_HEAD.sub("", source).replace("\x00", "\ufffd")
    try:
        parser = lxml_html.HTMLParser(remove_comments=True, remove_pis=True, collect_ids=False)
        tree = lxml_html.document_fromstring(source, parser=parser)
        meta = _meta(tree)
        left_out = tuple(_taken_out(tree))
        blocks = list(_blocks(tree))
        article = trafilatura.extract(tree, include_comments=False, fast=True) or ""
    except (RecursionError, MemoryError):
        raise Unreadable("an HTML page that is nested too deeply", _EXPECTED) from None
    except Exception as error:  # a hostile page can make the parsers raise anything
        raise Unreadable(f"a broken HTML page ({type(error).__name__})", _EXPECTED) from None
    page = _page(blocks, article, left_out)
    if not page.text.strip():
        raise Unreadable("an HTML page without text", _EXPECTED)
    return page, encoding, meta


def _page(blocks: Sequence[_PageBlock], article: str, left_out: tuple[tuple[str, str], ...]) -> Page:
    """All blocks of a page as text; those that are no part of its article are set aside."""
    kept = _kept(blocks, _letters(article)) if article.strip() else [True] * len(blocks)
    text, aside = "", []
    for block, own in zip(blocks, kept, strict=True):
        text += "\n\n" if text else ""
        if not own:
            aside.append((len(text), len(text) + len(block.text), OUTSIDE))
        text += block.text
    return Page(text=text, article=bool(article.strip()), aside=tuple(aside), left_out=left_out)


def _kept(blocks: Sequence[_PageBlock], article: str) -> list[bool]:
    """Which blocks the extractor kept, and the prose that it lost between them."""
    found, place = [], 0
    for block in blocks:
        letters = _letters(block.text)
        sure = len(letters) >= _SURE
        at = article.find(
            letters, 0 if sure else place, len(article) if sure else place + len(letters) + _FAR
        )
        found.append(bool(letters) and at >= 0)
        place = at + len(letters) if found[-1] else place
    kept = list(found)
    for number, block in enumerate(blocks):
        beside = (found[max(0, number - _NEAR) : number], found[number + 1 : number + 1 + _NEAR])
        lost = block.prose and all(any(some) for some in beside)
        kept[number] = kept[number] or lost or (block.correction and any(found))
    return kept


def _letters(text: str) -> str:
    return "".join(char for char in text.casefold() if char.isalnum())


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


def _taken_out(tree: Any) -> Iterator[tuple[str, str]]:
    """Take out what a page does not show or withdraws; visible words among it are given with the reason."""
    for element in list(tree.iter()):
        if not isinstance(element.tag, str):
            continue
        hidden = element.get("hidden") is not None or _HIDDEN.search(element.get("style") or "")
        struck = element.tag in _WITHDRAWN or _STRUCK.search(element.get("style") or "")
        silent = element.tag in ("script", "style", "noscript", "template", "head")
        if not (hidden or silent or struck) or element.getparent() is None:
            continue
        words = "" if silent else " ".join("".join(element.itertext()).split())
        element.drop_tree()
        if words:
            yield ("hidden by the page" if hidden else "withdrawn by the page"), words


@dataclass(frozen=True, slots=True)
class _PageBlock:
    """A block of a page: its text, how much of it is links, and the elements around it."""

    text: str
    linked: int
    around: frozenset[str]

    @property
    def prose(self) -> bool:
        """Whether it reads as text of an article: a sentence or a point of a list, not a list of links."""
        menu = self.linked > 0.3 * len(self.text) or not self.around.isdisjoint(_MENUS)
        point = "li" in self.around or _SENTENCE.search(self.text) is not None
        return point and not menu and len(self.text.split()) >= 4

    @property
    def correction(self) -> bool:
        """Whether it corrects the article, wherever it stands."""
        return self.text.lower().startswith(("correction", "clarification", "editor's note", "editor’s note"))


def _blocks(tree: Any) -> Iterator[_PageBlock]:
    """The blocks of a page in order; where a line is broken another begins."""
    etree = importlib.import_module("lxml.etree")
    line: list[tuple[str, bool]] = []
    open_: list[str] = []

    def block() -> Iterator[_PageBlock]:
        text = " ".join("".join(part for part, _ in line).split())
        linked = sum(len(part) for part, is_link in line if is_link)
        line.clear()
        if text:
            yield _PageBlock(clean(text), linked, frozenset(open_))

    for event, element in etree.iterwalk(tree, events=("start", "end")):
        if element.tag in _BREAKS:
            yield from block()
        if event == "start":
            open_.append(element.tag)
            text = element.text
        else:
            open_.pop()
            text = element.tail
        if text:
            line.append((str(text), "a" in open_))
    yield from block()


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
