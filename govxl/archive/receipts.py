"""Receipts (回执): what the log says of a unit, each line with the proof that it stands there, for the unit to keep.

What a receipt says is the lines themselves; `stand_alone` verifies it without us. A readable page stands beside it.
"""

import base64
import hashlib
import json
from collections.abc import Sequence

from govxl.archive.cases import UnitCase
from govxl.archive.checkpoints import Checkpoint
from govxl.archive.events import Event
from govxl.archive.merkle import inclusion, leaf_hash, levels_of
from govxl.archive.store import Archive
from govxl.archive.wording import OUTCOMES, event_words
from govxl.inputs import UnfitError
from govxl.words import Both

__all__ = ["Proofs", "page_of"]

END = b' "sha256": "'


class Proofs:
    """The tree over a log, or over its first lines, from which receipts are made."""

    def __init__(self, archive: Archive, noted: Checkpoint | None = None) -> None:
        """Work the tree out once; with `noted` that of this checkpoint, UnfitError where it is not this log's."""
        lines = archive.lines()
        self.size = len(lines) if noted is None else noted.size
        self.origin = archive.origin
        if self.size > len(lines):
            raise UnfitError(
                Both(
                    f"检查点有 {self.size} 行，日志只有 {len(lines)} 行",
                    f"the checkpoint is over {self.size} lines, and the log has {len(lines)}",
                )
            )
        self.lines = lines[: self.size]
        self.levels = levels_of([*map(leaf_hash, self.lines)])
        self.root = self.levels[-1][0] if self.lines else hashlib.sha256().digest()
        if noted and (noted.origin, noted.root) != (self.origin, self.root):
            raise UnfitError(Both("检查点不是这个归档的", "the checkpoint is not one of this archive"))

    def receipt(self, indices: Sequence[int]) -> bytes:
        """Write the receipt of lines, 0 for the first; JSON whose last item is the sha256 of all before it."""
        told = {
            "receipt": 1,
            "origin": self.origin,
            "size": self.size,
            "root": base64.b64encode(self.root).decode(),
            "lines": [
                {
                    "index": index,
                    "line": self.lines[index].decode(),
                    "path": [each.hex() for each in inclusion(self.levels, index)],
                }
                for index in indices
            ],
        }
        body = json.dumps(told, ensure_ascii=False, indent=1).removesuffix("\n}").encode() + b",\n"
        return body + END + hashlib.sha256(body).hexdigest().encode() + b'"\n}\n'


def page_of(case: UnitCase, events: Sequence[tuple[int, Event]], proofs: Proofs, name: str) -> bytes:
    """Write a receipt for people, in Chinese; `name` is that of the receipt that a program verifies."""
    unit = case.unit
    lines = [
        "回执",
        "",
        f"单位：{unit.unit}{f'（{unit.code}）' if unit.code else ''}",
        f"年度：{unit.year}",
        f"归档：{proofs.origin}，日志共 {proofs.size} 行，根值 {base64.b64encode(proofs.root).decode()}",
        "",
    ]
    for index, event in events:
        lines.append(f"{event.time}  {event_words(event).zh}  日志第 {index + 1} 行")
        for label, text in (
            ("文件", event.file),
            ("内容的 sha256", event.sha256),
            ("结论", OUTCOMES[event.verdict].zh if event.verdict in OUTCOMES else event.verdict),
            ("经办", event.by),
            ("说明", event.note),
        ):
            if text:
                lines.append(f"    {label}：{text}")
    lines += [
        "",
        f"核对：python3 验证回执.py {name} 检查点.txt 自己留存的报表.xlsx",
        "验证回执.py 在归档的 README 文件夹里，不需要安装别的东西；检查点由出具单位另外公布或记下。",
        "",
    ]
    return "\n".join(lines).encode("utf-8-sig")
