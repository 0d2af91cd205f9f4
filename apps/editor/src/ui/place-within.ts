const MARGIN_PX = 8

/** Puts an element at a place of the window, moved as far as it must be to lie inside. All in pixels. */
export function placeWithin(element: HTMLElement, { x, y }: { x: number; y: number }): void {
  const { width, height } = element.getBoundingClientRect()
  element.style.left = `${within(x, width, window.innerWidth)}px`
  element.style.top = `${within(y, height, window.innerHeight)}px`
}

/** Where something of this length begins so that it ends inside the window. */
export const within = (start: number, length: number, end: number): number =>
  Math.max(MARGIN_PX, Math.min(start, end - length - MARGIN_PX))
