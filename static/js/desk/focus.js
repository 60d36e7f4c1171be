/* focus.js: the point of a picture that crops keep: a click shows at once what the server would show, and writes the
 * numbers; only the button keeps it. */

const STEP = 5; /* of the classes in focus.css */

const percent = (at, size) => Math.min(100, Math.max(0, Math.round((at * 100) / size)));
const step = (value) => Math.round(value / STEP) * STEP;

/* As cgi/focus.c: where a part of `shown` in `whole` begins, in percent of what is left out. */
const along = (point, shown, whole) =>
  shown >= whole ? 50 : step(percent(Math.max(0, (point / 100) * whole - shown / 2), whole - shown));

function place(one, x, y) {
  one.className = one.className.replace(/\bfx\d+ fy\d+/, `fx${x} fy${y}`);
}

export function followFocus(form) {
  const picture = form.querySelector("[type=image]");
  const [x, y] = [form.elements.focus_x, form.elements.focus_y];

  function show() {
    if (!x.checkValidity() || !y.checkValidity())
      return;
    place(picture.parentNode, step(x.value), step(y.value));
    for (const crop of form.querySelectorAll(".crop img")) {
      const wide = picture.width * crop.clientHeight, high = picture.height * crop.clientWidth;
      place(crop, along(x.value, high, wide), along(y.value, wide, high));
    }
  }

  /* A key presses it at no place: the numbers are looked at, by the server. */
  picture.addEventListener("click", (event) => {
    if (event.detail === 0)
      return;
    event.preventDefault();
    x.value = percent(event.offsetX, picture.width);
    y.value = percent(event.offsetY, picture.height);
    show();
  });
  form.addEventListener("input", show);
}
