// The pages of the documents, as they will be once signed: turned, enlarged, seen; and the frame that places a signature.
import { say } from "./confirm-words.js";

const $ = (id) => document.getElementById(id);

/** Width and height of the frame while nothing is known of the signature, in millimetres. Ours. */
const FRAME = [50, 25];
/** How far an arrow key moves it, in millimetres. Ours. */
const STEP = 5;

export class Viewer {
  #fetched; // (document, page, version) → Promise of a Blob
  #changed; // something was seen
  #placed; // (document, {page, left, bottom} or null)
  #documents = [];
  #index = 0;
  #pages = [];
  #drawn = "";
  #turn = 0;
  #seen = new Set();
  #moving = false;
  #frame = null;
  #watched = new IntersectionObserver((entries) => this.#met(entries), { threshold: 0.6 });

  constructor({ fetched, changed, placed }) {
    this.#fetched = fetched;
    this.#changed = changed;
    this.#placed = placed;
    $("before").addEventListener("click", () => this.#go(this.#page - 1));
    $("after").addEventListener("click", () => this.#go(this.#page + 1));
    $("document").addEventListener("change", () => this.open(Number($("document").value)));
    $("larger").addEventListener("click", () => this.#larger());
    $("move").addEventListener("click", () => this.#move(!this.#moving, true));
    $("found").addEventListener("click", () => this.#placed(this.#index, null));
    $("desk").addEventListener("keydown", (event) => this.#key(event));
    $("sheet").addEventListener("click", (event) => this.#clicked(event));
    $("ghost").addEventListener("keydown", (event) => this.#nudged(event));
    // a page behind other windows is not seen
    document.addEventListener("visibilitychange", () => this.#watch());
  }

  /** What is to be signed now; the page that shows stays, where it is still there. */
  show(documents) {
    this.#documents = documents;
    this.#index = Math.min(this.#index, documents.length - 1);
    const options = documents.map((one, index) => new Option(one.name, index, false, index === this.#index));
    $("document").replaceChildren(...options);
    $("several").hidden = documents.length < 2;
    this.#write();
  }

  /** Says everything again, in another language. */
  say() {
    this.#drawn = "";
    this.#write();
  }

  /** A document, and one of its pages. */
  open(index, page) {
    this.#index = index;
    $("document").value = String(index);
    if (page) this.#pages[index] = page;
    this.#write();
  }

  /** The first page that is signed and was not seen, or null. */
  missing() {
    for (const [document, { looked }] of this.#documents.entries()) {
      for (const page of looked ? signed(looked) : []) {
        if (!this.#seen.has(this.#version(document, page))) return { document, page };
      }
    }
    return null;
  }

  get #looked() {
    return this.#documents[this.#index]?.looked;
  }

  get #page() {
    return (this.#pages[this.#index] ??= signed(this.#looked)[0]);
  }

  /** What a page shows: another place, another certificate make another page. */
  #version(document, page) {
    const { sha256, looked } = this.#documents[document];
    const marks = looked.marks.filter((mark) => mark.at.page === page);
    return JSON.stringify([document, sha256, page, looked.certificate, marks]);
  }

  #go(page) {
    if (page < 1 || page > this.#looked.pages.length) return;
    this.#pages[this.#index] = page;
    this.#write();
  }

  #write() {
    const { name, sha256, problem } = this.#documents[this.#index];
    $("name").textContent = name;
    $("short").textContent = `${sha256.slice(0, 16)}…`;
    $("whole").textContent = sha256;
    $("viewer").hidden = !this.#looked;
    $("unsignable").hidden = !problem;
    if (problem) $("unsignable").textContent = `${say("unsignable")} ${problem.text[document.documentElement.lang]}`;
    if (this.#looked) this.#writePage(name);
  }

  #writePage(name) {
    const { pages, marks, needs_place: needsPlace } = this.#looked;
    const page = this.#page;
    $("where").textContent = say("where", page, pages.length);
    $("before").disabled = page === 1;
    $("after").disabled = page === pages.length;
    $("move").hidden = needsPlace;
    $("found").hidden = needsPlace || !this.#documents[this.#index].isPlaced;
    $("picture").alt = say("picture", page, name);
    const places = marks.map((mark) => item(described(mark)));
    $("places").replaceChildren(...places);
    if (!marks.length && !needsPlace) $("places").replaceChildren(item(say("unmarked")));
    this.#move(needsPlace || (this.#moving && this.#frame?.document === this.#index), false);
    this.#draw(this.#version(this.#index, page));
  }

  async #draw(version) {
    if (version === this.#drawn) return;
    this.#drawn = version;
    const [document, page, mine] = [this.#index, this.#page, ++this.#turn];
    const [width, height] = this.#looked.pages[page - 1];
    $("sheet").style.aspectRatio = `${width} / ${height}`;
    $("sheet").classList.add("waits");
    $("marks").replaceChildren();
    this.#watch();
    try {
      const picture = await this.#fetched(document, page, this.#turn);
      if (mine !== this.#turn) return;
      URL.revokeObjectURL($("picture").src);
      $("picture").src = URL.createObjectURL(picture);
      await $("picture").decode();
      if (mine !== this.#turn) return;
      $("picture-trouble").hidden = true;
      $("sheet").classList.remove("waits");
      this.#mark();
    } catch (trouble) {
      if (mine !== this.#turn) return;
      this.#drawn = "";
      $("picture").removeAttribute("src");
      $("picture-trouble").textContent = trouble.message;
      $("picture-trouble").hidden = false;
    }
  }

  /** Frames what will be signed on the page that shows. */
  #mark() {
    const all = this.#looked.marks.entries();
    const here = [...all].filter(([, mark]) => mark.at.page === this.#page);
    $("marks").replaceChildren(...here.map(([index, mark]) => this.#framed(index + 1, mark)));
    this.#watch();
  }

  #framed(number, { at, size }) {
    const frame = document.createElement("div");
    frame.className = "mark";
    frame.append(Object.assign(document.createElement("span"), { textContent: number }));
    this.#lay(frame, at, size);
    return frame;
  }

  /** Millimetres of the page → parts of the picture. */
  #lay(element, { left, bottom }, [wide, high]) {
    const [width, height] = this.#looked.pages[this.#page - 1];
    element.style.left = `${(100 * left) / width}%`;
    element.style.bottom = `${(100 * bottom) / height}%`;
    element.style.width = `${(100 * wide) / width}%`;
    element.style.height = `${(100 * high) / height}%`;
  }

  /** Waits until every frame of the page that shows, or the page where it has none, was before the person. */
  #watch() {
    this.#watched.disconnect();
    if (document.hidden || !this.#looked || $("sheet").classList.contains("waits")) return;
    const frames = [...$("marks").children];
    const all = frames.length ? frames : [$("where")];
    for (const one of all) {
      one.dataset.version = this.#drawn;
      this.#watched.observe(one);
    }
  }

  #met(entries) {
    for (const { target, isIntersecting } of entries) if (isIntersecting) target.dataset.met = target.dataset.version;
    const frames = [...$("marks").children];
    const all = frames.length ? frames : [$("where")];
    if (!this.#drawn || $("sheet").classList.contains("waits") || all.some((one) => one.dataset.met !== this.#drawn)) return;
    if (this.#seen.has(this.#drawn)) return;
    this.#seen.add(this.#drawn);
    this.#changed();
  }

  /** Brings the first frame of the page, or its head, before the person. */
  bring() {
    const one = $("marks").firstElementChild ?? $("where");
    one.scrollIntoView({ block: "center", behavior: "instant" });
  }

  #larger() {
    const isLarge = $("sheet").classList.toggle("larger");
    $("larger").setAttribute("aria-pressed", String(isLarge));
  }

  /** Begins or ends to place the signature. */
  #move(isMoving, isAsked) {
    this.#moving = isMoving;
    $("move").setAttribute("aria-pressed", String(isMoving));
    $("sheet").classList.toggle("placing", isMoving);
    $("placing").hidden = !isMoving;
    $("ghost").hidden = !isMoving;
    if (!isMoving) return;
    if (this.#frame?.document !== this.#index) this.#frame = { document: this.#index, ...this.#begin() };
    this.#writeFrame();
    if (isAsked) $("ghost").focus();
  }

  /** Where the frame is at first: over the last signature, else in the lower right of the page. */
  #begin() {
    const last = this.#looked.marks.at(-1);
    const [width, height] = this.#looked.pages[this.#page - 1];
    if (last?.at.page === this.#page) return { left: last.at.left, bottom: last.at.bottom, size: last.size };
    const size = last?.size ?? FRAME;
    return { left: Math.max(0, width * 0.75 - size[0] / 2), bottom: Math.max(0, height * 0.25), size };
  }

  #writeFrame() {
    const [width, height] = this.#looked.pages[this.#page - 1];
    const within = (value, most) => Math.round(Math.min(Math.max(value, 0), Math.max(most, 0)));
    this.#frame.left = within(this.#frame.left, width - this.#frame.size[0]);
    this.#frame.bottom = within(this.#frame.bottom, height - this.#frame.size[1]);
    this.#lay($("ghost"), this.#frame, this.#frame.size);
    $("ghost").setAttribute("aria-label", say("ghost", this.#frame.left, this.#frame.bottom));
  }

  #nudged(event) {
    const step = event.shiftKey ? 1 : STEP;
    const ways = { ArrowLeft: [-step, 0], ArrowRight: [step, 0], ArrowUp: [0, step], ArrowDown: [0, -step] };
    const way = ways[event.key];
    if (!way) return;
    event.preventDefault();
    this.#frame.left += way[0];
    this.#frame.bottom += way[1];
    this.#writeFrame();
  }

  #clicked(event) {
    if (!this.#moving) return;
    // a click of the keyboard leaves the frame where it is (UI Events: detail 0)
    if (event.detail > 0) this.#put(event);
    const { left, bottom } = this.#frame;
    const place = { page: this.#page, left, bottom };
    this.#frame = null;
    this.#move(false, false);
    this.#placed(this.#index, place);
  }

  /** The middle of the frame goes where the click was. */
  #put({ clientX, clientY }) {
    const box = $("sheet").getBoundingClientRect();
    const [width, height] = this.#looked.pages[this.#page - 1];
    const [wide, high] = this.#frame.size;
    this.#frame.left = ((clientX - box.left) / box.width) * width - wide / 2;
    this.#frame.bottom = ((box.bottom - clientY) / box.height) * height - high / 2;
    this.#writeFrame();
  }

  #key(event) {
    const ways = { PageDown: 1, PageUp: -1 };
    if (!ways[event.key]) return;
    event.preventDefault();
    this.#go(this.#page + ways[event.key]);
  }
}

/** The pages that a signature shows on; the first where it shows nowhere. */
function signed({ marks }) {
  const pages = new Set(marks.map((mark) => mark.at.page));
  return pages.size ? [...pages].sort((one, other) => one - other) : [1];
}

function described({ at, size, lines }) {
  const [left, bottom, width, height] = [at.left, at.bottom, ...size].map(Math.round);
  const where = say("mark", { page: at.page, left, bottom, width, height });
  return where + (lines.length ? say("shows", lines.join(" / ")) : "");
}

function item(text) {
  return Object.assign(document.createElement("li"), { textContent: text });
}
