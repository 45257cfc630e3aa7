// The preview's own script, beside livereload.js: tells the server which build this page shows,
// and lets the panel of problems be dismissed.
"use strict";
(() => {
  const build = document.currentScript.dataset.build;

  // livereload.js sends what its plug-ins analyse as soon as it is connected. So a page that was
  // loaded while a build was under way, or before the preview was started again, is reloaded too.
  window.LiveReloadPluginGlossator = class {
    static identifier = "glossator";
    static version = "1";
    analyze() {
      return { build };
    }
  };

  const panel = document.getElementById("glossator-preview");
  if (!panel) return;

  const dismissed = "glossator-preview-dismissed";
  const dismiss = () => {
    sessionStorage.setItem(dismissed, build); // until the next build
    panel.hidden = true;
  };
  panel.hidden = sessionStorage.getItem(dismissed) === build;

  const button = document.createElement("button");
  button.type = "button";
  button.textContent = "Dismiss";
  button.addEventListener("click", dismiss);
  panel.addEventListener("keydown", (event) => {
    if (event.key === "Escape") dismiss();
  });
  panel.prepend(button);
  // Screen readers say an alert when it is put in, not when it was there from the first.
  panel.append(panel.querySelector("[role=alert]"));
})();
