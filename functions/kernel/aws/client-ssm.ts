import { Command, Service, type ServiceConfig } from './service.ts'

/** As much of @aws-sdk/client-ssm as the functions use, under its names. */
export class SSMClient extends Service {
  constructor(config: ServiceConfig) {
    super({ service: 'ssm', target: 'AmazonSSM', type: 'application/x-amz-json-1.1' }, config)
  }
}

export class GetParameterCommand extends Command {
  static override operation = 'GetParameter'
}
