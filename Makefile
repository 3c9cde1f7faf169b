# `make` alone lists the targets. Everything runs in .venv, made from the hash-locked requirements.
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
CUSTOMERS ?= 5000
SCALE ?= 1.0
WORKERS ?= 2
# By file, in the order in which they stand: xdist would keep files of few but long tests for the end, for one worker.
SPREAD := -n $(WORKERS) --dist loadfile --no-loadscope-reorder
BIN := .venv/bin
STAMP := .venv/.installed
LOCK := uv pip compile --quiet --python-version 3.11 --universal --generate-hashes --no-emit-index-url
LOCK_COMMAND := UV_CUSTOM_COMPILE_COMMAND="make lock"

.PHONY: help setup demo run test check format messages diagrams bench lock

##@ To begin
help: ## this list
	@awk 'BEGIN {FS = ":.*## "} /^##@/ {printf "\n%s\n", substr($$0, 5)} /^[a-z-]+:.*## / {printf "  make %-10s %s\n", $$1, $$2}' Makefile

setup: $(STAMP) ## virtual environment and system packages (skipped when nothing changed)

demo: setup ## three requests through the whole road, on a made-up customer database (CUSTOMERS=5000)
	$(BIN)/python manage.py demo --customers $(CUSTOMERS)

run: setup ## web, worker and beat together on http://127.0.0.1:8000/ (Ctrl-C stops them)
	$(BIN)/python manage.py migrate --verbosity 0
	$(BIN)/python manage.py collectstatic --noinput --verbosity 0
	DEMO_DATABASE_URL="$${DEMO_DATABASE_URL:-sqlite:///$(CURDIR)/var/demo/klanten.sqlite3}" \
	DEMO_FILES="$${DEMO_FILES:-$(CURDIR)/var/demo/opnamen}" \
	$(BIN)/python manage.py up

##@ To build
test: setup ## all tests this machine has servers for; says what it skipped
	WAARBORG_VAR_DIR=$(CURDIR)/var/test $(BIN)/python -m pytest $(SPREAD)
	WAARBORG_VAR_DIR=$(CURDIR)/var/test .ci/test-postgresql.sh $(SPREAD)

check: setup ## style, types, rooms, templates, migrations, settings: what CI runs
	.ci/check.sh

format: setup ## put the code in the agreed shape
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

messages: setup ## collect the texts of the screens and compile the Dutch catalogue
	$(BIN)/python manage.py makemessages --locale nl --no-obsolete --add-location file --ignore '.venv/*' --ignore 'var/*'
	$(BIN)/python .ci/citations.py
	$(BIN)/python manage.py compilemessages --locale nl --ignore .venv

diagrams: setup ## draw docs/toestanden.md and docs/datamodel.md from the code
	$(BIN)/python -m tests.contracts.diagrams

bench: setup ## the figures of docs/prestaties.md, measured on this machine (SCALE=1.0)
	$(BIN)/python -m tests.benchmarks --scale $(SCALE) --record docs/prestaties.md

lock: ## compile requirements*.txt from requirements*.in (needs uv)
	$(LOCK_COMMAND) $(LOCK) requirements.in -o requirements.txt
	$(LOCK_COMMAND) $(LOCK) requirements-dev.in -o requirements-dev.txt
	$(LOCK_COMMAND) $(LOCK) requirements-extras.in -o requirements-extras.txt

$(STAMP): requirements.txt requirements-dev.txt .ci/system.sh .ci/python.sh
	.ci/system.sh
	[ -x $(BIN)/python ] || "$$(.ci/python.sh)" -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt -r requirements-dev.txt
	touch $(STAMP)
