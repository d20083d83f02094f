// Thumbs under an answer, and a reason for whoever wants to give one.

import { element, icon } from "./dom.js";
import { TEXTS } from "./texts.js";

const KINDS = ["answer", "document", "no_answer", "out_of_scope", "handover"];
const LONGEST_REASON = 1000;

/**
 * Whether a message is one to have an opinion on.
 * @param {import("./message.js").Message} message
 * @returns {boolean}
 */
export function isJudged(message) {
  return Boolean(message.id && message.answer && KINDS.includes(message.answer.kind));
}

/**
 * The thumbs under a message. They stand in no live region: what becomes of a vote is told in the status line.
 * @param {import("./message.js").Message} message
 * @param {(vote: string, reason?: string) => Promise<boolean>} send whether the vote was kept
 * @param {(text: string) => void} tell
 * @returns {HTMLElement}
 */
export function thumbs(message, send, tell) {
  const row = element("div", { class: "thumbs", role: "group", "aria-label": TEXTS.helped, "aria-live": "off" },
    element("span", { "aria-hidden": "true" }, TEXTS.helped));
  const up = thumb("up", TEXTS.good, message.vote === "up");
  const down = thumb("down", TEXTS.bad, message.vote === "down");
  row.append(up, down);
  up.onclick = () => vote("up");
  down.onclick = () => vote("down");

  /** @param {string} choice */
  async function vote(choice) {
    const kept = await send(choice);
    tell(kept ? TEXTS.thanks : TEXTS.voteFailed);
    if (!kept) return;
    up.setAttribute("aria-pressed", String(choice === "up"));
    down.setAttribute("aria-pressed", String(choice === "down"));
    row.querySelector("form")?.remove();
    if (choice === "down") askReason();
  }

  function askReason() {
    const text = element("textarea", { rows: 2, maxLength: LONGEST_REASON });
    const skip = element("button", { type: "button", class: "quiet" }, TEXTS.reasonSkip);
    const form = element("form", { class: "reason" }, element("label", {}, TEXTS.reason, text),
      element("button", { type: "submit" }, TEXTS.reasonSend), skip);
    const close = () => { form.remove(); down.focus(); };
    skip.onclick = close;
    form.onsubmit = async (event) => {
      event.preventDefault();
      if (!text.value.trim()) return close();
      const kept = await send("down", text.value.trim());
      tell(kept ? TEXTS.thanksReason : TEXTS.voteFailed);
      if (kept) close();
    };
    row.append(form);
    text.focus();
  }
  return row;
}

/**
 * @param {"up" | "down"} name
 * @param {string} label
 * @param {boolean} pressed
 * @returns {HTMLButtonElement}
 */
function thumb(name, label, pressed) {
  return element("button", { type: "button", class: "thumb", "aria-pressed": String(pressed) }, icon(name), label);
}
