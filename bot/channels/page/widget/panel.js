// <raadwijzer-widget>: the launcher and the panel, in a shadow root of their own.

import { Connection } from "./connection.js";
import { Conversation } from "./conversation.js";
import { element } from "./dom.js";
import { Memory } from "./memory.js";
import { entryForm, forgetQuestion, headOf, launcherButton, logRegion, statusLine } from "./parts.js";
import { styles } from "./style.js";
import { TEXTS } from "./texts.js";

const SMALL = "(max-width: 34rem), (max-height: 30rem)"; // there the panel covers the page, and keeps the focus

/**
 * @typedef {{base: string, open?: boolean, title?: string, label?: string, privacy?: string, theme?: string, side?: string}} Options
 */

export class RaadwijzerWidget extends HTMLElement {
  /** @param {Options} options */
  set options(options) {
    this.lang = "nl"; // whatever language the site is in
    this.dataset.theme = options.theme ?? "auto";
    this.dataset.side = options.side ?? "right";
    this.memory = new Memory(options.base);
    this.build(options);
    const open = this.memory.kept.open ?? options.open;
    if (open && !matchMedia(SMALL).matches) this.open(false);
  }

  /** @param {Options} options */
  build({ base, title = TEXTS.name, label = TEXTS.launcher, privacy }) {
    const shadow = this.attachShadow({ mode: "open" });
    shadow.adoptedStyleSheets = [styles()];
    this.launcher = launcherButton(label);
    const { head, forget, close } = headOf(title, base);
    const log = logRegion();
    const status = statusLine();
    const question = forgetQuestion();
    const entry = entryForm(privacy);
    this.panel = element("dialog", { class: "panel", "aria-labelledby": "title" }, head, log, question.box, status.line, entry.form);
    shadow.append(this.launcher, this.panel);
    this.box = entry.box;
    this.conversation = new Conversation(new Connection(base, /** @type {Memory} */ (this.memory)), log, {
      tell: (text) => { status.words.textContent = text; },
      busy: (on) => this.showBusy(on, status, entry.send),
      giveBack: (text) => { if (!entry.box.value) entry.box.value = text; entry.box.focus(); },
      focus: () => entry.box.focus(),
    });
    this.launcher.onclick = () => this.open(true);
    close.onclick = () => this.close();
    this.listenToEntry(entry.form);
    this.listenToForget(forget, question, status.words);
    this.listenToWindow();
  }

  /**
   * @param {boolean} on
   * @param {{line: HTMLElement, words: HTMLElement}} status
   * @param {HTMLButtonElement} send
   */
  showBusy(on, status, send) {
    status.line.classList.toggle("busy", on);
    status.words.textContent = on ? TEXTS.typing : "";
    send.setAttribute("aria-disabled", String(on));
  }

  /** @param {HTMLFormElement} form */
  listenToEntry(form) {
    const box = /** @type {HTMLTextAreaElement} */ (this.box);
    form.onsubmit = (event) => {
      event.preventDefault();
      const text = box.value.trim();
      if (!text || !this.conversation) return;
      if (!this.conversation.busy) box.value = "";
      this.fit(box);
      this.conversation.ask({ text }, text);
    };
    box.onkeydown = (event) => {
      if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
      event.preventDefault();
      form.requestSubmit();
    };
    box.oninput = () => this.fit(box);
  }

  /**
   * Let the box grow with what is typed.
   * @param {HTMLTextAreaElement} box
   */
  fit(box) {
    box.rows = 1;
    while (box.scrollHeight > box.clientHeight + 2 && box.rows < 5) box.rows += 1;
  }

  /**
   * @param {HTMLButtonElement} forget
   * @param {ReturnType<typeof forgetQuestion>} question
   * @param {HTMLElement} words
   */
  listenToForget(forget, { box, yes, no }, words) {
    const ask = (/** @type {boolean} */ on) => {
      box.hidden = !on;
      (on ? no : forget).focus();
    };
    forget.onclick = () => ask(true);
    no.onclick = () => ask(false);
    box.onkeydown = (event) => {
      if (event.key !== "Escape") return;
      event.stopPropagation();
      event.preventDefault();
      ask(false);
    };
    yes.onclick = async () => {
      try {
        await this.conversation?.forget();
        words.textContent = TEXTS.forgotten;
        box.hidden = true;
        this.box?.focus();
      } catch {
        words.textContent = TEXTS.forgetFailed;
        ask(false);
      }
    };
  }

  listenToWindow() {
    document.addEventListener("keydown", (event) => {
      const closesMore = document.querySelector(":modal, :popover-open"); // the site's own: Escape is for that one
      if (event.key === "Escape" && this.panel?.open && !event.defaultPrevented && !closesMore) this.close();
    });
    this.panel?.addEventListener("cancel", (event) => { event.preventDefault(); this.close(); });
    matchMedia(SMALL).addEventListener("change", () => this.panel?.open && this.show());
    addEventListener("beforeprint", () => this.panel?.open && this.show(false)); // a modal panel would print over the page
    addEventListener("afterprint", () => this.panel?.open && this.show());
    addEventListener("online", () => this.again?.click());
  }

  /** The button that sends a lost message again, when that is the last thing in the log. */
  get again() {
    return /** @type {HTMLElement | null} */ (this.shadowRoot?.querySelector(".log > .problem:last-child button") ?? null);
  }

  /** @param {boolean} byUser then the focus goes into the panel */
  open(byUser) {
    if (!this.panel || !this.launcher) return;
    this.show();
    this.launcher.hidden = true;
    this.memory?.keep({ open: true });
    if (!this.started) this.conversation?.start();
    this.started = true;
    if (byUser) this.box?.focus();
  }

  /** Show the panel beside the page, or over all of it where there is little room. */
  show(small = matchMedia(SMALL).matches) {
    const { panel } = this;
    if (!panel) return;
    const inside = this.shadowRoot?.activeElement;
    if (panel.open) panel.close();
    if (small) panel.showModal();
    else panel.setAttribute("open", ""); // show() would draw the focus
    if (inside instanceof HTMLElement) inside.focus();
  }

  close() {
    if (!this.panel || !this.launcher) return;
    const inside = this.shadowRoot?.activeElement;
    this.panel.close();
    this.launcher.hidden = false;
    this.memory?.keep({ open: false });
    if (inside) this.launcher.focus();
  }
}
