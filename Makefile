# 新机器上只需 git、make、Python ≥ 3.11：make demo 与 make test。
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
PORT ?= 8000

.PHONY: demo test test-neo4j test-browser lint bench docs pages lock clean

demo: $(STAMP) pages
	$(BIN)/tiaokuai demo --port $(PORT)

test: $(STAMP)
	$(BIN)/pytest -m "not neo4j and not browser" -n auto --dist loadfile

test-neo4j: $(STAMP)
	$(BIN)/pytest tests --neo4j -m neo4j

test-browser: $(STAMP) pages
	$(BIN)/pytest tests/browser -m browser

lint: $(STAMP)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

bench: $(STAMP)
	$(BIN)/python -m bench

docs: $(STAMP)
	$(BIN)/tiaokuai docs

pages: $(STAMP)
	$(BIN)/python hatch_build.py

# every version and hash, for all platforms; names no index
lock: $(STAMP)
	$(BIN)/pip install -q uv
	$(BIN)/uv pip compile pyproject.toml --extra build --extra dev --extra py2neo --extra ocr --extra model --universal --python-version 3.11 --generate-hashes \
		--no-emit-index-url --no-annotate --no-header -o requirements.lock

$(STAMP): requirements.lock pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install -q --disable-pip-version-check --require-hashes -r requirements.lock
	TIAOKUAI_BUILD_PAGES=0 $(BIN)/pip install -q --disable-pip-version-check --no-deps --no-build-isolation -e .
	touch $@

clean:
	rm -rf $(VENV) build dist .pytest_cache .mypy_cache .ruff_cache
