//! The `crampbot` command.

/// A third of the time and half of the memory that glibc's allocator takes for the same turns.
#[global_allocator]
static ALLOCATOR: tikv_jemallocator::Jemalloc = tikv_jemallocator::Jemalloc;

fn main() -> std::process::ExitCode {
    crampbot::cli::main()
}
