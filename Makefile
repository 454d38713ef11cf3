# Short verbs for people. `check` never edits; `fix` does. PYTHON may name another interpreter.
PYTHON ?= python

.DEFAULT_GOAL := help
.PHONY: help install check fix test bench snapshots

help:  ## Show these verbs
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "%-10s %s\n", $$1, $$2}'

install:  ## Install everything development needs into the active environment
	$(PYTHON) -m pip install -r requirements-dev.txt

check:  ## Check format, style, direction of imports and types
	$(PYTHON) -m ruff format --check
	$(PYTHON) -m ruff check
	lint-imports
	$(PYTHON) -m mypy

fix:  ## Format, and mend what can be mended without judgement
	$(PYTHON) -m ruff check --fix
	$(PYTHON) -m ruff format

test:  ## Run every test and hold the coverage floor
	$(PYTHON) -m pytest --cov

bench:  ## Measure the planner beside its peers
	$(PYTHON) -m benchmarks

snapshots:  ## Rewrite the golden files; read every changed line before committing
	$(PYTHON) -m pytest --snapshot-update -m "not browser"
