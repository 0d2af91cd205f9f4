import { createServer } from 'node:http'

/**
 * A web server that prints every report it gets, for trying flows out: `npx -y pnpm receive [PORT]` (default 9000).
 */
const port = Number(process.argv[2] ?? 9000)
if (!Number.isInteger(port) || port < 1 || port > 65_535) {
  console.error('Prints every report that it gets: npx -y pnpm receive [PORT] (default 9000)')
  process.exit(1)
}
const server = createServer((request, response) => {
  let body = ''
  request.setEncoding('utf8')
  request.on('data', (chunk: string) => {
    body += chunk
  })
  request.on('end', () => {
    console.log(`\n${new Date().toLocaleTimeString()}  ${request.method} ${request.url}`)
    const isForm = request.headers['content-type']?.startsWith('application/x-www-form-urlencoded')
    if (isForm) for (const [key, value] of new URLSearchParams(body)) console.log(`  ${key} = ${value}`)
    else if (body !== '') console.log(`  ${body}`)
    response.end()
  })
})
server.on('error', (error: NodeJS.ErrnoException) => {
  console.error(error.code === 'EADDRINUSE' ? `receive: port ${port} is in use` : error)
  process.exit(1)
})
server.listen(port, '127.0.0.1', () => console.log(`Waiting for reports at http://localhost:${port}/`))
