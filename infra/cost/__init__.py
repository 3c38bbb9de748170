"""What the service costs a month: prices, what a prefecture of some size uses, and the sum of it."""
