// WCAG 4.1.2: a search box for choices says the name of its field; select2 leaves it without one while it is empty.
"use strict";
{
  const name = (select) => {
    const label = document.querySelector(`label[for="${CSS.escape(select.id)}"]`);
    const box = select.parentElement.querySelector(".select2-selection");
    if (!label || !box) return;
    label.id ||= `${select.id}_label`;
    box.setAttribute("aria-labelledby", `${label.id} select2-${select.id}-container`);
    box.querySelector(".select2-selection__rendered")?.setAttribute("aria-labelledby", label.id);
  };
  const nameAll = () => document.querySelectorAll("select.admin-autocomplete").forEach(name);
  // select2 begins some time after the page has loaded, and again for every row that is added.
  new MutationObserver(nameAll).observe(document.body, { childList: true, subtree: true });
}
