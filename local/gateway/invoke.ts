import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Context } from 'aws-lambda'
import { Refusal } from '../refusal.ts'
import type { DeployedFunction } from './deployment.ts'

/** What a handler is called with beside the event; the three old callbacks of Lambda are gone on Node 24. */
export type LocalContext = Omit<Context, 'done' | 'fail' | 'succeed'>
export type Handler = (event: unknown, context: LocalContext) => unknown

/** The function ran longer than its timeout. What it still does is not heard. */
export class TimedOut extends Error {
  constructor(name: string, seconds: number) {
    super(`${name} did not answer within ${seconds} seconds`)
    this.name = 'TimedOut'
  }
}

/** Imports the handler of a function, as TypeScript or JavaScript. */
export async function loadHandler(root: string, fn: DeployedFunction): Promise<Handler> {
  const file = ['.ts', '.mjs', '.js'].map((ending) => join(root, fn.module + ending)).find((path) => existsSync(path))
  if (!file) throw new Refusal(`serverless.yml names ${fn.module}.ts as the handler of ${fn.name}, and there is no such file.`)
  const module: { [name: string]: unknown } = await import(pathToFileURL(file).href)
  const handler = module[fn.exported]
  if (typeof handler !== 'function')
    throw new Refusal(
      `${fn.module} exports no function ${fn.exported}, which serverless.yml names as the handler of ${fn.name}.`,
    )
  return handler as Handler
}

/** Calls a handler as Lambda does, for at most `seconds`. */
export function invoke(
  fn: DeployedFunction,
  handler: Handler,
  event: unknown,
  requestId: string,
  seconds = fn.timeoutSeconds,
): Promise<unknown> {
  const until = performance.now() + seconds * 1000
  const context: LocalContext = {
    callbackWaitsForEmptyEventLoop: false,
    functionName: fn.name,
    functionVersion: '$LATEST',
    invokedFunctionArn: `arn:aws:lambda:local:000000000000:function:${fn.name}`,
    memoryLimitInMB: String(fn.memoryMb),
    awsRequestId: requestId,
    logGroupName: `/aws/lambda/${fn.name}`,
    logStreamName: 'local',
    getRemainingTimeInMillis: () => Math.max(0, Math.floor(until - performance.now())),
  }
  return new Promise((done, fail) => {
    const timer = setTimeout(() => fail(new TimedOut(fn.name, seconds)), seconds * 1000)
    const running = (async () => handler(event, context))()
    running.then(done, fail).finally(() => clearTimeout(timer))
  })
}
