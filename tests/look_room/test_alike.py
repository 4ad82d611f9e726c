"""Whose report stands in another's: shares are counted here by the letters that texts were made of."""

from collections.abc import Mapping
from random import Random
from typing import Any

from govxl.form.definition import form_for_year
from govxl.look.alike import Alike, alike
from govxl.look.comparing import Compared
from govxl.look.frames import CountedReturn
from govxl.prose.lexicon.loading import load_patterns

LINT = load_patterns(form_for_year("zfxxgk", 2025)).lint


def prose(seed: str, letters: int) -> str:
    """Write letters that nobody else wrote: ten words' worth, then a comma."""
    drawn = Random(seed)
    text = "".join(chr(drawn.randrange(0x4E00, 0x9000)) for _ in range(letters))
    return "，".join(text[n : n + 10] for n in range(0, letters, 10)) + "。"


def unit(name: str, *fields: str, year: int = 2025, **more: Any) -> Compared:
    texts = {f"narrative.overview.{key}": text for key, text in zip(("opening", "platform", "management"), fields, strict=False)}
    given: Mapping[str, Any] = {"state": "accepted", **more}
    counted = CountedReturn(
        unit=name, code=name, level="county", kind="department", edition="2021", year=year, scope="own", record="", file="",
        corrections=0, figures={}, narrative=texts, **given,
    )  # fmt: skip
    return Compared(name, name, "county", "department", {year: counted})


def found(*units: Compared, year: int = 2025) -> dict[str, Alike]:
    return {each.unit.name: each for each in alike(units, year, LINT)}


def test_a_report_with_another_name_and_other_figures_is_the_same_one() -> None:
    text = "示例县甲局" + prose("one", 200) + "全年公开37条，" + prose("two", 200)
    other = text.replace("示例县甲局", "示例县乙局").replace("37", "1,204")
    told = found(unit("示例县甲局", text), unit("示例县乙局", other), unit("示例县丙局", prose("own", 400)))
    assert set(told) == {"示例县甲局", "示例县乙局"}
    assert [told["示例县甲局"].share, told["示例县乙局"].share] == [100, 100]
    assert told["示例县甲局"].other.name == "示例县乙局"
    assert told["示例县甲局"].passage in text, "quoted as the unit has it"
    assert told["示例县乙局"].passage in other


def test_moved_paragraphs_are_the_same_and_the_share_is_of_the_letters() -> None:
    shared, more = [prose(f"shared {n}", 100) for n in range(6)], prose("own", 60)
    told = found(unit("甲局", "\n".join(shared), more), unit("乙局", "\n".join(reversed(shared)), prose("other", 200)))
    # 600 of 660 letters; of the other 600 of 800, which is less than what is told.
    assert {name: each.share for name, each in told.items()} == {"甲局": 90}


def test_what_is_shared_by_a_part_only_is_nobodys_business() -> None:
    shared = prose("shared", 500)
    assert not found(unit("甲局", shared, prose("own", 200)), unit("乙局", shared, prose("other", 150)))


def test_set_sentences_and_short_reports_say_nothing() -> None:
    fixed = "。".join(LINT.fixed) + "。"
    assert sum(map(len, LINT.fixed)) > 300
    assert not found(unit("甲局", fixed, prose("own", 30)), unit("乙局", fixed, prose("other", 30)))
    assert not found(unit("甲局", prose("short", 79)), unit("乙局", prose("short", 79)))
    assert set(found(unit("甲局", prose("short", 80)), unit("乙局", prose("short", 80)))) == {"甲局", "乙局"}


def test_another_years_report_is_not_compared() -> None:
    text = prose("one", 300)
    assert not found(unit("甲局", text), unit("乙局", text, year=2024))


def test_of_many_that_wrote_one_text_each_is_told() -> None:
    text = prose("system", 300)
    units = [unit(f"第{n}所", text, prose(f"own {n}", 20)) for n in range(120)]
    told = found(*units, *(unit(f"别的{n}", prose(f"other {n}", 300)) for n in range(40)))
    assert set(told) == {each.name for each in units}
    assert {each.share for each in told.values()} == {93}, "300 of 320 letters, cut"


def test_what_all_of_a_system_have_hides_no_two_that_have_the_rest_as_well() -> None:
    common = prose("system", 300)
    units = [unit(f"第{n}所", common, prose(f"own {n}", 200)) for n in range(60)]
    twins = [unit(name, common, prose("twins", 200)) for name in ("甲局", "乙局")]
    told = found(*units, *twins)
    assert {each.unit.name: (each.other.name, each.share) for each in told.values()} == {"甲局": ("乙局", 100), "乙局": ("甲局", 100)}


def test_a_field_of_a_few_letters_is_no_passage() -> None:
    text = prose("one", 300)
    told = found(unit("甲局", "加强管理。", text), unit("乙局", "平稳。", text))
    assert told["甲局"].passage == text.removesuffix("。")


def test_a_passage_longer_than_a_cell_holds_is_quoted_by_its_beginning() -> None:
    text = prose("long", 40_000)
    told = found(unit("甲局", text), unit("乙局", text))
    assert told["甲局"].passage == f"{text[:500]}……"


def test_the_one_most_like_it_is_named() -> None:
    text, near = prose("one", 300), prose("one", 300)
    told = found(unit("甲局", text), unit("乙局", text[:-40]), unit("丙局", near))
    assert told["甲局"].other.name == "丙局"
    assert told["甲局"].share == 100
