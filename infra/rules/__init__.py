"""Rules of this house that no general tool knows: `python -m infra.rules`, part of `make check`."""
