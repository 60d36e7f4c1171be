/* idle.js: what waits until nobody types. */

/* Runs an action between two keys, within so long at the latest. */
export function idle(action, timeout = 1000) {
  if (typeof requestIdleCallback === "function")
    requestIdleCallback(action, { timeout });
  else
    setTimeout(action, 50);
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
