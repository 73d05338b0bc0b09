"""The words of GraphQL errors in Chinese 错误信息. What is not known here keeps its own words behind a Chinese beginning."""

from __future__ import annotations

import re

from graphql import GraphQLError, GraphQLSyntaxError

_PATTERNS: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern), text)
    for pattern, text in (
        (r"^Cannot query field '(.+?)' on type '(.+?)'\.(?: Did you mean (.+)\?)?", r"类型 \2 没有字段 \1\3，请查看接口说明。"),
        (r"^Unknown argument '(.+?)' on field '(.+?)'\.(?: Did you mean (.+)\?)?", r"字段 \2 没有参数 \1\3。"),
        (r"^Unknown type '(.+?)'\.(?: Did you mean (.+)\?)?", r"没有类型 \1\2。"),
        (r"^Unknown fragment '(.+?)'", r"没有片段 \1。"),
        (r"^Unknown directive '(.+?)'", r"没有指令 \1。"),
        (r"^Unknown operation named '(.+?)'", r"没有名为 \1 的操作。"),
        (r"^Must provide operation name", "文本中有几个操作，请用 operationName 指明一个。"),
        (r"^Must provide an operation|^Can't get GraphQL operation type", "文本中没有可执行的操作。"),
        (r"^Field '(.+?)' of type '(.+?)' must have (?:a selection|at least)", r"字段 \1（\2）须写明要取哪些子字段。"),
        (r"^Field '(.+?)' must not have a selection since type '(.+?)'", r"字段 \1（\2）没有子字段。"),
        (r"^Argument '(.+?)' of type '(.+?)' is required", r"缺少必填的 \1（\2）。"),
        (r"^Variable '\$(.+?)' is not defined", r"变量 $\1 没有声明。"),
        (r"^Variable '\$(.+?)' is never used", r"变量 $\1 声明了却没有用。"),
        (r"^Variable '\$(.+?)' of required type '(.+?)' was not provided", r"缺少变量 $\1（\2）。"),
        (r"^Variable '\$(.+?)' of type '(.+?)' used in position expecting type '(.+?)'", r"变量 $\1 的类型是 \2，此处需要 \3。"),
        (r"^Variable '\$(.+?)' (?:got invalid value|has invalid value)", r"变量 $\1 的值不合类型。"),
        (r"^Value '(.+?)' does not exist in '(.+?)' enum", r"\1 不是 \2 的取值。"),
        (r"^Enum '(.+?)' cannot represent (?:non-enum )?value: (.+?)\.", r"\2 不是 \1 的取值。"),
        (r"^Int cannot represent (?:non-integer value|non 32-bit signed integer value): (.+)", r"此处需要整数，现为 \1。"),
        (r"^Float cannot represent non numeric value: (.+)", r"此处需要数值，现为 \1。"),
        (r"^String cannot represent a non string value: (.+)", r"此处需要文本，现为 \1。"),
        (r"^Boolean cannot represent a non boolean value: (.+)", r"此处需要 true 或 false，现为 \1。"),
        (r"^ID cannot represent (?:a non-string and non-integer )?value: (.+)", r"此处需要标识（文本），现为 \1。"),
        (r"^Value cannot represent a Date: \"?(.+?)\"?\.", r"日期 \1 看不懂，请写成 2020-11-05 的样子。"),
        (r"^Expected value of (?:non-null )?type '(.+?)',? found (.+?)[.;]", r"此处需要 \1，现为 \2。"),
        (r"^Expected value of type '(.+?)' to be", r"此处的值不合类型 \1。"),
        (r"^Expected value of type '(.+?)' to include required field '(.+?)'", r"\1 缺少必填的 \2。"),
        (r"^Fragment '(.+?)' is never used", r"片段 \1 定义了却没有用。"),
        (r"^Cannot spread fragment '(.+?)' within itself", r"片段 \1 引用了自己。"),
        (r"^Fragment(?: '(?:.+?)')? cannot be spread here", "此处的类型不可能是这个片段所说的类型。"),
        (r"^Fields '(.+?)' conflict", r"几处 \1 要求不同的内容，请给它们起不同的别名。"),
        (r"^Maximum introspection depth exceeded", "自省查询嵌套过深，请减少层级。"),
        (r"^This anonymous operation must be the only", "有几个操作时，每个都须有名字。"),
        (r"^The (\w+) operation is not supported|^(mutations|subscriptions) are not allowed", "本服务只接受查询（query）。"),
        (r"^There can be only one (?:argument|variable|fragment|operation|input field)s? named '(.+?)'", r"\1 重复了。"),
        (r"^Cannot return null for non-nullable field (.+?)\.", r"字段 \1 本不应为空，数据有缺；请运行 tiaokuai check。"),
    )
)


def translated(message: str) -> str:
    """A message in Chinese."""
    for pattern, text in _PATTERNS:
        match = pattern.search(message)
        if match:
            groups = [g or "" for g in match.groups()]
            return _fill(text, groups)
    return message if re.search(r"[\u4e00-\u9fff]", message) else f"查询有误：{message}"


def _fill(text: str, groups: list[str]) -> str:
    return re.sub(r"\\(\d)", lambda m: _hint(text, groups, int(m.group(1))), text)


def _hint(text: str, groups: list[str], number: int) -> str:
    value = groups[number - 1]
    # the last group of “no such …” messages is a list of similar names
    if value and text.startswith(("类型 \\2 没有", "字段 \\2 没有", "没有类型")) and number == len(groups):
        return f"（是不是 {value.replace(' or ', ' 或 ')}）"
    return value


def in_chinese(error: GraphQLError) -> GraphQLError:
    """The error with a Chinese message, its place, and a code in ``extensions``."""
    if isinstance(error, GraphQLSyntaxError):
        place = error.locations[0] if error.locations else None
        where = f"第 {place.line} 行第 {place.column} 列" if place else "某处"
        hint = (
            "；操作名、别名只能用英文字母、数字和下划线，中文只能写在引号与注释里"
            if "Unexpected character" in error.message
            else ""
        )
        detail = error.message.removeprefix("Syntax Error: ").replace("<EOF>", "文本末尾")
        message, code = f"查询语法有误：{where}（{detail.rstrip('.')}{hint}）", "SYNTAX_ERROR"
    else:
        message, code = translated(error.message), "INVALID_QUERY"
    return GraphQLError(
        message,
        error.nodes,
        error.source,
        error.positions,
        error.path,
        error.original_error,
        {"code": code, **(error.extensions or {})},
    )
