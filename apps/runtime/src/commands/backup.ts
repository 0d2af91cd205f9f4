import { resolve } from 'node:path'
import { backUp } from '../store/sqlite/backup.ts'
import { StoreError } from '../store/sqlite/store-error.ts'
import { held } from './held.ts'

const USAGE = `Copies the database into a file, while Phloem runs or while it does not.

  npx -y pnpm backup [FILE]   (default: phloem-<time>.db in this folder)

The data folder is PHLOEM_DATA (default ./data). A backup holds flows, versions, numbers, calls, reports, login sessions
and, encrypted, secrets and the signing secrets of destinations: keep it as safe as the data folder, and the key
(PHLOEM_SECRETS_KEY_FILE) apart from it. It does not hold that key, the API token, the simulator's token, secrets from the
environment, or the folder of flow files.`

const [file, ...rest] = process.argv.slice(2)
if (file?.startsWith('-') || rest.length > 0) {
  console.log(USAGE)
  process.exit(file === '--help' ? 0 : 1)
}
const target = resolve(file ?? `phloem-${new Date().toISOString().replace(/[:.]/g, '-')}.db`)
try {
  const began = performance.now()
  const contents = await backUp(resolve(process.env.PHLOEM_DATA ?? './data'), target)
  const seconds = ((performance.now() - began) / 1000).toFixed(1)
  console.log(`${target}: ${held(contents)}, in ${seconds} s`)
} catch (error) {
  if (!(error instanceof StoreError)) throw error
  console.error(`backup: ${error.message}`)
  process.exit(1)
}
