"""Every mail that SES accepts, kept as it was sent: ministack drops the reply address and forgets them at its end."""

import json
from pathlib import Path

from infra.local.asgi import Application, Message, Receive, Scope, Send
from infra.local.eml import keep

SENDING = "/v2/email/outbound-emails"


async def whole_body(receive: Receive) -> bytes:
    """The request's body in one piece."""
    body, more = b"", True
    while more:
        message = await receive()
        body += message.get("body", b"")
        more = message.get("more_body", False)
    return body


class Mailbox:
    """An ASGI application around ministack's: a mail is in the folder before its sender hears that it left."""

    def __init__(self, app: Application, folder: Path) -> None:
        self._app, self._folder = app, folder
        folder.mkdir(parents=True, exist_ok=True)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or (scope["method"], scope["path"]) != ("POST", SENDING):
            await self._app(scope, receive, send)
            return
        body, answer = await whole_body(receive), []

        async def again() -> Message:
            return {"type": "http.request", "body": body, "more_body": False}

        async def hold(message: Message) -> None:
            answer.append(message)

        await self._app(scope, again, hold)
        if answer[0]["status"] == 200:
            accepted = json.loads(b"".join(part.get("body", b"") for part in answer))
            keep(self._folder, request=json.loads(body), message_id=accepted["MessageId"])
        for message in answer:
            await send(message)
