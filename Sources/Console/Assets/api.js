// Requests to the daemon, through the console that served this page.

/** A refusal, as the daemon words it. */
export class Problem extends Error {
  constructor(status, document) {
    super(`${document.title ?? "Refused"}: ${document.detail ?? ""}`);
    this.status = status;
    this.document = document;
    this.kind = (document.type ?? "").split(":").pop();
  }
}

/** No whole answer: what was asked for may have happened. */
export class NoAnswer extends Error {}

/** What was asked for may have happened all the same. */
export const leavesOutcomeUnknown = (error) =>
  ["no-answer", "internal-error", "journal", "shutting-down"].includes(error.kind);

/** Numbers that binary floating point can not hold stay exact. */
export function parse(text) {
  return JSON.parse(text, (_, value, context) =>
    typeof value === "number" && !Number.isSafeInteger(value) && context?.source ? exact(context.source) : value);
}

function exact(source) {
  // the API has whole numbers only
  return /^-?[0-9]+$/.test(source) ? BigInt(source) : Number(source);
}

async function ask(method, path, body, headers = {}) {
  let answer;
  let text;
  try {
    answer = await fetch(path, {
      method, cache: "no-store", credentials: "same-origin", redirect: "error",
      headers: body === undefined ? headers : { ...headers, "Content-Type": "application/json" },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    text = await answer.text();
  } catch (error) {
    throw new NoAnswer(String(error));
  }
  const isJSON = (answer.headers.get("Content-Type") ?? "").includes("json");
  const content = isJSON && text ? parse(text) : null;
  if (answer.ok) return content;
  throw new Problem(answer.status, content ?? {
    type: `urn:wandctl:problem:${answer.status}`, title: answer.status === 401 ? "This console has ended" : "Refused",
    detail: "Start 'wandctl console' again and follow its link.", whatToDo: "",
  });
}

export const get = (path) => ask("GET", path);
export const post = (path, body, headers) => ask("POST", path, body, headers);

/** One part of a path. */
export const part = (text) => encodeURIComponent(text).replace(/[!'()*]/g, (c) => "%" + c.charCodeAt(0).toString(16));

/** A key that nobody else uses: the same request under the same key is the same command. */
export function newKey() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return "console-" + [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
