/** Whether a list such as `crm.example.com, *.example.org` names the host; `*.` stands for subdomains only. */
export function isListedHost(list: string, hostname: string): boolean {
  const host = hostname.toLowerCase().replace(/\.$/, '')
  return list
    .toLowerCase()
    .split(/[\s,]+/)
    .some((entry) =>
      entry.startsWith('*.') ? host.endsWith(entry.slice(1)) : entry !== '' && host === entry,
    )
}
