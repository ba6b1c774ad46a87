"""Answers in the form of a phrase: quotations, reasons, ways, explanations, long forms."""

from __future__ import annotations

from collections.abc import Iterator

from qa_bot.language.entities.abbreviations import expansions
from qa_bot.language.entities.patterns import any_of, by_pattern, compiled, every, longest, one_of, trimmed
from qa_bot.language.lexicon.verbs import VERBS_WITH_TO
from qa_bot.values import Entity

LONGEST_QUOTATION = 200
_PAIRS = {"“": "”", "‘": "’", "«": "»", '"': '"', "'": "'", "„": "“"}
_OPEN = r"[“‘«„\"]|'(?<![^\s(\[—–-]')(?=\S)"
_CLAUSE = r"[^,;:.()\[\]]{2,200}"
_SENTENCE_MARKS = ",.;:!?…"


def quotations(sentence: str) -> Iterator[Entity]:
    """Find the words between quotation marks, 2 to 200 characters, the marks and a final comma left out."""
    past = 0
    for match in compiled(_OPEN).finditer(sentence):
        if match.start() < past:
            continue
        end = _closing(sentence, match.end(), _PAIRS[match.group()])
        if end < 0:
            continue
        past = end + 1
        start, stop = trimmed(sentence, match.end(), end)
        stop -= stop - start > 1 and sentence[stop - 1] == "."
        if stop - start >= 2:
            yield Entity(start, stop)


def _closing(sentence: str, start: int, mark: str) -> int:
    """Return the place of the closing mark: with ’ that of a mark that is no apostrophe; -1 if none."""
    window = sentence[start : start + LONGEST_QUOTATION + 1]
    if mark not in "’'":
        place = window.find(mark)
        return start + place if place >= 0 else -1
    places = [match.start() for match in compiled(rf"(?<=\S){mark}(?!\w)").finditer(window)]
    after_mark = [place for place in places if window[place - 1] in _SENTENCE_MARKS]
    plain = [place for place in places if window[place - 1] != "s"]
    best = after_mark[:1] or plain[:1] or places[-1:]
    return start + best[0] if best else -1


_BECAUSE = any_of(
    "because of|because|due to|as a result of|owing to|thanks to|on account of|in protest at|in response to",
    "so that|in order that|on the grounds that|in order|on suspicion of|attributed to|caused by",
)
_because = by_pattern(rf"(?i)\b{_BECAUSE} (?P<x>{_CLAUSE})")
_NO_PURPOSE = "".join(rf"(?<!\b{word} to )" for word in sorted(VERBS_WITH_TO))
_purpose = by_pattern(
    rf"(?<=\w )(?:to {_NO_PURPOSE}"
    r"(?!the |a |an |be |his |her |its |their |this |that )[a-z]{3,20}(?: [^,;:.()]{1,120})?)"
)
_QUARREL = any_of(
    r"strikes?|rows?|disputes?|protest\w{0,4}|anger|concerns?|arguments?|clash\w{0,3}|walkouts?|fears?",
    "criticism|criticised|criticized|arrested|divided|resigned|struck",
)
_over = by_pattern(rf"(?i)\b{_QUARREL} (?:over|for|about) (?P<x>{_CLAUSE})")
_since = by_pattern(r"(?:^Since|(?<=, )since|(?<=, )as) (?P<x>(?!\d|then)[^,;:.()]{2,200})")
_by_doing = by_pattern(r"\b(?:by|through|via) (?:[a-z]{2,20} )?[a-z]{2,20}ing\b[^,;:.()]{0,150}")
_by_means = by_pattern(
    r"\b(?:by|through|via|using|with|by means of) (?P<x>(?!\d|the end|then)[^,;:.()]{2,100})"
)
_is_a = by_pattern(r"(?<=\w |\W )(?:is|are|was|were) (?P<x>(?:an?|the|one of) [^;.()]{3,200})")
_apposition = by_pattern(r"(?<=\w), (?P<x>(?:an?|the) [^,;:.()]{3,120})(?=[,.;])")
_meaning = by_pattern(
    rf"(?i)\b(?:means?|meaning|refers? to|referring to|defined as|describes?) (?P<x>{_CLAUSE})"
)
_TRADE = any_of(
    "[a-z-]{2,20}(?:er|or|ist|ian|man|woman|ess|ant|ent|ief)", one_of("chef cook clerk nurse judge king pope")
)
_role_after = by_pattern(rf"(?i)\b(?:an?|as|the) (?P<x>(?:[a-z-]{{2,20}} ){{0,2}}{_TRADE})\b")
_BEFORE_OFFICE = one_of("[Pp]rime [Ff]oreign [Dd]eputy [Vv]ice [Cc]hief [Ff]irst [Ee]xecutive")
_OFFICE = any_of(
    "[Pp]resident|[Mm]inister|[Cc]hair(?:man)?|[Ss]ecretary|[Dd]irector|[Gg]overnor|[Mm]ayor|[Ee]xecutive",
    "[Ss]enator|[Pp]rofessor|[Cc]ommander|[Gg]eneral|[Ll]eader|[Cc]hancellor|[Aa]mbassador",
)
_titled = by_pattern(
    rf"(?<!\w)(?:{_BEFORE_OFFICE} )?{_OFFICE}(?: of (?:the )?[A-Z][\w ]{{2,40}})?(?!\w)", hint=_OFFICE
)
_NAMED = r"(?:called|known as|named|termed|dubbed|nicknamed|referred to as|(?:also|or)(?= [“\"‘]))"
_STOPS = one_of("and or in by for was is which that the to after")
_named = by_pattern(
    rf"(?i)\b{_NAMED} (?:the |an? )?(?P<x>[^\W_][\w'’-]{{0,30}}(?: (?!{_STOPS}\b)[\w'’-]{{1,30}}){{0,3}})"
)
_or_called = by_pattern(r", or (?:the )?(?P<x>[\w'’-]{2,30}(?: [\w'’-]{2,30}){0,2})(?=,)")
_bracketed = by_pattern(
    r"\((?:(?:or|the|also|called) ){0,2}"
    r"(?P<x>(?!(?:or|the|also|called) )[\w'’-]{3,30}(?: [\w'’-]{2,30}){0,2})\)"
)
_SAYING = any_of(
    "said|says|stated?|states|claim(?:s|ed)|argue[sd]|insist(?:s|ed)|added|warn(?:s|ed)|announced|declared",
    "suggest(?:s|ed)|wrote|replied|explained|promised|admitted|denied|believe[sd]|concluded",
    r"told [\w ]{2,40}?",
)
_said = by_pattern(rf"(?i)\b{_SAYING} that (?P<x>[^;.]{{3,200}})")
_cue = by_pattern(rf"(?i)\b{_SAYING} (?!(?:that|to|in|on|by|at|of) |[“\"‘'])(?P<x>[^;.“”\"]{{8,200}})")
_MEANS = "(?:stands? for|short for|abbreviation (?:of|for)|acronym (?:of|for))"
_stands = by_pattern(rf"(?i)\b{_MEANS} [“\"‘']?(?P<x>[^,;:.()“”\"]{{3,80}})")
reasons = every(_because, _over, _since, _purpose)
manners = every(_by_doing, _by_means)
explanations = every(_is_a, _apposition, _meaning)
roles = longest(_titled, _role_after)
long_forms = every(expansions, _stands)
terms = every(quotations, _named, _or_called, _bracketed)
statements = every(quotations, longest(_said, _cue))
