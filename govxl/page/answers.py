"""What the page's script asks and is answered: one function, plain data in and out, and a sentence whatever happens."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from govxl.form.definition import UnknownFormError
from govxl.page.desk import Made, as_json, blank, judged, preview, repeated, returned
from govxl.page.settings import Settings
from govxl.page.wording import PAGE
from govxl.words import Both, SaidError

__all__ = ["Answer", "answered"]


@dataclass(frozen=True, slots=True)
class Answer:
    """What is answered: JSON, and the bytes of a file where one was made.

    The JSON has `judged`, `repeated`, `page` or `name` (of the file), or else `sentence`, in both languages, for
    whoever asked.
    """

    told: str
    content: bytes = b""


def answered(call: str, about: str, content: bytes, settings: Settings) -> Answer:
    """Answer script: `about` is JSON; `content` are the bytes of a workbook where one is asked about.

    What goes wrong and is nobody's fault but ours is raised, for script to show with a text to copy.
    """
    asked: dict[str, Any] = json.loads(about)
    try:
        return _ANSWERS[call](asked, content, settings)
    except SaidError as error:
        return _sentence(error.sentence)
    except UnknownFormError:
        return _sentence(PAGE["no-form"])
    except MemoryError:
        return _sentence(PAGE["no-memory"])
    except ImportError as error:
        # Of what the page may lack; that one of our own modules is missing is a bug.
        if (error.name or "govxl").startswith("govxl"):
            raise
        return _sentence(PAGE["preview-missing"])


def _judged(asked: Mapping[str, Any], content: bytes, settings: Settings) -> Answer:
    return Answer(f'{{"judged": {judged(asked["name"], content, settings).as_json()}}}')


def _returned(asked: Mapping[str, Any], content: bytes, settings: Settings) -> Answer:
    return _file(returned(asked["name"], content, settings, date.today()))


def _repeated(asked: Mapping[str, Any], _: bytes, settings: Settings) -> Answer:
    return Answer(f'{{"repeated": {as_json(repeated(asked["files"]))}}}')


def _preview(asked: Mapping[str, Any], content: bytes, settings: Settings) -> Answer:
    page = preview(asked["name"], content, settings)
    return Answer(json.dumps({"page": page})) if page else _sentence(PAGE["no-preview"])


def _blank(asked: Mapping[str, Any], _: bytes, settings: Settings) -> Answer:
    return _file(blank(settings=settings, **asked))


def _file(made: Made) -> Answer:
    return Answer(json.dumps({"name": made.name}, ensure_ascii=False), made.content)


def _sentence(words: Both) -> Answer:
    return Answer(json.dumps({"sentence": words._asdict()}, ensure_ascii=False))


_ANSWERS = {
    "judged": _judged, "repeated": _repeated, "returned": _returned, "preview": _preview, "blank": _blank,
}  # fmt: skip
