// Where an answer stands: folded under it, with the year for which it holds and the layer that it comes from.

import { element, icon } from "./dom.js";
import { inline, link, render, safeAddress } from "./markdown.js";
import { TEXTS } from "./texts.js";

/**
 * @typedef {{text: string, source: string, url?: string}} Overtaken
 * @typedef {{id: string, title: string, section: string, text: string, url: string | null, layer: string, as_of: string,
 *   overtaken: Overtaken | null}} Source
 */

/**
 * A text without the lines that name its source, and those lines apart: where it stands, and the links below that. The text
 * has them for channels that can't fold.
 * @param {string} text
 * @returns {{body: string, place: string, links: string[]}}
 */
export function withoutSource(text) {
  const lines = text.split("\n");
  const first = lines.findLastIndex((line) => line.startsWith(`${TEXTS.source}: `));
  if (first < 0) return { body: text, place: "", links: [] };
  let end = first + 1;
  while (end < lines.length && /^\[[^\]]+\]\(\S+\)$/.test(lines[end])) end += 1;
  const body = [...lines.slice(0, first), ...lines.slice(end)].join("\n").trim();
  return { body, place: lines[first].slice(TEXTS.source.length + 2), links: lines.slice(first + 1, end) };
}

/**
 * What the law changed, in plain sight, for an answer whose text does not say it itself.
 * @param {Source[]} sources
 * @param {string} text
 * @returns {HTMLElement | null}
 */
export function notice(sources, text) {
  const changed = sources.map((source) => source.overtaken).find(Boolean);
  if (!changed || text.includes(changed.text.trim().slice(0, 40))) return null;
  return noticeBox(`**${TEXTS.changed}** ${changed.text} ${TEXTS.source}: ${changed.url ? `[${changed.source}](${changed.url})` : changed.source}.`);
}

/**
 * @param {string} text
 * @returns {HTMLElement}
 */
export function noticeBox(text) {
  return element("div", { class: "notice" }, icon("warning"), element("div", {}, render(text)));
}

/**
 * The folded sources of an answer.
 * @param {Source[]} sources
 * @param {string} place what the bot's text says of the first one; may be empty
 * @param {string[]} links lines of markdown-light, each one link
 * @param {string} base where the bot is, for the passages of its FAQ
 * @returns {HTMLElement}
 */
export function folded(sources, place, links, base) {
  const [first, ...others] = sources;
  const named = new Set([`${first.title} (${first.as_of})`, ...others.map((source) => source.title)]);
  const summary = element("summary", {}, icon("book"),
    element("span", {}, `${others.length ? TEXTS.sources : TEXTS.source}: ${[...named].join(", ")}`));
  const rows = sources.map((source) => row(source, source === first ? place : "", base));
  const known = new Set(sources.map((source) => source.url));
  const more = links.filter((line) => ![...known].some((url) => url && line.endsWith(`](${url})`)));
  const reading = more.map((line) => element("li", {}, ...inline(line)));
  return element("details", { class: "sources" }, summary, element("ul", {}, ...rows),
    more.length > 0 && element("p", {}, `${TEXTS.more}:`), more.length > 0 && element("ul", { class: "links" }, ...reading));
}

/**
 * @param {Source} source
 * @param {string} place
 * @param {string} base
 * @returns {HTMLElement}
 */
function row(source, place, base) {
  const layer = TEXTS.layers[/** @type {keyof typeof TEXTS.layers} */ (source.layer)] ?? source.layer;
  const page = source.layer === "brochure" ? safeAddress(`faq#${source.id}`, base) : source.url;
  return element("li", {},
    element("span", { class: `layer ${source.layer === "lokaal" ? "own" : ""}` }, layer), " ",
    ...(place ? inline(place) : [source.title, source.section && `, ${source.section}`]), " ",
    element("span", { class: "year" }, `(${TEXTS.year} ${source.as_of})`), " ",
    page ? link(source.layer === "brochure" ? TEXTS.wholeText : hostOf(page), page) : null);
}

/**
 * @param {string} address
 * @returns {string}
 */
function hostOf(address) {
  return safeAddress(address) ? new URL(address).hostname.replace(/^www\./, "") : address;
}
