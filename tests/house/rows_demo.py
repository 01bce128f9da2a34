"""Rows of the doors that only a demonstration has: here, where it is none, they are nobody's."""

from tests.house.matrix import Row

ROWS = (
    Row("GET", "/demo/enter/{token}", "404"),
    Row("POST", "/demo/enter/{token}", "404"),
    Row("GET", "/demo/clock", "404"),
    Row("POST", "/demo/clock", "404"),
    Row("GET", "/mailbox", "404"),
    Row("GET", "/mailbox/{notice}", "404"),
)
