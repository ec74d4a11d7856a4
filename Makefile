# make run     Demarche at http://127.0.0.1:8000 (make run PORT=8123 for another port)
# make test    all tests, on all cores (TESTS="-k timeline" for some)
# make bench   how fast it is (tests/benchmarks/README.md); BENCH="--sizes 1000,20000 --keep"
# make bench-browser   the chart in a browser, beside vis-timeline and TimelineJS3
# make evaluate CORPORA=…   how good the reading assistant is on annotated texts, where they are
# make check   style, types, floors, migrations
# make audit   known vulnerabilities among the requirements
# make backup  a verified backup in var/backups (or FILE=…)
# make restore FILE=…   puts one back; FORCE=1 in the place of what is there
#
# DATABASE_URL, PORT and the other variables may stand in the environment or on make's own line.

PYTHON ?= python3
# Annotated texts, where there are any beside the checkout
CORPORA ?= $(firstword $(wildcard corpora ../corpora ../shared/corpora))
BIN := .venv/bin

.PHONY: run test bench bench-browser evaluate check audit fix backup restore

run:
	@$(PYTHON) scripts/setup.py
	@$(BIN)/python manage.py serve

test:
	@$(PYTHON) scripts/setup.py --dev
	$(BIN)/python -m pytest --numprocesses auto $(TESTS)

bench:
	@$(PYTHON) scripts/setup.py --dev
	@$(BIN)/python -m tests.benchmarks $(BENCH)

bench-browser:
	@$(PYTHON) scripts/setup.py --dev
	@$(BIN)/python -m tests.benchmarks.browser $(BENCH)

evaluate:
	@$(PYTHON) scripts/setup.py --dev
	@$(BIN)/python -m tests.evaluation $(CORPORA)

check:
	@$(PYTHON) scripts/setup.py --dev
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports
	find templates -name '*.html' -exec $(BIN)/djade --check --target-version 5.2 {} +
	$(BIN)/python manage.py makemigrations --check --dry-run
	SECURE=True $(BIN)/python manage.py check --deploy --fail-level WARNING

# Found fails; where the data cannot be reached, it says so and passes.
audit:
	@$(PYTHON) scripts/setup.py --dev
	@$(BIN)/python scripts/audit.py

# What the tools can put right by themselves
fix:
	@$(PYTHON) scripts/setup.py --dev
	$(BIN)/ruff check --fix
	$(BIN)/ruff format
	find templates -name '*.html' -exec $(BIN)/djade --target-version 5.2 {} +

backup:
	@$(PYTHON) scripts/setup.py
	@$(BIN)/python manage.py backup $(if $(FILE),"$(FILE)")

restore:
	@$(if $(FILE),,$(error FILE is missing, the backup that is to be restored: make restore FILE=var/backups/….dump))
	@$(PYTHON) scripts/setup.py
	@$(BIN)/python manage.py restore $(if $(FORCE),--replace) "$(FILE)"
