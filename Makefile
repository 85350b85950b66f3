# The two commands most people need:
#   make playbook   set up what is missing, then build everything into build/
#   make test       set up what is missing, then run the tests
# Before a release:
#   make test-all   the tests, and axe on every page, wide and narrow, in both schemes

VENV := .venv
BIN := $(VENV)/bin
PYTHON ?= python3
ORGANISATION ?= organisation
# apt needs to be root; where we are not, sudo may do it without asking.
AS_ROOT := $(shell [ "$$(id -u)" = 0 ] || echo "sudo -n")

# Tests run in as many processes as there are cores, the tests of a file in one.
SPREAD := --numprocesses=auto --dist=loadfile

.PHONY: playbook test test-all check serve bench lint lock reference fuzz sbom audit clean

playbook: $(VENV)/.ready $(VENV)/.pango
	$(BIN)/playbook build --organisation $(ORGANISATION)
	@echo "Open build/site/index.html, or print what lies in build/print/."

serve: $(VENV)/.ready
	$(BIN)/playbook serve --organisation $(ORGANISATION)

check: $(VENV)/.ready
	$(BIN)/playbook check --organisation $(ORGANISATION)

test: $(VENV)/.ready-test $(VENV)/.pango $(VENV)/.chromium $(VENV)/.node lint
	$(BIN)/pytest $(SPREAD)

test-all: $(VENV)/.ready-test $(VENV)/.pango $(VENV)/.chromium $(VENV)/.node lint
	$(BIN)/pytest $(SPREAD) -m "all or not all"

lint: $(VENV)/.ready-test
	$(BIN)/ruff check generator tests
	$(BIN)/ruff format --check generator tests
	$(BIN)/mypy
	$(BIN)/codespell

# The pages and schemas that are made: from the models, and from the marks of the tests.
reference: $(VENV)/.ready-test
	$(BIN)/playbook schema playbook_data/schema --reference maintaining/content-reference.md
	$(BIN)/python -m tests.faults

bench: $(VENV)/.ready-test $(VENV)/.pango $(VENV)/.chromium
	$(BIN)/python -m tests.bench

# Twenty thousand broken files; what breaks is told with the number of its case.
fuzz: $(VENV)/.ready-test $(VENV)/.pango
	$(BIN)/python -m tests.fuzz --cases 20000

# What the kit is made of, from the lock: the same lock, the same bytes. No index is
# named, since each installation has its own.
sbom: $(VENV)/.ready-test
	@mkdir -p build
	$(BIN)/python -W ignore -m cyclonedx_py requirements requirements.lock --pyproject pyproject.toml \
	  --index-url '' --output-reproducible --output-file build/sbom.json
	@echo "Wrote build/sbom.json"

# Known vulnerabilities of what is locked. Needs pipx and the network.
PIPX ?= pipx
audit: $(VENV)/.ready-test
	$(PIPX) run pip-audit --requirement requirements.lock --require-hashes --disable-pip
	$(BIN)/npm audit --package-lock-only --prefix tests/node

# Set-up. Each step leaves a stamp, so that a second run installs nothing.

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Python 3.11 or newer is needed. Try: make playbook PYTHON=python3.12"; exit 1; }
	@$(PYTHON) -c 'import ensurepip' 2>/dev/null || \
	  { $(AS_ROOT) apt-get update -qq && $(AS_ROOT) apt-get install -y -qq python3-venv; } || \
	  { echo "Python's venv is missing. Install it: sudo apt install python3-venv"; exit 1; }
	$(PYTHON) -m venv $(VENV)

$(VENV)/.ready: requirements.lock pyproject.toml | $(BIN)/python
	$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install -q --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/.ready-test: requirements-test.lock $(VENV)/.ready
	$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements-test.lock
	@touch $@

# WeasyPrint draws text with Pango, which pip cannot bring.
$(VENV)/.pango: $(VENV)/.ready
	@$(BIN)/python -c 'import weasyprint' 2>/dev/null || \
	  if command -v brew >/dev/null; then brew install pango; \
	  else $(AS_ROOT) apt-get update -qq && $(AS_ROOT) apt-get install -y -qq \
	    libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0; fi || \
	  { echo "Pango is missing. Install it: sudo apt install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"; exit 1; }
	@$(BIN)/python -c 'import weasyprint' && touch $@

$(VENV)/.chromium: $(VENV)/.ready-test
	@command -v chromium >/dev/null || [ -d "/Applications/Chromium.app" ] || \
	  if command -v brew >/dev/null; then brew install --cask chromium; \
	  else $(AS_ROOT) apt-get update -qq && $(AS_ROOT) apt-get install -y -qq chromium; fi || \
	  { echo "Chromium is missing. Install it: sudo apt install chromium"; exit 1; }
	@touch $@

# The checkers of pages and scripts run on Node, which pip brings; they stay in the venv.
$(VENV)/.node: tests/node/package-lock.json $(VENV)/.ready-test
	@mkdir -p $(VENV)/node
	@cp tests/node/package.json tests/node/package-lock.json tests/node/.npmrc $(VENV)/node/
	$(BIN)/npm ci --omit=optional --prefix $(VENV)/node --loglevel=error >/dev/null
	@touch $@

# Only for those who change a dependency: needs uv.
UV ?= uv
LOCK = $(UV) pip compile -q --universal --python-version 3.11 --generate-hashes \
  --no-emit-index-url --no-header --no-annotate --group build
lock:
	$(LOCK) pyproject.toml -o requirements.lock
	$(LOCK) --extra test -c requirements.lock pyproject.toml -o requirements-test.lock

clean:
	rm -rf build $(VENV)
