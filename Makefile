PORT ?= 8080

.PHONY: setup build serve test test-host deny check-reproducible update test-another-policy lint-js format-js fuzz fuzz-inputs fuzz-links mutants bench test-browser test-browsers users check-versions screenshots clean

setup: ## install what is missing
	@.ci/setup

build: setup check-versions ## make dist/
	@node www/build/build.mjs

serve: build ## make dist/ and serve it on 127.0.0.1
	@PORT=$(PORT) node www/build/serve.mjs

# Warnings are denied by arguments: RUSTFLAGS would replace what the wasm build sets.
test: test-host ## everything that must hold
	cargo clippy --workspace --lib --target wasm32-unknown-unknown -- -D warnings
	cargo check --lib --no-default-features
	cargo check --lib --no-default-features --features ui
	node tests/bench/run.mjs --agree
	RUSTDOCFLAGS=-Dwarnings cargo doc --no-deps
	@$(MAKE) --no-print-directory lint-js
	node www/build/build.mjs
	@$(MAKE) --no-print-directory test-browser

test-host: setup check-versions ## what a change of the Rust needs at first (under a minute, once compiled)
	cargo fmt --all --check
	cargo clippy --all-targets -- -D warnings
	cargo test -- --show-output

deny: ## licences, origins and duplicates of all dependencies (the first time some three minutes)
	@.ci/setup deny
	cargo deny --workspace --locked check bans licenses sources

check-reproducible: setup check-versions ## builds dist/ in another folder as well and compares every byte (some five minutes)
	@.ci/reproducible

update: setup ## after a change of a policy: lay out and record what stands beside it
	DRC_UPDATE=1 cargo test --test it -- case_files quotes facts

test-another-policy: setup check-versions ## all tests in a copy to which the guide's own policy is added
	@.ci/another-policy

PRETTIER = www/node_modules/.bin/prettier --config www/.prettierrc.json '{www,tests/browser,tests/bench,tests/mutants}/**/*.{js,mjs,ts}'

# What was right and has not changed is not looked at again.
PRETTIER_CACHE = --cache --cache-strategy content --cache-location target/lint/prettier
ESLINT_CACHE = --cache --cache-strategy content --cache-location target/lint/eslint
TSC = www/node_modules/.bin/tsc --incremental --tsBuildInfoFile

lint-js: ## formatting, faults and types of the scripts
	$(PRETTIER) $(PRETTIER_CACHE) --check
	www/node_modules/.bin/eslint $(ESLINT_CACHE) --config www/eslint.config.mjs www tests/browser tests/bench tests/mutants
	$(TSC) target/lint/tsc-www --project www
	$(TSC) target/lint/tsc-build --project www/build
	$(TSC) target/lint/tsc-workshop --project www/workshop

format-js: ## format the scripts
	$(PRETTIER) --write

# Optimised, with the release's overflow checks, and without the link-time optimisation
# that takes longer than the tests. DRC_CASES zones of each policy; DRC_SEED gives others.
FUZZ = --profile fuzz --config 'profile.fuzz.inherits="release"' --config 'profile.fuzz.panic="unwind"' \
	--config profile.fuzz.opt-level=3 --config profile.fuzz.lto=false --config profile.fuzz.codegen-units=16

fuzz: ## engine and oracle on a million random zones, and under policies made at random
	DRC_CASES=$${DRC_CASES:-200000} cargo test $(FUZZ) --test it a_million -- --ignored --nocapture

# What `tests/fuzz/targets.rs` has, with RUNS inputs each.
FUZZED = quantity date words answers policy saved table workbook
FUZZ_INPUTS = -runs=$${RUNS:-1000000} -timeout=5 -rss_limit_mb=256 -print_final_stats=1

fuzz-inputs: setup ## amounts, dates, answers, policies, saved files and tables, guided by coverage
	@.ci/setup fuzz
	cargo fuzz build --fuzz-dir tests/fuzz --sanitizer none --target-dir target/fuzz
	@for name in $(FUZZED); do \
		mkdir -p target/fuzz/corpus/$$name; \
		echo "== $$name"; \
		target/fuzz/*/release/$$name target/fuzz/corpus/$$name tests/fuzz/corpus/$$name $(FUZZ_INPUTS) \
			-max_len=$$(case $$name in quantity|date|words) echo 64;; *) echo 4096;; esac) \
			-artifact_prefix=target/fuzz/$$name- || exit 1; \
	done

fuzz-links: ## RUNS codes of links at random from SEED
	@node tests/browser/link-fuzz.mjs $${SEED:-1} $${RUNS:-1000000}

mutants: setup ## small changes of the engine that no test notices; FILES='src/engine/number/**' tries some files only
	@.ci/setup mutants
	@node tests/mutants/run.mjs $(FILES)

bench: build ## how fast everything is beside others, and whether it reaches its goals (some ten minutes)
	cargo build --release
	cargo bench --bench engine --no-run
	@node tests/bench/run.mjs

test-browser: ## only the browser tests, on the dist/ that is there
	@node tests/browser/run.mjs

users: ## ACTIONS of visitors at random from SEED; a broken promise is cut down to the actions that it takes
	@node tests/browser/users.mjs $${SEED:-1} $${ACTIONS:-10000}

test-browsers: ## every engine that can be had: old Chromiums, Firefox, WebKitGTK (some ten minutes)
	@.ci/setup engines
	@node www/build/build.mjs
	@node tests/browser/run.mjs engines

screenshots: ## PNGs of dist/ into target/screenshots/
	@node tests/browser/screenshots.mjs

# The crate and its command-line tool must be of the same version, to the last digit.
check-versions:
	@locked=$$(sed -n '/^name = "wasm-bindgen"$$/{n;s/^version = "\(.*\)"$$/\1/p}' Cargo.lock); \
	tool=$$(wasm-bindgen --version | cut -d ' ' -f 2); \
	grep -Eq "^wasm-bindgen = .*\"=$$locked\"" Cargo.toml || { echo "Cargo.toml must pin wasm-bindgen to \"=$$locked\""; exit 1; }; \
	[ "$$locked" = "$$tool" ] || { echo "wasm-bindgen: Cargo.lock has $$locked, the command-line tool is $$tool; run make setup"; exit 1; }

clean:
	rm -rf target dist
