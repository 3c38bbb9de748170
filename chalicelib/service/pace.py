"""No faster than the mail service allows, however many senders there are: they share one count for each second."""

from chalicelib.service.office import Office

# Longer than a burst of letters lasts, and far shorter than a lease.
PATIENCE = 20


def in_pace(office: Office) -> bool:
    """Wait for room in a second and take it; False when there was none for long: the sweep comes back to the letter."""
    rate = office.mailer().rate()
    for _ in range(PATIENCE):
        now = office.now()
        if office.doors.count("mail", now, seconds=1) <= rate:
            return True
        office.clock.wait(1 - now.microsecond / 1_000_000)
    return False
