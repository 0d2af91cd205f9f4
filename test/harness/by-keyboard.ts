import type { Page } from 'playwright-core'

/** Hands that have only a keyboard. */
export interface Keyboard {
  press: (...keys: string[]) => Promise<void>
  type: (text: string) => Promise<void>
  /** Types over all that a field holds. */
  typeOver: (text: string) => Promise<void>
  /** Tab (with `back`, Shift+Tab) until something of that name has the focus. Each stop on the way must be seen. */
  tabTo: (name: string | RegExp, options?: { back?: boolean }) => Promise<void>
}

/** More stops than any page has. */
const MOST_STOPS = 80

export function byKeyboard(page: Page): Keyboard {
  const press = async (...keys: string[]) => {
    for (const key of keys) await page.keyboard.press(key)
  }
  const type = (text: string) => page.keyboard.type(text)
  return {
    press,
    type,
    typeOver: async (text) => {
      await press('Control+a')
      await type(text)
    },
    tabTo: async (name, { back = false } = {}) => {
      const passed: string[] = []
      for (let stop = 0; stop < MOST_STOPS; stop += 1) {
        let focus = await focusOf(page)
        if (focus && !focus.isSeen) {
          // A field for templates marks its focus a moment after it has it.
          await page.waitForTimeout(100)
          focus = await focusOf(page)
        }
        if (focus && !focus.isSeen) throw new Error(`the focus is on "${focus.name}", and nobody sees it`)
        if (focus && (typeof name === 'string' ? focus.name === name : name.test(focus.name))) return
        passed.push(focus?.name ?? '–')
        await press(back ? 'Shift+Tab' : 'Tab')
      }
      throw new Error(`Tab does not lead to ${name}, only to ${passed.join(' | ')}`)
    },
  }
}

/** What has the focus, by the name that is read out, and whether it is in the window and marked. Null: the page itself. */
const focusOf = (page: Page): Promise<{ name: string; isSeen: boolean } | null> =>
  page.evaluate(() => {
    const element = document.activeElement
    if (!element || element.matches('body, main, dialog')) return null
    const labelled = element.getAttribute('aria-labelledby')?.split(' ') ?? []
    const name =
      element.getAttribute('aria-label') ??
      (labelled.map((id) => document.getElementById(id)?.textContent ?? '').join(' ') ||
        (element as HTMLInputElement).labels?.[0]?.textContent ||
        element.textContent)
    const { left, top, right, bottom } = element.getBoundingClientRect()
    const isInside = right > 0 && bottom > 0 && left < innerWidth && top < innerHeight && right > left
    // A line of the canvas is marked by its stroke.
    const line = element.querySelector('.react-flow__edge-path')
    // A field for templates is marked around its frame, and a link that stands for its whole row around the row.
    const frame = element.closest('.cm-editor') ?? element
    const isOutlined = [null, '::after'].some((part) => {
      const { outlineStyle, outlineWidth } = getComputedStyle(frame, part)
      return outlineStyle !== 'none' && Number.parseFloat(outlineWidth) >= 1
    })
    const isMarked = line ? Number.parseFloat(getComputedStyle(line).strokeWidth) >= 3 : isOutlined
    return { name: (name ?? '').trim(), isSeen: isInside && isMarked }
  })
