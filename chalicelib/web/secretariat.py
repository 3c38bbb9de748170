"""Pages for the secretariat."""

from chalice.app import Blueprint

secretariat = Blueprint(__name__)
