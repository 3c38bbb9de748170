"""The request's form: what was typed is read, checked, and becomes the content of a request."""
