"""The words by which page furniture is known, as data. Every pattern is anchored or bounded: time is linear.

Habits of newsrooms at large; a rule stands here only if pages with gold text are read worse without it.
"""

from __future__ import annotations

import re
from typing import Final

from ..structure.dates import WHEN
from ..wordlist import ROLE_NOUNS, one_of

_I: Final = re.IGNORECASE


_PUBLISHED: Final = r"(?:(?:(?:first )?published|(?:last )?updated|posted|date)(?: (?:on|at))?\s?:?\s?)?"
_CLOCK: Final = r"\d{1,2}[:.]\d{2}\s?(?:[ap]\.?m\.?)?(?:\s?\(?[a-z]{2,5}\)?)?"
DATE: Final = re.compile(
    rf"^\W{{0,3}}{_PUBLISHED}(?:{_CLOCK},?\s)?(?P<date>{WHEN})[\s,|·•–—-]{{0,4}}(?:at\s)?(?:{_CLOCK})?"
    rf"(?:\W{{0,4}}{_PUBLISHED}(?:{WHEN})?.{{0,16}})?$",
    _I,
)
BYLINE: Final = re.compile(
    r"^\W{0,3}(?:[Bb][Yy]|[Pp]osted by|[Ww]ritten by|[Rr]eported by|Von|Par|Por|Author:)\s?"
    r"(?P<who>[A-ZÀ-ÞĀ-ŽА-Я@][^.!?:;\"“”]{1,100}?)(?:\s?[|·•–—-]\s?.{0,80})?$"
)

# A line that opens a list of other stories, comments or the site's own matters; the article ends before it
CLOSER: Final = re.compile(
    r"^\W{0,3}"
    + one_of(r"""
    (?:go|dig) deeper  explore further  quick links  отзывы  read (?:this )?next  up next  what to read next
    trending(?: .{1,40})?  (?:more )?(?:related|recommended|suggested|similar)(?: .{1,60})?
    (?:the )?(?:most|best) (?:popular|read|viewed|shared|commented|recent)(?: .{1,40})?
    (?:top|latest|more|other|recent) (?:stories|news|headlines|videos|articles|posts|coverage)(?: .{0,60})?
    more (?:from|on|in|about) .{1,60}  you (?:may|might)(?: also)? (?:like|be interested in|enjoy)
    editor['’]?s['’]? (?:picks?|choice)  (?:paid|sponsored|promoted)(?: .{0,40})?  featured(?: .{0,30})?
    (?:about|meet) (?:the|this) author  (?:\d{1,5} )?comments?  (?:leave|post|add) a (?:comment|reply)
    join the (?:discussion|conversation)  sources?  references  topics  tags  follow us  see also
    (?:\w{1,5} )?(?:secs?|mins?|minutes?|hours?|days?|weeks?) ago(?:\s?[-–—|·•]\s?[A-Z][\w&' ]{2,40})?
    """)
    + r"\s{0,3}[:.…>»→]{0,3}$",
    _I,
)

# Words that end a caption: who made the picture
_AGENCY: Final = (
    r"(?:Getty(?: Images)?|AFP|AP|Associated Press|Reuters|EPA(?:-EFE)?|Shutterstock|iStock(?:photo)?|Alamy|"
    r"Bloomberg|Xinhua|Yonhap|Kyodo|TASS|Sputnik|Anadolu(?: Agency)?|KCNA|PA(?: Wire)?|NASA|Handout|UPI|Pool)"
)
CREDIT: Final = re.compile(
    r"(?:^|[\s(\[|])(?:(?:photo|image|picture|video|graphic|illustration)?\s?credits?|photos?|photographs?"
    r"|pictures?|images?|illustrations?|videos?|graphics?|source)(?:\s(?:by|via|courtesy(?: of)?|from))?"
    r"\s?[:©/|]\s?(?P<who>[^:]{2,100})$"
    r"|(?:^|[\s(])(?:photo|photograph|picture|image|illustration)s?\s(?:by|courtesy(?: of)?|via)\s"
    r"(?P<by>[^:]{2,80})$"
    rf"|(?:/|\bvia\s){_AGENCY}[^.!?\w]{{0,3}}$|\b{_AGENCY}(?:\s(?:file )?(?:photo|images))?/[^.!?]{{2,50}}$"
    rf"|[\s.][^\s.]{{0,30}}\s?/\s?{_AGENCY}(?:/[^.!?/]{{1,30}}){{0,2}}$"
    rf"|[(\[](?:[^()\[\]]{{0,80}}[/,:–—-]\s?)?{_AGENCY}(?:[\s/,][^()\[\]]{{0,50}})?[)\]][.\W]{{0,2}}$"
    r"|[(\[](?:[^()\[\]]{0,60}\s)?(?:file|handout|courtesy|screenshot|via)\b[^()\[\]]{0,60}[)\]][.]?$"
    r"|\bGetty Images\W{0,2}$|\b(?:submitted|file) photo\W{0,2}$",
    _I,
)
CAPTION_HEAD: Final = re.compile(
    r"^\W{0,2}(?:(?:file )?(?:photo|image|picture|video)s?(?: caption| credit| source)?\s?:|file photo"
    r"|(?:above|pictured|more):|(?:image )?\d{1,3} (?:of|/) ?/? ?\d{1,3}\b|(?:caption|advertisement)$)",
    _I,
)
SOURCE_NOTE: Final = re.compile(r"(?<=[.!?…”\"’)\]])\s{1,3}(?P<note>Sources?\s?:\s[^\n]{2,200})$")
"""Where the words of a paragraph come from, said at its end: 'Source: …'; that is no credit of a picture."""

# Calls to the reader, notes of agencies, legal lines; a blank stands for whatever is between words, so that a
# text without punctuation has them too
CALL: Final = re.compile(
    r"(?<!\w)"
    + one_of(r"""
    contact (?:us|the (?:author|editors?)) (?:at|by|via)  write to (?:us|(?:[^\s,]{1,25} ){1,5}?)at
    follow (?:us|me|him|her|(?:\S{1,25} ){1,3}?)on (?:twitter|facebook|instagram)
    sign up (?:here )?(?:for|to) (?:our|the|get|receive)  subscribe to (?:our|the|this)
    (?:additional )?reporting by (?:\S{1,25} ){1,12}?(?:writing|editing) by
    (?:the )?(?:\S{1,25} ){1,2}contributed to this (?:report|story|article)
    this (?:article|story|post|essay) (?:was )?(?:originally|first) (?:appeared|published)
    copyright (?:c )?(?:19|20)\d\d  all rights reserved  (?:read|see|watch) (?:more|also)\s?:
    """).replace(" ", r"\W{1,3}")
    + r"(?!\w)",
    _I,
)

_NAME: Final = r"[A-ZÀ-ÞĀ-Ž][\w.'’-]{0,24}"
BIO: Final = re.compile(
    rf"^\W{{0,3}}(?P<name>{_NAME}(?:\s(?:{_NAME}|de|van|von|der|al|bin|el|la|du|di)){{1,4}})"
    r"(?:,\s[^.]{2,80},)?,?\s(?:is|are|was|serves?|served|teaches|writes|covers|leads|directs)\s"
    rf".{{0,200}}?\b{one_of('  '.join(sorted(ROLE_NOUNS)))}s?\b"
)
