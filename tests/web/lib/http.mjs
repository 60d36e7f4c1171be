// http.mjs: requests as bytes, without a browser's or fetch's own ideas about them.
import http from "node:http";
import net from "node:net";

/** One request. Redirects are not followed. → {status, headers, setCookies, body, text} */
export function request(origin, method, path, { headers = {}, body, agent } = {}) {
  const { hostname, port } = new URL(origin);
  return new Promise((resolve, reject) => {
    const req = http.request({ hostname, port, method, path, headers, agent }, (res) => {
      const chunks = [];
      res.on("data", (c) => chunks.push(c));
      res.on("error", reject);
      res.on("end", () => {
        const bytes = Buffer.concat(chunks);
        resolve({
          status: res.statusCode,
          headers: res.headers,
          setCookies: res.headers["set-cookie"] ?? [],
          body: bytes,
          text: bytes.toString("utf8"),
        });
      });
    });
    req.on("error", reject);
    req.end(body);
  });
}

/** Sends bytes as they are and gives back all that comes until the other side closes, be it by a
 *  reset: that is how a server ends a connection on which it will read no more. */
export function raw(origin, bytes, { timeout = 20000 } = {}) {
  const { hostname, port } = new URL(origin);
  return new Promise((resolve, reject) => {
    const chunks = [];
    const socket = net.connect(port, hostname, () => socket.write(bytes));
    socket.setTimeout(timeout, () => socket.destroy(new Error("no answer in time")));
    socket.on("data", (c) => chunks.push(c));
    socket.on("error", (e) => (e.code === "ECONNRESET" && chunks.length > 0) || reject(e));
    socket.on("close", () => resolve(Buffer.concat(chunks).toString("latin1")));
  });
}

/** The status of a raw answer. */
export const statusOf = (answer) => Number(/^HTTP\/1\.[01] (\d{3})/.exec(answer)?.[1]);

/** {a: "1", b: ["x", "y"]} as an urlencoded form. */
export function encodeForm(fields) {
  const form = new URLSearchParams();
  for (const [name, value] of Object.entries(fields))
    for (const one of [value].flat()) form.append(name, one);
  return form.toString();
}

/** The same as multipart; a value {filename, type, bytes} is a file. → {type, body} */
export function encodeMultipart(fields) {
  const boundary = `----dateline${Math.random().toString(36).slice(2)}`;
  const parts = [];
  for (const [name, value] of Object.entries(fields))
    for (const one of [value].flat()) {
      const file = one !== null && typeof one === "object" && "bytes" in one;
      let head = `--${boundary}\r\nContent-Disposition: form-data; name="${name}"`;
      if (file) head += `; filename="${one.filename}"\r\nContent-Type: ${one.type}`;
      parts.push(Buffer.from(`${head}\r\n\r\n`), Buffer.from(file ? one.bytes : String(one)),
                 Buffer.from("\r\n"));
    }
  parts.push(Buffer.from(`--${boundary}--\r\n`));
  return { type: `multipart/form-data; boundary=${boundary}`, body: Buffer.concat(parts) };
}
