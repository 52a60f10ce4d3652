// What Lambda's runtime does with a module, in a process that has nothing of this repository.
import { pathToFileURL } from 'node:url'

const { handler } = await import(pathToFileURL(process.argv[2]).href)
process.on('message', async (event) => {
  try {
    process.send({ answer: await handler(event, { awsRequestId: 'a-request', getRemainingTimeInMillis: () => 10_000 }) })
  } catch (error) {
    process.send({ failure: String(error?.stack ?? error) })
  }
})
process.send('ready')
