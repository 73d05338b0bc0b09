"""Metrics 指标 for Prometheus: requests by route and status, their time, GraphQL errors by code."""

from __future__ import annotations

from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest


class Metrics:
    """The counters of one application; each has a registry of its own, so that several may live in one process."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self.requests = Counter("tiaokuai_requests", "请求数", ("route", "method", "status"), registry=self.registry)
        self.seconds = Histogram("tiaokuai_request_seconds", "请求用时（秒）", ("route",), registry=self.registry)
        self.errors = Counter("tiaokuai_graphql_errors", "GraphQL 错误数", ("code",), registry=self.registry)

    def text(self) -> bytes:
        """All metrics in the text format."""
        return generate_latest(self.registry)
