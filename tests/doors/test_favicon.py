"""The picture of the site: a file of our own, linked on every page of the admin and found where browsers look."""

from pathlib import Path
from xml.etree import ElementTree

import pytest
from django.contrib.staticfiles import finders
from django.test import Client
from django.urls import reverse


@pytest.mark.django_db
def test_a_page_of_the_admin_names_the_picture_and_the_policy_allows_it() -> None:
    answer = Client().get(reverse("admin:login"))

    assert b'<link rel="icon" type="image/svg+xml" href="/static/registers/favicon.svg">' in answer.content
    assert "img-src 'self'" in answer.headers["Content-Security-Policy"]


def test_who_looks_for_the_picture_at_its_usual_address_is_sent_there() -> None:
    answer = Client().get("/favicon.ico")

    assert (answer.status_code, answer.headers["Location"]) == (302, "/static/registers/favicon.svg")


def test_the_picture_is_a_small_file_without_code_or_addresses() -> None:
    found = finders.find("registers/favicon.svg")

    text = Path(str(found)).read_text(encoding="utf-8")
    kinds = {element.tag.rpartition("}")[2] for element in ElementTree.fromstring(text).iter()}
    assert kinds == {"svg", "path"}
    assert len(text) < 1000
    assert "href" not in text
