"""Verbs of saying, and what they take."""

from __future__ import annotations

from typing import Literal

from qa_bot.language.lexicon import word_set

SpeechClass = Literal["say", "saying", "clause", "quote"]
# Verbs of saying. "say": words said nearly always stand beside it; "saying": its form beside another verb;
# "clause": it takes a clause that tells what was said; "quote": it tells of words only beside a quotation.
SPEECH_VERBS: dict[str, SpeechClass] = {
    **dict.fromkeys(
        """
        added adds argued argues asked asks concluded concludes continued continues declared declares
        explained explains insisted insists joked jokes noted notes quipped recalled recalls remarked
        replied replies responded responds said say says stated states tell tells testified told tweeted
        writes wrote
        """.split(),
        "say",
    ),
    **dict.fromkeys(
        """
        accusing adding admitting agreeing announcing arguing asking believing blaming calling claiming
        complaining conceding concluding confirming criticising declaring demanding denying describing
        explaining hoping insisting joking maintaining noting observing predicting promising recalling
        remarking repeating replying reporting revealing saying stating stressing suggesting telling urging
        vowing warning writing
        """.split(),
        "saying",
    ),
    **dict.fromkeys(
        """
        accepted accepts acknowledged acknowledges admitted admits agreed agrees alleged alleges announced
        announces answered answers asserted asserts believed believes believe boasted cautioned claimed
        claims claim commented comments complained complains conceded concedes confirmed confirms contended
        contends countered denied denies disclosed discloses emphasised emphasized estimated estimates fear
        feared fears hope hoped hopes indicated lamented maintained maintains mused observed observes
        pledged pledges predicted predicts proclaimed promised promises protested ranted reckoned reckons
        reiterated repeated repeats reported reports revealed reveals shouted stressed stresses suggested
        suggests swore think thinks thought threatened vowed vows warned warns warn whispered yelled
        bemoaned blogged conjectured emailed enthused exclaimed fumed griped groused grumbled interjected
        messaged moaned murmured objected opined posted raged reasoned recounted retorted scoffed
        snarled speculated surmised texted ventured wailed whined
        """.split(),
        "clause",
    ),
    **dict.fromkeys(
        """
        barked beamed began begins bellowed blurted boomed burst chimed chuckled coaxed cried croaked
        drawled gasped grinned groaned growled gushed hissed howled laughed mumbled muttered nodded offered
        piped pleaded put puts quavered reads roared screamed shrieked shrugged sighed smiled snapped
        sneered sniffed sobbed soothed spluttered stammered stuttered summed teased thundered wept
        """.split(),
        "quote",
    ),
}
# What takes its clause without "that".
CLAUSE_AT_ONCE = word_set(
    """
    admitted admits alleges alleged believed believes believe claimed claims claim complained conceded
    concedes contended contends denied fear feared fears hope hoped hopes maintained maintains predicted
    predicts promised promises reckoned reckons stressed stresses suggested suggests think thinks
    thought warned warns warn
    """
)
# What is said by doing it, and what follows: "accused X of", "urged X to".
ACTS: dict[str, str] = {
    **dict.fromkeys("accused accuses accuse".split(), "of"),
    **dict.fromkeys(
        """
        described describes describe dismissed dismisses endorsed endorses
        hailed hails branded brands labelled labeled labels
        dubbed slammed derided mocked praised praises
        """.split(),
        "as",
    ),
    **dict.fromkeys(
        """
        urged urges urge promised promises pledged pledges vowed vows threatened threatens expected expects
        advised advises warned warns begged asked asks
        """.split(),
        "to",
    ),
    **dict.fromkeys(
        """
        blamed blames blame criticised criticises criticized criticizes condemned condemns welcomed welcomes
        demanded demands demand wanted wants want listed lists denounced denounces recommended recommends
        """.split(),
        "object",
    ),
    **dict.fromkeys("called calls call".split(), "call"),
}  # fmt: skip
WITH_PARTICLE: dict[str, str] = {
    **dict.fromkeys(("pointed", "points", "pointing"), "out"),
    **dict.fromkeys(("went", "goes", "go", "going"), "on"),
    **dict.fromkeys(("blurted", "burst"), "out"),
    **dict.fromkeys(("piped", "summed"), "up"),
    **dict.fromkeys(("put", "puts"), "it"),
    **dict.fromkeys(("hit", "hits", "shot", "fired"), "back"),
    "chimed": "in",
}
# Before "as saying": "was quoted as saying".
QUOTED = word_set("quoted reported cited recorded heard overheard")
# What belongs to whoever says what stands beside it: "in the words of X".
CITED = word_set("words view views opinion eyes assessment")
# Forms that are nouns as often.
NOUNS_TOO = word_set(
    """
    answers asks blame call calls claim claims comments demand demands estimates fear fears hope hopes
    lists notes pledges promises recalls replies reports states vows want wants
    """
)
# What takes a hearer: "told the BBC".
HEARING = word_set(
    """
    told tell tells telling asked asks asking warned warns warning urged urges promised assured
    """
)
# What stands before its speaker: "said Ann".
INVERTING = {verb for verb, kind in SPEECH_VERBS.items() if kind != "saying"} - word_set(
    """
    accepted accepts agreed agrees asks believe claim denied denies fear hope notes recalls say states tell
    tells think told warn
    """
)
# What may follow "Who ...?": anything, or a clause alone.
WHO_SAYS: dict[str, str] = {
    **dict.fromkeys(
        """
        accused accuses added adds admitted admits alleged argued argues asserted asserts believe
        believed believes blamed blames branded claimed claims commented complained complains conceded
        condemned condemns confirmed criticised criticises criticized demanded demands denied denies
        described describes dismissed dismisses expected expects expressed fear feared fears hailed
        hoped hopes insisted insists maintained maintains mentioned mentions pledged pledges praised
        praises predicted predicts promised promises recommended recommends remarked replied responded
        said say says stated states stressed suggested suggests tells think thinks thought told urged
        urges vowed vows want wanted wants warned warns welcomed welcomes disagreed disagrees
        """.split(),
        "freely",
    ),
    **dict.fromkeys(
        """
        acknowledged agreed agrees announced announces asked asks concluded concludes declared declares
        disclosed explained explains explain feels felt noted notes observed pointed points recalled
        repeated reported reports revealed reveals wrote writes emphasised made makes
        """.split(),
        "that",
    ),
}
# Base forms in a question about what was said.
TELLING = word_set(
    """
    accuse add admit advise agree allege announce answer argue ask assert blame call claim comment
    complain concede condemn conclude confirm criticise criticize declare demand deny describe disclose
    dismiss expect explain fear feel hope insist maintain mention mean note object offer pledge point
    praise predict promise propose recommend remark reply report respond reveal say state stress suggest
    tell think urge vow want warn welcome write believe
    """
)
# Base forms in a question about how something was said.
HOW_TOLD = word_set(
    """
    describe respond react reply feel see view characterise characterize explain answer greet sum judge
    rate
    """
)
# What takes a clause without any opening word.
BARE_SPEECH = word_set(
    """
    said say says saying told tell tells argued argues insisted insists claimed claims stated states
    """
)
