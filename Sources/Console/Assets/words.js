// Words for what the daemon says in codes. Nothing here is more certain than the daemon is.

import { micrograms, milliliters } from "./amounts.js";

const DAYS = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
const SHORT = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];

/** "Mon to Fri", of numbers, 0 is Monday. */
export function weekdays(numbers) {
  if (numbers.length === 7) return "every day";
  const runs = [];
  for (const number of numbers) {
    const last = runs.at(-1);
    if (last && last[1] + 1 === number) last[1] = number; else runs.push([number, number]);
  }
  return runs.map(([from, to]) => (from === to ? SHORT[from] : `${SHORT[from]} to ${SHORT[to]}`)).join(", ");
}

export const weekdayNumbers = (names) => names.map((name) => DAYS.indexOf(name)).sort((a, b) => a - b);
export const weekdayNames = DAYS;

/** A program in lines of words; the daemon's own text comes first where it gives one. */
export function program(value) {
  if (!value) return ["unknown"];
  const lines = [];
  switch (value.mode) {
    case "stopped": lines.push("Stopped: nothing is delivered"); break;
    case "minimumRate": lines.push("Minimum rate: far too little for a therapy"); break;
    case "simpleContinuous": lines.push(`${value.doseMicrogramsPerDay} mcg/day, the same at all times`); break;
    case "periodicBoluses":
      lines.push(`${value.doseMicrogramsPerDay} mcg/day, and ${value.periodic.doseMicrograms} mcg over `
        + `${duration(value.periodic.durationSeconds)} every ${value.periodic.intervalMinutes} min`);
      break;
    case "flex":
      lines.push(`Day schedule, local time is UTC${offset(value.schedule.utcOffsetMinutes)}`);
      for (const day of value.schedule.days) {
        lines.push(`${weekdays(weekdayNumbers(day.weekdays))}: ${day.totalMicrograms} mcg in 24 h; `
          + day.steps.map((step) => `${step.start} ${step.microgramsPerHour} mcg/h`).join(", "));
      }
      break;
    default: lines.push(value.text ?? value.mode);
  }
  if (value.once) {
    lines.push(value.once.kind === "bolus"
      ? `Single bolus: ${value.once.doseMicrograms} mcg over ${duration(value.once.durationSeconds)}`
      : `First a ${value.once.kind}: ${value.once.volumeMilliliters} mL over ${duration(value.once.durationSeconds)}`);
  }
  if (value.patientBolus) {
    lines.push(`Patient may give himself: ${value.patientBolus.doseMicrograms} mcg over `
      + `${duration(value.patientBolus.durationSeconds)}, at most ${value.patientBolus.allottedPer24Hours} in 24 h, `
      + `${value.patientBolus.lockoutMinutes} min apart`);
  }
  return lines;
}

export function offset(minutes) {
  const size = Math.abs(minutes);
  return `${minutes < 0 ? "\u2212" : "+"}${String(Math.floor(size / 60)).padStart(2, "0")}:${String(size % 60).padStart(2, "0")}`;
}

export function duration(seconds) {
  if (seconds % 3600 === 0) return `${seconds / 3600} h`;
  return seconds % 60 === 0 ? `${seconds / 60} min` : `${seconds} s`;
}

/** What a change has besides its program. */
export function besides(change) {
  const lines = [];
  if (change?.refill) {
    lines.push(`Refill: ${milliliters(change.refill.filledNanoliters)} mL of ${change.refill.drug} `
      + `${change.refill.concentrationMicrogramsPerMilliliter} mcg/mL`);
  }
  if (change?.setUp) lines.push(`Set-up of patient ${change.setUp.patient} and the line`);
  if (change?.clockCorrectionMilliseconds !== undefined && change?.clockCorrectionMilliseconds !== null) {
    lines.push(`Clock correction: ${change.clockCorrectionMilliseconds} ms`);
  }
  return lines;
}

/** [what it is, how loud: ok | busy | warn | danger] of a command's state. */
export const STATES = {
  queued: ["Waiting for its turn", "busy"],
  validated: ["Judged against a fresh reading", "busy"],
  staged: ["Being sent to the pump to hold; not applied", "busy"],
  awaitingConfirmation: ["The pump holds it and does not apply it: waiting for a confirmation", "warn"],
  committing: ["The order to apply it may have left", "warn"],
  inDoubt: ["IN DOUBT: whether it was applied is not known; the pump is being asked", "danger"],
  verifying: ["The pump applied it; reading back", "busy"],
  succeeded: ["Applied, and read back as asked", "ok"],
  rejected: ["Refused: nothing was sent", "warn"],
  failed: ["Not applied, certainly", "warn"],
  cancelled: ["Taken back: not applied, certainly", "warn"],
  expired: ["Out of time: not applied, certainly", "warn"],
  superseded: ["Applied, and replaced before it was read back", "warn"],
  mismatched: ["Applied, but THE PUMP READS BACK SOMETHING ELSE", "danger"],
};

export const CERTAINTY = {
  pending: "Nothing was applied so far.",
  unknown: "It may have been applied. Do not repeat it.",
  applied: "The pump applied it.",
  notApplied: "Certainly not applied.",
};

/** The same states of an emergency stop, which nobody confirms. */
export function stopWords(command) {
  switch (command.state) {
    case "succeeded": return ["STOPPED: the pump was read back and delivers nothing", "ok"];
    case "inDoubt": return ["IN DOUBT: whether the pump stopped is not known. Treat it as running.", "danger"];
    case "failed": case "expired": case "rejected": case "cancelled":
      return ["NOT STOPPED: the pump goes on as before", "danger"];
    case "mismatched": return ["The pump took the stop, but READS BACK SOMETHING ELSE. Treat it as running.", "danger"];
    case "verifying": return ["The pump took the stop; reading back", "busy"];
    default: return ["Sending the stop: not confirmed by the pump yet", "warn"];
  }
}

export const commandName = (command) => (command.kind === "stop" ? "Emergency stop"
  : command.change ? program(command.change.program)[0] : "Change");

/** A whole 24 h total, or why there is none. */
export const total = (pump) =>
  (pump.total24HoursNanograms === null ? "more than a daily dose can be"
    : `${pump.total24HoursMicrograms ?? micrograms(pump.total24HoursNanograms)} mcg`);

export const who = (caller) => (caller ? caller.user ?? `user id ${caller.userID}` : "unknown");
