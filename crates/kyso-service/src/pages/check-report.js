// What is told of one file: to accept or to refuse it, why, its signatures, its pages.
import { Trouble } from "./check-asks.js";
import { Law } from "./check-law.js";
import { Viewer } from "./check-viewer.js";
import { language, say } from "./check-words.js";

const $ = (id) => document.getElementById(id);

const OUTCOMES = { accept: "good", hold: "open" };
const INDICATIONS = { "TOTAL-PASSED": "good", "TOTAL-FAILED": "bad" };
const LOCKED = ["password-needed", "password-wrong"];
/** For how long it is said that something was copied, in milliseconds. Ours. */
const SAID = 4000;

export class Report {
  #asks; // (one, what, parameters) → Promise of a Response
  #again; // (one, password)
  #one = null;
  #line = null; // what shows of it
  #viewer;
  #law;

  constructor({ asks, again }) {
    this.#asks = asks;
    this.#again = again;
    this.#viewer = new Viewer({ picture: async (one, parameters) => (await asks(one, "page", parameters)).blob() });
    this.#law = new Law({ asks: async (one) => (await asks(one, "check", { name: one.name })).json() });
    $("unlock").addEventListener("submit", (event) => this.#unlock(event));
    $("copy").addEventListener("click", () => this.#copy());
    $("save").addEventListener("click", () => this.#save("txt", "text/plain;charset=utf-8", this.#line.words.page));
    $("save-data").addEventListener("click", () => this.#save("json", "application/json", JSON.stringify(data(this.#line), null, 2)));
    $("print").addEventListener("click", () => print());
  }

  /** `{kind, headline}` of a file: what the list says of it. */
  outcome(one) {
    const { line, trouble } = one;
    if (trouble) return { kind: "open", headline: say("untold") };
    if (!line) return { kind: "", headline: say("waits") };
    if (LOCKED.includes(line.error?.code)) return { kind: "open", headline: say("locked") };
    return { kind: OUTCOMES[line.outcome] ?? "bad", headline: line.words.headline };
  }

  /** Shows a file; the one that shows already is left as it is where nothing is new. */
  show(one) {
    const told = one?.line ?? one?.trouble ?? null;
    $("report").hidden = !told;
    if (!told || (one === this.#one && told === this.#line)) return;
    [this.#one, this.#line] = [one, told];
    const { kind, headline } = this.outcome(one);
    $("verdict").className = `note ${kind}`;
    $("name").textContent = one.name;
    $("headline").textContent = headline;
    document.title = `${headline} – ${one.name}`;
    told instanceof Trouble ? this.#writeTrouble(told) : this.#write(told);
  }

  /** To the result, where it shows. */
  focus() {
    if ($("report").hidden) return false;
    const field = $("unlock").hidden ? $("headline") : $("password");
    field.focus();
    return true;
  }

  /** Says what is the page's own, in another language. */
  say() {
    this.#viewer.say();
  }

  #writeTrouble(trouble) {
    $("result").textContent = trouble.message;
    $("unlock").hidden = true;
    $("told").hidden = true;
    $("pages").hidden = true;
  }

  #write(line) {
    const locked = LOCKED.includes(line.error?.code);
    const wrong = line.error?.code === "password-wrong" ? `${say("lockedWrong")} ` : "";
    $("result").textContent = locked ? wrong + say("lockedNext") : line.words.result;
    $("unlock").hidden = !locked;
    $("password").value = "";
    $("told").hidden = locked;
    $("pages").hidden = true;
    if (locked) return;
    this.#writeWords(line.words);
    this.#law.show(this.#one, line);
    this.#look(line);
  }

  #writeWords(words) {
    const [file] = words.files;
    $("aftermath").hidden = !file?.aftermath;
    $("aftermath").textContent = file?.aftermath ?? "";
    part("why", words.reasons.flatMap(because));
    $("do").textContent = capital(words.to_do);
    $("answer-part").hidden = !words.answer;
    $("answer").textContent = words.answer ?? "";
    part("notes", words.notes.map(capital).map(item));
    part("grounds", words.grounds.map(capital).map(item));
    $("checked").textContent = say("checked", words.checked, words.offline);
    const signatures = this.#line.signatures ?? [];
    $("signatures-part").hidden = !signatures.length;
    $("signatures").replaceChildren(...signatures.map((one, index) => signature(one, file.signatures[index])));
  }

  /** The pages come later: the result does not wait for them. */
  async #look(line) {
    if (line.error) return;
    const one = this.#one;
    const isStill = () => one === this.#one && line === this.#line;
    const asked = this.#asks(one, "pages", { name: one.name, policy: line.policy }).then((answer) => answer.json());
    const looked = await asked.catch((trouble) => trouble);
    if (!isStill()) return;
    $("pages").hidden = false;
    const trouble = looked instanceof Error ? looked : null;
    $("viewer").hidden = Boolean(trouble);
    $("pages-trouble").hidden = !trouble;
    if (trouble) $("pages-trouble").textContent = `${say("noPages")} ${trouble.message}`;
    else this.#showPages(one, looked);
  }

  #showPages(one, looked) {
    const names = one.line.signatures.map((_, index) => signer(one.line, index));
    this.#viewer.show(one, looked, names, one.line.signatures.map(({ more_changes: more }) => more ?? 0));
    for (const { number, page, area } of looked.signatures) {
      const where = $("signatures").querySelector(`[data-number="${number}"]`);
      where?.append(...this.#ways(number, area ? page : null));
    }
  }

  /** From a signature to the pages. */
  #ways(number, page) {
    const ways = [];
    if (page) ways.push(button(say("toPage", page), () => this.#viewer.open({ page })));
    else ways.push(Object.assign(document.createElement("span"), { className: "quiet", textContent: say("notShown") }));
    if (this.#viewer.compares(number)) {
      ways.push(button(say("compare"), () => this.#viewer.open({ page: this.#viewer.changed(number) ?? page, seen: `both-${number}` })));
    }
    return ways;
  }

  #unlock(event) {
    event.preventDefault();
    this.#again(this.#one, $("password").value);
  }

  async #copy() {
    const copied = await navigator.clipboard.writeText($("answer").textContent).then(() => true, () => false);
    $("copied").textContent = say(copied ? "copied" : "notCopied");
    setTimeout(() => ($("copied").textContent = ""), SAID);
  }

  #save(ending, type, text) {
    const address = URL.createObjectURL(new Blob([text], { type }));
    const name = `${this.#one.name.replace(/\.pdf$/i, "")}-${say("saved")}.${ending}`;
    Object.assign(document.createElement("a"), { href: address, download: name }).click();
    setTimeout(() => URL.revokeObjectURL(address), SAID);
  }
}

/** The line of `kyso verify --json`, without the words of this page. */
function data({ words, ...line }) {
  return line;
}

function signer(line, index) {
  return line.words.files[0]?.signatures[index]?.fields[1]?.text ?? "";
}

/** A list under its heading; both go where nothing is in it. */
function part(id, items) {
  $(`${id}-part`).hidden = !items.length;
  $(id).replaceChildren(...items);
}

/** What is open has no title: its facts stand alone. */
function because({ code, title, facts }) {
  if (!code) return facts.map(capital).map(item);
  const row = item(`${capital(title)} `);
  row.append(Object.assign(document.createElement("span"), { className: "quiet", textContent: `(${code})` }));
  const list = document.createElement("ul");
  list.append(...facts.map(item));
  row.append(list);
  return [row];
}

function signature(one, words) {
  const box = Object.assign(document.createElement("section"), { className: "signature" });
  const title = Object.assign(document.createElement("h4"), { id: `signature-${words.number}`, textContent: words.what });
  title.append(words.role ? say("role", words.role) : "");
  box.setAttribute("aria-labelledby", title.id);
  const kind = INDICATIONS[one.indication] ?? "open";
  const standing = Object.assign(document.createElement("p"), { className: `standing ${kind}`, textContent: words.standing });
  const fields = document.createElement("dl");
  for (const { name, text } of words.fields) {
    const label = Object.assign(document.createElement("dt"), { textContent: name });
    fields.append(label, Object.assign(document.createElement("dd"), { textContent: capital(text) }));
  }
  const ways = Object.assign(document.createElement("p"), { className: "actions no-print" });
  ways.dataset.number = words.number;
  box.append(title, standing, fields, ways);
  return box;
}

const item = (text) => Object.assign(document.createElement("li"), { textContent: text });
const capital = (text) => text.charAt(0).toLocaleUpperCase(language()) + text.slice(1);

function button(text, click) {
  const made = Object.assign(document.createElement("button"), { type: "button", textContent: text });
  made.addEventListener("click", click);
  return made;
}
