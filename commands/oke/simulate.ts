import {Args, Flags} from '@oclif/core'
import {command} from '../lib/command.ts'

export default command({
  summary: 'Start a SIS or a delivery platform that does not exist, to rehearse with.',
  description:
    'It has the sample school, listens on this machine only, and does wrong what is asked of it. A SIS serves flow 1 and takes flow 5; a platform serves flows 0 and 2, and sends flows 3 and 4 with --answer-to. Ends with Ctrl-C.',
  examples: [
    'sis --port 4011',
    'delivery --port 4012 --fault 500 --fault drop --every 5',
    'delivery --answer-to http://127.0.0.1:8080/ooapi --client-id remindo-7k2mqp4x --client-secret SECRET',
  ],
  args: {
    kind: Args.string({required: true, options: ['sis', 'delivery'], description: 'What it is: sis or delivery.'}),
  },
  flags: {
    size: Flags.option({
      options: ['small', 'medium', 'large'] as const,
      default: 'small' as const,
      summary: 'Size of the sample school.',
    })(),
    port: Flags.integer({summary: 'Where it listens; 0 is any free port.', default: 0, min: 0, max: 65_535}),
    fault: Flags.option({
      options: ['slow', '429', '500', 'drop', 'twice', 'disorder'] as const,
      multiple: true,
      summary:
        'What goes wrong: answers late, is busy, breaks, drops the connection after the work, sends twice, out of order.',
    })(),
    every: Flags.integer({summary: 'Every so many requests meet a fault.', default: 10, min: 1}),
    'answer-to': Flags.string({
      summary: 'Our endpoints, to send results to.',
      dependsOn: ['client-id', 'client-secret'],
    }),
    'client-id': Flags.string({summary: 'Its client id with us, of: ontrac oke client add'}),
    'client-secret': Flags.string({summary: 'The secret that belongs to it.'}),
    'answer-seconds': Flags.integer({summary: 'Seconds between two rounds of results.', default: 30, min: 1}),
  },
  async run({args, flags, out, wire}) {
    const {'answer-to': url, 'client-id': clientId = '', 'client-secret': clientSecret = ''} = flags
    const simulator = await wire.simulator({
      kind: args.kind === 'sis' ? 'sis' : 'delivery',
      size: flags.size,
      port: flags.port,
      every: flags.every,
      faults: flags.fault ?? [],
      answer: url === undefined ? undefined : {url, clientId, clientSecret, seconds: flags['answer-seconds']},
      say: (text) => out.hint(text),
    })
    const told = {kind: args.kind, url: simulator.url, tokenUrl: simulator.tokenUrl, clientId: simulator.clientId}
    const secret = simulator.clientSecret
    const is = args.kind === 'sis' ? '--function sis' : '--function delivery --platform remindo'
    out.line(`Listening on ${simulator.url}; client ${simulator.clientId}, secret ${secret}.`)
    out.hint(
      `Next: ontrac oke party add SIM --url ${simulator.url} --token-url ${simulator.tokenUrl} --client-id ${simulator.clientId} --set clientSecret=${secret} ${is}`,
    )
    await wire.stopped()
    await simulator.close()
    return {...told, stopped: true}
  },
  show({kind}, out) {
    out.line(`The ${kind} has stopped.`)
  },
})
