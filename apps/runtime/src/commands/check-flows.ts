import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { isError, issueLine } from '@phloem/flow'
import { checkDocument } from '../flows/checking.ts'

const USAGE = `Checks flow files as the editor and publishing do.

  npx -y pnpm flows:check [FILE or FOLDER …]   (default: PHLOEM_FLOWS or ./flows)`

const words = process.argv.slice(2)
if (words.some((word) => word.startsWith('-'))) {
  console.log(USAGE)
  process.exit(words.includes('--help') ? 0 : 1)
}
const paths = words.length > 0 ? words : [process.env.PHLOEM_FLOWS ?? './flows']
const errors = paths.flatMap(filesAt).map(errorsIn)
process.exit(errors.some((count) => count > 0) ? 1 : 0)

function filesAt(path: string): string[] {
  if (!statSync(path, { throwIfNoEntry: false })?.isDirectory()) return [path]
  const names = readdirSync(path).filter((name) => name.endsWith('.json') && !name.endsWith('.schema.json'))
  return names.sort().map((name) => join(path, name))
}

/** Prints what is wrong with a file; returns how many errors there are. */
function errorsIn(file: string): number {
  try {
    const issues = checkDocument(JSON.parse(readFileSync(file, 'utf8')))
    console.log(`${file}: ${issues.length === 0 ? 'no issues' : `${issues.length} issue(s)`}`)
    for (const issue of issues) console.log(`  ${issue.severity.padEnd(7)} ${issueLine(issue)}`)
    return issues.filter(isError).length
  } catch (error) {
    console.log(`${file}: not readable: ${(error as Error).message}`)
    return 1
  }
}
