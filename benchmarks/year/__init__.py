"""A year of the service in a time-lapse: its real use cases, invented people, a clock that is moved."""
