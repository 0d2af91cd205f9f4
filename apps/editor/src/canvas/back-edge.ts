/** How far the cards at an edge's ends reach to both sides of their handles, in pixels of the unzoomed canvas. */
export interface Reach {
  source: { left: number; right: number }
  target: { left: number; right: number }
}

const GAP = 24

/**
 * Where an edge that leads back up turns, so that it passes beside the cards at its ends rather than under them;
 * undefined where there is room between the two.
 */
export function backEdgeX(sourceX: number, targetX: number, { source, target }: Reach): number | undefined {
  const middle = (sourceX + targetX) / 2
  const isUnder = (x: number, { left, right }: Reach['source']) => middle > x - left && middle < x + right
  if (!isUnder(sourceX, source) && !isUnder(targetX, target)) return undefined
  const left = Math.min(sourceX - source.left, targetX - target.left) - GAP
  const right = Math.max(sourceX + source.right, targetX + target.right) + GAP
  return sourceX - left < right - sourceX ? left : right
}
