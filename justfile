# `just` lists what there is to do; `just ci` is what a change must pass.

_default:
    @just --list --unsorted

# Format the code
fmt:
    cargo fmt

# Formatting and lints, as CI has them
lint:
    cargo fmt --check
    cargo clippy --locked --all-targets -- -D warnings

# The tests: all, or those whose name holds the words given
test *words:
    cargo test --locked {{words}}

# The documentation, private items included
docs:
    RUSTDOCFLAGS="-D warnings" cargo doc --locked --no-deps --document-private-items

# Licences, advisories, bans and sources of the dependencies (needs cargo-deny)
deny:
    cargo deny check

# Everything CI runs
ci:
    .ci/run

# The program: `just run`, `just run ask 2023年西宁光伏总产值`
run *words:
    cargo run --locked --release -- {{words}}

# Build the index anew: `just index`, `just index --reports ~/reports`
index *options:
    cargo run --locked --release -- index rebuild {{options}}
