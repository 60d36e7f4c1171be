// fastcgi.mjs: a FastCGI client, one record at a time, for what no web server would do: stop in the
// middle, send half a body, keep a connection and say nothing.
import assert from "node:assert/strict";
import net from "node:net";

const BEGIN = 1, END = 3, PARAMS = 4, STDIN = 5, STDOUT = 6;

export function record(type, content = "", id = 1) {
  const bytes = Buffer.from(content);
  const head = Buffer.alloc(8);
  head.writeUInt8(1, 0);
  head.writeUInt8(type, 1);
  head.writeUInt16BE(id, 2);
  head.writeUInt16BE(bytes.length, 4);
  return Buffer.concat([head, bytes]);
}

function pairs(params) {
  const length = (n) => {
    const b = Buffer.alloc(n < 128 ? 1 : 4);
    if (n < 128) b.writeUInt8(n);
    else b.writeUInt32BE((n | 0x80000000) >>> 0);
    return b;
  };
  return Buffer.concat(Object.entries(params).flatMap(([name, value]) => {
    const v = Buffer.from(String(value));
    return [length(name.length), length(v.length), Buffer.from(name), v];
  }));
}

/** The records that begin a request; its body follows with body() and ends with endBody(). */
export function begin(method, where, params = {}, { keep = true } = {}) {
  const [path, query = ""] = where.split("?");
  const all = { GATEWAY_INTERFACE: "CGI/1.1", SERVER_PROTOCOL: "HTTP/1.1", REQUEST_METHOD: method,
                REQUEST_URI: where, SCRIPT_NAME: "", PATH_INFO: path, QUERY_STRING: query,
                REMOTE_ADDR: "127.0.0.1", SERVER_NAME: "localhost", SERVER_PORT: "80", ...params };
  return Buffer.concat([record(BEGIN, Buffer.from([0, 1, keep ? 1 : 0, 0, 0, 0, 0, 0])),
                        record(PARAMS, pairs(all)), record(PARAMS)]);
}
/** A body in as many records as it takes. */
export function body(content) {
  const bytes = Buffer.from(content);
  const parts = [];
  for (let at = 0; at < bytes.length; at += 65000)
    parts.push(record(STDIN, bytes.subarray(at, at + 65000)));
  return Buffer.concat(parts);
}
export const endBody = () => record(STDIN);

/** A connection to `dateline serve`. */
export class Connection {
  static open(socketPath) {
    return new Promise((resolve, reject) => {
      const socket = net.connect(socketPath, () => resolve(new Connection(socket)));
      socket.once("error", reject);
    });
  }

  constructor(socket) {
    this.socket = socket;
    this.bytes = Buffer.alloc(0);
    this.closed = false;
    this.wake = () => {};
    socket.on("data", (c) => {
      this.bytes = Buffer.concat([this.bytes, c]);
      this.wake();
    });
    for (const end of ["close", "end", "error"])
      socket.on(end, () => {
        this.closed = true;
        this.wake();
      });
  }

  send(...records) {
    if (!this.closed) this.socket.write(Buffer.concat(records));
  }

  /** The next whole answer: {status, head, text}; null when the connection ended before one. */
  async answer(seconds = 30) {
    const out = [];
    const end = Date.now() + seconds * 1000;
    for (;;) {
      while (this.bytes.length >= 8) {
        const n = this.bytes.readUInt16BE(4);
        const whole = 8 + n + this.bytes.readUInt8(6);
        if (this.bytes.length < whole) break;
        const type = this.bytes.readUInt8(1);
        if (type === STDOUT) out.push(this.bytes.subarray(8, 8 + n));
        this.bytes = this.bytes.subarray(whole);
        if (type === END) return parse(Buffer.concat(out).toString("utf8"));
      }
      if (this.closed) return null;
      assert.ok(Date.now() < end, `no answer within ${seconds} s`);
      await new Promise((done) => {
        const timer = setTimeout(done, 200);
        this.wake = () => {
          clearTimeout(timer);
          done();
        };
      });
    }
  }

  async get(where, params) {
    this.send(begin("GET", where, params), endBody());
    return this.answer();
  }

  close() {
    this.socket.destroy();
  }
}

function parse(text) {
  const [head, ...rest] = text.split("\r\n\r\n");
  return { status: Number(/^Status: (\d+)/m.exec(head)?.[1] ?? 200), head, text: rest.join("\r\n\r\n") };
}
