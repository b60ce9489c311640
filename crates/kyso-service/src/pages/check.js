// Files that came in: each is checked, one is shown. Files go to this service and nowhere else; text of others is only ever text.
import { Report } from "./check-report.js";
import { say, told, turn, write } from "./check-words.js";
import { asks, Trouble } from "./check-asks.js";

const $ = (id) => document.getElementById(id);

/** Files that are checked at once. Ours: the service has a turn for each core. */
const AT_ONCE = 2;

/** @typedef {{file: Blob, name: string, password: string, line?: object, trouble?: Trouble, isAtWork: boolean, wants: number, has: number}} One */

/** @type {One[]} */
const all = [];
let shown = null;
let hasToBeFocused = false;

const report = new Report({
  asks: (one, what, parameters) => asks(what, parameters, one),
  again: (one, password) => {
    one.password = password ?? one.password;
    hasToBeFocused = true;
    want(one);
  },
});

// ---- what comes in

function add(files) {
  const came = [...files].map((file) => ({ file, name: file.name, password: "", isAtWork: false, wants: 0, has: 0 }));
  if (!came.length) return;
  all.push(...came);
  shown = came[0];
  hasToBeFocused = true;
  came.forEach(want);
}

/** Checks it, in its turn; what was asked for an earlier wish is not shown any more. */
function want(one) {
  one.wants += 1;
  one.line = one.trouble = undefined;
  work();
}

function work() {
  const free = AT_ONCE - all.filter((one) => one.isAtWork).length;
  const next = all.filter((one) => !one.isAtWork && one.has < one.wants && !$("access").dataset.isWanted);
  next.slice(0, Math.max(0, free)).forEach(check);
  show();
}

async function check(one) {
  one.isAtWork = true;
  const [wanted, token] = [one.wants, asks.token];
  const answer = asks("verify", { name: one.name, report: "clerk" }, one).then((answer) => answer.json());
  const told = await answer.then((line) => ({ line }), (trouble) => ({ trouble }));
  one.isAtWork = false;
  const isRefused = told.trouble?.code === "access-token";
  // where another token was given meanwhile, that one is tried
  if (isRefused && token === asks.token) wantToken();
  if (!isRefused && wanted === one.wants) Object.assign(one, told);
  if (!isRefused) one.has = wanted;
  work();
}

// ---- what is shown

function show() {
  const left = all.filter((one) => one.has < one.wants).length;
  const isWanted = Boolean($("access").dataset.isWanted);
  $("busy").hidden = !left || isWanted;
  if (left && $("busy").textContent !== say("checking", left)) $("busy").textContent = say("checking", left);
  list();
  report.show(shown);
  if (shown && hasToBeFocused && report.focus()) hasToBeFocused = false;
}

/** One file alone needs no list. */
function list() {
  $("all").hidden = all.length < 2;
  const focused = document.activeElement?.dataset.index;
  $("list").replaceChildren(...all.map(listed));
  if (focused !== undefined) $("list").querySelector(`[data-index="${focused}"]`)?.focus();
}

function listed(one, index) {
  const button = Object.assign(document.createElement("button"), { type: "button" });
  button.dataset.index = index;
  button.setAttribute("aria-current", String(one === shown));
  const { kind, headline } = report.outcome(one);
  const name = Object.assign(document.createElement("span"), { textContent: one.name, translate: false });
  const word = Object.assign(document.createElement("strong"), { textContent: headline, className: kind });
  button.append(name, " ", word);
  button.addEventListener("click", () => {
    shown = one;
    hasToBeFocused = true;
    show();
  });
  const row = document.createElement("li");
  row.append(button);
  return row;
}

function say_all() {
  write();
  document.title = say("title");
  $("privacy").textContent = say("privacy", location.host);
}

// ---- what the person does

$("files").addEventListener("change", () => {
  add($("files").files);
  $("files").value = "";
});
for (const kind of ["dragover", "dragleave", "drop"]) {
  document.addEventListener(kind, (event) => {
    event.preventDefault();
    $("drop").classList.toggle("over", kind === "dragover");
    if (kind === "drop") add(event.dataTransfer.files);
  });
}

$("language").addEventListener("click", () => {
  turn();
  say_all();
  report.say();
  // what is said of a document is in the language it was asked in
  all.forEach(want);
  show();
});

function wantToken() {
  if ($("access").dataset.isWanted) return;
  $("access").dataset.isWanted = "1";
  $("access").hidden = false;
  $("token").focus();
}

$("access").addEventListener("submit", (event) => {
  event.preventDefault();
  asks.token = $("token").value.trim();
  $("token").value = "";
  $("access").hidden = true;
  delete $("access").dataset.isWanted;
  work();
});

/** `#ky/REQUEST/INDEX`: the document of a request of the local service, for the browser that has its page. */
async function ofRequest() {
  const [, request, index] = location.hash.match(/^#ky\/([\w-]+)\/(\d+)$/) ?? [];
  if (!request) return;
  const own = `/ky/api/${request}`;
  const had = async (address) => {
    const answer = await fetch(address, { credentials: "same-origin", cache: "no-store" }).catch(() => null);
    return answer?.ok ? answer : null;
  };
  const state = await (await had(own))?.json();
  const octets = await (await had(`${own}/document/${index}`))?.blob();
  const name = state?.documents[index]?.name;
  if (name && octets) return add([new File([octets], name)]);
  $("busy").hidden = false;
  $("busy").textContent = say("notFetched");
}

say_all();
ofRequest();
