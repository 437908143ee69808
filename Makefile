# Everything from a bare machine: Python 3.11 or newer with venv, git and make.
#   make demo    set up and run the main job on real and simulated cases
#   make test    set up and pass the tests
#   make test-quick  the same without what takes long, each law with fewer examples
#   make check   lint, types, import contracts, generated files
#   make coverage  the tests, at two and a half times their cost, with a table of what none runs
#   make hooks   run the commands of make check before each commit
#   make bench   measure; writes docs/measured.md, all of it or ARGS=<part>
#   make soak    kill the platform's parts under load, MINUTES=10 SEED=1; writes docs/measured.md

PYTHON ?= python3
UV_VERSION := 0.13.9
UV := .tools/bin/uv
export UV_PYTHON_DOWNLOADS := never
# A platform starts ten Python processes, and the tests start some hundred: without bytecode on disk
# each compiles all that it imports.
export PYTHONDONTWRITEBYTECODE :=

.PHONY: setup demo test test-quick check coverage hooks bench soak clean

setup: .venv/.ready

$(UV):
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo "Python 3.11 or newer is needed; say which with PYTHON=python3.12 make …"; exit 1; }
	$(PYTHON) -m venv .tools
	.tools/bin/pip install --quiet --disable-pip-version-check uv==$(UV_VERSION)

.venv/.ready: pyproject.toml uv.lock package.json package-lock.json | $(UV)
	$(UV) sync --locked --extra platform --quiet --python $(PYTHON)
	.venv/bin/python -m runtime.page_assets
	@touch $@

demo: setup
	.venv/bin/journey demo $(ARGS)

# Files start in the order of their names, so that the long ones, with brokers, are not left to the end.
# Three at a time, on two cores too: tests with brokers and browsers mostly wait.
test: setup
	.venv/bin/pytest -n 3 --dist loadfile --no-loadscope-reorder $(ARGS)

# Without brokers, workers, databases, browsers, the simulation of many cases and what is `slow`.
test-quick: setup
	.venv/bin/pytest -n 2 --dist loadfile --hypothesis-profile=quick \
	  -m "not platform and not browser and not simulation and not slow" $(ARGS)

check: setup
	.venv/bin/ruff check .
	.venv/bin/ruff format --check .
	.venv/bin/mypy
	.venv/bin/lint-imports
	.venv/bin/journey schema check

coverage: setup
	.venv/bin/pytest -n 2 --dist loadfile --cov --cov-report=term-missing $(ARGS)

hooks: setup
	.venv/bin/pre-commit install

bench: setup
	.venv/bin/python -m bench $(ARGS)

MINUTES ?= 10
SEED ?= 1
soak: setup
	.venv/bin/python -m soak --minutes $(MINUTES) --seed $(SEED) --save $(ARGS)

clean:
	rm -rf .venv .tools node_modules web/static/vendor
