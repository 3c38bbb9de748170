"""Prefectures as data: each folder here is one profile, read and checked by `load`."""

from chalicelib.profiles.loading import load

__all__ = ["load"]
