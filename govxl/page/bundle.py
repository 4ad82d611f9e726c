"""One HTML file: the page, the Python that runs in it and all that this needs, so that it works wherever it is opened.

The file asks nobody for anything: what is in it is in it, and its policy forbids every connection. The same govxl,
libraries, Pyodide and settings give the same bytes.
"""

import base64
import gzip
import hashlib
import json
from collections.abc import Mapping, Sequence
from html import escape
from importlib import resources
from string import Template

from govxl.filing.figures import YEARS
from govxl.form.definition import installed_forms, load_form
from govxl.form.model import Form
from govxl.inputs import MAX_FILE
from govxl.layout.layout import compiled
from govxl.page.carried import carried, licences
from govxl.page.distribution import PYTHON, Distribution
from govxl.page.distribution import VERSION as PYODIDE
from govxl.page.settings import Settings
from govxl.page.wording import PAGE, SECTIONS
from govxl.version import VERSION
from govxl.words import KINDS, LANGUAGES, LEVELS, SCOPES, Both

__all__ = ["bundle", "code_for"]

WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src {scripts} 'wasm-unsafe-eval'",
        "worker-src blob:",
        "style-src 'unsafe-inline'",
        "img-src data:",
        "base-uri 'none'",
        "form-action 'none'",
    )
)
"""Whatever connects is forbidden, and every script but the two that stand in the page, which are known by their hashes.

Python is compiled for WebAssembly, and its worker is made of what the page carries. Reports that are previewed have
styles with their elements, and what a page forbids is forbidden in its frames.
"""

EARLY = ("no-script", "old", "damaged")
"""The sentences of `PAGE` for those who get no further."""

PYTHON_LICENCES = {f"Pyodide {PYODIDE}": "MPL-2.0, https://github.com/pyodide/pyodide", "CPython 3.14": "PSF-2.0"}
"""What is in Pyodide; the first asks that whoever gets it is told where its source is."""


def bundle(distribution: Distribution, settings: Settings | None, blanks: bool, code: Mapping[str, bytes]) -> bytes:
    """Build the page, with what it says of an office if there is one; `blanks` lets its reader make blank workbooks.

    `code` is the Python it carries: what `code_for` gives, or that compiled.
    """
    forms = _forms(settings)
    first, script = _ours("first.js"), _ours("page.js")
    policy = POLICY.format(scripts=f"{_digest(first)} {_digest(script)}")
    files = distribution.files
    words = {key.replace("-", "_"): escape(both.zh) for key, both in PAGE.items()}
    # What is said before any script runs, or in a browser that has none for it, is said in both languages.
    early = {
        f"{key.replace('-', '_')}_{language}": escape(PAGE[key].said(language))
        for key in EARLY
        for language in LANGUAGES
    }
    said = _said(settings, forms, blanks, json.loads(files["pyodide-lock.json"])["info"])
    page = Template(_ours("page.html")).substitute(
        words | early,
        policy=escape(policy),
        title=escape(_title(forms)),
        heading=escape(_title(forms)).replace("：", "：<wbr>"),
        style="".join(_style()),
        made_by=escape(PAGE["made-by"].zh.format(version=VERSION)),
        licences="".join(_licences()),
        first=first,
        script=script,
        # Inside a script only this could be taken for its end, or for the beginning of a comment.
        said=json.dumps(said, ensure_ascii=False).replace("<", "\\u003c"),
        worker=_packed(_worker(files).encode(), squeeze=False),
        code=_packed(_joined(code)),
        library=_packed(files["python_stdlib.zip"], squeeze=False),
        wasm=_packed(files["pyodide.asm.wasm"]),
    )
    return page.encode()


def code_for(settings: Settings | None) -> dict[str, bytes]:
    """Give the Python files and forms that a page carries, and what the forms come to, by their paths."""
    forms = _forms(settings)
    files = {path: text.encode() for path, text in carried(forms).items()}
    # Worked out here, for reading a form takes longer in a browser than all the rest of its first answer.
    for form in forms:
        files |= {f"govxl/templates/{form.name}/{name}": data for name, data in compiled(form, PYTHON).items()}
    return files


def _forms(settings: Settings | None) -> list[Form]:
    """Give the forms a page carries: every edition of the office's form, for old ones are sent in as well; else all."""
    wanted = settings.office.form.split("/")[0] if settings else ""
    return [load_form(name) for name in installed_forms() if wanted in ("", name.split("/")[0])]


def _title(forms: Sequence[Form]) -> str:
    """Head the page by what its forms are called, where that is one thing."""
    titles = {form.title for form in forms}
    return PAGE["title-of"].zh.format(title=titles.pop()) if len(titles) == 1 else PAGE["title"].zh


def _said(settings: Settings | None, forms: Sequence[Form], blanks: bool, lock: object) -> dict[str, object]:
    """Put together what script is handed: every word it shows, and what it tells the worker."""
    titles = {form.title for form in forms}
    years = [year for year in YEARS if any(year in form.years for form in forms)]
    office = json.loads(settings.as_json()) if settings else {}
    if settings:
        newest = [form.title for form in forms if settings.office.year in form.years]
        office["title"] = newest[-1] if newest else ""
    return {
        "words": _plain(PAGE),
        "sections": _plain(SECTIONS),
        "choices": {
            name: {key: {"zh": label, "en": key} for key, label in words.items()}
            for name, words in (("level", LEVELS), ("kind", KINDS), ("scope", SCOPES))
        },
        "forms": {form.id: form.title for form in forms},
        "years": [years[0], years[-1]],
        "title": titles.pop() if len(titles) == 1 else "",
        "office": office,
        "settings": settings.as_json() if settings else "",
        "blanks": blanks,
        "limit": MAX_FILE,
        "lock": lock,
        "version": VERSION,
        "workbook": WORKBOOK,
    }


def _plain(words: Mapping[str, Both]) -> dict[str, dict[str, str]]:
    return {key: both._asdict() for key, both in words.items()}


def _style() -> list[str]:
    """Give the style of all our pages, of those for offices, and of this one."""
    report = resources.files("govxl.report")
    return [*(report.joinpath(name).read_text("utf-8") for name in ("page.css", "office.css")), _ours("page.css")]


def _licences() -> list[str]:
    short = [f"{escape(name)}：{escape(text)}" for name, text in PYTHON_LICENCES.items()]
    whole = [
        f"<details><summary>{escape(name)}</summary><pre>{escape(text.strip())}</pre></details>"
        for name, text in licences().items()
    ]
    return [f"<li>{each}</li>\n" for each in (*short, *whole)]


# -- Scripts


MODULE_END = "export default _createPyodideModule;"
EXPORTED = "export{dt as loadPyodide,U as version};"
"""How the two modules of this version of Pyodide end; a browser opens no module that lies in a file."""


def _worker(files: Mapping[str, bytes]) -> str:
    """Make one plain script of Pyodide's two modules and ours: workers of other kinds are refused to pages in files."""
    made, loader = (files[name].decode() for name in ("pyodide.asm.mjs", "pyodide.mjs"))
    made = _once(made.rstrip(), MODULE_END, "").replace("import.meta.url", "self.location.href")
    loader = _once(loader, EXPORTED, "const loadPyodide = dt;").partition("//# sourceMappingURL=")[0]
    # It takes a worker that can load scripts for one it does not know its way in. This one has nothing to load.
    return f'"use strict";self.importScripts=undefined;\n{made}\n{loader}\n{_ours("worker.js")}'


def _once(text: str, old: str, new: str) -> str:
    if text.count(old) != 1:
        raise ValueError(f"not the Pyodide this was written for: {old}")
    return text.replace(old, new)


def _ours(name: str) -> str:
    return resources.files("govxl.page").joinpath(name).read_text("utf-8")


def _digest(script: str) -> str:
    """Name a script as a policy does (W3C, Content Security Policy 3)."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()}'"


def _joined(files: Mapping[str, bytes]) -> bytes:
    """Put files into one: the length of a list of their paths and lengths, the list, and the files in its order."""
    listed = json.dumps({path: len(data) for path, data in files.items()}).encode()
    return b"".join((len(listed).to_bytes(4, "big"), listed, *files.values()))


def _packed(data: bytes, squeeze: bool = True) -> str:
    """Write bytes as letters; `squeeze` what is worth it, without a time, which would make other bytes of the same."""
    return base64.b64encode(gzip.compress(data, 9, mtime=0) if squeeze else data).decode()
