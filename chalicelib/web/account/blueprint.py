"""Where the pages of the account are hung up."""

from chalice.app import Blueprint

account = Blueprint(__name__)
