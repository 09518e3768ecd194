// The first view: wands, pumps, alarms and the queue, as they are now.

import { facts, h, made, show } from "./dom.js";
import { age, dismiss, isLive, openCommands, state } from "./store.js";
import { ago, clock, micrograms, milliliters, span, time } from "./amounts.js";
import { commandName, program, STATES, stopWords, total } from "./words.js";
import { historyChart, profileChart, reservoirChart, sizeKey } from "./charts.js";
import { alarmItem } from "./alarms.js";

/** A reading that is older than this is told as old: a pump changes only at the hands of people, but people come. */
const OLD_READING = 15 * 60_000;

export const title = "Live";

export function render(place) {
  const pumps = [...state.pumps.values()].sort((a, b) => (a.pump.serial < b.pump.serial ? -1 : 1));
  show(place,
    h("h1", { id: "title", tabindex: "-1" }, "Live"),
    h("div", { class: "columns" },
      h("div", { class: "wide-column" },
        pumps.length ? pumps.map(pumpCard) : h("section", { class: "card", "aria-label": "Pumps" },
          h("h2", {}, "No pump was read yet"),
          h("p", {}, "Since the daemon started nobody read a pump. Hold the wand over the pump and read it under ",
            h("a", { href: "#/change" }, "Change dose"), "."))),
      h("div", { class: "side-column" },
        alarmsCard(), queueCard(), [...state.wands.values()].map(wandCard), healthCard())));
}

function old(at) {
  return isLive() ? null
    : h("p", { class: "old-band" }, h("strong", {}, "OLD DATA: "), at ? `as it was at ${clock(at)}, not current`
      : "not current");
}

// MARK: pumps

function pumpCard(entry) {
  const { pump } = entry;
  const since = age(entry);
  const commands = state.commands.get(pump.serial) ?? [];
  const card = state.cards.get(pump.serial);
  const minute = Math.floor(Date.now() / 60_000);
  const key = `${pump.readAt} ${pump.revision} ${sizeKey()}`;
  const isFlowing = BigInt(pump.actualFlowNanolitersPerDay) > 0n;
  return h("section", { class: "card pump", "data-key": pump.serial, "aria-labelledby": `pump-${pump.serial}` },
    old(state.liveAt),
    h("div", { class: "head" },
      h("h2", { id: `pump-${pump.serial}` }, `Pump ${pump.serial}`),
      h("p", { class: since > OLD_READING ? "pill warn" : "pill" }, `read ${ago(since)}`)),
    warnings(entry),
    h("div", { class: "dose" },
      h("p", {}, h("span", { class: "label" }, "24 h total"), h("strong", { class: "number" }, total(pump)),
        pump.greatest24HoursNanograms !== null && pump.greatest24HoursNanograms !== pump.total24HoursNanograms
          ? h("span", { class: "note" },
            `at most ${micrograms(pump.greatest24HoursNanograms)} mcg with the patient's boluses`) : null),
      h("p", {}, h("span", { class: "label" }, "Flows now"),
        h("strong", { class: isFlowing ? "number" : "number danger-ink" },
          isFlowing ? `${flow(pump.actualFlowNanolitersPerDay)} mL/day` : "NOTHING")),
      h("p", {}, h("span", { class: "label" }, "Reservoir"),
        h("strong", { class: "number" }, `${milliliters(pump.reservoirNanoliters)} mL`),
        h("span", { class: "note" },
          `of ${milliliters(pump.reservoirSizeNanoliters)} mL, alarms below ${milliliters(pump.lowReservoirNanoliters)} mL`))),
    h("ul", { class: "program" }, program(pump.program).map((line) => h("li", {}, line))),
    BigInt(pump.bolusRemainingNanograms) > 0n
      ? h("p", { class: "message info" },
        `${micrograms(pump.bolusRemainingNanograms)} mcg of a single bolus, prime or bridge were still to come at the reading.`) : null,
    h("div", { class: "charts" },
      made(`profile ${key} ${minute}`, () => profileChart(pump, Date.now())),
      made(`reservoir ${key} ${card?.readAt}`, () => reservoirChart(pump, card)),
      made(`history ${key} ${commands.map((command) => command.version).join()} ${Math.floor(minute / 10)}`,
        () => historyChart(pump, commands, Date.now()))),
    h("details", {}, h("summary", {}, "More about this pump"), facts([
      ["Model", `${pump.model}, firmware ${pump.firmware}`],
      ["Drug", `${pump.drug} ${pump.concentrationMicrogramsPerMilliliter} mcg/mL`],
      ["Revision", `${pump.revision}, programmed ${time(pump.programmedAt)}`],
      ["Read", `${time(pump.readAt)} by wand ${pump.wand}`],
      ["Pump's clock", `${time(pump.pumpClock)}, off by ${span(Math.abs(pump.pumpClockOffsetMilliseconds))}`],
      ["Service left", `${pump.serviceDaysRemaining} days`],
      ["Patient", pump.setUp ? pump.setUp.patient : "not set up"],
      ["Patient's boluses in 24 h", String(pump.patientBoluses24Hours)],
      ["Refill by", card?.refillBy ? time(card.refillBy).slice(0, 10) : "unknown"],
    ])));
}

/** mL/day to three decimals, cut. */
const flow = (value) => {
  const thousandths = BigInt(value) / 1000n;
  return `${thousandths / 1000n}.${(thousandths % 1000n).toString().padStart(3, "0")}`;
};

function warnings(entry) {
  const { pump } = entry;
  const list = [];
  if (pump.withdrawal) list.push(withdrawal(entry));
  if (pump.session.state !== "closed") {
    list.push(h("p", { class: "message danger", "data-key": "session" },
      h("strong", {}, pump.session.state === "abandoned" ? "Session ABANDONED, pump may be stopped. "
        : "Session open, pump may be stopped. "),
      `Since ${time(pump.session.openedAt)}. Only a reading that shows a verified end closes it.`));
  }
  if (pump.staged) {
    list.push(h("p", { class: "message warn", "data-key": "staged" },
      "The pump holds a change that it has not applied."));
  }
  for (const alarm of pump.alarms) {
    list.push(h("p", { class: alarm.class === "critical" ? "message danger" : "message warn", "data-key": alarm.cause },
      h("strong", {}, alarm.class === "critical" ? "Critical: " : "Pump reports: "), words(alarm.cause),
        `, since ${time(alarm.since)}`));
  }
  if (age(entry) > OLD_READING) {
    list.push(h("p", { class: "message info", "data-key": "age" },
      "This is the last reading. Read the pump again to know how it is now."));
  }
  return list;
}

const words = (code) => code.replace(/([A-Z])/g, (letter) => ` ${letter.toLowerCase()}`);

function withdrawal(entry) {
  const { withdrawal: stopped } = entry.pump;
  const since = age(entry) - entry.pump.ageMilliseconds;
  const elapsed = stopped.elapsedSeconds * 1000 + since;
  const left = Math.max(0, stopped.remainingSeconds * 1000 - since);
  return h("div", { class: "message danger", "data-key": "withdrawal" },
    h("p", {}, h("strong", { class: "number" },
      `${isLive() ? "" : "Unless it was started since: "}Nothing delivered for ${span(elapsed)}`)),
    h("p", {}, stopped.critical || left === 0 ? "48 h are over: withdrawal can kill."
      : `Critical alarm in ${span(left)}. Withdrawal can come much earlier, and can kill.`),
    h("progress", { max: stopped.criticalAlarmAtSeconds,
      value: Math.min(stopped.criticalAlarmAtSeconds, Math.round(elapsed / 1000)),
      "aria-label": "Time without delivery, of 48 hours" }));
}

// MARK: what stands beside

function alarmsCard() {
  const alarms = state.alarms?.alarms ?? [];
  return h("section", { class: "card", "aria-labelledby": "live-alarms", "data-key": "alarms" },
    old(state.liveAt),
    h("h2", { id: "live-alarms" }, alarms.length ? `Alarms (${alarms.length})` : "Alarms"),
    alarms.length ? h("ul", { class: "alarms" }, alarms.slice(-4).map((alarm) => alarmItem(alarm, false)))
      : h("p", { class: "note" }, isLive() ? "No alarm stands." : "Not known now."),
    alarms.length ? h("p", {}, h("a", { href: "#/alarms" }, "All alarms, acknowledge and silence")) : null);
}

function queueCard() {
  const open = openCommands();
  const ended = [...state.commands.values()].flat().filter((command) => command.isTerminal)
    .sort((a, b) => (a.acceptedAt < b.acceptedAt ? 1 : -1)).slice(0, 3);
  const item = (command) => {
    const [text, kind] = command.kind === "stop" ? stopWords(command) : STATES[command.state];
    return h("li", { "data-key": command.id },
      h("p", {}, h("strong", {}, commandName(command)), ` on ${command.pumpSerial}`),
      h("p", { class: `state ${kind}` }, text),
      h("p", { class: "note" }, `${command.operator}, ${time(command.acceptedAt)}`),
      command.kind === "change" && !command.isTerminal
        ? h("p", {}, h("a", { href: `#/change/${command.id}` }, command.state === "awaitingConfirmation"
          ? "Look at it, confirm or take back" : "Follow")) : null);
  };
  return h("section", { class: "card", "aria-labelledby": "live-queue", "data-key": "queue" },
    old(state.liveAt),
    h("h2", { id: "live-queue" }, open.length ? `Commands under way (${open.length})` : "Commands"),
    open.length ? h("ul", { class: "commands" }, open.map(item))
      : h("p", { class: "note" }, isLive() ? "None is under way." : "Not known now."),
    ended.length ? h("h3", {}, "Last ended") : null,
    ended.length ? h("ul", { class: "commands" }, ended.map(item)) : null);
}

function wandCard(wand) {
  const near = wand.status?.pumpInRange;
  return h("section", { class: "card", "aria-labelledby": `wand-${wand.name}`, "data-key": `wand-${wand.name}` },
    old(state.liveAt),
    h("h2", { id: `wand-${wand.name}` }, `Wand ${wand.name}`),
    wand.isUnpaired ? h("p", { class: "message warn" }, h("strong", {}, "UNPAIRED: "),
      "no key proves who is on the line. For the bench only; therapy on a pump in a patient is refused.") : null,
    wand.stoppedPumps.filter((pump) => !state.pumps.has(pump.pumpSerial)).map((pump) => h("p",
      { class: "message danger", "data-key": pump.pumpSerial },
      h("strong", {}, `Pump ${pump.pumpSerial} was stopped `), `${time(pump.since)}, and not read since. Read it.`)),
    facts([
      ["Port", wand.port.state === "open" ? "open" : `closed: ${wand.port.reason ?? "unknown"}`,
        wand.port.state !== "open"],
      ["Session", wand.session ? `${wand.session.model}, ${wand.session.wandSerial}` : "none", !wand.session],
      ["Pump in range", near ? `${near.serial}, ${near.isImplanted ? "in a patient" : "not implanted"}` : "none"],
    ]),
    near ? h("div", { class: "strength" },
      h("span", { id: `strength-${wand.name}` }, `Telemetry strength ${near.strengthPercent} %`),
      h("meter", { min: 0, max: 100, low: 30, value: near.strengthPercent,
        "aria-labelledby": `strength-${wand.name}` })) : null);
}

function healthCard() {
  const health = state.health;
  if (!health || (health.status === "ok" && health.journal.writable)) return null;
  return h("section", { class: "card", "aria-labelledby": "live-health", "data-key": "health" },
    h("h2", { id: "live-health" }, "The daemon is degraded"),
    h("ul", {}, health.reasons.map((reason) => h("li", {}, reason))),
    health.journal.problem ? h("p", { class: "message danger" }, health.journal.problem) : null);
}

/** What happened that nobody here did; stays until somebody says that he saw it. */
export function notices() {
  return state.notices.map((notice, index) => h("div", { class: "message danger notice", "data-key": String(notice.at)
    + index },
    h("p", {}, h("strong", {}, clock(notice.at)), " ", notice.text),
    h("button", { type: "button", onclick: () => dismiss(notice) }, "Seen")));
}
