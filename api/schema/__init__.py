"""The GraphQL schema 接口模式, computed from the ontology, and running queries on it."""

from __future__ import annotations

import logging
import secrets
from functools import cache
from typing import Any

import strawberry
from graphql import GraphQLError
from strawberry.exceptions import MissingQueryError
from strawberry.schema.config import StrawberryConfig
from strawberry.types import ExecutionContext

from api.errors import INTERNAL_MESSAGE, ApiError, StoreFailed, TimedOut
from api.limits import Limits
from api.plan.roots import Context
from api.plan.shaped import Completing, PassThrough
from api.schema.documents import DocumentCache, caching
from api.schema.domain import SCALARS
from api.schema.messages import in_chinese, translated
from api.schema.nodes import LABEL_TYPES
from api.schema.query import make_query
from graph.store.interface import QueryTimeout, Store, StoreError

LOG = logging.getLogger("tiaokuai.graphql")


class _Schema(strawberry.Schema):
    """Logs nothing by itself: errors are logged where they are put into words."""

    def process_errors(self, errors: list[GraphQLError], execution_context: ExecutionContext | None = None) -> None:
        """Errors of users are no errors of the service."""


@cache
def schema(*, passing: bool = True) -> strawberry.Schema:
    """The schema. ``passing``: finished answers are handed on as they are; otherwise completed field by field."""
    return _Schema(
        query=make_query(),
        types=LABEL_TYPES,
        extensions=[caching(DocumentCache())],
        execution_context_class=PassThrough if passing else Completing,
        config=StrawberryConfig(scalar_map=SCALARS),
    )


def execute_query(
    store: Store,
    text: str,
    variables: dict[str, Any] | None = None,
    operation_name: str | None = None,
    *,
    limits: Limits | None = None,
    request_id: str = "",
    passing: bool = True,
) -> dict[str, Any]:
    """Run a query; the answer is ``{"data": …}`` with ``"errors"`` when there are any. Dates are ``datetime.date``.

    Never raises for what the query says; messages are Chinese, with a code in ``extensions``.
    """
    context = Context(store, limits or Limits())
    try:
        result = schema(passing=passing).execute_sync(text, variables, context_value=context, operation_name=operation_name)
    except MissingQueryError:
        return {"data": None, "errors": [{"message": "请求中没有查询（query）。", "extensions": {"code": "BAD_REQUEST"}}]}
    except Exception as error:  # an operation that is missing or of another kind
        return {"data": None, "errors": [{"message": translated(str(error)), "extensions": {"code": "BAD_REQUEST"}}]}
    answer: dict[str, Any] = {"data": result.data}
    if result.errors:
        answer["errors"] = [_shown(error, request_id).formatted for error in result.errors]
    return answer


def _shown(error: GraphQLError, request_id: str) -> GraphQLError:
    cause = error.original_error
    if isinstance(error, ApiError):
        found: GraphQLError = error
    elif isinstance(cause, ApiError):
        found = cause
    elif isinstance(cause, QueryTimeout):
        found = TimedOut("查询超时，已停止；请缩小范围（first、filter）或减少层级后再试。")
    elif isinstance(cause, StoreError):
        found = StoreFailed(str(cause))
    elif cause is None or isinstance(cause, GraphQLError) or (error.extensions or {}).get("code"):
        return in_chinese(error) if not (error.extensions or {}).get("code") else error
    else:
        number = request_id or secrets.token_hex(8)
        LOG.error("请求 %s 内部出错", number, exc_info=cause)
        found = ApiError(INTERNAL_MESSAGE)
        found.extensions = {"code": "INTERNAL", "requestId": number}
    return GraphQLError(found.message, error.nodes, error.source, error.positions, error.path, None, found.extensions)


__all__ = ["execute_query", "schema"]
