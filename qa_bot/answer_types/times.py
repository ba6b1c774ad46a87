"""Answer types of time: when, how long, how old, how often."""

from __future__ import annotations

from qa_bot.answer_types import calendar, quantities
from qa_bot.answer_types.row import AnswerType, words

ROWS = (
    AnswerType(
        "age",
        asked_by=(r"^how old\b", r"^(?:what|which) age\b", r"\bat what age\b"),
        heads=words("age"),
        find=quantities.ages,
        asks=(
            "How old was Chopin when he gave his first concert?",
            "At what age did Tesla leave school?",
            "What was the age of the youngest member?",
        ),
    ),
    AnswerType(
        "frequency",
        asked_by=(r"^how (?:often|frequently|regularly)\b", r"^how many times (?:a|per|each|every) "),
        find=quantities.frequencies,
        asks=(
            "How often does the committee meet?",
            "How frequently are elections held?",
            "How many times a year does it flower?",
        ),
    ),
    AnswerType(
        "time",
        asked_by=(r"^(?:what|which) time (?!period|of (?:the )?year|frame|span)",),
        heads=words("hour"),
        find=calendar.clocks,
        asks=(
            "What time does the ceremony begin?",
            "At what time did the quake strike?",
            "The doors open at what time?",
        ),
    ),
    AnswerType(
        "duration",
        asked_by=(
            r"^how long (?!(?:is|are|was|were) (?:the|an?|this|its) (?!(?:\w+ ){0,2}(?:war|reign|term|life|season"
            r"|day|film|process|strike|walkout|course|season|movie|course|trip|journey|flight|wait|session|siege"
            r"|battle|career|period|contract|sentence|show|episode|year|stay|tour|trial|event|festival)s?\b))",
            r"^how (?:much|many) (?:time|days|hours|minutes|seconds|weeks|months|decades|centuries)\b(?! (?:a|per) )",
            r"^(?:what|which) (?:length|amount) of time\b",
        ),
        heads=words("duration lifespan span expectancy"),
        find=calendar.durations,
        asks=(
            "How long did the strike last?",
            "How long was the reign of Victoria?",
            "What is the life expectancy of a hedgehog?",
        ),
    ),
    AnswerType(
        "year",
        heads=words("year"),
        find=calendar.years,
        hard=True,
        asks=(
            "In what year did Tesla die?",
            "What year was the union formed?",
            "Which year saw the first walkout?",
        ),
    ),
    AnswerType(
        "month",
        heads=words("month"),
        find=calendar.months,
        hard=True,
        asks=(
            "In what month does the festival take place?",
            "Which month has the most rain?",
            "What month and year did the trial end?",
        ),
    ),
    AnswerType(
        "day",
        asked_by=(r"^(?:what|which) (?:\w+ )?(?:day|date)\b", r"^what (?:is|was|are|were) the dates?\b"),
        heads=words("day date birthday birthdate weekday"),
        find=calendar.weekdays_and_days,
        hard=True,
        asks=(
            "On what day did the talks end?",
            "What is the date of the next walkout?",
            "72-hour walkout start date",
        ),
    ),
    AnswerType(
        "period",
        asked_by=(
            r"^(?:what|which) time (?:period|of (?:the )?year|frame|span)",
            r"^(?:what|which) (?:part|half|period) of the (?:\w+ )?(?:year|century|day)\b",
        ),
        heads=words("decade century era period season weekend millennium epoch quarter timeframe"),
        find=calendar.periods,
        asks=(
            "In which decade was the bridge built?",
            "What century did the plague reach Europe?",
            "During what time period was the castle rebuilt?",
        ),
    ),
    AnswerType(
        "date",
        asked_by=(r"^when\b", r"^how (?:late|early|soon|recently)\b", r"^since when\b"),
        find=calendar.dates,
        hard=True,
        asks=(
            "When did the junior doctors walk out?",
            "When was the Mona Lisa painted?",
            "The treaty was signed when?",
        ),
    ),
)
