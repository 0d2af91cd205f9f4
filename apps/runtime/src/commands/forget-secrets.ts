import { resolve } from 'node:path'
import { forgetSealed } from '../secrets/forget-sealed.ts'
import { openSqliteStore } from '../store/sqlite/open.ts'
import { StoreError } from '../store/sqlite/store-error.ts'

const USAGE = `Removes all secrets from the database, for when their key is lost. Phloem must not run meanwhile.

  npx -y pnpm secrets:forget --yes

The data folder is PHLOEM_DATA (default ./data). Afterwards secrets have to be set again, and destinations sign with new
secrets, which their owners need.`

const words = process.argv.slice(2)
if (words.length !== 1 || words[0] !== '--yes') {
  console.log(USAGE)
  process.exit(words[0] === '--help' ? 0 : 1)
}
try {
  const store = openSqliteStore(resolve(process.env.PHLOEM_DATA ?? './data'))
  const { secrets, origins } = await forgetSealed(store)
  await store.close()
  console.log(
    `Forgotten: ${secrets.join(', ') || 'no secrets'}; signing secrets of ${origins.length} destinations.`,
  )
} catch (error) {
  if (!(error instanceof StoreError)) throw error
  console.error(`secrets:forget: ${error.message}`)
  process.exit(1)
}
