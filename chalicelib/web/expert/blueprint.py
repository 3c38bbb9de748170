"""Where the expert's views are registered."""

from chalice.app import Blueprint

expert = Blueprint(__name__)
