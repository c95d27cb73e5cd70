"""The words by which somebody offers, demands, refuses or undertakes, as patterns.

A cue is read with what follows it (*offered to pay …*) or with what stands before it (*… is not acceptable*).
Strong cues say by themselves that somebody negotiates; weak ones (*can pay*) only of those who do.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final, Literal

from ...numbers import NUMBER_WORDS
from ..amounts import CODES
from ..wordlist import one_of

Act = Literal[
    "offers",
    "demands",
    "refuses",
    "does not refuse",
    "accepts",
    "undertakes",
    "threatens",
    "walks away",
    "would walk away",
]

_ADVERB: Final = (
    r"(?:,?\s(?:also|now|still|even|only|then|again|just|always|already|certainly|perhaps|therefore|however|"
    r"in principle|further|never|quite|at least|currently|simply),?)*"
)
_BE: Final = r"(?:\b(?:am|is|are|was|were|be|been|being|remains?|remained|seems?|feels?)|['’](?:m|re|s))"
_MODAL: Final = r"(?:\b(?:can|could|will|would|(?-i:may)|might)|['’](?:ll|d))"
_NOT: Final = r"(?:\snot|n['’ ]?t|['’ ]t|not|\snever|\sno longer)"
_CANNOT: Final = rf"(?:{_MODAL}{_ADVERB}{_NOT}|\b(?:won|shan)['’ ]t){_ADVERB}\s"
_CONCEDE: Final = one_of("""
    accept  agree  pay  go  sign  give  take  do  allow  extend  sell  lift  drop  withdraw  release  free
    change  finance  fix  cut  raise  lower  reduce  include  deliver  provide  grant  guarantee
    recogni[sz]e  spend  hire  repair  share  bear  settle  live with  offer  put  move  come  make  open
    close  end  stop  join  leave  return  hand  cover  contribute  build  buy  promise  commit  add  keep
    reopen  halt  freeze  dismantle  admit  consider  support  fund  lease  supply  match  increase
    vacate  compensate  invest  recommend  negotiate  tolerate  countenance  approve  endorse  concede
    cede  step  back  surrender  permit  transfer  suspend  waive  lend  rent  host  imagine  ease  relax
    carry  afford  plant  let  vote for
    remove  shorten  subscribe  stretch  top up  throw in  pull  hold  set up  send  ship  sell  train
    limit  give up  budge  be bound
""")
_READY: Final = one_of("willing  ready  prepared  happy  glad  inclined  content")
_ABLE: Final = one_of("willing  ready  prepared  happy  glad  inclined  content  open  able")
_NARRATED: Final = one_of(r"""
    go on (?:strike|display|trial|air)  take (?:place|time|part|the case|effect|care|it to court|over|off)
    make (?:sure|history|their way|its way)  come (?:to|into|from|back|as|after)  end (?:up|on|at)
    open (?:on|at|in)\b  close (?:on|at|in)\b  stop work  join (?:the|a) (?:strike|protest)
    move (?:on|to|into)\b  give (?:birth|way)  put (?:it|this|that|them) to
    pay (?:attention|tribute|the price)  continue
""")
_RAISED: Final = (
    r"(?:rais|increas|improv|sweeten|lift|up|revis)(?:e|es|ed|ing)\s(?:its|his|her|their|our|the|my)\s"
    r"(?:offer|bid|price|proposal)(?:\s(?!to\b)[^\s,.;]+){0,4}?\sto\b"
)
_MUCH: Final = (
    r"(?:(?!\d+\s?(?:%|per\s?cent)\s(?:above|below|\w+er\b|more|less))\d|[$€£]"
    rf"|(?:{CODES}|{'|'.join(NUMBER_WORDS[2:])})\b)"
)
_LEAVES: Final = (
    r"(?:walk(?:s|ed)?\saway(?!\swith)|(?:broke|breaks?|broken)\soff\s(?:the\s)?(?:talks|negotiations)"
    r"|(?:left|leaves?|quits?|leaving)\s(?:the\s)?(?:table|talks|negotiations)|walk(?:s|ed)?\sout)\b"
    r"(?:\sfrom\s(?:the\s)?\w+)?"
)


@dataclass(frozen=True, slots=True)
class Cue:
    """A pattern with its act; ``before`` if its object stands in front of it, ``strong`` if it tells a party.

    ``alone`` says all by itself; ``verb`` is no cue where it is a noun: *its offer*; ``owned`` is a noun, of
    whoever has it: *Belcor's last offer was*.
    """

    act: Act
    pattern: re.Pattern[str]
    before: bool = False
    strong: bool = True
    alone: bool = False
    verb: bool = False
    owned: bool = False


def _cue(
    act: Act,
    pattern: str,
    *,
    before: bool = False,
    strong: bool = True,
    alone: bool = False,
    verb: bool = False,
    owned: bool = False,
) -> Cue:
    return Cue(act, re.compile(pattern, re.IGNORECASE), before, strong, alone, verb, owned)


CUES: Final[tuple[Cue, ...]] = (
    # ---------------------------------------------------------------------------------------- refusals
    _cue("refuses", rf"{_CANNOT}(?:be\s{_ABLE}\sto\s)?(?:(?:accept|agree(?:\s(?:to|that|on))?|consider"
         rf"|approve|support|tolerate)\b|(?={_CONCEDE}\b))", strong=False),
    _cue("refuses", rf"\b(?:do|does|did){_NOT}\s(?:agree(?!\son\b)|accept|consent|intend)"
         r"(?:\s(?:to|that|with))?\b"),
    _cue("refuses", r"\bnor\s(?:can|could|will|would|do|does)\s(?:[\w’']+\s){1,3}?"
         rf"(?:(?:accept|agree(?:\s(?:to|that))?)\b|(?={_CONCEDE}\b))"),
    _cue("refuses", rf"(?:{_BE}{_ADVERB}{_NOT}{_ADVERB}\s|\bnot\s){_ABLE}\s(?:to|for)\b"
         rf"|(?:{_BE}{_ADVERB}\s)?\b(?:unable|unwilling)\sto\b"),
    _cue("refuses", r"\b(?:(?:must|have to|has to|had to|will|would|to)\s)?"
         r"(?:refus(?:e|es|ed|ing)(?:\sto)?|declin(?:e|es|ed|ing)\sto|reject(?:s|ed|ing)?"
         r"|dismiss(?:es|ed|ing)?|rul(?:e|es|ed|ing)\sout|turn(?:s|ed)?\sdown|oppos(?:e|es|ed)"
         r"|object(?:s|ed)?\sto)\b"),
    _cue("refuses", rf"{_BE}{_ADVERB}(?:{_NOT}{_ADVERB}\s(?:acceptable|enough|on the table|negotiable"
         r"|for sale|possible|feasible|something we can)|\s(?:unacceptable|impossible|out of the question"
         r"|off the table|(?:far\s)?too\s(?:much|high|low|little|small|long|short|late|early|expensive)))\b",
         before=True),
    _cue("does not refuse", rf"(?:\b(?:do(?:es)?|did|ha(?:s|ve|d)|would|will){_NOT}|\bnever){_ADVERB}\s"
         r"(?:(?:(?:refus|declin|hesitat|neglect)(?:ed|e)?|fail(?:ed)?|for(?:get|got|gotten)|omit(?:ted)?)\sto"
         r"|reject(?:ed)?|rul(?:ed|e)\sout|turn(?:ed)?\sdown|oppos(?:ed|e))\b"),
    # ----------------------------------------------------------------------------------------- demands
    _cue("demands", r"\b(?:demand(?:s|ed|ing)?(?:\s(?:that|for))?|request(?:s|ed|ing)?(?:\sthat)?"
         r"|insist(?:s|ed|ing)?\s(?:on|upon|that)|expect(?:s|ed)?|claims?|urg(?:e|es|ed)"
         r"|(?:seek(?:s|ing)?|sought)(?!\sto\b)|call(?:s|ed|ing)?\s(?:for|on|upon)"
         r"|h(?:old|olds|eld|olding)\sout\sfor)\b", verb=True),
    _cue("demands", r"\b(?:ask(?:s|ing)?|(?<!was )(?<!were )(?<!is )asked)(?:\s(?:for|that|to)\b"
         r"|\s(?!(?:me|us)\sto\s(?:say|tell)\b)(?:[\w’']+\s){1,5}?to\b|(?=\s(?:\d|[$€£]|EUR|USD|GBP)))",
         verb=True),
    _cue("demands", rf"(?:(?<![\w’'])|(?<=['’]d)|(?<=['’]ll)|\b(?:would|will)){_ADVERB}\s?"
         r"\b(?:want(?:s|ed|ing)?|wish(?:es|ed)?)\b(?!\sto\s(?:thank|know|say|see|meet|express|attend|avoid|be"
         r"|answer|add|ask|begin|come|go back|talk"
         r"|believe|stress|emphasi[sz]e|make clear|make sure|help|understand)\b)"
         r"(?:\s(?:to|that|for)\b)?"),
    _cue("demands", r"(?:\b(?:would|should)|['’]d)\slike\b(?:\sto)?"),
    _cue("demands", r"(?<!\bin )\b(?:need|require)(?:s|d|ed)?\b(?!\sof\b)(?:\s(?:that|for)\b)?"),
    _cue("demands", r"\b(?<!\bon )(?<!\bon the )(?:demand|condition|request|requirement|asking price)s?\s(?:"
         r"(?:is|are|was|remains|(?:stands|stood) at)\b(?!\s(?:\w+\s)?(?:\w+ed|met)\b)(?:\sthat|\sfor)?"
         r"|ha(?:s|ve) not changed\b:?|of\b|for\b|that\b)", owned=True),
    _cue("demands", r"\bonly if\b"),
    _cue("demands", r"\b(?:please|kindly)\s(?:also\s)?(?=(?:confirm|pay|return|drop|remove|lift|stop|release"
         r"|make sure|ensure|guarantee)\b)(?:confirm\sthat\s)?"),
    # ------------------------------------------------------------------------------------------ offers
    _cue("offers", r"\b(?:(?:can|could|(?-i:may)|might|would)\s)?(?:offer(?:s|ed|ing)?"
         r"|(?:propos|pledg|promis)(?:e|es|ed|ing)|suggest(?:s|ed|ing)?|counter(?:s|ed)\swith)\b"
         r"(?:\s(?:to|that)\b)?", verb=True),
    _cue("offers", r"\b(?:brought|made|makes|tabled|put forward|presented|submitted|sent)\s"
         r"(?:an?|his|her|its|their|the)\s(?:[\w-]+\s){0,2}(?:offer|proposal)\b(?:\s(?:to|on) the table)?"
         r"(?:\s(?:of|to)\b|:)?"),
    _cue("offers", r"\b(?:our|my)\s(?:\w+\s){0,2}offer\sof\b"),
    _cue("offers", r"\b(?:(?:counter-?)?offer|proposal|bid)\b(?:\son the table|(?:\sstill)?\sstands)?(?::"
         rf"|\s(?:is|was|remains|(?:stands|stood) at){_ADVERB}(?=\s(?:to\b|{_MUCH}"
         rf"|an?\s(?:[\w-]+\s){{1,3}}of\s{_MUCH})))", owned=True),
    _cue("offers", _RAISED),
    _cue("offers", rf"(?:{_MODAL}\s)?(?:then\s)?\bcommit(?:s|ted)?\s(?:(?:it|our|my|him|her)self|ourselves"
         r"|themselves)?\s?to\b"),
    _cue("offers", rf"(?:{_MODAL}\s)?{_BE}{_ADVERB}\s{_READY}\sto\b"
         r"(?!\s(?:have|see|hear|learn|know|receive)\b)"),
    _cue("offers", r"(?:\bwould|['’]d)\sbe\s(?:happy|fine|content)\swith\b"),
    _cue("offers", r"\b(?:we|I)(?:\s(?:are|am|remain)|['’](?:re|m))" + _ADVERB + r"\sopen\sto\b"),
    _cue("offers", rf"{_MODAL}{_ADVERB}\s(?:(?:accept|agree\s(?:to|on|that)|live\swith|settle\sfor|imagine|do"
         rf"|give(?!\sup)(?:\syou)?)\b|(?!{_NARRATED})(?={_CONCEDE}\b))", strong=False),
    _cue("offers", r"\bha(?:s|ve|d)\sput\b(?=.{3,60}?\son\sthe\stable)"),
    _cue("offers", r"\b(?:what|how)\s(?:if\swe|about\sif\swe)\b"),
    # ------------------------------------------------------------------------------------------ others
    _cue("undertakes", r"\bundert(?:ake|akes|ook|aken)\b(?:\sto\b)?"),
    _cue("walks away", rf"\b(?!(?<=\bto\s)(?:leave|break)\b)(?:(?:had|have|has) to\s)?{_LEAVES}",
         strong=False, alone=True),
    _cue("would walk away", rf"(?:{_MODAL}{_ADVERB}(?:\s(?:rather|sooner|have to|be {_READY} to))?"
         rf"|{_BE}{_ADVERB}\s{_READY}\sto)\s{_LEAVES}", strong=False, alone=True),
    _cue("accepts", r"\b(?:ha(?:s|ve|d)\s)?(?:accept(?:s|ed)|agree(?:s|d)?\sto)\b"),
    _cue("threatens", r"\b(?:threaten(?:s|ed)|warn(?:s|ed))\b(?:\s(?:to|that)\b)?"),
)  # fmt: skip
"""In no order: of two that overlap the one that begins first counts, and of these the longer one."""

OBLIGED: Final = re.compile(
    r"\b(?:has to|have to|must|should|needs to|need to)\s(?!be\s(?:said|clear)|say|admit|stress|also say)",
    re.IGNORECASE,
)
"""What others must do is a demand of whoever says it."""

CONDITION: Final = re.compile(
    r",?\s(?:but\s)?(?:only\s)?(?:if|provided(?:\sthat)?|on\s(?:the\s)?condition\sthat|as\slong\sas)\s",
    re.IGNORECASE,
)
RETURN: Final = re.compile(r",?\s(?:and\s)?in\s(?:return|exchange)\sfor\s", re.IGNORECASE)
"""What an offer is made for, or a demand with; the other side of it."""
BARE: Final = re.compile(_CONCEDE, re.IGNORECASE)
"""An act, which alone says nothing of what it is done to."""
