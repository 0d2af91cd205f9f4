import { join } from 'node:path'
import { createServer } from 'vite'

// Serves the editor's sources with hot reload; the API is that of a runtime that runs beside it.
const server = await createServer({ configFile: join(import.meta.dirname, 'vite.config.ts') })
await server.listen()
server.printUrls()
console.log(`
  The API and the webhooks are passed on to ${process.env.PHLOEM_RUNTIME_URL ?? 'http://localhost:8080'}:
  run \`pnpm start\` beside this, and log in there; the login counts here too.
`)
server.bindCLIShortcuts({ print: true })
