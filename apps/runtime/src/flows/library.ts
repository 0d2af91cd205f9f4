import { type FSWatcher, watch } from 'node:fs'
import { mkdir, open, readdir, readFile, rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { type FlowDocument, type Issue, LIMITS } from '@phloem/flow'
import type { Logger } from 'pino'
import type { FlowStore } from '../store/port.ts'
import { inOneLine, readRunnable } from './checking.ts'
import type { Flows } from './flows.ts'
import { isSameDocument } from './same-document.ts'

/** Editors write a file in several steps; it is read when it has been quiet for this long. */
const QUIET_MS = 150

/**
 * The folder of flows: one JSON file each, the published documents, so that flows live in version control. Files
 * are read at the start and when they change; publishing writes them.
 */
export class FlowLibrary {
  readonly #folder: string
  readonly #log: Logger
  #watcher: FSWatcher | null = null
  #quiet: NodeJS.Timeout | null = null
  /** One load at a time: two at once would publish the same file twice. */
  #loading: Promise<void> = Promise.resolve()
  /** Flow id → the name of the file that it was loaded from, whatever people call their files. */
  #fileOf = new Map<string, string>()

  constructor(folder: string, log: Logger) {
    this.#folder = folder
    this.#log = log
  }

  /** Loads every file. A file that can't be used is named with its issues, and the others load. */
  load(store: FlowStore, flows: Flows): Promise<void> {
    this.#loading = this.#loading.then(() => this.#loadFiles(store, flows))
    return this.#loading
  }

  /** Looks for changes from now on; makes the folder where there is none yet. */
  async watch(store: FlowStore, flows: Flows): Promise<void> {
    try {
      await mkdir(this.#folder, { recursive: true })
      this.#watcher = watch(this.#folder, { persistent: false }, () => {
        if (this.#quiet !== null) clearTimeout(this.#quiet)
        this.#quiet = setTimeout(() => void this.load(store, flows), QUIET_MS)
      })
      this.#watcher.on('error', (error) =>
        this.#log.warn({ err: error }, 'the folder of flows is not watched'),
      )
    } catch (error) {
      this.#log.warn({ err: error }, 'the folder of flows is not watched')
    }
  }

  stop() {
    if (this.#quiet !== null) clearTimeout(this.#quiet)
    this.#watcher?.close()
  }

  /** Keeps a published document as a file. A folder that can't be written is no reason not to publish. */
  async keep(document: FlowDocument): Promise<void> {
    try {
      await this.#write(document)
    } catch (error) {
      this.#log.error(
        { flowId: document.id, err: error },
        'the flow is published, but its file could not be written',
      )
    }
  }

  /** Writes beside and renames, so that no reader and no crash ever sees half a file. */
  async #write(document: FlowDocument): Promise<void> {
    await mkdir(this.#folder, { recursive: true })
    const path = this.#pathOf(document.id)
    const beside = `${path}.${process.pid}.tmp`
    try {
      const file = await open(beside, 'w', 0o644)
      try {
        await file.writeFile(`${JSON.stringify(document, null, 2)}\n`)
        await file.sync()
      } finally {
        await file.close()
      }
      await rename(beside, path)
    } catch (error) {
      await rm(beside, { force: true })
      throw error
    }
  }

  /** Takes a removed flow's file away; otherwise the next start would bring the flow back. */
  async forget(flowId: string): Promise<void> {
    await rm(this.#pathOf(flowId), { force: true })
    this.#fileOf.delete(flowId)
  }

  #pathOf(flowId: string): string {
    return join(this.#folder, this.#fileOf.get(flowId) ?? `${flowId}.json`)
  }

  async #loadFiles(store: FlowStore, flows: Flows): Promise<void> {
    const fileOf = new Map<string, string>()
    this.#fileOf = fileOf
    for (const file of await this.#files()) {
      try {
        const document = await this.#readFile(file)
        if (document === null) continue
        const other = fileOf.get(document.id)
        if (other === undefined) await this.#loadDocument(file, document, store, flows)
        else
          this.#log.error({ file }, `${file} is not loaded: ${other} holds a flow with the same id already`)
        fileOf.set(document.id, other ?? file)
      } catch (error) {
        this.#log.error({ file, err: error }, 'a flow file could not be read')
      }
    }
  }

  async #files(): Promise<string[]> {
    try {
      const entries = await readdir(this.#folder, { withFileTypes: true })
      const names = entries.filter((entry) => !entry.isDirectory()).map(({ name }) => name)
      return names.filter((name) => /^[^.].*\.json$/.test(name) && !name.endsWith('.schema.json')).sort()
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return []
      this.#log.error({ folder: this.#folder, err: error }, 'the folder of flows could not be read')
      return []
    }
  }

  /** Null, and a line in the log that says why, for a file that can't be used. */
  async #readFile(file: string): Promise<FlowDocument | null> {
    const path = join(this.#folder, file)
    const refuse = (reason: string, issues: Issue[] = []) => {
      this.#log.error({ file, issues }, `${file} is not loaded: ${reason}`)
      return null
    }
    if ((await stat(path)).size > LIMITS.documentBytes) {
      return refuse(`it is larger than ${LIMITS.documentBytes} bytes`)
    }
    const raw = parseJson(await readFile(path, 'utf8'))
    if ('error' in raw) return refuse(`it is not JSON (${raw.error})`)
    const read = readRunnable(raw.value)
    return 'document' in read ? read.document : refuse(inOneLine(read.issues), read.issues)
  }

  async #loadDocument(file: string, document: FlowDocument, store: FlowStore, flows: Flows): Promise<void> {
    const newest = await store.version(document.id, null)
    const flow = await store.find(document.id)
    if (flow !== null && newest !== null && isSameDocument(newest.document, document)) return
    // A draft with changes of its own is somebody's work: the file becomes a version beside it.
    const isDraftUntouched = newest === null || isSameDocument(flow?.draft, newest.document)
    if (flow === null) await flows.create(document)
    else if (isDraftUntouched) await flows.save(document, null)
    const { version } = await flows.publishDocument(document, `From ${file}`)
    this.#log.info({ file, flowId: document.id, version }, `${file} is loaded as version ${version}`)
  }
}

function parseJson(text: string): { value: unknown } | { error: string } {
  try {
    // Editors on Windows begin a file with a byte order mark.
    return { value: JSON.parse(text.replace(/^\uFEFF/, '')) as unknown }
  } catch (error) {
    return { error: (error as Error).message }
  }
}
