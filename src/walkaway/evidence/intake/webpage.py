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
from .extracted import Extracted
from .furniture import OUTSIDE
from .unreadable import Unreadable, clean

_EXPECTED = "an HTML page with text"
_CHARSET = re.compile(
    rb"""<meta[^<>]{0,200}?charset\s{0,5}=\s{0,5}["']?\s{0,5}([A-Za-z0-9_:.-]{2,30})""", re.IGNORECASE
)
_XML_HEAD = re.compile(r"\A\s{0,100}<\?xml[^<>]{0,200}\?>")
_MAX_JSON = 300_000
_HIDDEN = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|(?:font-size|opacity)\s*:\s*0(?:\.0+)?(?:[a-z%]+)?\s*(?:;|$)",
    re.IGNORECASE,
)
_RULE = re.compile(r"([^{}]{1,2000})\{([^{}]{0,5000})\}")
_UNDER = re.compile(r"@[^{};]{0,500}\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}")  # rules for print or a small screen
_PLAIN_SELECTOR = re.compile(r"[.#][\w-]{1,100}")
_STRUCK = re.compile(r"text-decoration[\w-]*\s*:[^;]*line-through", re.IGNORECASE)
_WITHDRAWN = ("del", "s", "strike")
_NEVER = "never shown"
_TAB = "\x1f"  # stands for a tab while blanks are taken for one
_CELL = 60
_DASH = "— "
_DASHES = ("—", "–", "-")
_OPENING, _CLOSING = ("“", '"', "„", "«"), ("”", '"', "“", "»")
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
_ARTICLES = word_set(
    "article newsarticle reportagenewsarticle analysisnewsarticle opinionnewsarticle blogposting "
    "report webpage"
)


def read_webpage(raw: bytes) -> Extracted:
    """The visible text of a page, what of it is around the article, and words the page hides or withdraws."""
    try:
        trafilatura = importlib.import_module("trafilatura")
        lxml_html = importlib.import_module("lxml.html")
    except ImportError:
        raise Unreadable("an HTML page", f'the extra "{EXTRA}" to read it with', INSTALL) from None
    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    source, encoding = _decoded(raw)
    source = _XML_HEAD.sub("", source).replace("\x00", "\ufffd").replace(_TAB, " ")
    try:
        parser = lxml_html.HTMLParser(remove_comments=True, remove_pis=True, collect_ids=False)
        tree = lxml_html.document_fromstring(source, parser=parser)
        meta = _meta(tree)
        left_out = tuple(_taken_out(tree))
        _mark_quotations(tree)
        blocks = list(_blocks(tree))
        article = trafilatura.extract(tree, include_comments=False, fast=True) or ""
    except (RecursionError, MemoryError):
        raise Unreadable("an HTML page that is nested too deeply", _EXPECTED) from None
    except Exception as error:  # a hostile page can make the parsers raise anything
        raise Unreadable(f"a broken HTML page ({type(error).__name__})", _EXPECTED) from None
    if not blocks:
        raise Unreadable("an HTML page without text", _EXPECTED)
    kept = _kept(blocks, _letters(article)) if article.strip() else [True] * len(blocks)
    text, aside = "", []
    for block, own in zip(blocks, kept, strict=True):
        text += "\n\n" if text else ""
        if not own:
            aside.append((len(text), len(text) + len(block.text), OUTSIDE))
        text += block.text
    return Extracted(
        text=text, article=bool(article.strip()), aside=tuple(aside), left_out=left_out, encoding=encoding,
        **meta,
    )  # fmt: skip


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
        signs = block.text.startswith(_DASH) and kept[max(0, number - 1)]  # below a quotation
        kept[number] = kept[number] or lost or signs
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
    """Take out what a page does not show or withdraws; words among it are given with the reason."""
    hidden_by_rule = _hidden_by_rule(tree)
    for element in list(tree.iter()):
        if not isinstance(element.tag, str) or element.getparent() is None:
            continue
        why = _why_out(element, hidden_by_rule)
        if not why:
            continue
        words = "" if why == _NEVER else " ".join("".join(element.itertext()).split())
        element.drop_tree()
        if words:
            yield why, words


def _why_out(element: Any, hidden_by_rule: frozenset[str]) -> str:
    style = element.get("style") or ""
    own = {f".{name}" for name in (element.get("class") or "").split()} | {f"#{element.get('id')}"}
    if element.tag in ("script", "style", "template", "head"):
        return _NEVER
    if element.tag == "noscript":
        return "shown only where scripts do not run"
    closed = element.tag == "dialog" and element.get("open") is None
    if closed or element.get("hidden") is not None or _HIDDEN.search(style) or own & hidden_by_rule:
        return "hidden by the page"
    return "withdrawn by the page" if element.tag in _WITHDRAWN or _STRUCK.search(style) else ""


def _hidden_by_rule(tree: Any) -> frozenset[str]:
    """Classes and ids that a style sheet of the page hides on every screen."""
    css = _UNDER.sub("", "\n".join(str(each.text or "")[:_MAX_JSON] for each in tree.iter("style")))
    names = {
        name.strip()
        for rule in _RULE.finditer(css) if _HIDDEN.search(rule[2])
        for name in rule[1].split(",")
    }  # fmt: skip
    return frozenset(name for name in names if _PLAIN_SELECTOR.fullmatch(name))


def _mark_quotations(tree: Any) -> None:
    """Give a quotation that is signed the marks, and its signature the dash, that a text has instead."""
    for quotation in list(tree.iter("blockquote")):
        if quotation.find(".//blockquote") is not None:
            continue
        nodes = _texts(quotation)
        by = _signature(quotation)
        signed = _texts(by) if by is not None else [n for n in nodes[1:] if _text(n).startswith(_DASHES)][-1:]
        words = nodes[: nodes.index(signed[0])] if signed and signed[0] in nodes else nodes
        if not signed or not words:
            continue
        if not _text(words[0]).startswith(_OPENING):
            setattr(*words[0], f"“{_text(words[0])}")
        if not _text(words[-1]).rstrip().endswith(_CLOSING):
            setattr(*words[-1], f"{getattr(*words[-1]).rstrip()}”")
        if by is not None:
            by.tag = "p"
            by.getparent().tag = "div" if by.getparent().tag == "figure" else by.getparent().tag
        if not _text(signed[0]).startswith(_DASHES):
            setattr(*signed[0], f"{_DASH}{_text(signed[0])}")


def _texts(element: Any) -> list[tuple[Any, str]]:
    """Where the text of an element stands, piece by piece: in an element, or behind one."""
    found = element.xpath(".//text()[normalize-space()]")
    return [(node.getparent(), "tail" if node.is_tail else "text") for node in found]


def _text(node: tuple[Any, str]) -> str:
    return str(getattr(*node)).lstrip()


def _signature(quotation: Any) -> Any:
    """The element that says whose a quotation is; a name within its words is that of a work."""
    parent = quotation.getparent()
    below = list(quotation.iter("footer"))
    for cite in quotation.iter("cite"):
        around = cite.getparent()
        if around is quotation:
            cite.text, cite.tail = f"{cite.text or ''}{cite.tail or ''}", None
            below.append(cite)
        elif not (around.text or "").strip("—–- \n") and around[0] is cite:
            below.append(around)
    return next(iter((*below, *(parent.iter("figcaption") if parent.tag == "figure" else ()))), None)


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


def _blocks(tree: Any) -> Iterator[_PageBlock]:
    """The blocks of a page in order; where a line is broken another begins, cells of a row have tabs."""
    etree = importlib.import_module("lxml.etree")
    line: list[tuple[str, bool]] = []
    open_: list[str] = []
    cells: set[Any] = set()

    def block() -> Iterator[_PageBlock]:
        whole = "".join(part for part, _ in line).replace("\u00ad", "")
        lines = whole.splitlines() if "pre" in open_ else [whole]
        text = "\n".join("\t".join(" ".join(part.split()) for part in each.split(_TAB)) for each in lines)
        linked = sum(len(part) for part, is_link in line if is_link)
        line.clear()
        if text.strip():
            yield _PageBlock(clean(text.strip("\n")), linked, frozenset(open_))

    for event, element in etree.iterwalk(tree, events=("start", "end")):
        if event == "start" and element.tag == "tr":
            cells.update(_row(element))
        if element in cells:
            line += [(_TAB, False)] if event == "start" and line else []
        elif element.tag in _BREAKS:
            yield from block()
        if element.tag == "q":  # a browser shows these marks
            line.append(("“" if event == "start" else "”", False))
        if event == "start":
            open_.append(element.tag)
            text = element.text
        else:
            open_.pop()
            text = element.tail
        if text and not (element in cells and event == "end" and not text.strip()):
            line.append((str(text), "a" in open_))
    yield from block()


def _row(row: Any) -> list[Any]:
    """The cells of a row of a table; none where it only lays out what stands on the page."""
    cells = [cell for cell in row if cell.tag in ("td", "th")]
    small = all(
        len(cell.text_content()) <= _CELL and all(each.tag not in _BREAKS for each in cell.iterdescendants())
        for cell in cells
    )
    return cells if small and len(cells) > 1 else []


def _meta(tree: Any) -> dict[str, Any]:
    """What a page says of itself; its date as it states it, never one that an extractor guesses."""
    metadata = importlib.import_module("trafilatura.metadata")
    told = metadata.extract_metadata(tree, extensive=False)
    date, how = next(_dates(tree), ("", ""))
    return {"title": told.title or "", "byline": told.author or "", "outlet": told.sitename or "",
            "date": date, "date_how": how}  # fmt: skip


def _dates(tree: Any) -> Iterator[tuple[str, str]]:
    """Dates of publication that a page states, and where."""
    for script in tree.iter("script"):
        text = script.text or ""
        linked = (script.get("type") or "").strip().lower() == "application/ld+json"
        for item in _items(text) if linked and len(text) <= _MAX_JSON else ():
            kind = item.get("@type")
            kinds = kind if isinstance(kind, list) else [kind]
            if any(str(each).lower() in _ARTICLES for each in kinds) and item.get("datePublished"):
                yield str(item["datePublished"]), "JSON-LD datePublished"
    for attribute, value in _DATES:
        for tag in tree.iter("meta"):
            content = (tag.get("content") or "").strip()
            if content and (tag.get(attribute) or "").strip().lower() == value.lower():
                yield content, f"meta {value}"
    for element in tree.iter("time"):
        stamp = (element.get("datetime") or "").strip()
        marked = element.get("pubdate") is not None or element.get("itemprop") == "datePublished"
        if stamp[:4].isdigit() and marked:
            yield stamp, "time element marked as date of publication"


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
