/* menu.js: the menu's rarer pages close as a menu does. Without a script they are folded, all the same. */

export function closeMenu() {
  const menu = document.querySelector(".more");
  menu?.addEventListener("keydown", ({ key }) => {
    if (key !== "Escape" || !menu.open)
      return;
    menu.open = false;
    menu.firstElementChild.focus();
  });
  document.addEventListener("pointerdown", ({ target }) => {
    if (menu?.open && !menu.contains(target))
      menu.open = false;
  });
  menu?.addEventListener("focusout", ({ relatedTarget }) => {
    if (relatedTarget && !menu.contains(relatedTarget))
      menu.open = false;
  });
}
