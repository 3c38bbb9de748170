// What a browser adds when it can; every page works without it.

// After a failed form, readers of screens and of keyboards begin at what went wrong.
document.getElementById("error-summary")?.focus();

// Typed but not sent: ask before the page is left.
for (const form of document.querySelectorAll("form[data-guard]")) {
  const ask = (leaving) => leaving.preventDefault();
  form.addEventListener("input", () => window.addEventListener("beforeunload", ask));
  form.addEventListener("submit", () => window.removeEventListener("beforeunload", ask));
}
