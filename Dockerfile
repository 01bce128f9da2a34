# One image for the web processes and the worker; the command chooses.
FROM python:3.11-slim-bookworm AS build

ENV PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1
RUN python -m venv /opt/tremplin
WORKDIR /build
COPY requirements.lock ./
# Every pinned package comes as a wheel: nothing is compiled, and nothing unpinned is fetched.
RUN /opt/tremplin/bin/python -m pip install --no-deps --only-binary :all: --require-hashes -r requirements.lock \
    && /opt/tremplin/bin/python -m pip uninstall --yes pip setuptools


FROM python:3.11-slim-bookworm

ENV PATH=/opt/tremplin/bin:$PATH \
    PYTHONPATH=/srv/tremplin \
    PYTHONUNBUFFERED=1 \
    TREMPLIN_DATA_DIR=/var/lib/tremplin \
    TREMPLIN_LOG_FORMAT=json
RUN useradd --system --uid 10001 --user-group --home-dir /var/lib/tremplin --create-home --shell /usr/sbin/nologin tremplin
COPY --from=build /opt/tremplin /opt/tremplin
WORKDIR /srv/tremplin
COPY LICENSE pyproject.toml ./
COPY migrations ./migrations
COPY app ./app
RUN python -m compileall -q app migrations
USER tremplin
VOLUME /var/lib/tremplin
EXPOSE 8000
HEALTHCHECK --interval=15s --timeout=3s --start-period=20s --retries=3 \
    CMD ["python", "-c", "import urllib.request; urllib.request.urlopen('http://127.0.0.1:8000/healthz', timeout=2)"]
ENTRYPOINT ["python", "-m", "app"]
CMD ["serve", "--host", "0.0.0.0", "--port", "8000"]
