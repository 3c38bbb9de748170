"""The mail service in each of its moods."""

from chalicelib.domain.errors import MailBusy, MailRefused, MailUncertain
from chalicelib.domain.letter import Letter, Wording
from chalicelib.service.ports import Mailer

BUSY, REFUSING, REQUEST_LOST, ANSWER_LOST = "busy", "refusing", "request lost", "answer lost"
MOODS = (BUSY, REFUSING, REQUEST_LOST, ANSWER_LOST)


class MoodyMailer:
    """`ports.Mailer`: one mood a call while there are any, then plain sending into the memory."""

    def __init__(self, memory: Mailer) -> None:
        self.memory, self.moods = memory, list[str]()

    def rate(self) -> int:
        return self.memory.rate()

    def send(self, letter: Letter, wording: Wording) -> str:
        mood = self.moods.pop(0) if self.moods else ""
        if mood == BUSY:
            raise MailBusy(mood)
        if mood == REFUSING:
            raise MailRefused(mood)
        if mood == REQUEST_LOST:
            raise MailUncertain(mood)
        message_id = self.memory.send(letter, wording)
        if mood == ANSWER_LOST:
            raise MailUncertain(mood)
        return message_id
