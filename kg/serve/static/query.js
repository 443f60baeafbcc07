"use strict";
// The editor in the place of the plain field, where it is there: it completes the ontology's terms, and asks this
// server alone.
addEventListener("DOMContentLoaded", () => {
  const place = document.getElementById("editor"), plain = document.getElementById("plain");
  if (!window.Yasgui || !place || !plain) return;
  const terms = JSON.parse(place.dataset.terms), first = plain.elements.query.value;
  const asked = new URLSearchParams(location.search).get("query");
  const endpoint = new URL("/sparql", location.href).href, { Yasqe } = Yasgui;
  const known = { prefixes: terms.prefixes, class: terms.classes, property: terms.properties };
  for (const [kind, list] of Object.entries(known)) {
    Yasqe.forkAutocompleter(kind, { name: `kg-${kind}`, bulk: true, persistenceId: null, get: async () => list });
  }
  Yasqe.defaults.autocompleters = ["variables", ...Object.keys(known).map((kind) => `kg-${kind}`)];
  Yasqe.defaults.value = first;
  const ours = "https://w3id.org/diplomacy-kg/id/";
  place.addEventListener("click", ({ target }) => {
    const link = target.closest("a.iri");
    if (link?.href.startsWith(ours)) link.href = `/id/${link.href.slice(ours.length)}`;
  }, true);
  plain.hidden = true;
  place.hidden = false;
  const yasgui = new Yasgui(place, {
    requestConfig: {
      endpoint, method: "POST",
      acceptHeaderSelect: "application/sparql-results+json, text/plain;q=0.1",
      acceptHeaderGraph: "text/turtle, text/plain;q=0.1",
    },
    endpointCatalogueOptions: { getData: () => [{ endpoint }], keys: [] },
    copyEndpointOnNewTab: true,
    autofocus: false,
  });
  const named = () => place.querySelectorAll(".CodeMirror textarea").forEach((field) => {
    field.ariaLabel = plain.elements.query.ariaLabel;
  });
  new MutationObserver(named).observe(place, { childList: true, subtree: true });
  named();
  if (asked) {
    const tab = yasgui.addTab(true, { yasqe: { value: first } });
    tab.getYasqe().query();
  }
  history.replaceState(null, "", location.pathname + location.search.replace(/[?&]query=[^&]*/, "") + location.hash);
});
