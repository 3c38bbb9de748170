"""The whole service, whatever happens in whatever order: people, time, mail, and ends in the middle of a change."""
