# The commands of this repository. A machine needs Python 3.11 or newer with venv, and make; the rest is fetched here,
# every package by the hash in the lock files.

PYTHON ?= python3
PORT ?= 8000
INSTANCE_PATH ?= instance
export PORT INSTANCE_PATH

VENV := .venv
BIN := $(VENV)/bin
INSTALL := $(BIN)/python -m pip install --quiet --disable-pip-version-check
LOCK := $(BIN)/uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes --quiet \
	--custom-compile-command "make lock"

.DEFAULT_GOAL := help
.PHONY: help run test check format real sabotage mutants drill lock sbom tools

help:  ## this list
	@grep -hE '^[a-z-]+:.*  ## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*  ## /  make \1\t/' | expand -t 18

run: $(VENV)/.installed  ## serve the demo province on http://127.0.0.1:8000 (PORT and INSTANCE_PATH are honoured)
	@export PID_TRACKER_MODE=demo BASE_URL="$${BASE_URL:-http://127.0.0.1:$(PORT)}" && \
	$(BIN)/pid-tracker db upgrade && \
	$(BIN)/pid-tracker demo && \
	echo && echo "  Situs demo: $$BASE_URL   (berhenti: Ctrl+C)" && \
	if [ -z "$$MAIL_URL$$MAIL_URL_FILE" ]; then \
		echo "  Tanpa MAIL_URL pesan menunggu di antrean; kirim dengan: MAIL_URL=... $(BIN)/pid-tracker worker"; \
	fi && echo && \
	exec $(BIN)/gunicorn wsgi:app

test: $(VENV)/.installed-dev tools check  ## all checks and all tests, on SQLite and PostgreSQL and in a real browser
	$(BIN)/python -m pytest -n 4 --dist worksteal

check: $(VENV)/.installed-dev  ## ruff, mypy, import-linter
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

format: $(VENV)/.installed-dev  ## order imports and lay out the code
	$(BIN)/ruff check --fix --exit-zero .
	$(BIN)/ruff format .

real: $(VENV)/.installed-dev  ## file real texts through the use cases into a throw-away database and say what happened
	$(BIN)/python -m tests.real_input

sabotage: $(VENV)/.installed-dev  ## take each guard out in a copy of the tree and show that its test notices
	$(BIN)/python -m tests.sabotage

mutants: $(VENV)/.installed-dev  ## change the law in three thousand small ways and show that its tests notice (seven minutes)
	$(BIN)/python -m tests.mutants

drill: $(VENV)/.installed-dev  ## kill site, night, worker and migration, fill the disk, lock the database: nothing acknowledged is lost (25 minutes)
	$(BIN)/python -m tests.drill

lock: $(VENV)/.installed-dev  ## write the lock files anew; with UPGRADE=1 to the newest versions
	$(LOCK) $(if $(UPGRADE),--upgrade) --group build -o requirements.txt
	$(LOCK) $(if $(UPGRADE),--upgrade) --group build --group dev -c requirements.txt -o requirements-dev.txt

sbom:  ## write sbom.cdx.json (CycloneDX): each locked package with its hashes, read from the lock alone
	@$(PYTHON) deploy/sbom.py > sbom.cdx.json && echo sbom.cdx.json

# The tests drive the system's Chromium, trace system calls, ask a virus scanner with signatures of their own, put nginx in
# front and let systemd read the units. All are
# installed where that is allowed; else named.
tools:
	@missing=""; \
	command -v "$${CHROMIUM:-chromium}" >/dev/null || missing="chromium"; \
	command -v strace >/dev/null || missing="$$missing strace"; \
	PATH="$$PATH:/usr/sbin" command -v clamd >/dev/null || missing="$$missing clamav-daemon"; \
	PATH="$$PATH:/usr/sbin" command -v nginx >/dev/null || missing="$$missing nginx-light"; \
	command -v systemd-analyze >/dev/null || missing="$$missing systemd"; \
	if [ -z "$$missing" ]; then :; \
	elif [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
		apt-get update -q && DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends $$missing; \
	else \
		echo "The tests need what is missing here. Install it with:  sudo apt-get install $$missing" >&2; \
		echo "(another Chromium is named so:  CHROMIUM=/path/to/chromium make test)" >&2; exit 1; \
	fi

# The stamps make a second run start at once: nothing is installed again until a lock or pyproject.toml changes.
$(VENV)/bin/pip:
	@$(PYTHON) -c 'import sys; sys.exit("Python 3.11 or newer is needed: make PYTHON=/path/to/python3.11" if sys.version_info < (3, 11) else 0)'
	$(PYTHON) -m venv $(VENV)

$(VENV)/.installed: requirements.txt pyproject.toml | $(VENV)/bin/pip
	$(INSTALL) --require-hashes -r requirements.txt
	$(INSTALL) --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/.installed-dev: requirements-dev.txt $(VENV)/.installed
	$(INSTALL) --require-hashes -r requirements-dev.txt
	@touch $@
