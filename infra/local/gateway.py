"""API Gateway on one machine: chalice's, but a path or method the app does not have gets a page, as when deployed."""

from collections.abc import Callable
from typing import Any, cast

from chalice.app import Chalice, Response
from chalice.config import Config
from chalice.local import LocalGateway, LocalGatewayException

Refusal = Callable[[str, str, int], Response]


class NotServed(LocalGatewayException):
    """The app has no such path (404) or does not take this method there (405)."""

    def __init__(self, response: Response) -> None:
        super().__init__(response.headers, response.body.encode())
        self.CODE = response.status_code


class Gateway(LocalGateway):
    """`refusal` makes the answer from method, path and status."""

    def __init__(self, app: Chalice, config: Config, refusal: Refusal) -> None:
        super().__init__(app, config)
        self._refusal = refusal

    def route(self, path: str) -> str | None:
        """The route that serves a path, such as `/requests/{request_id}`."""
        try:
            return cast(str, self.event_converter._route_matcher.match_route(path).route)
        except ValueError:
            return None

    def handle_request(self, method: str, path: str, headers: dict[str, str], body: bytes | None) -> dict[str, Any]:
        """The app's answer; NotServed when it has none."""
        route, without_query = self.route(path), path.partition("?")[0]
        if route is None:
            raise NotServed(self._refusal(method, without_query, 404))
        if method not in (*self._app_object.routes[route], "OPTIONS"):
            raise NotServed(self._refusal(method, without_query, 405))
        return cast(dict[str, Any], super().handle_request(method, path, headers, body))
