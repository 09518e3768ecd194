# wandd: everything that people and CI run.  make help

SHELL := /bin/bash
.DEFAULT_GOAL := help

# one configuration for demo, sandbox and tests, so that the second command does not build the world again
BIN := .build/debug
SWIFT_BUILD := swift build --build-tests
FORMATTED := Package.swift Sources Tests Benchmarks FuzzTesting

.PHONY: help
help: ## Show this
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-14s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

.PHONY: setup
setup:
	@Tests/Sandbox/setup.sh

.PHONY: build
build: setup ## Build everything, the tests included
	@$(SWIFT_BUILD)

.PHONY: demo
demo: build ## Interrogate a virtual pump, change its dose, show its card; ends by itself
	@Tests/Sandbox/demo.sh $(BIN)

.PHONY: sandbox
sandbox: build ## Keep a virtual wand and wandd running to play with (WAND_PORT=... uses that port instead)
	@Tests/Sandbox/sandbox.sh $(BIN)

.PHONY: test
test: build ## Run all tests
	@Tests/Sandbox/test.sh

.PHONY: simulate
simulate: setup ## Simulate faults and crashes on virtual time (SEEDS=1000 STEPS=1200; SEED=n replays one)
	@Tests/Sandbox/simulate.sh $(if $(SEED),--seed $(SEED),--seeds $(or $(SEEDS),1000)) --steps $(or $(STEPS),1200)

.PHONY: simulate-bugs
simulate-bugs: setup ## Show that the simulation finds every planted bug
	@Tests/Sandbox/simulate.sh --planted

.PHONY: scenario
scenario: build ## Tell a story of a pump's life in seconds (NAME=implant-to-eos; without it, how each one ends)
	@$(BIN)/simulate story $(if $(NAME),Tests/Scenarios/$(NAME).yaml,--quiet Tests/Scenarios/*.yaml)

.PHONY: pictures
pictures: build ## Draw the README's card and report from a real run
	@Tests/Sandbox/pictures.sh $(BIN)

.PHONY: test-kill
test-kill: build ## Kill wandd and wandsim while doses are changed (KILLS=200, KILL_SEED=n)
	@python3 -B Tests/Crash/kill_test.py --bin $(BIN) --kills $(or $(KILLS),200) $(if $(KILL_SEED),--seed $(KILL_SEED))

.PHONY: test-tsan
test-tsan: setup ## Run the tests under the thread sanitizer (a build of its own)
	@swift build --build-tests --sanitize=thread --scratch-path .build-tsan
	@Tests/Sandbox/swift-test.sh --sanitize=thread --scratch-path .build-tsan

.PHONY: test-api
test-api: build ## Hold the API against its description, and fuzz it by that (REQUESTS=10000)
	@Tests/API/setup.sh
	@.build-python/bin/python -B Tests/API/conformance.py --bin $(BIN)
	@.build-python/bin/python -B Tests/API/fuzz.py --bin $(BIN) --requests $(or $(REQUESTS),10000)

.PHONY: test-crowd
test-crowd: setup ## 500 clients, most of them bad ones: a stop among them takes 50 ms at most (a release build)
	@swift build -c release --product wandd --scratch-path .build-release
	@swift build -c release --product wandsim --scratch-path .build-release
	@python3 -B Tests/Peers/crowd.py --bin .build-release/release --full --limit-ms 50

.PHONY: test-day
test-day: build ## A busy day on the console's page: right after each thing that happens, and it does not grow (TURNS=2000)
	@Tests/API/setup.sh
	@.build-python/bin/python -B Tests/Browser/day.py --bin $(BIN) --turns $(or $(TURNS),2000)

.PHONY: docs
docs: setup ## Make the DocC pages of the client library in .build-docs
	@Tests/Sandbox/docs.sh

.PHONY: test-usb
test-usb: ## Run wandd in a QEMU guest with an emulated FTDI adapter (docs/testing.md says what it needs)
	@Tests/USB/run.sh

.PHONY: fuzz
fuzz: ## Fuzz the codec (SECONDS=300)
	@FuzzTesting/run.sh $(or $(SECONDS),300)

.PHONY: bench
bench: setup ## Measure the codec against C, and an interrogation against a C relay
	@Benchmarks/run.sh

.PHONY: format
format: ## Format all Swift sources
	@swift format --in-place --recursive --parallel $(FORMATTED)

.PHONY: lint
lint: ## Check the formatting
	@swift format lint --strict --recursive --parallel $(FORMATTED)

.PHONY: clean
clean: ## Remove all build products
	@rm -rf .build .build-*
