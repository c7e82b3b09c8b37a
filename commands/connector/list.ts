import {command} from '../lib/command.ts'

export default command({
  summary: 'List the kinds of systems that ontrac can work with, each checked.',
  description: 'Others are packages that the setting connectors names; docs/connectors.md shows how one is made.',
  examples: ['', '--json'],
  async run({wire}) {
    const connectors = [...(await wire.connectors()).values()]
    return {
      connectors: connectors.map(({name, title, port, capabilities, secrets}) => ({
        name,
        title,
        port,
        capabilities,
        secrets,
      })),
    }
  },
  show({connectors}, out) {
    out.table(
      ['Connector', 'Title', 'Can', 'Secrets'],
      connectors.map(({name, title, capabilities, secrets}) => [
        name,
        title,
        capabilities.join(' '),
        secrets.join(' '),
      ]),
    )
  },
})
