# Tremplin: every command of the project. `make` alone lists them.
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:

VENV ?= .venv
BIN := $(VENV)/bin
PORT ?= 8000
RESET ?=
WORKERS ?= 2
ARGS ?=
# The first Python that is new enough; PYTHON= chooses another.
PYTHON ?= $(shell for each in python3 python3.14 python3.13 python3.12 python3.11; do \
	"$$each" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo "$$each" && break; done)

.PHONY: help demo serve test check format replay bench rush lock clean setup setup-dev

help: ## This list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-8s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

demo: setup ## Load the 2011 call and serve it on 127.0.0.1 (PORT=8000; RESET=1 starts again)
	@$(BIN)/python -m app demo --port $(PORT) $(if $(filter-out 0,$(RESET)),--reset)

serve: setup ## Serve with the settings of the environment (ARGS="--workers 2")
	@$(BIN)/python -m app serve --port $(PORT) $(ARGS)

test: setup-dev ## The whole suite: SQLite, PostgreSQL, browser (ARGS="tests/house -k name")
	@$(BIN)/python -m tools.find_rooms
	$(BIN)/python -m pytest -n $(WORKERS) --dist loadfile $(ARGS)

check: setup-dev ## Style, types, layers, templates, translations, documents
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m tools.check_templates
	$(BIN)/python -m tools.check_translations
	$(BIN)/python -m tools.check_docs

format: setup-dev ## Put the code in form, and correct what can be corrected alone
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

replay: setup ## Play the whole 2011 call over HTTP, as people would (ARGS="--dossiers 12")
	@$(BIN)/python -m app replay $(ARGS)

bench: setup-dev ## Time the pages beside a bare floor, in the same run
	$(BIN)/python -m tests.load.bench $(ARGS)

rush: setup-dev ## Play the last ten minutes before a deadline on a real server (ARGS=--help)
	$(BIN)/python -m tests.load.rush $(ARGS)

lock: ## Pin again what pyproject.toml asks for (needs uv; ARGS=--upgrade for newer versions)
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url $(ARGS) \
		pyproject.toml --group dev -o requirements-dev.lock
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url $(ARGS) \
		pyproject.toml --constraint requirements-dev.lock -o requirements.lock

clean: ## Remove the environment and the caches; the data stays
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis build dist *.egg-info
	find . -name __pycache__ -type d -not -path './node_modules/*' -prune -exec rm -rf {} +

setup: python-found
	@"$(PYTHON)" tools/set_up.py requirements.lock --venv $(VENV)

setup-dev: python-found
	@"$(PYTHON)" tools/set_up.py requirements-dev.lock --venv $(VENV)

.PHONY: python-found
python-found:
	@[[ -n "$(PYTHON)" ]] || { echo "Tremplin needs Python 3.11 or newer; none was found. PYTHON=/path/to/python3.11 names one." >&2; exit 1; }
