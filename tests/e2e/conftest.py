"""The deployed service: package and template as built, on the embedded AWS, for `make e2e` alone."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from pydantic import HttpUrl

from chalicelib import bootstrap
from chalicelib.service.office import Office
from chalicelib.settings import Settings
from infra.local.aws import EmbeddedAws, client_environment
from infra.local.environment import adopt
from tests.e2e.stack import Stack

# Deploying takes minutes and tools of its own; `make e2e` says where they are.
collect_ignore = [] if "SUKETTO_PACKAGE" in os.environ else ["test_deployed.py", "test_runtime.py"]


@pytest.fixture(scope="module")
def aws(tmp_path_factory: pytest.TempPathFactory) -> Iterator[EmbeddedAws]:
    """An embedded AWS of its own, which this process talks to and to nothing else."""
    before = dict(os.environ)
    with EmbeddedAws(tmp_path_factory.mktemp("aws")) as running:
        adopt(client_environment(running.endpoint))
        yield running
    os.environ.clear()
    os.environ.update(before)


@pytest.fixture(scope="module")
def stack(aws: EmbeddedAws, tmp_path_factory: pytest.TempPathFactory) -> Stack:
    """The stack that somebody has who followed the document."""
    made = Stack(aws, package=Path(os.environ["SUKETTO_PACKAGE"]).resolve(), work=tmp_path_factory.mktemp("stack"))
    made.install()
    return made


@pytest.fixture(scope="module")
def office(stack: Stack) -> Office:
    """The operator's own way to the deployed table."""
    return bootstrap.joined(Settings(table=stack.shell.value("SUKETTO_TABLE"), base_url=HttpUrl(stack.site)))
