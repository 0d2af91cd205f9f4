export type StoreErrorCode =
  | 'folder_not_writable'
  | 'folder_in_use'
  | 'newer_schema'
  | 'sqlite_too_old'
  | 'damaged'
  | 'no_database'
  | 'file_exists'

/** Why the data folder can't be used. `message` is the one line that the start prints. */
export class StoreError extends Error {
  override name = 'StoreError' as const
  readonly code: StoreErrorCode

  constructor(code: StoreErrorCode, message: string, cause?: unknown) {
    super(message, { cause })
    this.code = code
  }
}

/** SQLite's primary result codes, https://sqlite.org/rescode.html. */
const BUSY = 5
const PERM = 3
const READONLY = 8
const IOERR = 10
const FULL = 13
const CANTOPEN = 14
const NOT_WRITABLE = [PERM, READONLY, IOERR, FULL, CANTOPEN]

const resultCode = (error: unknown): number | null =>
  error instanceof Error && 'errcode' in error && typeof error.errcode === 'number'
    ? error.errcode & 0xff
    : null

export const isDiskFull = (error: unknown): boolean => resultCode(error) === FULL

export const isIoError = (error: unknown): boolean => resultCode(error) === IOERR

/** What the operating system or SQLite said while the folder was opened, as a `StoreError`; anything else as it is. */
export function openingError(folder: string, error: unknown): unknown {
  if (!(error instanceof Error) || error instanceof StoreError) return error
  const code = resultCode(error)
  if (code !== null) return sqliteError(folder, error, code)
  if ('syscall' in error) return notWritable(folder, error)
  return error
}

function sqliteError(folder: string, error: Error, code: number): StoreError {
  if (code === BUSY) return inUse(folder, error)
  if (NOT_WRITABLE.includes(code)) return notWritable(folder, error)
  return damaged(folder, error.message, error)
}

const inUse = (folder: string, cause: unknown) =>
  new StoreError(
    'folder_in_use',
    `The data folder ${folder} is in use by another process: one Phloem at a time can use it.`,
    cause,
  )

export const damaged = (folder: string, detail: string, cause?: unknown) =>
  new StoreError('damaged', `The database in the data folder ${folder} is damaged: ${detail}.`, cause)

const notWritable = (folder: string, cause: Error) =>
  new StoreError(
    'folder_not_writable',
    `The data folder ${folder} can't be written: ${cause.message}.`,
    cause,
  )
