"""Bytes to text: the encoding is declared by a mark, proved by UTF-8, or estimated, and always named.

Nothing is trimmed or translated but the ends of lines, which are one sign in every text: what a document says
does not depend on the system that it was saved on.
"""

from __future__ import annotations

import codecs
import re
from collections import Counter
from functools import partial

from ..structure.english import is_english
from .unreadable import Unreadable

_MARKS = (  # the longer marks first: that of UTF-32 begins with that of UTF-16
    (codecs.BOM_UTF8, "utf-8-sig", "utf-8 (byte order mark)"),
    (codecs.BOM_UTF32_LE, "utf-32", "utf-32 (byte order mark)"),
    (codecs.BOM_UTF32_BE, "utf-32", "utf-32 (byte order mark)"),
    (codecs.BOM_UTF16_LE, "utf-16", "utf-16 (byte order mark)"),
    (codecs.BOM_UTF16_BE, "utf-16", "utf-16 (byte order mark)"),
)
_KINDS = {
    b"%PDF-": "a PDF file", b"PK\x03\x04": "a zip archive, such as a Word document", b"{\\rtf": "an RTF file",
    b"\xd0\xcf\x11\xe0": "an old Office file", b"\x1f\x8b": "a gzip archive", b"\x7fELF": "a program",
    b"\x89PNG": "a picture", b"\xff\xd8\xff": "a picture", b"GIF8": "a picture",
}  # fmt: skip
_SAMPLE = 200_000
_MOST_CONTROLS = 0.02
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_LINE_END = re.compile("\r{1,3}\n|\r")
_HIGH = 0x80
_FEW, _PART = 4, 0.3  # so many letters and signs out of place are too many for a table
_DENSE = 0.4  # of the letters of a Western text, even a short one, have an accent
_LATIN = ("cp1252", "cp1250", "cp1254", "iso8859_2")  # told apart by the language
_WESTERN = ("cp1252", "iso8859_15", "mac_roman", "cp850")  # told apart by signs that stand where none can
_CAPITAL, _SMALL = "[À-ÖØ-ÞŒŠŽŸĄĆČĎĘĚĽŁŃŇŐŘŚŞŤŮŰŹŻ]", "[ß-öø-ÿœšžƒıˆ˜ąćčďęěłńňőřśşťůűźż]"
_ODD = re.compile(
    rf"(?<=[a-z]){_CAPITAL}|(?:{_CAPITAL}|{_SMALL})(?=[A-Z][a-z])|(?<=\d)(?:{_CAPITAL}|{_SMALL})"
    rf"|(?:{_CAPITAL}|{_SMALL})(?=\d)|(?<!\w)(?![ÀàÉéÓóÔôÈè])(?:{_CAPITAL}|{_SMALL})(?![\w’'])"
    r"|(?<=[^\W\d_])[^\w\s\x00-\x7f’·\u2010-\u2015…“”«»\u3000-\u303f\uff00-\uffef](?=[^\W\d_])|[\x80-\x9f¤\ue000-\uf8ff]"
    r"|(?<=[a-z])[²³¹](?=[^\W\d_])|(?<!\w)[ąę]|[ąę](?=[aeiouy])|[SPTF]ż|(?<=\w)[“„«¿¡](?=\w)|[¿¡](?!\w)|[a-z](?=[\u0370-\u06ff])|[\u0370-\u06ff](?=[a-z])|\ufffd"
)
_EASTERN_NAME = (
    re.compile(  # names of the east as Western tables have them: "Èapek, Dvoøák, Ziêba, £ukasz, Pawe³"
        r"\b(?!Ève)[ÈÌÏ](?=[a-z])|(?<=[i£¯])ê|iè\b|(?<=[aei])æ\b|ì(?=\w)|[ãõ](?=[^\Woe])|ø(?=[áíéž\xbe])|øí"
        r"|\bÕ(?=[a-z])|\bŒ(?=[^ud\W])|[¯¼¥®©¦](?=[a-zêó]{2})|£(?=[a-zê]{3})|\b[A-Z][a-z]*[aeio]³(?!\w)"
    )
)
_ALPHABETS = {
    language: frozenset(letters)
    for language, letters in {
        "French": "àâæçéèêëîïôœùûüÿ", "German": "äöüß", "Spanish": "áéíóúñü", "Portuguese": "áàâãçéêíóôõúü",
        "Italian": "àèéìíòóù", "Swedish": "åäöéü", "Danish": "åæøéö", "Icelandic": "áéíóúýþæöð",
        "Turkish": "âçğıîöşü", "Polish": "ąćęłńóśźż", "Czech": "áčďéěíňóřšťúůýž", "Croatian": "čćđšž",
        "Slovak": "áäčďéíĺľňóôŕšťúýž", "Hungarian": "áéíóöőúüű", "Romanian": "ăâîşţ",
    }.items()
}  # fmt: skip
"""What languages of names in English texts add to its letters: no name has letters of two."""
_MARKED = re.compile(r"[^\W\d_]*[^\W\d_\x00-\x7f][^\W\d_]*")
_SIGN = re.compile(  # where no sign stands: "®eljko", "Babi¹", "V·clav", "Zo‘"
    r"(?<=[a-zA-Z\xc0-\u017f])[^\w\s\x00-\x7f’”»›…–—-]|[^\w\s\x00-\x7f‘’“„«‹¿¡…–—€£-](?=[a-zA-Z\xc0-\u017f])"
    r"|(?<=[a-z\xdf-\u017f])[^\w\s\x00-\x7f’–—](?=[a-z\xdf-\u017f])|[²³¹¼½¾](?=[a-z])|(?<=[a-z])[²³¹¼½¾]"
)
_TABLES = [
    *_LATIN, "cp1251", "koi8_r", "cp866", "iso8859_5", "cp949", "gb18030", "big5", "cp932", "euc_jp",
    "cp1253", "cp1255", "cp1256",
]  # fmt: skip
_EASTERN = frozenset(("Polish", "Czech", "Slovak", "Hungarian", "Slovene", "Croatian", "Romanian"))
_TWICE = re.compile("[\u00c2-\u00f4][\u0080-\u00bf\u0152-\u017e\u02c6\u02dc\u2013-\u203a\u20ac\u2122]{1,3}")
_LEAST_GARBLED = 3
_EXPECTED = "text, in UTF-8 if it can be had"


def decode(raw: bytes) -> tuple[str, str]:
    """Decode bytes and say how."""
    for mark, codec, name in _MARKS:
        if raw.startswith(mark):
            return _checked(_strictly(raw, codec, name)), name
    for magic, kind in _KINDS.items():
        if raw.startswith(magic):
            raise Unreadable(f"{kind} under the name of a text", _EXPECTED, "give the file its own suffix")
    wide = _wide(raw)
    if wide:
        return _checked(_strictly(raw, wide, wide)), f"{wide} (estimated)"
    try:
        return _checked(raw.decode("utf-8")), "utf-8"
    except UnicodeDecodeError as error:
        return _estimated(raw, error.start)


def _strictly(raw: bytes, codec: str, name: str) -> str:
    try:
        return raw.decode(codec)
    except UnicodeDecodeError as error:
        raise Unreadable(f"bytes that are not {name}, at byte {error.start:,}", _EXPECTED) from None


def _checked(text: str) -> str:
    controls = len(_CONTROLS.findall(text[:_SAMPLE]))
    if controls > _MOST_CONTROLS * min(len(text), _SAMPLE) or "\x00" in text:
        raise Unreadable("binary data", _EXPECTED)
    return _LINE_END.sub("\n", text) if "\r" in text else text


def _wide(raw: bytes) -> str:
    """UTF-16 without a mark: every second byte of Western text is zero."""
    sample = raw[:4096]
    if len(sample) < 4 or len(raw) % 2:
        return ""
    even, odd = sample[0::2].count(0) / len(sample[0::2]), sample[1::2].count(0) / len(sample[1::2])
    if odd > 0.4 and even < 0.02:
        return "utf-16-le"
    return "utf-16-be" if even > 0.4 and odd < 0.02 else ""


def _estimated(raw: bytes, wrong: int) -> tuple[str, str]:
    """Estimate which table of letters was meant; Windows Latin where nothing else is likelier."""
    for codec in dict.fromkeys((_likely(raw[:_SAMPLE]), "cp1252")):
        try:
            text = raw.decode(codec)
            text.encode("utf-8")
        except (UnicodeError, LookupError):
            continue
        high = sum(map(_HIGH.__le__, raw[:_SAMPLE]))
        dense = codec in _WESTERN and high > _DENSE * len(raw[:_SAMPLE])
        if dense or _odd(raw[:_SAMPLE], codec) > max(_FEW, _PART * high):
            continue
        return _checked(text), f"{codec} (estimated)"
    what = f"the byte 0x{raw[wrong]:02x}, which is not UTF-8 nor any likely encoding"
    raise Unreadable(what, _EXPECTED, line=raw[:wrong].count(b"\n") + 1)


def _likely(sample: bytes) -> str:
    """The likeliest table by charset-normalizer, asked only for those that files of today are written in.

    What is English but for some marks is Western, whose tables put signs into words where another was meant.
    """
    high = sum(map(_HIGH.__le__, sample))
    western = min(_WESTERN, key=partial(_odd, sample))
    if 6 * high < len(sample) and is_english(sample.decode("ascii", "replace")):
        return min((*_WESTERN[:2], "cp1250", "iso8859_2", *_WESTERN[2:]), key=partial(_mixed, sample))
    from charset_normalizer import from_bytes

    best = from_bytes(sample, preemptive_behaviour=False, cp_isolation=_TABLES).best()
    likely = best.encoding if best is not None else western
    if best is not None and likely in _LATIN:
        likely = "cp1254" if best.language == "Turkish" else western
        if best.language in _EASTERN:  # Windows has letters where ISO has none at all
            likely = "cp1250" if any(0x80 <= byte < 0xA0 for byte in sample) else "iso8859_2"
    return min((likely, western), key=partial(_odd, sample))


def _mixed(sample: bytes, codec: str) -> tuple[int, int]:
    """How many signs and words of an English text no language has, and how many languages the others need."""
    text = sample.decode(codec, "replace")
    words = {frozenset(c for c in word.lower() if c > "\x7f") for word in _MARKED.findall(text)}
    of = [{name for name, letters in _ALPHABETS.items() if word <= letters} for word in words]
    needed, open_ = 0, [names for names in of if names]
    while open_:
        most = Counter(name for names in open_ for name in sorted(names)).most_common(1)[0][0]
        needed, open_ = needed + 1, [names for names in open_ if most not in names]
    return _odd(sample, codec) + len(_SIGN.findall(text)) + sum(not names for names in of), max(needed, 1)


def _odd(sample: bytes, codec: str) -> int:
    """How many letters and signs would stand where none can."""
    text = sample.decode(codec, "replace")
    names = _EASTERN_NAME.findall(text) if codec in _WESTERN else ()
    return len(_ODD.findall(text)) + len(names)


def unusual(encoding: str) -> bool:
    """Whether letters were read by a table that hardly any file of today is written in."""
    return encoding.endswith("(estimated)") and encoding.split()[0] in _WESTERN[1:]


def garbled(text: str) -> tuple[str, str] | None:
    """Letters of a text that was decoded wrongly before it was saved, and what they stand for.

    Examples
    --------
    >>> garbled("fÃ¼r die HÃ¤lfte, â€žneinâ€œ"), garbled("für die Hälfte, „nein“")
    (('Ã¼', 'ü'), None)
    """
    found = []
    for match in _TWICE.finditer(text[:_SAMPLE]):
        try:
            found.append((match.group(), match.group().encode("cp1252").decode("utf-8")))
        except UnicodeError:
            continue
    return found[0] if len(found) >= _LEAST_GARBLED else None
