// Charts as SVG, each with its numbers as a table: no colour stands alone, and nothing is read off a picture only.

import { h, s, table } from "./dom.js";
import { day, micrograms, milliliters, time } from "./amounts.js";
import { commandName, weekdayNames, weekdayNumbers } from "./words.js";

const isNarrow = () => innerWidth < 700;
/** The drawing's own units are close to pixels, so that letters have their size on every screen. */
const SMALL = { w: 370, h: 205 };
const WIDE = { w: 770, h: 215 };
const PLACE = { left: 46, right: 22, top: 16, bottom: 30 };

export const sizeKey = () => (isNarrow() ? "narrow" : "wide");

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

// drawing needs no exact numbers: pixels are rounded anyway
const pixelNumber = Number;

class Frame {
  constructor(from, to, top, { w, h: height } = SMALL) {
    Object.assign(this, { from, to, top: top || 1, w, height });
  }

  x(value) {
    const width = this.w - PLACE.left - PLACE.right;
    return round(PLACE.left + ((value - this.from) / (this.to - this.from || 1)) * width);
  }

  y(value) {
    const high = this.height - PLACE.top - PLACE.bottom;
    return round(this.height - PLACE.bottom - (value / this.top) * high);
  }

  horizontal(values, words) {
    return values.map((value) => s("g", {},
      s("line", { class: "grid", x1: PLACE.left, x2: this.w - PLACE.right, y1: this.y(value), y2: this.y(value) }),
      s("text", { class: "tick", x: PLACE.left - 6, y: this.y(value) + 4, "text-anchor": "end" }, words(value))));
  }

  vertical(values, words) {
    return values.map((value) => s("g", {},
      s("line", { class: "grid", x1: this.x(value), x2: this.x(value), y1: PLACE.top, y2: this.height - PLACE.bottom }),
      s("text", { class: "tick", x: this.x(value), y: this.height - PLACE.bottom + 17, "text-anchor": "middle" },
        words(value))));
  }

  /** A vertical mark with a word that stays inside. */
  mark(value, word, kind, row = 0) {
    const x = this.x(value);
    const isRight = x > this.w * 0.6;
    return s("g", { class: `mark-line ${kind}` },
      s("line", { x1: x, x2: x, y1: PLACE.top, y2: this.height - PLACE.bottom }),
      s("text", { x: isRight ? x - 4 : x + 4, y: PLACE.top + 11 + row * 15, "text-anchor": isRight ? "end"
        : "start" }, word));
  }
}

const round = (value) => Math.round(value * 10) / 10;

/** Steps of 1, 2 or 5 that fit. */
function ticks(top, wanted = 4) {
  if (top <= 0) return [0];
  const raw = top / wanted;
  const unit = 10 ** Math.floor(Math.log10(raw));
  const step = [1, 2, 5, 10].map((factor) => factor * unit).find((value) => value >= raw);
  const list = [];
  for (let value = 0; value <= top * 1.001; value += step) list.push(Number(value.toPrecision(6)));
  return list;
}

function figure(id, title, summary, frame, parts, tableParts) {
  return h("figure", { class: "chart" },
    h("figcaption", { id: `${id}-title` }, title),
    s("svg", { viewBox: `0 0 ${frame.w} ${frame.height}`, role: "img", "aria-labelledby": `${id}-title`,
      "aria-describedby": `${id}-text` }, parts),
    h("p", { class: "note", id: `${id}-text` }, summary),
    h("details", {}, h("summary", {}, "Show as a table"), tableParts));
}

function stepPath(frame, points, end) {
  return points.map(([at, value], index) =>
    `${index ? `H${frame.x(at)}V` : `M${frame.x(at)} `}${frame.y(value)}`).join("") + `H${frame.x(end)}`;
}

// MARK: 24 h profile

/** Rates by the hour of the day: [[hour, nanograms each hour]], and what they are. */
function rates(pump, weekday) {
  const value = pump.program;
  switch (value.mode) {
    case "simpleContinuous": case "periodicBoluses":
      return [[0, pixelNumber(value.doseNanogramsPerDay) / 24]];
    case "flex": {
      const today = value.schedule.days.find((one) => weekdayNumbers(one.weekdays).includes(weekday));
      return (today?.steps ?? []).map((step) => [hourOf(step.start), pixelNumber(step.nanogramsPerHour)]);
    }
    case "minimumRate":
      return [[0, pixelNumber(pump.minimumFlowNanolitersPerDay) * pump.concentrationMicrogramsPerMilliliter / 1000 / 24]];
    default: return [[0, 0]];
  }
}

const hourOf = (text) => Number(text.slice(0, 2)) + Number(text.slice(3)) / 60;
const clockOf = (hour) => `${String(Math.floor(hour)).padStart(2, "0")}:${String(Math.round((hour % 1) * 60)).padStart(2, "0")}`;
const perHour = (value) => micrograms(BigInt(Math.round(value)));

export function profileChart(pump, nowAt) {
  const minutes = pump.program.schedule?.utcOffsetMinutes ?? -new Date().getTimezoneOffset();
  const local = (at) => new Date(at + minutes * 60_000);
  const here = local(nowAt);
  const now = here.getUTCHours() + here.getUTCMinutes() / 60;
  const weekday = (here.getUTCDay() + 6) % 7;
  const steps = rates(pump, weekday);
  const readAt = Date.parse(pump.pumpClock);
  const firstHour = Math.floor(readAt / HOUR) * HOUR;
  // the running hour, and those of the day before it: the oldest of 25 is the same hour of the clock again
  const delivered = pump.deliveredByHourNanograms.slice(0, 24).map((amount, index) => {
    const start = local(firstHour - index * HOUR);
    return { hour: start.getUTCHours() + start.getUTCMinutes() / 60, amount: pixelNumber(amount), exact: amount,
      isRunning: index === 0 };
  });
  const top = Math.max(1, ...steps.map(([, rate]) => rate), ...delivered.map(({ amount }) => amount)) * 1.15;
  const frame = new Frame(0, 24, top, isNarrow() ? SMALL : WIDE);
  const width = frame.x(1) - frame.x(0);
  const bars = delivered.filter(({ amount }) => amount > 0).map(({ hour, amount, isRunning }) => s("rect", {
    class: isRunning ? "bar running" : "bar", x: frame.x(hour) + 1,
      width: Math.max(1, Math.min(width, frame.x(24) - frame.x(hour)) - 2),
    y: frame.y(amount), height: Math.max(0, frame.y(0) - frame.y(amount)),
  }));
  const isWeekly = pump.program.mode === "flex" && pump.program.schedule.days.length > 1;
  const name = weekdayNames[weekday].replace(/^./, (letter) => letter.toUpperCase());
  const title = `Programmed and delivered, by the hour${isWeekly ? ` (${name})` : ""}`;
  const actual = pixelNumber(pump.actualFlowNanolitersPerDay);
  const summary = `Line: programmed, mcg each hour. Bars: what left the reservoir in each hour of the 24 h before the reading.`
    + (actual === 0 ? " At the reading nothing flowed, whatever the program says." : "");
  return figure(`profile-${pump.serial}`, title, summary, frame, [
    frame.horizontal(ticks(top / 1.15), (value) => perHour(value)),
    frame.vertical(isNarrow() ? [0, 6, 12, 18, 24] : [0, 3, 6, 9, 12, 15, 18, 21, 24], (hour) => clockOf(hour)),
    bars,
    s("path", { class: "line", d: stepPath(frame, steps, 24) }),
    frame.mark(now, "now", "now"),
  ], [
    table(`Programmed today${isWeekly ? `, ${name}` : ""}`, ["From", "mcg each hour"],
      steps.map(([hour, rate]) => [clockOf(hour), perHour(rate)])),
    table("Delivered before the reading", ["Hour from", "mcg in this hour"],
      delivered.map(({ hour, exact, isRunning }) => [clockOf(hour), micrograms(exact) + (isRunning ? " so far" : "")])),
  ]);
}

// MARK: reservoir

export function reservoirChart(pump, card) {
  const from = Date.parse(pump.readAt);
  const level = pixelNumber(pump.reservoirNanoliters);
  const low = pixelNumber(pump.lowReservoirNanoliters);
  const rest = pixelNumber(pump.residualNanoliters);
  const empty = card?.emptyDate ? Date.parse(card.emptyDate) : null;
  const lowAt = card?.lowReservoirDate ? Date.parse(card.lowReservoirDate) : null;
  const to = empty === null ? from + 30 * DAY : Math.max(empty + (empty - from) * 0.06, from + DAY);
  const frame = new Frame(from, to, pixelNumber(pump.reservoirSizeNanoliters));
  const count = 4;
  const days = Array.from({ length: count }, (_, index) => from + ((to - from) * index) / (count - 1));
  const points = [[from, level], ...(lowAt !== null && lowAt > from ? [[lowAt, Math.min(low, level)]] : []),
    ...(empty !== null && empty > from ? [[empty, rest]] : [])];
  const path = points.map(([at, value], index) => `${index ? "L" : "M"}${frame.x(at)} ${frame.y(value)}`).join("");
  const flat = empty === null ? `M${frame.x(from)} ${frame.y(level)}H${frame.x(to)}` : path;
  const levelLine = (value, words) => s("g", { class: "level" },
    s("line", { x1: PLACE.left, x2: frame.w - PLACE.right, y1: frame.y(value), y2: frame.y(value) }),
    s("text", { x: PLACE.left + 4, y: frame.y(value) - 4 }, words));
  const rows = [
    ["At the reading", time(pump.readAt), `${milliliters(pump.reservoirNanoliters)} mL`],
    ["Refill by", day(card?.refillBy), ""],
    ["Low reservoir alarm", day(card?.lowReservoirDate), `${milliliters(pump.lowReservoirNanoliters)} mL`],
    ["Empty", day(card?.emptyDate), `${milliliters(pump.residualNanoliters)} mL, never delivered`],
  ];
  const summary = empty === null
    ? "Nothing flows, or no dates can be told: the reservoir stays as it is."
    : `Refill by ${day(card.refillBy)}; low reservoir alarm ${day(card.lowReservoirDate)}; empty ${day(card.emptyDate)}. Counted with the pump's worst flow error: never later than true.`;
  return figure(`reservoir-${pump.serial}`, "Reservoir, looking ahead", summary, frame, [
    frame.horizontal(ticks(frame.top), (value) => `${Math.round(value / 1e6)} mL`),
    frame.vertical(days, (at) => day(new Date(at).toISOString()).slice(5)),
    levelLine(low, "low alarm"), s("path", { class: empty === null ? "line dashed" : "line", d: flat }),
    s("circle", { class: "point", cx: frame.x(from), cy: frame.y(level), r: 4 }),
    lowAt !== null && lowAt > from ? frame.mark(lowAt, `low ${day(card.lowReservoirDate).slice(5)}`, "warn", 0) : null,
    empty !== null ? frame.mark(Math.max(empty, from), `empty ${day(card.emptyDate).slice(5)}`, "danger", 1) : null,
  ], table("Reservoir dates", ["What", "When", "Volume"], rows));
}

// MARK: dose history

const appliedAt = (command) =>
  command.history.find(({ state }) => state === "verifying" || state === "succeeded" || state === "mismatched")?.at
    ?? command.history.at(-1).at;

/** What lasts: a bolus is over after its time. */
function lasting(command) {
  if (command.kind === "stop") return 0n;
  const all = BigInt(command.proposal?.newTotal24HoursNanograms ?? 0);
  const bolus = command.proposal?.new.program.once?.doseNanograms;
  return bolus === undefined || bolus === null ? all : all - BigInt(bolus);
}

export function historyChart(pump, commands, nowAt) {
  const applied = commands.filter((command) => command.outcome.certainty === "applied")
    .map((command) => ({ command, at: Date.parse(appliedAt(command)), dose: lasting(command) }))
    .sort((a, b) => a.at - b.at);
  const current = pump.total24HoursNanograms;
  const first = applied[0]?.command.proposal?.oldTotal24HoursNanograms;
  const begin = applied.length ? applied[0].at : nowAt - DAY;
  const from = begin - Math.max(HOUR, (nowAt - begin) * 0.08);
  const points = [
    ...(applied.length ? (first === undefined ? [] : [[from, pixelNumber(first)]])
      : current === null ? [] : [[from, pixelNumber(current)]]),
    ...applied.map(({ at, dose }) => [at, pixelNumber(dose)]),
  ];
  const top = Math.max(1_000, ...points.map(([, value]) => value)) * 1.2;
  const frame = new Frame(from, nowAt, top);
  const count = 4;
  const isShort = nowAt - from < 2 * DAY;
  const days = Array.from({ length: count }, (_, index) => from + ((nowAt - from) * index) / (count - 1));
  const label = (at) => { const text = time(new Date(at).toISOString()); return isShort ? text.slice(11)
    : text.slice(5, 10); };
  return figure(`history-${pump.serial}`, "Daily dose, as it was changed",
    applied.length ? `${applied.length} change${applied.length === 1 ? "" : "s"} through this daemon, of the last 100 commands. What was changed elsewhere is not in it.`
      : "No change was made through this daemon. The line is the dose at the reading.",
    frame, [
      frame.horizontal(ticks(top / 1.2), (value) => micrograms(BigInt(Math.round(value)))),
      frame.vertical(days, label),
      points.length ? s("path", { class: "line", d: stepPath(frame, points, nowAt) }) : null,
      applied.map(({ command, at, dose }) => (command.kind === "stop"
        ? s("rect", { class: "stop-point", x: frame.x(at) - 5, y: frame.y(0) - 5, width: 10, height: 10 })
        : s("circle", { class: "point", cx: frame.x(at), cy: frame.y(pixelNumber(dose)), r: 4 }))),
    ],
    table("Changes that the pump applied", ["When", "mcg in 24 h", "What", "Why"],
      applied.length ? [...applied].reverse().map(({ command, at, dose }) =>
        [time(new Date(at).toISOString()), micrograms(dose), commandName(command), command.reason])
        : [["none", "", "", ""]]));
}
