import { createParamDecorator } from '@nestjs/common';
/** Who sent the request; for routes that ask for a role. */
export const TheCaller = createParamDecorator((_, context) => {
    const { caller } = context.switchToHttp().getRequest();
    if (caller === undefined)
        throw new Error('a route without a verified caller asks for one: a wiring fault');
    return caller;
});
//# sourceMappingURL=the-caller.js.map