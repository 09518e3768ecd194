// The daemon's events, with an eye on whether it is still there.
//
// States: connecting; live (something was heard within two heartbeats); lost (nothing was, or this tab slept). It comes
// back by itself, with the id of the newest event that it heard.

import { parse } from "./api.js";

const FIRST_HEARTBEAT = 15_000;
const LONGEST_LINE = 1 << 20;
const PAUSES = [250, 500, 1_000, 2_000, 4_000];

export class Stream {
  #lastID = null;
  #heartbeat = FIRST_HEARTBEAT;
  #heardAt = 0;
  #tickAt = { wall: Date.now(), steady: performance.now() };
  #abort = null;
  #tries = 0;
  /** Why this page itself ended the stream. */
  #ended = null;

  /** `on(name, data)` for each event; `lost(reason)` when what is shown is not current any more. */
  constructor(on, lost) {
    this.on = on;
    this.lost = lost;
    setInterval(() => this.#watch(), 1_000);
    document.addEventListener("visibilitychange", () => this.#watch());
    addEventListener("pageshow", () => this.#watch());
    this.#run();
  }

  /** A timer that came much later than it was set means that this tab or the machine slept. */
  #watch() {
    const now = { wall: Date.now(), steady: performance.now() };
    const gap = Math.max(now.wall - this.#tickAt.wall, now.steady - this.#tickAt.steady);
    this.#tickAt = now;
    if (!this.#abort) return;
    if (gap > 2 * this.#heartbeat) this.#end(`this page slept for ${Math.round(gap / 1000)} s`);
    else if (now.steady - this.#heardAt > 2 * this.#heartbeat) {
      this.#end(`nothing was heard from the daemon for ${Math.round(2 * this.#heartbeat / 1000)} s`);
    }
  }

  #end(reason) {
    this.#ended = reason;
    this.lost(reason);
    this.#abort?.abort();
  }

  async #run() {
    for (;;) {
      let reason;
      try { reason = await this.#listen(); } catch (error) {
        reason = this.#ended ?? error?.words ?? "the daemon or this console can not be reached";
      }
      this.#ended = null;
      this.#abort = null;
      this.lost(reason);
      const pause = PAUSES[Math.min(this.#tries++, PAUSES.length - 1)];
      await new Promise((done) => setTimeout(done, pause));
    }
  }

  async #listen() {
    const abort = new AbortController();
    this.#abort = abort;
    this.#heardAt = performance.now();
    const headers = { Accept: "text/event-stream" };
    if (this.#lastID !== null) headers["Last-Event-ID"] = this.#lastID;
    const answer = await fetch("/v1/events", {
      headers, signal: abort.signal, cache: "no-store", credentials: "same-origin", redirect: "error",
    });
    if (!answer.ok) throw await refusal(answer);
    const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
    let rest = "";
    let event = { name: "", data: [] };
    for (;;) {
      const { value, done } = await reader.read();
      if (done) return "the daemon ended the stream";
      this.#heardAt = performance.now();
      rest += value;
      if (rest.length > LONGEST_LINE) throw new Error("an event is too long");
      const lines = rest.split("\n");
      rest = lines.pop();
      for (const line of lines) {
        if (line !== "" && line !== "\r") { this.#take(line.replace(/\r$/, ""), event); continue; }
        const ended = event;
        event = { name: "", data: [] };
        if (ended.data.length) {
          const bye = this.#dispatch(ended);
          if (bye) return bye;
        }
      }
    }
  }

  #take(line, event) {
    const colon = line.indexOf(":");
    // a comment is a sign of life, and nothing else
    if (colon <= 0) return;
    const value = line.slice(colon + 1).replace(/^ /, "");
    switch (line.slice(0, colon)) {
      case "event": event.name = value; break;
      case "data": event.data.push(value); break;
      case "id": event.id = value; break;
    }
  }

  /** Returns why the stream ends, if it does. */
  #dispatch(event) {
    const data = parse(event.data.join("\n"));
    if (event.id !== undefined) this.#lastID = event.id;
    if (event.name === "hello") {
      this.#heartbeat = data.heartbeatMilliseconds;
      this.#tries = 0;
    }
    this.on(event.name, data);
    return event.name === "bye" ? data.detail : null;
  }
}

async function refusal(answer) {
  const error = new Error("refused");
  error.words = answer.status === 401
    ? "this console has ended: start 'wandctl console' again"
    : `the daemon refuses to tell (${answer.status})`;
  try {
    const problem = await answer.json();
    if (answer.status !== 401) error.words = `${problem.title}. ${problem.whatToDo}`;
  } catch { /* not a problem document */ }
  return error;
}
