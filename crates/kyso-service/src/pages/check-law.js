// What every rule says of every signature: asked for when somebody wants to read it.
import { say } from "./check-words.js";

const $ = (id) => document.getElementById(id);

/** In this order, and whether it is open at once. */
const VERDICTS = [["violated", true], ["review", true], ["undetermined", false], ["satisfied", false]];

export class Law {
  #asks; // (one) → Promise of the line of `kyso check --json`
  #one = null;
  #words = null;
  #isTold = false;

  constructor({ asks }) {
    this.#asks = asks;
    $("law").addEventListener("toggle", () => this.#tell());
  }

  /** Of this file from now on. */
  show(one, line) {
    [this.#one, this.#words, this.#isTold] = [one, line.words.files[0], false];
    $("law").hidden = !line.signatures?.length;
    $("law-told").replaceChildren();
    $("law-busy").textContent = "";
    this.#tell();
  }

  async #tell() {
    if (!$("law").open || this.#isTold || $("law").hidden) return;
    this.#isTold = true;
    const [one, words] = [this.#one, this.#words];
    $("law-busy").textContent = say("reading");
    const told = await this.#asks(one).then(({ compliance }) => compliance, (trouble) => trouble);
    if (words !== this.#words) return;
    $("law-busy").textContent = told instanceof Error ? told.message : "";
    if (told instanceof Error) return void (this.#isTold = false);
    $("law-told").replaceChildren(...told.map((all, index) => signature(all, words.signatures[index])));
  }
}

function signature({ findings, unread }, words) {
  const part = document.createElement("section");
  part.append(Object.assign(document.createElement("h4"), { textContent: words.what }));
  for (const [verdict, isOpen] of VERDICTS) {
    const all = findings.filter((one) => one.verdict === verdict);
    if (all.length) part.append(list(`${say(verdict)} (${all.length})`, all.map(finding), isOpen));
  }
  const notes = (unread ?? []).map(({ text }) => line("p", text, "quiet"));
  part.append(...notes.filter((note) => note.textContent));
  return part;
}

function list(title, items, isOpen) {
  const details = Object.assign(document.createElement("details"), { open: isOpen });
  const all = document.createElement("ul");
  all.append(...items);
  details.append(line("summary", title), all);
  return details;
}

/** The sentence, why, where it stands, the day that counted. */
function finding({ text, reasons, citations, day }) {
  const row = document.createElement("li");
  row.append(line("p", text));
  row.append(...reasons.map((reason) => line("p", reason)));
  const where = citations.map((one) => one[document.documentElement.lang]).join("; ");
  const [year, month, date] = (day ?? "").split("-");
  const when = day ? `, ${say("day", `${date}/${month}/${year}`)}` : "";
  row.append(line("p", where + when, "quiet"));
  return row;
}

const line = (kind, text, className = "") => Object.assign(document.createElement(kind), { textContent: text, className });
