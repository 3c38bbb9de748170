"""What whoever runs the service does by command: the first secretary, a lost authenticator, another secret."""
