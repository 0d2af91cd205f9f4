import { buildIfChanged } from '../apps/editor/build-if-changed.ts'
import { openBrowser } from '../test/harness/browser.ts'
import { startPhloem } from '../test/harness/running-phloem.ts'
import { bundleSizes } from './editor/bundle.ts'
import { measureCanvas } from './editor/canvas.ts'
import { measureLoading } from './editor/loading.ts'
import { subjectOf } from './editor/open-page.ts'
import { printTable } from './editor/table.ts'
import { measureUsing } from './editor/using.ts'

/**
 * How fast the editor is, in headless Chromium, each figure beside its gate: `npx -y pnpm bench`, with node counts to
 * measure only those canvases. Medians of three runs. "Own time" is script, style and layout in the time of the page's own
 * thread; what is told by the clock also depends on what else the machine does. Nothing fails.
 */
const sizes = process.argv.slice(2).map(Number).filter(Boolean)

await buildIfChanged()
await using phloem = await startPhloem()
const browser = await openBrowser()
try {
  const subject = await subjectOf(browser, phloem)
  printTable('What is loaded, gzipped', bundleSizes())
  if (sizes.length === 0) {
    printTable('Loading at 9 Mbps, 100 ms, CPU × 4', await measureLoading(subject, phloem))
    printTable('Using it', await measureUsing(subject))
  }
  for (const nodes of sizes.length > 0 ? sizes : [200, 500, 1000, 2000]) {
    printTable(`A flow of ${nodes} nodes`, await measureCanvas(subject, nodes))
  }
} finally {
  await browser.close()
}
