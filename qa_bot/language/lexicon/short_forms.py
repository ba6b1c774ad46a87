"""Words cut short before a point, which ends no sentence there."""

from __future__ import annotations

from qa_bot.language.lexicon import word_set

# Of what stands before a number: in small letters, or with a capital.
BEFORE_NUMBERS = word_set(
    """
    approx avg bdrm bdrms bk bks c ca ch chap chs circa cl cls col cols def defs dwg ed eds eq eqn eqns eqs
    est ext fig figs incl max min no nos p par para paras pars pp pt pts ref refs rev sched sec secs sect
    sects ser tbl tbls tel thm thms ver vol vols
    """
)
# The same, with a capital alone: in small letters they are words.
CAPITALS_BEFORE_NUMBERS = word_set(
    "Alt App Apps Appx Art Arts Cap Ex Exs Fax Lat Mob Pop Prop Props Reg Regs Tab Tabs Temp"
)
# Of parts of a work, which have letters too: "Fig. B".
PARTS_OF_WORKS = word_set(
    """
    App Appx Art Arts Ch Chs Eq Eqs Ex Exs Fig Figs Pt Pts Sec Secs Sect Sects Tab Tabs Vol Vols ch fig sect
    vol
    """
)
MEASURES = word_set("ft hr hrs kg kgs km kms lb lbs min mins oz st yd yds")
PLACES = word_set("Ft Mt Mts Pt")
# Of other words, those with a vowel: letters without one are always cut short.
OTHER_SHORT_FORMS = word_set(
    """
    abbr acad addr al alt appr assn ave cap cert circ cont corp dep dept div esp etc ex freq govt inc inst
    ins mil misc mun natl obs op orig pop prob prof resp sep spec temp univ us viz
    """
)
