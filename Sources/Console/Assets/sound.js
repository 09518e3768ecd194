// The two tones of the pumps, made as the workstation's own tool makes them, and no others.
//
// A browser lets a page sound only after a person touched it: until then the page says loudly that it is silent.

import { h, show } from "./dom.js";
import { isLive, state } from "./store.js";

/** [hertz, milliseconds], between 150 and 1000 Hz. */
const NOTES = {
  nonCritical: [[520, 1_000]],
  critical: [[960, 500], [720, 500], [960, 500], [720, 500], [960, 500], [720, 500]],
};
/** Each note swells and fades: a tone that starts or ends at once clicks. */
const FADE = 0.01;
const PEAK = 0.75;

/** From one tone to the next while this page is not live. */
const LOSS_EVERY = 60_000;

let audio = null;
let lossAt = null;
let sounded = { ids: new Set(), at: 0 };

export const isSoundOn = () => audio?.state === "running";

export async function turnOn() {
  audio ??= new AudioContext();
  audio.onstatechange = () => showSound(document.getElementById("sound"));
  await audio.resume();
  play([[520, 150]]);
}

export async function turnOff() { await audio?.suspend(); }

function play(notes) {
  let at = audio.currentTime;
  for (const [hertz, milliseconds] of notes) {
    const end = at + milliseconds / 1000;
    const tone = new OscillatorNode(audio, { frequency: hertz });
    const gain = new GainNode(audio, { gain: 0 });
    gain.gain.setValueAtTime(0, at);
    gain.gain.linearRampToValueAtTime(PEAK, at + FADE);
    gain.gain.setValueAtTime(PEAK, end - FADE);
    gain.gain.linearRampToValueAtTime(0, end);
    tone.connect(gain).connect(audio.destination);
    tone.start(at);
    tone.stop(end);
    tone.onended = () => { tone.disconnect(); gain.disconnect(); };
    at = end;
  }
}

/** Called every second: the tone of what sounds, at once when it begins or gets worse, then as often as the daemon says. */
export function soundAlarms() {
  if (!isLive()) { soundLoss(); return; }
  lossAt = null;
  const sounding = state.alarms?.sounding;
  if (!sounding) { sounded = { ids: new Set(), at: 0 }; return; }
  if (!isSoundOn()) return;
  const ids = new Set(
    state.alarms.alarms.filter((alarm) => alarm.state === "sounding").map((alarm) => `${alarm.id} ${alarm.priority}`));
  const isDue = performance.now() - sounded.at >= sounding.everyMilliseconds;
  const isNew = [...ids].some((id) => !sounded.ids.has(id));
  if (!isNew && !isDue) { sounded.ids = ids; return; }
  sounded = { ids, at: performance.now() };
  play(NOTES[sounding.class]);
}

/** Of an old list nobody knows what sounds: that it is old is what is heard. */
function soundLoss() {
  sounded = { ids: new Set(), at: 0 };
  if (state.liveAt === null || !isSoundOn()) return;
  if (lossAt !== null && performance.now() - lossAt < LOSS_EVERY) return;
  lossAt = performance.now();
  play(NOTES.nonCritical);
}

export function showSound(place) {
  const isOn = isSoundOn();
  show(place, isOn
    ? h("button", { type: "button", class: isLive() ? "pill ok" : "pill warn", id: "sound-off", onclick: turnOff },
      isLive() ? "Sound is on" : "Alarms NOT heard")
    : h("button", { type: "button", class: "pill loud", id: "sound-on", onclick: turnOn }, "Sound is OFF: turn on"));
}
