import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { installPeer } from '../peers/install.ts'
import { pin } from './phloem.ts'
import { type RunningSide, SERVER_CORE, type Side } from './side.ts'

/** A server in a folder of `bench/peers`, which says "ready" once it listens. */
export const peer = (name: string, folder: string, entry: string): Side => ({
  name,
  start: async (reportUrl): Promise<RunningSide> => {
    await installPeer(folder)
    const port = await freePort()
    const url = `http://127.0.0.1:${port}`
    const child = spawn(process.execPath, [join(folder, entry)], {
      cwd: folder,
      env: {
        ...process.env,
        NODE_ENV: 'production',
        PORT: String(port),
        PUBLIC_URL: url,
        SINK_URL: reportUrl,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    await ready(name, child)
    pin(child.pid as number, SERVER_CORE)
    return {
      name,
      url,
      port,
      pid: child.pid as number,
      paths: { answer: '/answer', hangup: '/hangup' },
      [Symbol.asyncDispose]: async () => {
        const ended = once(child, 'exit')
        child.kill('SIGKILL')
        await ended
      },
    }
  },
})

function ready(name: string, child: ChildProcess): Promise<void> {
  let output = ''
  return new Promise((resolve, reject) => {
    const take = (chunk: Buffer) => {
      output += chunk
      if (/^ready$/m.test(output)) resolve()
    }
    child.stdout?.on('data', take)
    child.stderr?.on('data', take)
    child.on('exit', () => reject(new Error(`${name} did not start:\n${output}`)))
  })
}

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  return port
}
