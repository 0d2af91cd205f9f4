const STORAGE_KEY = 'phloem.panelWidth'

/** All widths are in pixels. */
export const USUAL_WIDTH = 384
export const LEAST_WIDTH = 320
/** However wide the panel is wanted, the canvas keeps this. */
const CANVAS_WIDTH = 480
const MOST_WIDTH = 720

export const mostWidth = (windowWidth: number): number =>
  Math.max(LEAST_WIDTH, Math.min(MOST_WIDTH, windowWidth - CANVAS_WIDTH))

export const fittingWidth = (wanted: number, windowWidth: number): number =>
  Math.round(Math.min(mostWidth(windowWidth), Math.max(LEAST_WIDTH, wanted)))

/** As it was left in this browser; it is no part of a flow's history. */
export function keptWidth(storage: Pick<Storage, 'getItem'>): number {
  const kept = Number(storage.getItem(STORAGE_KEY))
  return Number.isFinite(kept) && kept >= LEAST_WIDTH ? kept : USUAL_WIDTH
}

export const keepWidth = (storage: Pick<Storage, 'setItem'>, width: number): void =>
  storage.setItem(STORAGE_KEY, String(width))

const STEP = 16
const LEAP = 64

/** The width after a key on the separator, which stands on the panel's left; null where the key means nothing. */
export function widthAfterKey(
  key: string,
  isLeap: boolean,
  width: number,
  windowWidth: number,
): number | null {
  const by = isLeap ? LEAP : STEP
  const wanted = {
    ArrowLeft: width + by,
    ArrowRight: width - by,
    Home: LEAST_WIDTH,
    End: mostWidth(windowWidth),
  }[key]
  return wanted === undefined ? null : fittingWidth(wanted, windowWidth)
}
