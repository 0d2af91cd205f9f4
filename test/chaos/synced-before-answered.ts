/** What strace saw of one process, held against the rule: no answer while something that was written is not synced. */
export interface SyncedBeforeAnswered {
  answers: number
  syncs: number
  /** The answers that left too early, as strace shows them. */
  violations: string[]
}

/**
 * Reads the output of `strace -f -y -e trace=read,write,writev,pwrite64,fdatasync,fsync`. An answer to the carrier must come after
 * a sync of the log that was not there yet when its request was read, and with nothing in the log unsynced.
 */
export function checkTrace(lines: Iterable<string>): SyncedBeforeAnswered {
  const result: SyncedBeforeAnswered = { answers: 0, syncs: 0, violations: [] }
  const syncsAtRequest = new Map<string, number>()
  let isDirty = false
  for (const line of lines) {
    const [, call = '', file = '', rest = ''] = /(\w+)\((\d+<[^>]*>)(.*)$/.exec(line) ?? []
    if (call === 'pwrite64' && file.endsWith('-wal>')) isDirty = true
    else if ((call === 'fdatasync' || call === 'fsync') && file.endsWith('-wal>')) {
      isDirty = false
      result.syncs += 1
    } else if (call === 'read' && /"(POST|GET) \/plivo\//.test(rest)) syncsAtRequest.set(file, result.syncs)
    else if ((call === 'write' || call === 'writev') && rest.includes('"HTTP/1.1 200')) {
      const before = syncsAtRequest.get(file)
      if (before === undefined) continue
      syncsAtRequest.delete(file)
      result.answers += 1
      if (isDirty || result.syncs === before) result.violations.push(line)
    }
  }
  return result
}
