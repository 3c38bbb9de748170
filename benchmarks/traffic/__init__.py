"""People at work on the running service: what they do, what they were told, and what has to be there afterwards."""
