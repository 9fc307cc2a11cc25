# The command line in an image: docker run --rm -v "$PWD:/repository:ro" schema-review check --base origin/main
FROM python:3.13.9-slim-bookworm AS build

WORKDIR /source
COPY requirements/build.lock requirements/
RUN python -m pip install --no-cache-dir --disable-pip-version-check --require-hashes --requirement requirements/build.lock
COPY . .
RUN python -m pip wheel --no-cache-dir --disable-pip-version-check --no-deps --no-build-isolation --wheel-dir /wheels .


# The GitHub App: docker build --target service; see docs/install-service.md.
# Runs with a read-only root: what it writes goes to /data, and what it forgets to /tmp.
FROM python:3.13.9-slim-bookworm AS service

RUN apt-get update \
    && apt-get install --yes --no-install-recommends git \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --no-log-init --no-create-home --home-dir /tmp --uid 10001 reviewer \
    && install --directory --owner=reviewer --group=reviewer --mode=0700 /data
COPY requirements/service.lock /tmp/
RUN python -m pip install --no-cache-dir --disable-pip-version-check --require-hashes --requirement /tmp/service.lock \
    && rm /tmp/service.lock
COPY --from=build /wheels/ /tmp/wheels/
RUN python -m pip install --no-cache-dir --disable-pip-version-check --no-deps /tmp/wheels/*.whl \
    && rm -rf /tmp/wheels

ENV HOME=/tmp PYTHONDONTWRITEBYTECODE=1 SCHEMA_REVIEW_DATA=/data SCHEMA_REVIEW_HOST=0.0.0.0
USER reviewer
WORKDIR /data
VOLUME /data
EXPOSE 8080
HEALTHCHECK --interval=30s --timeout=5s --start-period=30s \
    CMD ["python", "-I", "-c", "import urllib.request; urllib.request.urlopen('http://127.0.0.1:8080/healthz', timeout=4)"]
ENTRYPOINT ["schema-review"]
CMD ["serve"]


FROM python:3.13.9-slim-bookworm

RUN apt-get update \
    && apt-get install --yes --no-install-recommends git \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --no-log-init --create-home --uid 10001 reviewer
COPY requirements/runtime.lock /tmp/
RUN python -m pip install --no-cache-dir --disable-pip-version-check --require-hashes --requirement /tmp/runtime.lock \
    && rm /tmp/runtime.lock
COPY --from=build /wheels/ /tmp/wheels/
RUN python -m pip install --no-cache-dir --disable-pip-version-check --no-deps /tmp/wheels/*.whl \
    && rm -rf /tmp/wheels

USER reviewer
# The mounted checkout belongs to another user, which git refuses to read unless told that this one folder is meant.
RUN git config --global --add safe.directory /repository
WORKDIR /repository
ENTRYPOINT ["schema-review"]
CMD ["--help"]
