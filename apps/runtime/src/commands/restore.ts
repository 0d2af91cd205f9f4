import { resolve } from 'node:path'
import { restore } from '../store/sqlite/backup.ts'
import { StoreError } from '../store/sqlite/store-error.ts'
import { held } from './held.ts'

const USAGE = `Puts a backup in the place of the database. Stop Phloem first.

  npx -y pnpm restore FILE

The data folder is PHLOEM_DATA (default ./data). The database that is there now stays beside it. Calls and reports that
came after the backup are not in it; reports that it still owes are sent, also those that have been delivered since,
under their old webhook-id.`

const [file, ...rest] = process.argv.slice(2)
if (file === undefined || file.startsWith('-') || rest.length > 0) {
  console.log(USAGE)
  process.exit(file === '--help' ? 0 : 1)
}
try {
  const folder = resolve(process.env.PHLOEM_DATA ?? './data')
  const { contents, before } = await restore(folder, resolve(file), new Date())
  console.log(`restored into ${folder}: ${held(contents)}`)
  if (before !== null) console.log(`what was there before is ${before}`)
  if (contents.owed > 0)
    console.log(
      `Phloem will send the ${contents.owed} reports that this backup owes; receivers know repetitions by webhook-id.`,
    )
} catch (error) {
  if (!(error instanceof StoreError)) throw error
  console.error(`restore: ${error.message}`)
  process.exit(1)
}
