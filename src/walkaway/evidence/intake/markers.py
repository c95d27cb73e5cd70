"""The words by which page furniture is known, as data. Every pattern is anchored or bounded: time is linear.

They are habits of newsrooms and content systems at large: labels of story lists, credits, addresses, calls to
subscribe. None of them names a source text.
"""

from __future__ import annotations

import re
from typing import Final

__all__ = [
    "AGENCY",
    "BIO",
    "BYLINE",
    "CALL",
    "CAPTION_HEAD",
    "CLOSER",
    "CREDIT",
    "DATE",
    "DATED_SECTION",
    "FINAL",
    "LABEL",
    "NAV",
    "NOTE",
    "PROMO",
    "RELATIVE_TIME",
    "ROLE_NOUN",
    "STRIPPED_CALL",
    "STRIPPED_CREDIT",
    "WHEN",
    "WIRE_NOTE",
]

_I: Final = re.IGNORECASE


def _any(words: str) -> str:
    """Alternatives, set apart by two spaces or a new line; a line that ends in ¦ goes on in the next."""
    return "(?:" + "|".join(re.split(r"\s{2,}", re.sub(r" ¦\s+", "", words.strip()))) + ")"


# A line that opens a list of other stories, comments or the site's own matters; the article ends before it
CLOSER: Final = re.compile(
    r"^\W{0,3}"
    + _any(r"""
    go deeper  dig deeper  explore further  read (?:this )?next  up next  what to read next
    (?:more )?(?:related|recommended|suggested|similar)(?: (?:stories|story|articles?|posts?|content ¦
    |coverage|news|links|reading|topics?|videos?|items))?(?: (?:for you|from .{1,60}))?
    related coverage(?: from .{1,60})?
    (?:the )?(?:most|best) (?:popular|read|viewed|shared|commented|recent|watched)(?: .{1,40})?
    (?:most )?popular(?: (?:now|stories|articles|posts|on .{1,40}))?
    trending(?: (?:now|stories|topics|on .{1,40}))?
    top (?:stories|news|headlines|videos|picks)(?: .{0,40})?
    latest (?:news|stories|headlines|videos|posts)(?: .{0,40})?
    more (?:stories|news|articles|headlines|coverage|top stories|must[- ]reads?)(?: .{0,60})?
    more (?:from|on|in|about) .{1,60}  must[- ]reads?(?: .{0,60})?
    you (?:may|might|could|will|'ll)(?: also)? (?:like|be interested in|enjoy|love ¦
    |have missed)(?: .{0,40})?  (?:recommended|selected|picked|promoted|stories) for you
    editor['’]?s['’]? (?:picks?|choice)
    (?:from|around|across) (?:the|our) (?:web|partners|network|sponsors)(?: .{0,30})?
    paid (?:content|post|partner content)  sponsored(?: (?:content|stories|links|by .{0,40}))?
    promoted(?: (?:content|stories))?  by taboola.{0,20}
    recent (?:content|posts|stories|news|articles|blog posts|comments)  upcoming events
    about (?:the|this) (?:author|writer|reporter|contributor)s?  (?:meet|more about) the author
    \d{0,5} ?comments?(?: \(?\d{1,5}\)?)?  (?:leave|post|add|write) a (?:comment|reply)
    join the (?:discussion|conversation)  show comments  view comments  comments are closed\.?
    have your say.{0,40}  sources?  references  topics  tags  filed under.{0,60}  stay connected
    connect with us  follow us  quick links  external links  see also  read more stories
    more stories from .{1,60}  keep reading  in other news  elsewhere  also (?:in|on) .{1,50}
    newsletter sign ?up  other stories  other news  featured(?: .{0,30})?
    what (?:others|people) are reading  weitere (?:beiträge|artikel|themen).{0,40}  mehr zum thema
    das könnte sie auch interessieren.{0,20}  kommentare  à lire aussi.{0,40}  sur le même (?:sujet|thème)
    lire aussi.{0,40}  commentaires  (?:artículos|noticias) relacionad[oa]s
    más (?:noticias|leídas?|información)  comentarios  материалы по теме  читайте также  теги  комментарии
    отзывы  самые популярные.{0,40}  関連記事  カテゴリー  コメント  相关新闻  相关阅读
    """)
    + r"\s{0,3}[:.…>»→]{0,3}$",
    _I,
)  # fmt: skip

# Those after which no article ever goes on
FINAL: Final = re.compile(
    r"^\W{0,3}(?:\d{0,5} ?comments?\b"
    r"|(?:leave|post|add|write|show|view|join) (?:a|the)? ?(?:comment|reply|discussion|conv)"
    r"|(?:about|meet|more about) (?:the|this) (?:author|writer|reporter|contributor)"
    r"|more stories from\b|by taboola)",
    _I,
)

# One line that points elsewhere; the article goes on after it
PROMO: Final = re.compile(
    r"^\W{0,3}"
    + _any(r"""
    (?:read|see|also read|watch|listen|view|check out|learn)(?: (?:more|also|next|this|now|here ¦
    |the full (?:story|report)))?(?: (?:on|about|at|from|in) [^:]{1,40})?\s?[:>»→|]
    (?:related|more|more on this|more info|background|recommended|don['’]t miss|must read|go deeper ¦
    |trending|video|gallery|photos|poll)(?: (?:story|stories|article|articles|reading|coverage ¦
    |video))?\s?[:>»→|]  read more\b.{0,80}
    read (?:the )?(?:full|original|whole) (?:story|article|report|post).{0,60}  continue reading.{0,40}
    (?:story|article|content) continues.{0,40}  scroll (?:down )?(?:for|to) .{0,60}
    \[ ?(?:read|see|watch|related|more|sign|listen|here).{0,160}\]$  (?:get|for) .{3,40} by clicking here
    .{0,60}\bby clicking here  click (?:here|on) .{0,80}
    """),
    _I,
)  # fmt: skip

# Controls and counters of a page
NAV: Final = re.compile(
    r"^\W{0,3}"
    + _any(r"""
    (?:share|tweet|pin|post|save|like|email|print|send|copy|follow)(?: (?:this|it|on|to|via|by|with ¦
    |me|us|link|page|article|story|us on|this on|this article|a friend))*(?: (?:facebook|twitter ¦
    |linkedin|pinterest|reddit|whatsapp|instagram|email|x|google\+?|flipboard))?
    (?:facebook|twitter|linkedin|pinterest|reddit|whatsapp|instagram|tumblr|youtube|flipboard ¦
    |telegram|google\+|rss|e-?mail|messenger)  advertisement  advertising  ad  ads?vertise(?: .{0,30})?
    subscribe(?: .{0,30})?  sign (?:in|up|out)  log ?(?:in|out)  register  menu  search(?: .{0,12})?
    close  home  next(?: (?:post|article|story|page))?  prev(?:ious)?(?: (?:post|article|story|page))?
    back(?: to .{0,20})?  skip to .{0,30}  loading\.{0,3}  show (?:more|less)  see all.{0,20}
    view all.{0,20}  load more.{0,20}  hide caption  toggle caption  enlarge this image  caption
    play video.{0,20}  video  image  photos?  gallery  reprints?  permalink  give feedback  feedback
    \d{1,3} (?:/|of) ?/? ?\d{1,3}  image \d{1,3} of ?/? ?\d{1,3}
    [\d,.]{1,9}[km]?(?: (?:shares?|likes?|views?|followers?|fans|subscribers))?(?: (?:follow|like|subscribe))?
    min(?:ute)?s? read  \d{1,3} min(?:ute)?s?(?: read)?  [_*=~·•–—-]{1,80}  privacy (?:policy|notice)
    terms of (?:use|service)  contact(?: us)?  about us  careers  cookie .{0,30}  listen(?: .{0,20})?
    transcript  bookmark  breaking(?: news)?  exclusive  https?://\S{1,300}
    """)
    + r"\W{0,3}$",
    _I,
)  # fmt: skip

_MONTH: Final = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|"
    r"oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_DAY: Final = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\.?,?\s)?"
WHEN: Final = (
    rf"{_DAY}(?:{_MONTH}\s\d{{1,2}}(?:st|nd|rd|th)?,?\s\d{{4}}|"
    rf"\d{{1,2}}(?:st|nd|rd|th)?\.?\s{_MONTH},?\s\d{{4}}|"
    r"\d{4}[-./年]\d{1,2}[-./月]\d{1,2}日?|\d{1,2}[./-]\d{1,2}[./-]\d{2,4})"
)
_PUBLISHED: Final = (
    r"(?:(?:published|updated|posted|last (?:updated|modified)|first published|date|publish date|created)"
    r"(?: (?:on|at))?\s?:?\s?)?"
)
DATE: Final = re.compile(
    rf"^\W{{0,3}}{_PUBLISHED}(?:\d{{1,2}}:\d{{2}}\s?(?:[ap]\.?m\.?)?(?:\s[a-z]{{2,4}})?,?\s)?(?P<date>{WHEN})"
    r"(?P<rest>[\s,|·•–—-]{0,4}(?:at\s)?(?:\d{1,2}[:.]\d{2}(?::\d{2})?\s?(?:[ap]\.?m\.?)?(?:\s?\(?[a"
    r"-z]{2,5}\)?)?)?"
    rf"(?:\W{{0,4}}{_PUBLISHED}(?:\d{{1,2}}:\d{{2}}.{{0,12}})?(?:{WHEN})?.{{0,16}})?)$",
    _I,
)
RELATIVE_TIME: Final = re.compile(
    rf"^\W{{0,3}}{_PUBLISHED}(?:(?:\d{{1,3}}|an?|one|two|three)\s?"
    r"(?:s|m|h|d|w|secs?|seconds?|mins?|minutes?|hrs?|hours?|days?|weeks?|months?|years?)\sago"
    r"|yesterday|just now|today)"
    r"(?:\s?[-–—|·•]\s?[A-Z][\w&' ]{2,40})?$",
    _I,
)
DATED_SECTION: Final = re.compile(rf"^{WHEN}\s?[-–—|·•]\s?[A-Z][\w&' ]{{2,40}}$", _I)
BYLINE: Final = re.compile(
    r"^\W{0,3}(?:[Bb][Yy]|[Pp]osted by|[Ww]ritten by|[Rr]eported by|Von|Par|Por|Текст:|Автор:|Author:)"
    r"\s?"
    r"(?P<who>[A-ZÀ-ÞА-Я@][^.!?:;\"“”]{1,100}?)(?:\s?[|·•–—-]\s?.{0,80})?$"
)

# Words that end a caption: who made the picture
AGENCY: Final = (
    r"(?:Getty(?: Images)?|AFP|AP|Associated Press|Reuters|REUTERS|EPA(?:-EFE)?|Shutterstock"
    r"|iStock(?:photo)?|Alamy|Bloomberg|Xinhua|"
    r"Yonhap|Kyodo|TASS|Sputnik|Anadolu(?: Agency)?|NurPhoto|ZUMA(?: Press)?|Corbis|Unsplash|Flickr"
    r"|Wikimedia(?: Commons)?|KCNA|"
    r"PA(?: Wire)?|Rex|NASA|ESA|DoD|Handout|UPI|CQ|Roll Call|SIPA|Redux|Magnum|Polaris|Contributor|Pool)"
)
CREDIT: Final = re.compile(
    r"(?:^|[\s(\[|])(?:(?:photo|image|picture|video|audio|graphic|art|illustration)?\s?credits?|photos?"
    r"|photographs?|photography|pictures?|images?|"
    r"illustrations?|videos?|audio|graphics?|source|фото)(?:\s(?:by|via|courtesy(?: of)?|from))?\s?[:©/"
    r"|]\s?(?P<who>[^:]{2,100})$"
    r"|(?:^|[\s(])(?:photo|photograph|picture|image|illustration)s?\s(?:by|courtesy of|courtesy"
    r"|via)\s(?P<by>[^:]{2,80})$"
    r"|(?:/|\bvia\s)" + AGENCY + r"[^.!?\w]{0,3}$"
    r"|\b(?:AP|Reuters|REUTERS|AFP|Getty|KCNA|EPA|EFE)(?:\s(?:Photo|photo|file photo"
    r"|Images))?/[^.!?]{2,50}$"
    r"|[\s.][^\s.]{0,30}\s?/\s?" + AGENCY + r"(?:/[^.!?/]{1,30}){0,2}$"
    r"|[(\[](?:[^()\[\]]{0,80}[/,:–—-]\s?)?" + AGENCY + r"(?:[\s/,][^()\[\]]{0,50})?[)\]][.\W]{0,2}$"
    r"|\[[^\[\]]{0,60}(?:via|file|handout|courtesy)\b[^\[\]]{0,60}\]$"
    r"|\((?:[^()]{0,40}\s)?(?:file|handout|courtesy|screenshot|supplied|submitted)\b[^()]{0,50}\)[.]?$"
    r"|\bGetty Images\W{0,2}$|\b[Ss]ubmitted photo$|\b[Ff]ile (?:photo|image|picture)\W{0,2}$",
    _I,
)  # fmt: skip
SOURCE_NOTE: Final = re.compile(r"(?<=[.!?…”\"’)\]])\s{1,3}(?P<note>Sources?\s?:\s[^\n]{2,200})$")
"""Where the words of a paragraph come from, said at its end: 'Source: …'."""

CAPTION_HEAD: Final = re.compile(
    r"^\W{0,2}(?:(?:file )?(?:photo|image|picture|video)s?(?: caption| credit| source)?\s?:"
    r"|FILE\s?[-–—:]|FILE PHOTO|File photo|Pictured:|Above:|"
    r"Photo by |Photograph by |Image copyright|Image caption|Media caption|Getty Images\b|AP Photo"
    r"\b|Credit:|Photo courtesy)"
)

# Calls and addresses to the reader, legal lines, notes of the newsroom
CALL: Final = re.compile(
    r"\b(?:"
    r"contact (?:us|me|him|her|them|the (?:author|editor|reporter|writer|newsroom)s?"
    r"|[A-Z][\w.'’-]{1,30}(?: [A-Z][\w.'’-]{1,30}){1,2}) (?:at|on|via|by)\b"
    r"|write to (?:us|me|him|her|(?:[A-Z][\w.'’-]{1,30}[ ,]{1,2}(?:and )?){1,6}) ?at\b"
    r"|(?:e-?mail|reach|message|tweet)(?: out)?(?: to)? (?:us|me|him|her|them|the (?:author|editor"
    r"|reporter|writer)s?|[A-Z][\w.'’-]{1,30}(?: [A-Z][\w.'’-]{1,30}){0,2}) (?:at|on|via)\b"
    r"|(?:he|she|they|you|the author|the reporter|[A-Z][\w'’-]{1,30}) (?:can be|may be) (?:reached"
    r"|contacted|followed) (?:at|on|via|by)\b"
    r"|send (?:us )?(?:your )?(?:tips?|comments|letters|feedback|questions|story ideas)\b.{0,40}\b(?:to"
    r"|at)\b"
    r"|(?:have|got) a (?:news )?(?:tip|story|question|comment)\b.{0,60}\?"
    r"|(?:follow|like|find|join) (?:us|me|him|her|them"
    r"|@?[\w.'’-]{1,30}(?: [A-Z][\w.'’-]{1,30})?)(?: \S{1,30})? on (?:twitter|facebook|instagram"
    r"|linkedin|youtube|x|google)\b"
    r"|sign up (?:here|now|today|for|to) .{0,100}(?:newsletters?|e-?mails?|alerts?|briefings?|updates?"
    r"|inbox|digest|roundup)\b"
    r"|sign up for our\b|get (?:our|the|more|all) .{0,80}(?:newsletter|(?:in|to|delivered to) your inbox)"
    r"|(?:subscribe|subscribing) (?:to (?:our|the|this|us|axios|newsletter)|now|today|here|for)\b"
    r"|(?:support (?:our|independent|local|quality) journalism|become a (?:member|subscriber|supporter)"
    r"|make a donation|donate (?:now|today))"
    r"|download (?:the|our) .{0,30}\bapp\b|(?:click|tap) here (?:to|for)\b"
    r"|we (?:want|would love|would like|'d like|'d love) to hear (?:from you|what you think)"
    r"|welcome to our new article page|tell us what you think"
    r")",
    _I,
)  # fmt: skip
WIRE_NOTE: Final = re.compile(
    r"^\W{0,3}(?:(?:additional |with )?report(?:ing|ed) (?:and writing )?(?:by|from)\b.{0,200}"
    r"|(?:writing|editing|translat(?:ion|ed)) by\b.{0,120}|"
    r".{0,160}\bcontributed (?:to|reporting to) (?:this|the) (?:report|story|article|post)\b.{0,60}|"
    r"source: .{1,60}|with (?:files|agencies|inputs?) (?:from)?.{0,80}|citation: .{1,300}"
    r"|provided by .{1,60}|posted in .{1,120}|categor(?:y|ies): .{1,200}|tags?: .{1,200}"
    r"|topics?: .{1,200})$"
    r"|\breporting by\b.{1,160}\bediting by\b",
    _I,
)  # fmt: skip
NOTE: Final = re.compile(
    r"^\W{0,3}(?:editor['’]?s['’]? note|note to readers|correction|clarification|update|disclaimer"
    r"|disclosure)\s?(?:\([^()]{1,40}\))?\s?[:–—-]"
    r"|^\W{0,3}(?:this|the) (?:story|article|post|piece|report|column|commentary|essay"
    r"|interview) (?:was |has been |is |also |has )?(?:(?:first|originally|also|previously) )?"
    r"(?:been )?(?:updated|appeared|published|produced|corrected|part of|adapted|syndicated|republished"
    r"|edited for)\b"
    r"|^\W{0,3}(?:originally|first) (?:published|appeared) (?:on|in|at|by)"
    r"\b|^\W{0,3}this is a (?:developing|breaking) (?:news )?(?:story|report)"
    r"|\b(?:all rights reserved|is subject to copyright|may not be (?:published|reproduced"
    r"|copied)[^.]{0,60}(?:permission|redistributed|rewritten)|copyright ©|©\s?(?:copyright )?\d{4}"
    r"|copyright \d{4})"
    r"|^\W{0,3}copyright \d{4}|^©|\b(?:views|opinions) expressed (?:in this .{1,30}|here(?:in)?"
    r"|by .{1,40}|are)\b.{0,80}\b(?:own|author|not necessarily|reflect|solely)\b"
    r"|\bplease enable javascript|\byour browser (?:does not|doesn['’]t) support|\b(?:uses?"
    r"|accept(?:ing)?) cookies\b|\bcommunity (?:guidelines|standards)\b",
    _I,
)  # fmt: skip

# Labels that a house style puts before a paragraph
LABEL: Final = re.compile(
    r"^(?:[•·*–—-]\s{0,3})?(?P<label>"
    + _any(r"""
    why it matters  the big picture  between the lines  what['’]s next
    what (?:to watch|we['’]re watching|they['’]re saying|we know|we don['’]t know|you need to know ¦
    |happened|to expect|it means|else|comes next)  driving the news  go deeper  yes,? but  the bottom line
    bottom line  (?:the )?state of play  details  the details  by the numbers  flashback  be smart
    the backdrop  the backstory  backstory  the intrigue  zoom (?:in|out)  catch up quick  quick take
    the latest  context  our thought bubble  thought bubble  worth noting  of note  reality check
    threat level  how it works  the other side  the context  the catch  the stakes  the impact
    the background  background  the bigger picture  the upshot  the takeaway  key takeaways?  our take
    the gist  the good news  the bad news  behind the scenes  the other side of the coin  what they did
    how we got here  where it stands  where things stand  why now  why this matters  the news  the lowdown
    my thought bubble  the scene  the scoop  worthy of your time  the whole picture  the short answer
    the fine print  data
    """)
    + r"\s?:)(?=\s|$)",
    _I,
)  # fmt: skip

ROLE_NOUN: Final = (
    r"(?:fellow|professor|lecturer|scholar|researcher|historian|economist|scientist|director|president"
    r"|chair(?:man|woman)?|chief|founder|co-?founder|partner|"
    r"editor|reporter|correspondent|journalist|columnist|writer|author|contributor|producer|analyst"
    r"|adviser|advisor|consultant|ambassador|diplomat|"
    r"officer|official|secretary|minister|lawyer|attorney|candidate|student|member|associate|expert"
    r"|specialist|strategist|critic|host|blogger|freelancer|"
    r"photographer|intern|coordinator|manager|veteran|general|colonel|head|vice[- ]president|dean)"
)
BIO: Final = re.compile(
    r"^\W{0,3}(?P<name>(?:(?:Dr|Prof|Professor|Sir|Gen|Col|Amb"
    r"|Ambassador)\.?\s)?[A-ZÀ-Þ][\w.'’-]{0,24}"
    r"(?:\s(?:[A-ZÀ-Þ][\w.'’-]{0,24}|de|van|von|der|al|bin|el"
    r"|la|du|di)){1,4})"
    r"(?:,\s[^.]{2,80},|\s\([^()]{1,40}\))?,?\s(?P<verb>is|are|was|serves?|served|teaches|writes|covers"
    r"|reports|heads|leads|directs|works|edits|runs|joined|has (?:been|written|covered|served|worked))\s"
    r"(?P<rest>.{8,700})$"
)

# In text without case and punctuation the same calls stand glued to the last words
STRIPPED_CALL: Final = re.compile(
    r"(?<!\S)(?:"
    r"contact (?:us|the author|the editors?) (?:at|by|via)"
    r"|write to (?:us|me|(?:\S{1,25} ){1,8}?)at(?= (?:\S{1,25} ){1,8}(?:com|org|net|edu|uk)(?!\S))"
    r"|e ?mail (?:us|me|him|her|the author|the editors?) at|(?:he|she) can be (?:reached|contacted) at"
    r"|follow (?:us|me|him|her|them|(?:\S{1,25} ){1,3}?)\s?on (?:twitter|facebook|instagram)"
    r"|sign up (?:here )?(?:for|to) (?:our|the|get|receive"
    r"|\S{1,20} s) (?:\S{1,20} ){0,8}?(?:newsletters?|emails?|alerts?|briefing|inbox)"
    r"|subscribe to (?:our|the|this) (?:\S{1,20} ){0,4}?(?:newsletters?|podcast|channel|magazine)"
    r"|(?:subscribe|sign up) (?:now|today)"
    r"|(?:additional )?reporting by (?:\S{1,25} ){1,16}?(?:writing|editing) by"
    r"|(?:the )?associated press (?:\S{1,25} ){0,8}?contributed to this (?:report|story|article)"
    r"|\S{1,25} \S{1,25} contributed to this (?:report|story|article)"
    r"|(?:copyright (?:c )?(?:19|20)\d\d|all rights reserved)"
    r"|this (?:article|story|post|piece|essay) (?:was )?(?:originally|first) (?:appeared|published)"
    r"|(?:originally|first) published (?:on|in|at|by)"
    r"|the (?:views|opinions) expressed (?:in|are|here)"
    r"|(?:click|tap) here (?:to|for)|read more (?:at|on|about|from|stories|must read)|more must (?:read"
    r"|reads) (?:stories )?(?:from|on)|(?:have|got) a (?:news )?tip"
    r"|this is a (?:developing|breaking) (?:news )?story"
    r")(?!\S)",
    _I,
)  # fmt: skip
STRIPPED_CREDIT: Final = re.compile(
    r"(?<!\S)(?:getty images|afp getty(?: images)?|ap photo(?: \S{1,20} \S{1,20})?|(?:photo|photograph"
    r"|image) (?:by|credit|courtesy of?) \S{1,20} \S{1,20}(?: (?:ap|afp|reuters|getty images))?"
    r"|shutterstock|epa efe|handout via reuters)(?!\S)",
    _I,
)  # fmt: skip
