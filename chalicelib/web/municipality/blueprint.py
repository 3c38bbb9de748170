"""Where the municipality's routes are kept; the modules beside this one add theirs."""

from chalice.app import Blueprint

municipality = Blueprint(__name__)
