"""What Prometheus reads: requests by route, and the queues."""

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest

registry = CollectorRegistry()
_requests = Counter("tremplin_requests", "Requests answered", ["method", "route", "status"], registry=registry)
_seconds = Histogram(
    "tremplin_request_seconds",
    "Time to answer",
    ["route"],
    buckets=(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5),
    registry=registry,
)
_waiting = Gauge("tremplin_queue_waiting", "Rows waiting for the worker", ["queue"], registry=registry)
_failed = Gauge("tremplin_queue_failed", "Rows given up", ["queue"], registry=registry)


def observe(method: str, route: str, status: int, seconds: float) -> None:
    """Count one answered request."""
    _requests.labels(method, route, str(status)).inc()
    _seconds.labels(route).observe(seconds)


def show_queue(queue: str, waiting: int, failed: int) -> None:
    """Set the two gauges of a queue."""
    _waiting.labels(queue).set(waiting)
    _failed.labels(queue).set(failed)


def exposition() -> bytes:
    """The text Prometheus scrapes."""
    return generate_latest(registry)
