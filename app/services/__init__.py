"""The hands: one verb per function, each in the transaction of its request."""
