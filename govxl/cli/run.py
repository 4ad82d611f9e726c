"""How a command ends: its exit code, and one sentence for whatever went wrong on the way.

0 accepted, 1 some file rejected, 2 could not run, 3 our own bug, 130 interrupted; 2 beats 1.
"""

import errno
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from govxl.cli.words import say
from govxl.filing.record import RecordError
from govxl.form.definition import DefinitionError, UnknownFormError, WhichFormError, YearOutsideError, installed_forms
from govxl.words import Language, SaidError, SaidOSError

__all__ = ["BUG", "CANNOT_RUN", "INTERRUPTED", "REJECTED", "CannotRunError", "bug_words", "guarded", "os_words"]

REJECTED, CANNOT_RUN, BUG, INTERRUPTED = 1, 2, 3, 130

FULL = (errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC))

LIBRARIES = ("jinja2", "lxml", "markupsafe", "rich", "typer", "xlsxwriter")
"""What comes with govxl where it is installed, and may be missing where it was only unpacked or runs from one file."""


class CannotRunError(Exception):
    """The command cannot go on; the message is what the person reads."""


def os_words(error: OSError, language: Language, writing: bool = False) -> str:
    """Say in a sentence why a file could not be opened or written."""
    path = str(error.filename or "")
    why = error.why.said(language) if isinstance(error, SaidOSError) else error.strerror
    if isinstance(error, FileNotFoundError) and not writing:
        return say("missing-file", language, path=path)
    if error.errno in FULL:
        return say("disk-full", language, path=path, why=why)
    key = "cannot-write" if writing or _refused_what_is_new(error) else "unreadable"
    return say(key, language, path=path, why=why or str(error))


def _refused_what_is_new(error: OSError) -> bool:
    """Tell whether something was to be written, whatever the caller was at: who can read there is refused no more.

    A file that is there may have been opened for either, and is no business of this.
    """
    if error.errno == errno.EROFS:
        return True
    path = os.fspath(error.filename) if isinstance(error.filename, str | os.PathLike) else ""
    if error.errno not in (errno.EACCES, errno.EPERM) or not path:
        return False
    folder = path if os.path.isdir(path) else os.path.dirname(path) or "."
    return (folder == path or not os.path.lexists(path)) and os.access(folder, os.R_OK | os.X_OK)


@contextmanager
def guarded(language: Language, debug: bool) -> Iterator[None]:
    """Turn whatever ends a command into its exit code."""
    try:
        yield
    except CannotRunError as error:
        _stop(CANNOT_RUN, str(error))
    except YearOutsideError as error:
        right = say("listed", language).join(error.right)
        key = "year-outside" if right else "year-outside-all"
        _stop(CANNOT_RUN, say(key, language, name=error.form, year=error.year, right=right))
    except WhichFormError as error:
        _stop(CANNOT_RUN, say("which-form", language, forms=say("listed", language).join(error.forms)))
    except UnknownFormError as error:
        from difflib import get_close_matches

        asked = str(error).split()
        near = get_close_matches(asked[0], installed_forms(), 1) if asked and not asked[0].isdecimal() else []
        meant = say("usage-meant", language, name=near[0]) if near else ""
        _stop(CANNOT_RUN, say("no-form", language, name=error) + meant)
    except (SaidError, DefinitionError) as error:
        told = error.sentence.said(language)
        prior = isinstance(error, RecordError) and error.file
        _stop(CANNOT_RUN, say("bad-prior", language, path=prior, why=told) if prior else told)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # or the interpreter complains on its way out
        raise SystemExit(INTERRUPTED) from None
    except OSError as error:
        _stop(CANNOT_RUN, os_words(error, language))
    except KeyboardInterrupt:
        _stop(INTERRUPTED, say("interrupted", language))
    except MemoryError:
        _stop(BUG, say("no-memory", language))
    except Exception as error:
        missing = (error.name or "").partition(".")[0] if isinstance(error, ModuleNotFoundError) else ""
        if missing in LIBRARIES:
            _stop(CANNOT_RUN, say("not-installed", language, name=missing))
        if debug:
            import traceback

            traceback.print_exc()
        _stop(BUG, bug_words(error, language))


def bug_words(error: Exception, language: Language) -> str:
    """Say that something went wrong that is no fault of the file's or the person's."""
    return say("bug", language, why=f"{type(error).__name__}: {error}")


def _stop(code: int, message: str) -> None:
    print(message, file=sys.stderr)
    raise SystemExit(code)
