//! The program `wenbao`: see [`wenbao::cli`].

use std::process::ExitCode;

fn main() -> ExitCode {
    wenbao::cli::main()
}
