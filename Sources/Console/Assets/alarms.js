// Alarms in order of occurrence: what sounds, what is silenced and for how long, what nobody has acknowledged.

import { h, say, show } from "./dom.js";
import { isLive, putAlarms, state } from "./store.js";
import { post } from "./api.js";
import { act, isClinician, mistake } from "./access.js";
import { clock, span, time } from "./amounts.js";
import { isSoundOn, turnOn } from "./sound.js";

export const title = "Alarms";

/** Priority by shape, word and colour. */
const SHAPES = { high: "▲▲▲", medium: "▲▲", low: "▲" };

let problem = null;

export function enter() { problem = null; }

export function render(place) {
  const list = state.alarms?.alarms ?? [];
  show(place,
    h("h1", { id: "title", tabindex: "-1" }, "Alarms"),
    isSoundOn() ? null : h("div", { class: "message danger" },
      h("p", {}, h("strong", {}, "Sound is OFF. "),
        "This browser makes no tone until a person turns it on. Alarms are shown only."),
      h("button", { type: "button", onclick: turnOn }, "Turn the sound on")),
    mistake(problem),
    h("section", { class: "card", "aria-label": "Alarms in order of occurrence" },
      isLive() ? null : h("p", { class: "old-band" }, h("strong", {}, "OLD DATA: "),
        "alarms may have begun or ended since"),
      list.length ? h("ol", { class: "alarms" }, list.map((alarm) => alarmItem(alarm, true)))
        : h("p", {}, isLive() ? "No alarm stands." : "Not known now."),
      isClinician() || !isLive() ? null
        : h("p", { class: "note" }, "Only a clinician silences and acknowledges alarms."),
      h("p", { class: "note" },
        "Neither acknowledging nor silencing ends a cause, and nothing here makes a pump infuse. A silence ends after 10 min at most, "
        + "and at once when the link is lost or the cause gets worse.")));
}

export function alarmItem(alarm, hasActions) {
  const id = String(alarm.id);
  return h("li", { "data-key": id, class: `alarm ${alarm.priority} ${alarm.state}` },
    h("div", {},
      h("p", { class: "alarm-title" },
        h("span", { class: `priority ${alarm.priority}` },
          h("span", { "aria-hidden": "true" }, SHAPES[alarm.priority] + " "), `${alarm.priority} priority`),
        h("strong", {}, alarm.title)),
      h("p", {}, alarm.pumpSerial ? `Pump ${alarm.pumpSerial}, ` : "", `since ${time(alarm.since)}`,
        alarm.occurrences > 1 ? `, ${alarm.occurrences} times` : ""),
      h("p", {}, stateWords(alarm)),
      h("p", { class: "note" }, alarm.whatToDo)),
    hasActions ? h("div", { class: "actions" },
      alarm.state === "sounding"
        ? h("button", { type: "button", id: `silence-${id}`, disabled: !isClinician(),
          onclick: () => ask(alarm, "silence", "Silenced") },
          "Silence", h("span", { class: "unseen" }, ` ${alarm.title}`)) : null,
      alarm.state !== "acknowledged"
        ? h("button", { type: "button", id: `acknowledge-${id}`, disabled: !isClinician(),
          onclick: () => ask(alarm, "acknowledgement", "Acknowledged") },
          "Acknowledge", h("span", { class: "unseen" }, ` ${alarm.title}`)) : null) : null);
}

function stateWords(alarm) {
  const by = alarm.userID === null ? "" : ` by user id ${alarm.userID}`;
  switch (alarm.state) {
    case "sounding": return h("strong", {}, "Sounds");
    case "silenced":
      return `Silenced${by}: sounds again in ${span(Date.parse(alarm.silencedUntil) - Date.now())}, at ${clock(Date.parse(alarm.silencedUntil))}`;
    case "acknowledged": return `Acknowledged${by}; its cause stands`;
    default: return "Its cause is gone; nobody has acknowledged it";
  }
}

async function ask(alarm, action, done) {
  problem = null;
  const list = await act(() => post(`/v1/alarms/${alarm.id}/${action}`), (error) => { problem = error; });
  if (!list) return;
  putAlarms(list);
  say(`${done}: ${alarm.title}.`);
  document.getElementById("title")?.focus();
}

// MARK: on every view

let told = new Set();

/** The worst alarm that sounds, at the top of every view. */
export function alarmBar() {
  if (!isLive() && state.alarms === null) return null;
  const list = (state.alarms?.alarms ?? []).filter((alarm) => alarm.state === "sounding");
  const rank = { high: 2, medium: 1, low: 0 };
  const worst = list.reduce((found, alarm) => (!found || rank[alarm.priority] > rank[found.priority] ? alarm : found),
    null);
  if (!worst) return null;
  return h("div", { class: `alarm-bar ${worst.priority}` },
    h("p", {}, h("span", { "aria-hidden": "true" }, SHAPES[worst.priority] + " "),
      h("strong", {}, `${worst.priority.toUpperCase()} PRIORITY: ${worst.title}`),
      worst.pumpSerial ? `, pump ${worst.pumpSerial}` : "", isLive() ? "" : " (old data)",
      list.length > 1 ? `, and ${list.length - 1} more` : ""),
    h("a", { href: "#/alarms" }, "Go to the alarms"));
}

/** Says new alarms to a screen reader: critical ones at once. */
export function tellAlarms() {
  const list = state.alarms?.alarms ?? [];
  const sounding = list.filter((alarm) => alarm.state === "sounding");
  const fresh = sounding.filter((alarm) => !told.has(String(alarm.id)));
  told = new Set(sounding.map((alarm) => String(alarm.id)));
  const text = (alarms) => alarms.map((alarm) => `${alarm.title}${alarm.pumpSerial ? `, pump ${alarm.pumpSerial}` : ""}`).join(". ");
  const critical = fresh.filter((alarm) => alarm.class === "critical");
  const other = fresh.filter((alarm) => alarm.class !== "critical");
  if (critical.length) say(`Critical alarm: ${text(critical)}`, true);
  if (other.length) say(`Alarm: ${text(other)}`);
}
