// A SEP1 device in JavaScript, written from docs/edge-protocol.md alone.
//
// usage: node client.mjs [ROUTING-ID] < script
// Uses the ZeroMQ package that SUNRA_ZEROMQ names (npm's "zeromq"), else zmtp.mjs beside it.
// Line 1 of the script: server key, public key, secret key, door. Then one command a line:
//   say TYPE JSON [HEX ...]   send one message, with one more frame for each picture
//   raw HEX ...               send these frames as they are ("-" is an empty one)
//   hear TYPE MS              wait for a message of this type, print every message on the way
//   quiet MS                  succeed when nothing comes for so long
// Prints one JSON line a message: {"type": ..., "body": ...}. Exit code 0, or 3 when it waited in vain.

import { createInterface } from "node:readline";
import { createRequire } from "node:module";

const named = process.env.SUNRA_ZEROMQ;
const zmq = named ? createRequire(import.meta.url)(named) : await import("./zmtp.mjs");
const lines = createInterface({ input: process.stdin })[Symbol.asyncIterator]();
const [serverKey, publicKey, secretKey, door] = (await lines.next()).value.split(" ");

const socket = new zmq.Dealer({
  curveServerKey: serverKey,
  curvePublicKey: publicKey,
  curveSecretKey: secretKey,
  linger: 500,
  sendTimeout: 5000,
  ...(process.argv[2] ? { routingId: process.argv[2] } : {}),
});
socket.connect(door);

async function receive(milliseconds) {
  socket.receiveTimeout = milliseconds;
  try {
    const [version, type, body] = await socket.receive();
    if (version.toString() !== "SEP1") throw new Error(`a message of ${version}`);
    const found = { type: type.toString(), body: JSON.parse(body.toString("utf8")) };
    console.log(JSON.stringify(found));
    return found;
  } catch (fault) {
    if (fault.code === "EAGAIN") return null;
    throw fault;
  }
}

async function hear(type, milliseconds) {
  const end = Date.now() + milliseconds;
  while (Date.now() < end) {
    const found = await receive(Math.max(1, end - Date.now()));
    if (found?.type === type) return true;
  }
  return false;
}

const bytes = (hex) => (hex === "-" ? Buffer.alloc(0) : Buffer.from(hex, "hex"));

async function obey(line) {
  const [verb, ...words] = line.split(" ");
  if (verb === "say") {
    // The JSON itself is written without spaces by the script.
    await socket.send(["SEP1", words[0], words[1], ...words.slice(2).map(bytes)]);
    return true;
  }
  if (verb === "raw") {
    await socket.send(words.map(bytes));
    return true;
  }
  if (verb === "hear") return hear(words[0], Number(words[1]));
  if (verb === "quiet") return (await receive(Number(words[0]))) === null;
  throw new Error(`no command is called ${verb}`);
}

let failed = false;
for await (const line of lines) {
  if (line && !(await obey(line))) {
    console.error(`in vain: ${line}`);
    failed = true;
    break;
  }
}
await socket.close();
process.exit(failed ? 3 : 0);
