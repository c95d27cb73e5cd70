"""The words by which somebody offers, demands, refuses or undertakes, as patterns.

A cue is read with what follows it (*offered to pay …*) or with what stands before it (*… is not acceptable*).
Strong cues say by themselves that somebody negotiates; weak ones (*can pay*) only of those who do.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final, Literal

from ..wordlist import one_of

__all__ = ["CONDITION", "CUES", "RETURN", "Act", "Cue"]

Act = Literal["offers", "demands", "refuses", "accepts", "undertakes", "threatens", "walks away"]

_ADVERB: Final = (
    r"(?:\s(?:also|now|still|even|only|then|again|just|always|already|certainly|perhaps|therefore|"
    r"in principle|further|never|quite|at least|currently|again))*"
)
_BE: Final = r"(?:\b(?:am|is|are|was|were|be|been|being|remains?|remained|seems?|feels?)|['’](?:m|re|s))"
_MODAL: Final = r"(?:\b(?:can|could|will|would|may|might)|['’](?:ll|d))"
_NOT: Final = r"(?:\snot|n['’ ]?t|not|\snever|\sno longer)"
_CONCEDE: Final = one_of("""
    accept  agree  pay  go  sign  give  take  do  allow  extend  sell  lift  drop  withdraw  release  free
    change  finance  fix  cut  raise  lower  reduce  include  deliver  provide  grant  guarantee
    recogni[sz]e  spend  hire  repair  share  bear  settle  live with  offer  put  move  come  make  open
    close  end  stop  join  leave  return  hand  cover  contribute  build  buy  promise  commit  add  keep
    reopen  halt  freeze  dismantle  admit  consider  support  fund  lease  supply  match  increase
    vacate  compensate  invest  recommend  negotiate  tolerate  countenance  approve  endorse  concede
    cede  step  back  surrender  permit  transfer  suspend  waive  lend  rent  host  imagine  ease  relax
    remove  shorten  subscribe  stretch  top up  throw in  pull  hold  set up  send  ship  sell  train
    limit  give up  budge  be bound
""")
_READY: Final = one_of("willing  ready  prepared  happy  glad  inclined  content")
_ABLE: Final = one_of("willing  ready  prepared  happy  glad  inclined  content  open  able")
_NARRATED: Final = one_of(r"""
    go on (?:strike|display|trial|air)  take (?:place|time|part|the case|effect|care|it to court|over|off)
    make (?:sure|history|their way|its way)  come (?:to|into|from|back|as|after)  end (?:up|on|at)
    open (?:on|at|in)\b  close (?:on|at|in)\b  stop work  join (?:the|a) (?:strike|protest)
    move (?:on|to|into)\b  give (?:birth|way)  pay (?:attention|tribute|the price)  continue
""")
_RAISED: Final = (
    r"(?:rais|increas|improv|sweeten|lift|up|revis)(?:e|es|ed|ing)\s(?:its|his|her|their|our|the|my)\s"
    r"(?:offer|bid|price|proposal)(?:\s(?!to\b)[^\s,.;]+){0,4}?\sto\b"
)


@dataclass(frozen=True, slots=True)
class Cue:
    """A pattern with its act; ``before`` if its object stands in front of it, ``strong`` if it tells a party.

    ``alone`` says all by itself.
    """

    act: Act
    pattern: re.Pattern[str]
    before: bool = False
    strong: bool = True
    alone: bool = False


def _cue(act: Act, pattern: str, *, before: bool = False, strong: bool = True, alone: bool = False) -> Cue:
    return Cue(act, re.compile(pattern, re.IGNORECASE), before, strong, alone)


_NO_NOUN: Final = (
    r"\b(?=demand|ask|request|expect|offer|propos|suggest|pledg|promis)"  # told apart most quickly
    r"(?<!\ban )(?<!\ba )(?<!\bthe )(?<!\bits )(?<!\bhis )(?<!\bher )(?<!\btheir )(?<!\bour )(?<!\bmy )"
    r"(?<!\byour )(?<!\bthat )(?<!\bthis )(?<!\bany )(?<!\bno )(?<!\bfirst )(?<!\blast )(?<!['’]s )"
    r"(?<!\bbinding )"
    r"(?<!\bunacceptable )(?<!\bnew )(?<!\bwritten )(?<!\bof )(?<!\bcould )(?<!\bcan )(?<!s['’] )"
)
CUES: Final[tuple[Cue, ...]] = (
    # ---------------------------------------------------------------------------------------- refusals
    _cue("refuses", rf"{_MODAL}{_ADVERB}{_NOT}{_ADVERB}\s(?:be\s{_ABLE}\sto\s)?(?:(?:accept"
                    rf"|agree(?:\s(?:to|that|on))?"
         rf"|consider|approve|support|tolerate)\b|(?={_CONCEDE}\b))", strong=False),
    _cue("refuses", rf"\b(?:cannot|can\s?not|won['’ ]t|can['’ ]t|shan['’]t){_ADVERB}\s(?:(?:accept"
                    rf"|agree(?:\s(?:to|that|on))?"
         rf"|consider|approve|support|tolerate)\b|(?={_CONCEDE}\b))", strong=False),
    _cue("refuses", rf"\bdo(?:es|id)?{_NOT}\s(?:agree|accept|consent|intend)(?:\s(?:to|that|on|with))?\b"),
    _cue("refuses", r"\bnor\s(?:can|could|will|would|do|does)\s(?:[\w’']+\s){1,3}?(?:accept"
                    r"|agree(?:\s(?:to|that))?)\b"),
    _cue("refuses", rf"{_BE}{_ADVERB}{_NOT}{_ADVERB}\s{_ABLE}\s(?:to|for)\b"),
    _cue("refuses", rf"\b(?:{_BE}{_ADVERB}\s)?(?:unable|unwilling|not\s{_ABLE})\sto\b"),
    _cue("refuses", r"\b(?:(?:must|have to|has to|had to|will|would|to)\s)?(?:refus(?:e|es|ed"
                    r"|ing)(?:\sto)?|declin(?:e|es|ed|ing)\sto"
         r"|reject(?:s|ed|ing)?|dismiss(?:es|ed|ing)?|rul(?:e|es|ed|ing)\sout|turn(?:s|ed)?\sdown"
         r"|oppos(?:e|es|ed)"
         r"|object(?:s|ed)?\sto)\b"),
    _cue("refuses", rf"{_BE}{_ADVERB}{_NOT}{_ADVERB}\s(?:acceptable|enough|on the table|negotiable"
                    rf"|for sale|possible"
         r"|feasible|something we can)\b", before=True),
    _cue("refuses", rf"{_BE}{_ADVERB}\s(?:unacceptable|impossible|out of the question|off the table"
         r"|(?:far\s)?too\s(?:much|high|low|little|small|long|short|late|early|expensive))\b", before=True),
    # ----------------------------------------------------------------------------------------- demands
    _cue("demands", rf"{_NO_NOUN}\bdemand(?:s|ed|ing)?\b(?:\s(?:that|for))?"),
    _cue("demands", r"\binsist(?:s|ed|ing)?\s(?:on|upon|that)\b"),
    _cue("demands", rf"{_NO_NOUN}\b(?:(?<!was )(?<!were )(?<!is )ask(?:s|ed|ing)?)(?:\s(?:for|that|to)\b"
         rf"|\s(?:[\w’']+\s){{1,3}}?to\b|(?=\s(?:\d|[$€£]|{one_of('EUR  USD  GBP')})))"),
    _cue("demands", rf"(?:(?<![\w’'])|(?<=['’]d)|(?<=['’]ll)|\b(?:would"
                    rf"|will)){_ADVERB}\s?\b(?<!not )(?<!['’]t )"
         r"(?:want(?:s|ed|ing)?|wish(?:es|ed)?)\b(?!\sto\s(?:thank|know|say|see|meet|express|attend|avoid"
         r"|be|talk|believe|stress"
         r"|emphasi[sz]e|make clear|make sure|help|understand)\b)(?:\s(?:to|that|for)\b)?"),
    _cue("demands", r"(?:\b(?:would|should)|['’]d)\slike\b(?:\sto)?"),
    _cue("demands", r"\b(?<!not )(?<!n['’ ]t )(?<!in )(?:need|require)(?:s|d|ed)?\b(?!\sof\b)(?:\s(?:that"
                    r"|for)\b)?"),
    _cue("demands", rf"{_NO_NOUN}\brequest(?:s|ed|ing)?\b(?:\sthat)?"),
    _cue("demands", rf"{_NO_NOUN}\bexpect(?:s|ed)?\b"),
    _cue("demands", r"\b(?:seek(?:s|ing)?|sought)\b(?!\sto\b)"),
    _cue("demands", r"\bcall(?:s|ed|ing)?\s(?:for|on|upon)\b"),
    _cue("demands", r"\burg(?:e|es|ed)\b"),
    _cue("demands", r"\b(?:demand|condition|request|requirement)s?\s(?:(?:is|are|was|remains)\b(?:\sthat"
                    r"|\sfor)?"
         r"|ha(?:s|ve) not changed\b:?|of\b|for\b|that\b)"),
    _cue("demands", r"\b(?:please|kindly)\s(?:also\s)?(?=(?:confirm|pay|return|drop|remove|lift|stop"
                    r"|release|make sure"
         r"|ensure|guarantee)\b)(?:confirm\sthat\s)?"),
    # ------------------------------------------------------------------------------------------ offers
    _cue("offers", rf"{_NO_NOUN}(?<!not )(?<!['’]t )\boffer(?:s|ed|ing)?\b(?:\sto\b)?"),
    _cue("offers", r"\b(?:brought|made|makes|tabled|put forward|presented|submitted|sent)\s(?:an?|his|her"
                   r"|its|their|the)\s"
         r"(?:[\w-]+\s){0,2}(?:offer|proposal)\b(?:\s(?:to|on) the table)?(?:\s(?:of|to)\b|:)?"),
    _cue("offers", r"\b(?:can|could|may|might|would) offer\b"),
    _cue("offers", _RAISED),
    _cue("offers", rf"{_NO_NOUN}\b(?:propos(?:e|es|ed|ing)|suggest(?:s|ed|ing)?)\b(?:\s(?:to|that)\b)?"),
    _cue("offers", rf"{_NO_NOUN}\b(?:pledg|promis)(?:e|es|ed|ing)\b(?:\s(?:to|that)\b)?"),
    _cue("offers", rf"(?:{_MODAL}\s)?(?:then\s)?\bcommit(?:s|ted)?\s(?:(?:it|our|my|him|her)self|ourselves"
                   rf"|themselves)?\s?to\b"),
    _cue("offers", rf"(?:{_MODAL}\s)?{_BE}{_ADVERB}\s{_READY}\sto\b"),
    _cue("offers", r"(?:\b(?:would|could)|['’]d)\s(?:also\s|then\s)?agree\s(?:to|that)\b"),
    _cue("offers", rf"{_MODAL}{_ADVERB}\s(?:(?:accept|agree\s(?:to|on)|live\swith|settle\sfor|imagine|do"
                   rf"|give(?:\syou)?)\b"
         rf"|(?!{_NARRATED})(?={_CONCEDE}\b))", strong=False),
    _cue("offers", r"\bha(?:s|ve|d)\sput\b(?=.{3,60}?\son\sthe\stable)"),
    _cue("offers", r"\b(?:what|how)\s(?:if\swe|about\sif\swe)\b"),
    _cue("undertakes", r"\bundert(?:ake|akes|ook|aken)\b(?:\sto\b)?"),
    _cue("walks away", r"\b(?:(?:had|have|has) to\s)?(?:walk(?:s|ed)?\saway(?!\swith)|(?:broke|breaks"
                       r"|broken)\soff\s(?:the\s)?"
         r"(?:talks|negotiations)|(?:left|leaves|quit|quits)\s(?:the\s)?(?:table|talks|negotiations)"
         r"|walk(?:s|ed)?\sout)\b"
         r"(?:\sfrom\s(?:the\s)?\w+)?", strong=False, alone=True),
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
