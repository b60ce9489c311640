// The two languages of the pages, Vietnamese first. A page brings its words by `speak`.
const KEPT = "kyso-language";
let all = {};
let spoken = localStorage.getItem(KEPT) === "en" ? "en" : "vi";

/** The words of this page: `{vi, en}`, each of sentences, or functions that make one. */
export function speak(words) {
  all = words;
}

/** The language of now. */
export const language = () => spoken;

/** A sentence in it. */
export function say(key, ...values) {
  const words = all[spoken][key];
  return typeof words === "function" ? words(...values) : words;
}

/** `{vi, en}` in the language of now. */
export const told = (text) => text[spoken];

/** A day or a moment, as people write it. */
export function day(text) {
  const [year, month, date] = text.slice(0, 10).split("-");
  return `${date}/${month}/${year}`;
}

/** The other language from now on. */
export function turn() {
  spoken = spoken === "vi" ? "en" : "vi";
  localStorage.setItem(KEPT, spoken);
}

/** Writes the words of the page itself: of `data-say` the text, of `data-hint` the name. */
export function write() {
  document.documentElement.lang = spoken;
  for (const one of document.querySelectorAll("[data-say]")) one.textContent = say(one.dataset.say);
  for (const one of document.querySelectorAll("[data-hint]")) {
    one.setAttribute("aria-label", say(one.dataset.hint));
    if (one.tagName === "BUTTON") one.title = say(one.dataset.hint);
  }
  const other = document.getElementById("language");
  other.textContent = say("other");
  other.lang = spoken === "vi" ? "en" : "vi";
}
