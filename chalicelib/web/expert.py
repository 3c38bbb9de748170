"""Pages for the expert."""

from chalice.app import Blueprint

expert = Blueprint(__name__)
