// Amounts are whole numbers of a small unit in BigInt, and decimal text; they never pass through binary floating point.

const DOSE = /^(0|[1-9][0-9]{0,6})(?:\.([0-9]{1,3}))?$/;

/** "120.5" mcg to 120500n ng; null for anything that is not exactly such a number. */
export function nanograms(text) {
  const match = DOSE.exec(text);
  return match ? BigInt(match[1]) * 1000n + BigInt((match[2] ?? "").padEnd(3, "0")) : null;
}

/** Why a text is no dose, for people; null when it is one. */
export function doseMistake(text) {
  if (text === "") return "Enter a dose in mcg.";
  if (text.includes(",")) return "Write the decimals with a point.";
  const value = nanograms(text);
  if (value === null) return "Only digits, and up to three decimals after a point; no zeros in front.";
  return value === 0n ? "A dose is more than 0." : null;
}

/** A whole number of minutes or the like within bounds; null otherwise. */
export function wholeNumber(text, from, to) {
  if (!/^(0|[1-9][0-9]{0,6})$/.test(text)) return null;
  const value = Number(text);
  return value >= from && value <= to ? value : null;
}

function decimal(value, digits) {
  const sign = value < 0n ? "\u2212" : "";
  const text = (value < 0n ? -value : value).toString().padStart(digits + 1, "0");
  const fraction = text.slice(-digits).replace(/0+$/, "");
  return sign + text.slice(0, -digits) + (fraction ? "." + fraction : "");
}

/** Nanograms as micrograms, exactly as the API writes them. */
export const micrograms = (value) => decimal(BigInt(value), 3);

/** Nanoliters as milliliters to two decimals, cut: never more than there is. */
export function milliliters(value) {
  const hundredths = BigInt(value) / 10_000n;
  return `${hundredths / 100n}.${(hundredths % 100n).toString().padStart(2, "0")}`;
}

/** "+12.34 %" from one amount to another, rounded away from zero; words where there is no percentage. */
export function change(from, to) {
  const [old, now] = [BigInt(from), BigInt(to)];
  if (old === now) return "unchanged";
  if (old === 0n) return "from zero";
  const difference = now - old;
  const size = difference < 0n ? -difference : difference;
  const points = (size * 10_000n + old - 1n) / old;
  const text = `${points / 100n}.${(points % 100n).toString().padStart(2, "0")}`;
  return `${difference < 0n ? "\u2212" : "+"}${text} %`;
}

const two = (value) => String(value).padStart(2, "0");

/** Local date and time of RFC 3339 text. */
export function time(text) {
  if (!text) return "unknown";
  const at = new Date(text);
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())} ${two(at.getHours())}:${two(at.getMinutes())}`;
}

export function day(text) { return text ? time(text).slice(0, 10) : "none"; }

export function clock(milliseconds) {
  const at = new Date(milliseconds);
  return `${two(at.getHours())}:${two(at.getMinutes())}:${two(at.getSeconds())}`;
}

/** "2 h 05 min", "3 min 07 s". */
export function span(milliseconds) {
  const seconds = Math.max(0, Math.floor(milliseconds / 1000));
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes} min ${two(seconds % 60)} s`;
  const hours = Math.floor(minutes / 60);
  return hours < 48 ? `${hours} h ${two(minutes % 60)} min` : `${Math.floor(hours / 24)} days ${hours % 24} h`;
}

/** The same without seconds, for what is read at a glance. */
export function ago(milliseconds) {
  if (milliseconds < 10_000) return "just now";
  if (milliseconds < 60_000) return "less than 1 min ago";
  const minutes = Math.floor(milliseconds / 60_000);
  return minutes < 60 ? `${minutes} min ago` : `${span(minutes * 60_000)} ago`;
}
