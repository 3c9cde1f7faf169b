"""From which network address a page is asked, when proxies stand in front of the site."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse


class VisitorAddressMiddleware:
    """Puts the address of the visitor in ``REMOTE_ADDR``, from which everything else reads it.

    Each proxy of ours adds at the end of X-Forwarded-For whom it heard; what stands before those, the visitor wrote.
    A request that came by fewer proxies keeps the address that it came from.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer the request."""
        proxies: int = settings.ENVIRONMENT.trusted_proxies
        told = [part.strip() for part in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",") if part.strip()]
        if proxies and len(told) >= proxies:
            request.META["REMOTE_ADDR"] = told[-proxies]
        return self.get_response(request)
