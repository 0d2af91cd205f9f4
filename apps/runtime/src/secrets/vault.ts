import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { SecretsKeyError, type SecretsKeys } from './key-file.ts'

const CIPHER = 'aes-256-gcm'
const FORMAT = 'phloem-sealed-1'
const NONCE_BYTES = 12
const TAG_BYTES = 16

/**
 * Encrypts texts for the store: AES-256-GCM, each bound to what it belongs to (`secret CRM_TOKEN`), so that a row's value
 * put into another row does not open.
 */
export class Vault {
  readonly #keys: SecretsKeys

  constructor(keys: SecretsKeys) {
    this.#keys = keys
  }

  /** Where the key is, for messages. */
  get path(): string {
    return this.#keys.path
  }

  seal(text: string, belongsTo: string): string {
    const { id, bytes } = this.#keys.newest
    const nonce = randomBytes(NONCE_BYTES)
    const cipher = createCipheriv(CIPHER, bytes, nonce).setAAD(Buffer.from(belongsTo))
    const encrypted = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
    const sealed = Buffer.concat([nonce, cipher.getAuthTag(), encrypted])
    return `${FORMAT}.${id}.${sealed.toString('base64url')}`
  }

  /** Throws `SecretsKeyError` where the key is another one, or the value was changed or moved. */
  open(sealed: string, belongsTo: string): string {
    const [, id = '', content = ''] = sealed.split('.')
    const key = [this.#keys.newest, ...this.#keys.older].find((each) => each.id === id)
    if (key === undefined) throw new SecretsKeyError(this.#wrongKey(id, belongsTo))
    const bytes = Buffer.from(content, 'base64url')
    const nonce = bytes.subarray(0, NONCE_BYTES)
    const tag = bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES)
    try {
      const decipher = createDecipheriv(CIPHER, key.bytes, nonce, { authTagLength: TAG_BYTES })
      decipher.setAAD(Buffer.from(belongsTo)).setAuthTag(tag)
      const opened = [decipher.update(bytes.subarray(NONCE_BYTES + TAG_BYTES)), decipher.final()]
      return Buffer.concat(opened).toString('utf8')
    } catch {
      throw new SecretsKeyError(
        `The stored ${belongsTo} does not open with its key in ${this.path}: the row was damaged or changed.`,
      )
    }
  }

  isSealed(text: string): boolean {
    return text.startsWith(`${FORMAT}.`)
  }

  /** It opens, but a newer key has replaced the one that sealed it. */
  isOutdated(sealed: string): boolean {
    return sealed.split('.')[1] !== this.#keys.newest.id
  }

  #wrongKey(id: string, belongsTo: string): string {
    return `The stored ${belongsTo} was encrypted with the key ${id}, which is not in ${this.path}. Put that key back there (PHLOEM_SECRETS_KEY_FILE names the file); if it is lost, \`npx -y pnpm secrets:forget\` removes what can't be read any more.`
  }
}
