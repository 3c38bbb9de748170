"""Where each record lies in the table. docs/storage.md lists which question each key answers, and at what cost."""

from datetime import UTC, datetime

Key = dict[str, str]

# What still needs somebody's hand; every other state is closed.
OPEN = frozenset(
    ["draft", "submitted", "in_review", "returned", "shortlisted", "offering", "waiting", "engaged", "completed"]
)


def key(pk: str, sk: str) -> Key:
    """A primary key."""
    return {"pk": pk, "sk": sk}


def case(request_id: str) -> str:
    return f"CASE#{request_id}"


def request(request_id: str) -> Key:
    return key(case(request_id), "REQUEST")


def offer(request_id: str, offer_id: str) -> Key:
    return key(case(request_id), f"OFFER#{offer_id}")


def audit(record: str) -> str:
    """Audit events have partitions of their own, so that a policy can forbid to change what lies there."""
    return f"AUDIT#{record}"


def event(record: str, sequence: int) -> Key:
    return key(audit(record), f"{sequence:08d}")


def letters(about: str) -> str:
    return f"LETTERS#{about}"


def letter(about: str, letter_id: str) -> Key:
    return key(letters(about), letter_id)


def receipts(request_id: str) -> str:
    return f"RECEIPTS#{request_id}"


def receipt(request_id: str, receipt_id: str) -> Key:
    return key(receipts(request_id), receipt_id)


def support(request_id: str) -> str:
    return f"SUPPORT#{request_id}"


def support_session(request_id: str, session_id: str) -> Key:
    return key(support(request_id), f"SESSION#{session_id}")


def report(request_id: str) -> Key:
    return key(support(request_id), "REPORT")


def number(request_number: str) -> Key:
    return key(f"NUMBER#{request_number}", "REQUEST")


def sequence(year: int) -> Key:
    return key(f"SEQUENCE#{year}", "REQUEST")


def watcher(code: str) -> str:
    """The lists of a municipality, of the prefecture, or of an expert."""
    return f"WATCHER#{code}"


def row(code: str, request_id: str) -> Key:
    return key(watcher(code), f"REQUEST#{request_id}")


def row_queue(code: str, state: str, request_id: str) -> Key:
    """The index by state: open and closed requests lie apart, since the closed ones only grow."""
    return {"queue": f"{code}#{'open' if state in OPEN else 'closed'}", "due": f"{state}#{request_id}"}


def assignment(code: str, assignment_id: str) -> Key:
    return key(watcher(code), f"ASSIGNMENT#{assignment_id}")


def offered(expert_id: str, offer_id: str) -> Key:
    """An offer in the list of the expert it was made to."""
    return key(watcher(expert_id), f"OFFER#{offer_id}")


def round_(round_id: str) -> Key:
    return key(f"ROUND#{round_id}", "ROUND")


def progress(round_id: str) -> Key:
    return key(f"ROUND#{round_id}", "PROGRESS")


def trial(round_id: str) -> Key:
    return key(f"ROUND#{round_id}", "TRIAL")


def plans(round_id: str) -> str:
    return f"PLANS#{round_id}"


def plan(round_id: str, plan_id: str) -> Key:
    return key(plans(round_id), plan_id)


def round_row(code: str, round_id: str) -> Key:
    return key(watcher(code), f"ROUND#{round_id}")


def tuning() -> Key:
    return key("PARAMETERS", "PARAMETERS")


def expert(expert_id: str) -> Key:
    return key("EXPERTS", expert_id)


def link(token_digest: str) -> Key:
    return key(f"LINK#{token_digest}", "LINK")


def code(request_number: str, code_digest: str) -> Key:
    return key(f"CODE#{request_number}#{code_digest}", "LINK")


def user(user_id: str) -> Key:
    return key("USERS", user_id)


def email(address_digest: str) -> Key:
    return key(f"EMAIL#{address_digest}", "USER")


def attempt(attempt_digest: str) -> Key:
    return key(f"ATTEMPT#{attempt_digest}", "ATTEMPT")


def session(session_digest: str) -> Key:
    return key(f"SESSION#{session_digest}", "SESSION")


def sessions(user_id: str, began_at: datetime) -> Key:
    """A user's sessions in the index, by when they began."""
    return {"queue": f"SESSIONS#{user_id}", "due": stamp(began_at)}


def factor(user_id: str) -> Key:
    return key(f"FACTOR#{user_id}", "FACTOR")


def browser(user_id: str, browser_digest: str) -> Key:
    return key(f"BROWSER#{user_id}", browser_digest)


def token(token_id: str) -> Key:
    return key("TOKENS", token_id)


def token_digest(digest: str) -> Key:
    """Leads from what a caller says to the token; the first version kept the token itself here."""
    return key(f"TOKEN#{digest}", "TOKEN")


def denials(record: str) -> Key:
    return key("DENIALS", record)


def errand(errand_key: str) -> Key:
    return key(f"ERRAND#{errand_key}", "ERRAND")


def barred(address_digest: str) -> Key:
    return key(f"BARRED#{address_digest}", "ADDRESS")


def count(name: str, window: int) -> Key:
    return key(f"COUNT#{name}", str(window))


def due(queue: str, moment: datetime) -> Key:
    """A place in a queue ordered by time."""
    return {"queue": queue, "due": stamp(moment)}


def stamp(moment: datetime) -> str:
    """A moment as text that sorts by time."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
