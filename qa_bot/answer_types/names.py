"""Answer types with names: people, organisations, places, works."""

from __future__ import annotations

from qa_bot.answer_types import capitals, phrases
from qa_bot.answer_types.finders import every
from qa_bot.answer_types.row import AnswerType, words

_NAMELESS = (
    r"(?!(?:the|an?|his|her|its|their|my|this|that|it|one|first|chair|responsible|in|on|behind|at|able|to|famous) )"
    r"(?!\w+(?:ed|ing|en) )(?!.{0,80} (?:to|by|of|for|with|from|in|on) ?(?:\?|$|\|))(?!.{0,80} of )"
)

_works = every(capitals.names, phrases.quotations)

ROWS = (
    AnswerType(
        "identity",
        asked_by=(
            rf"^who (?:is|was|are|were|'s) {_NAMELESS}[^\W\d]+(?: [^\W\d.?]+\.?| - | \.){{0,4}}(?: \?|$| \|)",
        ),
        find=phrases.explanations,
        asks=(
            "Who was Florence Nightingale?",
            "Who is Johann Malawana?",
            "who is tesla",
        ),
    ),
    AnswerType(
        "organisation",
        asked_by=(
            r"^who (?:makes?|manufactures?|manufactured|produces|sells|sold|publishe[sd]|employs|owns|runs|sponsors|sponsored)\b",
        ),
        heads=words(
            """
            company team group organisation organization college department university school party business
            manufacturer firm corporation agency band tribe church institution association league union club
            network channel army court committee council bank airline government conference maker commission
            dynasty family denomination ministry brewery studio label clan charity community publisher
            newspaper station military society regiment board empire franchise orchestra brand opponent
            committee movement alliance consortium subsidiary faction legislature parliament senate branch
            body force police unit institute foundation
            """
        ),
        find=capitals.organisations,
        asks=(
            "Which union called the strike?",
            "What company makes the engine?",
            "Who manufactures the vaccine?",
        ),
    ),
    AnswerType(
        "role",
        asked_by=(
            r"^what (?:do|does|did) [^|]{1,60} do for a living\b",
            r"^what (?:was|is) (?:his|her|their) (?:job|profession|occupation|position|role)\b",
        ),
        heads=words("occupation profession job position role career trade post"),
        find=phrases.roles,
        asks=(
            "What is the occupation of his father?",
            "What was her profession before politics?",
            "What position did Gandhi hold?",
        ),
    ),
    AnswerType(
        "city",
        heads=words("city capital town seaport village municipality hometown suburb"),
        find=capitals.cities,
        asks=(
            "What is the capital of Peru?",
            "In which city was Chopin born?",
            "What town hosts the fair?",
        ),
    ),
    AnswerType(
        "country",
        asked_by=(r"^(?:what|which) (?:\w+ ){0,2}(?:nationality|country|countries)\b",),
        heads=words("country nation nationality kingdom"),
        find=capitals.countries,
        asks=(
            "What country borders Peru to the north?",
            "Which nation won the most medals?",
            "What was the nationality of the winner?",
        ),
    ),
    AnswerType(
        "state",
        heads=words("state province county territory prefecture canton"),
        find=capitals.states,
        asks=(
            "In which state was Lincoln born?",
            "What Canadian province borders Alaska?",
            "Which county is Oxford in?",
        ),
    ),
    AnswerType(
        "place",
        asked_by=(r"^where\b", r"^(?:what|which) bod(?:y|ies) of water\b"),
        heads=words(
            """
            river island address planet building location hotel sea region landmark cathedral museum
            birthplace habitat gulf waterfall stadium street place district neighborhood neighbourhood
            borough park airport road highway forest valley continent castle port bay border campus venue
            hemisphere strait canal headquarters parish lake ocean desert bridge constellation mountain peak
            range volcano area direction destination monument site square route side end
            """
        ),
        find=capitals.places,
        asks=(
            "Where did the doctors march to?",
            "What river flows through Paris?",
            "In which stadium was the final played?",
        ),
    ),
    AnswerType(
        "work",
        heads=words(
            """
            book film movie novel show magazine song series play album poem opera work painting symphony sitcom
            musical sculpture document treaty trilogy article journal essay publication bill act constitution
            manuscript ballet video comic sequel single strip law paper report track text letter_work website
            title episode hymn anthem
            """
        ),
        find=_works,
        asks=(
            "What film won the award in 1994?",
            "Which novel did Orwell write last?",
            "What is the title of the first album?",
        ),
    ),
    AnswerType(
        "event",
        heads=words(
            """
            war event battle phenomenon holiday revolt trial incident hurricane disaster festival revolution
            ceremony crisis conflict celebration tournament rebellion earthquake attack siege campaign
            competition election
            """
        ),
        find=capitals.events,
        asks=(
            "Which battle ended the war?",
            "What event led to the curfew?",
            "What festival is held in Leeds?",
        ),
    ),
    AnswerType(
        "language",
        heads=words("language dialect tongue script alphabet"),
        find=capitals.languages,
        asks=(
            "What language is spoken in Brazil?",
            "Which languages did Tesla speak?",
            "In what language was the treaty written?",
        ),
    ),
    AnswerType(
        "abbreviation",
        heads=words("abbreviation acronym initialism initial"),
        find=capitals.acronyms,
        asks=(
            "What is the abbreviation for the British Medical Association?",
            "What acronym does the party use?",
            "By what initials is the agency known?",
        ),
    ),
    AnswerType(
        "person",
        asked_by=(r"^whom?\b", r"^whose\b", r"\bby whom\b"),
        heads=words(
            """
            president leader actor actress comedian lawyer general star son player director writer poet king
            queen member painter author singer astronaut novelist daughter woman man explorer dictator
            character host person artist composer scientist inventor founder ruler emperor monarch prince
            princess pope bishop philosopher architect engineer politician senator governor mayor minister
            chancellor secretary chairman ceo boss coach quarterback wife husband father mother brother
            sister child hero villain musician guitarist drummer pianist designer mathematician physicist
            chemist economist historian judge killer murderer assassin doctor professor teacher owner editor
            producer businessman entrepreneur creator navigator boxer champion athlete swimmer celebrity god
            goddess saint detective spy girl boy cartoonist individual theologian scholar hunter martyr
            warrior knight winner successor predecessor people guy lady commander officer critic speaker
            spokesman spokesperson chief head official victim cousin rapper captain manager ambassador pilot
            chair chairperson chairwoman nurse figure student king's duke lord
            """
        ),
        head_like=r"(?!(?:number|water|order|power|factor|river|chapter|center|computer|letter|matter|paper|sector|layer"
        r"|tower|border|answer|error|motor|tractor|color|harbor|labor|flavor|letter|cancer|weather|winter|summer|october"
        r"|november|december|september|buffer|reactor|feature|process|business|illness|weapon|register|corner|cluster"
        r"|counter|container|vector|carrier|indicator|transistor|\w*processor|decoder|router|server|printer|newspaper|theater"
        r"|character|parameter|diameter|semester|quarter|chamber|transfer|offer|disorder|disaster|barrier|frontier"
        r"|remainder|wonder|fever|silver|copper|timber|rubber|fiber|polymer|isomer|filter|meter|shelter|poster|folder"
        r"|happiness|awareness|weakness|fitness|darkness|congress|progress|success|access|address|fortress|princess_)$)"
        r"\w{3,}(?:er|or|ist|ian|man|woman|ess)$",
        find=capitals.persons,
        asks=(
            "Who chairs the committee?",
            "Which trade unionist spoke first?",
            "mpu chairman?",
        ),
    ),
)
