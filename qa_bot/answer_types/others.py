"""Answer types of the last resort: ways and means, living things, and whatever else."""

from __future__ import annotations

from qa_bot.answer_types.answer_type import AnswerType
from qa_bot.language.entities import names, phrases
from qa_bot.language.entities.patterns import every
from qa_bot.language.lexicon import word_set

_things = every(names.names, phrases.quotations)
ROWS = (
    AnswerType(
        "living",
        heads=word_set(
            """
            animal dog mammal species bird horse fish creature insect cat snake predator breed whale
            reptile dinosaur plant flower tree shrub
            """
        ),
        asks=(
            "What animal is on the flag?",
            "Which bird lays the largest egg?",
            "What kind of tree grows there?",
        ),
    ),
    AnswerType(
        "manner",
        asked_by=(r"^how\b", r"^(?:what|which) (?:ways?|manner)\b", r"^by what means\b"),
        heads=word_set("manner means"),
        find=phrases.manners,
        clause=True,
        asks=("How did the prisoners escape?", "How is cheese made?", "In what way did the law change?"),
        finds=(
            ("They escaped by digging a tunnel.", "by digging a tunnel"),
            ("It is made by heating sand, then cooling it.", "by heating sand"),
            ("They won through hard work.", "hard work"),
        ),
        ignores=("They left the hall.", "Talks resumed in Leeds."),
    ),
    AnswerType(
        "method",
        heads=word_set("method technique procedure way approach process strategy tactic"),
        asks=(
            "What method is used to purify gold?",
            "Which technique did Monet use?",
            "What is the process of making steel?",
        ),
    ),
    AnswerType(
        "thing",
        heads=word_set(
            """
            organ bone gland leg color colour hue currency fear disease cancer drug syndrome condition
            ailment virus medicine vaccine illness disorder infection plague treatment drink food beer
            wine cocktail cereal fruit vegetable crop dish meat beverage spice soda recipe instrument
            letter vowel consonant product car computer soap software religion faith cult sport game
            symbol sign mark trademark formula ship airplane vessel vehicle boat submarine aircraft liner
            train spacecraft shuttle plane award prize system program programme theory concept type style
            genre industry technology policy principle factor thing object subject topic issue problem
            field science class category format standard model version project service tool weapon right
            power component property
            """
        ),
        otherwise=(r"",),
        find=_things,
        group="some name",
        equated=True,
        asks=("What colour is the flag?", "What did Edison invent?", "What prize did the film win?"),
        finds=(
            ("The film won the Golden Palm in May.", "Golden Palm"),
            ("Edison showed the Kinetoscope.", "Kinetoscope"),
            ('It bore the word "justice" only.', "justice"),
        ),
        ignores=("They left the hall.", "the doctors struck in may"),
    ),
)
