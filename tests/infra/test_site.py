"""The local site behaves as the deployed one does where chalice's own local server does not."""

import http.client
import logging
import socket
import threading
import time
from collections.abc import Iterator
from urllib.parse import urlencode

import pytest
from chalice.app import Chalice, Response

from infra.local.site import PortUnusable, SiteServer, listen

FORM = "application/x-www-form-urlencoded"


def stand_in() -> Chalice:
    """An app with one route for each thing a browser needs."""
    app = Chalice("stand-in", configure_logs=False)
    app.api.binary_types.append("image/x-icon")

    def answer(token: str) -> Response:
        return Response(f"<p>{token}</p>", headers={"Content-Type": "text/html; charset=utf-8"})

    def form() -> Response:
        return Response(app.current_request.raw_body.decode(), headers={"Content-Type": "text/plain; charset=utf-8"})

    def cookies() -> Response:
        return Response("", status_code=303, headers={"Location": "/", "Set-Cookie": ["a=1; Path=/", "b=2; Path=/"]})

    def mark() -> Response:
        return Response(b"\x00\xff\n", headers={"Content-Type": "image/x-icon"})

    def slow() -> Response:
        before = app.current_request
        time.sleep(0.3)
        return Response({"same": app.current_request is before})

    app.route("/answer/{token}", methods=["GET", "HEAD"])(answer)
    app.route("/form", methods=["POST"], content_types=[FORM])(form)
    for view in (cookies, mark, slow):
        app.route(f"/{view.__name__}")(view)
    return app


def refused(method: str, path: str, code: int) -> Response:
    """What the gateway says instead of the app."""
    return Response(f"no {method} {path}", status_code=code)


@pytest.fixture(scope="module")
def port() -> Iterator[int]:
    """The stand-in, served."""
    listener = listen(0)
    number: int = listener.getsockname()[1]
    with SiteServer(listener, app=stand_in(), refusal=refused):
        yield number


@pytest.fixture
def browser(port: int) -> Iterator[http.client.HTTPConnection]:
    """One connection that is kept between requests."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    yield connection
    connection.close()


def fetch(
    browser: http.client.HTTPConnection, method: str, path: str, *, body: str | None = None, content_type: str = FORM
) -> tuple[http.client.HTTPResponse, bytes]:
    """One exchange."""
    browser.request(
        method, path, body=body, headers={"Accept": "image/x-icon", **({"Content-Type": content_type} if body else {})}
    )
    response = browser.getresponse()
    return response, response.read()


def test_head_sends_the_same_head_without_a_body(browser: http.client.HTTPConnection) -> None:
    """A body would be taken for the next answer on a connection that is kept."""
    got, body = fetch(browser, "GET", "/answer/abc")

    head, nothing = fetch(browser, "HEAD", "/answer/abc")
    again, _ = fetch(browser, "GET", "/answer/abc")

    assert (head.status, head.getheader("Content-Length"), nothing) == (200, str(len(body)), b"")
    assert (got.status, again.status) == (200, 200)


def test_several_cookies_are_several_headers(browser: http.client.HTTPConnection) -> None:
    """Cookies cannot share a line."""
    response, _ = fetch(browser, "GET", "/cookies")

    assert response.status == 303
    assert response.headers.get_all("Set-Cookie") == ["a=1; Path=/", "b=2; Path=/"]


def test_forms_arrive_as_they_were_typed(browser: http.client.HTTPConnection) -> None:
    """Characters beyond the basic plane included."""
    typed = urlencode({"name": "𠮷田 花子", "empty": ""})

    response, body = fetch(browser, "POST", "/form", body=typed)

    assert (response.status, body.decode()) == (200, typed)


def test_other_content_types_are_refused(browser: http.client.HTTPConnection) -> None:
    """A route takes what it declares."""
    response, _ = fetch(browser, "POST", "/form", body="{}", content_type="application/json")

    assert response.status == 415


def test_binary_files_arrive_byte_for_byte(browser: http.client.HTTPConnection) -> None:
    """They travel through Lambda's JSON as base64 and come out as they were."""
    response, body = fetch(browser, "GET", "/mark")

    assert (response.getheader("Content-Type"), body) == ("image/x-icon", b"\x00\xff\n")


def test_a_path_that_is_not_there_gets_the_page_of_the_gateway(browser: http.client.HTTPConnection) -> None:
    """The query string is none of its business."""
    response, body = fetch(browser, "GET", "/nowhere?token=secret")

    assert (response.status, body) == (404, b"no GET /nowhere")


def test_a_method_that_is_not_declared_gets_the_page_of_the_gateway(browser: http.client.HTTPConnection) -> None:
    """Chalice itself would answer in English JSON."""
    response, body = fetch(browser, "POST", "/answer/abc", body="answer=accept")

    assert (response.status, body) == (405, b"no POST /answer/abc")


def test_requests_at_the_same_time_do_not_see_each_other(port: int) -> None:
    """Every thread has its own current request, and none waits for another."""
    answers: list[bytes] = []

    def visit() -> None:
        visitor = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
        answers.append(fetch(visitor, "GET", "/slow")[1])
        visitor.close()

    visits = [threading.Thread(target=visit) for _ in range(8)]
    began = time.monotonic()
    for thread in visits:
        thread.start()
    for thread in visits:
        thread.join()

    assert answers == [b'{"same":true}'] * 8
    assert time.monotonic() - began < 1.5


def test_answers_on_a_kept_connection_do_not_wait_for_the_network(browser: http.client.HTTPConnection) -> None:
    """Head and body in two packets would cost 40 ms each time."""
    began = time.monotonic()

    for _ in range(20):
        fetch(browser, "GET", "/answer/abc")

    assert time.monotonic() - began < 0.4


def test_the_access_log_names_routes_and_never_what_stands_in_them(
    browser: http.client.HTTPConnection, caplog: pytest.LogCaptureFixture
) -> None:
    """A token in a log is a token given away."""
    with caplog.at_level(logging.INFO, logger="infra.local.site"):
        fetch(browser, "GET", "/answer/secret?also=secret")

    assert caplog.messages == ["GET /answer/{token} 200"]


def test_a_port_that_is_taken_is_said_so_with_a_way_out() -> None:
    """Not a traceback."""
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]

        with pytest.raises(
            PortUnusable, match=rf"Port {port} cannot be used: another program uses it.\n.*make run PORT="
        ):
            listen(port)


def test_a_port_that_does_not_exist_is_said_so() -> None:
    """Ports are numbers of 16 bits."""
    with pytest.raises(PortUnusable, match="ports end at 65535"):
        listen(65536)
