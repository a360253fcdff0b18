(() => {
  "use strict";
  const risks = ["none", "low", "medium", "high", "blocked"];
  const steps = [...document.querySelectorAll(".step")];
  const rows = [...document.querySelectorAll("table.findings tbody tr")];
  const byId = (id) => document.getElementById(id);
  const form = byId("filter");

  if (form) {
    const texts = new Map();
    const textOf = (element) => {
      if (!texts.has(element)) texts.set(element, element.textContent.toLowerCase());
      return texts.get(element);
    };
    const apply = () => {
      const words = byId("search").value.toLowerCase().split(/\s+/).filter(Boolean);
      const severities = byId("severity").value.split(" ").filter(Boolean);
      const least = Math.max(0, risks.indexOf(byId("least-risk").value));
      const fits = (element) =>
        (severities.length === 0 || severities.some((severity) => element.dataset.findings.split(" ").includes(severity))) &&
        words.every((word) => textOf(element).includes(word));
      let count = 0;
      for (const step of steps) {
        const shown = risks.indexOf(step.dataset.risk) >= least && fits(step);
        step.hidden = !shown;
        if (shown) count++;
      }
      for (const row of rows) row.hidden = severities.length > 0 && !fits(row);
      byId("shown").textContent = count === steps.length ? `${count} steps` : `${count} of ${steps.length} steps`;
    };
    const openAll = (open) => steps.forEach((step) => { if (!step.hidden) step.firstElementChild.open = open; });
    form.hidden = false;
    form.addEventListener("input", apply);
    form.addEventListener("submit", (event) => event.preventDefault());
    byId("open-all").addEventListener("click", () => openAll(true));
    byId("close-all").addEventListener("click", () => openAll(false));
    apply();
  }

  for (const button of document.querySelectorAll("button.copy")) {
    button.hidden = false;
    button.addEventListener("click", async () => {
      const code = byId(button.dataset.copy);
      try {
        await navigator.clipboard.writeText(code.textContent);
        button.textContent = "Copied";
      } catch {
        getSelection().selectAllChildren(code);
        button.textContent = "Selected";
      }
      setTimeout(() => { button.textContent = "Copy"; }, 2000);
    });
  }

  const reveal = () => {
    const target = location.hash.length > 1 && byId(decodeURIComponent(location.hash.slice(1)));
    const details = target && target.closest("details");
    if (!details) return;
    details.open = true;
    details.closest(".step").hidden = false;
    target.scrollIntoView();
  };
  addEventListener("hashchange", reveal);
  reveal();

  let closed = [];
  addEventListener("beforeprint", () => {
    closed = [...document.querySelectorAll("details:not([open])")];
    closed.forEach((details) => { details.open = true; });
  });
  addEventListener("afterprint", () => closed.forEach((details) => { details.open = false; }));
})();
