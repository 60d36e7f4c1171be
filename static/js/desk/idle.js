/* idle.js: what waits until nobody types. */

/* Runs an action between two keys, within so long at the latest. */
export function idle(action, timeout = 1000) {
  if (typeof requestIdleCallback === "function")
    requestIdleCallback(action, { timeout });
  else
    setTimeout(action, 50);
}

/* Runs an action once, when it has not been asked for again for so long, and then in an idle moment. */
export function afterwards(ms, action) {
  let timer = 0;
  return () => {
    clearTimeout(timer);
    timer = setTimeout(() => idle(action), ms);
  };
}
