"""Names: stretches of capitalised words in a sentence, and what kind of name each may be.

One walk over the items of a sentence serves every reader. What may stand inside a name is narrower where
somebody who speaks is looked for (`name_runs`): "the head of Ofsted in England" is no name. The finders of
answer types look at every stretch with all its links, whole and in pieces, and choose later (`runs`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache

from qa_bot.language.entities.patterns import Find, by_pattern, every
from qa_bot.language.entities.people import is_given_name, is_title, role_of
from qa_bot.language.lexicon.calendar import DAYS
from qa_bot.language.lexicon.function_words import NEVER_FIRST
from qa_bot.language.lexicon.nouns import EVENTS, NAMED_THINGS
from qa_bot.language.lexicon.organisations import GROUPS, ORGANISATIONS
from qa_bot.language.lexicon.people import ACRONYM_ROLES, NAME_JOINTS, NAME_PARTICLES, ROLES
from qa_bot.language.lexicon.places import COUNTRIES, LANGUAGES, PLACES, STATES
from qa_bot.language.lexicon.punctuation import SENTENCE_MARKS
from qa_bot.language.lexicon.verbs import ACTS_OF_PEOPLE
from qa_bot.language.segments import Item, items_of
from qa_bot.named_tuples import NamedTuple
from qa_bot.values import Entity

Place = tuple[int, int]
MOST_WORDS = 12  # items: the longest names of bodies have ten or so, a heading in capitals has more
MOST_LINKS = 2  # small words side by side: "Bank of the West", "Leonardo de la Vega"
LONGEST_ACRONYM = 6  # letters: longer words in capitals are words of a heading
SHORTEST_ACRONYM_INSIDE = 3  # letters: two are initials as often, "JK Rowling"
LONGEST_PERSON = 5  # words: a name of a person with titles and particles; longer ones name bodies and works
LONGEST_CITY = 3  # words: longer names of places are addresses
_OPENING_QUOTES = ("“", "‘", '"', "«", "„")
_APOSTROPHES = ("’", "'")
_LINKS_OF_SPEAKERS = ("of", "and", "for", "&")
_ROMAN_DIGITS = "IVXL"
_STATE_NOUNS = ("Province", "County", "State", "Territory", "Prefecture")


class Run(NamedTuple):
    """A stretch of capitalised words: its items, links included."""

    items: tuple[Item, ...]

    @property
    def start(self) -> int:
        """Return where its first word begins."""
        return self.items[0].start

    @property
    def end(self) -> int:
        """Return where its last word ends."""
        return self.items[-1].end

    @property
    def words(self) -> tuple[str, ...]:
        """Return its words as they stand, without the full stop of a title."""
        return tuple(_bare(item.text) for item in self.items)


def _bare(text: str) -> str:
    return text.rstrip(".") if text.count(".") == 1 else text


@lru_cache(maxsize=512)
def runs(sentence: str) -> tuple[Run, ...]:
    """Return the runs of capitalised words, those with links inside both whole and in pieces."""
    items = items_of(sentence)
    found: dict[Run, None] = {}
    for first, last in _stretches(items, _is_link):
        whole = items[first : last + 1]
        found |= dict.fromkeys(Run(tuple(part)) for part in (whole, *_pieces(whole)))
    return tuple(found)


def name_runs(items: Sequence[Item]) -> Iterator[Place]:
    """Yield the first and last item of each name outside quotations; "X and Y" comes whole and in parts."""
    for first, last in _stretches(items, _is_link_of_speaker):
        yield from _parts(items, first, last)


def _stretches(items: Sequence[Item], is_link: Callable[[Item], bool]) -> Iterator[Place]:
    """Yield the first and last item of each longest stretch of capitalised words and links between them."""
    last = -1
    for at in (at for at, item in enumerate(items) if item.capital):
        if at > last and _begins(items, at):
            last = _last_of(items, at, is_link)
            yield at, last


def _begins(items: Sequence[Item], at: int) -> bool:
    """Whether a name begins at an item; where any word has a capital it must be known, or stand by a name."""
    item = items[at]
    if not _may_be_name(item):
        return False
    if is_acronym(item.text):
        return True
    if item.word in NEVER_FIRST:
        return False
    return not _opens(items, at) or _is_known(item) or (at + 1 < len(items) and _makes_name(items, at))


def _may_be_name(item: Item) -> bool:
    return item.capital and item.word not in DAYS


def _opens(items: Sequence[Item], at: int) -> bool:
    """Whether an item opens a sentence or what is quoted as said, so that its capital says nothing."""
    if not any(item.word for item in items[:at]):
        return True
    before = items[at - 1]
    if before.text in _OPENING_QUOTES and before.end == items[at].start:
        return items[at - 2].text in (",", ":", *SENTENCE_MARKS)
    return before.text in SENTENCE_MARKS


def _is_known(item: Item) -> bool:
    word = item.text
    return is_given_name(word) or is_title(word) or word in COUNTRIES or word in LANGUAGES


def _makes_name(items: Sequence[Item], at: int) -> bool:
    """Whether the word that follows a sentence's first one makes that a name: "Smith said"."""
    follows = items[at + 1]
    return follows.capital or (follows.text in ACTS_OF_PEOPLE and not items[at].text.endswith("s"))


def _last_of(items: Sequence[Item], first: int, is_link: Callable[[Item], bool]) -> int:
    last = first
    for at in range(first + 1, min(len(items), first + MOST_WORDS)):
        if _may_be_name(items[at]):
            last = at
        elif at - last > MOST_LINKS or not (is_link(items[at]) or _owns(items[at - 1 : at + 1])):
            break
    return last


def _is_link(item: Item) -> bool:
    word = item.text.lower()
    return word in NAME_JOINTS or word in NAME_PARTICLES


def _is_link_of_speaker(item: Item) -> bool:
    return item.text.lower() in _LINKS_OF_SPEAKERS or item.text in NAME_PARTICLES


def _owns(items: Sequence[Item]) -> bool:
    """Whether a word and the mark after it are a plural that owns something: "Teachers’"."""
    return items[-1].text in _APOSTROPHES and items[0].text.endswith("s")


def _is_joint(item: Item) -> bool:
    return item.text.lower() in NAME_JOINTS or item.text in _APOSTROPHES


def _pieces(whole: Sequence[Item]) -> Iterator[list[Item]]:
    """Yield the parts of a run between its joints: "Bank" and "England"."""
    piece: list[Item] = []
    for item in whole:
        if _is_joint(item) and piece:
            yield piece
            piece = []
        elif not _is_joint(item) and (item.capital or piece):
            piece.append(item)
    if piece:
        yield piece


def _parts(items: Sequence[Item], first: int, last: int) -> Iterator[Place]:
    joint = next((at for at in range(first + 1, last) if items[at].word == "and"), -1)
    if joint < 0 or _is_group_word(items[last]):
        yield name_start(items, first, last), last
        return
    parts = (name_start(items, first, joint - 1), joint - 1), (name_start(items, joint + 1, last), last)
    if all(kind_of(items, *part) == "person" for part in parts):
        yield parts[0][0], last
    yield from parts


def name_start(items: Sequence[Item], first: int, last: int) -> int:
    """Return where the name itself begins after a post: "Health Secretary Jeremy Hunt"."""
    if _is_group_word(items[last]):
        return first
    joint = next((at for at in range(first, last + 1) if items[at].word == "and"), last + 1)
    start = first
    for at in range(first, min(last, joint - 1)):
        if _is_post_before_name(items, at):
            start = at + 1
        elif at > start and _begins_anew(items, at):
            start = at
    return start


def _is_post_before_name(items: Sequence[Item], at: int) -> bool:
    return _is_post(items[at]) and items[at + 1].capital and not role_of(items[at + 1].word)


def _is_post(item: Item) -> bool:
    if item.text in ACRONYM_ROLES:
        return True
    return role_of(item.word) in ROLES and not is_title(item.text) and not is_given_name(item.text)


def _begins_anew(items: Sequence[Item], at: int) -> bool:
    """Whether a title or given name within a run begins the name: "Labour Sir John", not "Dr Jane"."""
    text, before = items[at].text, items[at - 1].text
    if is_title(before) or before.endswith(".") or is_given_name(before):
        return False
    return is_title(text) or is_given_name(text)


def is_acronym(text: str) -> bool:
    """Whether a word is written in capitals: BMA, U.S., MPs."""
    letters = text.replace(".", "").replace("&", "").removesuffix("s")
    return 2 <= len(letters) <= LONGEST_ACRONYM and letters.isalpha() and letters.isupper()


def _is_group_word(item: Item) -> bool:
    return item.text in ORGANISATIONS or (item.capital and role_of(item.word) in GROUPS)


def kind_of(items: Sequence[Item], first: int, last: int) -> str:
    """Return "person", "organisation", "place", "several" or only "name" for the items of a name."""
    words = [item for item in items[first : last + 1] if item.word]
    if not words:
        return "name"
    joined = any(item.word == "and" for item in words)
    if is_title(words[0].text) and not joined:
        return "person"
    if is_organisation(words):
        return "organisation"
    if is_place(words):
        return "place"
    return "several" if joined else _kind_of_one(words)


def _kind_of_one(words: Sequence[Item]) -> str:
    if is_given_name(words[0].text):
        return "person"
    capitals = sum(item.capital for item in words)
    plain = capitals in (2, 3) and all(item.capital or item.text in NAME_PARTICLES for item in words)
    posted = any(role_of(item.word) for item in words) or words[-1].text in NAMED_THINGS
    return "person" if plain and not posted else "name"


def is_organisation(words: Sequence[Item]) -> bool:
    """Whether the words of a name are those of an organisation: its noun, an acronym, a land at the end."""
    if _is_group_word(words[-1]):
        return True
    if all(item.capital for item in words):
        return _is_lettered(words) or _ends_in_country(words)
    return _is_group_word(words[0]) and any(item.word == "of" for item in words)


def _is_lettered(words: Sequence[Item]) -> bool:
    """Whether a name is an acronym of no people, or holds one: "BMA", "BMA Scotland", not "GPs"."""
    if len(words) == 1:
        return is_acronym(words[0].text) and not words[0].text.endswith("s")
    return any(map(_is_acronym_inside, words))


def _is_acronym_inside(item: Item) -> bool:
    """Whether a word of a longer name is an acronym, and no initials, numeral or post: "BMA Scotland"."""
    if item.text in COUNTRIES:
        return is_acronym(item.text)
    initials = "." in item.text or len(item.text) < SHORTEST_ACRONYM_INSIDE
    people = item.text in ACRONYM_ROLES or item.text.endswith("s")
    return is_acronym(item.text) and not (initials or people or _is_numeral(item.text))


def _is_numeral(text: str) -> bool:
    return all(letter in _ROMAN_DIGITS for letter in text)


def _ends_in_country(words: Sequence[Item]) -> bool:
    """Whether a country ends a longer name: "Public Health England", not "New South Wales"."""
    known = _is_land(words) or _is_known(words[0])
    return len(words) > 2 and words[-1].text in COUNTRIES and not known


def is_place(words: Sequence[Item]) -> bool:
    """Whether the words of a name are those of a place: its noun, a country, a state."""
    return words[-1].text in PLACES or _is_land(words)


def _is_land(words: Sequence[Item]) -> bool:
    name = " ".join(item.text for item in words)
    return name in COUNTRIES or (name in STATES and not is_given_name(name))


def is_country(run: Run) -> bool:
    """Whether a run names a country."""
    return " ".join(run.words) in COUNTRIES


def is_state(run: Run) -> bool:
    """Whether a run names a state, a province or the like."""
    return " ".join(run.words) in STATES or run.words[-1] in _STATE_NOUNS


def _is_named(run: Run) -> bool:
    """Whether a run begins as the name of a person does."""
    return is_title(run.words[0]) or is_given_name(run.words[0])


def _outside_bodies(sentence: str) -> list[Run]:
    """Return the runs that are no part of the name of an organisation."""
    found = runs(sentence)
    bodies = [run for run in found if len(run.items) > 1 and _is_only_organisation(run)]
    return [run for run in found if not any(one.start <= run.start and run.end <= one.end for one in bodies)]


def by_kind(*kinds: Callable[[Run], bool]) -> Find:
    """Find the runs that are of one of `kinds`."""

    def find(sentence: str) -> Iterator[Entity]:
        return (Entity(run.start, run.end) for run in runs(sentence) if any(kind(run) for kind in kinds))

    return find


def places(sentence: str) -> Iterable[Entity]:
    """Find what may be the name of a place."""
    return [Entity(run.start, run.end) for run in _outside_bodies(sentence) if _may_be_place(run)]


def _may_be_place(run: Run) -> bool:
    return not _is_only_organisation(run) and (is_country(run) or is_state(run) or not _is_named(run))


def _is_only_organisation(run: Run) -> bool:
    """Whether a run names an organisation, and no building of one: "National Theatre"."""
    return is_organisation(run.items) and run.words[-1] not in PLACES


def cities(sentence: str) -> Iterable[Entity]:
    """Find what may be the name of a town: a place of few words, no country or state."""
    near = [run for run in _outside_bodies(sentence) if _may_be_place(run) and len(run.items) <= LONGEST_CITY]
    return [Entity(run.start, run.end) for run in near if not (is_country(run) or is_state(run))]


def persons(sentence: str) -> Iterable[Entity]:
    """Find what may be a person's name, without a post, and without a title where two names remain."""
    found = map(_without_post, _outside_bodies(sentence))
    return [Entity(run.start, run.end) for run in found if _may_be_person(run)]


def _without_post(run: Run) -> Run:
    items, last = run.items, len(run.items) - 1
    posts = (at for at in range(last) if _is_post_before_name(items, at))
    titles = (at for at in range(last - 1) if is_title(items[at].text) and items[at + 1].capital)
    return Run(items[max((*posts, *titles), default=-1) + 1 :])


def _may_be_person(run: Run) -> bool:
    """Whether a run may name a person: no organisation, place, language, event or linked run."""
    if len(run.items) > LONGEST_PERSON or any(map(_is_joint, run.items)):
        return False
    last = run.words[-1]
    return not (is_organisation(run.items) or is_place(run.items) or last in LANGUAGES or last in EVENTS)


names = by_kind(lambda run: True)
organisations = by_kind(lambda run: not is_place(run.items) and not _is_named(run))
countries = by_kind(is_country)
states = by_kind(is_state)
events = by_kind(lambda run: not EVENTS.isdisjoint(run.words))
languages = every(
    by_kind(lambda run: len(run.words) == 1 and run.words[0] in LANGUAGES),
    by_pattern(
        r"(?<!\w)(?P<x>[A-Z]\w{2,20}(?: [A-Z]\w{2,20})?)(?= (?:language|dialect|script|alphabet)s?\b"
        r"|-(?:speaking|language)\b)"
    ),
)
acronyms = by_kind(lambda run: len(run.words) == 1 and is_acronym(run.words[0]))
