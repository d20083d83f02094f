// One message as a bubble: text, notice, progress of a form, sources, file, buttons. A message is made whole and never
// changed afterwards, so that the live region reads it once.

import { element, icon, unseen } from "./dom.js";
import { inline, render, safeAddress } from "./markdown.js";
import { folded, notice, noticeBox, withoutSource } from "./sources.js";
import { TEXTS } from "./texts.js";

/**
 * @typedef {{title: string, payload: string}} Choice
 * @typedef {{kind: string, sources?: import("./sources.js").Source[]}} Answer
 * @typedef {{name: string, url: string, alt?: string}} Attachment
 * @typedef {{id?: string, role?: string, text: string, buttons?: Choice[], answer?: Answer, file?: Attachment, vote?: string,
 *   turn?: string}} Message
 */

const PROGRESS = /\s?\((\d+) van (\d+)\)\s?/;

/**
 * What the user said.
 * @param {string} text
 * @returns {HTMLElement}
 */
export function userMessage(text) {
  return element("div", { class: "message user" }, unseen(TEXTS.user), text);
}

/**
 * What the bot said.
 * @param {Message} message
 * @param {string} base where the bot is
 * @returns {HTMLElement}
 */
export function botMessage(message, base) {
  const sources = message.answer?.sources ?? [];
  const { body, place, links } = sources.length ? withoutSource(message.text) : { body: message.text, place: "", links: [] };
  const step = message.answer?.kind === "form" ? PROGRESS.exec(body) : null;
  const bubble = element("div", { class: "message bot" }, unseen(TEXTS.bot), step && progress(Number(step[1]), Number(step[2])),
    notice(sources, body), ...paragraphs(step ? body.replace(PROGRESS, step.index ? " " : "").replace(" .", ".") : body));
  if (message.file) bubble.append(attachment(message.file, base));
  if (sources.length) bubble.append(folded(sources, place, links, base));
  return bubble;
}

/**
 * A text whose warning that the law has changed stands in a box of its own.
 * @param {string} text
 * @returns {Node[]}
 */
function paragraphs(text) {
  const lines = text.split("\n");
  const at = lines.findIndex((line) => line.startsWith(`**${TEXTS.changed}**`));
  if (at < 0) return [render(text)];
  return [render(lines.slice(0, at).join("\n")), noticeBox(lines[at]), render(lines.slice(at + 1).join("\n"))];
}

/**
 * How far a form is: said in words, drawn as a bar.
 * @param {number} step
 * @param {number} steps
 * @returns {HTMLElement}
 */
function progress(step, steps) {
  const bar = element("span", { class: "bar", "aria-hidden": "true" });
  for (let at = 1; at <= steps; at += 1) bar.append(element("span", { class: at <= step ? "done" : "" }));
  return element("div", { class: "progress" }, element("span", {}, `${TEXTS.step} ${step} ${TEXTS.of} ${steps}`), bar);
}

/**
 * A file to keep; a picture is shown as well.
 * @param {Attachment} file
 * @param {string} base
 * @returns {Node}
 */
function attachment(file, base) {
  const href = safeAddress(file.url, base);
  if (!href?.startsWith("http")) return document.createTextNode(file.name);
  const download = element("a", { class: "file", href, download: file.name }, icon("file"), element("span", {}, `${TEXTS.download} ${file.name}`));
  if (!/\.png$/i.test(file.name)) return download;
  return element("figure", {}, element("img", { src: href, alt: file.alt || file.name }), element("figcaption", {}, download));
}

/**
 * The buttons under a message.
 * @param {Choice[]} choices
 * @param {(choice: Choice) => void} choose
 * @returns {HTMLElement}
 */
export function choiceRow(choices, choose) {
  return element("div", { class: "choices" }, ...choices.map((choice) =>
    element("button", { type: "button", onclick: () => choose(choice) }, choice.title)));
}

/**
 * Something that went wrong, and what can be done about it.
 * @param {string} text
 * @param {(() => void) | null} again
 * @returns {HTMLElement}
 */
export function problem(text, again) {
  return element("div", { class: "message problem" }, icon("warning"), element("div", {}, element("p", {}, ...inline(text)),
    again && element("button", { type: "button", onclick: again }, TEXTS.retry)));
}
