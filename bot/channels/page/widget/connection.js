// The calls of the web channel. A message carries an id of its own, so that it may be sent again until its answer arrives:
// the bot answers it once.

const PATIENCE = 45_000; // milliseconds for one call
const PAUSES = [1_000, 3_000]; // milliseconds before a lost message is sent again by itself

/** A call that failed. `lost`: nothing came back, so that it may have arrived; `shown`: what the bot says of it. */
export class Failure extends Error {
  /**
   * @param {number} status 0 when nothing came back
   * @param {string} [shown]
   */
  constructor(status, shown) {
    super(shown ?? `status ${status}`);
    this.status = status;
    this.shown = shown;
    this.lost = status === 0 || status === 502 || status === 504;
  }
}

export class Connection {
  /**
   * @param {string} base where the bot is, with a slash at its end
   * @param {import("./memory.js").Memory} memory
   */
  constructor(base, memory) {
    this.base = base;
    this.memory = memory;
  }

  /** @returns {string | undefined} */
  get token() {
    return this.memory.kept.token;
  }

  /** Start a conversation when there is none. */
  async open() {
    if (!this.token) this.memory.keep({ token: (await this.call("POST", "session", {})).token });
  }

  /**
   * Send a message until it is answered; a lost connection is tried again twice.
   * @param {import("./memory.js").Pending} message
   * @param {() => void} retrying
   * @returns {Promise<{messages: import("./message.js").Message[], renewed: boolean}>} renewed: the old session had expired
   */
  async send(message, retrying) {
    let renewed = false;
    for (let tries = 0; ; tries += 1) {
      try {
        await this.open();
        const body = renewed && message.body.payload ? { text: message.shown } : message.body; // a button belongs to its session
        return { messages: (await this.call("POST", "message", { ...body, id: message.id })).messages, renewed };
      } catch (error) {
        if (!(error instanceof Failure)) throw error;
        if (error.status === 401 && !renewed) {
          renewed = true;
          this.memory.keep({ token: undefined });
        } else if (error.lost && tries < PAUSES.length) {
          retrying();
          await new Promise((done) => setTimeout(done, PAUSES[tries]));
        } else throw error;
      }
    }
  }

  /** @returns {Promise<import("./message.js").Message[]>} the conversation so far */
  async history() {
    return this.token ? (await this.call("GET", "history")).messages : [];
  }

  /** Delete the conversation at the bot; one that is gone already counts as deleted. */
  async forget() {
    try {
      if (this.token) await this.call("DELETE", "session");
    } catch (error) {
      if (!(error instanceof Failure) || error.status !== 401) throw error;
    }
    this.memory.keep({ token: undefined, pending: undefined });
  }

  /**
   * @param {string} message
   * @param {string} vote
   * @param {string} [reason]
   * @returns {Promise<boolean>} whether the vote was kept
   */
  async vote(message, vote, reason) {
    try {
      await this.call("POST", "feedback", { message_id: message, vote, reason });
      return true;
    } catch {
      return false;
    }
  }

  /**
   * @param {string} method
   * @param {string} path
   * @param {object} [body]
   * @returns {Promise<any>}
   */
  async call(method, path, body) {
    /** @type {Record<string, string>} */
    const headers = {};
    if (this.token) headers.Authorization = `Bearer ${this.token}`;
    if (body) headers["Content-Type"] = "application/json";
    const patience = new AbortController();
    const timer = setTimeout(() => patience.abort(), PATIENCE);
    let response, said;
    try {
      response = await fetch(this.base + path, { method, headers, body: body && JSON.stringify(body), signal: patience.signal });
      said = response.status === 204 ? {} : await response.json();
    } catch {
      throw new Failure(response && !response.ok ? response.status : 0);
    } finally {
      clearTimeout(timer);
    }
    if (!response.ok) throw new Failure(response.status, said?.error?.message);
    return said;
  }
}
