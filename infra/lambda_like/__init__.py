"""Runs the package as Lambda does: AWS's own runtime client in a process, and its Runtime API on the loopback address."""
