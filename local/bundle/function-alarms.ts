import type { Resources } from './service.ts'

/** Two alarms for each function; those of the API, the stream, the queue and the table stand in serverless.yml. */
export function alarmsOf(name: string): Resources {
  const pascal = `${name.charAt(0).toUpperCase()}${name.slice(1)}`
  const alarm = (metric: string, description: string) => ({
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
    },
  })
  return {
    // A refusal is an answer: what is counted here crashed, ran out of time, or could not start.
    [`${pascal}Errors`]: alarm('Errors', `${name} failed at least once within a minute`),
    [`${pascal}Throttles`]: alarm('Throttles', `${name} was refused by Lambda for want of concurrency`),
  }
}
