// The plain chat page: talks to the web channel beside it and shows its messages.
const log = document.getElementById("log");
const box = document.getElementById("text");
const status = document.getElementById("status");
const KEY = "raadwijzer-token";
const START = {
  text: "Hallo, ik ben Raadwijzer, een computer. Mijn antwoorden komen uit een brochure voor raadsleden uit 2020. Ik noem altijd de bron. Wat wil je weten?",
  buttons: [],
};
let busy = false;

const token = () => sessionStorage.getItem(KEY);

async function call(method, path, body) {
  const headers = {};
  if (token()) headers.Authorization = `Bearer ${token()}`;
  if (body) headers["Content-Type"] = "application/json";
  const response = await fetch(path, { method, headers, body: body && JSON.stringify(body) });
  if (response.status === 204) return {};
  const data = await response.json();
  if (!response.ok) throw Object.assign(new Error(data.error?.message), { status: response.status, shown: data.error?.message });
  return data;
}

async function session() {
  sessionStorage.setItem(KEY, (await call("POST", "session", {})).token);
}

// **bold**, [words](https://…), lists; everything else is text and stays text.
function inline(target, line) {
  const text = line.replaceAll("€ ", "€\u00a0"); // an amount stays on one line
  const mark = /\*\*(.+?)\*\*|\[([^\]\n]+)\]\((https?:\/\/(?:[^\s()]|\([^\s()]*\)|\)(?=\)))+|mailto:[^\s)]+)\)/g;
  let at = 0;
  for (const found of text.matchAll(mark)) {
    target.append(text.slice(at, found.index));
    const node = document.createElement(found[1] ? "strong" : "a");
    node.textContent = found[1] ?? found[2];
    if (found[3]) Object.assign(node, { href: found[3], rel: "noopener noreferrer", target: "_blank" });
    target.append(node);
    at = found.index + found[0].length;
  }
  target.append(text.slice(at));
}

function render(target, text) {
  let list = null;
  for (const line of text.split("\n")) {
    const item = line.match(/^(?:(-)|(\d+)\.) (.*)$/);
    if (!line.trim()) { list = null; continue; }
    if (item) {
      const kind = item[1] ? "UL" : "OL";
      if (list?.tagName !== kind) { list = document.createElement(kind); if (kind === "OL") list.start = Number(item[2]); target.append(list); }
      const li = document.createElement("li");
      inline(li, item[3]);
      list.append(li);
    } else {
      list = null;
      const p = document.createElement("p");
      if (/^(Bron:|\[)/.test(line)) p.className = "source";
      inline(p, line);
      target.append(p);
    }
  }
}

function show(message, role) {
  const bubble = document.createElement("div");
  bubble.className = `message ${role}`;
  if (role === "user") bubble.textContent = message.text; else render(bubble, message.text);
  log.append(bubble);
  if (message.buttons?.length) {
    const row = document.createElement("div");
    row.className = "buttons";
    for (const { title, payload } of message.buttons) {
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = title;
      button.addEventListener("click", () => send({ payload }, title));
      row.append(button);
    }
    log.append(row);
  }
  bubble.scrollIntoView({ block: "nearest" });
}

async function send(body, shown) {
  if (busy) return;
  busy = true;
  status.textContent = "Raadwijzer zoekt …";
  show({ text: shown }, "user");
  try {
    if (!token()) await session();
    let answer;
    try { answer = await call("POST", "message", body); } catch (error) {
      if (error.status !== 401) throw error;
      sessionStorage.removeItem(KEY);
      await session();
      // A button belongs to the old conversation; its words are a question as well.
      answer = await call("POST", "message", body.payload ? { text: shown } : body);
    }
    const before = log.lastElementChild;
    for (const message of answer.messages) show(message, "bot");
    before.nextElementSibling?.scrollIntoView({ block: "start", behavior: "auto" });
  } catch (error) {
    show({ text: error.shown ?? "De verbinding is weg. Stuur je vraag zo nog eens." }, "error");
    if (!box.value) box.value = body.text ?? "";
  } finally {
    busy = false;
    status.textContent = "";
    box.focus();
  }
}

document.getElementById("form").addEventListener("submit", (event) => {
  event.preventDefault();
  const text = box.value.trim();
  if (!text || busy) return;
  box.value = "";
  send({ text }, text);
});
box.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && !event.shiftKey && !event.isComposing) { event.preventDefault(); document.getElementById("form").requestSubmit(); }
});
document.getElementById("forget").addEventListener("click", async () => {
  try { if (token()) await call("DELETE", "session"); } catch (error) { if (error.status !== 401) { status.textContent = error.shown ?? "Wissen lukte niet. Probeer het zo nog eens."; return; } }
  sessionStorage.removeItem(KEY);
  log.replaceChildren();
  show(START, "bot");
  status.textContent = "Het gesprek is gewist.";
  box.focus();
});

show(START, "bot");
if (token()) {
  call("GET", "history").then(({ messages }) => messages.forEach((m) => show(m, m.role)))
    .catch((error) => { if (error.status === 401) sessionStorage.removeItem(KEY); });
}
