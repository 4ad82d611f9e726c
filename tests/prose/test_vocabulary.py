"""Words are made when a text has the two letters they begin with, and none that stands in it is ever wanting."""

import pickle

from hypothesis import given
from hypothesis import strategies as st

from govxl.prose.lexicon.vocabulary import NO_ROW, Vocabulary, vocabulary_of

WORDS = {"书": 1, "借书": 2, "借书证": 1 << 90, "借书证件": 3, "借书\n证": 4, "证件": 6}
"""Of every length about that of an opening; a line feed is a letter like others. No word is empty (`lexicon`)."""

LETTERS = st.text("借书证件\n馆", max_size=12)


@given(st.lists(LETTERS, max_size=4), st.dictionaries(LETTERS, st.integers(0, 1 << 130)))
def test_no_word_of_a_text_is_wanting(texts: list[str], words: dict[str, int]) -> None:
    words.pop("", None)
    found = vocabulary_of(words)
    for text in texts:
        for piece in [text[a:b] for b in range(len(text) + 1) for a in range(b)]:
            assert found.find(piece) == words.get(piece)
            assert (piece[0] in found.begins) == any(word[0] == piece[0] for word in words)
            if piece[:2] in found.rows:
                alone, longer, known = found.open(piece[:2])
                assert alone == words.get(piece[:2])
                assert known is not None
                assert known(piece) == words.get(piece)
                alike = longer(piece[2:3]) if longer else None
                with_three = sorted(word for word in words if len(word) > 2 and word[:3] == piece[:3])
                assert (alike[0] if alike else []) == with_three
                for word in with_three:
                    assert alike
                    assert len(word) <= alike[1]
                    inside = [word[:end] for end in range(3, len(word)) if word[:end] in words]
                    assert found.shorten(word) == (inside[-1] if inside else word[:2])


def test_words_are_made_where_a_text_has_their_first_two_letters() -> None:
    found = vocabulary_of(WORDS)
    assert (found.find("书"), found.find("馆"), found.find("书借")) == (1, None, None)
    assert not any(found.opened.values())
    assert found.find("借书证") == 1 << 90
    assert [head for head, row in found.opened.items() if row] == ["借书"]
    alone, longer, known = found.opened["借书"] or NO_ROW
    assert longer
    assert known
    alike = longer("证")
    assert alike
    assert alike[:2] == (["借书证", "借书证件"], 4)
    assert (found.shorten("借书证件"), found.shorten("借书证")) == ("借书证", "借书")
    assert longer("馆") is None
    assert alone == 2
    assert known("借书证件") == 3


def test_it_is_a_mapping_of_all_words() -> None:
    found = vocabulary_of(WORDS)
    assert len(found) == len(WORDS)
    assert dict(found) == WORDS
    assert found == vocabulary_of(dict(reversed(WORDS.items()))) != vocabulary_of({"书": 1})
    assert found.get("借书") == 2
    assert found.get("书借") is None
    assert found
    assert not Vocabulary({}, {}, {})


def test_what_was_made_is_not_kept() -> None:
    found = vocabulary_of(WORDS)
    kept = pickle.dumps(found)
    assert found.find("借书证")
    assert pickle.dumps(found) == kept
    assert pickle.loads(kept) == found
