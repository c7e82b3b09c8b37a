/** A year; only this host, since others of the school's domain are not ours to speak for. */
const HSTS = 'max-age=31536000'

const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "font-src 'self'",
  "manifest-src 'self'",
  "worker-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ')

/** Headers of every answer: nothing from elsewhere runs, frames or learns where somebody came from (ASVS 3.4). */
export function safeHeaders(https: boolean): Readonly<Record<string, string>> {
  return {
    'Content-Security-Policy': POLICY,
    'X-Content-Type-Options': 'nosniff',
    // With `no-referrer` browsers would send `Origin: null` with our own forms.
    'Referrer-Policy': 'same-origin',
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Cross-Origin-Resource-Policy': 'same-origin',
    'Permissions-Policy': 'camera=(self), geolocation=(), microphone=(), payment=(), usb=()',
    'X-Frame-Options': 'DENY',
    // On plain http it would be ignored, and on a laptop's own address it would shut out other programs.
    ...(https ? {'Strict-Transport-Security': HSTS} : {}),
  }
}
