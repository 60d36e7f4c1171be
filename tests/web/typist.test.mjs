// typist.test.mjs: the browser, the server and the network each go away once while somebody types without a
// pause. tests/bench/typing.mjs does it often.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { MODE, startSite, tempFolder } from "./lib/site.mjs";
import { cutNetwork, killBrowser, killServer, profileIn } from "./lib/typist.mjs";

const LOST_MS = 3000;
let site, session, folder;
before(async () => {
  site = await startSite();
  session = await site.signIn({ login: "ines", name: "Ines Okafor" });
  folder = tempFolder("typist");
});
after(() => site?.stop());

test("a browser that is killed while somebody types loses three seconds at most", async () => {
  const lost = await killBrowser(site, session, profileIn(folder, "browser"), 4500);
  assert.ok(lost <= LOST_MS, `${(lost / 1000).toFixed(1)} s were lost`);
});

test("a network that is cut while somebody types loses no letter", async () => {
  assert.equal(await cutNetwork(site, session, profileIn(folder, "network"), 2500), 0);
});

test("a server that is killed while somebody types loses no letter", { skip: MODE === "cgi" && "there is none" },
     async () => {
       assert.equal(await killServer(site, session, profileIn(folder, "server"), 2500), 0);
     });
