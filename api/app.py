"""The web application 服务: pages, GraphQL, REST. It listens where the server is told to, by default on the loopback only."""

from __future__ import annotations

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.middleware.gzip import GZipMiddleware

from api import districts, document_claims, documents, match, names_review, pages, places, reconcile, review, uploads
from api.metrics import Metrics
from api.protection import Protection
from api.rest import Refused, as_json, routes
from api.schema import schema
from api.settings import Settings
from graph.store.interface import Store, StoreError
from ingest.jobs.library import LibraryError, original
from ingest.jobs.queue import Queue

_MESSAGES = {404: "没有这个地址。", 405: "这个地址不接受这种请求方法。"}


def create_app(store: Store, settings: Settings | None = None, queue: Queue | None = None) -> FastAPI:
    """The application over an open store, which stays the caller's to close, as does the queue that takes uploads (without one,
    documents are shown and uploads refused)."""
    settings = settings or Settings()
    metrics = Metrics()
    schema()  # built now rather than in the first request
    app = FastAPI(title="条块", docs_url=None, redoc_url=None, openapi_url=None)
    app.include_router(routes(store, settings, metrics))
    app.include_router(districts.routes())
    app.include_router(document_claims.routes(store))
    app.include_router(uploads.routes(store, settings, queue))
    app.include_router(documents.routes(store, queue))
    app.include_router(review.routes(store))
    app.include_router(names_review.routes(store))
    app.include_router(match.routes(store))
    app.include_router(reconcile.routes(store, settings.origins))
    app.include_router(places.routes(store, queue.library.original if queue is not None else original))
    pages.mount(app)
    app.add_middleware(GZipMiddleware, minimum_size=1024)
    app.add_middleware(Protection, settings=settings, metrics=metrics)

    def refuse(request: Request, status: int, message: str, code: str) -> Response:
        return as_json({"message": message, "code": code, "request_id": request.state.request_id}, status)

    @app.exception_handler(Refused)
    async def refused(request: Request, error: Refused) -> Response:
        return refuse(request, error.status, error.message, error.code)

    @app.exception_handler(StoreError)
    async def store_failed(request: Request, error: StoreError) -> Response:
        return refuse(request, 503, str(error), "STORE_ERROR")

    @app.exception_handler(LibraryError)
    async def library_failed(request: Request, error: LibraryError) -> Response:
        return refuse(request, 503, str(error), "LIBRARY_ERROR")

    @app.exception_handler(RequestValidationError)
    async def invalid(request: Request, error: RequestValidationError) -> Response:
        names = "、".join(str(e["loc"][-1]) for e in error.errors())
        return refuse(request, 400, f"请求参数有误：{names}，请检查后再试。", "BAD_INPUT")

    @app.exception_handler(HTTPException)
    async def failed(request: Request, error: HTTPException) -> Response:
        return refuse(
            request, error.status_code, _MESSAGES.get(error.status_code, f"请求未能完成（{error.status_code}）。"), "HTTP_ERROR"
        )

    return app
