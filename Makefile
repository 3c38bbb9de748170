# Everything a person does with this project, by name. `make help` lists it.

PORT ?= 8000
STATE ?= .local
SAMPLE ?= 1
ROLE ?= secretariat
CODE ?=
FILE ?= suketto-backup.tar.gz
ROUNDS ?= 20
RATE ?=
RUNS ?= 2000
STEPS ?= 60
SEED ?=
CALLS ?= 500
PREFECTURE ?= ehime

# The newest that Lambda runs our code on comes first; any later one works on this machine.
PYTHON ?= $(shell for name in python3.11 python3.12 python3.13 python3; do \
	$$name -c 'import ensurepip, sys, venv; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$name && break; \
	done)
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
# Tools whose pins collide with ours have an environment each.
TOOLS = .venvs/$(1)/.ready
PACKAGE := build/package/x86_64
# All that needs no other host than ours.
SCANNED := backup,cookieflags,crlf,csp,csrf,exec,file,htaccess,http_headers,methods,permanentxss,redirect,sql,xss

.DEFAULT_GOAL := help
.PHONY: help setup run test check engine bench soak load kill package template e2e cold warm token clean audit backup restore

help: ## List what make can do
	@sed -n 's/^\([a-z0-9]*\):.*## \(.*\)/  make \1\t\2/p' $(MAKEFILE_LIST) | expand -t 16

setup: $(READY) ## Make .venv with everything for run, test, check and bench
	@echo "$(VENV) is ready."

$(READY): requirements.txt requirements-dev.txt
	@test -n "$(PYTHON)" || { echo "Python 3.11 or newer with its venv module is needed" \
		"(Debian, Ubuntu: apt-get install python3 python3-venv; or name one: make PYTHON=/path/to/python3.11)."; exit 1; }
	@echo "Installing into $(VENV) with $$($(PYTHON) --version); the first time this takes a minute or two." >&2
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --disable-pip-version-check -r requirements-dev.txt >&2
	@touch $@

.venvs/%/.ready: infra/requirements/%.txt requirements.txt requirements-dev.txt
	@echo "Installing into .venvs/$*; the first time this takes a minute." >&2
	$(PYTHON) -m venv .venvs/$*
	.venvs/$*/bin/python -m pip install --disable-pip-version-check --quiet -r $< >&2
	@touch $@

run: $(READY) ## Run the whole service on 127.0.0.1 (PORT=8000 STATE=.local SAMPLE=1)
	@$(BIN)/python -m infra.local.run --port $(PORT) --state "$(STATE)" --sample $(SAMPLE)

test: $(READY) ## Run all tests; those with a browser are skipped where Chromium is absent
	@$(BIN)/python -m pytest -rs

check: $(READY) ## Check style, types, who may import whom, and what opens a door
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m infra.rules
	$(BIN)/bandit -q -ll -ii -r app.py chalicelib matching infra

.PHONY: faults
faults: $(READY) ## Let every call to AWS fail in every way, in every use case that writes (minutes)
	@$(BIN)/python -m tests.faults

.PHONY: fuzz
fuzz: $(READY) ## Call every operation of the API in very many ways (CALLS=500; minutes)
	@SUKETTO_CALLS=$(CALLS) $(BIN)/python -m pytest tests/web/api/contract/test_fuzz.py

engine: ## Install a second DynamoDB for the storage tests (Linux x64, needs npm)
	npm ci --prefix tests/engine --ignore-scripts --no-audit --no-fund

bench: $(READY) ## Measure speed and memory (DATA=folder adds public instances)
	@$(BIN)/python -m benchmarks

soak: MINUTES ?= 60
soak: $(READY) ## Tell thousands of long stories of the whole service, crashes included (RUNS=2000 STEPS=60 MINUTES=60)
	@$(BIN)/python -m tests.whole_service.soak --runs $(RUNS) --steps $(STEPS) --minutes $(MINUTES) $(SEED:%=--seed %)

load: MINUTES ?= 5
load: $(READY) ## Put the running service under load, at the highest rate that it bears (MINUTES=5 RATE= SEED=)
	@$(BIN)/python -m benchmarks.load --minutes $(MINUTES) $(RATE:%=--rate %) $(SEED:%=--seed %)

.PHONY: year
year: $(READY) ## Live a year of the service in a time-lapse and check every promise (PREFECTURE=ehime or japan)
	@$(BIN)/python -m benchmarks.year --prefecture $(PREFECTURE) $(if $(filter japan,$(PREFECTURE)),--inside)

kill: $(READY) ## Kill -9 the service and the embedded AWS under load, and look for losses (ROUNDS=20 SEED=)
	@$(BIN)/python -m benchmarks.kill --rounds $(ROUNDS) $(SEED:%=--seed %)

package: $(READY) ## Build and check the deployable package for both processors (build/package)
	@$(BIN)/python -m infra.build

template: package $(call TOOLS,aws) $(call TOOLS,checkov) ## Look through the packaged template for mistakes and for what is insecure
	.venvs/aws/bin/cfn-lint --regions ap-northeast-1 -- $(PACKAGE)/sam.yaml
	.venvs/checkov/bin/checkov --framework cloudformation --skip-download --compact --quiet -f $(PACKAGE)/sam.yaml

.PHONY: scan
scan: $(call TOOLS,scan) ## Let a scanner look for holes in the running service (PORT=8000)
	mkdir -p build && HOME=build .venvs/scan/bin/wapiti -u http://127.0.0.1:$(PORT)/ -x 'http://127.0.0.1:$(PORT)/local/*' \
		--scope domain -m $(SCANNED) --max-scan-time 120 --flush-session --no-bugreport -f txt -o build/scan.txt
	cat build/scan.txt

audit: $(READY) ## Verify every record of the embedded run, running or stopped (STATE=.local)
	@$(BIN)/python -m infra.audit verify --state "$(STATE)"

e2e: package $(call TOOLS,aws) $(call TOOLS,awscli) $(call TOOLS,runtime) ## Deploy the package onto an embedded AWS and use it, before and after a change
	@SUKETTO_PACKAGE=$(PACKAGE) SUKETTO_AWSCLI=.venvs/awscli/bin/aws SUKETTO_RUNTIME=.venvs/runtime/bin/python \
		.venvs/aws/bin/python -m pytest tests/e2e

backup: $(READY) ## Copy the state of the embedded run, running or stopped (STATE=.local FILE=suketto-backup.tar.gz)
	@$(BIN)/python -m infra.backup save "$(FILE)" --state "$(STATE)"

restore: $(READY) ## Put a copied state in place (FILE=suketto-backup.tar.gz STATE=.local OVERWRITE=)
	@$(BIN)/python -m infra.backup restore "$(FILE)" --state "$(STATE)" $(if $(OVERWRITE),--overwrite)

cold: package $(call TOOLS,runtime) ## Measure cold starts of the package beside an empty Chalice app
	@$(BIN)/python -m benchmarks.cold --package $(PACKAGE) --python .venvs/runtime/bin/python

warm: package $(call TOOLS,runtime) ## Measure how many requests a second the package answers, beside an empty Chalice app
	@$(BIN)/python -m benchmarks.warm --package $(PACKAGE) --python .venvs/runtime/bin/python

token: $(READY) ## Print a bearer token for the running service (ROLE=secretariat, or ROLE=municipality CODE=384224)
	@$(BIN)/python -m infra.local.token $(ROLE) $(CODE) --state "$(STATE)"

clean: ## Remove what the tools made; the state in .local stays
	rm -rf $(VENV) .venvs build .chalice/deployments .mypy_cache .ruff_cache .import_linter_cache .hypothesis tests/engine/node_modules
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
