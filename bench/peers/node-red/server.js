import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import express from 'express'
import RED from 'node-red'

/**
 * Node-RED as its documentation embeds it, without its editor, with `flow.json`: the guide's flow out of its own nodes
 * "http in", "template", "http request" and "http response". It verifies no signature and keeps nothing.
 */
const { PORT, PUBLIC_URL, SINK_URL } = process.env

const app = express()
const server = createServer(app)
const userDir = mkdtempSync(join(tmpdir(), 'node-red-'))
process.on('exit', () => rmSync(userDir, { recursive: true, force: true }))

RED.init(server, {
  httpAdminRoot: false,
  httpNodeRoot: '/',
  userDir,
  credentialSecret: false,
  logging: { console: { level: 'error' } },
  functionGlobalContext: { publicUrl: PUBLIC_URL },
})
app.use('/', RED.httpNode)
const flow = readFileSync(new URL('flow.json', import.meta.url), 'utf8')
await RED.start()
await RED.runtime.flows.setFlows({
  flows: {
    flows: JSON.parse(flow.replaceAll('PUBLIC_URL', PUBLIC_URL).replaceAll('SINK_URL', SINK_URL)),
  },
  deploymentType: 'full',
})
server.listen(Number(PORT), '127.0.0.1', () => console.log('ready'))
