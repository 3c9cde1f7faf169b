#!/usr/bin/env bash
# Django's own deployment check under settings as production has them, with keys made for this one run.
set -euo pipefail
python=.venv/bin/python
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

fernet() { "$python" -c 'from cryptography.fernet import Fernet; print(Fernet.generate_key().decode())'; }
secret() { "$python" -c 'import secrets; print(secrets.token_urlsafe(50))'; }

env WAARBORG_MODE=production \
    WAARBORG_BEHIND_HTTPS=true \
    WAARBORG_ALLOWED_HOSTS=waarborg.example \
    WAARBORG_VAR_DIR="$folder" \
    WAARBORG_DATABASE_URL=postgresql://waarborg@localhost/waarborg \
    WAARBORG_BROKER_URL=redis://localhost/0 \
    WAARBORG_SECRET_KEY="$(secret)" \
    WAARBORG_INDEX_KEY="$(secret)" \
    WAARBORG_KEY_RING="$(fernet)" \
    WAARBORG_EVIDENCE_KEY_FILE="$folder/evidence.pem" \
    "$python" manage.py check --deploy --fail-level WARNING
