"""The stamp that every form carries: proof that the page is ours, and a name for this one rendering of it.

A form that comes twice brings the same stamp twice, so that what it asked for is done once.
"""

NAME = "csrf"


def stamped(proof: str, once: str) -> str:
    """The stamp of a session's proof (empty when nobody is signed in) and a fresh value."""
    return f"{proof}.{once}"


def proof_of(stamp: str) -> str:
    """The part that only a page of the same session can hold."""
    return stamp.partition(".")[0]


def once_of(stamp: str) -> str:
    """The part that no other rendering holds; empty for what no page of ours sends."""
    return stamp.partition(".")[2]
