"""The engine on the command line: one subcommand a file, each with a `main(argv)` that returns the exit status."""
