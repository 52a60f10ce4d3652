import { Command, Service, type ServiceConfig, ServiceException } from './service.ts'

/** As much of @aws-sdk/client-dynamodb as the functions use, under its names. */
export class DynamoDBClient extends Service {
  constructor(config: ServiceConfig) {
    super({ service: 'dynamodb', target: 'DynamoDB_20120810', type: 'application/x-amz-json-1.0' }, config, exceptions)
  }
}

export class GetItemCommand extends Command {
  static override operation = 'GetItem'
}
export class BatchGetItemCommand extends Command {
  static override operation = 'BatchGetItem'
}
export class QueryCommand extends Command {
  static override operation = 'Query'
}
export class PutItemCommand extends Command {
  static override operation = 'PutItem'
}
export class UpdateItemCommand extends Command {
  static override operation = 'UpdateItem'
}
export class DeleteItemCommand extends Command {
  static override operation = 'DeleteItem'
}
export class TransactWriteItemsCommand extends Command {
  static override operation = 'TransactWriteItems'
}
export class DescribeTableCommand extends Command {
  static override operation = 'DescribeTable'
}
export class UpdateTableCommand extends Command {
  static override operation = 'UpdateTable'
}

export class ConditionalCheckFailedException extends ServiceException {}
export class TransactionCanceledException extends ServiceException {}
export class TransactionConflictException extends ServiceException {}
export class TransactionInProgressException extends ServiceException {}

const exceptions = {
  ConditionalCheckFailedException,
  TransactionCanceledException,
  TransactionConflictException,
  TransactionInProgressException,
}
