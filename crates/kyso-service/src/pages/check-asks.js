// What the page asks the service.
import { language, say, told } from "./check-words.js";

/** A problem that the service told (RFC 9457), or that it is not there. */
export class Trouble extends Error {
  constructor(problem) {
    super(problem?.text ? told(problem.text) : say("unreachable"));
    this.code = problem?.code ?? "unreachable";
  }
}

/**
 * Sends the document with a question; the answer.
 *
 * @param {string} what An address below `/v1`.
 * @param {object} parameters Of the query.
 * @param {{file: Blob, password: string}} document
 */
export async function asks(what, parameters, { file, password }) {
  const query = new URLSearchParams(parameters);
  const headers = { "Content-Type": "application/pdf", "Accept-Language": language() };
  if (password) headers["Kyso-Document-Password"] = encodeURIComponent(password);
  if (asks.token) headers.Authorization = `Bearer ${asks.token}`;
  const options = { method: "POST", headers, body: file, cache: "no-store", credentials: "omit" };
  const answer = await fetch(`/v1/${what}?${query}`, options).catch(() => null);
  if (answer?.ok) return answer;
  throw new Trouble(await answer?.json().catch(() => null));
}

/** The access token, while the page is open. */
asks.token = "";
