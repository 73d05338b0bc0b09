"""Several names in one cell 一格多名: where one ends and the next begins, and names that hold a 、 themselves."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from functools import lru_cache

from ingest import names
from ingest.readers import Cell

from .values import cleaned_name, is_nothing, show, split, squeezed

_STRONG = "；;"
_WEAK = "、，,"
_UNDONE = re.compile(r"^(?:擅自|违规|违法|非法|随意|私自|任意|恶意|未经(?:许可|批准|同意)?|不按规定|违反规定)*(.{1,3}?)$")
_VERB_WORDS = """
    占用 挖掘 损毁 损坏 毁坏 破坏 侵占 倾倒 堆放 堆置 抛撒 抛洒 丢弃
    遗撒 张贴 涂写 刻画 悬挂 散发 设置 搭建 改建 扩建 新建 建设 拆除
    移动 迁移 砍伐 焚烧 饲养 宰杀 生产 经营 销售 储存 贮存 运输 使用
    出租 出售 转让 涂改 伪造 变造 妨碍 阻碍 封闭 占压 围垦 填堵 填埋
    排放 采集 捕捞 燃放 制作 发布 收购 加工 购买 停放 冲洗 晾晒 吊挂
    维修 修剪 攀折 采摘 践踏 移植 改变 拒绝 阻挠 隐瞒 改动 遮挡
"""
_VERBS = frozenset(_VERB_WORDS.split())
"""What is done to a thing: in 占用、挖掘道路 the 、 stands within one matter."""


@lru_cache(maxsize=1 << 14)
def is_body(name: str) -> bool:
    """Whether a name reads as an organisation or an area by itself."""
    parsed = names.parse("".join(name.split()))
    return bool(parsed.head or parsed.places)


def names_of(cell: Cell, label: str, known: Collection[str] = (), line_width: int = 0) -> tuple[str, ...] | None:
    """The names in a cell, each once; None where there are none.

    ``label`` is what they name; ``known`` are names of that kind seen elsewhere. ``line_width`` is that of the column in a
    paged document, where a full line ends because the cell does, or 0.
    """
    text = show(cell)
    if is_nothing(squeezed(text)):
        return None
    parts: list[str] = []
    for piece in _lines(text, label, known, line_width):
        strong = [p for p in split(piece, _STRONG) if p.strip()]
        for inner in strong:
            weak = split(inner, _WEAK)
            parts += _joined(weak, inner, known, len(strong) > 1) if label == "Matter" and len(weak) > 1 else weak
    return tuple(dict.fromkeys(n for part in parts if (n := cleaned_name(part)))) or None


def _lines(text: str, label: str, known: Collection[str], line_width: int) -> list[str]:
    """Lines of a cell, a name that was broken over lines put together again."""
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    out = lines[:1]
    for line in lines[1:]:
        last = out[-1]
        if any(last.count(a) > last.count(b) for a, b in ("（）", "()", "《》", "“”")):
            out[-1] = last + line
        elif last[-1:] in _STRONG + _WEAK or re.match(r"[（(]?\d{1,2}[).）、．]", line):
            out.append(line)
        elif line[:1] in "）)》”" or _broken(last, line, label, known, line_width):
            out[-1] = last + line
        else:
            out.append(line)
    return out


def _broken(last: str, line: str, label: str, known: Collection[str], line_width: int) -> bool:
    tail, head = split(last, _STRONG + _WEAK)[-1].strip(), split(line, _STRONG + _WEAK)[0].strip()
    if tail + head in known:
        return True
    if tail in known and head in known:
        return False
    if label in ("Organ", "Area", ""):
        return not (is_body(cleaned_name(tail)) and is_body(head)) and is_body(cleaned_name(tail) + head)
    return bool(line_width) and len(last) >= line_width - 1


def _joined(parts: Sequence[str], whole: str, known: Collection[str], stronger: bool) -> list[str]:
    """Parts of an enumeration of matters, put together where the 、 stands within a name."""
    if whole.strip() in known:
        return [whole]
    out: list[str] = []
    i = 0
    while i < len(parts):
        end = next((j for j in range(len(parts), i + 1, -1) if "、".join(parts[i:j]) in known), 0)
        if not end:
            end = i + 1
            while end < len(parts) and _is_verb(parts[end - 1]):
                end += 1
        out.append("、".join(parts[i:end]))
        i = end
    # who separates by ； and writes 、 too means it to be within a name
    return [whole] if stronger and len(out) > 1 and not all(p in known for p in out) else out


def _is_verb(part: str) -> bool:
    match = _UNDONE.match("".join(part.split()))
    return match is not None and match.group(1) in _VERBS
