"""Where the pages of the users are hung up."""

from chalice.app import Blueprint

users = Blueprint(__name__)
PATH = "/console/users"
ONE = f"{PATH}/{{user_id}}"
