// Who is here, whether a clinician is signed in, and for how long without an act.

import { get, post, Problem } from "./api.js";
import { h, say, show } from "./dom.js";
import { isLive, putCaller, state } from "./store.js";
import { span } from "./amounts.js";
import { who } from "./words.js";

/** Told a minute before a sign-in ends. */
const WARNING = 60_000;

export const isClinician = () => state.caller?.roles.includes("clinician") ?? false;

/** Milliseconds until the sign-in ends; 0 when nobody is signed in. */
export function signedInFor() {
  const caller = state.caller;
  if (!caller?.isSignedIn || !caller.signedInUntil) return 0;
  return Math.max(0, Date.parse(caller.signedInUntil) - Date.now());
}

export const isSignedIn = () => signedInFor() > 0;

export async function signIn() {
  putCaller(await post("/v1/sign-in"));
  say("Signed in.");
}

export async function signOut() {
  putCaller(await post("/v1/sign-out"));
  say("Signed out.");
}

/** After each request of a person: what that did to the sign-in. Looking does not prolong it. */
export async function afterAct() {
  try { putCaller(await get("/v1/caller")); } catch { /* the connection is told of elsewhere */ }
}

/** Something that a person asked for; what goes wrong comes back as text. */
export async function act(work, onMistake) {
  try { return await work(); } catch (error) {
    onMistake(error instanceof Problem
      ? { title: error.document.title, text: error.document.detail, advice: error.document.whatToDo, kind: error.kind,
        document: error.document }
      : { title: "No answer", text: "The request may have arrived, and what it asks for may happen.",
          advice: "Look at the commands in Live before anything is repeated.", kind: "no-answer" });
    return null;
  } finally {
    await afterAct();
  }
}

export function mistake(error) {
  // that a sign-in is missing is said where one signs in
  return error && error.kind !== "sign-in-required" && h("div", { class: "message danger", role: "alert",
    id: "mistake", tabindex: "-1" },
    h("p", {}, h("strong", {}, error.title), " ", error.text),
    error.document?.limits?.length
      ? h("ul", {}, error.document.limits.map((limit) => h("li", {}, limit.text))) : null,
    error.advice ? h("p", {}, error.advice) : null);
}

let wasWarned = false;
let wasSignedIn = false;

/** The pill in the header; called every second. */
export function showCaller(place) {
  const left = signedInFor();
  const caller = state.caller;
  if (left > 0 && left < WARNING && !wasWarned) {
    wasWarned = true;
    say("The sign-in ends in less than a minute.");
  }
  if (left >= WARNING) wasWarned = false;
  if (wasSignedIn && left === 0) say("The sign-in has ended.", true);
  wasSignedIn = left > 0;
  const roles = caller?.roles.length ? caller.roles.join(", ") : "no role";
  const status = !caller || !isLive() ? "" : !isClinician() ? `${who(caller)}: ${roles}`
    : left > 0 ? `${who(caller)}, signed in: ${span(left)}` : `${who(caller)}, not signed in`;
  show(place, status === "" ? null : h("p", { class: `pill ${left > 0 ? (left < WARNING ? "warn" : "ok") : ""}`,
    title: roles }, status));
}
