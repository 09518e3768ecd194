// The frame around the views: where one is, what is heard, whether what is shown is current.

import { byID, h, say, show } from "./dom.js";
import { isLive, start, state, watch } from "./store.js";
import { clock } from "./amounts.js";
import { showCaller } from "./access.js";
import { showSound, soundAlarms } from "./sound.js";
import { alarmBar, tellAlarms } from "./alarms.js";
import * as alarms from "./alarms.js";
import * as change from "./change.js";
import * as live from "./live.js";
import * as papers from "./papers.js";
import * as review from "./review.js";
import * as stop from "./stop.js";

const VIEWS = { live, change, alarms, papers };

let place = { name: "live", id: null };
let wasLive = null;

function route() {
  const match = /^#\/([a-z]+)(?:\/([0-9A-Za-z-]{1,64}))?$/.exec(location.hash);
  const name = match && Object.hasOwn(VIEWS, match[1]) ? match[1] : "live";
  const id = name === "change" ? match?.[2] ?? null : null;
  const isFirst = byID("title") === null;
  if (!id) review.leave();
  place = { name, id };
  VIEWS[name].enter?.(id);
  for (const view of Object.keys(VIEWS)) {
    const link = byID(`nav-${view}`);
    if (view === name) link.setAttribute("aria-current", "page"); else link.removeAttribute("aria-current");
  }
  document.title = `${VIEWS[name].title} - wandd console`;
  byID("main").dataset.view = name;
  render();
  if (!isFirst) {
    scrollTo(0, 0);
    byID("title")?.focus({ preventScroll: true });
  }
}

function render() {
  showConnection();
  show(byID("notices"), live.notices());
  show(byID("alarm-bar"), alarmBar());
  const count = (state.alarms?.alarms ?? []).length;
  show(byID("alarm-count"), count ? h("span", { class: "count" }, String(count),
    h("span", { class: "unseen" }, " stand")) : null);
  showCaller(byID("caller"));
  showSound(byID("sound"));
  if (state.connection === "connecting" && state.liveAt === null) {
    show(byID("main"), h("h1", { id: "title", tabindex: "-1" }, VIEWS[place.name].title),
      h("p", { class: "card" }, "Connecting to the daemon. Nothing is known yet."));
  } else VIEWS[place.name].render(byID("main"), place.id);
}

/** Old data are never shown as current: the whole page changes its look, and says since when. */
function showConnection() {
  document.body.dataset.connection = state.connection;
  const pill = byID("connection");
  pill.className = `pill ${isLive() ? "ok" : "danger"}`;
  pill.textContent = isLive() ? "● Live" : state.liveAt === null ? "Connecting" : "✕ NOT LIVE";
  show(byID("stale"), isLive() || (state.connection === "connecting" && !state.reason) ? null
    : h("div", { class: "stale" },
      h("p", {}, h("strong", {}, state.liveAt === null ? "NOT CONNECTED. " : "OLD DATA. NOT LIVE. "),
        state.liveAt === null ? "Nothing is known. "
          : `What is shown was so at ${clock(state.liveAt)} and may be wrong now. `,
        `Reason: ${state.reason.replace(/[.?! ]+$/, "")}. `,
          "Trying again. Alarms are not heard meanwhile: look at the patient and the pump.")));
  if (wasLive !== isLive()) {
    if (wasLive === false && isLive()) say("Live again.");
    wasLive = isLive();
  }
  const { version } = state;
  if (version) show(byID("versions"),
    `wandd ${version.version}. Not a medical device. For use on the bench and in simulation.`);
}

function tick() {
  soundAlarms();
  render();
}

byID("skip").onclick = (event) => {
  event.preventDefault();
  byID("main").focus();
};
addEventListener("hashchange", route);
watch(() => {
  tellAlarms();
  soundAlarms();
  render();
});
stop.setUp();
route();
start();
setInterval(tick, 1_000);

