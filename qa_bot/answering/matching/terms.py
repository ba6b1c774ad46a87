"""When a word of the question is met by another word: the same, a relative, a slip of the pen.

The strengths and limits follow measurements on question sets (see the README's figures).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from types import MappingProxyType

from qa_bot.answering.weights import row
from qa_bot.language.lexicon import word_set
from qa_bot.language.lexicon.function_words import PARTICLES
from qa_bot.named_tuples import NamedTuple
from qa_bot.values import Token

# Strengths, 0 to 1, of words that are not the same.
PEOPLE_OF_COUNTRY = 0.8
ONE_LETTER_OFF = 0.7
SYNONYM = 0.5
SLIP = "one letter off"
RULES = ("another form", "synonym", "learnt pair")  # of the table of stand-ins
PARTED = 2  # words that may stand between a verb and its particle: "turned the offer down"
LEAST_TYPED = 5  # letters: a shorter word that is one letter off is mostly another word
# Words of one family share a root of so many letters, and differ in their endings: "impos-ed, impos-ition".
SHORTEST_ROOT = 4
SHORT_ENDINGS = 4  # letters of both endings together
NEAR_RELATIVE, RELATIVE = 0.8, 0.6
_ENDINGS = word_set(
    """
    al an ance ant ate ation c cy e ed ee ence ent er ess est ful ian ic ical ice ier if ifi ing ion ious ish
    ism ist it ity iv ive iz less ly ment ness or ori ous s ship t th ti tion tiv tor ur ure y
    """
) | {""}
_NATIONS = {
    "american": "america", "french": "franc", "german": "germani", "british": "britain",
    "english": "england", "spanish": "spain", "italian": "itali", "chines": "china",
    "japanes": "japan", "russian": "russia", "dutch": "netherland", "irish": "ireland",
    "scottish": "scotland", "welsh": "wale", "greek": "greec", "turkish": "turkey",
    "polish": "poland", "swedish": "sweden", "danish": "denmark", "norwegian": "norway",
    "swiss": "switzerland", "european": "europ", "african": "africa", "asian": "asia",
    "indian": "india", "australian": "australia", "canadian": "canada", "mexican": "mexico",
    "brazilian": "brazil", "egyptian": "egypt", "israel": "isra", "portugues": "portug",
}  # fmt: skip
_NATION_OF = _NATIONS | {nation: people for people, nation in _NATIONS.items()}


class TermVariant(NamedTuple):
    """A stem that meets a question's term, how well (0 to 1), and by which rule."""

    stem: str
    strength: float
    rule: str


def variants(
    term: str, stems: Mapping[str, list[str]], short_forms: Mapping[str, float] = MappingProxyType({})
) -> list[TermVariant]:
    """Return the stems that meet `term`, best first.

    `stems` holds the known ones by first letter; `short_forms` the other words that may stand for it in this
    question: its short or long form, the whole that it is a part of.
    """
    found = [TermVariant(term, 1.0, "same word")]
    if term[:1].isalpha():
        near = stems.get(term[0], [])
        found += [variant for other in near if other != term and (variant := _relative(term, other))]
        found += _stand_ins(term)
    found += [TermVariant(other, strength, "short form") for other, strength in short_forms.items()]
    return sorted(found, key=lambda variant: (-variant.strength, variant.stem))


def by_first_letter(stems: Iterable[str]) -> dict[str, list[str]]:
    """Group `stems`, each given once, by their first letter."""
    groups: dict[str, list[str]] = {}
    for one in stems:
        groups.setdefault(one[0], []).append(one)
    return groups


def reworded(found: Sequence[Token]) -> Mapping[str, Mapping[str, float]]:
    """Return the single words that may stand for a verb and its particle, for both: "stepped down", resign.

    The longest phrase counts.
    """
    stems = [token.stem for token in found]
    pairs: dict[str, dict[str, float]] = {}
    for at, verb in enumerate(stems):
        phrases = _phrases(verb)
        phrase = next((rest for rest in phrases if _goes_on(stems, at + 1, rest)), ())
        for one in (verb, *phrase) if phrase else ():
            pairs.setdefault(one, {}).update(dict.fromkeys(phrases[phrase], SYNONYM))
    return pairs


def _goes_on(stems: Sequence[str], first: int, rest: tuple[str, ...]) -> bool:
    """Whether `rest` stands from number `first` on, a particle with no mark and few words before it."""
    last = first + (PARTED if rest[0] in PARTICLES else 0)
    reached = next((at for at in range(first, last + 1) if stems[at : at + 1] in ([], [""], [rest[0]])), last)
    return tuple(stems[reached : reached + len(rest)]) == rest


@lru_cache(maxsize=1 << 10)
def _phrases(verb: str) -> Mapping[tuple[str, ...], tuple[str, ...]]:
    """Return a verb's phrases, the longest first: stems after it -> stems that stand for both."""
    cells = (cell.partition(": ") for cell in row("stand_ins_of_phrases", verb) if verb)
    return {tuple(rest.split()): tuple(met.split()) for rest, _, met in cells}


@lru_cache(maxsize=1 << 10)
def _stand_ins(term: str) -> tuple[TermVariant, ...]:
    """Return the stems that the tables let stand for a term."""
    nation = _NATION_OF.get(term)
    cells = (cell.split() for cell in row("stand_ins", term))
    pairs = (TermVariant(met, float(strength), RULES[int(rule)]) for strength, rule, met in cells)
    return (*pairs, TermVariant(nation, PEOPLE_OF_COUNTRY, "country and people")) if nation else tuple(pairs)


def _relative(term: str, other: str) -> TermVariant | None:
    strength = _family_strength(term, other)
    if strength:
        return TermVariant(other, strength, "same family")
    if min(len(term), len(other)) >= LEAST_TYPED and one_edit(term, other):
        return TermVariant(other, ONE_LETTER_OFF, SLIP)
    return None


def _shared_prefix(one: str, other: str) -> int:
    length = min(len(one), len(other))
    for at in range(length):
        if one[at] != other[at]:
            return at
    return length


def _family_strength(one: str, other: str) -> float:
    """Return how well words meet each other that share a root and differ in their endings; 0 for others."""
    if one[:SHORTEST_ROOT] != other[:SHORTEST_ROOT]:
        return 0.0
    shared = _shared_prefix(one, other)
    if shared < SHORTEST_ROOT or one[shared:] not in _ENDINGS or other[shared:] not in _ENDINGS:
        return 0.0
    are_short = len(one) + len(other) - 2 * shared <= SHORT_ENDINGS
    if shared > SHORTEST_ROOT:
        return NEAR_RELATIVE if are_short else RELATIVE
    return RELATIVE if are_short else 0.0


def one_edit(one: str, other: str) -> bool:
    """Whether one letter added, dropped, changed or swapped makes `other` of `one`."""
    if abs(len(one) - len(other)) > 1 or one == other:
        return False
    at = _shared_prefix(one, other)
    left, right = one[at:], other[at:]
    swapped = left[:2] == right[1::-1] and left[2:] == right[2:]
    return swapped or left[1:] == right or left == right[1:] or left[1:] == right[1:]
