"""Where the routes of supports are kept; the modules beside this one add theirs."""

from chalice.app import Blueprint

support = Blueprint(__name__)
