"""The environment of everything that runs in the embedded service."""

import os
from pathlib import Path

from infra.local.aws import client_environment

TABLE = "suketto"
QUIET = {"POWERTOOLS_LOG_LEVEL": "WARNING", "POWERTOOLS_METRICS_DISABLED": "true", "POWERTOOLS_TRACE_DISABLED": "true"}


def service_environment(*, endpoint: str, address: str, state: Path) -> dict[str, str]:
    """The service's settings, and an AWS that is the embedded one."""
    return {
        "SUKETTO_TABLE": TABLE,
        "SUKETTO_BASE_URL": address,
        "SUKETTO_CLOCK_OFFSET_FILE": str(state / "clock"),
        "SUKETTO_SECRET_FILE": str(state / "secret.json"),
        "SUKETTO_MAIL_CERTIFICATE_FILE": str(state / "seal.pem"),
        "SUKETTO_PROFILE": os.environ.get("SUKETTO_PROFILE", "ehime"),
        **QUIET,
        **client_environment(endpoint),
    }


def adopt(environment: dict[str, str]) -> None:
    """Make it this process's own; what the machine says of AWS is forgotten, so that nothing can reach the real one."""
    for name in [name for name in os.environ if name.startswith("AWS_")]:
        del os.environ[name]
    os.environ.update(environment)
