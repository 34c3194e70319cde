# Everything a newcomer needs: `make demo` and `make test` do their own set-up. `make help` lists the rest.
BIN := .venv/bin
OUT ?= out
WORKERS ?= 2
export PYTHONHASHSEED ?= random
export NUMBA_CACHE_DIR ?= $(CURDIR)/.cache/numba

.PHONY: help setup demo test check audit soak bench schema

help:  ## list the targets
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/'

setup:  ## make .venv with the pinned packages, and the Debian packages where apt-get can be used
	@./.ci/setup

demo: setup  ## print the starter corpus: verified shards of all domains and a gallery
	@rm -rf $(OUT)/demo
	@$(BIN)/proofpress make recipes/starter.yaml --out $(OUT)/demo --workers $(WORKERS)
	@$(BIN)/proofpress gallery $(OUT)/demo --out $(OUT)/demo/gallery.html
	@echo "shards:  $(CURDIR)/$(OUT)/demo"
	@echo "gallery: $(CURDIR)/$(OUT)/demo/gallery.html"

test: setup  ## run the test suite
	@$(BIN)/pytest -n $(WORKERS) --dist loadgroup

check: setup  ## style and types
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy

audit: setup  ## the long proofs: geometry over many regions, faults, reading; 3,000 charts measured again
	@$(BIN)/python -m bench.audit
	@$(BIN)/python -m bench.chart_audit

soak: setup  ## memory over 5,000 samples
	@$(BIN)/python -m bench.soak

bench: setup  ## time per stage and generator, as JSON
	@$(BIN)/python -m bench.throughput

schema: setup  ## write the JSON Schemas of records and recipes anew
	@$(BIN)/python -m proofpress.schemas
