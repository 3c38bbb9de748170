"""The package that is deployed: built from the sources, opened again, and looked at before anybody uses it."""
