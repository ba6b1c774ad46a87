"""Answer types of a whole phrase: why, how, what it means, what was said."""

from __future__ import annotations

from qa_bot.answer_types.answer_type import AnswerType
from qa_bot.language.entities import phrases
from qa_bot.language.lexicon import word_set

_UNDONE = (
    r"(?!(?:it|like|to|of|in|on|as|at|by|for|with|from|about|[a-z]{2,20}ed|done|known|made|found|used)\b)"
)
ROWS = (
    AnswerType(
        "yes-no",
        asked_by=(
            r"^(?:is|are|was|were|am|do|does|did|has|have|had|can|could|will|would|should|may|might"
            r"|must)(?: not|n't)?\b",
            r"^\w{2,6}n't\b",
        ),
        asks=("Is the strike over?", "Did the union accept the offer?", "Has the government replied?"),
        clause=True,
    ),
    AnswerType(
        "expansion",
        asked_by=(
            r"\bstands? for\b",
            r"\bfull form\b",
            r"^what .{0,80}\b(?:abbreviation|acronym|initials|letters)\b.{0,80}\bmean\b",
            r"\b(?:abbreviation|acronym|short) (?:for|of)(?: what\b| *$)",
        ),
        find=phrases.long_forms,
        group="a meaning",
        expected=True,
        equated=True,
        defining=True,
        short_form="given",
        beside_words=True,
        asks_words=word_set("stand acronym abbreviation initials letters full form short mean"),
        asks=(
            "What does BMA stand for?",
            "What does the acronym NATO mean?",
            "CNN is the abbreviation for what?",
        ),
        finds=(
            ("The British Medical Association (BMA) agreed.", "British Medical Association"),
            ("An ATM (automated teller machine) stood there.", "automated teller machine"),
            ("BMA stands for British Medical Association.", "British Medical Association"),
        ),
        ignores=("They left the hall.", "The BMA (London) agreed."),
    ),
    AnswerType(
        "definition",
        asked_by=(
            r"^what .{0,200}\bmeans? ?(?:\?|\||$|by\b|in\b|when\b|to\b)",
            r"^what (?:is|was) meant by\b",
            r"^define\b",
            r"^what (?:is|was) an? (?:(?!in |for |of |by |with |that "
            r"|which )[^\W_]+ (?:- )?){1,4}(?<!called )(?<!known as )(?:\?|$)",
        ),
        heads=word_set("meaning definition"),
        otherwise=(
            rf"^what (?:is|are|was|were|'s) (?:the )?{_UNDONE}[^\W\d]+(?: {_UNDONE}[^\W\d]+){{0,2}} ?(?:\?"
            rf"|$)",
        ),
        find=phrases.explanations,
        group="a meaning",
        equated=True,
        defining=True,
        short_form="given",
        asks_words=word_set("mean meant meaning definition define"),
        asks=("What does the word ombudsman mean?", "What is photosynthesis?", "What is a trade union?"),
        finds=(
            ("A quokka is a small marsupial of Australia.", "a small marsupial of Australia"),
            ("The quokka, a small marsupial, eats leaves.", "a small marsupial"),
            ("The word means public defender.", "public defender"),
        ),
        ignores=("They left the hall.", "Talks resumed in Leeds."),
    ),
    AnswerType(
        "substance",
        asked_by=(
            r"^what .{0,200}\b(?:made|consists?|composed|comprised|constructed|built) (?:up |out )?(?:of"
            r"|from) ?(?:\?|\||$)",
        ),
        heads=word_set(
            """
            substance element chemical material fuel metal alloy ingredient compound gas mineral molecule
            acid
            """
        ),
        asks=(
            "What is the statue made of?",
            "Which gas is most common in air?",
            "What material was the bridge built from?",
        ),
    ),
    AnswerType(
        "reason",
        asked_by=(
            r"^why\b",
            r"^how come\b",
            r"^what (?:has |have |had |may |might |also |first |then |can |could )?(?:cause[sd]?|makes?"
            r"|made|prompted|led|leads|forced|drove|triggered|motivated)\b",
            r"^what (?:is|are|was|were) [^|]{1,120}\b(?:used|known|famous|noted|responsible|blamed"
            r"|criticized|criticised) for ?(?:\?|\||$)",
            r"^what (?:is|are|was|were) [^|]{1,120} for ?(?:\?|\||$)",
            r"^(?:what|which) (?:reason|purpose|cause)s?\b",
        ),
        heads=word_set(
            """
            reason cause purpose function motive motivation rationale justification goal aim intention
            """
        ),
        find=phrases.reasons,
        group="a reason",
        clause=True,
        asks=("Why did the doctors strike?", "What caused the fire?", "What was the reason for the delay?"),
        finds=(
            ("They struck because the offer was too low.", "the offer was too low"),
            ("Flights were cancelled due to heavy snow.", "heavy snow"),
            ("Doctors are in a dispute over weekend pay.", "weekend pay"),
            ("He left in order to study law.", "to study law"),
            ("It was built to protect the harbour.", "to protect the harbour"),
        ),
        ignores=(
            "They left the hall.",
            "Talks resumed in Leeds.",
            "He went to the hall.",
            "They voted to strike in March.",
            "He was forced to think about it.",
        ),
    ),
    AnswerType(
        "quotation",
        asked_by=(
            r"^what (?:do|does|did|has|have|had) .{1,60}\b(?:say|said|tell|told|argue|claim|announce"
            r"|declare|warn"
            r"|promise|reply|respond|suggest|allege|insist|shout|tweet|comment)\b",
        ),
        heads=word_set("motto slogan quote quotation statement catchphrase remark"),
        find=phrases.statements,
        clause=True,
        asks=(
            "What did the minister say about the offer?",
            "What is the motto of the university?",
            "What does the report claim?",
        ),
        finds=(
            ("“This is a bad deal,” she said.", "This is a bad deal"),
            ("She called it ‘the doctors’ last chance’.", "the doctors’ last chance"),
            ("He said that the offer was final.", "the offer was final"),
            ('He replied "never" at once.', "never"),
            ("‘I’m tired,’ he said, ‘of it all.’", "I’m tired"),
        ),
        ignores=("They left the hall.", "The doctors' strike is over."),
    ),
    AnswerType(
        "term",
        asked_by=(
            r"\b(?:term|name|word|translation|nickname) (?:for|used|given)\b",
            r"^what (?:is|are|was|were|do|does|did|else|has|have|had|can|would|'s) .{1,200}\b(?:call|called"
            r"|named|known as|referred to as|dubbed"
            r"|nicknamed|termed|known by|refer to)\b",
            r"^what name\b",
            r"^(?!what |which |who ).{0,200}\b(?:called|known as|named|referred to as|termed) ?(?:as )?\??$",
        ),
        heads=word_set(
            """
            term counterpart equivalent synonym expression alias word plural noun adjective phrase
            nickname pseudonym name surname
            """
        ),
        find=phrases.terms,
        group="a meaning",
        equated=True,
        asks=(
            "What is a baby kangaroo called?",
            "What is the term for fear of heights?",
            "What was Istanbul formerly known as?",
        ),
        finds=(
            ("A young kangaroo is called a joey.", "joey"),
            ("Istanbul was formerly known as Constantinople.", "Constantinople"),
            ("Fear of heights (acrophobia) is common.", "acrophobia"),
            ("They call it “quiet quitting”.", "quiet quitting"),
        ),
        ignores=("They left the hall.", "Talks resumed in Leeds."),
    ),
    AnswerType(
        "description",
        asked_by=(
            r"^what .{1,200}\b(?:deal with|look like|be like|talk about)\b",
            r"^what (?:is|are|was|were) .{1,100} like ?(?:\?|$)",
            r"^what (?:has |had |would |will )?happen(?:s|ed)?\b",
            r"^what (?:do|does|did|has|have|had|will|would|can|is) .{1,200}\b(?:happen|happened|happening)\b",
            r"^what (?:do|does|did|will|would|can|could|should) .{1,200}\bdo ?(?:\?|\||$)",
            r"^where (?:do|does|did) (?:the )?(?:name|word|term|phrase|idea)\b.{0,120}\bcome from\b",
            r"^(?:describe|explain)\b",
            r"^what (?:if|about)\b",
            r"^what (?:do|does|did|should|can|would) (?:i|we|you) do (?:if|when|about|with)\b",
            r"^what (?:becomes|became) of\b",
        ),
        heads=word_set(
            """
            origin difference history effect distinction verdict lyric benefit relationship impact
            description outcome result consequence advantage disadvantage characteristic feature view
            opinion belief reaction response
            """
        ),
        defining=True,
        clause=True,
        asks=("What happened to the crew?", "What does the treasurer do?", "What was the effect of the ban?"),
    ),
)
