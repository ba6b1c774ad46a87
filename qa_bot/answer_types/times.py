"""Answer types of time: when, how long, how old, how often."""

from __future__ import annotations

from qa_bot.answer_types.answer_type import AnswerType
from qa_bot.language.entities import dates, quantities
from qa_bot.language.entities.patterns import compiled
from qa_bot.language.lexicon import word_set

_HOW_LONG_IS = r"^how long (?:is|are|was|were) (?:the|an?|this|its) "
_LASTING = word_set(
    """
    war reign term life season day film process strike walkout course movie trip journey flight wait session
    siege battle career period contract sentence show episode year stay tour trial event festival
    """
)


def _asks_how_long_it_lasts(turned: str) -> bool:
    """Whether "how long" asks for time: of what is long, only what lasts, seen by one of its first words."""
    asked = compiled(_HOW_LONG_IS).match(turned)
    if asked is None:
        return turned.startswith("how long ")
    near = turned[asked.end() :].split()[:3]
    return any(word.removesuffix("s") in _LASTING for word in near)


ROWS = (
    AnswerType(
        "age",
        asked_by=(r"^how old\b", r"^(?:what|which) age\b", r"\bat what age\b"),
        heads=word_set("age"),
        find=quantities.ages,
        group="a duration",
        expected=True,
        compared=True,
        asks=(
            "How old was Chopin when he gave his first concert?",
            "At what age did Tesla leave school?",
            "What was the age of the youngest member?",
        ),
        finds=(
            ("She died aged 84 at home.", "84", "84"),
            ("A 25-year-old nurse spoke first.", "25-year-old", "25"),
            ("He left school at the age of seventeen.", "seventeen", "17"),
            ("The baby was six months old.", "six months old"),
        ),
        ignores=(
            "The walkout began at dawn.",
            ("The bridge is 200 metres long.", "200"),
            ("It is told in section 5 of the manual.", "5"),
            ("Chapter 12 has more on this.", "12"),
            ("Nobody but one of them was told.", "one"),
            "13. Contributing to the project.",
        ),
    ),
    AnswerType(
        "frequency",
        asked_by=(r"^how (?:often|frequently|regularly)\b", r"^how many times (?:a|per|each|every) "),
        find=quantities.frequencies,
        group="a duration",
        compared=True,
        asks=(
            "How often does the committee meet?",
            "How frequently are elections held?",
            "How many times a year does it flower?",
        ),
        finds=(
            ("The board meets twice a year.", "twice a year"),
            ("Elections are held every four years.", "every four years"),
            ("The paper appears daily.", "daily"),
        ),
        ignores=("The board met in May.", "It takes four years."),
    ),
    AnswerType(
        "time",
        asked_by=(r"^(?:what|which) time (?!period|of (?:the )?year|frame|span)",),
        heads=word_set("hour"),
        asks_words=word_set("time hour"),
        find=dates.clocks_and_bare_hours,
        group="a time",
        expected=True,
        compared=True,
        asks=(
            "What time does the ceremony begin?",
            "At what time did the quake strike?",
            "The doors open at what time?",
        ),
        finds=(
            ("The doors open at 7 a.m. on Monday.", "7 a.m.", "T07:00"),
            ("Polls close at 10.30pm.", "10.30pm", "T22:30"),
            ("The train left at 14:05.", "14:05", "T14:05"),
            ("The bells ring at noon.", "noon", "T12:00"),
            ("They met at 7:30.", "7:30"),
        ),
        ignores=("The score was 3.45 on average.", "In 1945 the war ended."),
    ),
    AnswerType(
        "time since",
        asked_by=(r"^how long (?:ago|since)\b", r"^how long (?:has|had|is|was) it (?:been )?since\b"),
        asks_words=word_set("ago since"),
        find=dates.spells,
        group="a duration",
        expected=True,
        compared=True,
        asks=(
            "How long ago was the mill built?",
            "How long had it been since the last walkout?",
            "How long is it since she left?",
        ),
        finds=(
            ("It was the first strike in 40 years.", "40 years", "P40Y"),
            ("She had not been home for two years.", "two years", "P2Y"),
            ("The pit shut a decade ago, after a decade of losses.", "a decade"),
        ),
        ignores=("The baby was 25 years old.", "It opened in 1911."),
    ),
    AnswerType(
        "duration",
        asked_by=(
            _asks_how_long_it_lasts,
            r"^how (?:much|many) (?:time|days|hours|minutes|seconds|weeks|months|decades"
            r"|centuries)\b(?! (?:a|per) )",
            r"^(?:what|which) (?:length|amount) of time\b",
        ),
        heads=word_set("duration lifespan span expectancy"),
        asks_words=word_set("last lasts lasted lasting"),
        find=dates.durations,
        group="a duration",
        expected=True,
        compared=True,
        asks=(
            "How long did the strike last?",
            "How long was the reign of Victoria?",
            "What is the life expectancy of a hedgehog?",
        ),
        finds=(
            ("Doctors began a 72-hour walkout.", "72-hour", "PT72H"),
            ("The talks lasted two weeks.", "two weeks", "P2W"),
            ("She reigned for 63 years.", "63 years", "P63Y"),
            ("It lasted for a decade.", "a decade"),
            ("He served two and a half years.", "two and a half years"),
        ),
        ignores=(
            "He was 25 years old.",
            "The 25-year-old nurse spoke.",
            "In 1945 the war ended.",
            "The contract for 2023/24 was rejected.",
            "It was the first strike of its kind in 40 years.",
            "It was the coldest winter for more than a century.",
        ),
    ),
    AnswerType(
        "year",
        heads=word_set("year"),
        find=dates.years,
        group="a time",
        required=True,
        compared=True,
        modifiers=word_set("year"),
        asks=(
            "In what year did Tesla die?",
            "What year was the union formed?",
            "Which year saw the first walkout?",
        ),
        finds=(
            ("The union was formed in 1832.", "1832", "1832"),
            ("He died on 7 January 1943.", "1943", "1943"),
            ("The 1914–18 war began.", "1914–18"),
            ("He reigned until 711.", "711", "0711"),
            ("It fell in 44 BC.", "44 BC"),
        ),
        ignores=(
            "It cost $1945 a month.",
            ("The road is 1500 miles long.", "1500"),
            "There are 37,000 doctors.",
        ),
    ),
    AnswerType(
        "month",
        heads=word_set("month"),
        find=dates.months,
        group="a time",
        required=True,
        compared=True,
        asks=(
            "In what month does the festival take place?",
            "Which month has the most rain?",
            "What month and year did the trial end?",
        ),
        finds=(
            ("The first strike was in January 2016.", "January"),
            ("On 3 May 1926 it began.", "May"),
            ("It rains most in March.", "March"),
        ),
        ignores=("They may march again.", "March on, they said."),
    ),
    AnswerType(
        "weekday",
        asked_by=(r"^(?:what|which) day of the week\b",),
        heads=word_set("weekday"),
        find=dates.weekdays,
        group="a time",
        required=True,
        compared=True,
        asks=(
            "On which weekday does the strike fall?",
            "What day of the week was it?",
            "Which weekday did they choose?",
        ),
        finds=(
            ("The next strike is on Tuesday 26 January.", "Tuesday"),
            ("Talks ended late on Friday.", "Friday"),
            ("It opens every Sunday.", "Sunday"),
        ),
        ignores=("They met on 13 March.", "It lasted all day."),
    ),
    AnswerType(
        "day",
        asked_by=(r"^(?:what|which) (?:\w+ )?(?:day|date)\b", r"^what (?:is|was|are|were) the dates?\b"),
        heads=word_set("day date birthday birthdate"),
        find=dates.weekdays_and_days,
        group="a time",
        required=True,
        compared=True,
        modifiers=word_set("date"),
        asks=(
            "On what day did the talks end?",
            "What is the date of the next walkout?",
            "72-hour walkout start date",
        ),
        finds=(
            ("The next walkout starts on 13 March.", "13 March", "--03-13"),
            ("On March 13, 2023, doctors walked out.", "March 13, 2023", "2023-03-13"),
            ("Talks ended on Tuesday.", "Tuesday", "@tuesday"),
            ("They meet on Tuesday 26 January.", "Tuesday 26 January", "--01-26-2"),
            ("It was signed on 2016-01-12.", "2016-01-12", "2016-01-12"),
            ("They never met on 31 February 2016.", "31 February 2016"),
            ("Nor did they on 29 February 1900.", "29 February 1900"),
            ("They did on 29 February 2016.", "29 February 2016", "2016-02-29"),
        ),
        ignores=("The second walkout was longer.", "They march for 5 miles."),
    ),
    AnswerType(
        "period",
        asked_by=(
            r"^(?:what|which) time (?:period|of (?:the )?year|frame|span)",
            r"^(?:what|which) (?:part|half|period) of the (?:\w+ )?(?:year|century|day)\b",
        ),
        heads=word_set("decade century era period season weekend millennium epoch quarter timeframe"),
        find=dates.periods,
        group="a time",
        of_any_size=True,
        compared=True,
        asks=(
            "In which decade was the bridge built?",
            "What century did the plague reach Europe?",
            "During what time period was the castle rebuilt?",
        ),
        finds=(
            ("The bridge was built in the 1890s.", "1890s"),
            ("Plague came in the 14th century.", "14th century"),
            ("It was rebuilt in the early 19th century.", "early 19th century"),
            ("It blooms in late spring.", "late spring"),
            ("He fought in the First World War.", "First World War"),
        ),
        ignores=("There are 37,000 doctors.", "The doctors left the hall."),
    ),
    AnswerType(
        "date",
        asked_by=(r"^when\b", r"^how (?:late|early|soon|recently)\b", r"^since when\b"),
        asks_words=word_set("last time"),
        find=dates.dates_with_hours,
        group="a time",
        required=True,
        compared=True,
        asks=(
            "When did the junior doctors walk out?",
            "When was the Mona Lisa painted?",
            "The treaty was signed when?",
            "When was the last time they met?",
        ),
        finds=(
            ("The strike began on 12 January 2016.", "12 January 2016", "2016-01-12"),
            ("A vote was held in November 2015.", "November 2015", "2015-11"),
            ("It was painted in 1503.", "1503", "1503"),
            ("Doctors return in early September.", "early September", "--09"),
            ("They came back last September.", "last September", "@september-1"),
            ("Talks resumed last week.", "last week", "@week-1"),
            ("Talks resumed over the last week.", "last week"),
            ("Talks resume next Monday.", "next Monday", "@monday+1"),
            ("Talks were held on Mondays.", "Mondays"),
            ("The shops were full on Black Friday.", "Friday"),
            ("The letter came two weeks ago.", "two weeks ago", "@week-2"),
            ("The letter came two weeks later.", "two weeks later"),
            ("The mill burnt down 100 years ago.", "100 years ago"),
            ("It opened in the summer of 2015.", "the summer of 2015", "2015-06/2015-08"),
            ("It opened in late 2016.", "late 2016", "2016"),
            ("It opened in the winter of 2015.", "the winter of 2015"),
            ("It opens on Christmas Eve.", "Christmas Eve", "--12-24"),
            ("He was born on the 4th of July 1776.", "4th of July 1776", "1776-07-04"),
        ),
        ignores=("There are 37,000 doctors.", "It may rain.", ("The pipe carries 1500 litres.", "1500")),
    ),
)
