# One image for every part; docker-compose.yml says which part a container runs.
# The pages' styles come from npm by the lockfile, with the node that a wheel brings.

FROM python:3.12-slim-bookworm AS build
RUN pip install --no-cache-dir uv==0.13.9
WORKDIR /app
ENV UV_PYTHON_DOWNLOADS=never UV_LINK_MODE=copy UV_COMPILE_BYTECODE=1
COPY pyproject.toml uv.lock README.md package.json package-lock.json ./
RUN uv sync --locked --extra platform --no-install-project --no-group dev
COPY . .
RUN uv sync --locked --extra platform --no-editable --no-group dev \
 && .venv/bin/python -m runtime.page_assets \
 && uv sync --locked --extra platform --no-editable --no-group dev --no-group assets --reinstall-package victim-journey

FROM python:3.12-slim-bookworm
RUN useradd --create-home --uid 10001 journey && mkdir /data && chown journey /data
WORKDIR /app
COPY --from=build /app/.venv /app/.venv
ENV PATH=/app/.venv/bin:$PATH PYTHONUNBUFFERED=1 JOURNEY_DATA=/data
USER journey
VOLUME /data
ENTRYPOINT ["journey"]
CMD ["--help"]
