"""How numbers, shares, money, measures and ages are written in English, and their plain values."""

from __future__ import annotations

import re

from qa_bot.language.entities.patterns import any_of, by_pattern, every, longest, one_of
from qa_bot.language.lexicon import word_set
from qa_bot.language.lexicon.calendar import WEEKDAY_NAMES

_NAMED_NUMBERS = """
    zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen
    sixteen seventeen eighteen nineteen twenty
"""
_WORDS = {word: value for value, word in enumerate(_NAMED_NUMBERS.split())} | {
    "a": 1, "an": 1, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80,
    "ninety": 90,
}  # fmt: skip
_SCALES = {
    "hundred": 100, "thousand": 1000, "k": 1000, "million": 10**6, "m": 10**6, "mn": 10**6,
    "billion": 10**9, "bn": 10**9, "trillion": 10**12, "tn": 10**12,
}  # fmt: skip
_CURRENCIES = {
    "£": "GBP", "€": "EUR", "₹": "INR", "US$": "USD", "A$": "AUD", "AU$": "AUD", "C$": "CAD", "CA$": "CAD",
    "HK$": "HKD", "NZ$": "NZD", "S$": "SGD",
}  # fmt: skip
_COIN_CODES = {
    "euro": "EUR", "us dollar": "USD", "u.s. dollar": "USD", "pound sterling": "GBP",
    "pounds sterling": "GBP", "usd": "USD", "gbp": "GBP", "eur": "EUR",
}  # fmt: skip
_SQUARE = r"sq(?:uare|\.)? ?(?:kilomet(?:re|er)s?|met(?:re|er)s?|miles?|mi|km|feet|ft|m)"
UNIT = any_of(
    _SQUARE,
    r"miles per hour|cubic \w{2,12}|light[ -]years?|degrees?(?: (?:Celsius|Fahrenheit|north|south|C|F))?",
    r"kilomet(?:re|er)s?|met(?:re|er)s?|lit(?:re|er)s?|inch(?:es)?|stor(?:ies|eys)",
    r"(?:mile|yard|kilogram|gram|tonne|ton|ounce|acre|hectare|knot|kilowatt|megawatt|watt|volt|amp)s?",
    r"(?:megabyte|gigabyte|bit|byte|gallon|decibel|lb)s?|barrels|pixels|pounds|feet|foot|kelvin",
    r"°[CFNSEW]?|[kMG]bit/s|km2|km²|m2|m²|m³|km/h|m/s",
    one_of(
        "km mi ft cm mm nm kg oz ha mph kph MW GW kW Hz kHz MHz GHz KB kB MB GB TB kbps Mbps dB Pa kPa atm"
    ),
    one_of("psi m K g"),
)
_SCALE = one_of("hundred thousand million billion trillion")
_DIGITS = r"(?:\d{1,3}(?:,\d{3}){1,5}(?:\.\d{1,6})?|\d{1,15}(?:\.\d{1,6})?)"
_NUMBER_WORD = any_of(
    r"[Tt]w(?:o|elve|enty)|[Tt]h(?:ree|irteen|irty)|[Ff]our(?:teen)?|[Ff]i(?:ve|fteen|fty)|[Ff]orty"
    r"|[Ss]ix(?:teen|ty)?",
    r"[Ss]even(?:teen|ty)?|[Ee]igh(?:teen|ty|t)|[Nn]ine(?:teen|ty)?|[Tt]en|[Ee]leven|[Oo]ne|[Zz]ero",
)
_IN_WORDS = any_of(
    rf"{_NUMBER_WORD}(?:[ -](?:and )?(?:{_NUMBER_WORD}|{_SCALE})\b){{0,7}}",
    rf"[Aa]n? {_SCALE}(?: {_SCALE})?",
    rf"(?:[Hh]alf )?[Aa]n? (?:{_SCALE}|dozen|score)",
)
AMOUNT = rf"(?:{_DIGITS}(?:[ -]{_SCALE}\b)?(?: and a half)?|{_IN_WORDS}\b(?: and a half)?)"
_LEFT = r"(?<![\w$£€¥₹.,:/-])"
_TILL = rf"(?P<till>(?:\s?[–—-]\s?| to | and (?=\d)| or ){AMOUNT})?"
_AFTER_ONE = one_of("of another or day can may must should could who which is was that such with in")
_NOT_ONE = rf"(?![Oo]ne (?:{_AFTER_ONE})\b|[Oo]ne['’,.;)])"
_SIGN = r"(?:US|AU?|CA?|HK|NZ|S|R)?\$|[£€¥₹]"
_SIGNED = rf"(?P<sign>{_SIGN})\s?(?P<n>{_DIGITS})(?:[ -]?(?P<scale>{_SCALE}|bn|mn?|tn|k|K)(?!\w))?"
_PEOPLE = one_of("US U\\.S\\. American Canadian Australian Swiss French Egyptian Indian Mexican gold silver")
_COIN = any_of(
    r"pounds? sterling",
    r"(?:dollar|pound|euro|cent|franc|rupee|peso|rouble|ruble|guilder|shilling|dinar|ducat|florin|tael)s?",
    one_of("pence marks yen crowns lire yuan USD GBP EUR"),
)
_PARTS = any_of(
    "hal(?:f|ves)",
    "(?:third|quarter|fourth|fifth|sixth|seventh|eighth|ninth|tenth|fortieth|hundredth|thousandth)s?",
)
_TENS = one_of("[Tt]wenty [Tt]hirty [Ff]orty [Ff]ifty [Ss]ixty [Ss]eventy [Ee]ighty [Nn]inety")
_RANKS = one_of(
    """
    [Ff]irst [Ss]econd [Tt]hird [Ff]ourth [Ff]ifth [Ss]ixth [Ss]eventh [Ee]ighth [Nn]inth [Tt]enth
    [Ee]leventh [Tt]welfth (?:[Tt]hir|[Ff]our|[Ff]if|[Ss]ix|[Ss]even|[Ee]igh|[Nn]ine)teenth [Tt]wentieth
    [Ll]ast
    """
)
_SPAN = one_of("second minute hour day night week fortnight month quarter season year decade century")
_DIGIT = r"\d"


def number(text: str) -> str | None:
    """Return the plain digits of a number in digits or words: none where it is vague."""
    parts = text.lower().replace(",", "").replace("-", " ").split()
    if not parts or "half" in parts:
        return None
    if parts[0][0].isdecimal():
        return _from_digits(parts)
    total = _from_words([part for part in parts if part != "and"])
    return None if total is None else str(total)


def _from_digits(parts: list[str]) -> str | None:
    value, times = parts[0], 1
    for scale in parts[1:]:
        if scale not in _SCALES:
            return None
        times *= _SCALES[scale]
    return _times(value, times)


def _times(digits: str, times: int) -> str:
    """Multiply a plain decimal number, exactly."""
    whole, _, part = digits.partition(".")
    above, below = divmod(int(whole + part) * times, 10 ** len(part))
    return f"{above}.{below:0{len(part)}d}".rstrip("0").rstrip(".") if below else str(above)


def _from_words(parts: list[str]) -> int | None:
    total, below, last = 0, 0, 10**15
    for part in parts:
        scale, unit = _SCALES.get(part, 0), _WORDS.get(part)
        if below and 100 < scale < last:
            total, below, last = total + below * scale, 0, scale
        elif scale == 100 and 0 < below < 100:
            below *= 100
        elif unit is not None and _fits(below, unit):
            below += unit
        else:
            return None
    return total + below


def _fits(below: int, unit: int) -> bool:
    """Whether `unit` may follow: nothing, a hundred, or a ten before one to nine."""
    last = below % 100
    return last == 0 or (last >= 20 and last % 10 == 0 and 0 < unit < 10)


def _number_value(match: re.Match[str]) -> str | None:
    return None if match["till"] else number(match["n"])


def _plain_value(match: re.Match[str]) -> str | None:
    return number(match["x"])


def _money_value(match: re.Match[str]) -> str | None:
    """Return "GBP 1250000000", with the bare sign where it does not say which currency."""
    plain = number(match["n"])
    if plain is None or match["till"]:
        return None
    times = _SCALES.get((match["scale"] or "one").lower(), 1)
    return f"{_CURRENCIES.get(match['sign'], match['sign'])} {_times(plain, times)}"


def _coin_value(match: re.Match[str]) -> str | None:
    coin, plain = match["coin"].lower(), number(match["n"])
    code = _COIN_CODES.get(coin) or _COIN_CODES.get(coin.removesuffix("s"))
    return f"{code} {plain}" if code and plain and not match["till"] else None


def _age_value(match: re.Match[str]) -> str | None:
    return number(match["n"]) if match["unit"].startswith("year") else None


plain_number = by_pattern(
    rf"{_LEFT}{_NOT_ONE}(?P<n>{AMOUNT}){_TILL}(?![\w%°]|[.,:/]\d|-\d|['’]s)", _number_value
)
_vague_number = by_pattern(
    any_of(
        r"[Dd]ozens|[Ss]cores|(?:[Hh]undred|[Tt]housand|[Mm]illion|[Bb]illion)s(?: of (?:thousand"
        r"|million)s)?",
        r"[Ss]everal|[Aa] few|[Aa] couple|[Aa] pair|[Aa] single|[Bb]oth|[Nn]one?|[Oo]nce|[Tt]wice|double"
        r"|triple|twins?",
        r"[Hh]alf|[Aa]ll|[Mm]ost|[Ff]ew|[Mm]any|[Oo]nly one|[Jj]ust one|[Oo]ne",
    ).join((rf"(?<!\w){_NOT_ONE}", r"(?!\w| (?:longer|other)\b)"))
)
_percents = by_pattern(
    rf"{_LEFT}(?P<n>{AMOUNT})(?P<till>(?:\s?%)?(?:\s?[–—-]\s?| to | and | or ){AMOUNT})?"
    r"(?:\s?%|[ -]?(?:percentage points?|percent|per cent|per-cent)\b)",
    _number_value,
    hint=r"%|\b(?:percent|per cent|per-cent)",
)
_fractions = by_pattern(
    any_of(
        rf"(?:[Aa]n?|{_NUMBER_WORD})[ -]{_PARTS}",
        rf"{AMOUNT} (?:in|out of|of the|to|of every) (?:every )?{AMOUNT}",
        r"\d{1,3}/\d{1,3}(?!/)|[Hh]alf|[Tt]he (?:vast )?majority|[Mm]ost|\d{1,6}:\d{1,6}",
    ).join((r"(?<![\w/])", r"(?!\w)"))
)
_signed_money = by_pattern(
    rf"(?<![\w$£€]){_SIGNED}(?P<till>(?:\s?[–—-]\s?| to )[$£€]?{_DIGITS}(?:[ -]?(?:{_SCALE}|bn|m|k)\b)?)?",
    _money_value,
    hint=r"[$£€¥₹]",
)
_coins = by_pattern(
    rf"{_LEFT}(?P<n>{AMOUNT}){_TILL}[ -](?:(?:{_PEOPLE}) )?(?P<coin>(?:US |U\.S\. )?{_COIN})(?!\w)",
    _coin_value,
    hint=_COIN,
)
_pence = by_pattern(r"(?<![\w$£€.,])\d{1,3}p(?!\w)", hint=_DIGIT)
_measured = by_pattern(
    rf"(?<![\w$£€¥₹.,:/])[-−–]?(?P<n>{AMOUNT})(?:(?:\s?[–—-]\s?| to | by | ?× ?"
    rf"| x ){AMOUNT})?[ -]?{UNIT}(?!\w)"
    rf"(?: per \w{{1,12}}|/\w{{1,5}})?(?:,? (?:and )?{_DIGITS} (?:inches|in|ft|feet|oz)\b)?"
)
_ranks = by_pattern(
    rf"(?<!\w)(?:\d{{1,3}}(?:,\d{{3}})?(?:st|nd|rd|th)|{_TENS}-(?:{_RANKS})|{_RANKS}|No\. ?\d{{1,3}}"
    r"|[Nn]umber \w{1,8}|[Cc]hapter \w{1,6}|[Gg]rade \w{1,6})(?!\w| (?:centur|millenn|half|hand|quarter))"
)
_old = by_pattern(
    rf"{_LEFT}(?P<n>{AMOUNT})[ -](?P<unit>years?|months?|weeks?|days?)[ -](?:old\b|of age\b)",
    _age_value,
    hint=r"\b(?:old|age)\b",
)
_aged = by_pattern(
    r"(?:(?<=\b[Aa]ged )|(?<=\b[Aa]ge )|(?<=\bages )|(?<=, )(?=\d\d,))(?P<x>[1-9]\d{0,2})(?![\w.]|,\d|-)",
    _plain_value,
    hint=_DIGIT,
)
_age_of = by_pattern(rf"\bage of (?P<x>{AMOUNT})(?!\w)", _plain_value, hint="age of")
_NUMBERED = word_set("section chapter page part step figure table version appendix item line room phase")
_NOT_NUMBERED = "".join(rf"(?<!\b[{word[0].upper()}{word[0]}]{word[1:]} )" for word in sorted(_NUMBERED))
# A bare number may be an age, but not "one", nor what tells parts of a text apart, nor the number of an item.
_years_of_age = by_pattern(
    rf"(?<=.){_NOT_NUMBERED}{_LEFT}(?!one\b)(?P<x>{_NUMBER_WORD}(?:-{_NUMBER_WORD})?|[1-9]\d?)"
    r"(?![\w%°]|[.,:/]\d|-\d|['’]s| \w{1,20}s\b)",
    _plain_value,
)
_every = by_pattern(
    rf"(?<!\w)[Ee]very (?:(?:other|single|few|{AMOUNT}) )?(?:{_SPAN}|{'|'.join(WEEKDAY_NAMES)})s?(?!\w)",
    hint="very ",
)
_times_a = by_pattern(
    rf"(?<!\w)(?:[Oo]nce|[Tt]wice|(?:{AMOUNT}|several|many) times) (?:a|an|per|each|every"
    rf"|in) (?:{AMOUNT} )?{_SPAN}s?(?!\w)"
)
_adverbs = by_pattern(
    r"(?<!\w)(?:(?:[Bb]i-?)?(?:annual(?:ly)?|weekly|monthly|yearly)|[Dd]aily|[Hh]ourly|[Qq]uarterly"
    r"|[Nn]ightly"
    r"|[Aa]nnual(?:ly)?|[Ww]eekly|[Mm]onthly|[Yy]early|[Bb]iennial(?:ly)?|[Rr]arely|[Ss]eldom|[Ff]requently"
    rf"|[Rr]egularly|[Oo]ccasionally|(?:[Ee]ach|per) {_SPAN})(?!\w)"
)
ages = every(longest(_old, _aged, _age_of), _years_of_age)
frequencies = longest(_every, _times_a, _adverbs)
money = longest(_signed_money, _coins, _pence)
shares = longest(_percents, _fractions)
counts = longest(plain_number, _percents, _vague_number)
numbers = longest(_percents, money, _measured, _fractions, plain_number, _vague_number)
measures = longest(_measured, _percents, _fractions, money, plain_number, _vague_number)
ordinals = _ranks
