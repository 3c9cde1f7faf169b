"""Keys of other systems in the admin: made here and shown once, ended here at once."""
# ruff: noqa: ARG002  (Django names these arguments and passes them all)

from __future__ import annotations  # a ModelForm has no [] at run time

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache

from consents.actions.consumers import Made, make_consumer, revoke_consumer
from consents.choices import ApiScope
from consents.models import ApiConsumer, Sender
from registers.admin.places import user_of


class ConsumerForm(forms.ModelForm):  # type: ignore[type-arg]  # not subscriptable at run time
    """What a new key opens, and for whom its owner speaks."""

    scopes = forms.MultipleChoiceField(label=_("what it may do"), choices=ApiScope, widget=forms.CheckboxSelectMultiple)
    for_senders = forms.ModelMultipleChoiceField(
        label=_("for these senders"), queryset=Sender.objects.filter(active=True), required=False
    )

    class Meta:
        model = ApiConsumer
        fields = ("name", "scopes", "for_senders", "every_sender", "rate")

    def clean(self) -> dict[str, Any]:
        """Some senders or every one, never neither."""
        given: dict[str, Any] = super().clean() or {}
        if bool(given.get("for_senders")) == bool(given.get("every_sender")):
            self.add_error("for_senders", _("Choose senders, or every sender."))
        return given


@admin.register(ApiConsumer)
class ApiConsumerAdmin(admin.ModelAdmin):  # type: ignore[type-arg]  # not subscriptable at run time
    """Other systems and what their keys open. A key is never changed: make a new one and revoke the old one."""

    list_display = ("name", "prefix", "in_use", "every_sender", "rate", "last_used_on", "revoked_at")
    list_filter = ("revoked_at",)
    search_fields = ("name", "prefix")
    actions = ("revoke",)
    change_form_template = "registers/read_only.html"

    @admin.display(description=_("in use"), boolean=True)
    def in_use(self, consumer: ApiConsumer) -> bool:
        """Whether the key still opens anything."""
        return consumer.revoked_at is None

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        """Of a new one what is chosen; of one that is there everything but its secrets."""
        return super().get_form(request, obj, change, **({} if obj else {"form": ConsumerForm}), **kwargs)

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """Without the hash and the secret."""
        may = tuple(f"may_{scope.value}" for scope in ApiScope)
        shown = ("name", "prefix", *may, "every_sender", "senders", "rate", "created_at", "last_used_on", "revoked_at")
        return shown if obj else ConsumerForm.Meta.fields

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """All of one that is there."""
        return self.get_fields(request, obj) if obj else ()

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Never: what it told stays in the ledger."""
        return False

    def save_model(self, request: HttpRequest, obj: ApiConsumer, form: Any, change: bool) -> None:
        """A new consumer; the row that Django goes on with is that one."""
        if change:
            return
        given = form.cleaned_data
        made = make_consumer(
            name=given["name"],
            scopes=[ApiScope(scope) for scope in given["scopes"]],
            senders=None if given["every_sender"] else [sender.key for sender in given["for_senders"]],
            rate=given["rate"],
            at=timezone.now(),
            actor=user_of(request),
        )
        obj.__dict__.update(made.consumer.__dict__)
        request.made = made  # type: ignore[attr-defined]  # for the page that shows it

    def response_add(self, request: HttpRequest, obj: ApiConsumer, post_url_continue: str | None = None) -> Any:
        """The key on a page that nothing keeps; it is not put in a message, which would stand in a cookie."""
        made: Made = request.made  # type: ignore[attr-defined]  # of save_model
        shown = {
            **self.admin_site.each_context(request),
            "title": _("Key of %(name)s") % {"name": obj.name},
            "made": made,
        }
        return _page(request, shown)

    @admin.action(description=_("Revoke the chosen keys, at once and for good"), permissions=["change"])
    def revoke(self, request: HttpRequest, chosen: QuerySet[ApiConsumer]) -> None:
        """End them."""
        at, actor = timezone.now(), user_of(request)
        ended = sum(revoke_consumer(consumer=each, at=at, actor=actor) for each in chosen)
        told = ngettext("%(count)d key revoked.", "%(count)d keys revoked.", ended)
        self.message_user(request, told % {"count": ended}, messages.SUCCESS)


@never_cache
def _page(request: HttpRequest, shown: dict[str, Any]) -> HttpResponse:
    return TemplateResponse(request, "consents/key.html", shown).render()
