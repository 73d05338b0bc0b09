"""The mapping file 对照文件: what the user says of a sheet goes before what was recognised.

YAML or JSON, sheet by sheet (``*`` for all others)::

    权责清单:
      kind: power            # or 权责清单
      heading_row: 3         # row number in the file; may be left out
      columns:
        项目: name           # heading as written → column; "" leaves a column out
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from ingest.readers import Unreadable

from .kinds import KINDS, kind_named
from .model import MappingOverride, SheetMapping


def load_mapping(path: Path) -> MappingOverride:
    """Read a mapping file. Raises Unreadable with one Chinese sentence where it is not one."""
    try:
        data = yaml.safe_load(path.read_text(encoding="utf-8-sig"))
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise Unreadable(f"对照文件“{path.name}”读不出，请写成 UTF-8 的 YAML 或 JSON（工作表名 → kind、columns）。") from error
    if not isinstance(data, dict):
        raise Unreadable(f"对照文件“{path.name}”应当逐个工作表写明 kind 和 columns，请参照说明改写。")
    return {str(sheet): _sheet(path.name, str(sheet), content) for sheet, content in data.items()}


def _sheet(file: str, sheet: str, content: Any) -> SheetMapping:
    if not isinstance(content, dict):
        raise Unreadable(f"对照文件“{file}”的“{sheet}”应当写明 kind 和 columns，请参照说明改写。")
    kind = str(content.get("kind") or "")
    declared = kind_named(kind) if kind else None
    if kind and declared is None:
        known = "、".join(f"{k.name}（{k.zh}）" for k in KINDS)
        raise Unreadable(f"对照文件“{file}”的“{sheet}”写的种类“{kind}”不存在，可用的有：{known}。")
    row = content.get("heading_row") or 0
    columns = content.get("columns") or {}
    if not isinstance(row, int) or isinstance(row, bool) or not isinstance(columns, dict):
        raise Unreadable(f"对照文件“{file}”的“{sheet}”中 heading_row 应为行号、columns 应为“列名: 含义”，请改正。")
    names = {str(heading): str(name or "") for heading, name in columns.items()}
    return SheetMapping(declared.name if declared else "", row, names)
