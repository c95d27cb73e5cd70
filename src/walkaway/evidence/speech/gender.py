"""Whether somebody is *he* or *she*: by a title, a role or a common first name; else nobody knows."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from ..wordlist import word_set

_HER: Final = word_set("""
    mrs ms miss lady dame queen princess duchess sister mother daughter wife widow woman girl spokeswoman
    chairwoman congresswoman councilwoman businesswoman policewoman actress waitress baroness madam

    mary patricia jennifer linda elizabeth barbara susan jessica sarah karen lisa nancy betty margaret sandra
    ashley kimberly emily donna michelle carol amanda dorothy melissa deborah stephanie rebecca sharon laura
    cynthia kathleen amy angela shirley anna brenda pamela emma nicole helen samantha katherine catherine
    christine debra rachel carolyn janet maria heather diane ruth julie olivia joyce virginia victoria kelly
    lauren christina joan evelyn judith megan andrea cheryl hannah jacqueline martha gloria teresa theresa ann
    sara madison frances kathryn janice jean abigail alice julia judy sophia grace denise amber doris marilyn
    danielle beverly isabella diana brittany natalie charlotte marie kayla alexis lori nora eva ingrid astrid
    sigrid greta heidi ursula angelique petra katja katarina olga natalia tatiana svetlana irina yulia elena
    lena carla carmen rosa lucia chiara giulia francesca paola claudia sofia ines beatriz ana marta clara
    fatima aisha layla leila mariam amina zainab yasmin nadia priya anita sunita indira mei yuki keiko ayumi
    amara ngozi wangari jane kate lucy molly ellen fiona jill joanna kirsten karin monica veronica wendy
    yvonne hillary kamala nikki jacinda sanna mette giorgia liz priti suella rosemary agnes edith freya maud
    tamara
""")
_HIM: Final = word_set("""
    mr sir lord king prince duke brother father son husband man boy spokesman chairman congressman councilman
    businessman policeman actor baron pope bishop cardinal imam sheikh fisherman

    james robert john michael david william richard joseph thomas christopher charles daniel matthew anthony
    mark donald steven andrew paul joshua kenneth kevin brian george timothy ronald jason edward jeffrey ryan
    jacob gary nicholas eric jonathan stephen larry justin scott brandon benjamin samuel gregory alexander
    patrick frank raymond jack dennis jerry tyler aaron jose adam nathan henry zachary douglas peter kyle noah
    ethan jeremy walter christian keith austin roger terry sean gerald carl harold dylan arthur lawrence bryan
    jesse albert bruce willie gabriel alan juan louis russell vincent philip bobby johnny bradley karl hans
    jens lars nils sven olaf olav per magnus anders bjorn erik henrik mikael jan piet pieter klaus jurgen
    wolfgang dieter heinz ivan boris vladimir dmitry sergei sergey mikhail nikolai igor oleg yuri viktor
    volodymyr petro emmanuel pierre jacques francois michel luc antoine carlos luis miguel pedro diego jorge
    fernando ricardo rafael marco giovanni mario luigi paolo giuseppe andrei mohammed muhammad mohamed ahmed
    ali hassan hussein omar khalid ibrahim abdullah yusuf mustafa mehmet recep rajiv narendra arjun vikram
    sanjay kofi kwame chinua barack joe bill bob jim tom tim mike steve dave dan ben sam alex fred harry
    will ted ken greg jeff jon matt nick phil ray rob ron simon stuart tony trevor neil nigel martin luke ian
    hugh graham gordon geoffrey colin clive boris rishi keir najib shinzo xi moon
""")
_TITLED: Final = re.compile(
    r"\b(?P<title>Mr|Sir|Lord|Mrs|Ms|Miss|Lady|Dame)\b\.?\s(?:[A-Z][\w’'-]+\s)?(?P<name>[A-Z][\w’'-]*[^\W_])"
)
_WORD: Final = re.compile(r"[^\W\d_]+")


def by_title(text: str) -> dict[str, str]:
    """Surnames that a document gives with a title, in lower case, and which pronoun they have.

    Examples
    --------
    >>> by_title("Ms Vik met Sir Karl Aas.")
    {'vik': 'she', 'aas': 'he'}
    """
    return {
        match["name"].lower(): "he" if match["title"] in ("Mr", "Sir", "Lord") else "she"
        for match in _TITLED.finditer(text)
    }


def gender_of(name: str, role: str, titled: Mapping[str, str]) -> str:
    """*he*, *she* or nothing.

    Examples
    --------
    >>> gender_of("Nora Vik", "", {}), gender_of("Aas", "the chairman", {}), gender_of("Vik", "", {})
    ('she', 'he', '')
    """
    words = [word.lower() for word in _WORD.findall(name)]
    if words and words[-1] in titled:
        return titled[words[-1]]
    told = [*(word.lower() for word in _WORD.findall(role)), *(words if name.islower() else words[:1])]
    her, him = _HER.intersection(told), _HIM.intersection(told)
    return "" if bool(her) == bool(him) else "she" if her else "he"


def is_first_name(word: str) -> bool:
    """Whether a word is one of the common first names."""
    return word.lower() in _HER | _HIM
