// The one line that a site embeds: <script src="https://…/chat/widget.js" data-…></script>

import { RaadwijzerWidget } from "./panel.js";

const script = /** @type {HTMLScriptElement} */ (document.currentScript);

function embed() {
  if (document.querySelector("raadwijzer-widget")) return; // the line stands there twice
  const { open, title, label, privacy, theme, side } = script.dataset;
  if (!customElements.get("raadwijzer-widget")) customElements.define("raadwijzer-widget", RaadwijzerWidget);
  const widget = /** @type {RaadwijzerWidget} */ (document.createElement("raadwijzer-widget"));
  document.body.append(widget);
  widget.options = { base: new URL(".", script.src).href, open: open !== undefined && open !== "false", title, label, privacy, theme, side };
}

if (document.body) embed();
else document.addEventListener("DOMContentLoaded", embed);
