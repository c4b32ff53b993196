# Downhill. `make` alone lists what there is.
PROFILE ?= standard
OUTPUT  ?= Output
ONLY    ?=
ARGS    ?=
ENGINE  ?=
SLURM   ?=
DOWNHILL = .build/release/downhill
PACKAGES = pkg-config libopenblas-dev libcairo2-dev libfreetype-dev libpng-dev libturbojpeg0-dev zlib1g-dev \
           fonts-stix dataset-fashion-mnist

.DEFAULT_GOAL := help
.PHONY: help deps build report test fuzz render plan bench lint clean

help: ## This list
	@sed -n 's/^\([a-z]*\):.*## /  make \1|/p' Makefile | column -t -s '|'
	@echo "  ENGINE=slurm SLURM=\"--partition=… --array=1-16\" has workers of a cluster make the report; see Documentation/Clusters.md."
	@echo "  PROFILE=quick|standard|full|paper, ONLY=fig3,fig5, OUTPUT=folder and ARGS=\"…\" are passed on, as in"
	@echo "  make report PROFILE=quick ONLY=fig3 ARGS=\"--data cifar10=DIR --seeds 2\""

deps: ## Install what is missing (apt, with sudo when not root)
	@Scripts/deps $(PACKAGES)

build: deps ## Build the program
	swift build -c release --product downhill

report: build ## Train what is not trained yet and write Output/index.html
ifeq ($(ENGINE),slurm)
	Scripts/slurm "$(OUTPUT)" "$(SLURM)" --profile $(PROFILE) $(if $(ONLY),--only $(ONLY)) $(ARGS)
else
	$(DOWNHILL) report --profile $(PROFILE) --output $(OUTPUT) $(if $(ONLY),--only $(ONLY)) $(ARGS)
endif

test: deps ## Build and run all tests
	swift test -c release --disable-testable-imports

fuzz: deps ## Run the program on 10 000 damaged inputs, with the address sanitizer
	swift build -c release --sanitize=address --scratch-path .build-fuzz --product downhill
	swift build -c release --product downhill-fuzz
	ASAN_OPTIONS=detect_leaks=0 .build/release/downhill-fuzz --program .build-fuzz/release/downhill $(ARGS)

render: build ## Draw the report again from the last run's tables
	$(DOWNHILL) render --output $(OUTPUT) $(if $(ONLY),--only $(ONLY)) $(ARGS)

plan: build ## What `make report` would run, and about how long it would take
	$(DOWNHILL) plan --profile $(PROFILE) --output $(OUTPUT) $(if $(ONLY),--only $(ONLY)) $(ARGS)

bench: deps ## Compare with PyTorch and with the machine's limits, in one run
	@Benchmarks/run $(ARGS)

lint: ## Check the format of all Swift files
	swift format lint --strict --recursive Sources Tests Benchmarks Examples/OwnStudy/Sources Package.swift Examples/OwnStudy/Package.swift

clean: ## Remove builds, runs and the report
	rm -rf .build .build-fuzz Benchmarks/.venv
	@if [ -f "$(OUTPUT)/run.json" ]; then find "$(OUTPUT)" -mindepth 1 ! -name README.md -delete; \
	else echo "$(OUTPUT) has no run.json, so nothing is removed there"; fi
