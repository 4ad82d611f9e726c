"""验证回执：python3 验证回执.py 回执.json [检查点.txt] [自己留存的报表.xlsx …]

回执是归档出具的收件凭据。本程序只用 Python 3 自带的部件，不需要 govxl，不联网，什么也不改动。
它核对三件事：回执没有被改过一个字节；回执里的每一行都在归档的日志里（RFC 6962 的包含证明）；
另外记下的检查点和回执一致。退出码：0 一致；1 不一致；2 读不了。
"""

from __future__ import annotations

import base64
import hashlib
import json
import sys
from pathlib import Path

WORDS = {
    "issued": "发出", "received": "收到", "returned": "退回", "decided": "决定", "published": "公开",
    "accepted": "通过", "rejected": "退回修改", "superseded": "已有更新的", "conflict": "有冲突", "accept": "接收",
    "unknown-unit": "名单里没有的单位", "unreadable": "读不了", "return": "退回", "imported": "导入", "bag": "归档包",
}  # fmt: skip


class Unproven(Exception):
    """回执不能采信；说的是为什么。"""


def root_by(line: bytes, index: int, size: int, path: list[bytes]) -> bytes | None:
    """从一行出发，沿路径算到根（RFC 9162，2.1.3.2）；路径长短不对时没有。"""
    place, last, found = index, size - 1, hashlib.sha256(b"\0" + line).digest()
    for each in path:
        if last == 0:
            return None
        if place % 2 or place == last:
            found = hashlib.sha256(b"\1" + each + found).digest()
            while place and place % 2 == 0:
                place, last = place // 2, last // 2
        else:
            found = hashlib.sha256(b"\1" + found + each).digest()
        place, last = place // 2, last // 2
    return found if last == 0 else None


def read_receipt(data: bytes) -> dict:  # type: ignore[type-arg]
    """读回执，逐行核对。"""
    body, _, end = data.rpartition(b' "sha256": "')
    if end != hashlib.sha256(body).hexdigest().encode() + b'"\n}\n':
        raise Unproven("回执被改动过，或者没有传完整（末尾的 sha256 对不上）。请向出具的单位重新索取。")
    try:
        told: dict = json.loads(data.decode("utf-8"))  # type: ignore[type-arg]
        size, root = int(told["size"]), base64.b64decode(told["root"])
        for each in told["lines"]:
            index, path = int(each["index"]), [bytes.fromhex(step) for step in each["path"]]
            if not 0 <= index < size or root_by(each["line"].encode("utf-8"), index, size, path) != root:
                raise Unproven(f"第 {index + 1} 行的证明算不到根：这一行不在归档的日志里，或者被改动过。")
            each["told"] = json.loads(each["line"])
    except (KeyError, TypeError, ValueError, AttributeError):
        raise Unproven("不是 govxl 归档出具的回执。") from None
    return told


def hold_against(told: dict, name: str, data: bytes) -> str:  # type: ignore[type-arg]
    """和检查点核对；不是检查点的，看是不是回执里的文件。"""
    lines = data.decode("utf-8-sig", "replace").replace("\r", "").strip("\n").split("\n")
    if len(data) < 10000 and len(lines) >= 3 and lines[1].strip().isdigit():
        if [each.strip() for each in lines[:3]] != [told["origin"], str(told["size"]), told["root"]]:
            raise Unproven(f"和检查点 {name} 不一致：名称、行数、根值要逐字相同。请用出具回执那一刻的检查点。")
        return f"和检查点 {name} 一致。"
    mine = hashlib.sha256(data).hexdigest()
    for each in told["lines"]:
        if each["told"].get("sha256") == mine:
            return f"{name} 就是日志第 {each['index'] + 1} 行所说的文件，一个字节不差。"
    raise Unproven(f"{name} 不是回执里的任何一份文件（sha256 {mine}）。")


def main(names: list[str]) -> int:
    """核对，说出结果，给出退出码。"""
    if not names:
        print(__doc__)
        return 2
    try:
        told = read_receipt(Path(names[0]).read_bytes())
        held = [hold_against(told, name, Path(name).read_bytes()) for name in names[1:]]
    except (OSError, Unproven) as why:
        print("不能采信：" if isinstance(why, Unproven) else "读不了：", why, sep="")
        return 1 if isinstance(why, Unproven) else 2
    print(f"回执完好，{len(told['lines'])} 行都在归档 {told['origin']} 前 {told['size']} 行的日志里：")
    for each in told["lines"]:
        event = each["told"]
        words = "，".join(WORDS.get(event[key], event[key]) for key in ("event", "outcome", "decision") if key in event)
        more = "  ".join(event[key] for key in ("unit", "file", "sha256") if key in event)
        print(f"  第 {each['index'] + 1} 行  {event['time']}  {words}  {more}")
    print(*held, sep="\n")
    if not any(sentence.startswith("和检查点") for sentence in held):
        print("没有给检查点：只证明了回执自身前后一致；请再和对方另外公布、记下的检查点核对一次。")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
