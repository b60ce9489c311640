// The pages of a document, as they are now and as a signer saw them, with its signatures and what was changed after each.
import { differences } from "./check-differences.js";
import { say } from "./check-words.js";

const $ = (id) => document.getElementById(id);

/** Dots per inch as a page is shown first, and enlarged. Ours. */
const DPI = [96, 190];
/** Pictures that are kept. Ours. */
const KEPT = 16;
/** Points within which two areas are one. Ours. */
const SAME = 1;

export class Viewer {
  #fetched; // (one, {number, dpi, signature}) → Promise of a Blob
  #pictures = new Map(); // question → Promise of an address
  #one = null;
  #looked = null;
  #names = [];
  #more = [];
  #page = 1;
  #seen = "now";
  #isLarge = false;
  #turn = 0;

  constructor({ picture }) {
    this.#fetched = picture;
    $("before").addEventListener("click", () => this.open({ page: this.#page - 1 }));
    $("after").addEventListener("click", () => this.open({ page: this.#page + 1 }));
    $("seen").addEventListener("change", () => this.open({ seen: $("seen").value }));
    $("larger").addEventListener("click", () => this.#larger());
    $("desk").addEventListener("keydown", (event) => this.#key(event));
  }

  /** A document: what `/v1/pages` tells of it, who signed, and how many changes are not told after each signature. */
  show(one, looked, names, more) {
    if (one !== this.#one) {
      for (const picture of this.#pictures.values()) picture.then(URL.revokeObjectURL, () => {});
      this.#pictures.clear();
      const [worst] = refused(looked);
      this.#page = worst?.page ?? looked.signatures.find(({ area }) => area)?.page ?? 1;
      this.#seen = worst ? `both-${worst.signature}` : "now";
    }
    [this.#one, this.#looked, this.#names, this.#more] = [one, looked, names, more];
    this.#write();
  }

  /** Says everything again, in another language. */
  say() {
    if (this.#looked) this.#write();
  }

  /** A page, and how it is seen. */
  open({ page = this.#page, seen = this.#seen }) {
    if (page < 1 || page > this.#looked.pages.length) return;
    [this.#page, this.#seen] = [page, seen];
    this.#write();
    if (document.activeElement?.closest("#signatures, #changes")) $("pages").scrollIntoView({ block: "start" });
  }

  /** Whether something came after this signature. */
  compares(number) {
    return this.#looked.changes.some(({ signature }) => signature === number);
  }

  /** The first page that was changed after it. */
  changed(number) {
    const changes = this.#looked.changes.filter(({ signature, page }) => signature === number && page);
    return (changes.find(({ allowed }) => !allowed) ?? changes[0])?.page;
  }

  #write() {
    const { pages, more_pages: more } = this.#looked;
    $("where").textContent = say("where", this.#page, pages.length) + (more ? say("more", more) : "");
    $("before").disabled = this.#page === 1;
    $("after").disabled = this.#page === pages.length;
    this.#writeSeen();
    this.#writeChanges();
    this.#writeHere();
    this.#draw();
  }

  #writeSeen() {
    const options = [new Option(say("now"), "now")];
    for (const { number, revision } of this.#looked.signatures) {
      if (!revision) continue;
      options.push(new Option(say("then", number, this.#names[number - 1]), `then-${number}`));
      if (this.compares(number)) options.push(new Option(say("both", number), `both-${number}`));
    }
    $("seen").replaceChildren(...options);
    $("seen").value = this.#seen;
  }

  /** What shows on the desk: of whom the page is, and which changes are marked on it. */
  #sheets() {
    const [how, number] = this.#seen.split("-");
    const signature = Number(number);
    const name = this.#names[signature - 1];
    const then = { signature, when: say("then", signature, name), changes: [] };
    const now = { when: say("now"), changes: this.#looked.changes };
    if (how === "then") return [then];
    if (how === "both") return [then, { ...now, changes: now.changes.filter((one) => one.signature === signature) }];
    return [now];
  }

  async #draw() {
    const mine = ++this.#turn;
    const sheets = this.#sheets();
    $("second").hidden = sheets.length < 2;
    $("desk").classList.toggle("beside", sheets.length > 1);
    $("picture-trouble").hidden = true;
    const drawn = sheets.map((sheet, index) => this.#drawSheet($(index ? "second" : "first"), sheet, mine));
    const [before, after] = await Promise.all(drawn);
    if (before && after) this.#differ(before, after);
  }

  /** Frames what differs, where two pictures stand side by side. */
  #differ(before, after) {
    const { width, height } = this.#looked.pages[this.#page - 1];
    const frames = differences(before, after).map(([left, bottom, right, top]) => {
      const area = [left * width, bottom * height, right * width, top * height];
      return this.#mark(area, "", "differs");
    });
    $("second").querySelector(".marks").append(...frames);
  }

  /** The picture, once it is there; none where it cannot be had, or is not wanted any more. */
  async #drawSheet(figure, { signature, when, changes }, mine) {
    const [paper, image] = [figure.querySelector(".sheet"), figure.querySelector("img")];
    const { width, height } = this.#looked.pages[this.#page - 1];
    figure.querySelector("figcaption").textContent = when;
    paper.style.aspectRatio = `${width} / ${height}`;
    paper.classList.toggle("larger", this.#isLarge);
    paper.classList.add("waits");
    image.alt = say("picture", this.#page, this.#one.name, when);
    figure.querySelector(".marks").replaceChildren();
    try {
      const address = await this.#picture(signature);
      if (mine !== this.#turn) return null;
      image.src = address;
      await image.decode();
      if (mine !== this.#turn) return null;
      paper.classList.remove("waits");
      figure.querySelector(".marks").replaceChildren(...this.#marks(signature, changes));
      return image;
    } catch (trouble) {
      if (mine !== this.#turn) return null;
      image.removeAttribute("src");
      $("picture-trouble").textContent = trouble.message;
      $("picture-trouble").hidden = false;
      return null;
    }
  }

  /** The address of a picture, which is had once. */
  #picture(signature) {
    const asked = { number: this.#page, dpi: DPI[Number(this.#isLarge)], ...(signature ? { signature } : {}) };
    const key = JSON.stringify(asked);
    const known = this.#pictures.get(key);
    if (known) return known;
    const made = this.#fetched(this.#one, asked).then((blob) => URL.createObjectURL(blob));
    made.catch(() => this.#pictures.delete(key));
    this.#pictures.set(key, made);
    for (const [old, picture] of [...this.#pictures].slice(0, -KEPT)) {
      this.#pictures.delete(old);
      picture.then(URL.revokeObjectURL, () => {});
    }
    return made;
  }

  /** Frames: of the signatures that were there, and of the changes. */
  #marks(signature, changes) {
    const { revision } = this.#looked.signatures[signature - 1] ?? {};
    const there = this.#here(this.#looked.signatures).filter((one) => !revision || one.revision <= revision);
    const signed = there.map((one) => this.#mark(one.area, say("mark", one.number), "signed"));
    const changed = distinct(this.#here(changes), ({ area, allowed }) => [area, allowed])
      .filter(({ area, allowed }) => !allowed || !there.some((one) => isSame(one.area, area)))
      .map(({ area, allowed }) => this.#mark(area, say(allowed ? "fine" : "bad"), allowed ? "allowed" : "refused"));
    return [...changed, ...signed];
  }

  #here(all) {
    return all.filter(({ page, area }) => page === this.#page && area);
  }

  #mark([left, bottom, right, top], text, kind) {
    const { width, height } = this.#looked.pages[this.#page - 1];
    const isWhole = right - left > width - SAME && top - bottom > height - SAME;
    const frame = Object.assign(document.createElement("div"), { className: `mark ${kind}${isWhole ? " whole" : ""}` });
    if (text) frame.append(Object.assign(document.createElement("span"), { textContent: text }));
    frame.style.left = `${(100 * left) / width}%`;
    frame.style.bottom = `${(100 * bottom) / height}%`;
    frame.style.width = `${(100 * (right - left)) / width}%`;
    frame.style.height = `${(100 * (top - bottom)) / height}%`;
    return frame;
  }

  /** Whose frames are on this page, for who does not see them; changes are told below. */
  #writeHere() {
    const signed = this.#here(this.#looked.signatures);
    $("here").replaceChildren(...signed.map(({ number }) => item(say("markHere", number, this.#names[number - 1]))));
  }

  /** Every change, what is not allowed first; those that read alike in one line. */
  #writeChanges() {
    const lines = new Map();
    for (const one of [...this.#looked.changes].sort((a, b) => a.allowed - b.allowed || a.signature - b.signature)) {
      const key = sentence(one);
      lines.set(key, { ...one, pages: new Set([...(lines.get(key)?.pages ?? []), ...(one.page ? [one.page] : [])]) });
    }
    const told = [...lines].map(([text, one]) => this.#change(text, one));
    const more = this.#more.reduce((sum, count) => sum + count, 0);
    if (more) told.push(item(say("moreChanges", more)));
    $("changes").replaceChildren(...(told.length ? told : [item(say("noChanges"))]));
  }

  #change(text, { allowed, signature, pages }) {
    const row = Object.assign(item(text), { className: allowed ? "" : "refused" });
    for (const page of [...pages].sort((a, b) => a - b)) {
      const link = Object.assign(document.createElement("button"), { type: "button", className: "link", textContent: say("toPage", page) });
      link.addEventListener("click", () => this.open({ page, seen: `both-${signature}` }));
      row.append(" ", link);
    }
    return row;
  }

  #larger() {
    this.#isLarge = !this.#isLarge;
    $("larger").setAttribute("aria-pressed", String(this.#isLarge));
    this.#draw();
  }

  #key(event) {
    const ways = { PageDown: 1, PageUp: -1 };
    if (!ways[event.key]) return;
    event.preventDefault();
    this.open({ page: this.#page + ways[event.key] });
  }
}

const sentence = ({ signature, allowed, text }) => say("change", signature, say(allowed ? "isFine" : "isBad"), text);
const refused = ({ changes }) => changes.filter(({ allowed, page }) => !allowed && page);
const isSame = (one, other) => one.every((value, index) => Math.abs(value - other[index]) <= SAME);
const item = (text) => Object.assign(document.createElement("li"), { textContent: text });

function distinct(all, by) {
  return [...new Map(all.map((one) => [JSON.stringify(by(one)), one])).values()];
}
