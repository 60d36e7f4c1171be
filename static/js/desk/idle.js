/* idle.js: what waits until nobody types. */

const SLICE_MS = 3; /* a key may come at any time, and waits no longer than that */

/* Runs an action between two keys, within so long at the latest. */
export function idle(action, timeout = 1000) {
  if (typeof requestIdleCallback === "function")
    requestIdleCallback(action, { timeout });
  else
    setTimeout(action, 50);
}

/* A promise of such a moment: what is long is cut there. */
export const idleMoment = (timeout) => new Promise((resolve) => idle(resolve, timeout));

/* What goes through a long text, as a generator that yields wherever it may be cut, a few ms in each idle moment: what
 * it returns is given to done. Only the last that was begun comes to its end. */
export function inSlices(done) {
  let last;
  return (work) => {
    last = work;
    const more = () => {
      if (last !== work)
        return;
      const until = performance.now() + SLICE_MS;
      let step = work.next();
      while (!step.done && performance.now() < until)
        step = work.next();
      if (step.done)
        done(step.value);
      else
        idle(more);
    };
    more();
  };
}

/* Runs an action once, when it has not been asked for again for so long, and then in an idle moment. A clock is
 * not set anew at each key. */
export function afterwards(ms, action) {
  let timer = 0, asked = 0;
  const look = () => {
    const left = asked + ms - performance.now();
    timer = left > 0 ? setTimeout(look, left) : 0;
    if (!timer)
      idle(action);
  };
  return () => {
    asked = performance.now();
    timer ||= setTimeout(look, ms);
  };
}
