"""The page as people meet it: on a phone, by keyboard, read aloud, in English, in an old browser, when something breaks."""

import base64
import json
import re
import subprocess
from importlib.resources import files
from pathlib import Path

import pytest

from tests.commands import run
from tests.on_screen import examined
from tests.returns import accepted, filled

ROOT = Path(__file__).parent.parent.parent
MISTAKES = ROOT / "samples" / "zfxxgk-2021" / "mistakes" / "filled.xlsx"
EXPLAINED = ROOT / "samples" / "zfxxgk-2021" / "explained" / "filled.xlsx"
COUNTY = ROOT / "samples" / "zfxxgk-2021" / "county" / "filled.xlsx"
CHINESE = re.compile(r"[\u3400-\u9fff]")

@pytest.fixture
def in_english(desk):
    desk.press("English")
    yield desk
    desk.press("中文")


def opened(desk) -> None:
    desk.ask("for (const each of document.querySelectorAll('details')) each.open = true")


@pytest.mark.parametrize("width", [375, 768, 1280])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_axe_finds_nothing_and_nothing_is_wider_than_the_window(desk, width, language):
    desk.judge(MISTAKES)
    if language == "en":
        desk.press("English")
    try:
        desk.tab.resize(width)
        for paths in ((MISTAKES,), (MISTAKES, COUNTY)):
            if len(paths) > 1:
                desk.judge(*paths)
            opened(desk)
            found = examined(desk.tab)
            assert found["violations"] == []
            # What axe cannot decide by itself: colours behind what is drawn over.
            assert [each for each in found["incomplete"] if each[0] != "color-contrast"] == []
            assert {"color-contrast", "label", "page-has-heading-one", "html-has-lang"} <= set(found["rules"])
            assert found["overflow"] <= 0
    finally:
        if language == "en":
            desk.press("中文")
        desk.tab.resize(1280)


def test_all_of_it_is_english_where_english_is_asked_for(in_english):
    desk = in_english
    desk.judge(MISTAKES)
    opened(desk)
    # What stands in the workbook and what the form is called is told as it stands there; our own words are not.
    for selector in (
        ".about",
        ".private",
        "#take",
        ".acceptance",
        ".verdict",
        ".counts",
        ".actions",
        "#making",
        "footer > p",
        "footer > p:last-child",
    ):
        text = desk.text(selector).replace("中文", "")
        assert not CHINESE.search(text), text
    assert desk.ask("document.documentElement.lang") == "en"
    assert [desk.ask(f"document.querySelectorAll('.entry dt')[{n}].textContent") for n in (0, 1)] == [
        "What to do",
        "What to do",
    ]


def test_a_keyboard_gets_everywhere_and_sees_where_it_is(chromium, built):
    tab = chromium.open(built.as_uri())
    at = "document.activeElement"
    # Of the field for files, which is not seen, its button has the outline.
    seen = f"getComputedStyle({at}.id === 'files' ? document.querySelector('.choose') : {at}).outlineStyle"
    met = []
    for _ in range(10):
        tab.press("Tab", 9)
        met.append((tab.ask(f"{at}.id || {at}.className"), tab.ask(seen)))
    assert [name for name, _ in met[:4]] == ["skip", "language", "files", "blank-unit"]
    assert {outline for _, outline in met[1:]} == {"solid"}, met


def test_whoever_listens_is_told_and_taken_to_the_verdict(desk):
    desk.judge(MISTAKES)
    assert desk.ask("document.activeElement.textContent") == desk.text(".verdict") == "还不能报送"
    status = "document.getElementById('status')"
    assert desk.ask(f"[{status}.getAttribute('role'), {status}.textContent]") == ["status", "核对完了：还不能报送"]
    desk.judge(MISTAKES, COUNTY)
    assert desk.ask("document.activeElement.id") == "results"
    assert desk.ask(f"{status}.textContent") == "核对完了，共 2 份"


def test_a_file_chosen_again_stands_where_it_stood_and_another_units_beside_it(desk, tmp_path):
    desk.judge(MISTAKES)
    for path, expected in ((MISTAKES, 1), (COUNTY, 2), (COUNTY, 2)):
        desk.ask("window.heard.length = 0; document.getElementById('files').focus()")
        desk.tab.choose("#files", path)
        desk.tab.wait("window.heard.length === 1 && document.activeElement.className === 'verdict'")
        assert desk.ask("document.querySelectorAll('.result').length") == expected


def test_last_years_return_of_the_same_name_stands_beside_this_years(desk):
    desk.judge(COUNTY)
    desk.ask("window.heard.length = 0; document.getElementById('files').focus()")
    desk.tab.choose("#files", COUNTY.parent.parent / "county-2024" / COUNTY.name)
    desk.tab.wait("window.heard.length === 1 && document.activeElement.className === 'verdict'")
    shown = desk.ask("[...document.querySelectorAll('.whose')].map((each) => each.textContent)")
    assert [re.findall("20[0-9]{2}", each) for each in shown] == [["2025"], ["2024"]]


def test_files_that_are_one_return_are_told_in_the_words_of_check(desk, tmp_path):
    """The same bytes, accepted or not; two that differ of one unit, year and scope; not another year's, not a draft's."""
    wrong = filled({"requests.received.person": 20})
    contents = {
        "甲.xlsx": accepted(), "甲(1).xlsx": accepted(), "改过.xlsx": filled({"cover.phone": "010-1"}), "草稿.xlsx": wrong,
        "草稿(1).xlsx": wrong, "去年.xlsx": filled(year=2024), "乙.xlsx": filled(unit="乙局", code="B"), "不是.xlsx": b"",
    }  # fmt: skip
    paths = [tmp_path / name for name in contents]
    for path in paths:
        path.write_bytes(contents[path.name])
    told = "[...document.querySelectorAll('#twice p')].map((each) => each.textContent)"
    desk.judge(*paths)
    for language, button in (("zh", "English"), ("en", "中文")):
        err = run("check", *paths, "--lang", language).err.replace(f"{tmp_path}/", "")
        expected = [line for line in err.splitlines() if "甲" in line or "草稿" in line]
        assert (desk.ask(told), len(expected)) == (expected, 3)
        desk.press(button)
    # One after the other as well; those that are cleared are forgotten.
    desk.judge(paths[0])
    assert desk.ask("document.getElementById('twice').hidden")
    desk.tab.choose("#files", paths[2])
    desk.tab.wait("document.querySelectorAll('.result').length === 2 && !document.getElementById('twice').hidden")
    assert ["交来 2 份不同的报表：甲.xlsx、改过.xlsx" in each for each in desk.ask(told)] == [True]
    desk.judge(paths[0], paths[5])
    assert desk.ask("document.getElementById('twice').hidden")


def test_of_a_file_that_cannot_be_checked_the_reason_is_seen_without_opening_it(desk, tmp_path):
    (tmp_path / "空的.xlsx").write_bytes(b"")
    desk.judge(tmp_path / "空的.xlsx", COUNTY)
    assert desk.text(".result").split() == ["这份文件没法核对", "空的.xlsx", "文件是空的，长度为", "0"]
    opened(desk)
    assert desk.text(".result").count("文件是空的") == 1, "nor twice by whoever opens it"
    assert "请重新保存后再交一次" in desk.text(".result")
    desk.judge(MISTAKES)
    assert desk.text(".result .entry .message"), "what is wrong in a workbook stands with its entry"


def test_what_was_saved_is_said_where_it_was_asked_for(desk):
    desk.judge(MISTAKES)
    desk.press("保存标好问题的表")
    name, _ = desk.saved()
    desk.tab.wait("!document.querySelector('.result button.first').disabled")
    assert desk.text(".actions .hint") == f"已交给浏览器保存：{name}"


def test_no_verdict_is_green_where_it_is_told_in_a_line(desk):
    desk.judge(MISTAKES)
    colour = "getComputedStyle(document.getElementById('status')).color"
    assert desk.ask(colour) == desk.ask("getComputedStyle(document.body).color")


def test_nothing_says_that_a_return_passed(desk, built):
    """What is accepted is for the office to say: no word of the page could be taken for it."""
    desk.judge(COUNTY)
    opened(desk)
    text = desk.text("body")
    assert "已通过" not in text
    assert "审核通过" not in text
    assert "不是审核结论" in text
    assert "文件不离开这台电脑" in text
    said = json.loads(desk.ask("document.getElementById('said').textContent"))
    words = [each for both in [*said["words"].values(), *said["sections"].values()] for each in both.values()]
    assert [each for each in words if "已通过" in each or "审核通过" in each] == []


# -- When it cannot work


@pytest.mark.parametrize(
    "lacking",
    [
        "delete window.WebAssembly",
        "delete window.DecompressionStream",
        "delete window.Worker",
        "delete WebAssembly.Tag",
    ],
)
def test_an_old_browser_gets_a_sentence_in_both_languages(chromium, built, lacking):
    tab = chromium.open(built.as_uri(), script=lacking)
    assert tab.ask("!document.getElementById('old').hidden")
    text = tab.ask("document.getElementById('old').innerText")
    assert "太旧" in text
    assert "too old" in text
    assert tab.ask("document.getElementById('take').hidden"), "nothing that could not work is offered"
    assert tab.said() == []


def test_the_sentence_for_old_browsers_is_script_that_they_can_read():
    script = files("govxl.page").joinpath("first.js").read_text("utf-8")
    bare = re.sub(r"//.*", "", script)
    assert not re.search(r"=>|`|\b(let|const|class|async|await)\b|\?\.|\?\?|\.\.\.", bare)


def test_a_page_cut_short_says_so(chromium, built, tmp_path):
    whole = built.read_text("utf-8")
    cut = tmp_path / "cut.html"
    cut.write_text(whole[: whole.index('id="wasm">') + 1000], "utf-8")
    tab = chromium.open(cut.as_uri())
    text = tab.ask("document.body.innerText")
    assert "不完整" in text
    assert "not whole" in text


def test_what_is_no_python_ends_in_a_sentence_and_a_text_to_copy(chromium, built, tmp_path):
    whole = built.read_text("utf-8")
    page = tmp_path / "broken.html"
    at = whole.index('id="code">') + len('id="code">')
    page.write_text(whole[:at] + "AAAA" + whole[at + 4 :], "utf-8")
    tab = chromium.open(page.as_uri())
    tab.wait("!document.getElementById('trouble').hidden")
    assert "没能把核对程序启动起来" in tab.ask("document.getElementById('trouble').innerText")
    assert tab.ask("document.querySelector('#trouble textarea').value").startswith("govxl ")


def test_a_bug_is_told_with_a_text_to_copy_and_the_next_file_is_judged(desk, tmp_path):
    """What breaks in Python, and what breaks Python itself."""
    desk.clear()
    desk.ask("window.saved.length = 0")
    # A name that no call of ours gives: the worker's own door has to stand it.
    desk.ask("window.post = Worker.prototype.postMessage; Worker.prototype.postMessage = function (about, ...more) {"
             " return window.post.call(this, about.call === 'judged' ? { ...about, call: 'nothing' } : about, ...more); }; 0")  # fmt: skip
    [answer] = desk.judge(MISTAKES)
    assert "KeyError" in answer["error"]
    assert "不是您填错了" in desk.text(".result")
    assert "KeyError" in desk.ask("document.querySelector('.result textarea').value")
    desk.ask("Worker.prototype.postMessage = window.post; 0")
    [answer] = desk.judge(MISTAKES)
    assert answer["judged"]["verdict"] == "rejected"


def test_a_file_that_cannot_be_read_any_more_is_told_and_the_others_are_judged(desk, tmp_path):
    desk.clear()
    gone = tmp_path / "不在了.xlsx"
    gone.write_bytes(MISTAKES.read_bytes())
    desk.ask("window.slice = Blob.prototype.slice; Blob.prototype.slice = function (...about) {"
             " if (this.name === '不在了.xlsx') throw new DOMException('gone', 'NotReadableError'); return window.slice.apply(this, about); }; 0")  # fmt: skip
    desk.tab.choose("#files", gone, COUNTY)
    desk.tab.wait("window.heard.length === 1 && document.activeElement.id === 'results'")
    desk.ask("Blob.prototype.slice = window.slice; 0")
    assert "浏览器读不到这个文件" in desk.text("#list")
    assert "没有发现问题" in desk.text("#list")


# -- What it may do


def test_every_connection_is_forbidden(chromium, built):
    policy = re.search(r'http-equiv="Content-Security-Policy" content="([^"]+)"', built.read_text("utf-8"))
    directives = dict(each.strip().split(" ", 1) for each in policy[1].replace("&#x27;", "'").split(";"))
    assert directives["default-src"] == "'none'"
    assert "connect-src" not in directives
    assert "unsafe-inline" not in directives["script-src"]
    assert "'unsafe-eval'" not in directives["script-src"]
    assert not re.search(r"https?:|\*|data:", directives["script-src"] + directives["worker-src"])
    tried = """(async () => {
      const refused = [];
      document.addEventListener("securitypolicyviolation", (event) => refused.push(event.effectiveDirective));
      try { await fetch("https://example.org/"); refused.push("it connected"); } catch {}
      await new Promise((done) => Object.assign(new Image(), { onerror: done, onload: done, src: "https://example.org/a.png" }));
      const script = document.createElement("script");
      script.textContent = "window.ran = true";
      document.body.append(script);
      await new Promise((done) => setTimeout(done, 100));
      return [refused, Boolean(window.ran)];
    })()"""
    refused, ran = chromium.open(built.as_uri()).ask(tried)
    assert (sorted(set(refused)), ran) == (["connect-src", "img-src", "script-src-elem"], False)


def test_what_python_runs_in_is_under_the_same_policy(chromium, built):
    tab = chromium.open(built.as_uri())
    tab.wait("document.documentElement.dataset.ready")
    tried = """new Promise((done) => {
      addEventListener("securitypolicyviolation", (event) => done(event.effectiveDirective));
      const request = new XMLHttpRequest();
      request.onload = () => done("it connected");
      request.open("GET", "https://example.org/");
      request.send();
    })"""
    assert tab.ask_worker(tried) == "connect-src"


def test_what_a_workbook_or_its_name_says_is_text_wherever_it_is_shown(desk, tmp_path):
    mark = '<img src=x onerror=window.hit=1><b>粗</b>'
    for name, changes, button in (
        ("accepted", {"cover.address": mark, "narrative.problems.text": f"存在的问题：{mark}改进：建立检查。"}, "预览公开的报告"),
        ("rejected", {"unit.title": mark, "requests.received.person": f"{mark}12"}, "保存标好问题的表"),
    ):
        path = tmp_path / f"{name}{mark.replace('/', '')}.xlsx"
        path.write_bytes(filled(changes))
        [answer] = desk.judge(path)
        assert answer["judged"]["verdict"] == name
        opened(desk)
        assert mark.replace("/", "") in desk.text(".file")
        desk.press(button)
        if name == "accepted":
            desk.tab.wait("document.querySelector('iframe') !== null")
            shown = desk.ask("document.querySelector('iframe').srcdoc")
            assert ("<img src=x" in shown, "&lt;img src=x" in shown) == (False, True)
        else:
            assert mark in desk.text(".entries")
            assert "<" not in desk.saved()[0]
        assert desk.ask("[window.hit ?? 0, document.querySelectorAll('main img, main b').length]") == [0, 0]
    assert desk.tab.requests() == []


def test_a_request_would_be_noticed(chromium, tmp_path):
    page = tmp_path / "asks.html"
    page.write_text('<!DOCTYPE html><img src="http://example.org/a.png">', "utf-8")
    assert chromium.open(page.as_uri()).requests() == ["http://example.org/a.png"]


def test_a_worker_that_asks_is_noticed_as_well(chromium, tmp_path):
    page = tmp_path / "works.html"
    script = "new Worker(URL.createObjectURL(new Blob([`fetch('http://example.org/b').catch(() => postMessage(1))`]))).onmessage = () => document.title = 'done'"
    page.write_text(f"<!DOCTYPE html><script>{script}</script>", "utf-8")
    tab = chromium.open(page.as_uri())
    tab.wait("document.title === 'done'")
    assert tab.requests() == ["http://example.org/b"]


# -- Files by other ways, and at other times


def test_files_are_dropped_anywhere_on_the_page(desk):
    desk.clear()
    content = base64.b64encode(COUNTY.read_bytes()).decode()
    desk.ask(
        "(() => { const about = new DataTransfer();"
        f"const bytes = Uint8Array.from(atob('{content}'), (each) => each.charCodeAt(0));"
        "about.items.add(new File([bytes], '拖来的.xlsx'));"
        "for (const kind of ['dragenter', 'dragover']) dispatchEvent(new DragEvent(kind, { dataTransfer: about, cancelable: true }));"
        "window.lit = document.getElementById('drop').classList.contains('over');"
        "dispatchEvent(new DragEvent('drop', { dataTransfer: about, cancelable: true })); })()"
    )
    desk.tab.wait("document.activeElement.className === 'verdict'")
    assert desk.ask("window.lit")
    assert desk.text(".result").split()[:2] == ["没有发现问题", "拖来的.xlsx"]


def test_what_is_chosen_before_python_is_there_is_judged_once_it_is(chromium, built):
    tab = chromium.open(built.as_uri())
    tab.choose("#files", MISTAKES)
    assert tab.ask("document.getElementById('status').textContent") == "正在准备，好了马上核对……"
    tab.wait("document.activeElement.className === 'verdict'")
    assert tab.ask("document.activeElement.textContent") == "还不能报送"
    assert tab.requests() == []


def test_after_python_came_to_its_end_another_judges_the_next_file(desk):
    desk.clear()
    desk.ask(
        "window.post = Worker.prototype.postMessage; Worker.prototype.postMessage = function ({ id, call }) {"
        " Worker.prototype.postMessage = window.post; this.onmessage({ data: { id, error: 'RuntimeError: unreachable', dead: true } }); }; 0"
    )
    desk.tab.choose("#files", MISTAKES)
    desk.tab.wait("document.activeElement.className === 'verdict'")
    assert "不是您填错了" in desk.text(".result")
    assert "unreachable" in desk.ask("document.querySelector('.result textarea').value")
    desk.ask("document.getElementById('clear').click()")
    desk.tab.choose("#files", MISTAKES)
    desk.tab.wait("document.activeElement.className === 'verdict'")
    assert desk.text(".result").startswith("还不能报送")


def test_whatever_waits_when_python_comes_to_its_end_is_told_and_the_next_file_is_judged(desk):
    """A workbook that is being made and a file that is being judged: neither is waited for in vain."""
    desk.judge(MISTAKES)
    desk.ask(
        "window.post = Worker.prototype.postMessage; window.lost = []; Worker.prototype.postMessage = function ({ id, call }) {"
        " window.lost.push([id, call]); if (window.lost.length < 2) return; Worker.prototype.postMessage = window.post;"
        " this.onmessage({ data: { id: window.lost[0][0], error: 'RangeError: out of memory', dead: true } }); }; 0"
    )
    desk.press("保存标好问题的表")
    desk.ask("document.getElementById('files').focus()")
    desk.tab.choose("#files", COUNTY)
    desk.tab.wait("document.activeElement.className === 'verdict' && window.lost.length", 20)
    assert desk.ask("window.lost.map(([, call]) => call)") == ["returned", "judged"]
    assert desk.text("#list").count("不是您填错了") == 1
    desk.ask("document.getElementById('clear').click()")
    desk.tab.choose("#files", COUNTY)
    desk.tab.wait("document.activeElement.className === 'verdict'", 60)
    assert desk.text(".result").startswith("没有发现问题")


def test_a_python_that_ends_before_it_is_asked_anything_is_told(chromium, built, tmp_path):
    whole = built.read_text("utf-8")
    page = tmp_path / "no-worker.html"
    at = whole.index('id="worker">') + len('id="worker">')
    page.write_text(whole[:at] + base64.b64encode(b"this is no script").decode() + whole[whole.index("<", at) :], "utf-8")
    tab = chromium.open(page.as_uri())
    tab.wait("!document.getElementById('trouble').hidden", 20)
    assert "没能把核对程序启动起来" in tab.ask("document.getElementById('trouble').innerText")


def test_what_was_cleared_does_not_come_back(desk, tmp_path):
    """Neither the file that was being judged when it was cleared, nor those that waited, nor a word of them."""
    paths = [tmp_path / f"报表{n}.xlsx" for n in range(12)]
    for path in paths:
        path.write_bytes(MISTAKES.read_bytes())
    desk.clear()
    desk.ask("document.getElementById('files').focus()")
    desk.tab.choose("#files", *paths)
    desk.tab.wait("window.heard.length >= 2")
    desk.ask("document.getElementById('clear').click()")
    judged = desk.judge(COUNTY)
    assert len(judged) < len(paths)
    assert desk.ask("document.querySelectorAll('.result').length") == 1
    assert desk.text(".result").startswith("没有发现问题")
    assert "报表" not in desk.text("#list")
    desk.clear()
    assert desk.ask("[document.getElementById('list').childElementCount, document.getElementById('results').hidden]") == [0, True]


def test_on_paper_there_is_all_that_was_found_and_nothing_to_press(desk, tmp_path):
    """Also of files that were closed on the screen, as they are behind it again."""
    answers = desk.judge(MISTAKES, COUNTY, EXPLAINED)
    paper = tmp_path / "paper.pdf"
    paper.write_bytes(desk.tab.printed())
    printed = subprocess.run(["pdftotext", "-raw", paper, "-"], capture_output=True, text=True, encoding="utf-8", check=True)
    text = "".join(printed.stdout.split())
    for answer in answers:
        judged = answer["judged"]
        for words in (judged["headline"]["zh"], *(each["message"]["zh"] for each in judged["entries"])):
            assert "".join(words.split()) in text
    assert desk.ask("[...document.querySelectorAll('#list details')].map((each) => each.open)") == [False] * 6
    for label in ("打印", "选择报表", "保存标好问题的表", "生成空白表", "预览公开的报告"):
        assert label not in text


def test_whoever_wants_no_motion_gets_none(desk):
    try:
        desk.tab.call("Emulation.setEmulatedMedia", features=[{"name": "prefers-reduced-motion", "value": "reduce"}])
        assert desk.ask("getComputedStyle(document.getElementById('drop')).transitionDuration") == "0s"
        desk.ask(
            "window.scrolled = []; Element.prototype.scrollIntoView = (about) => window.scrolled.push(about.behavior); 0"
        )
        desk.judge(COUNTY)
        assert desk.ask("window.scrolled") == ["auto"]
    finally:
        desk.tab.call("Emulation.setEmulatedMedia", features=[])
