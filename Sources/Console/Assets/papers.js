// The papers of a pump: made by the same program that prints them at a terminal.

import { facts, h, made, show } from "./dom.js";
import { isLive, state } from "./store.js";
import { part } from "./api.js";
import { day, milliliters, time } from "./amounts.js";
import { program } from "./words.js";

export const title = "Card and report";

let chosen = null;
const texts = new Map();

export function enter() { texts.clear(); }

export function render(place) {
  const serials = [...state.pumps.keys()].sort();
  if (!serials.includes(chosen)) chosen = serials[0] ?? null;
  const entry = chosen && state.pumps.get(chosen);
  show(place,
    h("h1", { id: "title", tabindex: "-1" }, "Card and report"),
    isLive() ? null : h("p", { class: "old-band no-print" }, h("strong", {}, "OLD DATA: "), "do not print this now"),
    serials.length === 0 ? h("section", { class: "card", "aria-label": "Papers" },
      h("p", {}, "No pump was read yet: there is nothing to print.")) : [
      serials.length > 1 ? h("div", { class: "field no-print" }, h("label", { for: "paper-pump" }, "Pump"),
        h("select", { id: "paper-pump", onchange: (event) => { chosen = event.target.value; render(place); } },
          serials.map((serial) => h("option", { value: serial, selected: serial === chosen }, serial)))) : null,
      card(entry.pump), report(entry.pump),
    ]);
}

function card(pump) {
  const path = `/papers/${part(pump.serial)}`;
  const values = state.cards.get(pump.serial);
  const version = encodeURIComponent(`${pump.readAt} ${pump.revision}`);
  loadText(pump, `${path}/card.txt`);
  return h("section", { class: "card", "aria-labelledby": "card-title" },
    h("div", { class: "head no-print" }, h("h2", { id: "card-title" }, `Registration card of pump ${pump.serial}`),
      h("div", { class: "actions" },
        h("a", { class: "button", href: `${path}/card.svg`, target: "_blank", rel: "noopener" },
          "Open the sheet to cut out"),
        h("button", { type: "button", onclick: () => print() }, "Print this page"))),
    h("div", { class: "wallet" },
      made(`front ${version}`, () => h("img", { src: `${path}/card-front.svg?of=${version}`,
        alt: "Front of the card; its words stand below", width: 428, height: 270 })),
      made(`back ${version}`, () => h("img", { src: `${path}/card-back.svg?of=${version}`,
        alt: "Back of the card; its words stand below", width: 428, height: 270 }))),
    values === null ? h("p", { class: "message warn" },
      "What the pump delivers in 24 h fits no daily dose: the daemon makes no card.") : null,
    h("details", { class: "no-print" }, h("summary", {}, "The card as text"),
      h("pre", { tabindex: "0" }, texts.get(pump.serial)?.text ?? "")));
}

/** The words of the card, once for each reading. */
async function loadText(pump, path) {
  const version = `${pump.readAt} ${pump.revision}`;
  if (texts.get(pump.serial)?.version === version) return;
  texts.set(pump.serial, { version, text: "Loading" });
  try {
    const answer = await fetch(path, { cache: "no-store", credentials: "same-origin", redirect: "error" });
    texts.set(pump.serial, { version, text: answer.ok ? await answer.text() : "The card could not be made." });
  } catch {
    texts.set(pump.serial, { version, text: "The card could not be made." });
  }
}

function report(pump) {
  const values = state.cards.get(pump.serial);
  return h("section", { class: "card", "aria-labelledby": "report-title" },
    h("div", { class: "head" }, h("h2", { id: "report-title" }, "Session report"),
      h("a", { class: "button no-print", href: `/papers/${part(pump.serial)}/report.html`, target: "_blank",
        rel: "noopener" }, "Open the whole report")),
    h("p", { class: "no-print" },
      "The report has the readings, charts, changes with their reasons, alarms, and the mark of the audit trail, to print and to sign. It opens in a tab of its own."),
    facts([
      ["Read", time(pump.readAt)],
      ["Program", program(pump.program).join("; ")],
      ["24 h total", pump.total24HoursMicrograms === null ? "none" : `${pump.total24HoursMicrograms} mcg`],
      ["Reservoir", `${milliliters(pump.reservoirNanoliters)} mL of ${pump.drug} ${pump.concentrationMicrogramsPerMilliliter} mcg/mL`],
      ["Refill by", day(values?.refillBy)], ["Low reservoir alarm", day(values?.lowReservoirDate)],
      ["Call", values?.contact ?? "no contact is configured"],
    ]));
}
