/** What V8 writes (`--cpu-prof`), as far as it is read here. Times in microseconds. */
export interface CpuProfile {
  nodes: {
    id: number
    callFrame: { functionName: string; url: string; lineNumber: number }
    children?: number[]
  }[]
  samples: number[]
  timeDeltas: number[]
}

/** Whose code it is, for the colours. */
export type Owner = 'phloem' | 'library' | 'node' | 'machine'

export interface Frame {
  name: string
  owner: Owner
  /** Own time and that of what it called, in µs. */
  time: number
  children: Frame[]
}

/** The profile as one tree; calls of the same function from the same place are one frame. Idle time is left out, and the start. */
export function frameTree({ nodes, samples, timeDeltas }: CpuProfile): Frame {
  const own = new Map<number, number>()
  for (const [index, id] of samples.entries()) own.set(id, (own.get(id) ?? 0) + (timeDeltas[index] ?? 0))
  const byId = new Map(nodes.map((node) => [node.id, node]))
  const frameOf = (ids: readonly number[], name: string, owner: Owner): Frame => {
    const below = new Map<string, { ids: number[]; owner: Owner }>()
    for (const id of ids) {
      for (const childId of byId.get(id)?.children ?? []) {
        const { callFrame } = byId.get(childId) as CpuProfile['nodes'][number]
        if (callFrame.functionName === '(idle)' || isLoading(callFrame)) continue
        const childName = nameOf(callFrame)
        const known = below.get(childName)
        if (known) known.ids.push(childId)
        else below.set(childName, { ids: [childId], owner: ownerOf(callFrame) })
      }
    }
    const children = [...below].map(([childName, child]) => frameOf(child.ids, childName, child.owner))
    const time = ids.reduce((sum, id) => sum + (own.get(id) ?? 0), 0)
    return {
      name,
      owner,
      time: time + children.reduce((sum, child) => sum + child.time, 0),
      children: children.sort((a, b) => b.time - a.time),
    }
  }
  return frameOf([nodes[0]?.id ?? 0], 'all', 'machine')
}

type CallFrame = CpuProfile['nodes'][number]['callFrame']

const isLoading = ({ url }: CallFrame): boolean => /^node:internal\/(modules|main|bootstrap)/.test(url)

const nameOf = ({ functionName, url }: CallFrame): string => {
  const place = placeOf(url)
  return `${functionName || '(anonymous)'}${place === '' ? '' : ` – ${place}`}`
}

/** From the checkout's root on, or the library's name: nothing of the machine. */
const placeOf = (url: string): string =>
  /node_modules\/(?!\.pnpm)((?:@[^/]+\/)?[^/]+)\/(?!.*node_modules)/.exec(url)?.[1] ??
  /((?:packages|apps)\/.*)$/.exec(url)?.[1] ??
  /^node:.*$/.exec(url)?.[0] ??
  ''

function ownerOf({ url, functionName }: CallFrame): Owner {
  if (url.includes('node_modules/')) return 'library'
  if (url.startsWith('file:')) return 'phloem'
  // What is native has no address, nor has what V8 does for itself.
  return functionName.startsWith('(') ? 'machine' : 'node'
}
