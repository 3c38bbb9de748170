"""Runs the package as Lambda does: AWS's own runtime client in a process, asked over a Runtime API of ours."""
