# Every chore is one word. Each works in a bare clone: it makes its own .venv from the pinned, hashed
# constraints and needs only make, git and Python 3.11 or later.

PYTHON ?= python3
ARGS ?=
CASE ?= cases/hanoi-2019

BIN := .venv/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet --quiet
# The pins are complete, so they are installed as they stand: nothing is resolved, and nothing that an index
# holds besides them is looked at. What stands in .venv is then checked for whole.
PINS := $(PIP) install --no-deps --require-hashes -r
SELF := $(PIP) install --no-deps --no-build-isolation --editable .
WHOLE := $(BIN)/python -m pip --disable-pip-version-check check >.venv/.check 2>&1 || \
  { cat .venv/.check >&2; echo "The pins do not fit together (above); scripts/pin writes them anew." >&2; exit 1; }
# What every brief finds made is made by a first one: compiled modules and templates, the chart library.
FIRST := $(BIN)/walkaway brief hanoi-2019 -o .venv/.brief.html >/dev/null 2>&1 || true

.DEFAULT_GOAL := help
.PHONY: setup brief open test check docs bench clean help

setup: .venv/.dev ## Make .venv with everything for working on Walkaway

brief: .venv/.runtime ## Write the brief of the flagship case: brief/hanoi-2019.html
	@mkdir -p brief
	@$(BIN)/walkaway brief $(CASE) -o brief/$(notdir $(CASE)).html $(ARGS)

open: .venv/.runtime ## Open the flagship case in the browser: move a judgement, see the answer
	@$(BIN)/walkaway open $(CASE) $(ARGS)

test: .venv/.dev ## Run every test, one process a core; ARGS="-k zone" narrows it
	@$(BIN)/pytest --numprocesses auto --dist loadfile $(ARGS)

check: .venv/.dev ## Style, types, room boundaries, examples in docstrings, documentation
	@$(BIN)/ruff check
	@$(BIN)/ruff format --check
	@$(BIN)/mypy & types=$$!; failed=0; \
	$(BIN)/pytest --quiet --numprocesses auto --doctest-modules src tests/test_architecture.py tests/docs || failed=1; \
	wait $$types || failed=1; exit $$failed
	@$(BIN)/mkdocs build --strict --quiet

docs: .venv/.dev ## Build the documentation into site/
	@$(BIN)/mkdocs build --strict $(ARGS)

bench: .venv/.dev ## Time the engine; prints seconds and memory
	@$(BIN)/python -m benchmarks $(ARGS)

clean: ## Remove everything these chores make
	@rm -rf .venv brief build dist site .coverage htmlcov .pytest_cache .mypy_cache .ruff_cache .hypothesis
	@find src tests benchmarks -name __pycache__ -type d -prune -exec rm -rf {} + 2>/dev/null || true

help: ## Show this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-7s %s\n", $$1, $$2 }' Makefile

.venv/.python:
	@command -v $(PYTHON) >/dev/null 2>&1 || \
	  { echo "Walkaway needs Python 3.11 or later, and '$(PYTHON)' is not here. Say which: make PYTHON=/path/to/python3" >&2; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Walkaway needs Python 3.11 or later; '$(PYTHON)' is $$($(PYTHON) -V 2>&1). Say another: make PYTHON=python3.12" >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || \
	  { echo "'$(PYTHON)' cannot make virtual environments (on Debian and Ubuntu: apt install python3-venv)." >&2; exit 1; }
	@$(PYTHON) -m venv --clear .venv
	@touch $@

.venv/.runtime: .venv/.python constraints.txt pyproject.toml
	@echo "Installing what Walkaway runs on into .venv (once) …"
	@$(PINS) constraints.txt
	@$(SELF)
	@$(WHOLE)
	@$(FIRST)
	@touch $@

.venv/.dev: .venv/.python constraints-dev.txt pyproject.toml
	@echo "Installing what working on Walkaway takes into .venv (once) …"
	@$(PINS) constraints-dev.txt
	@$(SELF)
	@$(WHOLE)
	@$(FIRST)
	@touch .venv/.runtime $@
