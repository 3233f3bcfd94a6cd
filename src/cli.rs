//! The command line: what each subcommand starts. Owns no logic of its own.

use std::process::ExitCode;

/// Runs the command line.
pub fn main() -> ExitCode {
    ExitCode::SUCCESS
}
