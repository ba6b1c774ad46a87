"""What the words and names of a text are: plural, past, denied; person, place, organisation; a date."""

from __future__ import annotations

import pytest

from qa_bot.language.entities.calendar import iso_date, iso_value
from qa_bot.language.entities.names import is_acronym, kind_of, name_runs, persons, runs
from qa_bot.language.entities.people import gender_of, role_of
from qa_bot.language.morphology import is_past, is_plural, singulars
from qa_bot.language.negation import is_negation
from qa_bot.language.segments import items_of


@pytest.mark.parametrize("word", ["doctors", "Women", "children", "parties", "people", "knives"])
def test_plurals(word: str) -> None:
    assert is_plural(word)


@pytest.mark.parametrize("word", ["news", "gas", "boss", "crisis", "doctor", "series", "Leeds's"])
def test_no_plurals(word: str) -> None:
    assert not is_plural(word)


def test_singulars() -> None:
    assert singulars("women") == ["woman"]
    assert singulars("wolves") == ["wolf"]
    assert "city" in singulars("cities")
    assert singulars("doctor") == []


@pytest.mark.parametrize(
    ("word", "past"), [("voted", True), ("wrote", True), ("need", False), ("women", False)]
)
def test_past_forms(word: str, past: bool) -> None:
    assert is_past(word) is past


@pytest.mark.parametrize(
    ("word", "denies"),
    [("not", True), ("didn't", True), ("cannot", True), ("without", False), ("knot", False)],
)
def test_negations(word: str, denies: bool) -> None:
    assert is_negation(word) is denies


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Dr Jane Smith", "person"),
        ("Ludwig van Beethoven", "person"),
        ("J.K. Rowling", "person"),
        ("John Paul II", "person"),
        ("Rob Laurenson and Vivek Trivedi", "several"),
        ("Public Health England", "organisation"),
        ("House of Commons", "organisation"),
        ("BMA Scotland", "organisation"),
        ("BMA", "organisation"),
        ("GPs", "name"),
        ("New South Wales", "place"),
        ("Trafalgar Square", "place"),
        ("California", "place"),
        ("English Civil War", "name"),
        ("Wenholm", "name"),
    ],
)
def test_kinds_of_names(name: str, kind: str) -> None:
    items = items_of(name)
    assert kind_of(items, 0, len(items) - 1) == kind


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("She said the council had paid.", []),
        ("Smith said the council had paid.", ["Smith"]),
        ("Doctors met in Leeds on Monday.", ["Leeds"]),
        ("“Doctors are tired,” Smith said.", ["Smith"]),
        ("The Medical Practitioners’ Union met.", ["Medical Practitioners’ Union"]),
        ("Ann Kerr and Bob Lee left.", ["Ann Kerr and Bob Lee", "Ann Kerr", "Bob Lee"]),
    ],
)
def test_names_as_speakers(text: str, names: list[str]) -> None:
    items = items_of(text)
    found = [text[items[first].start : items[last].end] for first, last in name_runs(items)]
    assert found == names


def test_a_run_comes_whole_and_in_pieces() -> None:
    text = "The head of the Bank of England’s Leeds office left."
    assert {text[run.start : run.end] for run in runs(text)} >= {
        "Bank of England’s Leeds",
        "Bank",
        "England",
        "Leeds",
    }


def test_a_post_is_no_part_of_a_person() -> None:
    text = "Health Secretary Jeremy Hunt met San Francisco."
    assert [text[one.start : one.end] for one in persons(text)] == ["Jeremy Hunt", "San Francisco"]


@pytest.mark.parametrize(
    ("word", "short"),
    [("BMA", True), ("U.S.", True), ("MPs", True), ("B&Q", True), ("STRIKES", False), ("A", False)],
)
def test_acronyms(word: str, short: bool) -> None:
    assert is_acronym(word) is short


@pytest.mark.parametrize(
    ("name", "gender"),
    [
        ("Ann Kerr", "female"),
        ("Sir Kim Lee", "male"),
        ("Kim Lee", ""),
        ("Mrs Kerr", "female"),
        ("Dr Kerr", ""),
    ],
)
def test_genders(name: str, gender: str) -> None:
    items = items_of(name)
    assert gender_of(items, 0, len(items) - 1) == gender


def test_roles_are_singular() -> None:
    assert role_of("secretaries") == "secretary"
    assert role_of("women") == "woman"
    assert role_of("co-chair") == "co-chair"
    assert role_of("table") == ""


def test_values_of_dates() -> None:
    assert iso_date("Fri, 12 Aug 2016 10:30 GMT") == "2016-08-12"
    assert iso_date("12th of AUGUST, 2016") == "2016-08-12"
    assert iso_date("2016/08") == "2016-08"
    assert iso_date("31 February 2016") is None
    assert iso_value(None, 2, "29th") == "--02-29"
    assert iso_value("1900", 2, "29") is None
