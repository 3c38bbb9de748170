"""Pages for the api."""

from chalice.app import Blueprint

api = Blueprint(__name__)
