"""What an operator watches."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

QUICK = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)


@dataclass(slots=True)
class Metrics:
    """The metrics of one process; `registry` is its own, so that two apps in one process do not meet."""

    registry: CollectorRegistry = field(default_factory=CollectorRegistry)
    deliveries: Counter = field(init=False)
    answered: Histogram = field(init=False)

    def __post_init__(self) -> None:
        self.deliveries = Counter(
            "schema_review_deliveries", "Requests to the webhook by what came of them", ["outcome"], registry=self.registry
        )
        self.answered = Histogram(
            "schema_review_webhook_seconds", "Seconds until a delivery was answered", buckets=QUICK, registry=self.registry
        )

    def watch(self, totals: Callable[[], dict[str, int]]) -> None:
        """Show what the tables count, asked anew each time."""
        self.registry.register(_Totals(totals))

    def watch_sweeps(self, done: Callable[[], Mapping[str, tuple[int, float]]], waiting: Callable[[], dict[str, int]]) -> None:
        """Show how much each sweep has done and when it last began, and what waits for one, asked anew each time."""
        self.registry.register(_Sweeps(done, waiting))

    def text(self) -> bytes:
        """All of them in Prometheus' words."""
        return generate_latest(self.registry)


@dataclass(frozen=True, slots=True)
class _Totals(Collector):
    totals: Callable[[], dict[str, int]]

    def describe(self) -> Iterator[GaugeMetricFamily]:
        """Without asking the tables: they may not exist yet."""
        yield GaugeMetricFamily("schema_review_subjects", "Pull requests by state")

    def collect(self) -> Iterator[GaugeMetricFamily]:
        """One line a state."""
        family = GaugeMetricFamily("schema_review_subjects", "Pull requests by state", labels=["state"])
        for state, number in self.totals().items():
            family.add_metric([state], number)
        yield family


@dataclass(frozen=True, slots=True)
class _Sweeps(Collector):
    done: Callable[[], Mapping[str, tuple[int, float]]]
    waiting: Callable[[], dict[str, int]]

    def describe(self) -> Iterator[Metric]:
        """See `_Totals`."""
        yield from self._families()

    def collect(self) -> Iterator[Metric]:
        """One line a sweep, or what waits for it."""
        swept, began, left = self._families()
        for name, (number, when) in self.done().items():
            swept.add_metric([name], number)
            began.add_metric([name], when)
        for name, number in self.waiting().items():
            left.add_metric([name], number)
        yield from (swept, began, left)

    def _families(self) -> tuple[CounterMetricFamily, GaugeMetricFamily, GaugeMetricFamily]:
        return (
            CounterMetricFamily("schema_review_swept", "Deliveries asked for again, and stuck checks concluded", labels=["sweep"]),
            GaugeMetricFamily("schema_review_sweep_began_seconds", "When the sweep last began, since 1970", labels=["sweep"]),
            GaugeMetricFamily("schema_review_unswept", "Deliveries that were lost, and checks that may be stuck", labels=["what"]),
        )
