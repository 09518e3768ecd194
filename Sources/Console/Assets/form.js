// What a person enters for a change, and the order that it makes. All amounts are text from the field to the daemon.

import { h } from "./dom.js";
import { change, doseMistake, micrograms, nanograms, wholeNumber } from "./amounts.js";
import { offset, program, weekdayNames, weekdayNumbers, weekdays } from "./words.js";

export const KINDS = {
  continuous: "Continuous dose",
  bolus: "Single bolus on top of what runs",
  flex: "Day schedule",
  stopped: "Stop delivery",
};

const MOST_STEPS = 13;

/** Empty fields for a pump; a schedule begins as the one that runs. */
export function blank(pump) {
  const running = pump.program.mode === "flex" ? pump.program.schedule : null;
  return {
    kind: running ? "flex" : "continuous", dose: "", bolus: "", minutes: "",
    days: running
      ? running.days.map((day) => ({ numbers: weekdayNumbers(day.weekdays),
        steps: day.steps.map((step) => ({ start: step.start, rate: step.microgramsPerHour })) }))
      : [{ numbers: [0, 1, 2, 3, 4, 5, 6], steps: [{ start: "00:00", rate: "" }] }],
    offset: running?.utcOffsetMinutes ?? -new Date().getTimezoneOffset(),
    operator: "", reason: "", overrideReason: "", keepsPatientBolus: true,
  };
}

// MARK: the order

/** What runs on, as an order takes it: each amount once, as text, and nothing that is delivered once. */
function base(value) {
  const strip = (part) => Array.isArray(part) ? part.map(strip)
    : part !== null && typeof part === "object"
      ? Object.fromEntries(Object.entries(part).filter(([name]) => !/nano/i.test(name) && name !== "text"
        && name !== "once").map(([name, inner]) => [name, strip(inner)]))
      : part;
  return strip(value);
}

/** {submission} or {mistakes: {field: words}}. */
export function order(fields, pump) {
  const mistakes = {};
  const need = (field, text) => { if (text) mistakes[field] = text; };
  let value;
  switch (fields.kind) {
    case "continuous":
      need("dose", doseMistake(fields.dose));
      value = { mode: "simpleContinuous", doseMicrogramsPerDay: fields.dose };
      break;
    case "bolus": {
      need("bolus", doseMistake(fields.bolus));
      const minutes = wholeNumber(fields.minutes, 1, 1_440);
      need("minutes", minutes === null ? "Whole minutes, 1 to 1440." : null);
      value = { ...base(pump.program), once: { kind: "bolus", doseMicrograms: fields.bolus,
        durationSeconds: (minutes ?? 0) * 60 } };
      if (pump.program.mode === "stopped") need("bolus", "A stopped pump gives no bolus.");
      break;
    }
    case "flex": value = schedule(fields, need); break;
    case "stopped": value = { mode: "stopped" }; break;
  }
  if (pump.program.patientBolus && fields.keepsPatientBolus
    && (fields.kind === "continuous" || fields.kind === "flex")) {
    value.patientBolus = base(pump.program.patientBolus);
  }
  const bytes = (text) => new TextEncoder().encode(text).length;
  for (const field of ["operator", "reason"]) {
    const text = fields[field].trim();
    need(field, text === "" ? "Needed." : bytes(text) > 256 ? "Too long." : null);
  }
  if (Object.keys(mistakes).length) return { mistakes };
  const submission = {
    pumpSerial: pump.serial, baseRevision: pump.revision, program: value,
    operator: fields.operator.trim(), reason: fields.reason.trim(),
  };
  if (fields.overrideReason.trim()) submission.overrideReason = fields.overrideReason.trim();
  return { submission };
}

function schedule(fields, need) {
  const days = fields.days.map((day, index) => {
    for (const [row, step] of day.steps.entries()) {
      const wrong = stepMistake(day.steps, row);
      need(`step-${index}-${row}`, wrong);
    }
    return {
      weekdays: day.numbers.map((number) => weekdayNames[number]), totalMicrograms: dayTotal(day) ?? "",
      steps: day.steps.map((step) => ({ start: step.start, microgramsPerHour: step.rate })),
    };
  });
  return { mode: "flex", schedule: { utcOffsetMinutes: fields.offset, days } };
}

const minuteOf = (text) => (/^([01][0-9]|2[0-3]):[0-5][0-9]$/.test(text) ? Number(text.slice(0, 2)) * 60
  + Number(text.slice(3)) : null);

function stepMistake(steps, row) {
  const at = minuteOf(steps[row].start);
  if (at === null) return "A time such as 06:30.";
  if (row === 0 && at !== 0) return "The first step begins at 00:00.";
  if (row > 0 && at <= (minuteOf(steps[row - 1].start) ?? -1)) return "Each step begins after the one before.";
  return nanograms(steps[row].rate) === null ? "mcg each hour, such as 6.5." : null;
}

/** Of a whole day, exactly, as text; null while a step is wrong, or when the steps make no whole nanogram. */
export function dayTotal(day) {
  let sum = 0n;
  for (const [row, step] of day.steps.entries()) {
    if (stepMistake(day.steps, row)) return null;
    const end = row + 1 < day.steps.length ? minuteOf(day.steps[row + 1].start) : 1_440;
    if (end === null) return null;
    sum += nanograms(step.rate) * BigInt(end - minuteOf(step.start));
  }
  return sum % 60n === 0n ? micrograms(sum / 60n) : null;
}

// MARK: the fields

/** `update` is called after each entry. */
export function form(fields, pump, mistakes, update) {
  const set = (name, value) => { fields[name] = value; update(); };
  return [
    h("fieldset", { class: "kinds" }, h("legend", {}, "What is to change"),
      Object.entries(KINDS).map(([kind, name]) => h("label", { class: "choice", "data-key": kind },
        h("input", { type: "radio", name: "kind", value: kind, id: `kind-${kind}`, checked: fields.kind === kind,
          onchange: () => set("kind", kind) }), name))),
    kindFields(fields, pump, mistakes, set, update),
    pump.program.patientBolus && (fields.kind === "continuous" || fields.kind === "flex")
      ? h("label", { class: "choice", "data-key": "patient-bolus" },
        h("input", { type: "checkbox", id: "keep-bolus", checked: fields.keepsPatientBolus,
        onchange: (event) => set("keepsPatientBolus", event.target.checked) }),
        "The patient keeps his own bolus: ", program(pump.program).at(-1)) : null,
    h("div", { class: "pair", "data-key": "who" },
      text("operator", "Your name", fields, mistakes, set, { autocomplete: "name" }),
      text("reason", "Reason for the change", fields, mistakes, set)),
  ];
}

function kindFields(fields, pump, mistakes, set, update) {
  switch (fields.kind) {
    case "continuous": return h("div", { "data-key": "continuous", class: "pair" },
      text("dose", "New dose, mcg in 24 h", fields, mistakes, set,
        { inputmode: "decimal", class: "amount", hint: doseHint(fields.dose, pump) }));
    case "bolus": return h("div", { "data-key": "bolus", class: "pair" },
      text("bolus", "Bolus, mcg in all", fields, mistakes, set,
        { inputmode: "decimal", class: "amount", hint: `On top of ${program(base(pump.program))[0]}` }),
      text("minutes", "Over how many minutes", fields, mistakes, set, { inputmode: "numeric", class: "amount" }));
    case "flex": return h("div", { "data-key": "flex" }, flexFields(fields, mistakes, update));
    default: return h("div", { class: "message danger", "data-key": "stopped" },
      h("p", {}, h("strong", {}, "The pump delivers nothing afterwards. "),
        "An abrupt stop can lead to withdrawal, which can kill. "
        + "This is a planned stop, with a review. In an emergency use the red button at the top."));
  }
}

function doseHint(dose, pump) {
  const now = pump.total24HoursNanograms;
  const value = nanograms(dose);
  if (now === null) return "The whole day's dose, not a rate each hour.";
  const old = `Now ${micrograms(now)} mcg in 24 h`;
  return value === null ? `${old}. The whole day's dose, not a rate each hour.` : `${old}: ${change(now, value)}`;
}

function flexFields(fields, mistakes, update) {
  return [
    h("p", { class: "note" },
      `Rates are mcg each HOUR. Local time is UTC${offset(fields.offset)} and does not follow summer time by itself.`),
    fields.days.map((day, index) => h("fieldset", { class: "steps", "data-key": `day-${index}` },
      h("legend", {}, `${weekdays(day.numbers)}: `, h("strong", {}, dayTotal(day) === null ? "no total yet"
        : `${dayTotal(day)} mcg in 24 h`)),
      day.steps.map((step, row) => {
        const id = `step-${index}-${row}`;
        const wrong = mistakes[id];
        return h("div", { class: "step", "data-key": String(row) },
          h("label", { for: `${id}-start` }, "From"),
          h("input", { id: `${id}-start`, value: step.start, size: 5, autocomplete: "off", disabled: row === 0,
            oninput: (event) => { step.start = event.target.value; update(); } }),
          h("label", { for: `${id}-rate` }, "mcg each hour"),
          h("input", { id: `${id}-rate`, value: step.rate, size: 8, inputmode: "decimal", autocomplete: "off",
            "aria-invalid": wrong ? "true" : null, "aria-describedby": wrong ? `${id}-wrong` : null,
            oninput: (event) => { step.rate = event.target.value; update(); } }),
          row > 0 ? h("button", { type: "button", onclick: () => { day.steps.splice(row, 1); update(); } }, "Remove",
            h("span", { class: "unseen" }, ` the step from ${step.start}`)) : null,
          wrong ? h("p", { class: "wrong", id: `${id}-wrong` }, wrong) : null);
      }),
      day.steps.length < MOST_STEPS ? h("button", { type: "button", id: `add-${index}`,
        onclick: () => { day.steps.push({ start: "", rate: "" }); update(); } }, "Add a step") : null)),
    fields.days.length === 1 ? h("button", { type: "button", id: "split", onclick: () => {
      const [day] = fields.days;
      fields.days = [{ numbers: [0, 1, 2, 3, 4], steps: day.steps.map((step) => ({ ...step })) },
        { numbers: [5, 6], steps: day.steps.map((step) => ({ ...step })) }];
      update();
    } }, "Another schedule at the weekend") : null,
  ];
}

/** A field with its label, what is wrong with it, and a hint. */
export function text(name, label, fields, mistakes, set, extra = {}) {
  const { hint, ...attributes } = extra;
  const wrong = mistakes[name];
  const notes = [hint ? `${name}-hint` : null, wrong ? `${name}-wrong` : null].filter(Boolean).join(" ");
  return h("div", { class: "field", "data-key": name },
    h("label", { for: name }, label),
    h("input", {
      id: name, value: fields[name], autocomplete: "off", spellcheck: "false", maxlength: 256, "aria-invalid": wrong
        ? "true" : null,
      "aria-describedby": notes || null, oninput: (event) => set(name, event.target.value), ...attributes,
    }),
    hint ? h("p", { class: "hint", id: `${name}-hint` }, hint) : null,
    wrong ? h("p", { class: "wrong", id: `${name}-wrong` }, wrong) : null);
}
