"""Where the routes of the expert's own pages are kept; the modules beside this one add theirs."""

from chalice.app import Blueprint

portal = Blueprint(__name__)
