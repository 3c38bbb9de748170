"""The running service's records, looked at from outside."""

from pathlib import Path

import boto3

from chalicelib import bootstrap, settings
from chalicelib.service.office import Office
from infra.local.address import of_the_running
from infra.local.environment import adopt


def office_of(state: Path) -> Office:
    """An office on the records of the service that runs on this state folder; NotRunning."""
    adopt(of_the_running(state))
    # The embedded AWS has another port after each start.
    boto3.setup_default_session()
    return bootstrap.joined(settings.from_environment())
