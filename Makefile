# Needs Python 3.11 or newer and make; everything else is set up in .venv.

SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help

# The first Python that is new enough; `make PYTHON=/path/to/python …` overrides.
PYTHON ?= $(shell for python in python3.14 python3.13 python3.12 python3.11 python3; do \
	if $$python -c 'import ensurepip, sys, venv; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; \
	then command -v $$python; break; fi; done)

BIN := .venv/bin
INSTALLED := .venv/.installed

##@ To use it

.PHONY: help
help: ## Say what there is to make
	@awk 'BEGIN { FS = ":.*## " } \
		/^##@ / { printf "\n%s\n", substr($$0, 5) } \
		/^[a-z-]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

.PHONY: install
install: $(INSTALLED) ## Set everything up in .venv, without starting anything

.PHONY: run
run: prefetch ## Start the whole register on this machine, and stay
	@$(BIN)/register up

.PHONY: demo
demo: prefetch ## Play the whole story on a fresh system, and verify the audit log
	@$(BIN)/register demo

##@ To work on it

.PHONY: test
test: prefetch ## Run every test
	$(BIN)/pytest

.PHONY: check
check: $(INSTALLED) ## Everything that needs no Kafka and no PostgreSQL
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/basedpyright
	$(BIN)/lint-imports
	$(BIN)/typos
	$(BIN)/python -m docs.generate --check
	$(BIN)/pytest -q tests/unit tests/contracts tests/architecture

.PHONY: format
format: $(INSTALLED) ## Put the code in shape
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

.PHONY: search
search: $(INSTALLED) ## Look for what breaks a law, with other examples each time
	$(BIN)/pytest -q -m hypothesis --hypothesis-profile=search --timeout=3600 tests/unit

.PHONY: faults
faults: prefetch ## Kill each part in the middle of an import, and look at what is left
	$(BIN)/pytest -v tests/faults

.PHONY: bench-core
bench-core: prefetch ## Measure the core path against bare floors
	$(BIN)/python -m benchmarks.core

.PHONY: bench-audit
bench-audit: prefetch ## Grow an audit log to a million entries, and measure it
	$(BIN)/python -m benchmarks.audit

.PHONY: bench-workflow
bench-workflow: prefetch ## Send whole cases through a running register by Kafka
	$(BIN)/python -m benchmarks.workflow

.PHONY: bench-notices
bench-notices: prefetch ## Have 100,000 renewal notices queued and sent, with proof
	$(BIN)/python -m benchmarks.notices

.PHONY: clean
clean: ## Remove .venv, the data directory and all caches of this checkout
	rm -rf .venv .register .pytest_cache .ruff_cache .hypothesis .import_linter_cache
	rm -rf build ./*.egg-info .coverage
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

.PHONY: prefetch
prefetch: $(INSTALLED)
	@$(BIN)/python -m shared.embedded.prefetch

$(INSTALLED): requirements.lock pyproject.toml
	@if [ -z "$(PYTHON)" ]; then \
		echo "Python 3.11 or newer (with venv) is needed, and none was found." >&2; \
		exit 1; fi
	@echo "Setting up .venv with $$($(PYTHON) --version): a few minutes, once …"
	@$(PYTHON) -m venv .venv
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check \
		--require-hashes --requirement requirements.lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check \
		--no-deps --no-build-isolation --editable .
	@touch $@
	@echo "Set up."
