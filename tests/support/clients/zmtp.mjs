// A DEALER of ZMTP 3.1 with CURVE in JavaScript alone, from the ZeroMQ RFCs 23/37 (ZMTP), 26
// (CurveZMQ) and 32 (Z85). It shares no line with libzmq, so a device needs no libzmq at all.
//
// Enough for a test: one connection, no reconnecting, keys and nonces as the RFC says.

import { connect } from "node:net";
import { createPrivateKey, createPublicKey, diffieHellman, generateKeyPairSync, randomBytes, timingSafeEqual } from "node:crypto";

const Z85 = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ.-:+=^!/*?&<>()[]{}@%$#";
const MORE = 1, LONG = 2, COMMAND = 4;

function z85(text) {
  const bytes = Buffer.alloc((text.length / 5) * 4);
  for (let i = 0; i < text.length; i += 5) {
    let value = 0;
    for (let j = 0; j < 5; j++) value = value * 85 + Z85.indexOf(text[i + j]);
    bytes.writeUInt32BE(value, (i / 5) * 4);
  }
  return bytes;
}

// --- Salsa20, HSalsa20, Poly1305: the NaCl box -------------------------------------------------

const SIGMA = [0x61707865, 0x3320646e, 0x79622d32, 0x6b206574];
const QUARTERS = [
  [0, 4, 8, 12], [5, 9, 13, 1], [10, 14, 2, 6], [15, 3, 7, 11],
  [0, 1, 2, 3], [5, 6, 7, 4], [10, 11, 8, 9], [15, 12, 13, 14],
];

const turned = (x, n) => (x << n) | (x >>> (32 - n));

function rounds(state) {
  const x = Int32Array.from(state);
  for (let i = 0; i < 10; i++) {
    for (const [a, b, c, d] of QUARTERS) {
      x[b] ^= turned((x[a] + x[d]) | 0, 7);
      x[c] ^= turned((x[b] + x[a]) | 0, 9);
      x[d] ^= turned((x[c] + x[b]) | 0, 13);
      x[a] ^= turned((x[d] + x[c]) | 0, 18);
    }
  }
  return x;
}

function state(key, input) {
  const k = (i) => key.readInt32LE(4 * i), n = (i) => input.readInt32LE(4 * i);
  return [
    SIGMA[0], k(0), k(1), k(2), k(3), SIGMA[1], n(0), n(1),
    n(2), n(3), SIGMA[2], k(4), k(5), k(6), k(7), SIGMA[3],
  ];
}

function words(values) {
  const bytes = Buffer.alloc(values.length * 4);
  values.forEach((value, i) => bytes.writeInt32LE(value | 0, 4 * i));
  return bytes;
}

function hsalsa20(key, input) {
  const x = rounds(state(key, input));
  return words([0, 5, 10, 15, 6, 7, 8, 9].map((i) => x[i]));
}

function xsalsa20(key, nonce, size) {
  const inner = hsalsa20(key, nonce.subarray(0, 16));
  const blocks = [];
  for (let i = 0; i * 64 < size; i++) {
    const counter = Buffer.alloc(16);
    nonce.copy(counter, 0, 16, 24);
    counter.writeUInt32LE(i, 8);
    const start = state(inner, counter), x = rounds(start);
    blocks.push(words(start.map((value, j) => value + x[j])));
  }
  return Buffer.concat(blocks).subarray(0, size);
}

const number = (bytes) => bytes.reduceRight((sum, byte) => (sum << 8n) | BigInt(byte), 0n);

function poly1305(key, text) {
  const prime = (1n << 130n) - 5n;
  const r = number(key.subarray(0, 16)) & 0x0ffffffc0ffffffc0ffffffc0fffffffn;
  let sum = 0n;
  for (let i = 0; i < text.length; i += 16) {
    const block = text.subarray(i, i + 16);
    sum = ((sum + number(block) + (1n << BigInt(8 * block.length))) * r) % prime;
  }
  sum = (sum + number(key.subarray(16, 32))) & ((1n << 128n) - 1n);
  return Buffer.from(Array.from({ length: 16 }, (_, i) => Number((sum >> BigInt(8 * i)) & 255n)));
}

const mixed = (bytes, stream) => Buffer.from(bytes.map((byte, i) => byte ^ stream[i]));

function seal(shared, nonce, text) {
  const stream = xsalsa20(shared, nonce, 32 + text.length);
  const hidden = mixed(text, stream.subarray(32));
  return Buffer.concat([poly1305(stream.subarray(0, 32), hidden), hidden]);
}

function open(shared, nonce, box) {
  const hidden = box.subarray(16), stream = xsalsa20(shared, nonce, 32 + hidden.length);
  if (!timingSafeEqual(poly1305(stream.subarray(0, 32), hidden), box.subarray(0, 16)))
    throw new Error("a box of another key");
  return mixed(hidden, stream.subarray(32));
}

const url = (bytes) => bytes.toString("base64url");
const publicKey = (x) => createPublicKey({ key: { kty: "OKP", crv: "X25519", x: url(x) }, format: "jwk" });
const secretKey = (x, d) => createPrivateKey({ key: { kty: "OKP", crv: "X25519", x: url(x), d: url(d) }, format: "jwk" });
const shared = (secret, other) =>
  hsalsa20(diffieHellman({ privateKey: secret, publicKey: publicKey(other) }), Buffer.alloc(16));

// --- ZMTP ------------------------------------------------------------------------------------

const word = (text) => Buffer.concat([Buffer.from([text.length]), Buffer.from(text, "latin1")]);
const short = (value) => { const b = Buffer.alloc(8); b.writeBigUInt64BE(value); return b; };
const nonce = (prefix, rest) => Buffer.concat([Buffer.from(prefix, "latin1"), rest]);

function property(name, value) {
  const size = Buffer.alloc(4);
  size.writeUInt32BE(value.length);
  return Buffer.concat([word(name), size, Buffer.from(value)]);
}

function frame(flags, body) {
  if (body.length < 256) return Buffer.concat([Buffer.from([flags, body.length]), body]);
  return Buffer.concat([Buffer.from([flags | LONG]), short(BigInt(body.length)), body]);
}

export class Dealer {
  constructor(options) {
    this.routingId = options.routingId ?? "";
    this.server = z85(options.curveServerKey);
    this.own = z85(options.curvePublicKey);
    this.secret = secretKey(this.own, z85(options.curveSecretKey));
    const pair = generateKeyPairSync("x25519");
    this.brief = pair.privateKey;
    this.briefPublic = Buffer.from(pair.publicKey.export({ format: "jwk" }).x, "base64url");
    this.count = 0n;
    this.buffer = Buffer.alloc(0);
    this.step = this.greeted;
    this.unsent = [];
    this.parts = [];
    this.inbox = [];
    this.receiveTimeout = -1;
  }

  connect(endpoint) {
    const [, host, port] = /^tcp:\/\/(.*):(\d+)$/.exec(endpoint);
    this.wire = connect(Number(port), host);
    this.wire.on("error", () => {});
    this.wire.on("data", (bytes) => this.take(bytes));
    const greeting = Buffer.alloc(64);
    greeting.set([0xff, 0, 0, 0, 0, 0, 0, 0, 1, 0x7f, 3, 1]);
    greeting.write("CURVE", 12);
    this.wire.write(greeting);
  }

  async send(frames) {
    this.unsent.push(frames.map((each) => Buffer.from(each)));
    if (this.boxed) this.flush();
  }

  receive() {
    const waiting = this.inbox.shift();
    if (waiting) return Promise.resolve(waiting);
    return new Promise((give, refuse) => {
      const late = () => { this.give = null; refuse(Object.assign(new Error("nothing"), { code: "EAGAIN" })); };
      const clock = setTimeout(late, this.receiveTimeout);
      this.give = (message) => { this.give = null; clearTimeout(clock); give(message); };
    });
  }

  close() {
    return new Promise((done) => this.wire.destroyed ? done() : this.wire.end(() => done()));
  }

  take(bytes) {
    this.buffer = Buffer.concat([this.buffer, bytes]);
    if (this.step === this.greeted) {
      if (this.buffer.length < 64) return;
      this.greeted(this.cut(64));
    }
    for (let found = this.nextFrame(); found; found = this.nextFrame()) this.step(found);
  }

  cut(size) {
    const head = this.buffer.subarray(0, size);
    this.buffer = this.buffer.subarray(size);
    return head;
  }

  nextFrame() {
    if (this.buffer.length < 2) return null;
    const long = this.buffer[0] & LONG, head = long ? 9 : 2;
    if (this.buffer.length < head) return null;
    const size = long ? Number(this.buffer.readBigUInt64BE(1)) : this.buffer[1];
    return this.buffer.length < head + size ? null : this.cut(head + size).subarray(head);
  }

  nextNonce() {
    return short(++this.count);
  }

  greeted(greeting) {
    if (greeting[10] < 3 || greeting.toString("latin1", 12, 17) !== "CURVE") throw new Error("no CURVE");
    const counter = this.nextNonce();
    const box = seal(shared(this.brief, this.server), nonce("CurveZMQHELLO---", counter), Buffer.alloc(64));
    this.command("HELLO", Buffer.from([1, 0]), Buffer.alloc(72), this.briefPublic, counter, box);
    this.step = this.welcomed;
  }

  welcomed(body) {
    const text = open(shared(this.brief, this.server), nonce("WELCOME-", body.subarray(8, 24)), body.subarray(24));
    const theirs = text.subarray(0, 32), cookie = text.subarray(32);
    const random = randomBytes(16);
    const vouch = seal(shared(this.secret, theirs), nonce("VOUCH---", random), Buffer.concat([this.briefPublic, this.server]));
    const about = Buffer.concat([property("Socket-Type", "DEALER"), property("Identity", this.routingId)]);
    this.between = shared(this.brief, theirs);
    const counter = this.nextNonce();
    const box = seal(this.between, nonce("CurveZMQINITIATE", counter), Buffer.concat([this.own, random, vouch, about]));
    this.command("INITIATE", cookie, counter, box);
    this.step = this.admitted;
  }

  admitted(body) {
    if (body.toString("latin1", 1, 6) !== "READY") return; // ERROR: the key is refused
    open(this.between, nonce("CurveZMQREADY---", body.subarray(6, 14)), body.subarray(14));
    this.boxed = true;
    this.step = this.told;
    this.flush();
  }

  told(body) {
    const text = open(this.between, nonce("CurveZMQMESSAGES", body.subarray(8, 16)), body.subarray(16));
    const content = text.subarray(1);
    if (text[0] & 2) return this.commanded(content);
    this.parts.push(content);
    if (text[0] & MORE) return;
    const message = this.parts;
    this.parts = [];
    if (this.give) this.give(message);
    else this.inbox.push(message);
  }

  commanded(content) {
    // A PING has two bytes of TTL and a context that belongs into the PONG.
    if (content.toString("latin1", 1, 5) === "PING") this.box(2, Buffer.concat([word("PONG"), content.subarray(7)]));
  }

  flush() {
    for (const frames of this.unsent.splice(0))
      frames.forEach((each, i) => this.box(i < frames.length - 1 ? MORE : 0, each));
  }

  box(flags, content) {
    const counter = this.nextNonce();
    const text = Buffer.concat([Buffer.from([flags]), content]);
    const sealed = seal(this.between, nonce("CurveZMQMESSAGEC", counter), text);
    this.wire.write(frame(0, Buffer.concat([word("MESSAGE"), counter, sealed])));
  }

  command(name, ...parts) {
    this.wire.write(frame(COMMAND, Buffer.concat([word(name), ...parts])));
  }
}
