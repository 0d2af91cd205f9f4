/** Something outside the request is missing, such as a secret: a later attempt can do better. Nothing was sent. */
export class NotReadyError extends Error {
  override name = 'NotReadyError' as const
}
