# Everything the project needs lies in .venv; a target does its own set-up, and only once.
PYTHON ?= python3
# Torch from the package index brings gigabytes of GPU packages on Linux. A CPU-only index saves them:
#   make install TORCH_INDEX_URL=https://download.pytorch.org/whl/cpu
TORCH_INDEX_URL ?=

BIN := .venv/bin
READY := .venv/ready

.PHONY: install run test texts docs bench clean help

help:            ## What can be made
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*##/\t/'

install: $(READY)  ## Make .venv with everything the project needs

$(READY): pyproject.toml constraints.txt
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed, this is %d.%d (set PYTHON=...)" % sys.version_info[:2])'
	$(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --disable-pip-version-check $(if $(TORCH_INDEX_URL),--index-url $(TORCH_INDEX_URL)) -c constraints.txt torch==2.13.0
	$(BIN)/pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[dev]'
	@touch $(READY)

run: install     ## Set up, load the demo postings, and serve the app on http://localhost:8501
	@$(BIN)/jobboard init
	@$(BIN)/jobboard serve

test: install    ## Set up and run every test
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/python -m pytest -n 2 --dist loadfile

texts: install   ## Bring the message catalogues up to date with the code
	$(BIN)/pybabel -q extract --no-location --sort-output --omit-header -k t -k N_ -k plural:1,2 -o .venv/heimvorteil.pot app.py jobboard assistant index scrapers
	$(BIN)/pybabel -q update --no-fuzzy-matching --ignore-pot-creation-date --omit-header -D heimvorteil -w 120 -i .venv/heimvorteil.pot -d jobboard/locale

bench: install   ## Speed, memory and quality against peers
	$(BIN)/python -m index.bench

clean:           ## Remove what was made
	rm -rf .venv var *.egg-info .mypy_cache .pytest_cache .ruff_cache .hypothesis

docs: install    ## Write what the documentation takes from the code
	$(BIN)/python -m jobboard.commands.document docs/commands.md docs/settings.md docs/csv.md
