"""The blueprint that all views of the console hang on."""

from chalice.app import Blueprint

secretariat = Blueprint(__name__)
