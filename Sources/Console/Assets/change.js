// Change the dose: read, enter, check, submit. What follows on the pump is the review's.
//
// Nothing is kept but what a person typed; what the pump is and what the rules say is asked anew at each step.

import { byID, h, say, show } from "./dom.js";
import { isLive, putCommand, putPump, state } from "./store.js";
import { leavesOutcomeUnknown, newKey, part, post } from "./api.js";
import { act, isClinician, isSignedIn, mistake, signIn, signOut, signedInFor } from "./access.js";
import { ago, change as difference, span } from "./amounts.js";
import { blank, form, order, text } from "./form.js";
import { program, total, who } from "./words.js";
import * as review from "./review.js";

export const title = "Change dose";

const fresh = () => ({
  wand: null, pump: null, readAt: 0, fields: null, mistakes: {}, report: null, proposal: null, checked: null,
  key: null, problem: null, busy: "",
  /** Goes up whenever something is entered. */
  entries: 0,
});

let flow = fresh();
let root = null;
let wasLocked = false;

export function enter(id) {
  if (id) review.enter(id);
  else if (!flow.pump) flow = fresh();
}

export function render(place, id) {
  root = place;
  const locked = !isSignedIn();
  show(place,
    h("h1", { id: "title", tabindex: "-1" }, "Change dose"),
    access(),
    isLive() ? null : h("p", { class: "old-band" }, h("strong", {}, "NOT CONNECTED: "),
      "what stands here may be old; nothing can be asked"),
    h("div", { class: "workflow", inert: locked, "aria-label": "Workflow", role: "group" },
      id ? review.view(id, refresh) : steps()));
  if (locked && !wasLocked && flow.pump) byID("sign-in")?.focus();
  wasLocked = locked;
}

const refresh = () => { if (root?.isConnected) render(root, review.shown()); };

/** Who is here. Without a sign-in the steps below are closed. */
function access() {
  const caller = state.caller;
  if (!caller) return null;
  if (!isClinician()) {
    return h("p", { class: "message warn", id: "access" }, h("strong", {}, `${who(caller)} may not change therapy. `),
      `Roles: ${caller.roles.join(", ") || "none"}. A clinician starts a console of his own.`);
  }
  const left = signedInFor();
  const secondPerson = { never: "", overrides: " Where a soft limit is overridden, another user has to confirm.",
    always: " Another user has to confirm each change." }[caller.secondPerson];
  return left > 0
    ? h("div", { class: "message info row", id: "access", "data-key": "in" },
      h("p", {}, `${who(caller)} is signed in. After ${span(caller.inactivitySeconds * 1000)} without an act the sign-in ends: `, h("strong", {}, `${span(left)} left.`), secondPerson),
      h("button", { type: "button", id: "sign-out", onclick: () => asked(signOut) }, "Sign out"))
    : h("div", { class: "message warn row", id: "access", "data-key": "out" },
      h("p", {}, h("strong", {}, flow.pump || review.shown() ? "The sign-in has ended: the steps are locked. "
        : "Sign in to change therapy. "),
        flow.pump || review.shown() ? "Nothing was applied by that. What was entered is still there."
          : `As ${who(caller)}, by the word of this machine.${secondPerson}`),
      h("button", { type: "button", class: "primary", id: "sign-in", onclick: () => asked(signIn) },
        `Sign in as ${who(caller)}`),
      mistake(flow.problem));
}

async function asked(work) {
  flow.problem = null;
  await act(work, (problem) => { flow.problem = problem; });
  refresh();
  byID(isSignedIn() ? (byID("read") ? "read" : "title") : "sign-in")?.focus();
}

// MARK: steps

function steps() {
  return [
    review.progress(!flow.pump ? 0 : !flow.report ? 1 : 2),
    isSignedIn() ? mistake(flow.problem) : null,
    readStep(), flow.pump ? [enterStep(), flow.report ? checkStep() : null] : null,
  ];
}

function readStep() {
  const wands = [...state.wands.values()];
  if (!wands.some((wand) => wand.name === flow.wand)) flow.wand = wands.find((wand) => wand.status?.pumpInRange)?.name ?? wands[0]?.name ?? null;
  const near = state.wands.get(flow.wand)?.status?.pumpInRange;
  return h("section", { class: "card", "aria-labelledby": "read-title" },
    h("h2", { id: "read-title", tabindex: "-1" }, "1. Read the pump"),
    wands.length > 1 ? h("div", { class: "field" }, h("label", { for: "wand" }, "Wand"),
      h("select", { id: "wand", onchange: (event) => { flow = { ...fresh(), wand: event.target.value }; refresh(); } },
        wands.map((wand) => h("option", { value: wand.name, selected: wand.name === flow.wand }, wand.name)))) : null,
    flow.pump
      ? h("div", {},
        h("p", {}, "Pump ", h("strong", { class: "number" }, flow.pump.serial),
          ` read ${ago(performance.now() - flow.readAt)}, revision ${flow.pump.revision}. 24 h total now: `,
          h("strong", {}, total(flow.pump))),
        h("ul", { class: "program" }, program(flow.pump.program).map((line) => h("li", {}, line))))
      : h("p", {}, near ? `Wand ${flow.wand} reaches pump ${near.serial}, signal ${near.strengthPercent} %.`
        : `Wand ${flow.wand ?? ""} reaches no pump. Hold it over the pump.`),
    h("button", { type: "button", id: "read", class: flow.pump ? "" : "primary", disabled: flow.busy !== ""
      || !flow.wand, onclick: read },
      flow.busy === "read" ? "Reading" : flow.pump ? "Read again" : "Read the pump now"));
}

async function read() {
  const asked = flow;
  flow.busy = "read";
  flow.problem = null;
  refresh();
  const pump = await act(() => post(`/v1/wands/${part(flow.wand)}/interrogations`),
    (problem) => { asked.problem = problem; });
  asked.busy = "";
  if (pump) putPump(pump);
  // begun anew meanwhile, or with another wand
  if (flow !== asked) { refresh(); return; }
  if (pump) {
    const isSame = flow.pump?.serial === pump.serial;
    flow = { ...flow, pump, readAt: performance.now(), fields: isSame ? flow.fields : blank(pump), report: null,
      proposal: null, mistakes: {} };
    say(`Pump ${pump.serial} read.`);
  }
  refresh();
  byID(pump ? "enter-title" : "read")?.focus();
}

function enterStep() {
  return h("section", { class: "card", "aria-labelledby": "enter-title" },
    h("h2", { id: "enter-title", tabindex: "-1" }, "2. Enter the change"),
    h("form", { id: "entry", novalidate: true, onsubmit: (event) => { event.preventDefault(); check(); } },
      form(flow.fields, flow.pump, flow.mistakes, entered),
      h("div", { class: "actions" },
        h("button", { type: "submit", class: flow.report ? "" : "primary", id: "check", disabled: flow.busy !== "" },
          flow.busy === "check" ? "Checking" : "Check against the rules"),
        h("button", { type: "button", onclick: () => { flow = fresh(); refresh(); byID("read-title")?.focus(); } },
          "Begin anew"))));
}

/** What was checked is not what stands there any more. */
function entered() {
  flow.entries += 1;
  flow.report = null;
  flow.proposal = null;
  flow.checked = null;
  flow.key = null;
  flow.mistakes = {};
  refresh();
}

async function check() {
  const { submission, mistakes } = order(flow.fields, flow.pump);
  flow.mistakes = mistakes ?? {};
  flow.problem = null;
  if (mistakes) {
    refresh();
    const [first] = Object.keys(mistakes);
    (byID(first) ?? byID(`${first}-rate`))?.focus();
    say(`${Object.keys(mistakes).length} entries are not right.`, true);
    return;
  }
  const asked = flow;
  const entries = flow.entries;
  flow.busy = "check";
  refresh();
  let proposal = null;
  const report = await act(() => post("/v1/limits", submission), (problem) => { asked.problem = problem; });
  if (report && (report.verdict === "accepted" || submission.overrideReason)) {
    proposal = await act(() => post("/v1/commands?dryRun=true", submission),
      (problem) => { asked.problem = problem; });
  }
  asked.busy = "";
  // what the rules say of other numbers than stand there now is not shown beside them
  if (flow !== asked || flow.entries !== entries) { refresh(); return; }
  Object.assign(flow, { report, proposal, checked: submission });
  refresh();
  byID(report ? "check-title" : "check")?.focus();
}

const OUTCOMES = { met: "met", needsOverride: "needs an override", refused: "REFUSED",
  notApplicable: "does not apply" };

function checkStep() {
  const { report, proposal } = flow;
  const loud = report.rules.filter((rule) => rule.outcome === "needsOverride" || rule.outcome === "refused");
  const met = report.rules.filter((rule) => rule.outcome === "met");
  return h("section", { class: "card", "aria-labelledby": "check-title" },
    h("h2", { id: "check-title", tabindex: "-1" }, "3. What the rules say"),
    h("p", { class: `message ${{ accepted: "ok", needsOverride: "warn", refused: "danger" }[report.verdict]}` },
      h("strong", {}, { accepted: "Accepted. ",
        needsOverride: "A soft limit is passed: it needs an override with its reason. ",
        refused: "Refused by a hard limit: nothing passes it. " }[report.verdict]),
      `${met.length} rules are met, by library ${report.library.name ?? "none"} ${report.library.version ?? ""}.`),
    loud.length ? h("ul", { class: "rules" }, loud.map((rule) => h("li",
      { "data-key": rule.rule, class: rule.outcome === "refused" ? "danger-ink" : "warn-ink" },
      h("strong", {}, OUTCOMES[rule.outcome] + ": "), rule.text))) : null,
    h("details", {}, h("summary", {}, `All ${report.rules.length} rules`),
      h("ul", { class: "rules" }, report.rules.map((rule) => h("li", { "data-key": rule.rule },
        h("strong", {}, `${OUTCOMES[rule.outcome]}: `), rule.text)))),
    proposal ? h("p", {}, "24 h total: ", h("strong", {}, `${proposal.oldTotal24HoursMicrograms} mcg`), " now, ",
      h("strong", {}, `${proposal.newTotal24HoursMicrograms} mcg`),
      ` new, ${difference(proposal.oldTotal24HoursNanograms, proposal.newTotal24HoursNanograms)}.`) : null,
    report.verdict === "needsOverride"
      ? text("overrideReason", "Why the limit is overridden (kept in the audit trail)", flow.fields, flow.mistakes,
        (name, value) => { flow.fields[name] = value; flow.key = null; flow.mistakes = {}; refresh(); }) : null,
    report.verdict === "refused" ? null : [
      h("p", { class: "note" },
        "The pump is sent the change to hold. It is not applied before it was reviewed and confirmed."),
      h("div", { class: "actions" },
        h("button", { type: "button", id: "submit", class: "primary", disabled: flow.busy !== "", onclick: submit },
          flow.busy === "submit" ? "Submitting" : "Submit for review")),
    ]);
}

async function submit() {
  const submission = { ...flow.checked };
  const override = flow.fields.overrideReason.trim();
  if (flow.report.verdict === "needsOverride" && override === "") {
    flow.mistakes = { overrideReason: "A reason is needed." };
    refresh();
    byID("overrideReason")?.focus();
    return;
  }
  // a reason that is not asked for is not sent
  delete submission.overrideReason;
  if (flow.report.verdict === "needsOverride") submission.overrideReason = override;
  // the same content under the same key is the same command, however often it is sent
  const asked = flow;
  flow.key ??= newKey();
  flow.busy = "submit";
  flow.problem = null;
  refresh();
  const command = await act(() => post("/v1/commands", submission, { "Idempotency-Key": flow.key }), (problem) => {
    asked.problem = leavesOutcomeUnknown(problem)
      ? { ...problem, title: "NOT KNOWN whether it was submitted.",
        advice: "Submit again: under the same key it is the same command." } : problem;
  });
  asked.busy = "";
  if (!command) {
    refresh();
    byID("mistake")?.scrollIntoView({ block: "center" });
    return;
  }
  putCommand(command);
  review.submitted(command, submission.operator);
  flow = fresh();
  location.hash = `#/change/${command.id}`;
}

