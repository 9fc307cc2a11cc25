"""A service that is asked to stop in the middle of a review: the review ends or is left to the next start, and nothing is said twice."""

from tests.service.host import Host
from tests.service.test_serve import host, opened

__all__ = ["host"]


def test_what_is_begun_when_the_service_stops_is_said_once(host: Host) -> None:
    service = host.start("serve")
    host.wait(lambda: host.ready() and '"event": "ready"' in host.log())
    pulls = [opened(host, branch) for branch in ("orders", "more", "others")]
    # Two are begun, the third waits for its turn.
    host.github.faults.delay(2, "GET", "*/compare/*", times=2)
    for pull in pulls:
        assert host.deliver("pull_request", pull.event("opened")).status_code == 202
    host.wait(lambda: [request for request in host.github.requests if "/compare/" in request.path])
    service.terminate()
    assert service.wait(60) == 0
    assert '"event": "stopped"' in host.log()
    assert not host.ready()
    host.start_quickly()
    for pull in pulls:
        host.wait(lambda pull=pull: [check.conclusion for check in host.shop.check_runs(pull.head)] == ["failure"])
        assert len(host.comments(pull)) == 1
        assert len(pull.threads) == 2
