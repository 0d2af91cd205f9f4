import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { picture } from '../harness/browser.ts'
import { openStage, type Stage, scenes } from './scenes.ts'

let stage: Stage

beforeAll(async () => {
  stage = await openStage('worked_with', { reducedMotion: 'reduce' })
  // The browser's own setting: what a person who needs larger text changes.
  const devTools = await stage.page.context().newCDPSession(stage.page)
  await devTools.send('Page.setFontSizes', { fontSizes: { standard: 32, fixed: 26 } })
})
afterAll(() => stage?.[Symbol.asyncDispose]())

const scene = (name: string) => {
  const found = scenes.find((each) => each.name === name)
  if (!found) throw new Error(`no scene ${name}`)
  return found
}

/** Texts of a card that lie upon each other or reach out of it. */
const collisions = () =>
  stage.page.locator('.react-flow__node').evaluateAll((cards) =>
    cards.flatMap((card) => {
      const whole = card.getBoundingClientRect()
      const texts: { words: string; box: DOMRect; text: DOMRect }[] = []
      const walker = document.createTreeWalker(card, NodeFilter.SHOW_TEXT)
      while (walker.nextNode()) {
        const {
          currentNode,
          currentNode: { parentElement },
        } = walker
        if (!parentElement || parentElement.closest('.visually-hidden')) continue
        const range = document.createRange()
        range.selectNodeContents(currentNode)
        const text = range.getBoundingClientRect()
        // What is cut off with an ellipsis is not seen beyond its box.
        const isCut = getComputedStyle(parentElement).overflowX === 'hidden'
        const box = isCut ? parentElement.getBoundingClientRect() : text
        if (text.width > 0) texts.push({ words: currentNode.textContent ?? '', box, text })
      }
      const meet = (a: DOMRect, b: DOMRect) =>
        Math.min(a.right, b.right) - Math.max(a.left, b.left) > 1 &&
        Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 1
      const out = texts
        .filter(
          ({ box, text }) =>
            box.left < whole.left - 1 ||
            box.right > whole.right + 1 ||
            text.top < whole.top - 1 ||
            text.bottom > whole.bottom + 1,
        )
        .map(({ words }) => `"${words}" reaches out of its card`)
      const pairs = texts.flatMap((a, index) =>
        texts
          .slice(index + 1)
          .filter((b) => meet(a.box, b.box))
          .map((b) => `"${a.words}" lies upon "${b.words}"`),
      )
      return [...out, ...pairs]
    }),
  )

describe('with text at 200 %', () => {
  it.each(['editor', 'simulate', 'problems'])('nothing collides in the cards of "%s"', async (name) => {
    await stage.show(scene(name))
    expect(await stage.page.evaluate(() => getComputedStyle(document.documentElement).fontSize)).toBe('32px')
    await picture(stage.page, `text-200-${name}`)
    expect(await stage.page.locator('.react-flow__node').count()).toBeGreaterThan(2)
    expect(await collisions()).toEqual([])
  })

  it.each(['flows', 'numbers', 'calls', 'call', 'deliveries', 'editor'])(
    '"%s" needs no sideways scrolling',
    async (name) => {
      await stage.show(scene(name))
      await picture(stage.page, `text-200-${name}`)
      const { page } = stage
      expect(
        await page.evaluate(() => document.documentElement.scrollWidth - innerWidth),
      ).toBeLessThanOrEqual(0)
      expect(
        await page.getByRole('main').evaluate((main) => main.scrollWidth - main.clientWidth),
      ).toBeLessThanOrEqual(0)
    },
  )
})

describe('for people who want no motion', () => {
  it('nothing moves for longer than a blink, not even the path of a simulation', async () => {
    await stage.show(scene('simulate'))
    await stage.page.getByRole('button', { name: 'Step back' }).click()
    const durations = await stage.page.evaluate(async () => {
      const seen: number[] = []
      const until = performance.now() + 700
      while (performance.now() < until) {
        for (const animation of document.getAnimations()) {
          seen.push(Number(animation.effect?.getComputedTiming().duration))
        }
        await new Promise(requestAnimationFrame)
      }
      return seen
    })
    expect(durations.filter((milliseconds) => milliseconds > 1)).toEqual([])
  })
})
