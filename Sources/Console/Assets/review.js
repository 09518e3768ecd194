// One command after it was submitted: old and new side by side, the typed confirmation, and its states to the end.

import { byID, h, say, table } from "./dom.js";
import { findCommand, loadCommand, putCommand, state } from "./store.js";
import { leavesOutcomeUnknown, part, post } from "./api.js";
import { act, mistake } from "./access.js";
import { change as difference, clock, micrograms, span } from "./amounts.js";
import { besides, CERTAINTY, commandName, program, STATES, stopWords, weekdays } from "./words.js";

let id = null;
let loaded = null;
let problem = null;
let typed = [];
let operator = "";
let busy = "";
let told = "";
let follower = 0;

export const shown = () => id;

export function enter(wanted) {
  if (id === wanted) return;
  id = wanted;
  loaded = null;
  problem = null;
  typed = [];
  busy = "";
  told = "";
  follow(wanted, ++follower);
}

export function leave() {
  id = null;
  follower += 1;
}

/** Who submitted it here is likely to confirm it here. */
export function submitted(command, name) {
  operator = command.userID === state.caller?.userID ? name : "";
}

/** The events tell of each state; this finds out what they do not tell. */
async function follow(wanted, mine) {
  while (mine === follower) {
    try { loaded = await loadCommand(wanted); } catch (error) {
      if (error.status === 404) { problem = { title: "There is no such command.", text: "", advice: "" }; return; }
    }
    if (loaded?.isTerminal) return;
    await new Promise((done) => setTimeout(done, 2_000));
  }
}

/** The numbers that decide the change, in the order in which they are shown: what a person types to apply it. */
export function decisive(proposal) {
  const groups = dayGroups(proposal);
  if (!groups.length) return [{ name: "the new 24 h total", value: proposal.newTotal24HoursMicrograms }];
  const days = groups.map((group) => ({ name: `the new total of ${weekdays(group.days)}`,
    value: micrograms(group.now) }));
  return proposal.new.program.once?.kind === "bolus" ? [...days, { name: "the new 24 h total",
    value: proposal.newTotal24HoursMicrograms }] : days;
}

/** Weekdays with the same two totals; none where all days are alike. */
function dayGroups(proposal) {
  const [old, now] = [proposal.oldDayTotalsNanograms, proposal.newDayTotalsNanograms];
  if (!old || !now || (new Set(old).size === 1 && new Set(now).size === 1)) return [];
  const groups = [];
  for (let day = 0; day < 7; day += 1) {
    const group = groups.find((one) => one.old === old[day] && one.now === now[day]);
    if (group) group.days.push(day); else groups.push({ days: [day], old: old[day], now: now[day] });
  }
  return groups;
}

/** The four steps, and which one is now. */
export function progress(now) {
  return h("ol", { class: "progress", "aria-label": "Steps" },
    ["Read", "Enter", "Check", "Confirm"].map((name, index) =>
    h("li", { class: index < now ? "done" : index === now ? "now" : "", "aria-current": index === now ? "step"
      : null }, name)));
}

export function view(wanted, refresh) {
  const command = findCommand(wanted) ?? loaded;
  if (!command) return problem ? mistake(problem) : h("p", {}, "Looking for the command");
  const [words, kind] = command.kind === "stop" ? stopWords(command) : STATES[command.state];
  if (told !== command.state) {
    const isFirst = told === "";
    told = command.state;
    say(words, kind === "danger" || command.isTerminal);
    if (command.state === "awaitingConfirmation" || (command.isTerminal && !isFirst)) {
      queueMicrotask(() => byID("review-title")?.focus());
    }
  }
  return [
    command.kind === "change" ? progress(command.isTerminal ? 4 : 3) : null,
    h("section", { class: "card", "aria-labelledby": "review-title", "data-key": "review" },
      h("h2", { id: "review-title", tabindex: "-1" }, command.isTerminal ? "4. What came of it"
        : "4. Review and confirm"),
      h("p", { class: `message ${kind === "busy" ? "info" : kind}` }, h("strong", { class: "number" }, words)),
      h("p", {}, `Pump ${command.pumpSerial}: ${commandName(command)}. ${CERTAINTY[command.outcome.certainty]} ${command.outcome.detail}`),
      // while it waits the form below says what to do, in the words of this page
      command.state !== "awaitingConfirmation" && command.outcome.whatToDo && command.outcome.whatToDo !== "Nothing."
        ? h("p", {}, h("strong", {}, "What to do: "), command.outcome.whatToDo) : null,
      command.proposal ? comparison(command) : command.kind === "change" && !command.isTerminal
        ? h("p", { class: "note" }, "The pump is read for this command; old and new appear here.") : null,
      mistake(problem),
      command.state === "awaitingConfirmation" ? confirmation(command, refresh) : takeBackOnly(command, refresh),
      command.isTerminal ? h("div", { class: "actions" },
        h("a", { class: "button primary", href: "#/change" }, "Another change"),
        h("a", { class: "button", href: "#/papers" }, "Card and report")) : null),
    h("section", { class: "card", "aria-labelledby": "passages-title", "data-key": "passages" },
      h("h2", { id: "passages-title" }, "Its states"),
      h("ol", { class: "passages" }, command.history.map((passage, index) => h("li",
        { "data-key": `${passage.state}${index}` },
        `${clock(Date.parse(passage.at))}  `, (command.kind === "stop" ? stopWords({ state: passage.state })
          : STATES[passage.state])[0]))),
      h("p", { class: "note" },
        `Command ${command.id}. Submitted by ${command.operator}, user id ${command.userID}: ${command.reason}`,
        command.overrideReason ? `. Override: ${command.overrideReason}` : "",
        command.confirmedByUserID === null ? "" : `. Confirmed by user id ${command.confirmedByUserID}`)),
  ];
}

function comparison(command) {
  const { proposal } = command;
  const lines = (list) => h("ul", { class: "plain" }, list.map((line) => h("li", {}, line)));
  const rows = [
    ["Program", lines(program(proposal.old)), lines([...program(proposal.new.program), ...besides(proposal.new)]), ""],
    ["24 h total", `${proposal.oldTotal24HoursMicrograms} mcg`,
      h("strong", { class: "number" }, `${proposal.newTotal24HoursMicrograms} mcg`),
      h("strong", {}, difference(proposal.oldTotal24HoursNanograms, proposal.newTotal24HoursNanograms))],
    ...dayGroups(proposal).map((group) => [weekdays(group.days), `${micrograms(group.old)} mcg`,
      h("strong", {}, `${micrograms(group.now)} mcg`), difference(group.old, group.now)]),
  ];
  const [old, now] = [proposal.oldGreatest24HoursNanograms, proposal.newGreatest24HoursNanograms];
  if (old !== null && now !== null && (old !== proposal.oldTotal24HoursNanograms
    || now !== proposal.newTotal24HoursNanograms)) {
    rows.push(["With the patient's boluses", `${micrograms(old)} mcg`, `${micrograms(now)} mcg`, difference(old, now)]);
  }
  return [
    table(`Old and new, pump ${proposal.pumpSerial}, ${proposal.concentrationMicrogramsPerMilliliter} mcg/mL`,
      ["What", "Now", "New", "Change"], rows, { class: "compare" }),
    proposal.softLimits.length ? h("ul", { class: "rules" }, proposal.softLimits.map((limit) => h("li",
      { class: "warn-ink" }, h("strong", {}, "Soft limit passed: "), limit.text))) : null,
  ];
}

/** Whether the site wants another user than this one. */
function needsAnother(command) {
  const caller = state.caller;
  if (!caller || command.userID !== caller.userID) return false;
  return caller.secondPerson === "always" || (caller.secondPerson === "overrides" && command.overrideReason !== null);
}

function confirmation(command, refresh) {
  const left = command.confirmBefore ? Date.parse(command.confirmBefore) - Date.now() : 0;
  const ends = left > 0 ? `The pump's offer ends in ${span(left)}.` : "The pump's offer has ended.";
  const back = h("button", { type: "button", id: "take-back", disabled: busy !== "",
    onclick: () => takeBack(command, refresh) }, "Take it back");
  if (needsAnother(command)) {
    return h("div", { class: "confirm", "data-key": "second" },
      h("div", { class: "message warn" },
        h("p", {}, h("strong", {}, "Another user has to confirm this. "),
          "This site asks for a second person: somebody else with the role of a clinician reviews it under an account of his own."),
        h("p", {}, "He starts 'wandctl console' as himself, finds the change under Live among the commands under way, and confirms it there. ", ends)),
      h("div", { class: "actions" }, back));
  }
  const numbers = decisive(command.proposal);
  return h("form", { class: "confirm", novalidate: true, "data-key": "confirm",
    onsubmit: (event) => { event.preventDefault(); confirm(command, numbers, refresh); } },
    h("p", {}, "To apply it type ", numbers.map(({ name }) => name).join(", then "),
      " in mcg, exactly as it stands above. ", ends),
    h("div", { class: "pair" },
      numbers.map(({ name }, index) => h("div", { class: "field", "data-key": String(index) },
        h("label", { for: `typed-${index}` }, `Type ${name}, mcg`),
        h("input", { id: `typed-${index}`, class: "amount", inputmode: "decimal", autocomplete: "off",
          spellcheck: "false", oninput: (event) => { typed[index] = event.target.value; } }))),
      h("div", { class: "field", "data-key": "name" }, h("label", { for: "confirm-operator" }, "Your name"),
        h("input", { id: "confirm-operator", autocomplete: "name", maxlength: 256, value: operator,
          oninput: (event) => { operator = event.target.value; } }))),
    h("div", { class: "actions" },
      h("button", { type: "submit", class: "primary", id: "confirm", disabled: busy !== "" }, busy === "confirm"
        ? "Confirming" : "Confirm and apply"), back));
}

function takeBackOnly(command, refresh) {
  if (command.kind === "stop" || !["queued", "validated", "staged"].includes(command.state)) return null;
  return h("div", { class: "actions", "data-key": "back" },
    h("button", { type: "button", id: "take-back", disabled: busy !== "", onclick: () => takeBack(command, refresh) },
      "Take it back"));
}

async function confirm(command, numbers, refresh) {
  problem = null;
  const wrong = numbers.findIndex(({ value }, index) => (typed[index] ?? "").trim() !== value);
  if (wrong >= 0 || operator.trim() === "") {
    problem = wrong >= 0
      ? { title: "Not confirmed.",
        text: `What was typed is not ${numbers[wrong].name} that stands above. Nothing was applied.`,
        advice: "Compare old and new again, or take the change back." }
      : { title: "Not confirmed.", text: "Give your name.", advice: "" };
    refresh();
    byID(wrong >= 0 ? `typed-${wrong}` : "confirm-operator")?.focus();
    return;
  }
  const answer = await ask("confirm", command, "confirmation",
    { digest: command.proposal.digest, operator: operator.trim() }, refresh, (error) =>
    (leavesOutcomeUnknown(error)
      ? { ...error, title: "NOT KNOWN whether the confirmation arrived.", text: "The change may be applied.",
        advice: "Do not repeat it. Its state is asked for again and again, and shown here." } : error));
  if (answer) typed = [];
}

const takeBack = (command, refresh) => ask("back", command, "cancellation", undefined, refresh, (error) => error);

async function ask(what, command, action, body, refresh, words) {
  problem = null;
  busy = what;
  refresh();
  const answer = await act(() => post(`/v1/commands/${part(command.id)}/${action}`, body),
    (error) => { problem = words(error); });
  busy = "";
  if (answer) putCommand(answer);
  refresh();
  byID(answer ? "review-title" : "mistake")?.focus();
  return answer;
}
