// The conversation: what is asked goes out, what comes back is shown, and nothing is lost or shown twice.

import { Failure } from "./connection.js";
import { isJudged, thumbs } from "./feedback.js";
import { botMessage, choiceRow, problem, userMessage } from "./message.js";
import { TEXTS } from "./texts.js";

const LOW = 100; // pixels of a question that may stand above its answer

export class Conversation {
  /**
   * @param {import("./connection.js").Connection} connection
   * @param {HTMLElement} log the live region
   * @param {{tell: (text: string) => void, busy: (on: boolean) => void, giveBack: (text: string) => void, focus: () => void}} panel
   */
  constructor(connection, log, panel) {
    this.connection = connection;
    this.log = log;
    this.panel = panel;
    this.busy = false;
    this.round = 0; // counts the wipes: an answer to a wiped conversation is not shown
    /** @type {Set<string>} */
    this.seen = new Set();
  }

  /** Greet, and bring back what was said before; none of it is announced. */
  async start() {
    this.log.setAttribute("aria-live", "off");
    this.greet();
    try {
      for (const message of await this.connection.history()) this.showOld(message);
    } catch (error) {
      if (error instanceof Failure && error.status === 401) this.connection.memory.keep({ token: undefined });
      else this.log.append(problem(TEXTS.historyLost, () => this.restart()));
    }
    this.toEnd();
    requestAnimationFrame(() => this.log.setAttribute("aria-live", "polite"));
    const { pending } = this.connection.memory.kept;
    if (pending) await this.send(pending, this.log.querySelector(`[data-turn="${pending.id}"]`) === null);
  }

  async restart() {
    this.log.replaceChildren();
    this.seen.clear();
    await this.start();
  }

  greet() {
    this.log.append(botMessage({ text: TEXTS.greeting }, this.connection.base));
    this.log.append(choiceRow(TEXTS.starters.map((title) => ({ title, payload: "" })), ({ title }) => this.ask({ text: title }, title)));
  }

  /**
   * Ask a question or press a button.
   * @param {{text?: string, payload?: string}} body
   * @param {string} shown
   */
  async ask(body, shown) {
    if (this.busy) return this.panel.tell(TEXTS.wait);
    await this.send({ id: crypto.getRandomValues(new Uint32Array(4)).join("-"), body, shown }, true);
  }

  /**
   * @param {import("./memory.js").Pending} message
   * @param {boolean} fresh whether it is yet to be shown
   */
  async send(message, fresh) {
    const { round } = this;
    this.connection.memory.keep({ pending: message });
    if (fresh) this.add(userMessage(message.shown), message.id);
    this.setBusy(true);
    try {
      const { messages, renewed } = await this.connection.send(message, () => this.panel.tell(TEXTS.reconnecting));
      if (round !== this.round) return;
      this.connection.memory.keep({ pending: undefined });
      if (renewed) this.add(problem(TEXTS.expired, null));
      this.showAnswer(messages);
    } catch (error) {
      if (round === this.round) this.fail(error, message);
    } finally {
      if (round === this.round) this.setBusy(false);
    }
  }

  /** @param {import("./message.js").Message[]} messages */
  showAnswer(messages) {
    let first = null;
    for (const message of messages) {
      const shown = this.showBot(message);
      first ??= shown;
    }
    // The beginning of an answer is what one wants to read first, below a question that is not long.
    const before = first?.previousElementSibling;
    const top = before instanceof HTMLElement && before.matches(".user") && before.offsetHeight < LOW ? before : first;
    if (top) this.log.scrollTo({ top: top.offsetTop - this.log.offsetTop - 12 });
  }

  /**
   * @param {unknown} error
   * @param {import("./memory.js").Pending} message
   */
  fail(error, message) {
    if (!(error instanceof Failure)) throw error;
    const again = error.lost || error.status >= 500 || error.status === 429;
    const text = error.shown ?? (error.lost ? TEXTS.lost : TEXTS.failed);
    if (!again) {
      this.connection.memory.keep({ pending: undefined });
      this.log.querySelector(`[data-turn="${message.id}"]`)?.remove();
      this.panel.giveBack(message.body.text ?? "");
    }
    const shown = problem(text, again ? () => this.again(shown, message) : null);
    this.add(shown);
  }

  /**
   * @param {HTMLElement} shown
   * @param {import("./memory.js").Pending} message
   */
  again(shown, message) {
    if (this.busy) return;
    shown.remove();
    this.panel.focus();
    this.send(message, false);
  }

  /** @param {import("./message.js").Message} message */
  showOld(message) {
    if (message.role === "user") this.add(userMessage(message.text), message.turn);
    else this.showBot(message);
  }

  /**
   * @param {import("./message.js").Message} message
   * @returns {HTMLElement | null} null when it was shown before
   */
  showBot(message) {
    if (message.id && this.seen.has(message.id)) return null;
    if (message.id) this.seen.add(message.id);
    const turn = document.createElement("div");
    turn.className = "turn";
    turn.append(botMessage(message, this.connection.base));
    const { id = "", buttons = [] } = message;
    if (buttons.length) turn.append(choiceRow(buttons, ({ title, payload }) => this.ask({ payload }, title)));
    if (isJudged(message)) turn.append(thumbs(message, (vote, reason) => this.connection.vote(id, vote, reason), this.panel.tell));
    this.log.append(turn);
    return turn;
  }

  /** Forget everything, here and at the bot. */
  async forget() {
    await this.connection.forget();
    this.round += 1;
    this.setBusy(false);
    this.seen.clear();
    this.log.replaceChildren();
    this.greet();
  }

  /**
   * @param {HTMLElement} shown
   * @param {string} [turn] the id that the message was sent with
   */
  add(shown, turn) {
    if (turn) shown.dataset.turn = turn;
    this.log.append(shown);
    this.toEnd();
  }

  toEnd() {
    this.log.scrollTo({ top: this.log.scrollHeight });
  }

  /** @param {boolean} on */
  setBusy(on) {
    this.busy = on;
    this.panel.busy(on);
  }
}
