"""Answer types told in a phrase: why, how, what it means, what was said; and the rest."""

from __future__ import annotations

from qa_bot.answer_types import capitals, phrases
from qa_bot.answer_types.finders import every
from qa_bot.answer_types.row import AnswerType, words

_UNDONE = (
    r"(?!(?:it|like|to|of|in|on|as|at|by|for|with|from|about|[a-z]{2,20}ed|done|known|made|found|used)\b)"
)
_things = every(capitals.names, phrases.quotations)

FIRST = (
    AnswerType(
        "yes-no",
        asked_by=(
            r"^(?:is|are|was|were|am|do|does|did|has|have|had|can|could|will|would|should|may|might|must)(?: not|n't)?\b",
            r"^\w{2,6}n't\b",
        ),
        asks=(
            "Is the strike over?",
            "Did the union accept the offer?",
            "Has the government replied?",
        ),
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
        asks=(
            "What does BMA stand for?",
            "What does the acronym NATO mean?",
            "CNN is the abbreviation for what?",
        ),
    ),
    AnswerType(
        "definition",
        asked_by=(
            r"^what .{0,200}\bmeans? ?(?:\?|\||$|by\b|in\b|when\b|to\b)",
            r"^what (?:is|was) meant by\b",
            r"^define\b",
            r"^what (?:is|was) an? (?:(?!in |for |of |by |with |that |which )[^\W_]+ (?:- )?){1,4}(?<!called )(?<!known as )(?:\?|$)",
        ),
        heads=words("meaning definition"),
        otherwise=(
            rf"^what (?:is|are|was|were|'s) (?:the )?{_UNDONE}[^\W\d]+(?: {_UNDONE}[^\W\d]+){{0,2}} ?(?:\?|$)",
        ),
        find=phrases.explanations,
        asks=(
            "What does the word ombudsman mean?",
            "What is photosynthesis?",
            "What is a trade union?",
        ),
    ),
    AnswerType(
        "substance",
        asked_by=(
            r"^what .{0,200}\b(?:made|consists?|composed|comprised|constructed|built) (?:up |out )?(?:of|from) ?(?:\?|\||$)",
        ),
        heads=words(
            "substance element chemical material fuel metal alloy ingredient compound gas mineral molecule acid"
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
            r"^what (?:has |have |had |may |might |also |first |then |can |could )?(?:cause[sd]?|makes?|made|prompted|led|leads|forced|drove|triggered|motivated)\b",
            r"^what (?:is|are|was|were) [^|]{1,120}\b(?:used|known|famous|noted|responsible|blamed|criticized|criticised) for ?(?:\?|\||$)",
            r"^what (?:is|are|was|were) [^|]{1,120} for ?(?:\?|\||$)",
            r"^(?:what|which) (?:reason|purpose|cause)s?\b",
        ),
        heads=words(
            "reason cause purpose function motive motivation rationale justification goal aim intention"
        ),
        find=phrases.reasons,
        asks=(
            "Why did the doctors strike?",
            "What caused the fire?",
            "What was the reason for the delay?",
        ),
    ),
    AnswerType(
        "quotation",
        asked_by=(
            r"^what (?:do|does|did|has|have|had) .{1,60}\b(?:say|said|tell|told|argue|claim|announce|declare|warn"
            r"|promise|reply|respond|suggest|allege|insist|shout|tweet|comment)\b",
        ),
        heads=words("motto slogan quote quotation statement catchphrase remark"),
        find=phrases.statements,
        asks=(
            "What did the minister say about the offer?",
            "What is the motto of the university?",
            "What does the report claim?",
        ),
    ),
    AnswerType(
        "term",
        asked_by=(
            r"\b(?:term|name|word|translation|nickname) (?:for|used|given)\b",
            r"^what (?:is|are|was|were|do|does|did|else|has|have|had|can|would|'s) .{1,200}\b(?:call|called|named|known as|referred to as|dubbed"
            r"|nicknamed|termed|known by|refer to)\b",
            r"^what name\b",
            r"^(?!what |which |who ).{0,200}\b(?:called|known as|named|referred to as|termed) ?(?:as )?\??$",
        ),
        heads=words(
            "term counterpart equivalent synonym expression alias word plural noun adjective phrase nickname pseudonym name surname"
        ),
        find=phrases.terms,
        asks=(
            "What is a baby kangaroo called?",
            "What is the term for fear of heights?",
            "What was Istanbul formerly known as?",
        ),
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
        ),
        heads=words(
            "origin difference history effect distinction verdict lyric benefit relationship impact description outcome result"
            " consequence advantage disadvantage characteristic feature view opinion belief reaction response"
        ),
        asks=(
            "What happened to the crew?",
            "What does the treasurer do?",
            "What was the effect of the ban?",
        ),
    ),
)

LAST = (
    AnswerType(
        "living",
        heads=words(
            "animal dog mammal species bird horse fish creature insect cat snake predator breed whale reptile dinosaur plant flower tree shrub"
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
        heads=words("manner means"),
        find=phrases.manners,
        asks=(
            "How did the prisoners escape?",
            "How is cheese made?",
            "In what way did the law change?",
        ),
    ),
    AnswerType(
        "method",
        heads=words("method technique procedure way approach process strategy tactic"),
        asks=(
            "What method is used to purify gold?",
            "Which technique did Monet use?",
            "What is the process of making steel?",
        ),
    ),
    AnswerType(
        "thing",
        heads=words(
            """
            organ bone gland leg color colour hue currency fear disease cancer drug syndrome condition
            ailment virus medicine vaccine illness disorder infection plague treatment drink food beer wine
            cocktail cereal fruit vegetable crop dish meat beverage spice soda recipe instrument letter
            vowel consonant product car computer soap software religion faith cult sport game symbol sign
            mark trademark formula ship airplane vessel vehicle boat submarine aircraft liner train
            spacecraft shuttle plane award prize system program programme theory concept type style genre
            industry technology policy principle factor thing object subject topic issue problem field
            science class category format standard model version project service tool weapon right power
            component property
            """
        ),
        otherwise=(r"",),
        find=_things,
        asks=(
            "What colour is the flag?",
            "What did Edison invent?",
            "What prize did the film win?",
        ),
    ),
)
