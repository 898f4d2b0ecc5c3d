// Questions to the server, and what it pushes. The token goes along wherever one is known.
export class Refused extends Error {}

function headers() {
  const token = sessionStorage.getItem("evenkeel-token");
  return token ? { Authorization: `Bearer ${token}` } : {};
}

async function answer(path, options = {}) {
  const response = await fetch(path, { ...options, headers: { ...headers(), ...options.headers } });
  if (response.status === 401) {
    throw new Refused("The token is not right.");
  }
  if (!response.ok) {
    const said = await response.json().catch(() => ({}));
    throw new Error(said.error ?? `The server answers ${response.status}.`);
  }
  return response;
}

export async function ask(path, parameters = {}) {
  const query = new URLSearchParams(parameters).toString();
  return (await answer(query ? `${path}?${query}` : path)).json();
}

export async function order(path, body) {
  return (await answer(path, { method: "POST", body: JSON.stringify(body), headers: { "Content-Type": "application/json" } })).json();
}

export async function bytes(path, parameters) {
  return (await answer(`${path}?${new URLSearchParams(parameters)}`)).blob();
}

// Follows the stream until it ends, and gives each message to the listener of its kind. Server-sent events, read by hand because a
// browser's own reader sends no token.
export async function follow(listeners, onOpen) {
  const response = await answer("/api/stream");
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let kept = "";
  for (;;) {
    const { value, done } = await silentFor(reader.read(), 15_000);
    if (done) {
      return;
    }
    onOpen();
    const parts = (kept + value).split("\n\n");
    kept = parts.pop();
    for (const part of parts) {
      const event = /^event: (.*)$/m.exec(part)?.[1] ?? "message";
      const data = /^data: (.*)$/m.exec(part)?.[1];
      if (data !== undefined) {
        listeners[event]?.(JSON.parse(data));
      }
    }
  }
}

// The server speaks every two seconds: when it is silent for long it is gone, whatever the network says.
function silentFor(promise, ms) {
  let timer;
  const silence = new Promise((resolve, reject) => {
    timer = setTimeout(() => reject(new Error("The server is silent.")), ms);
  });
  return Promise.race([promise, silence]).finally(() => clearTimeout(timer));
}
