/** The sample school; invented, as are its mail domain (RFC 2606) and everybody in it. */
export const SCHOOL = {
  name: 'ROC Lindewaard',
  language: 'nl',
  zone: 'Europe/Amsterdam',
  mailDomain: 'lindewaard.example',
} as const
