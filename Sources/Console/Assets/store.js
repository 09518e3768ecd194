// What is known, and since when: filled by the events, made whole by questions after each hello.
//
// Nothing grows: one entry for each wand and pump, a page of commands for each pump.

import { Stream } from "./stream.js";
import { get, part, Problem } from "./api.js";

const KEPT_COMMANDS = 100;
const KEPT_NOTICES = 5;
const REFRESH = 30_000;

export const state = {
  /** connecting | live | lost */
  connection: "connecting",
  /** Why it is lost, and when it was last whole (milliseconds of the wall clock). */
  reason: "", liveAt: null,
  caller: null, health: null, version: null, alarms: null,
  wands: new Map(), pumps: new Map(), cards: new Map(),
  /** By pump: newest first. */
  commands: new Map(),
  notices: [],
};

const listeners = new Set();
let isQueued = false;

/** Calls back after each change, once for all changes of a turn. */
export function watch(listener) { listeners.add(listener); }

export function changed() {
  if (isQueued) return;
  isQueued = true;
  queueMicrotask(() => {
    isQueued = false;
    for (const listener of [...listeners]) listener(state);
  });
}

export const isLive = () => state.connection === "live";

/** The time since a pump was read, in milliseconds: by the daemon's steady clock until it came here. */
export function age(entry) {
  return entry.pump.ageMilliseconds + Math.max(performance.now() - entry.steady, Date.now() - entry.wall);
}

export function putPump(pump) {
  const known = state.pumps.get(pump.serial);
  // an older reading, by its age: a wall clock can be set back between two of them
  if (known && known.pump.readAt !== pump.readAt && age(known) < pump.ageMilliseconds) return;
  state.pumps.set(pump.serial, { pump, steady: performance.now(), wall: Date.now() });
  if (!known && !waiting) orBegin(loadCommands(pump.serial));
  if (!known || known.pump.readAt !== pump.readAt || known.pump.revision !== pump.revision) {
    // what a card says of the reading before is not said beside this one
    state.cards.delete(pump.serial);
    loadCard(pump.serial);
  }
  changed();
}

export function putCommand(command) {
  const list = state.commands.get(command.pumpSerial) ?? [];
  const known = list.findIndex((other) => other.id === command.id);
  if (known >= 0) {
    if (list[known].version > command.version) return;
    list[known] = command;
  } else {
    list.push(command);
    list.sort((a, b) => (a.acceptedAt < b.acceptedAt ? 1 : -1));
    list.length = Math.min(list.length, KEPT_COMMANDS);
  }
  state.commands.set(command.pumpSerial, list);
  changed();
}

export function putAlarms(alarms) {
  state.alarms = alarms;
  changed();
}

export function putCaller(caller) {
  state.caller = caller;
  changed();
}

export function findCommand(id) {
  for (const list of state.commands.values()) {
    const found = list.find((command) => command.id === id);
    if (found) return found;
  }
  return null;
}

/** Commands that have not ended, oldest first. */
export function openCommands() {
  return [...state.commands.values()].flat().filter((command) => !command.isTerminal)
    .sort((a, b) => (a.acceptedAt < b.acceptedAt ? -1 : 1));
}

export function dismiss(notice) {
  state.notices = state.notices.filter((other) => other !== notice);
  changed();
}

function tell(text) {
  state.notices = [{ text, at: Date.now() }, ...state.notices].slice(0, KEPT_NOTICES);
  changed();
}

// MARK: questions

/** Asks, one question of a kind at a time: whoever asks meanwhile gets one more after it. */
function single(question) {
  let running = null;
  let again = false;
  return function ask() {
    if (running) { again = true; return running; }
    running = question().finally(() => {
      running = null;
      if (again) { again = false; orBegin(ask()); }
    });
    return running;
  };
}

export const loadAlarms = single(async () => putAlarms(await get("/v1/alarms")));
export const loadCaller = single(async () => putCaller(await get("/v1/caller")));
const loadHealth = single(async () => { state.health = await get("/v1/health"); changed(); });

async function loadCard(serial) {
  try { state.cards.set(serial, await get(`/v1/pumps/${part(serial)}/card`)); } catch (error) {
    // a total that fits no card: the views say so
    if (error instanceof Problem) state.cards.set(serial, null);
  }
  changed();
}

export async function loadCommand(id) {
  const command = await get(`/v1/commands/${part(id)}`);
  putCommand(command);
  return command;
}

async function loadCommands(serial) {
  const page = await get(`/v1/commands?pump=${part(serial)}&limit=${KEPT_COMMANDS}`);
  for (const command of page.commands) putCommand(command);
}

/** Of all pumps, those included that this daemon has not read yet. */
async function loadOpenCommands() {
  const page = await get(`/v1/commands?state=open&limit=${KEPT_COMMANDS}`);
  for (const command of page.commands) putCommand(command);
}

async function loadAll() {
  const [wands, pumps, version] = await Promise.all([get("/v1/wands"), get("/v1/pumps"), get("/v1/version")]);
  state.wands = new Map(wands.wands.map((wand) => [wand.name, wand]));
  const known = new Set(pumps.pumps.map((pump) => pump.serial));
  for (const serial of [...state.pumps.keys()]) {
    // a daemon that started anew has read nothing yet
    if (!known.has(serial)) { state.pumps.delete(serial); state.cards.delete(serial); }
  }
  for (const pump of pumps.pumps) {
    state.pumps.delete(pump.serial);
    putPump(pump);
  }
  state.version = version;
  const serials = new Set([...known, ...wands.wands.map((wand) => wand.status?.pumpInRange?.serial).filter(Boolean)]);
  state.commands = new Map();
  await Promise.all([loadAlarms(), loadCaller(), loadHealth(), loadOpenCommands(), ...[...serials].map(loadCommands)]);
}

// MARK: events

let waiting = null;
let run = 0;

function take(name, data) {
  if (name === "hello") { begin(); return; }
  // what comes while the questions are under way is newer than their answers
  if (waiting) { waiting.push([name, data]); return; }
  apply(name, data);
}

async function begin() {
  const mine = ++run;
  for (let tries = 0; mine === run; tries += 1) {
    // what was heard before is in the answers
    waiting = [];
    try { await loadAll(); } catch (error) {
      state.reason = error instanceof Problem ? error.message : "the daemon does not answer";
      state.connection = state.liveAt === null ? "connecting" : "lost";
      changed();
      await new Promise((done) => setTimeout(done, Math.min(4_000, 500 * 2 ** tries)));
      continue;
    }
    if (mine !== run) return;
    const events = waiting;
    waiting = null;
    for (const [name, data] of events) apply(name, data);
    state.connection = "live";
    state.liveAt = Date.now();
    changed();
    return;
  }
}

function lost(reason) {
  run += 1;
  waiting = null;
  state.reason = reason;
  if (state.connection === "live" || state.liveAt !== null) state.connection = "lost";
  changed();
}

function apply(name, data) {
  state.liveAt = Date.now();
  switch (name) {
    case "wand": state.wands.set(data.name, data); changed(); break;
    case "pump": putPump(data); break;
    case "command": orBegin(loadCommand(data.id)); break;
    case "alarm": orBegin(loadAlarms()); break;
    case "session": if (state.pumps.has(data.pumpSerial)) orBegin(loadPump(data.pumpSerial)); break;
    case "change":
      tell(data.command
        ? `Pump ${data.pumpSerial}: a command that was called certainly not applied was applied after all. Read the pump.`
        : `Pump ${data.pumpSerial} was changed by something else than this daemon. Read the pump.`);
      orBegin(loadPump(data.pumpSerial));
      break;
  }
}

/** What an event told of could not be read: nothing is called live before everything was. */
function orBegin(question) {
  question.catch((error) => {
    // it is not there any more, or the line is lost and begins anew by itself
    if (error.status === 404 || waiting || state.connection !== "live") return;
    begin();
  });
}

async function loadPump(serial) { putPump(await get(`/v1/pumps/${part(serial)}`)); }

export function start() {
  new Stream(take, lost);
  // what no event tells of; none of it counts as an act of a person
  setInterval(() => {
    if (!isLive()) return;
    for (const load of [loadHealth, loadCaller, loadAlarms]) orBegin(load());
  }, REFRESH);
}
