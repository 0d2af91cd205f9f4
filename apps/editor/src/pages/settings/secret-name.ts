import { isSecretName } from '@phloem/flow'

/** Why a text can't name a secret, in words; null for one that can. */
export const secretNameProblem = (name: string): string | null =>
  isSecretName(name)
    ? null
    : 'A name begins with a capital letter and holds capital letters, digits and _, such as CRM_TOKEN.'
