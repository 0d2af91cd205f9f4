import type { BackupContents } from '../store/sqlite/backup.ts'

/** What a backup holds, in words. */
export const held = ({ calls, owed, flows, bytes }: BackupContents): string =>
  `${calls} calls, ${owed} reports owed, ${flows} flows, ${(bytes / 1024 / 1024).toFixed(1)} MB`
