# One file for the four services: `docker build --build-arg SERVICE=audit .`
# The image of one service holds the shared kit, the rulebooks and that service.

FROM python:3.11-slim-bookworm AS requirements
WORKDIR /build
COPY requirements.lock deploy/requirements.py ./
RUN python requirements.py requirements.lock > service.lock \
    && python -m venv /venv \
    && /venv/bin/pip install --no-cache-dir --disable-pip-version-check \
        --only-binary :all: --require-hashes --requirement service.lock

FROM python:3.11-slim-bookworm AS base
RUN groupadd --gid 10001 register \
    && useradd --uid 10001 --gid register --no-create-home \
        --shell /usr/sbin/nologin register \
    && install --directory --owner register --group register /var/lib/register
COPY --from=requirements /venv /venv
ENV PATH="/venv/bin:$PATH" \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1
WORKDIR /app
COPY shared/ shared/
COPY oversight/ oversight/

# Makes keys and passwords once, and ends (see docs/operations.md).
FROM base AS keys
COPY deploy/__init__.py deploy/keys.py deploy/
# A volume takes its owner from the directory that it is first mounted on.
RUN for volume in people passwords owners \
        applications assessment notifications audit; do \
        install --directory --owner register --group register "/keys/$volume"; \
    done
USER 10001:10001
ENTRYPOINT ["python", "-m", "deploy.keys", "/keys"]

FROM base AS service
ARG SERVICE
# An empty name would copy every service.
RUN test -n "$SERVICE"
COPY deploy/entrypoint.sh /usr/local/bin/entrypoint.sh
COPY rulebooks/ rulebooks/
COPY services/__init__.py services/
COPY services/${SERVICE}/ services/${SERVICE}/
# The file system is read-only where this runs: the bytecode comes along.
RUN python -m compileall -q oversight shared services
ENV SERVICE=${SERVICE}
USER 10001:10001
ENTRYPOINT ["/usr/local/bin/entrypoint.sh"]
CMD ["serve"]
