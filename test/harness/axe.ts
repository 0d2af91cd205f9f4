import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Page } from 'playwright-core'

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/** The serious and critical faults of accessibility on a page as it stands, each with the first element that has it. */
export async function seriousFaults(page: Page): Promise<string[]> {
  await settle(page)
  await page.evaluate(axe)
  return page.evaluate(async () => {
    // biome-ignore lint/suspicious/noExplicitAny: axe puts itself on the page
    const { violations } = await (globalThis as any).axe.run(document)
    // The arrows walk through CodeMirror's list while the focus stays in the field, as `aria-activedescendant` says.
    const isWalkable = (id: string, html: string) =>
      id === 'scrollable-region-focusable' && html.startsWith('<ul id="cm-ac-')
    return (violations as { id: string; impact: string; nodes: { html: string }[] }[])
      .map(({ nodes, ...rest }) => ({
        ...rest,
        nodes: nodes.filter(({ html }) => !isWalkable(rest.id, html)),
      }))
      .filter(({ nodes }) => nodes.length > 0)
      .filter(({ impact }) => impact === 'serious' || impact === 'critical')
      .map(({ id, nodes }) => `${id}: ${nodes[0]?.html.slice(0, 160)}`)
  })
}

/** Waits until colours have stopped changing: half-way from one theme to the other nothing has contrast. */
const settle = (page: Page) =>
  page.evaluate(async () => {
    const ends = (animation: Animation) =>
      animation.effect?.getTiming().iterations !== Number.POSITIVE_INFINITY
    await new Promise(requestAnimationFrame)
    await Promise.allSettled(
      document
        .getAnimations()
        .filter(ends)
        .map(({ finished }) => finished),
    )
  })
