# One image for all services of docker-compose.yml: Airflow, the drivers of a cluster, Blocwatch.
FROM python:3.12-slim-bookworm AS packages
COPY requirements.image.lock /
# the lock is complete and every file in it has its hash: nothing is resolved, nothing is compiled
RUN python -m venv /opt/venv \
    && /opt/venv/bin/pip install --no-cache-dir --no-deps --require-hashes --only-binary :all: \
        --progress-bar off --quiet -r /requirements.image.lock

FROM python:3.12-slim-bookworm
# volumes take the owner of the folder they are mounted on when they are made
RUN groupadd --gid 10001 blocwatch \
    && useradd --uid 10001 --gid 10001 --no-create-home --home-dir /var/lib/airflow --shell /usr/sbin/nologin blocwatch \
    && install --directory --owner blocwatch --group blocwatch /var/lib/airflow /var/log/blocwatch \
        /var/lib/blocwatch/home /var/lib/blocwatch/raw /var/lib/blocwatch/staging /var/lib/blocwatch/backups
COPY --from=packages /opt/venv /opt/venv
WORKDIR /opt/blocwatch
COPY pyproject.toml LICENSE ./
COPY seeds seeds
COPY sql sql
COPY plugins plugins
COPY dags dags
COPY etl etl
RUN python -m compileall -q etl dags plugins
ENV PATH=/opt/venv/bin:$PATH \
    PYTHONPATH=/opt/blocwatch \
    PYTHONUNBUFFERED=1 \
    AIRFLOW_HOME=/var/lib/airflow \
    AIRFLOW__CORE__DAGS_FOLDER=/opt/blocwatch/dags \
    AIRFLOW__CORE__PLUGINS_FOLDER=/opt/blocwatch/plugins \
    AIRFLOW__CORE__LOAD_EXAMPLES=False \
    AIRFLOW__LOGGING__BASE_LOG_FOLDER=/var/log/blocwatch \
    BLOCWATCH_HOME=/var/lib/blocwatch/home \
    BLOCWATCH_RAW_URL=/var/lib/blocwatch/raw \
    BLOCWATCH_STAGING_URL=/var/lib/blocwatch/staging \
    BLOCWATCH_BACKUPS=/var/lib/blocwatch/backups
USER 10001:10001
