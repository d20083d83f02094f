# make run | make test | make chat; everything that is missing is set up first.
PORT ?= 5005
ACTIONS_PORT ?= 5055
export PORT ACTIONS_PORT
PYTHON := $(shell for p in python3.11 python3.12 python3.13 python3; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)

.PHONY: run chat test setup ready index model pins eval bench bench-search soak fuzz clean
.DEFAULT_GOAL := run

run: ready
	@exec .venv/bin/python -m bot.serve

chat: ready
	@exec .venv/bin/python -m bot.serve --terminal

test: ready
	@.venv/bin/python -m tests.browser
	@.venv/bin/python -m tests.stores
	.venv/bin/python -m pytest tests --ignore-glob='tests/test_bot_*'
	.venv-rasa/bin/python -m pytest tests/test_bot_*.py
	@.venv/bin/python -m tests.audit

setup:
	@test -n "$(PYTHON)" || { echo "Found no Python 3.11 or newer. Expected one as python3. Install it and run again." >&2; exit 1; }
	@$(PYTHON) -m bot.install

# The index and the model depend on nothing of each other: side by side.
ready: setup
	@$(MAKE) --no-print-directory -j2 index model

index:
	@.venv/bin/python -m knowledge build --if-changed

model:
	@.venv/bin/python -m bot.train

# What the search finds and what is understood (intents, entities; half an hour), into docs/.
eval: ready
	.venv/bin/python -m knowledge.evaluate
	.venv-rasa/bin/python -m bot.evaluate

# Rasa's starter beside this bot, a quarter of an hour, into docs/speed.md; and the search with many documents, into docs/bench.md.
bench: ready
	.venv/bin/python -m bot.bench

bench-search: ready
	.venv/bin/python -m knowledge.bench

# Conversations while every process is killed and started again, on SQLite and on PostgreSQL with Redis, into docs/.
soak: ready
	.venv/bin/python -m tests.soak --report docs/soak.md

# Hostile inputs to every endpoint, the same ones for the same SEED; then what docs/openapi.yaml allows and forbids.
SEED ?= 1
COUNT ?= 10000
STORES ?= sqlite
fuzz: ready
	.venv-rasa/bin/python -m tests.fuzz --seed $(SEED) --count $(COUNT) --stores $(STORES) \
	    --report docs/fuzz$(if $(filter postgresql,$(STORES)),-postgresql).md
	RAADWIJZER_LIMITS=off RAADWIJZER_EXAMPLES=150 .venv/bin/python -m pytest tests/test_openapi.py

clean:
	rm -rf .venv .venv-rasa .index .models .rasa .state

# New pins from requirements/*.in: every transitive version, no download address, PyTorch without CUDA.
pins:
	rm -f requirements/bot.txt requirements/knowledge.txt
	.venv/bin/uv pip compile -q --no-header --no-annotate --python-version 3.10 --universal requirements/bot.in -o requirements/bot.txt
	.venv/bin/uv pip compile -q --no-header --no-annotate --python-version 3.11 --torch-backend cpu requirements/knowledge.in -o requirements/knowledge.txt \
	  || .venv/bin/uv pip compile -q --no-header --no-annotate --python-version 3.11 requirements/knowledge.in -o requirements/knowledge.txt
	sed -i.bak 's/+cpu$$//' requirements/knowledge.txt && rm -f requirements/*.bak
