//! The `crampbot` command.

fn main() -> std::process::ExitCode {
    crampbot::cli::main()
}
