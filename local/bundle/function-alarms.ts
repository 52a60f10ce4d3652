import type { Resources } from './service.ts'

/** Three alarms for each function; those of the API, the stream, the queue, the table and our own metrics stand in serverless.yml. */
export function alarmsOf(name: string, timeoutSeconds: number): Resources {
  const pascal = `${name.charAt(0).toUpperCase()}${name.slice(1)}`
  const alarm = (metric: string, description: string, rest: object = {}) => ({
    Type: 'AWS::CloudWatch::Alarm',
    Properties: {
      AlarmDescription: description,
      Namespace: 'AWS/Lambda',
      MetricName: metric,
      Dimensions: [{ Name: 'FunctionName', Value: { Ref: `${pascal}LambdaFunction` } }],
      Statistic: 'Sum',
      Period: 60,
      EvaluationPeriods: 1,
      Threshold: 0,
      ComparisonOperator: 'GreaterThanThreshold',
      // No call is no failure.
      TreatMissingData: 'notBreaching',
      AlarmActions: [{ Ref: 'Alarms' }],
      OKActions: [{ Ref: 'Alarms' }],
      ...rest,
    },
  })
  return {
    // A refusal is an answer: what is counted here crashed, ran out of time, or could not start.
    [`${pascal}Errors`]: alarm('Errors', `${name} failed at least once within a minute`),
    [`${pascal}Throttles`]: alarm('Throttles', `${name} was refused by Lambda for want of concurrency`),
    [`${pascal}Slow`]: alarm('Duration', `${name} came close to its timeout of ${timeoutSeconds} seconds`, {
      Statistic: 'Maximum',
      Threshold: timeoutSeconds * 800,
      EvaluationPeriods: 3,
      DatapointsToAlarm: 2,
    }),
  }
}
