# Trede. `make` alone lists what there is.
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.NOTPARALLEL:
MAKEFLAGS += --no-print-directory
SHELL := /bin/sh

VERSION   := $(shell git describe --tags --always --dirty 2>/dev/null || echo dev)
GO_BUILD  := CGO_ENABLED=0 go build -trimpath -ldflags '-s -w -X main.version=$(VERSION)'
ASSETS    := internal/web/assets
TOOL      := go tool -modfile=tools/go.mod
GO_SOURCE  = $(shell find . \( -name node_modules -o -name .cache -o -name .git \) -prune -o -name '*.go' ! -name '*_templ.go' -print)
FUZZTIME  ?= 30s
COUNT     ?= 5
INWONERS  ?= 10000

# The linter is large, so it is built once per version and kept.
LINT_VERSION := $(shell sed -n 's|.*golangci/golangci-lint/v2 \(v[^ ]*\).*|\1|p' tools/go.mod)
LINT         := .cache/bin/golangci-lint-$(LINT_VERSION)

# A folder of npm packages is put in place once per lock file.
NPM_CI := PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD=1 npm ci --no-audit --no-fund --loglevel=error
export PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD = 1

##@ Use
.PHONY: help demo dev build
help: ## this list
	@awk 'BEGIN {FS = ":.*## "} /^##@/ {printf "\n%s\n", substr($$0, 5)} /^[a-z0-9-]+:.*## / {printf "  make %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

demo: need-demo build ## build and serve a fictional region (ARGS="--inwoners 1000")
	@exec bin/trede demo $(ARGS)

dev: need-demo ## serve the demo and start anew when a source file changes
	@tools/dev.sh $(ARGS)

build: assets ## bin/trede
	@$(GO_BUILD) -o bin/trede ./cmd/trede

##@ Before you commit
.PHONY: check test unit static format format-check generate templ generate-check lint vet vuln browser browser-run a11y
check: static unit ## format, generated files, lint, vet, guards and unit tests

test: need-test ## everything CI runs: set-up, check on both engines, browser
	@$(MAKE) static
	@$(MAKE) browser
	@$(MAKE) unit

unit: ## Go tests on both engines, guards included
	@go test -vet=off -shuffle=on -timeout 12m ./...

static: format-check generate-check lint vet

format: ## put the Go sources in gofumpt form
	@$(TOOL) gofumpt -w $(GO_SOURCE)

format-check:
	@out=$$($(TOOL) gofumpt -l $(GO_SOURCE)); [ -z "$$out" ] || { echo "Not in gofumpt form; run 'make format':"; echo "$$out"; exit 1; }

generate: templ eisen ## generated sources and tables

templ:
	@$(TOOL) templ generate -path internal/web -log-level warn

generate-check:
	@tools/generate-check.sh

lint: $(LINT)
	@$(LINT) run ./...

vet:
	@go vet ./...

vuln: ## known holes in what we build on, where the data can be reached
	@mkdir -p .cache; $(TOOL) govulncheck ./... >.cache/vuln.txt 2>&1 || { \
		if grep -q 'fetching vulnerabilities' .cache/vuln.txt; then echo "The list of known holes cannot be reached from here, so nothing was checked."; \
		else cat .cache/vuln.txt; exit 1; fi; }

browser: ## browser tests against the real binary
	@if [ -f e2e/package.json ]; then $(MAKE) browser-run; else echo "There are no browser tests yet."; fi

browser-run: build e2e/node_modules/.package-lock.json
	@cd e2e && npx --no-install playwright test $(ARGS)

a11y: need-test ## every page for every persona, in all modes
	@ALLES=1 $(MAKE) browser ARGS="--grep @a11y"

##@ Figures and long runs
.PHONY: bench bench-go bench-iwmo fuzz mutate-iwmo simulate
bench: need-demo build ## what serving INWONERS=10000 residents costs, COUNT runs on restored databases
	@go run ./internal/simulatie/cmd/load -inwoners $(INWONERS) -runs $(COUNT) $(ARGS)

bench-go: ## benchmarks of packages, COUNT runs each, compared with the former run
	@mkdir -p .cache && [ ! -f .cache/bench.txt ] || mv .cache/bench.txt .cache/bench-before.txt
	@go test -run '^$$' -bench . -benchmem -count $(COUNT) -timeout 60m ./... >.cache/bench.txt || { cat .cache/bench.txt; exit 1; }
	@$(TOOL) benchstat $$(ls .cache/bench-before.txt 2>/dev/null) .cache/bench.txt

bench-iwmo: build ## a WMO323 of 160,000 prestaties: what its check costs, beside xmllint
	@tools/need.sh go xmllint
	@TREDE_SNELHEID=$(CURDIR)/bin/trede go test -count=1 -v -run '^TestSnelheid$$' ./iwmo

fuzz: ## every fuzz target for FUZZTIME (30s)
	@tools/fuzz.sh $(FUZZTIME)

mutate-iwmo: ## each condition of the message rules changed: what no test notices
	@go run ./internal/testkit/cmd/mutate $(ARGS)

simulate: need-test ## 2,000 residents, 5 years, 5 seeds, both engines
	@TREDE_SIMULATIE=groot go test -count=1 -v -timeout 4h -run Simulatie ./internal/simulatie/...

##@ Write
.PHONY: eisen rule migration
eisen: ## requirements and the tests that show them; also docs/eisen.md
	@go run ./internal/testkit/cmd/eisen

rule: ## new domain rule with its test: NAME=toegang/leeftijd
	@tools/new.sh rule "$(NAME)"

migration: ## next migration: NAME=werkplek
	@tools/new.sh migration "$(NAME)"

##@ Set-up (runs by itself)
.PHONY: need-demo need-test assets
need-demo:
	@tools/need.sh go node

need-test:
	@tools/need.sh go node chromium postgres xmllint poppler qpdf

assets: $(ASSETS)/dist/manifest.json ## styles, scripts, font and icons

$(ASSETS)/dist/manifest.json: $(ASSETS)/node_modules/.package-lock.json \
		$(shell find $(ASSETS) \( -name node_modules -o -name dist \) -prune -o -type f ! -name '*.go' -print 2>/dev/null)
	@cd $(ASSETS) && npm run --silent build
	@touch $@

%/node_modules/.package-lock.json: %/package-lock.json
	@cd $* && $(NPM_CI)
	@touch $@

$(LINT): tools/go.mod
	@mkdir -p .cache/bin
	@echo "Building golangci-lint $(LINT_VERSION), once"
	@go build -modfile=tools/go.mod -o $@ github.com/golangci/golangci-lint/v2/cmd/golangci-lint
	@touch $@
