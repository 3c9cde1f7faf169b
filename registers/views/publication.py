"""The public register and the privacy statement. Not found until an organisation of ours switched them on.

A cache asks each time whether a page changed, so what is taken back is gone at once. The pages are in Dutch.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.views.decorators.http import conditional_page, require_safe

from registers.publication_selectors import Publishable, by_organisation, publishable
from registers.publishing.blocks import Chapter

LANGUAGE = "nl"
LONGEST = 200
"""So much of a search is read."""

View = Callable[..., HttpResponse]


def public_page(view: View) -> View:
    """A page for everybody: read only, in Dutch, revalidated each time."""

    @require_safe
    @conditional_page
    @wraps(view)
    def shown(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        with translation.override(LANGUAGE):
            answer = view(request, *args, **kwargs)
        answer["Content-Language"] = LANGUAGE
        answer["Cache-Control"] = "public, no-cache"
        return answer

    return shown


@public_page
def register_view(request: HttpRequest) -> HttpResponse:
    """The public activities, or those in which the words of ``q`` occur."""
    found = publishable(at=timezone.now())
    chapters = found.on_register
    if not chapters:
        raise Http404
    asked = request.GET.get("q", "")[:LONGEST].strip()
    listed = [(one, reverse("public-activity", args=[name])) for name, one in chapters.items() if _holds(one, asked)]
    return _page("list", found, listed=by_organisation(listed), asked=asked, total=len(listed), search=True)


@public_page
def activity_view(request: HttpRequest, name: str) -> HttpResponse:  # noqa: ARG001  (Django passes it)
    """One public activity, by its number, or by its uid."""
    found = publishable(at=timezone.now())
    chapters = found.on_register
    chapter = chapters.get(name.lower()) or next((one for one in chapters.values() if one.uid == name.lower()), None)
    if chapter is None:
        raise Http404
    return _page("activity", found, chapter=chapter)


@public_page
def statement_view(request: HttpRequest, slug: str = "") -> HttpResponse:  # noqa: ARG001  (Django passes it)
    """The statement of an organisation; without a name that of the only one, or a page to choose from."""
    found = publishable(at=timezone.now())
    statements = found.statements
    said = statements.get(slug) if slug else next(iter(statements.values()), None)
    if said is None:
        raise Http404
    if slug or len(statements) == 1:
        return _page("statement", found, said=said)
    listed = [(one, reverse("public-statement-of", args=[name])) for name, one in statements.items()]
    return _page("statements", found, listed=listed)


def _holds(chapter: Chapter, asked: str) -> bool:
    """Whether every word occurs in what the public may read of the activity."""
    texts = [chapter.number, chapter.name, chapter.described, *(item for one in chapter.blocks for item in one.items)]
    whole = "\n".join(texts).casefold()
    return all(word in whole for word in asked.casefold().split())


def _page(name: str, found: Publishable, **context: Any) -> HttpResponse:
    facts = {
        "register_address": reverse("public-register") if found.on_register else "",
        "statement_address": reverse("public-statement") if found.statements else "",
        "portal_address": reverse("portal"),
        **context,
    }
    return HttpResponse(render_to_string(f"registers/public/{name}.html", facts))
