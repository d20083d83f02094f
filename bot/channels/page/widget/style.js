// How the widget looks. Names that start with --utrecht- are tokens of the NL Design System: a site that sets them gives the
// widget its own colours and letters. Every other colour has a light and a dark value.

const CSS = `
:host {
  all: initial !important; /* a site's rule for every element would count for this one too */
  --ground: var(--utrecht-document-background-color, light-dark(#ffffff, #141a22));
  --ink: var(--utrecht-document-color, light-dark(#1a2433, #e9eef6));
  --raised: var(--raadwijzer-message-background-color, light-dark(#eff3f8, #212b38));
  --raised-ink: var(--raadwijzer-message-color, light-dark(#1a2433, #e9eef6));
  --soft: light-dark(#55637a, #aab6c8);
  --hair: light-dark(#d3dbe6, #364354);
  --line: var(--utrecht-form-control-border-color, light-dark(#6f7e94, #8896ab));
  --field: var(--utrecht-form-control-background-color, light-dark(#ffffff, #0e131a));
  --field-ink: var(--utrecht-form-control-color, light-dark(#1a2433, #e9eef6));
  --main: var(--utrecht-button-primary-action-background-color, light-dark(#154a6e, #245f8c));
  --main-ink: var(--utrecht-button-primary-action-color, #ffffff);
  --main-hover: var(--utrecht-button-primary-action-hover-background-color, light-dark(#0e3550, #1c4d73));
  --second: var(--utrecht-button-secondary-action-background-color, transparent);
  --second-ink: var(--utrecht-button-secondary-action-color, light-dark(#154a6e, #a5d2f7));
  --second-line: var(--utrecht-button-secondary-action-border-color, light-dark(#154a6e, #6d9cc4));
  --link: var(--utrecht-link-color, light-dark(#154a6e, #a5d2f7));
  --note: var(--utrecht-alert-warning-background-color, light-dark(#fff4d6, #3a2f10));
  --note-ink: var(--utrecht-alert-warning-color, light-dark(#4a3500, #ffe8ad));
  --note-line: var(--utrecht-alert-warning-border-color, light-dark(#b07a00, #d9a520));
  --focus: var(--utrecht-focus-outline-color, light-dark(#1a2433, #ffffff));
  --corner: var(--utrecht-button-border-radius, 1.25rem);
  color-scheme: light dark !important;
  font: 400 1rem/1.5 var(--utrecht-document-font-family, system-ui, -apple-system, "Segoe UI", Roboto, sans-serif) !important;
  color: var(--ink) !important;
}
:host([data-theme="light"]) { color-scheme: light !important; }
:host([data-theme="dark"]) { color-scheme: dark !important; }
*, ::before, ::after { box-sizing: border-box; }
[hidden] { display: none !important; }
h2, p, ul, ol, figure { margin: 0; }
button, textarea { font: inherit; letter-spacing: inherit; word-spacing: inherit; }
button { cursor: pointer; min-height: 2.25rem; min-width: 2.25rem; padding: .3rem .9rem; border: 1.5px solid var(--second-line); border-radius: var(--corner); background: var(--second); color: var(--second-ink); }
button:hover { border-color: var(--main-hover); background: var(--main-hover); color: var(--main-ink); }
button:active { translate: 0 1px; }
:focus-visible { outline: 3px solid var(--focus); outline-offset: 2px; }
a { color: var(--link); text-underline-offset: .15em; overflow-wrap: anywhere; }
.icon { width: 1.25rem; height: 1.25rem; flex: none; fill: none; stroke: currentColor; stroke-width: 1.8; stroke-linecap: round; stroke-linejoin: round; }
.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.row { display: flex; flex-wrap: wrap; gap: .5rem; }

.launcher { position: fixed; z-index: 2147483000; inset-block-end: max(1.25rem, env(safe-area-inset-bottom)); inset-inline-end: 1.25rem; display: flex; align-items: center; gap: .6rem; min-height: 3.25rem; padding: .6rem 1.3rem .6rem 1.1rem; border: 2px solid var(--main-ink); border-radius: 2rem; background: var(--main); color: var(--main-ink); font-weight: 600; box-shadow: 0 .4rem 1.4rem rgb(10 25 45 / .28); }
.launcher .icon { width: 1.6rem; height: 1.6rem; }
:host([data-side="left"]) :is(.launcher, .panel) { inset-inline: 1.25rem auto; }

.panel { position: fixed; z-index: 2147483000; inset: auto 1.25rem 1.25rem auto; flex-direction: column; width: min(27rem, 100vw - 2.5rem); height: min(46rem, 100dvh - 2.5rem); max-width: none; max-height: none; margin: 0; padding: 0; overflow: hidden; border: 1px solid var(--hair); border-radius: 1rem; background: var(--ground); color: var(--ink); box-shadow: 0 1rem 3rem rgb(10 25 45 / .25), 0 .2rem .6rem rgb(10 25 45 / .12); }
.panel[open] { display: flex; animation: rise .22s ease-out; }
@keyframes rise { from { opacity: 0; translate: 0 1rem; } }

.head { --focus: var(--main-ink); display: flex; align-items: center; gap: .75rem; padding: .75rem .75rem .75rem 1rem; background: var(--main); color: var(--main-ink); }
.head .mark { display: grid; place-items: center; width: 2.5rem; height: 2.5rem; flex: none; border-radius: 50%; background: var(--main-ink); color: var(--main); }
.head .names { flex: 1; min-width: 0; }
.head h2 { font-family: var(--utrecht-heading-font-family, inherit); font-size: 1.2rem; font-weight: 700; line-height: 1.25; }
.head p { display: flex; flex-wrap: wrap; gap: 0 .6rem; align-items: baseline; font-size: .8125rem; line-height: 1.4; }
.head a { color: inherit; display: inline-block; min-height: 1.5rem; }
.head .plain { display: grid; place-items: center; width: 2.5rem; height: 2.5rem; flex: none; padding: 0; border: 0; border-radius: .6rem; background: transparent; color: inherit; }
.head .plain:hover { background: var(--main-hover); }

.log { flex: 1 1 8rem; min-height: 5rem; overflow-y: auto; overscroll-behavior: contain; padding: 1rem; display: flex; flex-direction: column; gap: .75rem; scroll-padding: 1rem; }
.log:focus-visible { outline-offset: -4px; }
.turn { display: flex; flex-direction: column; gap: .6rem; }
.message { width: fit-content; max-width: 94%; padding: .65rem .9rem; border: 1px solid transparent; border-radius: 1rem; overflow-wrap: anywhere; }
.bot { background: var(--raised); color: var(--raised-ink); border-end-start-radius: .25rem; }
.user { align-self: flex-end; white-space: pre-wrap; background: var(--main); color: var(--main-ink); border-end-end-radius: .25rem; }
.bot > .unseen + * { margin-block-start: 0; }
.bot > :not(.unseen) + *, .notice p + *, .problem p + button { margin-block-start: .55rem; }
.message :is(ul, ol) { padding-inline-start: 1.3rem; }
.message li + li { margin-block-start: .2rem; }
.notice, .problem { display: flex; gap: .6rem; background: var(--note); color: var(--note-ink); border: 1px solid var(--note-line); }
.notice { gap: .5rem; padding: .55rem .65rem; font-size: .9375rem; line-height: 1.45; border-inline-start-width: 4px; border-radius: .5rem; }
.notice a, .problem a { color: inherit; }
.problem button { border-color: currentColor; color: inherit; }
.problem button:hover { background: var(--note-ink); color: var(--note); }
.sources { border-block-start: 1px solid var(--hair); padding-block-start: .4rem; font-size: .875rem; }
summary { cursor: pointer; }
.sources summary { display: flex; align-items: center; gap: .45rem; min-height: 1.75rem; color: var(--link); font-weight: 600; list-style: none; border-radius: .3rem; }
.sources summary::-webkit-details-marker { display: none; }
.sources summary::after { content: ""; flex: none; width: .5em; height: .5em; margin-inline-start: .15rem; border: solid currentColor; border-width: 0 2px 2px 0; rotate: 45deg; translate: 0 -.15em; }
.sources[open] summary::after { rotate: 225deg; translate: 0 .15em; }
.sources summary .icon { width: 1.1rem; height: 1.1rem; }
.sources ul { padding: 0; list-style: none; }
.sources li { padding-block: .35rem; }
.sources .links li { padding-block: .15rem; }
.layer { display: inline-block; padding: 0 .45rem; border: 1px solid currentColor; border-radius: .3rem; font-size: .75rem; font-weight: 600; line-height: 1.5; }
.layer.own { background: var(--main); color: var(--main-ink); }
.progress { display: flex; align-items: center; gap: .6rem; font-size: .8125rem; font-weight: 600; color: inherit; }
.bar { display: flex; flex: 1; gap: 3px; min-width: 5rem; max-width: 10rem; }
.bar span { flex: 1; height: .4rem; border: 1px solid var(--link); border-radius: 1rem; }
.bar .done { background: var(--link); }
.file { display: inline-flex; align-items: center; gap: .45rem; min-height: 2rem; font-weight: 600; }
figure img { display: block; max-width: 100%; height: auto; border-radius: .4rem; background: #fff; }
.choices { display: flex; flex-wrap: wrap; gap: .45rem; }
.choices button { text-align: start; }
.thumbs { display: flex; flex-wrap: wrap; align-items: center; gap: .4rem; font-size: .8125rem; color: var(--soft); }
.thumb { display: inline-flex; align-items: center; gap: .35rem; min-height: 1.9rem; padding: .1rem .65rem; border: 1px solid var(--hair); background: transparent; color: var(--soft); }
.thumb .icon { width: 1rem; height: 1rem; }
.thumb[aria-pressed="true"] { background: var(--main); border-color: var(--main); color: var(--main-ink); }
.reason { flex-basis: 100%; display: flex; flex-wrap: wrap; gap: .5rem; color: var(--ink); }
.reason label { flex-basis: 100%; }
.quiet { border-color: transparent; text-decoration: underline; }

textarea { width: 100%; min-width: 0; padding: .55rem .85rem; border: 1.5px solid var(--line); border-radius: var(--utrecht-form-control-border-radius, .75rem); background: var(--field); color: var(--field-ink); resize: none; }
::placeholder { color: var(--soft); opacity: 1; }
.status { display: flex; align-items: center; gap: .6rem; min-height: 1.6rem; padding: 0 1rem; font-size: .875rem; color: var(--soft); }
.dots { display: none; gap: .25rem; }
.busy .dots { display: inline-flex; }
.dots i { width: .5rem; height: .5rem; border-radius: 50%; background: var(--link); animation: wave 1.2s infinite ease-in-out; }
.dots i:nth-child(2) { animation-delay: .15s; }
.dots i:nth-child(3) { animation-delay: .3s; }
@keyframes wave { 0%, 60%, 100% { translate: 0 0; opacity: .5; } 30% { translate: 0 -.3rem; opacity: 1; } }
.entry { padding: .25rem 1rem .75rem; border-block-start: 1px solid var(--hair); background: var(--ground); }
.entry label { display: block; padding-block: .35rem .2rem; font-size: .875rem; font-weight: 600; }
.entry .row { flex-wrap: nowrap; align-items: flex-end; }
.send { display: inline-flex; flex: none; align-items: center; gap: .4rem; min-height: 2.8rem; border-color: var(--main); background: var(--main); color: var(--main-ink); font-weight: 600; }
.send[aria-disabled="true"] { opacity: .65; cursor: progress; }
.small { padding-block-start: .4rem; font-size: .8125rem; color: var(--soft); }
.small summary { min-height: 1.5rem; list-style: none; }
.small summary::-webkit-details-marker { display: none; }
.as-link { color: var(--link); text-decoration: underline; text-underline-offset: .15em; white-space: nowrap; }
.confirm { margin: 0 1rem .5rem; padding: .8rem 1rem; border: 1px solid var(--note-line); border-radius: .75rem; background: var(--note); color: var(--note-ink); }
.confirm p { margin-block-end: .6rem; }
.confirm button { border-color: currentColor; color: inherit; }
.confirm .danger, .confirm button:hover { border-color: var(--note-ink); background: var(--note-ink); color: var(--note); }
.confirm .danger:hover { text-decoration: underline; }

@media (max-width: 34rem), (max-height: 30rem) {
  .panel { inset: 0 !important; width: 100%; height: 100dvh; border: 0; border-radius: 0; }
  .launcher { inset-inline-end: 1rem; }
}
@media (max-height: 34rem) {
  .panel[open] { overflow-y: auto; }
  .log { overflow-y: visible; flex: 1 0 auto; }
  .entry { position: sticky; bottom: 0; }
  .head { flex-wrap: wrap; }
}
@media (max-height: 24rem) { .entry { position: static; } }
@media (prefers-reduced-motion: reduce) {
  *, ::before, ::after { animation: none !important; transition: none !important; }
}
@media (forced-colors: active) {
  .message, .panel, .launcher, .head, .thumb[aria-pressed="true"] { border: 1px solid; }
  .thumb[aria-pressed="true"] { border-width: 3px; }
  .confirm .danger { background: ButtonFace; border-color: ButtonText; color: ButtonText; }
  .bar .done { background: CanvasText; }
  .dots i { background: CanvasText; }
}
@media print {
  .launcher, .entry, .status, .choices, .thumbs, .confirm, .head .plain, .head a { display: none !important; }
  .panel[open] { position: static; width: auto; height: auto; overflow: visible; border: 0; box-shadow: none; animation: none; color: #000; background: none; }
  .head { background: none; color: #000; border-block-end: 2px solid; }
  .panel[open] { display: block; }
  .log { overflow: visible; }
  .message { max-width: none; break-inside: avoid; background: none; color: #000; border: 1px solid #767676; }
  .sources > *, .sources::details-content { content-visibility: visible; height: auto; }
}
`;

/** @returns {CSSStyleSheet} made without a <style>, so that a strict policy of the site allows it */
export function styles() {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(CSS);
  return sheet;
}
