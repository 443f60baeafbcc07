"use strict";
// The pages work without this: it keeps the choice of dark or light, and runs a query by Ctrl+Enter.
{
  const root = document.documentElement;
  const stored = (() => { try { return localStorage.getItem("kg-theme"); } catch { return null; } })();
  if (stored === "dark" || stored === "light") root.dataset.theme = stored;
  const dark = () => (root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches);
  addEventListener("DOMContentLoaded", () => {
    const button = document.getElementById("theme");
    if (button) {
      button.hidden = false;
      button.addEventListener("click", () => {
        root.dataset.theme = dark() ? "light" : "dark";
        try { localStorage.setItem("kg-theme", root.dataset.theme); } catch { /* it holds for this page */ }
      });
    }
    const query = document.getElementById("query-text");
    if (query) query.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) { event.preventDefault(); query.form.requestSubmit(); }
    });
  });
}
