"""What is double-clicked in an office's folder: a batch file for Windows, a shell script for all others.

The batch file is ASCII alone and leaves the code page as it is. A command window shows what Python writes whatever the
page; under 65001 the fonts of older ones have no Chinese. Its own folder it enters by `pushd`, which takes shares of a
network as well, and no path is handed on, for one that ends in a backslash would swallow the quote behind it. A
Python that has no govxl is passed over, such as that of another program whose `.venv` lies in the folder above.
"""

import os
import re
import sys

__all__ = ["start_cmd", "start_sh"]

PLAIN = re.compile(r"[A-Za-z0-9 _.:\\/()+,=@~-]{1,200}")
"""A path that stands in a script as it is, whatever the code page."""

MISSING = "没有找到 govxl。请先安装 govxl，再双击一次。"

CMD = r"""@echo off
rem Double-click: does whatever is next in this office's folder (govxl office run).
rem ASCII only, and no chcp: works with any path, under code page 936, 65001 and every other.
setlocal EnableExtensions DisableDelayedExpansion
set "PYTHONUTF8=1"
pushd "%~dp0" || goto lost
".venv\Scripts\python.exe" -c "import govxl" >nul 2>nul && goto beside
"..\.venv\Scripts\python.exe" -c "import govxl" >nul 2>nul && goto above
{known}where /q govxl.exe && goto installed
py -3 -c "import govxl" >nul 2>nul && goto launcher
python -c "import govxl" >nul 2>nul && goto python
powershell -NoProfile -Command "[regex]::Unescape('{missing}')" 2>nul
echo govxl was not found. Install it, then double-click again.
set "CODE=2"
goto done

:beside
".venv\Scripts\python.exe" -m govxl office run .
goto ran
:above
"..\.venv\Scripts\python.exe" -m govxl office run .
goto ran
:known
"{python}" -m govxl office run .
goto ran
:installed
govxl.exe office run .
goto ran
:launcher
py -3 -m govxl office run .
goto ran
:python
python -m govxl office run .
goto ran

:lost
echo This folder cannot be opened: "%~dp0"
set "CODE=2"
goto end

:ran
set "CODE=%ERRORLEVEL%"
:done
popd
:end
echo.
if /i not "%~1"=="/nopause" pause
exit /b %CODE%
"""

SH = """#!/bin/sh
# Double-click, or run: does whatever is next in this office's folder (govxl office run).
case "$0" in */*) cd -- "${0%/*}/" || exit 2 ;; esac
PYTHONUTF8=1
export PYTHONUTF8
has() { "$1" -c 'import govxl' >/dev/null 2>&1; }
if has .venv/bin/python; then
  .venv/bin/python -m govxl office run .
elif has ../.venv/bin/python; then
  ../.venv/bin/python -m govxl office run .
{known}elif command -v govxl >/dev/null 2>&1; then
  govxl office run .
elif has python3; then
  python3 -m govxl office run .
else
  echo '{missing}' >&2
  (exit 2)
fi
code=$?
# The window of a double-click stays until somebody has read it.
if [ -t 0 ] && [ -t 1 ]; then
  printf '\\n按回车键关闭 '
  read -r _
fi
exit "$code"
"""


def start_cmd(python: str = sys.executable) -> bytes:
    """Write 开始.cmd; `python` is who makes it, tried where neither the folder nor the system has another."""
    known = _portable(python, "%USERPROFILE%") if python.lower().endswith(".exe") else ""
    missing = MISSING.encode("ascii", "backslashreplace").decode()
    line = f'"{known}" -c "import govxl" >nul 2>nul && goto known\n' if known else ""
    text = CMD.replace("{known}", line).replace("{python}", known or "python").replace("{missing}", missing)
    return text.replace("\n", "\r\n").encode("ascii")


def start_sh(python: str = sys.executable) -> bytes:
    """Write 开始.sh; `python` is who makes it."""
    known = "" if python.lower().endswith(".exe") else _portable(python, "$HOME")
    lines = f'elif has "{known}"; then\n  "{known}" -m govxl office run .\n' if known else ""
    return SH.replace("{known}", lines).replace("{missing}", MISSING).encode()


def _portable(path: str, home: str) -> str:
    """Spell a path from the person's own folder on, whose name may be Chinese; nothing for one that cannot stand so."""
    own = os.path.expanduser("~")
    inside = path.startswith((own + "/", own + "\\"))
    rest = path[len(own) :] if inside else path
    return (home if inside else "") + rest if PLAIN.fullmatch(rest) else ""
