"""The Chalice app: blueprints, middleware, stream and schedule are wired here; nothing is decided here."""

from typing import Any

from aws_lambda_powertools import Logger
from chalice.app import Chalice, ConvertToMiddleware, DynamoDBEvent, Rate, SNSEvent
from chalice.app import CloudWatchEvent as ScheduledEvent

from chalicelib import bootstrap
from chalicelib.web import hooks
from chalicelib.web.account import account
from chalicelib.web.api import api
from chalicelib.web.counter import counter
from chalicelib.web.discretion import Discreet, discreetly
from chalicelib.web.door import door
from chalicelib.web.expert import expert
from chalicelib.web.logbook import answers_told, followed
from chalicelib.web.municipality import municipality
from chalicelib.web.portal import portal
from chalicelib.web.refusals import in_our_words
from chalicelib.web.rounds import rounds
from chalicelib.web.secretariat import secretariat
from chalicelib.web.support import support
from chalicelib.web.users import users

# Replaced by the table's own stream and the mail service's topic when the template is merged; chalice wants something
# of the right form.
STREAM = "arn:aws:dynamodb:ap-northeast-1:000000000000:table/suketto/stream/2026-01-01T00:00:00.000"
DELIVERIES = "arn:aws:sns:ap-northeast-1:000000000000:suketto-deliveries"

counter.office = bootstrap.office
counter.begin = bootstrap.patience.begin
counter.base_path = lambda: bootstrap.environment().base_path

logger = Logger(service="suketto", logger_formatter=Discreet())
app = Chalice("suketto", configure_logs=False)
app.api.binary_types = ["application/zip"]
app.register_middleware(ConvertToMiddleware(logger.inject_lambda_context(clear_state=True)))
app.register_middleware(followed)
app.register_middleware(answers_told, "http")
app.register_middleware(in_our_words, "http")
for blueprint in (door, account, municipality, support, secretariat, users, rounds, expert, portal, api):
    app.register_blueprint(blueprint)


@app.on_dynamodb_record(stream_arn=STREAM, batch_size=10)
@discreetly
def deliver_letters(event: DynamoDBEvent) -> Any:
    """Letters that a change has just put into the queue are sent."""
    return hooks.deliver_letters(event.to_dict(), event.context)


@app.on_dynamodb_record(stream_arn=STREAM, batch_size=1)
@discreetly
def plan_rounds(event: DynamoDBEvent) -> Any:
    """A monthly round that waits for its plan, or for a trial, gets it; the solver is loaded nowhere else."""
    return hooks.plan_rounds(event.to_dict(), event.context)


@app.on_sns_message(topic=DELIVERIES)
@discreetly
def record_deliveries(event: SNSEvent) -> None:
    """What became of mails is put on record: delivered, bounced, complained about."""
    hooks.record_deliveries(event.to_dict())


@app.schedule(Rate(1, unit=Rate.MINUTES))
@discreetly
def keep_time(event: ScheduledEvent) -> Any:
    """Deadlines are kept, letters the stream did not bring are sent, and rounds whose planning broke off are told."""
    return hooks.keep_time()
