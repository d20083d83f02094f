// Markdown-light: **bold**, [words](https://…), lists. Whatever else a text holds is text and stays text.

import { element, unseen } from "./dom.js";
import { TEXTS } from "./texts.js";

const MARK = /\*\*(.+?)\*\*|\[([^\]\n]{1,300})\]\(((?:https?:\/\/|mailto:)(?:[^\s()]|\([^\s()]*\)|\)(?=\)))+)\)/g;
const LIST_ITEM = /^\s*(?:(-)|(\d+)\.) (.*)$/;

/**
 * The address when it is one that a link may have (http, https, mailto), else null.
 * @param {string} address
 * @param {string} [base]
 * @returns {string | null}
 */
export function safeAddress(address, base) {
  try {
    const url = new URL(address, base);
    return ["http:", "https:", "mailto:"].includes(url.protocol) ? url.href : null;
  } catch {
    return null;
  }
}

/**
 * A link that opens beside the conversation; plain words where the address is none that a link may have.
 * @param {string} words
 * @param {string} address
 * @returns {HTMLElement | Text}
 */
export function link(words, address) {
  const href = safeAddress(address);
  if (!href) return document.createTextNode(words);
  if (href.startsWith("mailto:")) return element("a", { href }, words);
  return element("a", { href, target: "_blank", rel: "noopener noreferrer" }, words, unseen(TEXTS.newTab));
}

/**
 * One line with its marks.
 * @param {string} line
 * @returns {(Node | string)[]}
 */
export function inline(line) {
  const text = line.replaceAll("€ ", "€\u00a0"); // an amount stays on one line
  /** @type {(Node | string)[]} */
  const parts = [];
  let at = 0;
  for (const found of text.matchAll(MARK)) {
    const start = found.index ?? 0;
    parts.push(text.slice(at, start), found[1] ? element("strong", {}, ...inline(found[1])) : link(found[2], found[3]));
    at = start + found[0].length;
  }
  parts.push(text.slice(at));
  return parts.filter((part) => part !== "");
}

/**
 * A text as paragraphs and lists; each line that is no list item is a paragraph of its own.
 * @param {string} text
 * @returns {DocumentFragment}
 */
export function render(text) {
  const laid = document.createDocumentFragment();
  /** @type {HTMLElement | null} */
  let list = null;
  for (const line of text.split("\n")) {
    const item = LIST_ITEM.exec(line);
    if (!item || !line.trim()) list = null;
    if (!line.trim()) continue;
    if (!item) {
      laid.append(element("p", {}, ...inline(line)));
      continue;
    }
    const kind = item[1] ? "ul" : "ol";
    if (!list || list.localName !== kind) {
      list = item[1] ? element("ul") : element("ol", { start: Number(item[2]) });
      laid.append(list);
    }
    list.append(element("li", {}, ...inline(item[3])));
  }
  return laid;
}
