"""A page as its reader's tools see it: elements with their attributes, in order."""

from collections.abc import Iterator
from html.parser import HTMLParser


class Page(HTMLParser):
    """Parsed HTML; `elements` are (tag, attributes)."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note the element."""
        self.elements.append((tag, dict(attrs)))

    def all(self, tag: str) -> list[dict[str, str | None]]:
        """The attributes of every such element."""
        return [attributes for name, attributes in self.elements if name == tag]

    def attribute(self, name: str) -> Iterator[str]:
        """The attribute's value wherever it is given."""
        return (value for _, attributes in self.elements if (value := attributes.get(name)) is not None)

    def named(self, name: str) -> list[dict[str, str | None]]:
        """The controls that send this name."""
        return [attributes for _, attributes in self.elements if attributes.get("name") == name]
