import { spawnSync } from 'node:child_process'
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { findOrInstallChromium } from '../harness/chromium.ts'
import { needProgram } from '../harness/install.ts'
import { gallery } from './gallery.ts'
import { openStage, type Scene, scenes } from './scenes.ts'

/**
 * Takes a picture of every scene, in both themes and on a telephone, into `docs/screens`: `npx -y pnpm screens`, or with
 * names of scenes for those alone. Clocks and animations stand still, so that a picture changes when the page does.
 */
const folder = fileURLToPath(new URL('../../docs/screens/', import.meta.url))
const NOON = Date.parse('2026-11-20T12:00:00Z')
const WINDOW = { width: 1440, height: 900 }
const TELEPHONE = { width: 390, height: 844 }

const wanted = process.argv.slice(2)
const isWanted = ({ name }: Scene) => wanted.length === 0 || wanted.includes(name)

if (findOrInstallChromium() === null) process.exit(1)
const pngquant = needProgram('pngquant', 'pngquant')
mkdirSync(folder, { recursive: true })
if (wanted.length === 0) for (const file of readdirSync(folder)) rmSync(join(folder, file))

for (const kind of ['worked_with', 'fresh'] as const) {
  const shown = scenes.filter((scene) => scene.phloem === kind && isWanted(scene))
  if (shown.length === 0) continue
  await using stage = await openStage(kind, {
    start: { env: startedAtNoon() },
    reducedMotion: 'reduce',
    timezoneId: 'UTC',
    locale: 'en-US',
  })
  const { page } = stage
  await page.clock.setFixedTime(NOON + 60_000)
  for (const scene of shown) {
    await page.setViewportSize(WINDOW)
    await stage.show(scene)
    for (const theme of ['light', 'dark'] as const) {
      await stage.showIn(theme)
      await take(`${scene.name}-${theme}`)
    }
    await stage.showIn('light')
    if (!scene.isNarrowToo) continue
    await page.setViewportSize(TELEPHONE)
    await stage.show(scene)
    await take(`${scene.name}-narrow`)
  }

  async function take(name: string) {
    // Lazy parts and the canvas take a moment after a change of size.
    await page.waitForTimeout(300)
    const path = join(folder, `${name}.png`)
    await page.screenshot({ path, animations: 'disabled', caret: 'hide' })
    // 256 colours are enough for a page, and a third of the bytes.
    spawnSync(pngquant, ['--speed', '1', '--quality', '80-100', '--strip', '--force', '--ext', '.png', path])
    console.log(name)
  }
}
writeFileSync(join(folder, 'README.md'), gallery(scenes))

/** The server's clock, set off so that the day of the pictures is always the same. */
function startedAtNoon(): Record<string, string> {
  const file = join(tmpdir(), `phloem-screens-${process.pid}`)
  writeFileSync(file, String(NOON - Date.now()))
  const preload = new URL('../harness/clock-shift.ts', import.meta.url).href
  return { NODE_OPTIONS: `--import=${preload}`, CLOCK_SHIFT_FILE: file }
}
