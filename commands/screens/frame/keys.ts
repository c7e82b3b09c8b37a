import type {Key} from 'ink'

/** A key by one name, whatever the terminal sends: `enter`, `up`, `ctrl-c`, or the character itself. */
export function keyName(input: string, key: Key): string {
  const named = [
    ['up', key.upArrow],
    ['down', key.downArrow],
    ['left', key.leftArrow],
    ['right', key.rightArrow],
    ['pageup', key.pageUp],
    ['pagedown', key.pageDown],
    ['home', key.home],
    ['end', key.end],
    ['enter', key.return],
    ['escape', key.escape],
    ['shift-tab', key.tab && key.shift],
    ['tab', key.tab],
    ['erase', key.backspace || key.delete],
  ] as const
  const name = named.find(([, pressed]) => pressed)?.[0]
  if (name) return name
  return key.ctrl ? `ctrl-${input}` : input
}

/** What a line of text becomes by a key; several characters at once were pasted. */
export function typed(text: string, name: string, input: string): string {
  if (name === 'erase') return Array.from(text).slice(0, -1).join('')
  if (name === 'ctrl-u') return ''
  return isText(name, input) ? text + input.replaceAll(/[\r\n\t]+/g, ' ') : text
}

function isText(name: string, input: string): boolean {
  return name === input && input !== '' && !/^[\u0000-\u001F\u007F]/.test(input)
}
