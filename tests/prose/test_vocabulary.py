"""Words are made when a text has the letters they open with, and none that stands in it is ever wanting."""

import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govxl.prose import vocabulary
from govxl.prose.vocabulary import ENOUGH, Vocabulary, vocabulary_of

WORDS = {"书": 1, "借书": 2, "借书证": 1 << 90, "借书证件": 3, "借书\n证": 4, "证件": 6}
"""Of every length about that of an opening; a line feed is a letter like others. No word is empty (`lexicon`)."""

LETTERS = st.text("借书证件\n馆", max_size=12)


@given(st.lists(LETTERS, max_size=4), st.dictionaries(LETTERS, st.integers(0, 1 << 130)))
def test_no_word_of_a_text_is_wanting(texts: list[str], words: dict[str, int]) -> None:
    words.pop("", None)
    found = vocabulary_of(words)
    for text in texts:
        some = found.words_in(text)
        assert {word: features for word, features in words.items() if word in text}.items() <= some.items() <= words.items()


def test_most_words_are_not_made_for_a_text() -> None:
    found = vocabulary_of(WORDS)
    assert found.words_in("证件借书") == {"书": 1, "借书": 2, "证件": 6}
    assert found.words_in("借书证") == {"书": 1, "借书": 2, "证件": 6, "借书证": 1 << 90, "借书证件": 3}


def test_it_is_a_mapping_of_all_words() -> None:
    found = vocabulary_of(WORDS)
    assert len(found) == len(WORDS)
    assert dict(found) == WORDS
    assert found == vocabulary_of(dict(reversed(WORDS.items()))) != vocabulary_of({"书": 1})
    assert found.get("借书") == 2
    assert found.get("书借") is None
    assert not Vocabulary({}, 0)


def test_what_was_made_is_not_kept() -> None:
    found = vocabulary_of(WORDS)
    kept = pickle.dumps(found)
    found.words_in("借书证")
    assert pickle.dumps(found) == kept
    assert pickle.loads(kept) == found


def test_beyond_so_many_letters_nothing_is_looked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    found = vocabulary_of(WORDS)
    found.words_in("馆" * (ENOUGH - 1))
    assert found.made == {}
    assert found.words_in("馆") == WORDS
    monkeypatch.setattr(vocabulary, "_openings", lambda letters: 1 / 0)
    assert found.words_in("借书") == WORDS
