"use strict";

const verdict = document.getElementById("verdict");

document.getElementById("files").addEventListener("change", async (event) => {
  const [file] = event.target.files;
  const headers = { "Content-Type": "application/pdf" };
  const answer = await fetch("/v1/check", { method: "POST", headers, body: file });
  const said = await answer.json();
  verdict.textContent = said.verdict ?? said.detail;
});
