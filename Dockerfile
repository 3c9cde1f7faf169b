# The image of compose.yaml: the same locked packages and system libraries as on a laptop, nothing that only tests need.
FROM python:3.11-slim-bookworm
RUN apt-get update -qq \
    && apt-get install -y -qq --no-install-recommends libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fontconfig \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --create-home waarborg \
    && install -d -o waarborg -m 0700 /var/lib/waarborg
WORKDIR /srv/waarborg
COPY requirements.txt .
RUN pip install --no-cache-dir --require-hashes -r requirements.txt
COPY . .
USER waarborg
ENV PYTHONUNBUFFERED=1 REMAP_SIGTERM=SIGQUIT
