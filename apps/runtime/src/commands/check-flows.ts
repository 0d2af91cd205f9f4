import { readdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { isError, issueLine } from '@phloem/flow'
import { checkDocument } from '../flows/checking.ts'

/** Checks flow files as the editor and publishing do: `npx -y pnpm flows:check [FILE …]` (default: the folder of flows). */
const folder = process.env.PHLOEM_FLOWS ?? './flows'
const files =
  process.argv.length > 2
    ? process.argv.slice(2)
    : readdirSync(folder)
        .filter((name) => name.endsWith('.json') && !name.endsWith('.schema.json'))
        .map((name) => join(folder, name))

let errors = 0
for (const file of files) {
  try {
    const issues = checkDocument(JSON.parse(readFileSync(file, 'utf8')))
    errors += issues.filter(isError).length
    console.log(`${basename(file)}: ${issues.length === 0 ? 'no issues' : `${issues.length} issue(s)`}`)
    for (const issue of issues) console.log(`  ${issue.severity.padEnd(7)} ${issueLine(issue)}`)
  } catch (error) {
    errors += 1
    console.log(`${basename(file)}: not readable: ${(error as Error).message}`)
  }
}
process.exit(errors > 0 ? 1 : 0)
