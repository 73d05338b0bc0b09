"""What goes wrong, as users read it 错误: one Chinese sentence and a code; never a traceback."""

from __future__ import annotations

from typing import Any

from graphql import GraphQLError


class ApiError(GraphQLError):
    """A refusal that the caller can act on. ``code`` is stable for programs, the message is for people."""

    code = "BAD_REQUEST"

    def __init__(self, message: str, **details: Any) -> None:
        super().__init__(message, extensions={"code": self.code, **details})


class BadInput(ApiError):
    """An argument that cannot be used 参数有误."""

    code = "BAD_INPUT"


class LimitExceeded(ApiError):
    """More than one request may ask for 超出限制."""

    code = "LIMIT_EXCEEDED"


class TimedOut(ApiError):
    """A query took longer than its time limit 查询超时."""

    code = "TIMEOUT"


class StoreFailed(ApiError):
    """The graph store could not answer 图数据库不能应答."""

    code = "STORE_ERROR"


INTERNAL_MESSAGE = "服务内部出错，请求未能完成；请把请求编号交给管理员。"
"""What is shown in place of anything unexpected; the log has the rest under the request id."""
