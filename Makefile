# Two commands on a machine with Python >= 3.11, git and make:
#   make demo    set everything up, review the bundled example pull request, print the comment
#   make test    set everything up, run all tests
# Everything is installed into .venv inside this checkout; `make help` lists the rest.

REVIEW_LANG ?= en
PYTEST_ARGS ?=
SEEDS ?=
ROWS ?=
REPOS ?=
SNAPSHOT_TOOL ?=
OUT ?=
DIR ?=
FILES ?=
ORACLES ?=

VENV := .venv
BIN := $(VENV)/bin
RUNTIME := $(VENV)/.runtime-installed
DEV := $(VENV)/.dev-installed
COMPARED := $(VENV)/compared/.installed
NPM := tests/oracles/node_modules/.installed
EXAMPLE := --before examples/shop/before --after examples/shop/after
PIP_INSTALL = $(BIN)/python -m pip --disable-pip-version-check --no-input install --quiet --no-cache-dir
INSTALL_SELF = $(PIP_INSTALL) --no-deps --no-build-isolation --editable .
NPM_OPTIONS = --ignore-scripts --no-audit --no-fund --prefer-offline --fetch-retries=1
NPM_CI = npm --prefix tests/oracles ci $(NPM_OPTIONS) --loglevel=$(if $(filter required,$(ORACLES)),error,silent)
LOCK = $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-annotate --custom-compile-command 'make lock'

# Settings of the caller's shell that would install elsewhere or import other code.
unexport PYTHONHOME
unexport PYTHONPATH
unexport PIP_PREFIX
unexport PIP_TARGET
unexport PIP_USER
export LC_ALL := C.UTF-8
export PYTHONUTF8 := 1

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help demo demo-action demo-service test lint format types check wheel measured bench torture chaos load seeds real-changes incidents agreement coverage-sql applied pictures lock clean

help: ## list the targets
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/\1|\2/p' Makefile | while IFS='|' read -r name text; do printf '  make %-13s %s\n' "$$name" "$$text"; done

demo: $(RUNTIME) ## review the example pull request and print the comment; REVIEW_LANG=ko for Korean
	@mkdir -p out
	@$(BIN)/schema-review check $(EXAMPLE) --lang "$(REVIEW_LANG)" --format markdown --output json=out/demo-review.json --fail-on never
	@printf '\nThis is the comment that would be posted. The review as JSON: out/demo-review.json\n'

demo-action: $(DEV) ## run the Action on a stand-in for GitHub: a pull request, a tick, a second push; REVIEW_LANG=ko for Korean
	@$(BIN)/python tests/tools/demo_action.py --lang "$(REVIEW_LANG)"

demo-service: $(DEV) ## run the GitHub App on a stand-in for GitHub: a pull request, a command, a second push; REVIEW_LANG=ko for Korean
	@$(BIN)/python tests/tools/demo_service.py --lang "$(REVIEW_LANG)"

test: $(DEV) $(if $(wildcard tests/oracles),$(NPM)) ## run all tests; PYTEST_ARGS="tests/lint -k index" for some
	@$(BIN)/python -m pytest -n auto $(PYTEST_ARGS)

lint: $(DEV) ## style and format, nothing is changed
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .

format: $(DEV) ## mend what lint can mend by itself
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .

types: $(DEV) ## mypy strict
	@$(BIN)/mypy

check: lint types test ## lint, types and test

wheel: $(DEV) ## build dist/*.whl
	@rm -rf dist
	@$(BIN)/python -m build --wheel --no-isolation .

measured: $(DEV) $(NPM) ## hold effects and findings against the servers, and print precision and recall; OUT=FILE for each difference
	@MEASURED="$(OUT)" $(BIN)/python -m pytest -n 2 -q tests/servers/measured

bench: $(DEV) $(COMPARED) ## time the stages of a review, the readers and the rules, beside other tools; DIR="FOLDER …" for schemas of your own
	@$(BIN)/python tests/bench/stages.py
	@$(BIN)/python -m tests.bench.reading
	@$(BIN)/python -m tests.bench.judging $(DIR)
	@COMPARED=$(dir $(COMPARED)) $(BIN)/python -m tests.bench.replaying

torture: $(DEV) ## generated schemas and alterations on the servers, SEQUENCES=2000 of them
	@SEQUENCES=$(or $(SEQUENCES),2000) $(BIN)/python -m pytest -n auto tests/servers -k generated

seeds: $(DEV) ## review the SQL of the documents in SEEDS=DIR; with DEFECTS=FILE say which of their known defects are found
	@test -n "$(SEEDS)" || { echo 'say where the documents lie: make seeds SEEDS=DIR [DEFECTS=FILE]' >&2; exit 2; }
	@$(BIN)/python tests/tools/seeds.py "$(SEEDS)" $(if $(DEFECTS),"$(DEFECTS)")

chaos: $(DEV) ## kill the service while GitHub errs, and count what is lost or doubled: KILLS=20 EVENTS=60 [DATABASE_URL=postgresql://…]
	@$(BIN)/python -m tests.tools.chaos --kills $(or $(KILLS),20) --events $(or $(EVENTS),60) --seed $(or $(SEED),1) --url "$(DATABASE_URL)"

load: $(DEV) ## 100 webhooks a second beside the same app without a database, then 1,000 pushes of one pull request: SECONDS=60 RATE=100 [DATABASE_URL=postgresql://…]
	@$(BIN)/python -m tests.tools.load --seconds $(or $(SECONDS),60) --rate $(or $(RATE),100) --url "$(DATABASE_URL)"

real-changes: $(DEV) ## review real commits: ROWS=FILE REPOS=DIR SNAPSHOT_TOOL=FILE, see tests/tools/real_changes.py
	@test -n "$(ROWS)" -a -n "$(REPOS)" -a -n "$(SNAPSHOT_TOOL)" || { echo 'name all three: ROWS=FILE REPOS=DIR SNAPSHOT_TOOL=FILE' >&2; exit 2; }
	@$(BIN)/python -m tests.tools.real_changes "$(ROWS)" "$(REPOS)" "$(SNAPSHOT_TOOL)" $(if $(JOBS),--jobs "$(JOBS)") $(if $(DRAW),--draw "$(DRAW)" --seed "$(or $(SEED),1)")

incidents: $(DEV) ## review the commits behind known accidents: ROWS=FILE REPOS=DIR, see tests/tools/incidents.py
	@test -n "$(ROWS)" -a -n "$(REPOS)" || { echo 'name both: ROWS=FILE REPOS=DIR' >&2; exit 2; }
	@$(BIN)/python -m tests.tools.incidents "$(ROWS)" "$(REPOS)"

agreement: $(DEV) ## hold the Drizzle reader against the snapshots in clones: REPOS=DIR [ROWS="FILE …"], see tests/tools/agreement.py
	@test -n "$(REPOS)" || { echo 'say where the clones lie: make agreement REPOS=DIR' >&2; exit 2; }
	@$(BIN)/python -m tests.tools.agreement "$(REPOS)" $(ROWS) $(if $(OUT),--json "$(OUT)")

coverage-sql: $(DEV) ## count what the SQL reader makes of the statements in clones or a folder: DIR=DIR, see tests/tools/coverage_sql.py
	@test -n "$(DIR)" || { echo 'say where the .sql files lie: make coverage-sql DIR=DIR' >&2; exit 2; }
	@$(BIN)/python -m tests.tools.coverage_sql "$(DIR)" $(if $(OUT),--json "$(OUT)")

applied: $(DEV) ## run the migrations of clones on a scratch PostgreSQL and compare with the replay: REPOS=DIR, see tests/tools/applied.py
	@test -n "$(REPOS)" || { echo 'say where the clones lie: make applied REPOS=DIR' >&2; exit 2; }
	@$(BIN)/python -m tests.tools.applied "$(REPOS)"

pictures: $(DEV) $(NPM) ## draw the comments of tests/reviews, or FILES="a.md b.md", as GitHub shows them: OUT=DIR; needs Chromium
	@test -n "$(OUT)" || { echo 'say where the pictures go: make pictures OUT=DIR' >&2; exit 2; }
	@$(BIN)/python tests/tools/pictures.py "$(OUT)" $(FILES)

lock: $(DEV) ## resolve the dependencies anew into requirements/*.lock
	@$(PIP_INSTALL) uv
	@$(LOCK) pyproject.toml --extra github --extra service --group dev --output-file requirements/dev.lock
	@$(LOCK) pyproject.toml --constraint requirements/dev.lock --output-file requirements/runtime.lock
	@$(LOCK) pyproject.toml --extra github --constraint requirements/dev.lock --output-file requirements/action.lock
	@$(LOCK) pyproject.toml --extra github --extra service --constraint requirements/dev.lock --output-file requirements/service.lock
	@$(LOCK) --group build --constraint requirements/dev.lock --output-file requirements/build.lock
	@$(LOCK) --group bench --constraint requirements/dev.lock --output-file requirements/bench.lock

clean: ## remove everything that make made
	rm -rf $(VENV) tests/oracles/node_modules dist out .mypy_cache .ruff_cache .pytest_cache .hypothesis .coverage

$(RUNTIME): $(BIN)/python pyproject.toml requirements/runtime.lock requirements/build.lock
	@echo 'Installing into $(VENV) ...' >&2
	@$(PIP_INSTALL) --require-hashes --requirement requirements/runtime.lock --requirement requirements/build.lock
	@$(INSTALL_SELF)
	@touch $@

$(DEV): $(RUNTIME) requirements/dev.lock
	@echo 'Installing the tools for development into $(VENV) ...' >&2
	@$(PIP_INSTALL) --require-hashes --requirement requirements/dev.lock
	@touch $@

# What we are timed against, in a folder of its own: sqlglot's compiled files would take the place of those the tests run on.
$(COMPARED): $(DEV) requirements/bench.lock
	@echo 'Installing what we are timed against into $(dir $@) ...' >&2
	@if $(PIP_INSTALL) --upgrade --target $(dir $@) --require-hashes --requirement requirements/bench.lock; then touch $@; fi

# What GitHub and its tools say themselves. Without npm, or without a registry, the tests that compare with it are skipped.
$(NPM): $(wildcard tests/oracles/package.json tests/oracles/package-lock.json)
	@if command -v npm >/dev/null && { echo 'Installing the npm packages of tests/oracles ...' >&2; $(NPM_CI) >/dev/null; }; then \
		touch $@; \
	elif [ "$(ORACLES)" = required ]; then \
		echo 'ORACLES=required, but the npm packages of tests/oracles could not be installed.' >&2; exit 1; \
	else \
		echo 'The npm packages of tests/oracles could not be installed: the tests that compare with them are skipped.' >&2; \
	fi

# `python3` may be older than we need while a newer one lies beside it; Debian's lacks venv until python3-venv is installed.
$(BIN)/python:
	@for python in $(PYTHON) python3 python3.14 python3.13 python3.12 python3.11; do \
		if "$$python" -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then \
			exec "$$python" -m venv $(VENV); \
		fi; \
	done; \
	echo 'schema-review needs Python 3.11 or newer with the modules venv and ensurepip (on Debian: apt install python3-venv).' >&2; \
	echo 'Name one with: make demo PYTHON=/path/to/python3' >&2; \
	exit 1
