"""The audit from outside the service: every record of a table verified, by who administers it."""
