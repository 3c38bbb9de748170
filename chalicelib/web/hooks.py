"""What is not asked for by a person: the table's stream, the clock's tick, and the mail service's word."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from aws_lambda_powertools import Logger

from chalicelib.domain.errors import ForgedNotification
from chalicelib.service.chase_reports import chase_reports
from chalicelib.service.keep_deadlines import keep_deadlines
from chalicelib.service.office import Office
from chalicelib.service.plan_round import give_up_rounds, plan_round
from chalicelib.service.record_delivery import record_delivery
from chalicelib.service.send_letters import send_due_letters, send_letter
from chalicelib.service.stuck_letters import count_stuck
from chalicelib.service.try_rounds import try_round
from chalicelib.web.counter import counter

if TYPE_CHECKING:
    from aws_lambda_powertools.utilities.data_classes.dynamo_db_stream_event import DynamoDBRecord

logger = Logger(service="suketto", child=True)
LETTERS = "LETTERS#"
ROUNDS = "ROUND#"
PLANNING = {"ROUND": plan_round, "TRIAL": try_round}
DUTIES: Mapping[str, Callable[[Office], int]] = {
    "offers": keep_deadlines,
    "supports": chase_reports,
    "letters": send_due_letters,
    "stuck": count_stuck,
    "rounds": give_up_rounds,
}


def deliver_letters(event: dict[str, Any], context: Any) -> Any:
    """Send every letter that the stream says was just queued; records that failed are named, to come again."""
    return _each(event, context, _deliver)


def plan_rounds(event: dict[str, Any], context: Any) -> Any:
    """Plan every round, and try every past one, that the stream says was just queued."""
    return _each(event, context, _plan)


def record_deliveries(event: dict[str, Any]) -> None:
    """Put on record what the mail service says became of letters; what is not its word is refused and not retried."""
    for record in event["Records"]:
        try:
            _record(record["Sns"])
        except ForgedNotification as forged:
            logger.warning("a notification of the mail service was refused", extra={"why": str(forged)})


def keep_time() -> dict[str, int]:
    """Remind, expire, chase, send what the stream did not bring, give up rounds; how much was found due of each.

    A duty that fails does not keep the others from being done; its failure is raised when all have had their turn.
    """
    office, found, failures = counter.office(), {}, []
    for name, duty in DUTIES.items():
        try:
            found[name] = duty(office)
        except Exception as failure:
            failures.append(failure)
    if failures:
        raise ExceptionGroup("duties of the schedule that failed", failures)
    return found


def _each(event: dict[str, Any], context: Any, record_handler: Callable[["DynamoDBRecord"], None]) -> Any:
    # Imported where a stream is read: a tenth of every cold start, which no page has to wait for.
    from aws_lambda_powertools.utilities.batch import BatchProcessor, EventType, process_partial_response

    def told(record: "DynamoDBRecord") -> None:
        try:
            record_handler(record)
        except Exception:
            # It comes again, and nobody else says why.
            logger.exception("a record of the stream failed")
            raise

    processor = BatchProcessor(event_type=EventType.DynamoDBStreams)
    return process_partial_response(event=event, record_handler=told, processor=processor, context=context)


def _deliver(record: "DynamoDBRecord") -> None:
    image = record.dynamodb.new_image if record.dynamodb else {}
    partition = str(image.get("pk", ""))
    if partition.startswith(LETTERS) and image.get("state") == "queued":
        send_letter(counter.office(), partition.removeprefix(LETTERS), str(image["sk"]))


def _record(notification: dict[str, Any]) -> None:
    office = counter.office()
    delivery = office.postmaster().read(notification)
    if delivery is None or not record_delivery(office, delivery):
        logger.info("the mail service's word was of no letter of ours, or no news")


def _plan(record: "DynamoDBRecord") -> None:
    image = record.dynamodb.new_image if record.dynamodb else {}
    partition = str(image.get("pk", ""))
    if partition.startswith(ROUNDS) and image.get("state") == "queued" and image.get("sk") in PLANNING:
        PLANNING[image["sk"]](counter.office(), partition.removeprefix(ROUNDS))
