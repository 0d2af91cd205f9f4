const E164_WITHOUT_PLUS = /^[1-9]\d{6,14}$/

/**
 * A number in E.164. Plivo sends numbers without the plus sign in most requests and with it in some; what is no
 * number (`sip:` URIs, `anonymous`, short codes) stays as it is.
 */
export const withPlus = (text: string): string => {
  // An unescaped plus sign in a form body decodes to a space.
  const digits = text.trim()
  return E164_WITHOUT_PLUS.test(digits) ? `+${digits}` : text
}
