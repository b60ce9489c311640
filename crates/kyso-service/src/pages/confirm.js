// One request to sign: who asks, what for, and what the person says to it. Text of others is only ever text.
import { Viewer } from "./confirm-viewer.js";
import { day, language, operation, say, told, turn, write } from "./confirm-words.js";

const $ = (id) => document.getElementById(id);
const id = location.hash.slice(1);
const own = `/ky/api/${encodeURIComponent(id)}`;

/** How long until the state is asked for again, in milliseconds. Ours. */
const SOON = 500;
const LATER = 2000;

const OVER = ["done", "refused", "failed", "expired"];
const SIGNS = ["SignMsg", "Auth"];

let state = null;
let heard = "";
let documents = []; // of a request that is over, what it had
let elsewhere = null; // why there is no request here
let wasSigning = false;
let isAtWork = false;
let textSeen = "";
const places = new Map();

const viewer = new Viewer({
  fetched: (document, page, version) => picture(`${own}/page/${document}/${page}?v=${version}`),
  changed: () => ready(),
  placed: (document, place) => {
    place ? places.set(document, place) : places.delete(document);
    wish({ document, place });
  },
});

// ---- what the service says

/** A problem that the service told, or that it is not there. */
class Trouble extends Error {
  constructor(text, status) {
    super(text ? told(text) : say(wasSigning ? "lost" : "unreachable"));
    Object.assign(this, { text, status });
  }
}

async function asked(address, options) {
  const answer = await fetch(address, { credentials: "same-origin", cache: "no-store", ...options }).catch(() => null);
  if (answer?.ok) return answer;
  const problem = await answer?.json().catch(() => null);
  throw new Trouble(problem?.text, answer?.status);
}

const picture = async (address) => (await asked(address)).blob();

async function again() {
  accept(await (await asked(own)).json());
}

/** Something the person did. */
async function does(what, body, { method = "POST", type = "application/json" } = {}) {
  if (isAtWork) return;
  isAtWork = true;
  trouble(null);
  busy();
  try {
    const content = type === "application/json" ? JSON.stringify(body ?? {}) : body;
    accept(await (await asked(`${own}/${what}`, { method, body: content, headers: { "Content-Type": type } })).json());
  } catch (error) {
    // a refusal is an answer: nothing is being signed
    if (error.status) wasSigning = state?.stage === "signing";
    trouble(error);
  } finally {
    isAtWork = false;
    busy();
    ready();
  }
}

function wish(change) {
  const document = change.document ?? 0;
  return does("wish", { certificate: null, place: places.get(document) ?? null, ...change, document });
}

/** Asks for the state until the request is over. */
async function follow() {
  for (;;) {
    try {
      await again();
      if ($("trouble").dataset.lost) trouble(null);
    } catch (error) {
      if (error.status) return void lost();
      trouble(error);
    }
    if (OVER.includes(state?.stage)) return;
    const soon = ["fetching", "signing"].includes(state?.stage);
    await new Promise((done) => setTimeout(done, soon ? SOON : LATER));
  }
}

function lost() {
  if (OVER.includes(state?.stage)) return;
  elsewhere = wasSigning ? "lost" : "elsewhere";
  trouble(null);
  show();
}

function accept(said) {
  const text = JSON.stringify(said);
  if (text === heard) return;
  heard = text;
  const isNew = state?.stage !== said.stage;
  state = said;
  wasSigning = said.stage === "signing";
  if (said.documents.length) documents = said.documents;
  show();
  if (isNew) {
    $("pin").value = "";
    $("title").focus({ preventScroll: true });
    if (said.stage !== "ready") scrollTo(0, 0);
  }
}

// ---- what the person sees

function show() {
  write();
  const stage = elsewhere ? "elsewhere" : state.stage;
  const isOver = OVER.includes(stage) || ["elsewhere", "unsent"].includes(stage);
  title(stage);
  asker();
  $("allow").hidden = stage !== "origin";
  $("choose").hidden = stage !== "document";
  $("work").hidden = stage !== "ready";
  $("end").hidden = !isOver;
  busy();
  if (stage === "origin") origin();
  if (stage === "ready") work();
  if (isOver) end(stage);
}

function title(stage) {
  const isPlain = stage === "done" && !state.operation.startsWith("Sign");
  const text = say(isPlain ? "doneElseTitle" : `${stage}Title`);
  $("title").textContent = text;
  document.title = state ? `${text} – ${state.origin}` : text;
}

/** Who asks: the host stands out, as in the address bar. */
function asker() {
  $("asker").hidden = !state;
  if (!state) return;
  const isProgram = state.origin === "program";
  $("asks").textContent = say(isProgram ? "programAsks" : "asks");
  const [scheme, host] = state.origin.split("://");
  $("origin").replaceChildren(...(isProgram ? [say("program")] : [piece(`${scheme}://`), ...labels(host)]));
  $("operation").textContent = operation(state.operation);
  const facts = [];
  if (state.number) facts.push(say("number", state.number));
  if (state.dated) facts.push(say("dated", day(state.dated)));
  $("facts").textContent = facts.join(" · ");
}

/** A name breaks before its dots, where it has to. */
const labels = (host) => host.split(/(?=\.)/).flatMap((label) => [document.createElement("wbr"), label]);

function piece(text) {
  return Object.assign(document.createElement("span"), { className: "rest", textContent: text });
}

function origin() {
  const { origin, hosts = [], origin_is_private: isPrivate } = state;
  const list = [];
  if (origin === "program") list.push(say("firstProgram"));
  if (hosts.length) list.push(say("hosts", hosts.join(", ")));
  if (isPrivate) list.push(say("private"));
  if (origin.startsWith("http://")) list.push(say("plain"));
  if (/(^|[/.])xn--/.test(origin)) list.push(say("foreignLetters"));
  $("warnings").replaceChildren(...list.map((text) => item(text)));
}

function busy() {
  const words = { fetching: "fetching", signing: "signing" };
  const word = elsewhere ? null : (words[state?.stage] ?? (isAtWork ? "sending" : null));
  $("busy").hidden = !word;
  if (word && $("busy").textContent !== say(word)) $("busy").textContent = say(word);
}

function trouble(error) {
  $("trouble").hidden = !error;
  $("trouble").textContent = error?.message ?? "";
  error && !error.status ? ($("trouble").dataset.lost = "1") : delete $("trouble").dataset.lost;
}

function work() {
  const isText = state.text != null;
  for (const part of ["name", "several", "viewer", "unsignable"]) $(part).hidden = true;
  for (const part of document.querySelectorAll("#look details")) part.hidden = isText;
  $("name").hidden = isText;
  $("text").hidden = !isText;
  if (isText) readable();
  else viewer.show(state.documents.map((one, index) => ({ ...one, isPlaced: places.has(index) })));
  findings();
  signatures();
  holders();
  const time = new Date(state.expires).toLocaleTimeString(language(), { hour: "2-digit", minute: "2-digit" });
  $("until").textContent = say("expires", time);
  ready();
}

/** A text to be signed counts as seen once its end was before the person. */
function readable() {
  if ($("text").textContent === state.text && textSeen) return;
  $("text").textContent = state.text;
  const isAtEnd = () => $("text").scrollTop + $("text").clientHeight >= $("text").scrollHeight - 4;
  const look = async () => {
    if (!isAtEnd() || textSeen) return;
    textSeen = await sha256($("text").textContent);
    ready();
  };
  $("text").onscroll = look;
  look();
}

async function sha256(text) {
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
  return [...new Uint8Array(digest)].map((octet) => octet.toString(16).padStart(2, "0")).join("");
}

const several = () => state.documents.length > 1;
const named = (index) => (several() ? state.documents[index].name : null);

function findings() {
  const all = state.documents.flatMap(({ looked }, index) => (looked?.findings ?? []).map((one) => ({ ...one, index })));
  $("findings-part").hidden = !all.length;
  const written = all.map(({ text, page, index }) => {
    const line = item([named(index), told(text)].filter(Boolean).join(": "));
    if (page) line.append(link(say("toPage", page), () => viewer.open(index, page)));
    return line;
  });
  $("findings").replaceChildren(...written);
}

function signatures() {
  const all = state.documents.flatMap(({ looked }, index) => {
    const list = (looked?.signatures ?? []).map((text) => item([named(index), told(text)].filter(Boolean).join(": ")));
    list.at(-1)?.append(" ", checked(index));
    return list;
  });
  $("signatures-part").hidden = !all.length;
  $("signatures").replaceChildren(...all);
}

/** To the checking page, with this document. */
function checked(index) {
  const way = { href: `/#ky/${id}/${index}`, target: "_blank", textContent: say("check") };
  return Object.assign(document.createElement("a"), way);
}

function holders() {
  const focused = document.activeElement?.name === "certificate";
  const all = state.certificates.map(holder);
  $("holders").replaceChildren(...(all.length ? all : [line(say("noCertificate"), "note bad")]));
  if (focused) document.querySelector("input[name=certificate]:checked")?.focus();
}

function holder(one) {
  const row = Object.assign(document.createElement("label"), { className: "holder" });
  const choice = Object.assign(document.createElement("input"), { type: "radio", name: "certificate", value: one.id });
  choice.checked = one.id === state.certificate;
  choice.addEventListener("change", () => wish({ certificate: one.id }));
  const name = Object.assign(document.createElement("strong"), { textContent: one.name });
  const body = [one.body, one.is_agency ? say("agency") : null].filter(Boolean).join(" · ");
  const about = [one.device, say("untilDay", day(one.until))].join(" · ");
  const issued = [say("issuer", one.issuer), say("serial", one.serial)].join(" · ");
  row.append(choice, name);
  if (body) row.append(line(body));
  row.append(line(about), line(issued, "quiet"));
  if (one.warning) row.append(line(told(one.warning), "note open"));
  return row;
}

/** What is still missing before it may be signed: `{text, go}`, or null. */
function missing() {
  if (state.text != null) return textSeen ? null : { text: say("toRead"), go: () => $("text").focus() };
  const bad = state.documents.findIndex((one) => one.problem || !one.looked);
  if (bad >= 0) return { text: say("toSign"), go: () => viewer.open(bad) };
  const unplaced = state.documents.findIndex((one) => one.looked.needs_place);
  if (unplaced >= 0) return { text: say("toPlace", named(unplaced)), go: () => (viewer.open(unplaced), $("ghost").focus()) };
  const unseen = viewer.missing();
  if (!unseen) return null;
  const go = () => (viewer.open(unseen.document, unseen.page), viewer.bring());
  return { text: say("toSee", unseen.page, named(unseen.document)), go };
}

/** Whether it may be signed now; says what is missing. */
function ready() {
  if (state?.stage !== "ready" || elsewhere) return null;
  const lacks = missing();
  $("missing").hidden = !lacks;
  if (lacks && $("missing").textContent !== lacks.text) $("missing").textContent = lacks.text;
  if (!lacks) $("missing").textContent = "";
  $("go").setAttribute("aria-disabled", String(Boolean(lacks) || isAtWork));
  return lacks;
}

async function sign() {
  if (isAtWork) return;
  const lacks = ready();
  if (lacks) return lacks.go();
  const pin = $("pin").value;
  if (!pin) {
    $("missing").textContent = say("noPin");
    $("missing").hidden = false;
    return $("pin").focus();
  }
  $("pin").value = "";
  const seen = state.text != null ? [textSeen] : state.documents.map((one) => one.sha256);
  wasSigning = true;
  await does("sign", { pin, seen });
}

function end(stage) {
  const good = { done: "good", unsent: "open", refused: "open" };
  $("outcome").className = `note ${good[stage] ?? "bad"}`;
  $("outcome").textContent = outcome(stage);
  $("next").textContent = stage === "elsewhere" ? (elsewhere === "elsewhere" ? say("elsewhereNext") : "") : say(`${stage}Next`);
  $("unsent").hidden = stage !== "unsent";
  const list = stage === "unsent" || (documents.length > 1 && stage === "done") ? documents : [];
  $("results").replaceChildren(...list.map((one, index) => result(one, index, stage)));
}

function outcome(stage) {
  if (stage === "elsewhere") return say(elsewhere);
  if (state.problem) return told(state.problem.text);
  if (stage !== "done") return say(stage);
  if (SIGNS.includes(state.operation)) return say("doneText");
  return say(state.operation.startsWith("Sign") ? "done" : "doneElse");
}

function result(one, index, stage) {
  const row = item(one.name);
  if (one.problem) row.append(`: ${told(one.problem.text)}`);
  else if (one.is_signed) row.append(`: ${say("signed")}`);
  if (stage === "unsent" && one.is_signed && !one.is_sent) row.append(" ", save(one, index));
  return row;
}

function save(one, index) {
  return Object.assign(document.createElement("a"), {
    className: "button",
    href: `${own}/signed/${index}`,
    download: one.name,
    textContent: say("download"),
  });
}

const item = (text) => Object.assign(document.createElement("li"), { textContent: text });
const line = (text, className = "") => Object.assign(document.createElement("p"), { textContent: text, className });

function link(text, click) {
  const button = Object.assign(document.createElement("button"), { type: "button", className: "link", textContent: text });
  button.addEventListener("click", click);
  return button;
}

// ---- what the person does

$("yes").addEventListener("click", () => does("origin", { allow: true }));
$("no").addEventListener("click", () => does("origin", { allow: false }));
$("resend").addEventListener("click", () => does("resend"));
$("leave").addEventListener("click", () => does("refuse"));
for (const one of document.querySelectorAll(".refuse")) one.addEventListener("click", () => does("refuse"));

function bring(file) {
  if (file) does(`document?name=${encodeURIComponent(file.name)}`, file, { method: "PUT", type: "application/pdf" });
}
$("file").addEventListener("change", () => bring($("file").files[0]));
for (const kind of ["dragover", "dragleave", "drop"]) {
  $("drop").addEventListener(kind, (event) => {
    event.preventDefault();
    $("drop").classList.toggle("over", kind === "dragover");
    if (kind === "drop") bring(event.dataTransfer.files[0]);
  });
}

$("sign").addEventListener("submit", (event) => {
  event.preventDefault();
  sign();
});

$("language").addEventListener("click", () => {
  turn();
  if (!state && !elsewhere) return write();
  show();
  if (state?.stage === "ready" && state.text == null) viewer.say();
});

if (/^[\w-]+$/.test(id)) {
  write();
  follow();
} else {
  elsewhere = "none";
  show();
}
