"""The experts a prefecture begins with, from a file into the records."""
