// The fixed parts of the widget: launcher, head, log, entry. Only made here; what they do stands in panel.js.

import { element, icon } from "./dom.js";
import { link } from "./markdown.js";
import { TEXTS } from "./texts.js";

/**
 * The button that opens the panel.
 * @param {string} label
 * @returns {HTMLButtonElement}
 */
export function launcherButton(label) {
  return element("button", { type: "button", class: "launcher", "aria-haspopup": "dialog" }, icon("bubble"), element("span", {}, label));
}

/**
 * @param {string} title
 * @param {string} base
 */
export function headOf(title, base) {
  const forget = element("button", { type: "button", class: "plain forget", title: TEXTS.forget, "aria-label": TEXTS.forget }, icon("bin"));
  const close = element("button", { type: "button", class: "plain close", title: TEXTS.close, "aria-label": TEXTS.close }, icon("close"));
  const faq = element("a", { href: `${base}faq`, target: "_blank", rel: "noopener" }, TEXTS.faq);
  const head = element("div", { class: "head" }, element("span", { class: "mark", "aria-hidden": "true" }, icon("bubble")),
    element("div", { class: "names" }, element("h2", { id: "title" }, title), element("p", {}, element("span", {}, TEXTS.tagline), faq)), forget, close);
  return { head, forget, close };
}

/** The log: a live region that reads what is added, once. */
export function logRegion() {
  return element("div", { class: "log", role: "log", "aria-live": "polite", "aria-relevant": "additions", "aria-label": TEXTS.conversation, tabIndex: 0 });
}

/** What is going on right now: seen and read, and then gone. */
export function statusLine() {
  const words = element("span", { role: "status" });
  const dots = element("span", { class: "dots", "aria-hidden": "true" }, element("i"), element("i"), element("i"));
  return { line: element("div", { class: "status" }, dots, words), words };
}

/** The question before everything is deleted. */
export function forgetQuestion() {
  const yes = element("button", { type: "button", class: "danger" }, TEXTS.forgetYes);
  const no = element("button", { type: "button" }, TEXTS.forgetNo);
  const box = element("div", { class: "confirm", role: "alertdialog", "aria-label": TEXTS.forget, "aria-describedby": "confirm", hidden: true },
    element("p", { id: "confirm" }, TEXTS.forgetAsk), element("div", { class: "row" }, yes, no));
  return { box, yes, no };
}

/** @param {string | undefined} privacy where the griffie's privacy statement stands */
export function entryForm(privacy) {
  const box = element("textarea", { id: "box", rows: 1, maxLength: 12000, placeholder: TEXTS.placeholder, autocomplete: "off", enterKeyHint: "send" });
  const send = element("button", { type: "submit", class: "send" }, icon("send"), element("span", {}, TEXTS.send));
  const statement = privacy && element("p", {}, link(TEXTS.privacyLink, privacy));
  const small = element("div", { class: "small" },
    element("details", {}, element("summary", {}, `${TEXTS.computer} ${TEXTS.confidential} `, element("span", { class: "as-link" }, TEXTS.privacy)),
      element("p", {}, TEXTS.stored), statement));
  const form = element("form", { class: "entry" }, element("label", { htmlFor: "box" }, TEXTS.question), element("div", { class: "row" }, box, send), small);
  return { form, box, send };
}
