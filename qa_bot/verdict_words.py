"""The small words on which a verdict turns: helpers, doubts, limits, opposites."""

from __future__ import annotations

from qa_bot.text import stem
from qa_bot.words import MONTHS

BE = frozenset("is are was were be been being".split())
HAVE = frozenset("has have had".split())
MODALS = frozenset("will can could should would may might must shall".split())
DO = frozenset("do does did".split())
PREPOSITIONS = frozenset(
    """
    of in on at by for with from to into onto about as than against over under between without during
    after before since until through among across within towards upon off up out down away back like
    """.split()
)
DETERMINERS = frozenset("a an the its their his her this that these those".split())
ADVERBS = frozenset(
    """
    also still already now then later since finally eventually even again recently formally officially
    yesterday today already soon once always therefore thus yet ever
    """.split()
)
IDLE = frozenset("any ever really actually indeed still already now yet currently".split())
NEGATIONS = frozenset("not never".split())
TIMES = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday today yesterday week month year".split()
) | {month.lower() for month in MONTHS}
POINTING = frozenset(
    "he she it they them him we us you i me my our your this that these those there here".split()
)
CLAUSES = frozenset(
    """
    if unless because when while whereas although though until after before since who whom which whose
    what how why where whether that so or nor either neither but however according than
    """.split()
)
QUANTITIES = frozenset(
    """
    some most few many several half part all every each both no none more less fewer least almost nearly
    about around over roughly approximately other another former rival would-be potential future fake anti
    vice deputy acting assistant honorary interim shadow ex self-styled alleged semi non co
    """.split()
)
DOUBTS = frozenset(
    map(
        stem,
        """
        if unless whether might may could would should can must ought will shall likely unlikely perhaps maybe
        possibly probably allegedly reportedly apparently supposedly seem appear plan intend propose expect
        threaten hope want wish try attempt aim claim allege deny accuse say tell report accord argue believe
        think suggest insist warn predict promise pledge vow refuse fail reject decline almost nearly hardly
        barely scarcely only merely just partly partially few until but however although though despite
        except without instead rather false untrue myth rumour rumor neither nor none nobody nothing no never
        not cannot doubt consider suppose rule dismiss prevent avoid stop admit agree demand ask call urge
        recommend suspect fear imagine dream joke pretend hypothetical fictional otherwise conditional
        """.split(),
    )
) - {"will", "can"}
LIMITS = frozenset(
    "only just merely always all necessarily entirely fully simply every completely because".split()
)
OPPOSITES = frozenset(
    frozenset(map(stem, pair.split("/")))
    for pair in """
    accept/reject accept/refuse approve/reject approve/refuse win/lose rise/fall increase/decrease
    increase/fall grow/shrink raise/lower pass/fail succeed/fail support/oppose convict/acquit allow/ban
    allow/forbid permit/ban include/exclude gain/lose improve/worsen agree/refuse agree/disagree
    guilty/innocent legal/illegal lawful/unlawful safe/unsafe fair/unfair alive/dead true/false
    possible/impossible
    """.split()
)
LATER = frozenset("earlier late early last next".split())
BINDING = frozenset("'s ' ’ - that or than if".split())
MARKS = frozenset('"“”„«»?;:—–')
STOPS = frozenset(";:—–")
EDGES = frozenset(",.;:—–!?")
JOINING = frozenset("but and while although though because so unless which whereas even yet".split())
