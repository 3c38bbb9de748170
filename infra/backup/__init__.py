"""Copies that outlive the service: a table as lines that any DynamoDB takes, and the embedded run's whole state."""
