/* queue.js: what would be too much at once, two at a time. */
const AT_ONCE = 2;
const waiting = [];
let running = 0;

/* Runs an action, which gives a promise, when its turn has come. → what it comes to */
export function waitForTurn(action) {
  return new Promise((resolve) => {
    waiting.push(() => action().then(resolve).finally(() => {
      running--;
      next();
    }));
    next();
  });
}

function next() {
  while (running < AT_ONCE && waiting.length) {
    running++;
    waiting.shift()();
  }
}
