"""Parsing and validation kept 文档缓存: in short queries they are a fifth of the work, and clients send the same texts again."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Iterator
from dataclasses import dataclass

from graphql import DocumentNode, GraphQLError, GraphQLSyntaxError, OperationDefinitionNode, parse
from strawberry.extensions import SchemaExtension
from strawberry.schema.schema import validate_document

from api.errors import ApiError, BadInput, LimitExceeded
from api.limits import Limits, check_cost, check_document
from api.schema.messages import in_chinese

KEPT = 256
LONGEST = 20_000
"""Longer texts are not kept, so that the cache's size has a bound."""


@dataclass(frozen=True, slots=True)
class _Checked:
    document: DocumentNode | None
    errors: tuple[GraphQLError, ...]


class DocumentCache:
    """Checked documents of one schema by their text, the least recently used dropped first."""

    def __init__(self) -> None:
        self._kept: OrderedDict[tuple[str, Limits], _Checked] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, text: str, limits: Limits) -> _Checked | None:
        """The checked document, if kept."""
        with self._lock:
            found = self._kept.get((text, limits))
            if found:
                self._kept.move_to_end((text, limits))
            return found

    def put(self, text: str, limits: Limits, checked: _Checked) -> None:
        """Keep a checked document."""
        if len(text) > LONGEST:
            return
        with self._lock:
            self._kept[text, limits] = checked
            if len(self._kept) > KEPT:
                self._kept.popitem(last=False)


def caching(cache: DocumentCache) -> type[SchemaExtension]:
    """The extension that parses, validates and limits documents through a cache. It has no hook on resolving."""

    class CheckedDocuments(SchemaExtension):
        def on_parse(self) -> Iterator[None]:
            context = self.execution_context
            limits = context.context.limits
            text = context.query or ""
            checked = cache.get(text, limits)
            if checked is None:
                checked = _check(context.schema._schema, text, limits, context.validation_rules)
                cache.put(text, limits, checked)
            if checked.document is None:
                raise checked.errors[0]
            operations = [d for d in checked.document.definitions if isinstance(d, OperationDefinitionNode)]
            if not operations:
                raise ApiError("文本中没有可执行的操作。")
            if len(operations) > 1 and not context._provided_operation_name:
                raise BadInput("文本中有几个操作，请用 operationName 指明一个。")
            context.graphql_document = checked.document
            context.pre_execution_errors = list(checked.errors)
            if not checked.errors:
                check_cost(checked.document, context.operation_name, context.variables or {}, limits)
            yield

    return CheckedDocuments


def _check(schema: object, text: str, limits: Limits, rules: object) -> _Checked:
    try:
        document = parse(text, max_tokens=limits.tokens)
        check_document(document, limits)
    except GraphQLSyntaxError as error:
        if "nested too deeply" in error.message:
            return _Checked(None, (LimitExceeded("查询嵌套过深，请减少层级。"),))
        if "tokens" in error.message:
            return _Checked(None, (LimitExceeded(f"查询文本超过 {limits.tokens} 个词，请拆成几次查询。"),))
        return _Checked(None, (in_chinese(error),))
    except ApiError as error:
        return _Checked(None, (error,))
    except RecursionError:
        return _Checked(None, (LimitExceeded("查询嵌套过深，请减少层级。"),))
    return _Checked(document, tuple(in_chinese(e) for e in validate_document(schema, document, rules)))  # type: ignore[arg-type]
