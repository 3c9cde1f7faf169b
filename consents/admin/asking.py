"""The page "May I contact this person?": the question, the answer with its grounds, and what the person says about it.

What says who somebody is comes by POST and stands in no address; the answer is kept by no cache.
"""

from typing import Any

from django.contrib import admin, messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from consents.actions.deciding import may_contact
from consents.actions.scripting import record_call
from consents.admin.answers import changed_rules, past, shown, why_different
from consents.admin.ask_forms import AskForm, SaidForm, blame
from consents.admin.calling import CallForm, call_panel
from consents.admin.desk_verbs import VERBS, Verb
from consents.errors import ConsentError, KeyReused
from consents.explaining_selectors import Weighed, known_by, minor_by, rules_for, weighed
from consents.models import ContactPurpose, Sender
from consents.rules.facts import Facts
from registers.admin.places import demand, user_of
from registers.errors import RegisterError

ASK = "consents.ask_contactdecision"
RECORD = "consents.record_consentevent"
CALL = "consents.record_contactcall"
ANOTHER = gettext_lazy("Another objection still stands, of the person or of the number or address itself.")


def ask_view(request: HttpRequest) -> HttpResponse:
    """The empty question, or the answer."""
    demand(request, ASK)
    if request.method != "POST":
        return _page(request, AskForm())
    form = AskForm(request.POST)
    return _answered(request, form) if form.is_valid() else _page(request, form)


def say_view(request: HttpRequest, verb: str) -> HttpResponse:
    """Record what the person said, and ask again: the answer on the page is the one after it."""
    demand(request, RECORD)
    chosen = VERBS.get(verb)
    if chosen is None:
        raise Http404
    demand(request, chosen.permission)
    form = AskForm(request.POST)
    if request.method != "POST" or not form.is_valid():
        return HttpResponseRedirect(reverse("contact:ask"))
    said = chosen.form(request.POST, request.FILES, question=form.question(), prefix=chosen.name)
    if said.is_valid() and _recorded(request, chosen, form, said):
        return _answered(request, form, done=chosen.name)
    return _answered(request, form, said=said, verb=chosen.name)


def call_view(request: HttpRequest) -> HttpResponse:
    """Record how a call went, and show where the person stands after it."""
    demand(request, CALL)
    form = AskForm(request.POST)
    if request.method != "POST" or not form.is_valid():
        return HttpResponseRedirect(reverse("contact:ask"))
    call = CallForm(request.POST, question=form.question(), prefix="call")
    if not call.is_valid() or not _called(request, form, call):
        return _answered(request, form, call=call)
    return _answered(request, form)


def _called(request: HttpRequest, form: AskForm, call: CallForm) -> bool:
    try:
        record_call(note=call.note(form.question()), actor=user_of(request), at=timezone.now())
    except (ConsentError, RegisterError) as error:
        blame(call, error)
        return False
    messages.success(request, _("The call was recorded."))
    return True


def _recorded(request: HttpRequest, verb: Verb, form: AskForm, said: SaidForm) -> bool:
    try:
        verb.call(form.question(), said.cleaned_data, user_of(request), timezone.now())
    except KeyReused:
        messages.info(request, _("This was recorded already; it counts once."))
    except (ConsentError, RegisterError) as error:
        blame(said, error)
        return False
    else:
        messages.success(request, str(verb.done))
    return True


def _answered(
    request: HttpRequest,
    form: AskForm,
    *,
    said: SaidForm | None = None,
    verb: str = "",
    call: CallForm | None = None,
    done: str = "",
) -> HttpResponse:
    """The page with the answer; it is kept as a decision, so that it can be shown what was said to whom."""
    question = form.question()
    try:
        answer = may_contact(question=question, at=timezone.now(), actor=user_of(request))
    except ConsentError as error:
        form.add_error(None, str(error))
        return _page(request, form)
    if done == "lift" and answer.facts.state.objected:
        messages.warning(request, ANOTHER)
    rules = rules_for(question)
    first = shown(Weighed(at=question.at, decision=answer.decision, facts=answer.facts, rules=rules))
    known = known_by(question.values)
    context: dict[str, Any] = {
        "answer": first,
        "noted": answer.noted,
        "question": question,
        "people": known.people,
        "past": past(known.events),
        "minor": minor_by(question.values, day=timezone.localdate()),
        "panels": _panels(request, answer.facts, form, said, verb),
        "carried": form.carried(),
    }
    if user_of(request).has_perm(CALL) and (answer.decision.allowed or call is not None):
        context |= call_panel(question, decision=answer.noted, user=user_of(request), form=call)
    also = form.cleaned_data["also_at"]
    if also:
        second = shown(weighed(question, at=also))
        pair = sorted([first, second], key=lambda one: one.at)
        context |= {"pair": pair, "why": why_different(*pair), "changed": changed_rules(*pair)}
    return _page(request, form, **context)


def _panels(
    request: HttpRequest, facts: Facts, form: AskForm, said: SaidForm | None, verb: str
) -> list[dict[str, Any]]:
    """The forms beside the answer, for who may record."""
    user = user_of(request)
    if not user.has_perm(RECORD):
        return []
    question = form.question()
    return [
        {
            "verb": one,
            "form": said if one.name == verb else one.form(question=question, prefix=one.name),
            "open": one.open or one.name == verb,
        }
        for one in VERBS.values()
        if one.name == verb or (user.has_perm(one.permission) and one.offered(facts))
    ]


def _page(request: HttpRequest, form: AskForm, **more: Any) -> HttpResponse:
    context = {"title": _("May I contact this person?"), "form": form, "lacking": _lacking(request), **more}
    response = TemplateResponse(request, "consents/ask.html", {**admin.site.each_context(request), **context})
    add_never_cache_headers(response)
    return response


def _lacking(request: HttpRequest) -> list[tuple[str, str]]:
    """What has to be there before anybody can ask, each with the page to add it; '' for who may not."""
    return [
        (
            str(model._meta.verbose_name),
            reverse(f"admin:consents_{model._meta.model_name}_add")
            if user_of(request).has_perm(f"consents.add_{model._meta.model_name}")
            else "",
        )
        for model in (Sender, ContactPurpose)
        if not model._default_manager.filter(active=True).exists()
    ]
