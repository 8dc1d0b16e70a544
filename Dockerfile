# docker run --rm -v "$PWD:/project" ecolint check
FROM python:3.13-slim AS build
WORKDIR /build
COPY . .
RUN pip wheel --no-cache-dir --wheel-dir /wheels .

FROM python:3.13-slim
# git for --since, --changed and --fail-if-baseline-grows. The mounted project belongs to another user, which git would
# refuse; ecolint asks it only for commits, trees and files, so that nothing of the project runs.
# No version: Debian keeps one, that with the latest fixes.
# hadolint ignore=DL3008
RUN apt-get update \
    && apt-get install --yes --no-install-recommends git \
    && rm -rf /var/lib/apt/lists/* \
    && git config --system --add safe.directory '*' \
    && useradd --create-home --uid 1000 ecolint
# hadolint ignore=DL3013
RUN --mount=type=bind,from=build,source=/wheels,target=/wheels \
    pip install --no-cache-dir --no-index --find-links=/wheels ecolint
USER 1000
WORKDIR /project
ENTRYPOINT ["ecolint"]
CMD ["check"]
