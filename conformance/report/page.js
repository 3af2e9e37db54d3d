"use strict";
/* What the page shows of its two JSON texts. All text goes in as text, never as HTML. */
const report = JSON.parse(document.getElementById("report").textContent);
const vectors = JSON.parse(document.getElementById("vectors").textContent);
const STEP = 100;
const BAD = new Set(["fail", "error", "unsupported"]);
const byId = (id) => document.getElementById(id);

function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name === "onclick") element.addEventListener("click", value);
    else if (value !== null) element.setAttribute(name, value);
  }
  element.append(...children.filter((child) => child !== null));
  return element;
}

/* Bytes as one character each, so that they can be compared; null if there are none. */
function bytesOf(holder, name) {
  if (holder[name + "_base64"] !== undefined) return atob(holder[name + "_base64"]);
  if (holder[name] === undefined) return null;
  return String.fromCharCode(...new TextEncoder().encode(holder[name]).slice(0, 60000));
}

function textOf(bytes) {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(Uint8Array.from(bytes, (c) => c.charCodeAt(0)));
  } catch {
    return null;
  }
}

const ESCAPES = { "\n": "\\n", "\r": "\\r", "\t": "\\t", "\\": "\\\\" };
const UNSEEN = /[\u0000-\u001f\u007f-\u00a0\u00ad\u0300-\u036f\u200b-\u200f\u2028-\u202f\u2060-\u206f\ufeff\\]/;

/* Text with all that nobody would see written as escapes. */
function visible(bytes) {
  const text = textOf(bytes), out = document.createDocumentFragment();
  let plain = "";
  for (const c of text ?? bytes) {
    const unseen = text === null ? !/[ -~]/.test(c) || c === "\\" : UNSEEN.test(c);
    if (!unseen) {
      plain += c;
      continue;
    }
    const code = c.codePointAt(0).toString(16).toUpperCase();
    out.append(plain, make("i", {}, ESCAPES[c] ?? (text === null || code.length < 3 ? "\\x" + code.padStart(2, "0") : "\\u{" + code + "}")));
    if (c === "\n") out.append(document.createElement("wbr"));
    plain = "";
  }
  out.append(plain);
  return out;
}

/* How far two texts agree at their beginnings and at their ends; never within a character of UTF-8. */
function parting(a, b) {
  const within = (text, at) => at < text.length && (text.charCodeAt(at) & 0xc0) === 0x80;
  const most = Math.min(a.length, b.length);
  let head = 0, tail = 0;
  while (head < most && a[head] === b[head]) head++;
  while (head > 0 && (within(a, head) || within(b, head))) head--;
  while (tail < most - head && a[a.length - 1 - tail] === b[b.length - 1 - tail]) tail++;
  while (tail > 0 && (within(a, a.length - tail) || within(b, b.length - tail))) tail--;
  return { head, tail };
}

function side(title, note, bytes, other, wanted) {
  const shown = make("pre", { class: "bytes", tabindex: "0", "aria-label": title });
  if (bytes === null || bytes.length === 0) shown.append(make("i", {}, bytes === null ? "(none)" : "(nothing)"));
  else if (other === null) shown.append(visible(bytes));
  else {
    const { head, tail } = parting(bytes, other), end = bytes.length - tail;
    shown.append(visible(bytes.slice(0, head)), end > head ? make("mark", { class: wanted ? "wanted" : "other" }, visible(bytes.slice(head, end))) : "", visible(bytes.slice(end)));
  }
  return make("div", {}, make("h4", {}, title, note ? make("span", {}, " " + note) : ""), shown);
}

function sides(title, expected, received, notes = ["", ""]) {
  return [make("h3", {}, title), make("div", { class: "sides" }, side("Expected", notes[0], expected, received, true), side("Received", notes[1], received, expected, false))];
}

const verdictText = (verdict) => verdict.verdict + (verdict.reason ? " " + verdict.reason : "");
const TITLES = { message: "The message: what is signed", "header-value": "Header", "header-missing": "Header, which was not answered",
  "header-twice": "Header, which was answered more than once", "header-unwanted": "Header, which must not be sent here",
  accepted: "Accepted what must be rejected", rejected: "Rejected what must be accepted", reason: "Rejected for another reason" };

function differenceOf(difference) {
  const title = TITLES[difference.kind] + (difference.header ? ": " + difference.header : "");
  if (difference.expected && difference.expected.verdict) return sides(title, verdictText(difference.expected), verdictText(difference.received));
  if (difference.expected_sha256) return sides(title, "SHA-256 " + difference.expected_sha256, "SHA-256 " + difference.received_sha256);
  const expected = bytesOf(difference, "expected"), received = bytesOf(difference, "received"), from = difference.received_from ?? 0;
  const cut = received !== null && received.length < difference.received_length;
  const parted = expected !== null && received !== null ? parting(cut ? expected.slice(from) : expected, received).head + from : null;
  const notes = [parted === null || difference.kind === "header-twice" ? "" : `differs from byte ${parted + 1} on`, cut ? `bytes ${from + 1} to ${from + received.length} of ${difference.received_length}` : ""];
  return sides(title, cut ? expected.slice(from, from + received.length) : expected, received, notes);
}

function requestText(request) {
  const lines = [`${request.method} ${request.target}`, ...request.headers.map(([name, value]) => `${name}: ${value}`)];
  const body = bytesOf(request, "body") ?? "";
  const pre = make("pre", { class: "bytes", tabindex: "0", "aria-label": "Request" });
  lines.forEach((line) => pre.append(line + "\n"));
  pre.append("\n", body.length > 0 ? visible(body) : make("i", {}, "(no body)"));
  if (request.body_length) pre.append(make("i", {}, ` … ${request.body_length} bytes`));
  return pre;
}

const causeOf = (test) => report.causes.find((cause) => cause.scheme === test.scheme && cause.mistakes.join() === (test.mistakes ?? []).join());
const keyOf = (test) => `${test.id}/${test.op}`;

function commandOf(test) {
  const command = report.again[0] + test.id + report.again[1];
  const button = make("button", { type: "button", onclick: () => {
    navigator.clipboard?.writeText(command).then(() => { button.textContent = "Copied"; }, () => {});
  } }, "Copy");
  return [make("h3", {}, "Run it again"), make("div", { class: "command" }, make("pre", { class: "bytes", tabindex: "0", "aria-label": "Command" }, command), button)];
}

/* What the answer was, where nothing differs. */
function rightAnswer(test, vector) {
  if (test.op === "message" && (vector.message !== undefined || vector.message_base64 !== undefined)) {
    const message = bytesOf(vector, "message");
    return test.outcome === "pass" ? sides("The message: what is signed", message, message, ["", "the same"]) : [make("h3", {}, "The message by the document's default"), side("Expected", "", message, null, true)];
  }
  if (test.op === "sign" && vector.adds) return [make("h3", {}, "Headers by the document's default"), make("pre", { class: "bytes", tabindex: "0", "aria-label": "Headers" }, vector.adds.map((pair) => pair.join(": ")).join("\n") || "(none)")];
  return vector.verdict ? [make("h3", {}, "Verdict"), make("p", {}, vector.verdict)] : [];
}

function fill(details, test) {
  const vector = vectors[test.id] ?? test, cause = causeOf(test);
  const body = make("div", { class: "body" });
  body.append(make("blockquote", {}, vector.clause), make("p", { class: "foot" }, [vector.document_title, vector.document].filter(Boolean).join(", cited as ")));
  if (vector.twin) body.append(make("p", {}, "Differs from ", make("code", {}, vector.twin), ` in ${vector.changes}: ${vector.edit}`));
  if (cause) body.append(make("h3", {}, "Diagnosis"), make("p", {}, cause.sentence, " (", make("code", {}, cause.mistakes.join(" and ")), ")"), cause.change ? make("p", {}, cause.change) : "");
  if (test.words) body.append(make("h3", {}, "What the adapter said, or what is wrong with it"), make("pre", { class: "bytes", tabindex: "0", "aria-label": "Words" }, visible(bytesOf(test, "words"))));
  if (test.profiles) body.append(make("p", {}, "Right by the profile ", make("code", {}, test.profiles.join(", ")), "."));
  if (test.lenient) body.append(make("p", {}, "Lenient: only this suite wants more here than the document."));
  if (test.limit) body.append(make("p", {}, "Beyond the limit ", make("code", {}, test.limit), ": it was not asked."));
  if (test.known) body.append(make("p", {}, test.known_flaky ? "Known to fail now and then." : "A known failure."));
  if (test.flaky) body.append(make("p", {}, "Flaky: asked twice, it answered in two ways."));
  if (test.compared_with) body.append(make("p", {}, "Compared with the profile ", make("code", {}, test.compared_with.join(", ")), ", as other answers follow it."));
  for (const difference of test.differences ?? []) body.append(...differenceOf(difference));
  if (!test.differences) body.append(...rightAnswer(test, vector));
  const errors = bytesOf(test, "standard_error");
  if (errors) body.append(make("h3", {}, "The end of its standard error"), make("pre", { class: "bytes", tabindex: "0", "aria-label": "Standard error" }, visible(errors)));
  if (vector.request) body.append(make("h3", {}, test.op === "verify" ? "The request to verify" : "The request"), requestText(test.op === "verify" && vector.adds ? { ...vector.request, headers: [...vector.request.headers, ...vector.adds] } : vector.request));
  body.append(...commandOf(test));
  body.append(make("p", { class: "foot" }, make("a", { href: "#" + keyOf(test) }, "Link to this case"), make("span", {}, "class " + test.class)));
  details.append(body);
}

function caseElement(test) {
  const known = test.known ? "known" : test.outcome;
  const details = make("details", { id: keyOf(test) },
    make("summary", {}, make("span", { class: "badge " + known }, known.replaceAll("-", " ")), make("span", { class: "id" }, test.id), make("span", { class: "op" }, test.op),
      make("span", { class: "tests" }, (vectors[test.id] ?? test).tests ?? "")));
  details.addEventListener("toggle", () => {
    if (details.open && details.children.length === 1) fill(details, test);
  });
  return details;
}

const filters = { search: "", outcome: "", scheme: "", op: "", mistake: "" };
let found = [], numShown = 0;

const OUTCOMES = {
  "": ["all outcomes", () => true],
  failing: ["failing", (test) => BAD.has(test.outcome) && !test.known],
  accepted: ["accepted what must be rejected", (test) => (test.differences ?? []).some((d) => d.kind === "accepted")],
  ...Object.fromEntries(["pass", "flagged", "fail", "unsupported", "error", "observed", "out-of-limits", "out-of-scope"].map((name) => [name, [name.replaceAll("-", " "), (test) => test.outcome === name && !test.known]])),
  known: ["known failure", (test) => test.known], flaky: ["flaky", (test) => test.flaky],
};

function searched(test) {
  test.haystack ??= [test.id, test.words, ...Object.values(vectors[test.id] ?? test).filter((value) => typeof value === "string"), ...(test.differences ?? []).map((d) => d.header), ...(test.mistakes ?? [])].join(" ").toLowerCase();
  return test.haystack;
}

function isFound(test, words) {
  return OUTCOMES[filters.outcome][1](test) && (!filters.scheme || test.scheme === filters.scheme) && (!filters.op || test.op === filters.op) &&
    (!filters.mistake || (test.mistakes ?? []).join(" and ") === filters.mistake) && (words.length === 0 || words.every((word) => searched(test).includes(word)));
}

function showMore() {
  const next = found.slice(numShown, numShown + STEP);
  byId("list").append(...next.map(caseElement));
  numShown += next.length;
  byId("more").hidden = numShown >= found.length;
  byId("more").textContent = `Show ${Math.min(STEP, found.length - numShown)} more of ${found.length}`;
}

function apply() {
  const words = filters.search.toLowerCase().split(/\s+/).filter(Boolean);
  found = report.cases.filter((test) => isFound(test, words));
  numShown = 0;
  byId("list").replaceChildren();
  byId("count").textContent = found.length === report.cases.length ? `${found.length} cases` : `${found.length} of ${report.cases.length} cases`;
  showMore();
}

function setFilters(values, goes) {
  Object.assign(filters, { search: "", outcome: "", scheme: "", op: "", mistake: "" }, values);
  for (const name of Object.keys(filters)) byId(name).value = filters[name];
  apply();
  if (goes) byId("cases-heading").focus();
}

/* #ID/OP, as each case links to; #ID is its first case. */
function followFragment() {
  const key = decodeURIComponent(location.hash.slice(1));
  const wanted = report.cases.find((test) => keyOf(test) === key) ?? report.cases.find((test) => test.id === key);
  if (!wanted) return;
  if (!found.includes(wanted)) setFilters({}, false);
  while (numShown <= found.indexOf(wanted)) showMore();
  const element = byId(keyOf(wanted));
  element.open = true;
  element.scrollIntoView();
  element.firstChild.focus({ preventScroll: true });
}

function showCauses() {
  const cards = report.causes.map((cause) => make("article", { class: "card" },
    make("p", { class: "meta" }, `${cause.scheme}: ${cause.explains} of ${cause.failed} failures${cause.sometimes ? ", in some requests only" : ""}`),
    make("p", { class: "sentence" }, cause.sentence), cause.clause ? make("blockquote", {}, cause.clause) : null, cause.change ? make("p", {}, cause.change) : null,
    make("p", { class: "meta" }, make("code", {}, cause.mistakes.join(" and ")), cause.alike.length > 0 ? "; the same answers come from " + cause.alike.join(", ") : ""),
    make("button", { type: "button", class: "link", onclick: () => setFilters({ scheme: cause.scheme, mistake: cause.mistakes.join(" and ") }, true) }, `Show ${cause.explains === 1 ? "this case" : "these " + cause.explains + " cases"}`)));
  for (const { scheme, explains, failed } of report.causes.filter((cause, i, all) => all.findIndex((other) => other.scheme === cause.scheme) === i)) {
    const explained = report.causes.filter((cause) => cause.scheme === scheme).reduce((sum, cause) => sum + cause.explains, 0);
    const rest = failed - explained;
    if (rest > 0 && explains > 0) cards.push(make("article", { class: "card plain" }, make("p", { class: "meta" }, scheme), make("p", {}, `No known mistake explains the other ${rest} of ${failed} failures.`)));
  }
  if (cards.length === 0) return;
  byId("causes").append(make("div", { class: "cards" }, ...cards));
  byId("causes").hidden = false;
}

function showTrouble() {
  const section = byId("trouble");
  if (report.trouble) {
    const errors = bytesOf(report.trouble, "standard_error");
    section.append(make("p", {}, `The adapter ${report.trouble.text}${report.trouble.times > 1 ? `, ${report.trouble.times} times` : ""}.`), errors ? make("pre", { class: "bytes", tabindex: "0", "aria-label": "Standard error" }, visible(errors)) : "");
  }
  for (const entry of report.stale) section.append(make("p", {}, `Line ${entry.line} of the known failures, `, make("code", {}, entry.pattern), `, ${entry.reason}`));
  section.hidden = section.children.length < 2;
}

function cellOf(scheme, op) {
  const tests = report.cases.filter((test) => test.scheme === scheme && test.op === op);
  const num = (name) => tests.filter(OUTCOMES[name][1]).length;
  const bad = num("failing"), flagged = num("flagged"), right = num("pass") + flagged;
  const kind = bad > 0 ? "fail" : flagged > 0 || num("known") > 0 ? "flagged" : right > 0 ? "pass" : "none";
  const head = bad > 0 ? `✗ ${bad} of ${tests.length} fail` : right > 0 ? `✓ ${right} pass` : tests.length === 0 ? "no cases" : "not tested";
  const rest = [bad > 0 && right > 0 ? `${right} pass` : "", flagged > 0 ? `${flagged} flagged` : "", num("known") > 0 ? `${num("known")} known` : "", num("observed") > 0 ? `${num("observed")} observed` : "",
    num("out-of-limits") > 0 ? `${num("out-of-limits")} out of limits` : "", num("out-of-scope") > 0 ? `${num("out-of-scope")} out of scope` : ""].filter(Boolean).join(", ");
  return make("td", {}, make("button", { type: "button", class: "cell " + kind, "aria-label": `${scheme} ${op}: ${head}${rest ? ", " + rest : ""}. Show these cases`,
    onclick: () => setFilters({ scheme, op, outcome: bad > 0 ? "failing" : "" }, true) }, make("b", {}, head), make("small", {}, rest)));
}

function showMatrix() {
  const ops = ["message", "sign", "verify"];
  if (report.schemes.length === 0) return;
  byId("matrix").append(make("div", { class: "scroll" }, make("table", {},
    make("thead", {}, make("tr", {}, make("th", { scope: "col" }, "scheme"), ...ops.map((op) => make("th", { scope: "col" }, op)))),
    make("tbody", {}, ...report.schemes.map(({ scheme }) => make("tr", {}, make("th", { scope: "row" }, scheme), ...ops.map((op) => cellOf(scheme, op))))))));
  byId("matrix").hidden = false;
}

function offer(name, all, values) {
  byId(name).append(...[["", all], ...values].map(([value, text]) => make("option", { value }, text)));
}

function begin() {
  offer("outcome", "all outcomes", Object.entries(OUTCOMES).filter(([name, [, has]]) => name && report.cases.some(has)).map(([name, [text]]) => [name, text]));
  offer("scheme", "all schemes", report.schemes.map(({ scheme }) => [scheme, scheme]));
  offer("op", "all operations", ["message", "sign", "verify"].map((op) => [op, op]));
  offer("mistake", "all causes", [...new Set(report.causes.map((cause) => cause.mistakes.join(" and ")))].map((name) => [name, name]));
  showTrouble();
  showCauses();
  showMatrix();
  byId("cases").hidden = report.cases.length === 0;
  for (const name of Object.keys(filters)) byId(name).addEventListener(name === "search" ? "input" : "change", () => { filters[name] = byId(name).value; apply(); });
  byId("filters").addEventListener("submit", (event) => event.preventDefault());
  byId("filters").addEventListener("reset", (event) => { event.preventDefault(); setFilters({}, false); });
  byId("more").addEventListener("click", showMore);
  addEventListener("hashchange", followFragment);
  setFilters({ outcome: report.cases.some(OUTCOMES.failing[1]) ? "failing" : "" }, false);
  /* When the browser is done with the fragment itself: it takes the focus away. */
  addEventListener("load", () => setTimeout(followFragment));
}

begin();
