"""Answer types of place: cities, countries, states, and wherever else."""

from __future__ import annotations

from qa_bot.answer_types.answer_type import AnswerType
from qa_bot.language.entities import names
from qa_bot.language.lexicon import word_set

ROWS = (
    AnswerType(
        "city",
        heads=word_set("city capital town seaport village municipality hometown suburb"),
        find=names.cities,
        group="a place",
        expected=True,
        compared=True,
        modifiers=word_set("city"),
        asks=("What is the capital of Peru?", "In which city was Chopin born?", "What town hosts the fair?"),
        finds=(
            ("He was born in Leeds.", "Leeds"),
            ("The fair is held in New Orleans each May.", "New Orleans"),
            ("They moved to Rio de Janeiro.", "Rio de Janeiro"),
        ),
        ignores=(
            "They left the hall.",
            ("He went to France.", "France"),
            ("She met Dr Jane Smith.", "Dr Jane Smith"),
        ),
    ),
    AnswerType(
        "country",
        asked_by=(r"^(?:what|which) (?:\w+ ){0,2}(?:nationality|country|countries)\b",),
        heads=word_set("country nation nationality kingdom"),
        find=names.countries,
        group="a place",
        expected=True,
        compared=True,
        modifiers=word_set("country"),
        asks=(
            "What country borders Peru to the north?",
            "Which nation won the most medals?",
            "What was the nationality of the winner?",
        ),
        finds=(
            ("He fled to France.", "France"),
            ("The treaty with the United States failed.", "United States"),
            ("A British team won.", "British"),
        ),
        ignores=("They left the hall.", ("He was born in Leeds.", "Leeds")),
    ),
    AnswerType(
        "state",
        heads=word_set("state province county territory prefecture canton"),
        find=names.states,
        group="a place",
        expected=True,
        compared=True,
        modifiers=word_set("state"),
        asks=(
            "In which state was Lincoln born?",
            "What Canadian province borders Alaska?",
            "Which county is Oxford in?",
        ),
        finds=(
            ("He was born in Kentucky.", "Kentucky"),
            ("They moved to New South Wales.", "New South Wales"),
            ("It lies in Orange County.", "Orange County"),
        ),
        ignores=("They left the hall.", ("He was born in Leeds.", "Leeds")),
    ),
    AnswerType(
        "place",
        asked_by=(r"^where\b", r"^(?:what|which) bod(?:y|ies) of water\b"),
        heads=word_set(
            """
            river island address planet building location hotel sea region landmark cathedral museum
            birthplace habitat gulf waterfall stadium street place district neighborhood neighbourhood
            borough park airport road highway forest valley continent castle port bay border campus venue
            hemisphere strait canal headquarters parish lake ocean desert bridge constellation mountain
            peak range volcano area direction destination monument site square route side end
            """
        ),
        find=names.places,
        group="a place",
        expected=True,
        compared=True,
        asks=(
            "Where did the doctors march to?",
            "What river flows through Paris?",
            "In which stadium was the final played?",
        ),
        finds=(
            ("They marched to Trafalgar Square.", "Trafalgar Square"),
            ("He was born in Leeds.", "Leeds"),
            ("It flows through Paris.", "Paris"),
            ("The Tower of London is old.", "Tower of London"),
        ),
        ignores=(
            "They left the hall.",
            ("The BMA called a strike.", "BMA"),
            ("She met Dr Jane Smith.", "Dr Jane Smith"),
        ),
    ),
)
