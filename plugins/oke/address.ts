/** Whether an address is of this machine: only there may messages go without TLS. */
export function isLoopback(text: string): boolean {
  try {
    const {protocol, hostname} = new URL(text)
    return protocol === 'http:' && /^(localhost|127(\.\d+){3}|\[::1\])$/.test(hostname)
  } catch {
    return false
  }
}
