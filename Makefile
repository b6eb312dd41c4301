# The commands people run. Everything lands in .venv and var/, which git ignores; `rm -r .venv var` undoes it all.
PYTHON ?= python3
PORT ?= 8000
BIN := .venv/bin
MANAGE := $(BIN)/gelombang manage

.DEFAULT_GOAL := help
.PHONY: help demo run test check bench soak lock messages

help: ## These lines
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "  make %-9s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

demo: .venv/.demo ## Install, fill with an invented country, and serve on http://localhost:8000
	$(MANAGE) serve --demo --port $(PORT)

run: .venv/.demo ## Serve your own data, without the example
	$(MANAGE) serve --port $(PORT)

test: .venv/.dev ## Everything that must hold: the checks, then all tests but the soak
	tools/prepare_tests.sh
	$(MAKE) --no-print-directory check
	$(BIN)/python -m tools.run_tests

check: .venv/.dev ## Style, types, arrows, migrations, translations, deployment settings; no tests
	$(BIN)/python -m tools.check

bench: .venv/.dev ## Measure; one alone: .venv/bin/python -m bench NAME [--rows N]
	$(BIN)/python -m bench

soak: .venv/.dev ## The long tests
	tools/prepare_tests.sh
	$(BIN)/python -m pytest -m slow

lock: .venv/.dev ## Resolve the dependencies anew: requirements-dev.txt and, as a part of it, requirements.txt
	$(BIN)/uv pip compile pyproject.toml --quiet --universal --upgrade --generate-hashes --no-header \
		--extra dev --group build --output-file requirements-dev.txt
	$(BIN)/uv pip compile pyproject.toml --quiet --universal --upgrade --generate-hashes --no-header \
		--extra draw --group build --constraint requirements-dev.txt --output-file requirements.txt

messages: .venv/.dev ## Bring the translations up to date with the source, and compile them
	$(BIN)/python -m tools.messages update
	$(BIN)/python -m tools.messages compile

.venv/.demo: pyproject.toml requirements.txt tools/install.py
	@$(PYTHON) tools/install.py requirements.txt
	@touch $@

.venv/.dev: pyproject.toml requirements-dev.txt tools/install.py
	@$(PYTHON) tools/install.py requirements-dev.txt
	@touch $@ .venv/.demo
