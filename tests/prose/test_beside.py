"""What stands beside a figure: in its sentence or its paragraph, on both sides, and never itself."""

from decimal import Decimal

from govxl.prose.judging.beside import CLOSE, LONGEST_SENTENCE, MOST_BESIDE, PARAGRAPH, are_close, beside, sides
from govxl.prose.model import Figure, Mention

TEXT = "收到3件，办结2件；公开1件。其中4件\n另有5件"


def mention_at(start: int) -> Mention:
    return Mention(Figure(start, start + 2, "", Decimal(1), "件", Decimal(1), "figure"), (start, start + 2))


def mentions_in(text: str) -> list[Mention]:
    return [mention_at(nth) for nth, letter in enumerate(text) if letter.isdigit()]


def places(some: list[Mention]) -> str:
    return "".join(TEXT[each.figure.start] for each in some)


def test_a_sentence_ends_what_is_beside_a_figure() -> None:
    three, two, one, four, five = every = mentions_in(TEXT)
    assert [places(side) for side in sides(two, every, TEXT)] == ["3", "1"]
    assert [places(beside(each, every, TEXT)) for each in every] == ["21", "31", "32", "", ""]
    assert [places(beside(each, every, TEXT, PARAGRAPH)) for each in every] == ["214", "314", "324", "321", ""]
    # Among others that it is none of, what stands there all the same is beside it.
    assert places(beside(two, [three, one, four, five], TEXT)) == "31"


def test_no_more_stand_beside_a_figure_than_a_person_writes() -> None:
    row = "1件、" * (3 * MOST_BESIDE)
    every = mentions_in(row)
    before, behind = sides(every[MOST_BESIDE + 1], every, row)
    assert before == every[1 : MOST_BESIDE + 1]
    assert behind == every[MOST_BESIDE + 2 : 2 * MOST_BESIDE + 2]
    far = "1件" + "，" * LONGEST_SENTENCE + "2件"
    assert beside(mention_at(0), mentions_in(far), far) == []


def test_a_semicolon_or_many_letters_keep_a_part_from_its_whole() -> None:
    three, two, one, *_ = (each.figure for each in mentions_in(TEXT))
    assert [are_close(*pair, TEXT) for pair in ((three, two), (two, three), (two, one), (two, two))] == [
        True,
        True,
        False,
        False,
    ]
    for letters, close in ((CLOSE - 1, True), (CLOSE, False)):
        text = f"1件{'，' * letters}2件"
        one, two = (each.figure for each in mentions_in(text))
        assert are_close(one, two, text) is close
