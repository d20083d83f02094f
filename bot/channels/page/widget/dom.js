// Making elements without ever reading markup: text stays text, so that nothing a user or the bot says can become code.

const SVG = "http://www.w3.org/2000/svg";
const SHAPES = {
  bubble: "M4 4.5h16a1.5 1.5 0 0 1 1.5 1.5v10a1.5 1.5 0 0 1-1.5 1.5h-8.6L6.5 21.5v-4H4A1.5 1.5 0 0 1 2.5 16V6A1.5 1.5 0 0 1 4 4.5ZM7 9h10M7 13h6.5",
  close: "M5.5 5.5l13 13M18.5 5.5l-13 13",
  bin: "M4 6.5h16M9.5 6.5v-3h5v3M6 6.5l1 14h10l1-14M10 10.5v6M14 10.5v6",
  send: "M4 12h15M13 5.5l6.5 6.5-6.5 6.5",
  up: "M7 10.5v10H3.5v-10H7Zm0 0 4-7.5c1.6 0 2.6 1.1 2.3 2.7L12.8 9h6c1.2 0 2 1 1.7 2.2l-1.7 7.6c-.2 1-1 1.7-2 1.7H7",
  down: "M7 13.5v-10H3.5v10H7Zm0 0 4 7.5c1.6 0 2.6-1.1 2.3-2.7l-.5-3.3h6c1.2 0 2-1 1.7-2.2l-1.7-7.6c-.2-1-1-1.7-2-1.7H7",
  book: "M12 6.5C10 5 7 4.5 3.5 4.5v14c3.5 0 6.5.5 8.5 2 2-1.5 5-2 8.5-2v-14c-3.5 0-6.5.5-8.5 2Zm0 0v14",
  file: "M6 2.5h8L18.5 7v14.5H6v-19ZM13.5 2.5v5h5M12 11v7M9 15l3 3 3-3",
  warning: "M12 3.5 22 20.5H2L12 3.5ZM12 9.5V15M12 17.5v.5",
};

/**
 * An element with properties and children. `class` and names with a hyphen are set as attributes, the rest as properties;
 * null, undefined and false children are left out.
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {Record<string, any>} [properties]
 * @param {...(Node | string | null | undefined | false)} children
 * @returns {HTMLElementTagNameMap[Tag]}
 */
export function element(tag, properties = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (value === undefined || value === null || value === false) continue;
    if (name === "class" || name === "role" || name.includes("-")) made.setAttribute(name, String(value));
    else Object.assign(made, { [name]: value });
  }
  for (const child of children) if (child) made.append(child);
  return made;
}

/**
 * A drawing in the colour of the text around it; it says nothing to a screen reader.
 * @param {keyof SHAPES} name
 * @returns {SVGElement}
 */
export function icon(name) {
  const drawing = document.createElementNS(SVG, "svg");
  const line = document.createElementNS(SVG, "path");
  for (const [key, value] of Object.entries({ viewBox: "0 0 24 24", "aria-hidden": "true", focusable: "false", class: "icon" })) {
    drawing.setAttribute(key, value);
  }
  line.setAttribute("d", SHAPES[name]);
  drawing.append(line);
  return drawing;
}

/**
 * Text for screen readers alone.
 * @param {string} text
 * @returns {HTMLElement}
 */
export function unseen(text) {
  return element("span", { class: "unseen" }, text);
}
