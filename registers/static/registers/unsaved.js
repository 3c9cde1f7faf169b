// Warn before leaving a form with changes that were not saved.
"use strict";
{
  const form = document.querySelector("#content-main form[method=post][id$=_form]");
  let changed = false;
  if (form) {
    form.addEventListener("input", () => { changed = true; });
    form.addEventListener("change", () => { changed = true; });
    form.addEventListener("submit", () => { changed = false; });
    window.addEventListener("beforeunload", (event) => { if (changed) event.preventDefault(); });
  }
}
