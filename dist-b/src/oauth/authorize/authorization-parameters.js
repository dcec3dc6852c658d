export const RESPONSE_MODES = ['query', 'form_post'];
export const PROMPTS = ['none', 'login', 'consent', 'select_account'];
//# sourceMappingURL=authorization-parameters.js.map