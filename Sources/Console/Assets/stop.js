// Emergency stop: on every view, for everybody with a role, with a reason and one confirmation. It says what is certain.

import { byID, h, say, show } from "./dom.js";
import { findCommand, isLive, loadCommand, putCommand, state, watch } from "./store.js";
import { leavesOutcomeUnknown, newKey, part, post } from "./api.js";
import { act, mistake } from "./access.js";
import { CERTAINTY, stopWords } from "./words.js";
import { clock } from "./amounts.js";

let dialog = null;
let problem = null;
let command = null;
let isSending = false;
let key = null;
let serial = null;
/** The serial is one that a person types: what is known meanwhile does not take its place. */
let isTyped = false;
let told = "";

export function setUp() {
  byID("stop").onclick = open;
  watch(() => { if (dialog?.open) render(); });
}

/** Pumps that a stop can be meant for: in range first. */
function pumps() {
  const near = [...state.wands.values()].map((wand) => wand.status?.pumpInRange?.serial).filter(Boolean);
  return [...new Set([...near, ...state.pumps.keys()])];
}

function open() {
  if (!dialog) {
    dialog = h("dialog", { id: "stop-dialog", "aria-labelledby": "stop-title" });
    dialog.addEventListener("close", () => byID("stop").focus());
    document.body.append(dialog);
  }
  problem = null;
  command = null;
  told = "";
  // one key for all tries of one intention: a stop that arrived is not another one
  key = newKey();
  serial = pumps()[0] ?? null;
  isTyped = serial === null;
  render();
  dialog.showModal();
  byID("stop-operator")?.focus();
}

function render() {
  const known = pumps();
  if (!isTyped && !known.includes(serial)) isTyped = true;
  const now = command && (findCommand(command.id) ?? command);
  show(dialog,
    h("h2", { id: "stop-title" }, "Emergency stop"),
    now ? result(now) : form(known));
  if (now) {
    const [words] = stopWords(now);
    if (words !== told) { told = words; say(words, true); }
  }
}

function form(known) {
  return h("form", { onsubmit: send, novalidate: true, "data-key": "form" },
    h("p", {}, "The pump delivers nothing afterwards, until it is programmed again. ",
      h("strong", {}, "An abrupt stop can lead to withdrawal, which can kill:"),
      " a countdown begins, and the patient must be watched."),
    isLive() ? null : h("p", { class: "message warn" },
      "This page is not connected: the stop is sent all the same, and the answer is shown here if there is one."),
    known.length === 0 ? h("p", { class: "message danger" }, "No pump is known. Type its serial.") : null,
    field("stop-pump", "Pump", isTyped
      ? h("input", { id: "stop-pump", required: true, autocomplete: "off", value: serial ?? "",
        oninput: (event) => { serial = event.target.value.trim(); render(); } })
      : h("select", { id: "stop-pump", onchange: (event) => {
        isTyped = event.target.value === "";
        serial = event.target.value || null;
        render();
        byID("stop-pump").focus();
      } }, known.map((one) => h("option", { value: one, selected: one === serial }, one)),
      h("option", { value: "" }, "another: type its serial"))),
    field("stop-operator", "Your name", h("input", { id: "stop-operator", required: true, maxlength: 200,
      autocomplete: "off" })),
    field("stop-reason", "Reason", h("input", { id: "stop-reason", required: true, maxlength: 200,
      autocomplete: "off" })),
    mistake(problem),
    h("div", { class: "actions" },
      h("button", { type: "submit", class: "stop", disabled: isSending, id: "stop-now" }, isSending
        ? "Sending the stop" : `Stop pump ${serial ?? ""} now`),
      h("button", { type: "button", onclick: () => dialog.close() }, "Do not stop")));
}

const field = (id, label, input) => h("div", { class: "field" }, h("label", { for: id }, label), input);

async function send(event) {
  event.preventDefault();
  if (isSending) return;
  const operator = beginning(byID("stop-operator").value.trim());
  const reason = beginning(byID("stop-reason").value.trim());
  if (!operator || !reason || !serial) {
    problem = { title: "Not sent.", text: "Give your name and the reason.", advice: "" };
    render();
    (operator ? byID("stop-reason") : byID("stop-operator")).focus();
    return;
  }
  problem = null;
  isSending = true;
  render();
  const answer = await act(
    () => post(`/v1/pumps/${part(serial)}/stop`, { operator, reason }, { "Idempotency-Key": key }),
    (error) => {
      problem = leavesOutcomeUnknown(error)
        ? { ...error, title: "NOT KNOWN whether the stop was sent.",
          advice: "Press the button again: it is the same stop. Treat the pump as running." }
        : { ...error, title: `NOT STOPPED. ${error.title}.` };
    });
  isSending = false;
  if (answer) {
    command = answer;
    putCommand(answer);
  }
  render();
  byID(answer ? "stop-close" : "stop-now")?.focus();
  if (answer) follow(answer.id);
}

/** As much as the daemon takes: a long reason does not keep a stop from being sent. */
function beginning(text) {
  const letters = [...text];
  while (new TextEncoder().encode(letters.join("")).length > 256) letters.pop();
  return letters.join("");
}

/** The events tell of it as well; this goes on when they do not. */
async function follow(id) {
  while (dialog.open && command?.id === id && !(findCommand(id) ?? command).isTerminal) {
    await new Promise((done) => setTimeout(done, 1_000));
    try { command = await loadCommand(id); } catch { /* asked again */ }
    render();
  }
}

function result(now) {
  const [words, kind] = stopWords(now);
  return h("div", { "data-key": "result" },
    h("p", { class: `message ${kind === "ok" ? "ok" : "danger"}` }, h("strong", { class: "number" }, words)),
    isLive() ? null : h("p", { class: "message warn" }, "This page is not connected: what stands here may be old."),
    h("p", {}, `Pump ${now.pumpSerial}. ${CERTAINTY[now.outcome.certainty]} ${now.outcome.detail}`),
    h("p", {}, now.state === "succeeded" ? "Watch the patient for withdrawal; Live counts the time without delivery."
      : now.outcome.whatToDo === "Nothing." ? "" : now.outcome.whatToDo),
    h("ol", { class: "passages" }, now.history.map((passage) => h("li", {},
      `${clock(Date.parse(passage.at))}  ${stopWords(passage)[0]}`))),
    h("div", { class: "actions" },
      h("button", { type: "button", id: "stop-close", onclick: () => dialog.close() }, "Close"),
      now.isTerminal && now.state !== "succeeded"
        ? h("button", { type: "button", class: "stop", onclick: again }, "Stop again") : null));
}

/** Another stop, because the last one ended without stopping the pump. */
function again() {
  command = null;
  key = newKey();
  render();
  byID("stop-reason")?.focus();
}
