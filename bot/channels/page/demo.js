// The demonstration page: the line to embed, with this bot's own address, and a button that copies it.
const code = document.getElementById("code");
const button = document.getElementById("copy");
const line = `<script src="${new URL("widget.js", document.baseURI).href}" data-label="Vraag het Raadwijzer"></` + "script>";

code.textContent = line;
button.hidden = !navigator.clipboard;
button.addEventListener("click", async () => {
  await navigator.clipboard.writeText(line);
  document.getElementById("copied").textContent = "Gekopieerd.";
});
