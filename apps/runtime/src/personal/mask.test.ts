import { describe, expect, it } from 'vitest'
import { maskLine, maskName, maskNumber, maskPersonal } from './mask.ts'

describe('what is personal', () => {
  it.each([
    ['+12025550199', '+1202•••0199'],
    ['12025550199', '12025•••0199'],
    ['+493012345', '+49•••45'],
  ])('%s becomes %s', (number, masked) => expect(maskNumber(number)).toBe(masked))

  it('is a name but for its first letter', () => {
    expect(maskName('Ada Lovelace')).toBe('A•••')
    expect(maskName('')).toBe('')
  })

  it('is masked wherever it stands in a value', () => {
    const call = {
      callUUID: '4ad9e8a6-1234567890-11',
      from: '+14155550100',
      to: '12025550199',
      callerName: 'Ada',
      problem: 'Not dialled: +19005550123 and sip:ann@example.com.',
      startedAt: '2026-01-02T03:04:05.678Z',
      seconds: 14155550100,
    }
    expect(maskPersonal(call)).toEqual({
      ...call,
      from: '+1415•••0100',
      to: '12025•••0199',
      callerName: 'A•••',
      problem: 'Not dialled: +1900•••0123 and sip:a•••@example.com.',
    })
  })

  it('is masked in a line of the log; other lines stay as they are', () => {
    const line =
      '{"level":30,"time":"2026-01-02T03:04:05.678Z","from":"+14155550100","msg":"dials +12025550199"}\n'
    expect(maskLine(line)).toBe(
      '{"level":30,"time":"2026-01-02T03:04:05.678Z","from":"+1415•••0100","msg":"dials +1202•••0199"}\n',
    )
    const other = '{"level":30,"callUUID":"12345678901234"}\n'
    expect(maskLine(other)).toBe(other)
    expect(maskLine('no JSON +12025550199')).toBe('no JSON +1202•••0199')
  })
})
