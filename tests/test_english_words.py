"""The list of English words is searched as it is written, however it is written."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest
import spellchecker

from qa_bot.language import english_words as english
from qa_bot.language.english_words import WordCounts, english_words

COUNTS = {"able": 90, "abbé": 7, "a": 500, "zebra": 8, "able's": 3, "ably": 2, "he said": 1}


@pytest.mark.parametrize("indent", [None, 0, 2])
@pytest.mark.parametrize("is_sorted", [True, False])
def test_every_word_is_found(indent: int | None, is_sorted: bool) -> None:
    words = WordCounts(json.dumps(COUNTS, indent=indent, sort_keys=is_sorted).encode())
    assert {word: words.count(word) for word in COUNTS} == COUNTS
    assert [
        words.count(word) for word in ("", "ab", "ables", "zebras", "{", "}", '"', "é", "\n", "a\udcff")
    ] == [0] * 10
    assert list(words.beginning("ab")) == [("abbé", 7), ("able", 90), ("able's", 3), ("ably", 2)]
    assert list(words.beginning("b")) == []


def test_an_empty_list_holds_nothing() -> None:
    assert WordCounts(b"{}").count("a") == WordCounts(b"{\n}").count("a") == 0
    assert list(WordCounts(b"{}").beginning("a")) == []


def test_the_installed_list_is_searched_as_it_stands(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("it was parsed")

    english_words.cache_clear()
    monkeypatch.setattr(english.json, "loads", refuse)
    assert (
        english_words().count("the") > english_words().count("zebra") > 0 == english_words().count("zebrax")
    )


def test_the_installed_list_is_found_whole() -> None:
    packed = Path(spellchecker.__file__).parent / "resources" / "en.json.gz"
    counted = json.loads(gzip.decompress(packed.read_bytes()))
    assert dict(english_words().beginning("")) == counted
    assert all(english_words().count(word) == count for word, count in list(counted.items())[::97])
