"""The blueprint that all views of the monthly round hang on."""

from chalice.app import Blueprint

rounds = Blueprint(__name__)
PATH = "/console/rounds"
ONE = f"{PATH}/{{round_id}}"
