import {BlockList, isIP} from 'node:net'
import {ExamError} from '../src/errors.ts'

/** From where a request comes and how it came, as far as that can be trusted. */
export type Arrival = Readonly<{address: string; https: boolean; host: string}>

type Seen = Readonly<{remote: string; encrypted: boolean; header: (name: string) => string | undefined}>

/** Tells where requests come from. What `X-Forwarded-…` says counts only from the proxies named here (design rule 23). */
export type Arrivals = (seen: Seen) => Arrival

/** Reads `10.0.0.5` and `10.0.0.0/8`. @throws ExamError `serve.bad-proxy` */
export function openArrivals(proxies: readonly string[]): Arrivals {
  const trusted = new BlockList()
  for (const proxy of proxies) trust(trusted, proxy)
  const isTrusted = (address: string): boolean =>
    isIP(address) !== 0 && trusted.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4')

  return ({remote, encrypted, header}) => {
    const direct = {address: bare(remote), https: encrypted, host: header('host') ?? ''}
    if (!isTrusted(direct.address)) return direct
    // The last that no proxy of ours wrote is whom our proxy saw; what stands before it anybody may have made up.
    const hops = (header('x-forwarded-for') ?? '').split(',').map((hop) => bare(hop.trim()))
    const address = hops.findLast((hop) => isIP(hop) !== 0 && !isTrusted(hop)) ?? direct.address
    const https = header('x-forwarded-proto')?.split(',').at(-1)?.trim() === 'https'
    return {address, https, host: header('x-forwarded-host') ?? direct.host}
  }
}

function trust(list: BlockList, proxy: string): void {
  const [address = '', bits] = proxy.split('/')
  const family = isIP(address)
  try {
    if (family === 0) throw new RangeError(proxy)
    const kind = family === 6 ? 'ipv6' : 'ipv4'
    if (bits === undefined) list.addAddress(address, kind)
    else list.addSubnet(address, Number(bits), kind)
  } catch (error) {
    const message = `"${proxy}" is no address of a proxy; write 10.0.0.5 or 10.0.0.0/8.`
    throw new ExamError('invalid', 'serve.bad-proxy', message, {proxy}, {cause: error})
  }
}

/** An IPv4 address that came over IPv6 is itself. */
function bare(address: string): string {
  return address.replace(/^::ffff:(?=\d+\.\d+\.)/, '')
}
