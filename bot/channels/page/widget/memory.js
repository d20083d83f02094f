// What a reload must not lose: the token, a message that waits for its answer, whether the panel is open. It lives as long as
// the browser's tab; where a browser keeps nothing, it lives as long as the page.

/**
 * @typedef {{id: string, body: {text?: string, payload?: string}, shown: string}} Pending
 * @typedef {{token?: string, pending?: Pending, open?: boolean}} Kept
 */

export class Memory {
  /** @param {string} base where the bot is: two bots on one site do not share a conversation */
  constructor(base) {
    this.key = `raadwijzer ${base}`;
    /** @type {Kept} */
    this.kept = {};
    try {
      this.kept = JSON.parse(sessionStorage.getItem(this.key) ?? "{}") ?? {};
    } catch { /* kept by the page alone */ }
  }

  /**
   * Remember what is new; undefined forgets.
   * @param {Kept} news
   */
  keep(news) {
    Object.assign(this.kept, news);
    try {
      sessionStorage.setItem(this.key, JSON.stringify(this.kept));
    } catch { /* kept by the page alone */ }
  }
}
