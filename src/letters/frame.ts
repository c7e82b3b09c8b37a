import {type Block, type Reader, texts, type WrittenLetter} from './letter.ts'

/** A letter as it goes out: the same words as plain text and as a page. */
export type RenderedLetter = Pick<WrittenLetter, 'subject' | 'appointment'> & Readonly<{text: string; html: string}>

const TEXTS = texts({
  nl: {
    greeting: (name: string) => `Beste ${name},`,
    regards: 'Met vriendelijke groet,',
    footer: (school: string) =>
      `Deze mail is automatisch verstuurd namens ${school}. Heb je vragen? Neem contact op met het examenbureau.`,
  },
  en: {
    greeting: (name: string) => `Dear ${name},`,
    regards: 'Kind regards,',
    footer: (school: string) =>
      `This mail was sent automatically on behalf of ${school}. Do you have questions? Please contact the exam office.`,
  },
})

/** Puts greeting, signature and footer around what a letter says. */
export function framed({subject, blocks, signer, appointment}: WrittenLetter, reader: Reader): RenderedLetter {
  const t = TEXTS[reader.language]
  const signature = [t.regards, signer, reader.school]
  const body = [t.greeting(reader.name), ...blocks]
  const footer = t.footer(reader.school)
  return {
    subject,
    text: `${[...body.map(blockAsText), signature.join('\n'), `-- \n${footer}`].join('\n\n')}\n`,
    html: page(reader.language, subject, [
      ...body.map(blockAsHtml),
      `<p>${signature.map(escaped).join('<br>')}</p>`,
      `<p style="${SMALL}">${escaped(footer)}</p>`,
    ]),
    ...(appointment && {appointment}),
  }
}

function blockAsText(block: Block): string {
  if (typeof block === 'string') return block
  if ('facts' in block) return block.facts.map(([label, value]) => `${label}: ${value}`).join('\n')
  if ('list' in block) return block.list.map((item) => `- ${item}`).join('\n')
  return `${block.link}: ${block.to}`
}

// No colours of our own: mail programs choose theirs, in the dark too.
const BODY = 'font-family: system-ui, sans-serif; font-size: 16px; line-height: 1.5; max-width: 38em; margin: 1em'
const LABEL = 'text-align: left; vertical-align: top; padding: 2px 16px 2px 0; font-weight: 600'
const VALUE = 'vertical-align: top; padding: 2px 0'
const SMALL = 'font-size: 13px; margin-top: 2em'

function blockAsHtml(block: Block): string {
  if (typeof block === 'string') return `<p>${lines(block)}</p>`
  if ('facts' in block)
    return `<table style="border-collapse: collapse">${block.facts.map(factAsHtml).join('')}</table>`
  if ('list' in block) return `<ul>${block.list.map((item) => `<li>${lines(item)}</li>`).join('')}</ul>`
  return `<p><a href="${escaped(block.to)}">${escaped(block.link)}</a></p>`
}

function factAsHtml([label, value]: readonly [string, string]): string {
  return `<tr><th scope="row" style="${LABEL}">${escaped(label)}</th><td style="${VALUE}">${lines(value)}</td></tr>`
}

function page(language: string, title: string, blocks: readonly string[]): string {
  const head = [
    '<meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width">',
    '<meta name="color-scheme" content="light dark">',
    `<title>${escaped(title)}</title>`,
  ]
  const parts = ['<!doctype html>', `<html lang="${language}">`, '<head>', ...head, '</head>', `<body style="${BODY}">`]
  return `${[...parts, ...blocks, '</body>', '</html>'].join('\n')}\n`
}

function lines(text: string): string {
  return escaped(text).replaceAll('\n', '<br>')
}

const ENTITIES: Readonly<Record<string, string>> = {'&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;'}

function escaped(text: string): string {
  return text.replaceAll(/[&<>"']/g, (sign) => ENTITIES[sign] ?? sign)
}
