"""Wrong usage and help in Chinese: typer's own words are English, and those who type commands here work in Chinese."""

from __future__ import annotations

import re
from typing import Any

from typer import rich_utils

_BOUNDS = {"ge": "不小于", "gt": "大于", "le": "不大于", "lt": "小于"}
_KINDS = {
    "int": "整数",
    "float": "数",
    "bool": "是或否",
    "date": "日期（如 2026-01-31）",
    "datetime": "日期时间",
    "path": "路径",
    "enum": "可选值之一",
}


def speak_chinese() -> None:
    """Headings of the help pages in Chinese."""
    rich_utils.ARGUMENTS_PANEL_TITLE = "参数"
    rich_utils.OPTIONS_PANEL_TITLE = "选项"
    rich_utils.COMMANDS_PANEL_TITLE = "命令"
    rich_utils.ERRORS_PANEL_TITLE = "用法不对"
    rich_utils.DEFAULT_STRING = "[默认：{}]"
    rich_utils.ENVVAR_STRING = "[环境变量：{}]"
    rich_utils.REQUIRED_LONG_STRING = "[必填]"
    rich_utils.DEPRECATED_STRING = "（不再推荐）"


def sentence(error: Any) -> str:
    """One sentence on what is wrong with a command line, and where its help is. `error` is typer's usage error."""
    context = getattr(error, "ctx", None)
    command = context.command_path if context is not None else "tiaokuai"
    return f"{_wrong(error)}用“{command} --help”看用法。"


def _wrong(error: Any) -> str:
    kind, message = type(error).__name__, str(getattr(error, "message", error))
    name = _name(error)
    if kind == "MissingParameter":
        return f"缺少{name}。"
    if kind == "NoSuchOption":
        likely = error.possibilities or ()
        return f"没有“{error.option_name}”这个选项" + (f"，是不是“{'”“'.join(sorted(likely))}”？" if likely else "。")
    if kind == "BadOptionUsage":
        return f"选项“{error.option_name}”{'不带值' if 'does not take' in message else '后面缺少值'}。"
    if found := re.match(r"No such command '(.*?)'\.(?: Did you mean (.*)\?)?", message):
        likely = re.findall(r"'([^']+)'", found[2] or "")
        return f"没有“{found[1]}”这个命令" + (f"，是不是“{'”“'.join(likely)}”？" if likely else "。")
    if found := re.match(r"Got unexpected extra arguments?(?:\(s\))? \((.*)\)", message):
        return f"多出了“{found[1]}”。"
    if message == "Missing command.":
        return "没有给出命令。"
    if kind == "BadParameter":
        return f"{name or '取值'}不对：{_value(error)}"
    return f"命令用法不对：{message.rstrip('.。')}。"


def _name(error: Any) -> str:
    parameter = getattr(error, "param", None)
    if parameter is None:
        return ""
    if parameter.param_type_name == "argument":
        return f"参数“{parameter.name}”"
    return f"选项“{max(parameter.opts, key=len)}”"


def _value(error: Any) -> str:
    """Why a value was not taken; typer checks with pydantic, whose kinds of error are stable and words English."""
    message = str(error.message)
    details = getattr(error.__cause__, "errors", None)
    if details is None:
        if found := re.match(r"\S+ (.*) does not exist\.", message):
            return f"没有{found[1]}这个文件或文件夹。"
        return f"{message.rstrip('.。')}。"
    detail = details()[0]
    given, kind, context = detail.get("input"), str(detail["type"]), detail.get("ctx", {})
    bounds = [f"应{word}{context[key]}" for key, word in _BOUNDS.items() if key in context]
    if bounds:
        return f"给的是{given}，{'、'.join(bounds)}。"
    if "expected" in context:
        return f"给的是“{given}”，应为{str(context['expected']).replace(' or ', '、').replace(', ', '、')}。"
    return f"给的是“{given}”，应为{_KINDS.get(kind.split('_')[0], '另一种值')}。"
