/** What A2A 0.3 calls the operations of 1.0 over JSON-RPC (specification 1.0 §5.3, appendix A). */
const earlier = {
  SendMessage: 'message/send',
  SendStreamingMessage: 'message/stream',
  GetTask: 'tasks/get',
  ListTasks: 'tasks/list',
  CancelTask: 'tasks/cancel',
  SubscribeToTask: 'tasks/resubscribe',
  CreateTaskPushNotificationConfig: 'tasks/pushNotificationConfig/set',
  GetTaskPushNotificationConfig: 'tasks/pushNotificationConfig/get',
  ListTaskPushNotificationConfigs: 'tasks/pushNotificationConfig/list',
  DeleteTaskPushNotificationConfig: 'tasks/pushNotificationConfig/delete',
  GetExtendedAgentCard: 'agent/getAuthenticatedExtendedCard',
} as const;

/** An operation of A2A, by the name that 1.0 has for it. */
export type A2aOperation = keyof typeof earlier;

const operations: ReadonlyMap<string, A2aOperation> = new Map(
  (Object.entries(earlier) as [A2aOperation, string][]).flatMap(([operation, method]) => [
    [operation, operation],
    [method, operation],
  ]),
);

/** The operation that a method of either version asks for; null for one that A2A does not define. */
export function a2aOperation(method: string): A2aOperation | null {
  return operations.get(method) ?? null;
}

/** The JSON-RPC method of an operation. @param legacy as 0.3 calls it */
export function a2aMethod(operation: A2aOperation, legacy: boolean): string {
  return legacy ? earlier[operation] : operation;
}
