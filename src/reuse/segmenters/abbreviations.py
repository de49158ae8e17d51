"""Words that take a dot without ending their sentence, folded: English, German, French, Spanish, Italian and others.

Single letters ("U.S.", "z. B.", "J. S. Bach") need no entry.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from reuse.kernels.tokenize_sentences import ABBREVIATION, BEFORE_NUMBER

if TYPE_CHECKING:
    from collections.abc import Mapping

_ALWAYS = """
    mr mrs ms dr drs prof rev hon fr st ste mt ft sr jr messrs mme mlle mm esq pres gov sen rep reps supt
    gen col lt maj capt cpt cmdr cdr adm brig sgt cpl pvt pfc lieut det insp
    vs etc eg ie viz cf al approx est ca dept univ inst assn bros corp inc ltd llc co
    ave blvd rd hwy jan feb apr jun jul aug sept oct nov dec mon tue tues wed thu thurs fri
    fig figs eq eqs vol vols pp chap ed eds trans repr ibid op cit resp
    bzw usw evtl ggf vgl bspw sog inkl zzgl hrsg bd nr abs abt str geb gest jh dipl ing hr frl
    mgr art ctra sra srta dra dna avda pag tel sig dott avv ecc ss
    t ul np tzn itp itd im tj napr gl ул им гг тыс млн млрд руб др пр
"""
_NUMBERED = "no nos sec sect p par ch app ex mar sat sun ver v n bk pt"

ABBREVIATIONS: Mapping[str, int] = MappingProxyType(
    {
        **dict.fromkeys(_NUMBERED.split(), BEFORE_NUMBER),
        **dict.fromkeys(_ALWAYS.split(), ABBREVIATION),
    }
)
