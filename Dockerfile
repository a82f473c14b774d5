# The service in a container: non-root, able to run on a read-only root, everything that changes in /data.
#
#   docker build -t nudge .
#   docker run --rm -it --read-only --tmpfs /tmp nudge demo

FROM python:3.13-slim AS build
ENV PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_ROOT_USER_ACTION=ignore
RUN python -m venv --without-pip /opt/nudge
WORKDIR /source
# hadolint ignore=DL3008  # a tool of this stage alone, in whatever version Debian has
RUN apt-get update && apt-get install -y --no-install-recommends binutils && rm -rf /var/lib/apt/lists/*
# Wheels only: whatever would need a compiler stops the build instead.
COPY requirements.lock ./
RUN pip --python /opt/nudge/bin/python install --require-hashes --only-binary :all: -r requirements.lock
# Without what no line here loads (CEL's extensions and the project that its wheel was built from, a second way to
# call zstandard), and without the symbols that serve a debugger. Every library stays, with its name, its version and its licence.
RUN rm -r /opt/nudge/lib/python3.*/site-packages/bazel-project /opt/nudge/lib/python3.*/site-packages/cel_expr_python/ext/*.so \
        /opt/nudge/lib/python3.*/site-packages/zstandard/_cffi*.so \
    && find /opt/nudge -name '*.so' -exec strip --strip-unneeded {} +
# Our own code apart from what it stands on, so that a new version is a small layer.
COPY pyproject.toml README.md LICENSE ./
COPY bot ./bot
RUN pip --python /opt/nudge/bin/python install --no-deps --prefix /opt/own .

FROM python:3.13-slim
RUN useradd --uid 1000 --no-create-home --home-dir /data --shell /usr/sbin/nologin nudge \
    && install -d -o nudge -g nudge -m 0700 /data
COPY --from=build /opt/nudge /opt/nudge
COPY --from=build /opt/own /opt/nudge
ENV PATH=/opt/nudge/bin:$PATH PYTHONUNBUFFERED=1 NUDGE_FOLDER=/data NUDGE_LOG=json
USER 1000
WORKDIR /data
VOLUME /data
# What `nudge health` says, by the age of the file that the service writes, and without starting a Python for it.
HEALTHCHECK --interval=30s --timeout=10s --start-period=60s \
    CMD ["sh", "-c", "find \"$NUDGE_FOLDER/heartbeat.json\" -mmin -3 ! -newermt '3 minutes' | grep -q ."]
ENTRYPOINT ["nudge"]
CMD ["run"]
