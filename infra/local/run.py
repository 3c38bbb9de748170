"""`make run`: the whole service on this machine, until Ctrl-C."""

import argparse
import logging
import os
import signal
import sys
import time
from contextlib import ExitStack, suppress
from functools import partial
from pathlib import Path

import boto3

import app as service
from chalicelib import bootstrap
from chalicelib.domain.errors import ProfileInvalid
from chalicelib.service.office import Office
from chalicelib.settings import SettingsInvalid
from infra.local.address import published
from infra.local.aws import EmbeddedAws, EmulatorFailed
from infra.local.checkpoint import Checkpoint
from infra.local.clock import ClockOffset
from infra.local.environment import TABLE, adopt, service_environment
from infra.local.invocation import context, schedule_event
from infra.local.lock import StateInUse
from infra.local.pages import LocalPages, blueprint
from infra.local.postman import Postman
from infra.local.preparation import prepare
from infra.local.progress import say, welcome
from infra.local.refusals import refusal
from infra.local.repeating import Repeating
from infra.local.seal import kept_seal
from infra.local.secret import kept_secret
from infra.local.site import Listener, PortUnusable, SiteServer, listen
from infra.local.stream import StreamReader

POLLING, TICKING = 0.2, 3.0
CONSUMERS = {"deliver_letters": "checkpoint", "plan_rounds": "checkpoint-rounds"}
# Known before anybody can know of the run, so that a make killed at any moment is missed.
PARENT = os.getppid()
EXPECTED = (PortUnusable, StateInUse, EmulatorFailed, SettingsInvalid, ProfileInvalid)


def arguments(argv: list[str]) -> argparse.Namespace:
    """What was asked for."""
    parser = argparse.ArgumentParser(prog="make run", description="Runs the service on 127.0.0.1.")
    parser.add_argument("--port", type=int, default=8000, help="0 takes any that is free")
    parser.add_argument("--state", type=Path, default=Path(".local"), help="folder for everything that is kept")
    parser.add_argument("--sample", type=int, choices=[0, 1], default=1, help="0 starts without sample data")
    return parser.parse_args(argv)


def site(listener: Listener, office: Office, *, state: Path, mails: Path) -> SiteServer:
    """The service's pages and the local ones."""
    local = LocalPages(office, mails, ClockOffset(state / "clock"))
    service.app.register_blueprint(blueprint(local))
    return SiteServer(listener, app=service.app, refusal=partial(refusal, office))


def streams(state: Path) -> list[StreamReader]:
    """What event source mappings do: each function reads the table's stream at its own pace, from where it was left."""
    table = boto3.client("dynamodb").describe_table(TableName=TABLE)["Table"]
    return [
        StreamReader(
            boto3.client("dynamodbstreams"),
            stream=table["LatestStreamArn"],
            name=name,
            function=getattr(service, name),
            checkpoint=Checkpoint(state / checkpoint),
        )
        for name, checkpoint in CONSUMERS.items()
    ]


def tick() -> None:
    """What the schedule does."""
    service.keep_time(schedule_event(), context("keep_time"))


def hush() -> None:
    """Leave the terminal to what somebody at a desk wants to know: the loggers were made before the environment."""
    for name in list(logging.root.manager.loggerDict):
        if name.partition(".")[0] == "suketto":
            logging.getLogger(name).setLevel(os.environ["POWERTOOLS_LOG_LEVEL"])


def run(*, port: int, state: Path, with_sample: bool) -> None:
    """Start one thing after another, wait, and stop them in the opposite order."""
    with ExitStack() as running:
        listener = running.enter_context(listen(port))
        aws = running.enter_context(EmbeddedAws(state))
        say("embedded AWS", f"{aws.endpoint}, state in {state}")
        address = f"http://127.0.0.1:{listener.getsockname()[1]}"
        environment = service_environment(endpoint=aws.endpoint, address=address, state=state)
        adopt(environment)
        hush()
        seal = kept_seal(state)
        kept_secret(state)
        office = bootstrap.office()
        prepare(office, with_sample=with_sample)
        running.enter_context(site(listener, office, state=state, mails=aws.mails))
        postman = Postman(
            aws.mails, seal=seal, function=service.record_deliveries, checkpoint=state / "checkpoint-mails"
        )
        running.enter_context(Repeating(postman.round, every=POLLING))
        for stream in streams(state):
            running.enter_context(Repeating(stream.poll, every=POLLING))
        running.enter_context(Repeating(tick, every=TICKING))
        running.enter_context(published(state, environment))
        welcome(office, address=address, mails=aws.mails)
        # The first Ctrl-C stops the run; a second one must not stop the stopping.
        running.callback(signal.signal, signal.SIGINT, signal.SIG_IGN)
        wait(aws)


def wait(aws: EmbeddedAws) -> None:
    """Until Ctrl-C; what make started also ends with make, however that ends."""
    while "MAKELEVEL" not in os.environ or os.getppid() == PARENT:
        time.sleep(0.5)
        aws.check()


def show_log() -> None:
    """What the run itself has to say goes to the terminal; the service has a log of its own."""
    terminal = logging.StreamHandler(sys.stdout)
    terminal.setFormatter(logging.Formatter("%(asctime)s %(message)s", datefmt="%H:%M:%S"))
    log = logging.getLogger("infra.local")
    log.setLevel(logging.INFO)
    log.addHandler(terminal)


def main(argv: list[str]) -> int:
    """Run until interrupted; 1 when it cannot start or go on."""
    asked = arguments(argv)
    show_log()
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    with suppress(KeyboardInterrupt):
        try:
            run(port=asked.port, state=asked.state.resolve(), with_sample=bool(asked.sample))
        except EXPECTED as reason:
            print(f"\n{reason}", file=sys.stderr)
            return 1
    print(f"\nStopped. What was done is kept in {asked.state}.")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
