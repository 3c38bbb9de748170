"""Pages for the municipality."""

from chalice.app import Blueprint

municipality = Blueprint(__name__)
