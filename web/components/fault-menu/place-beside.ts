/** Room between a button and its menu, and between the menu and the window's edge, px. */
const GAP = 6;

/** Puts a fixed menu below its button or, where there is no room, above it, and inside the window. */
export function placeBeside(menu: HTMLElement, face: HTMLElement): void {
  const at = face.getBoundingClientRect();
  const { offsetWidth, offsetHeight } = menu;
  const below = at.bottom + GAP;
  const isBelow = below + offsetHeight + GAP <= innerHeight;
  const top = isBelow ? below : Math.max(GAP, at.top - GAP - offsetHeight);
  const right = document.documentElement.clientWidth - offsetWidth - GAP;
  menu.style.top = `${String(top)}px`;
  menu.style.left = `${String(Math.max(GAP, Math.min(at.left, right)))}px`;
}
