/** The stored request itself is wrong, so that no later attempt can do better. The message is for a person. */
export class UnsendableError extends Error {
  override name = 'UnsendableError' as const
}
