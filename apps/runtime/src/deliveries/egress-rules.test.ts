import { describe, expect, it } from 'vitest'
import { isAllowed, parseEgressAllow } from './egress-rules.ts'

describe('parseEgressAllow', () => {
  it.each(['', ' ', ' , '])('reads no rules from "%s"', (text) => {
    expect(parseEgressAllow(text)).toEqual({ rules: [] })
  })

  it('takes commas, spaces and lines between entries', () => {
    expect(parseEgressAllow('a.lan, b.lan\n10.0.0.0/8  [::1]:8080,*.c.lan:81')).toMatchObject({
      rules: [
        { type: 'host', name: 'a.lan', withSubdomainsOnly: false, port: null },
        { type: 'host', name: 'b.lan' },
        { type: 'network', prefixLength: 8, port: null },
        { type: 'network', prefixLength: 128, port: 8080 },
        { type: 'host', name: 'c.lan', withSubdomainsOnly: true, port: 81 },
      ],
    })
  })

  it.each([
    ['10.0.0.0/33', 'is not a host name, an IP address or a CIDR range'],
    ['10.0.0.0/8/8', 'is not'],
    ['10.0.0.0/-1', 'is not'],
    ['10.0.0.0/', 'is not'],
    ['fd00::/129', 'is not'],
    ['2130706433', 'is not'],
    ['0x7f.1', 'is not'],
    ['http://a.lan', 'is not'],
    ['a.lan/path', 'is not'],
    ['user@a.lan', 'is not'],
    ['*', 'is not'],
    ['a.*.lan', 'is not'],
    ['[a.lan', 'is not'],
    ['a.lan:0', 'has no port from 1 to 65535'],
    ['a.lan:65536', 'has no port from 1 to 65535'],
    ['0.0.0.0/0', 'would allow everything'],
    ['::/0', 'would allow everything'],
    ['169.254.169.254', 'is a cloud metadata address, which cannot be allowed'],
    ['168.63.129.16:80', 'is a cloud metadata address'],
    ['fd00:ec2::254', 'is a cloud metadata address'],
    ['::ffff:169.254.169.254', 'is a cloud metadata address'],
  ])('refuses %s and says why, naming it', (entry, reason) => {
    const parsed = parseEgressAllow(`fine.lan ${entry}`)
    expect(parsed).toEqual({ error: expect.stringContaining(reason) })
    expect(parsed).toEqual({ error: expect.stringContaining(entry) })
  })
})

describe('isAllowed', () => {
  it.each([
    ['printer.lan', 'printer.lan', 80, '10.0.0.1', true],
    ['Printer.LAN', 'printer.lan.', 80, '10.0.0.1', true],
    ['bücher.lan', 'xn--bcher-kva.lan', 80, '10.0.0.1', true],
    ['printer.lan', 'a.printer.lan', 80, '10.0.0.1', false],
    ['*.printer.lan', 'a.b.printer.lan', 80, '10.0.0.1', true],
    ['*.printer.lan', 'printer.lan', 80, '10.0.0.1', false],
    ['*.printer.lan', 'evilprinter.lan', 80, '10.0.0.1', false],
    ['printer.lan:8080', 'printer.lan', 8080, '10.0.0.1', true],
    ['printer.lan:8080', 'printer.lan', 80, '10.0.0.1', false],
    ['10.0.0.1', 'any.lan', 80, '10.0.0.1', true],
    ['10.0.0.1', '10.0.0.1', 80, '10.0.0.1', true],
    ['10.0.0.1', 'any.lan', 80, '10.0.0.2', false],
    ['10.0.0.1:81', 'any.lan', 80, '10.0.0.1', false],
    ['10.1.0.0/16', 'any.lan', 80, '10.1.255.255', true],
    ['10.1.0.0/16', 'any.lan', 80, '10.2.0.0', false],
    ['10.1.2.3/16', 'any.lan', 80, '10.1.0.0', true],
    ['10.1.0.0/16', 'any.lan', 80, '::ffff:10.1.0.1', true],
    ['::ffff:10.1.0.1', 'any.lan', 80, '10.1.0.1', true],
    ['fd00::/8', 'any.lan', 80, 'fd12::1', true],
    ['fd00::/8', 'any.lan', 80, '10.0.0.1', false],
    ['[fd00::1]:8080', 'any.lan', 8080, 'fd00::1', true],
    ['[fd00::/8]:8080', 'any.lan', 8080, 'fd00::1', true],
    ['fd00::1', 'any.lan', 80, 'fd00:0::1', true],
    ['10.0.0.0/8', 'any.lan', 8080, '10.0.0.1', true],
    ['10.0.0.0/8', 'any.lan', 22, '10.0.0.1', false],
    ['10.0.0.0/8', 'any.lan', 6379, '10.0.0.1', false],
    ['10.0.0.0/8:6379', 'any.lan', 6379, '10.0.0.1', true],
    ['printer.lan', 'printer.lan', 631, '10.0.0.1', false],
    ['printer.lan:631', 'printer.lan', 631, '10.0.0.1', true],
  ])('by %s: %s port %i at %s: %s', (text, hostname, port, address, allowed) => {
    const parsed = parseEgressAllow(text)
    expect('rules' in parsed && isAllowed(parsed.rules, hostname, port, address)).toBe(allowed)
  })
})
