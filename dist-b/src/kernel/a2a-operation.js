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
};
const operations = new Map(Object.entries(earlier).flatMap(([operation, method]) => [
    [operation, operation],
    [method, operation],
]));
/** The operation that a method of either version asks for; null for one that A2A does not define. */
export function a2aOperation(method) {
    return operations.get(method) ?? null;
}
/** The JSON-RPC method of an operation. @param legacy as 0.3 calls it */
export function a2aMethod(operation, legacy) {
    return legacy ? earlier[operation] : operation;
}
//# sourceMappingURL=a2a-operation.js.map