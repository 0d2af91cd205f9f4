/**
 * How a rendered text names a secret until it is sent: the name between two noncharacters, which text can't use for
 * anything else (Unicode, 23.7) and values are rid of. A caller who says `{{secret.NAME}}` says just that.
 */
const OPEN = '\ufdd0'
const CLOSE = '\ufdd1'

/** Names of secrets, as templates and settings spell them. */
export const SECRET_NAME = '[A-Z][A-Z0-9_]{0,63}'

const isName = new RegExp(`^${SECRET_NAME}$`)
const mark = new RegExp(`${OPEN}(${SECRET_NAME})${CLOSE}`, 'g')

export const isSecretName = (text: string): boolean => isName.test(text)

export const secretMark = (name: string): string => `${OPEN}${name}${CLOSE}`

export const replaceSecretMarks = (text: string, replace: (name: string) => string): string =>
  text.includes(OPEN) ? text.replace(mark, (_, name: string) => replace(name)) : text

export const withoutSecretMarks = (value: string): string =>
  value.replaceAll(OPEN, '\ufffd').replaceAll(CLOSE, '\ufffd')

/** For people: secrets by their names, as a template writes them. */
export const nameSecrets = (text: string): string => replaceSecretMarks(text, (name) => `{{secret.${name}}}`)

/** The same for every text of a value. */
export const nameSecretsIn = <T>(value: T): T =>
  JSON.parse(JSON.stringify(value), (_, leaf) => (typeof leaf === 'string' ? nameSecrets(leaf) : leaf))
